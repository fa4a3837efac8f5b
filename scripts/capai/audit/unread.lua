--- Figures that cannot be read: broken groups of digits, two amounts in one cell. What stands there
--- is wrong whatever was meant, and it is in no sum.
local printed = require "capai.audit.printed"

--- The columns of figures, by file.
local COLUMNS = {
  indikator = { "target", "realisasi", "target_akhir" }, output = { "target", "realisasi" },
  anggaran = { "pagu", "realisasi" }, lke = { "bobot" },
  rencana_aksi = { "tw1", "tw2", "tw3", "tw4" },
}

local FILES = { "indikator", "output", "anggaran", "lke", "rencana_aksi", "renstra" }

local function columns_of(file, rows)
  local list = {}
  for _, name in ipairs(COLUMNS[file] or {}) do list[#list + 1] = name end
  for _, name in ipairs(rows:columns()) do
    if name:match "_lapor$" or (file == "renstra" and name:match "^rp_") then
      list[#list + 1] = name
    end
  end
  return list
end

--- What a row is called, and the table of the report that prints it.
local function name_of(file, row)
  return printed.entry(row, file) or printed.entry(row, "uraian") or printed.entry(row, "kriteria")
end

local function table_of(audit, file, row, column)
  local jenis = file == "renstra" and row.versi or printed.entry(row, "jenis")
  return file == "anggaran" and row.tabel or audit.layout:table_of(row, file, jenis, column)
end

local function check(audit, file, row, column)
  local cell = printed.cell(row, column)
  if not cell or cell.kind ~= "broken" or audit:has_finding(row, column) then return end
  local kode, name = printed.entry(row, "kode"), name_of(file, row)
  local negative = cell.source:match "^%s*[-(]"
  audit:tested()
  audit:add {
    opd = row.opd, tahun = printed.entry(row, "tahun"), file = file, row = row, kolom = column,
    tabel = table_of(audit, file, row, column), baris = printed.line(kode, name),
    nama = printed.name(kode, name), besaran = column:gsub("_lapor$", ""),
    dilaporkan = cell.source, dihitung = negative and "0 atau lebih" or "tidak terbaca",
    jenis = "hitung", unread = true,
  }
end

local unread = {}

--- After all other checks: a figure that is compared and cannot be read is a finding already.
function unread.check(audit)
  for _, file in ipairs(FILES) do
    for _, rows in ipairs(audit.data:tables(file)) do
      local columns = columns_of(file, rows)
      for _, row in ipairs(rows) do
        for _, column in ipairs(columns) do check(audit, file, row, column) end
      end
    end
  end
end

return unread
