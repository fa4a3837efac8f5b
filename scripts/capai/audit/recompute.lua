--- Every column `X_lapor` against the X that the rules give.
local keys = require "capai.audit.keys"
local nearest = require "capai.audit.nearest"
local printed = require "capai.audit.printed"

local FILES = { "indikator", "output", "anggaran", "sasaran", "skm_lapor", "opd", "lke",
                "rencana_aksi", "renstra" }

--- How findings name a quantity, where that is not the name of its column.
local NAMES = {
  indikator = { capaian_akhir = "capaian terhadap target akhir" },
  output = { capaian = "capaian output" },
  sasaran = { capaian = "capaian sasaran", serapan = "serapan sasaran",
              predikat = "predikat sasaran" },
  skm_lapor = { jumlah = "jumlah nilai", nrr = "NRR", nrr_tertimbang = "NRR tertimbang",
                rata = "nilai rata-rata", peringkat = "peringkat unsur", ikm = "IKM",
                predikat = "mutu pelayanan" },
  opd = { capaian = "capaian OPD", serapan = "serapan OPD", predikat = "predikat OPD" },
  lke = { nilai = "nilai LKE" },
}

--- How findings name a row.
local LABELS = {
  indikator = function(row) return row.indikator end,
  output = function(row) return printed.name(row.kode, printed.head(row.output or "", 60)) end,
  sasaran = function(row) return row.sasaran end,
  anggaran = function(row) return printed.line(row.kode, row.uraian) end,
  skm_lapor = function(row) return (row.unsur or ""):gsub("^u(%d)", "U%1") end,
  opd = function(row) return row.nama or row.opd end,
  lke = function(row) return printed.line(row.kode, row.kriteria) end,
  rencana_aksi = function(row) return row.indikator end,
  renstra = function(row) return printed.line(row.kode, row.uraian or row.indikator) end,
}

--- The inputs of a quantity that stand in its own row.
local INPUTS = {
  indikator = { "target", "realisasi" }, output = { "target", "realisasi" },
  anggaran = { "pagu", "realisasi" },
}

local WHY = { tidak_dapat_dihitung = "tidak dapat dihitung", belum_diisi = "belum diisi" }

--- Which rows of a file a printed table shows.
local function jenis_of(file, row)
  return (file == "indikator" or file == "sasaran") and (row.jenis or "sasaran") or nil
end

--- The table of the report that prints a row.
local function table_of(audit, file, row, quantity)
  local tabel = file == "anggaran" and row.tabel
  return tabel or audit.layout:table_of(row, file, jenis_of(file, row), quantity)
end

--- The column of the results that answers a reported one, where it has another name.
local function column_of(quantity, text)
  return quantity == "efisiensi" and printed.read(text) and "efisiensi_persen" or quantity
end

--- True where a printed class is the one that the rules give: "Baik" is "B Baik", too.
local function same_class(text, class)
  local a, b = printed.fold(text), printed.fold(class)
  return a == b or (class:match "^%u+ " and a == printed.fold(class:match "^%u+ (.*)"))
end

local function finding_of(audit, file, row, quantity, cell)
  return {
    opd = row.opd, tahun = printed.entry(row, "tahun") or quantity:match "_(%d%d%d%d)$",
    tabel = table_of(audit, file, row, quantity),
    baris = LABELS[file](row) or "", besaran = (NAMES[file] or {})[quantity] or quantity,
    nama = file == "anggaran" and printed.name(row.kode, row.uraian) or nil,
    dilaporkan = cell.source, row = row, kolom = quantity .. "_lapor", file = file,
    quantity = quantity, figure = printed.figure(cell),
  }
end

--- True where the inputs of a figure stand in its own row, and it cannot rest on them: one is
--- filled and another missing, or the divisor is 0, of which 0 may be printed. A row without any is
--- one whose inputs the data do not have; a word may be an input of a formula; and where the arah
--- is missing nobody knows.
local function is_impossible(finding, why)
  local inputs, count, first = INPUTS[finding.file] or {}, 0, nil
  for i, name in ipairs(inputs) do
    local akhir = finding.quantity == "capaian_akhir" and name == "target"
    local cell = printed.cell(finding.row, akhir and "target_akhir" or name)
    local number = cell and cell.kind == "number" and cell.number
    if cell and cell.kind ~= "missing" and not number then return false end
    count = count + (number and 1 or 0)
    if i == 1 then first = number end
  end
  if finding.figure and finding.figure.value:is_zero() then return false end
  if why == "tidak_dapat_dihitung" then return first and first:is_zero() and count == #inputs end
  return why == "belum_diisi" and count > 0 and count < #inputs
