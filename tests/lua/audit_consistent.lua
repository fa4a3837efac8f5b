-- Reports that hold: of 200 data sets of varied shape the auditor says nothing; one figure changed,
-- and it speaks, and calls no other figure wrong.

local capai <const> = require "capai"
local audit <const> = require "capai.audit"
local keys <const> = require "capai.audit.keys"
local check <const> = dofile "tests/support/check.lua"
local parse <const> = dofile "tests/support/csv.lua"
local sets <const> = 200
local shell <const> = check.shell

local folder <const> = shell("mktemp -d"):gsub("\n", "")
local make <const> = dofile "tests/support/report.lua"(folder)

local function audited(rules)
  return audit.run(assert(capai.load(folder, { lapor = true })), rules)
end

local function csv(lines)
  local out = {}
  for i, line in ipairs(lines) do
    local fields = {}
    for k, field in ipairs(line) do
      fields[k] = field:find '[,"]' and '"' .. field:gsub('"', '""') .. '"' or field
    end
    out[i] = table.concat(fields, ",") .. "\n"
  end
  return table.concat(out)
end

-- ---- one digit of any figure ----

local FIGURES <const> = {
  { "anggaran", "pagu" }, { "anggaran", "realisasi" }, { "anggaran", "serapan_lapor" },
  { "indikator", "target" }, { "indikator", "realisasi" }, { "indikator", "capaian_lapor" },
  { "indikator", "capaian_akhir_lapor" }, { "output", "capaian_lapor" },
  { "sasaran", "capaian_lapor" }, { "sasaran", "serapan_lapor" }, { "renstra", "rp_2024" },
  { "renstra", "rp_akhir" }, { "narasi", "dilaporkan" }, { "rencana_aksi", "tw2" },
}

-- Another digit in a place of a text; nil where it has none.
local function other_digit(text)
  local places = {}
  for at in text:gmatch "()%d" do places[#places + 1] = at end
  if #places == 0 then return nil end
  local at = places[math.random(#places)]
  local digit = (tonumber(text:sub(at, at)) + math.random(9)) % 10
  if at == places[1] and digit == 0 then digit = 5 end
  return text:sub(1, at - 1) .. digit .. text:sub(at + 1)
end

local column_at <const> = function(header, name)
  for i, column in ipairs(header) do
    if column == name then return i end
  end
end

local function check_change(seed, rules)
  local name, column = table.unpack(FIGURES[math.random(#FIGURES)])
  local path = ("%s/%s.csv"):format(folder, name)
  local text = check.read(path)
  local lines = parse(text)
  local at, line = column_at(lines[1], column), math.random(2, #lines)
  local changed = other_digit(lines[line][at])
  if not changed or changed == lines[line][at] then return false end
  lines[line][at] = changed
  check.write(path, csv(lines))
  local result = audited(rules)
  local cell = keys.join(path, "", tostring(line), column)
  check.eq(result.failed[1], nil, "a cause that fails")
  for _, f in ipairs(result.findings) do
    check.that(not f.culprit or f.culprit == cell,
      ("seed %d: %s:%d %s %s: %s, %s: %s"):format(seed, name, line, column, changed, f.baris,
        f.besaran, f.sebab))
  end
  check.write(path, text)
  return #result.findings > 0
end

local told = 0
for seed = 1, sets do
  local rules = make(seed)
  local result = audited(rules)
  local f = result.findings[1]
  check.that(not f, f and ("seed %d: %s, %s, %s: %s, not %s"):format(seed, f.tabel, f.baris,
    f.besaran, f.dilaporkan, f.dihitung))
  check.eq(result.complaints[1] and result.complaints[1].message, nil, "nothing is left untested")
  for _ = 1, 3 do
    if check_change(seed, rules) then told = told + 1 end
  end
end
check.that(told > sets, told .. " changed figures were found")

-- ---- each file of the last of them with one figure changed: its first in that column ----

local rules <const> = make(sets)
local changed <const> = { { "anggaran", "pagu" }, { "anggaran", "serapan_lapor" },
                          { "indikator", "capaian_lapor" }, { "indikator", "target" },
                          { "sasaran", "capaian_lapor" }, { "sasaran", "serapan_lapor" },
                          { "renstra", "rp_2024" }, { "renstra", "rp_akhir" },
                          { "output", "capaian_lapor" }, { "narasi", "dilaporkan" } }
for _, place in ipairs(changed) do
  local path = folder .. "/" .. place[1] .. ".csv"
  local text = check.read(path)
  local lines = parse(text)
  local column, line = column_at(lines[1], place[2]), 2
  while not lines[line][column]:find "%d" do line = line + 1 end
  lines[line][column] = lines[line][column]:gsub("%d", function(digit)
    return digit == "9" and "8" or digit + 1
  end, 1)
  check.write(path, csv(lines))
  check.that(#audited(rules).findings > 0, place[1] .. "." .. place[2] .. " changed is found")
  check.write(path, text)
end

shell("rm -rf " .. folder)
check.done()
