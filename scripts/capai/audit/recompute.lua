--- Every column `X_lapor` against the X that the rules give.
local printed = require "capai.audit.printed"

--- How findings name a quantity, where that is not the name of its column.
local NAMES = {
  indikator = { capaian_akhir = "capaian terhadap target akhir" },
  output = { capaian = "capaian output" },
  sasaran = { capaian = "capaian sasaran", serapan = "serapan sasaran",
              predikat = "predikat sasaran" },
  skm_lapor = { jumlah = "jumlah nilai", nrr = "NRR", nrr_tertimbang = "NRR tertimbang",
                rata = "nilai rata-rata", peringkat = "peringkat unsur", ikm = "IKM",
                predikat = "mutu pelayanan" },
}

--- How findings name a row.
local LABELS = {
  indikator = function(row) return row.indikator end,
  output = function(row) return row.kode .. " " .. printed.head(row.output, 60) end,
  sasaran = function(row) return row.sasaran end,
  anggaran = function(row) return printed.line(row.kode, row.uraian) end,
  skm_lapor = function(row) return (row.unsur:gsub("^u(%d)", "U%1")) end,
}

--- Which rows of a file a printed table shows.
local function jenis_of(file, row)
  return (file == "indikator" or file == "sasaran") and (row.jenis or "sasaran") or nil
end

--- The column of the results that answers a reported one, where it has another name.
local function column_of(file, quantity, text)
  if file == "skm_lapor" and quantity == "predikat" then return "mutu" end
  if quantity == "efisiensi" and printed.read(text) then return "efisiensi_persen" end
  return quantity
end

--- True where a printed class is the one that the rules give: "Baik" is "B Baik", too.
local function same_class(text, class)
  local a, b = printed.fold(text), printed.fold(class)
  return a == b or (class:match "^%u+ " and a == printed.fold(class:match "^%u+ (.*)"))
end

--- Compares one reported entry with what was computed.
local function check(audit, file, row, quantity)
  local kolom = quantity .. "_lapor"
  local cell = row:cell(kolom)
  if not cell or cell.kind == "missing" then return end
  local text = cell.source
  local column = column_of(file, quantity, text)
  local value = audit:computed(file, row, column)
  if value == nil then return end
  local finding = {
    opd = row.opd, tahun = row.tahun, tabel = (file == "anggaran" and row.tabel) or
      audit.layout:table_of(row.opd, file, jenis_of(file, row), quantity),
    baris = LABELS[file](row), besaran = (NAMES[file] or {})[quantity] or quantity,
    dilaporkan = text, row = row, kolom = kolom, file = file, quantity = quantity,
    figure = printed.figure(cell),
  }
  if type(value) == "string" then
    if same_class(text, value) then return end
    finding.dihitung, finding.jenis = value, "kelas"
    audit:add(finding)
  else
    audit:figure(finding, value)
  end
end

local recompute = {}

function recompute.check(audit)
  for _, file in ipairs { "indikator", "output", "anggaran", "sasaran", "skm_lapor" } do
    for _, rows in ipairs(audit.data:tables(file)) do
      local quantities = {}
      for _, name in ipairs(rows:columns()) do
        quantities[#quantities + 1] = name:match "^(.*)_lapor$"
      end
      for _, row in ipairs(rows) do
        for _, quantity in ipairs(quantities) do check(audit, file, row, quantity) end
      end
    end
  end
end

return recompute