end

--- A row that no row of the results answers: a remark with the nearest one, for its name may be
--- misspelt. Where there are none at all there is nothing to compare with.
local function alone(audit, finding)
  local column = finding.file == "skm_lapor" and "unsur" or finding.file
  local name = printed.entry(finding.row, column) or finding.baris
  local names = name ~= "" and audit.answers:partners(finding.file, finding.row) or {}
  if #names == 0 then return end
  audit:memo("alone" .. keys.cell(finding.row), function()
    audit:complain(finding.row, nil, "AUDIT_ALONE", name, nearest(name, names))
    return true
  end)
end

--- What is printed where the rules give nothing.
local function check_without(audit, finding, why)
  local class = finding.quantity == "predikat" and audit:has_classes(finding.opd) and
    not audit:is_class(finding.opd, finding.dilaporkan)
  local impossible = is_impossible(finding, why)
  if not class and not impossible then
    audit:untested()
    return why == "alone" and alone(audit, finding)
  end
  audit:tested()
  finding.jenis = class and "kelas" or "hitung"
  finding.dihitung, finding.why = WHY[why] or "-", why
  audit:add(finding)
end

--- A dash in place of what can be computed.
local function check_dash(audit, file, row, quantity, cell)
  local answer = audit.answers:of(file, row, quantity)
  if not answer then return end
  local finding = finding_of(audit, file, row, quantity, cell)
  local rule = answer.rule
  finding.jenis, finding.is_blank = answer.word and "kelas" or "hitung", true
  finding.dihitung = answer.word or
    printed.show({ digits = rule and rule.digits or 0 }, answer.exact, rule)
  audit:tested()
  audit:add(finding)
end

--- Compares one reported entry with what was computed.
local function check(audit, file, row, quantity)
  local cell = printed.cell(row, quantity .. "_lapor")
  if not cell then return end
  if cell.kind == "missing" then
    local dash = cell.source and cell.source:match "^%s*%-+%s*$"
    return dash and check_dash(audit, file, row, quantity, cell)
  end
  local finding = finding_of(audit, file, row, quantity, cell)
  if not audit.answers:has(file, row, column_of(quantity, cell.source)) then
    return audit:untested()
  end
  local answer, why = audit.answers:of(file, row, column_of(quantity, cell.source))
  if not answer then return check_without(audit, finding, why) end
  if answer.exact then return audit:figure(finding, answer.exact, answer.rule) end
  audit:tested()
  if same_class(cell.source, answer.word) then return end
  finding.dihitung, finding.jenis = answer.word, "kelas"
  audit:add(finding)
end

--- True where the rules compute a quantity of the rows: of the survey some rows have other columns.
local function is_computed(audit, file, rows, quantity)
  if audit.answers:has(file, rows[1], quantity) then return true end
  for _, row in ipairs(file == "skm_lapor" and rows or {}) do
    if audit.answers:has(file, row, quantity) then return true end
  end
  return false
end

--- The quantities that a file reports and the rules compute; of others there is a remark.
local function quantities_of(audit, file, rows)
  local list, row = {}, rows[1]
  for _, name in ipairs(row and rows:columns() or {}) do
    local quantity = name:match "^(.*)_lapor$"
    if quantity and is_computed(audit, file, rows, quantity) then
      list[#list + 1] = quantity
    elseif quantity then
      audit:complain(row, name, "AUDIT_COLUMN", name,
        nearest(quantity, audit.answers:columns(file, row)))
    end
  end
  return list
end

local recompute = {}

function recompute.check(audit)
  for _, file in ipairs(FILES) do
    for _, rows in ipairs(audit.data:tables(file)) do
      local quantities = quantities_of(audit, file, rows)
      for _, row in ipairs(rows) do
        for _, quantity in ipairs(quantities) do check(audit, file, row, quantity) end
      end
    end
  end
end

return recompute
