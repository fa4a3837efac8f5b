-- seeds FOLDER: reads the texts of real reports that lie in a folder (they are no part of the
-- project) with capai new data, and holds what comes out against the data sets of examples/.
-- CAPAI is the program. Prints how many rows came back; fails where it is too few.

local rows_of <const> = dofile "tests/support/rows.lua"
local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local sets <const> = { "jaten-2023", "semboro-2024", "ledokombo-2023" }
local WANTED <const> = 95 -- percent of the budget rows

local function joined(row, columns)
  local parts = {}
  for i, name in ipairs(columns) do parts[i] = (row[name] or ""):gsub("^Rp%.? *", "") end
  return table.concat(parts, "|")
end

-- How many rows of `wanted` have a row of their own in `got` with equal cells in those columns.
local function meet(wanted, got, columns, tell)
  local left, count = {}, 0
  for _, row in ipairs(got) do
    local key = joined(row, columns)
    left[key] = (left[key] or 0) + 1
  end
  for _, row in ipairs(wanted) do
    local key = joined(row, columns)
    if (left[key] or 0) > 0 then
      left[key], count = left[key] - 1, count + 1
    elseif tell then
      print("  not found: " .. key)
    end
  end
  return count
end

local BUDGET <const> = { "tahun", "pagu", "realisasi", "serapan_lapor" }
local FILES <const> = {
  { "anggaran", BUDGET },
  { "anggaran", { "tahun", "tabel", "kode", "jenjang", "pagu", "realisasi", "serapan_lapor" },
    ", with their table, code and level" },
  { "skm", { "responden", "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9" } },
  { "skm_lapor", { "unsur", "jumlah_lapor", "nrr_lapor", "nrr_tertimbang_lapor",
                   "rata_lapor", "peringkat_lapor" } },
  { "sasaran", { "capaian_lapor", "serapan_lapor", "efisiensi_lapor" } },
  { "output", { "target", "realisasi" } },
  { "indikator", { "tahun", "target", "realisasi", "capaian_lapor" } },
}

-- The example that a set of rows comes from: the one with most of its budget rows.
local function example_of(got)
  local best, most = nil, -1
  for _, name in ipairs(sets) do
    local count = meet(rows_of("examples/" .. name .. "/anggaran.csv"), got, BUDGET)
    if count > most then best, most = name, count end
  end
  return best
end

local failed = false
local folder <const> = check.shell("mktemp -d"):gsub("\n", "")
local texts <const> = check.shell(("ls '%s'/*.txt"):format(arg[1]))
local n = 0
for path in texts:gmatch "[^\n]+" do
  n = n + 1
  local out, status = check.shell(("cd %s && %s new data set%d --from '%s' --lang en 2>&1"):format(
    folder, program:gsub("^build", check.shell("pwd"):gsub("\n", "") .. "/build"), n, path))
  if status ~= 0 then error(out) end
  local here = folder .. "/set" .. n .. "/"
  local example = example_of(rows_of(here .. "anggaran.csv"))
  print(example)
  for _, file in ipairs(FILES) do
    local wanted = rows_of("examples/" .. example .. "/" .. file[1] .. ".csv")
    local got = rows_of(here .. file[1] .. ".csv")
    if file[1] == "skm_lapor" then
      for i = #wanted, 1, -1 do
        if wanted[i].unsur == "total" then table.remove(wanted, i) end
      end
    end
    if #wanted > 0 then
      local count = meet(wanted, got, file[2], os.getenv "TELL" == file[1])
      print(("  %-10s %3d of %3d rows come back (%.1f %%)%s; %d were read"):format(file[1], count,
        #wanted, 100 * count / #wanted, file[3] or "", #got))
      local share = file[2] == BUDGET and WANTED or file[1] == "skm" and 100 or 0
      failed = failed or 100 * count < share * #wanted
    end
  end
end
check.shell("rm -rf " .. folder)
os.exit(not failed and n > 0)
