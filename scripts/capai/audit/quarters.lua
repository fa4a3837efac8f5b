--- The quarters of rencana_aksi.csv against the target of the year.
local keys = require "capai.audit.keys"
local printed = require "capai.audit.printed"

local INDICATOR = { "opd", "tahun", "indikator" }

--- What the quarters of a row make of the year, by its perhitungan; nil where none is filled.
local function year_of(audit, row)
  local rules, total = audit:rules_of(row.opd), nil
  local method = row.perhitungan and keys.name(row.perhitungan) or (rules and rules.triwulan)
  for q = 1, 4 do
    local figure = printed.of(row, "tw" .. q)
    if figure then
      total = method == "jumlah" and total and total + figure.value or figure.value
    end
  end
  return total
end

--- Those of a list for which `is_wanted` holds; all, where it holds for none.
local function prefer(list, is_wanted)
  local wanted = {}
  for _, row in ipairs(list) do
    if is_wanted(row) then wanted[#wanted + 1] = row end
  end
  return #wanted > 0 and wanted or list
end

--- The indicator of a row: of its sasaran, where it names one; of the revised plan, where there is
--- one; rather of a sasaran or tujuan than of a programme. nil where several are left.
local function target_of(index, row)
  local list, own = index[keys.of(row, INDICATOR)] or {}, {}
  for _, found in ipairs(list) do
    if not row.sasaran or keys.name(found.sasaran) == keys.name(row.sasaran) then
      own[#own + 1] = found
    end
  end
  own = prefer(own, function(found) return keys.versi(found.versi) == "perubahan" end)
  own = prefer(own, function(found)
    local jenis = keys.name(found.jenis or "sasaran")
    return jenis == "sasaran" or jenis == "tujuan"
  end)
  return #own == 1 and own[1] or nil
end

local function check(audit, index, row)
  local whole, total = target_of(index, row), year_of(audit, row)
  local figure = whole and printed.of(whole, "target")
  if not total then return end
  if not figure then return audit:untested() end
  audit:figure({
    opd = row.opd, tahun = row.tahun, baris = row.indikator or "", file = "indikator",
    besaran = "jumlah target triwulan", tabel = audit.layout:table_of(row, "rencana_aksi"),
    dilaporkan = figure.text, figure = figure, jenis = "jumlah", row = whole, kolom = "target",
    quantity = "target", quarters = row,
  }, total)
end

local quarters = {}

function quarters.check(audit)
  local index = keys.index(audit.data:tables "indikator", INDICATOR)
  for _, rows in ipairs(audit.data:tables "rencana_aksi") do
    for _, row in ipairs(rows) do check(audit, index, row) end
  end
end

return quarters
