--- The plan of several years: an amount in the column of another year, a total that was not
--- changed.
local capai = require "capai"
local keys = require "capai.audit.keys"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local ZERO = capai.decimal(0)
local causes = {}

local function difference(f)
  return f.figure.value - f.expected
end

local function is_year(f)
  return f.file == "renstra" and f.besaran == "jumlah Rp anak" and f.tahun:match "^%d+$" ~= nil
end

--- The findings of the same line in all years.
local function years_of(f, audit)
  local function key_of(g) return keys.join(g.opd, g.tabel, keys.code(g.row.kode)) end
  local lists = audit:memo("plans", function()
    local all = {}
    for _, g in ipairs(audit.findings) do
      if is_year(g) then
        all[key_of(g)] = all[key_of(g)] or {}
        table.insert(all[key_of(g)], g)
      end
    end
    return all
  end)
  return lists[key_of(f)] or {}
end

--- The amount of a line below that stands in one year, and in the other none.
local function moved(f, amount, from, to)
  for _, child in ipairs(f.parts) do
    local figure = child.amounts[from]
    if figure and figure.value == amount and not child.amounts[to] then return figure end
  end
end

--- What one year has too much another has too little, and one line below has just that.
causes[#causes + 1] = function(f, audit)
  for _, other in ipairs(is_year(f) and years_of(f, audit) or {}) do
    if other ~= f and difference(other) == -difference(f) then
      local lacks = difference(f) < ZERO
      local from, to = lacks and f.tahun or other.tahun, lacks and other.tahun or f.tahun
      local figure = moved(f, lacks and -difference(f) or difference(f), from, to)
      if figure then
        return ("%s (%s) tercetak di kolom %s; di kolom %s kedua tahun tepat"):format(figure.text,
          telling.line(figure.row), from, to), telling.fault(figure.row, "rp_" .. from)
      end
    end
  end
end

--- The same difference in several years.
causes[#causes + 1] = function(f, audit)
  local years = {}
  for _, other in ipairs(is_year(f) and years_of(f, audit) or {}) do
    if difference(other) == difference(f) then years[#years + 1] = other.tahun end
  end
  if #years < 2 then return nil end
  return ("jumlah tidak ikut diubah: selisihnya sama, %s, pada tahun %s"):format(
    number(difference(f)), table.concat(years, ", "))
end

return causes
