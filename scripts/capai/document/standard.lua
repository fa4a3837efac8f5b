--- The tables that most reports have, ready to place: a layout gives id and caption, and other
--- rows, columns or words where its form has them.
local cells = require "capai.document.cells"

local standard = { methods = {} }

local NO <const> = { "No.", index = true }
--- An indicator of a tujuan has no sasaran.
local SASARAN <const> = { "Sasaran strategis", function(row) return row.sasaran or row.tujuan end }
local INDIKATOR <const> = { "Indikator kinerja", "indikator" }
local TARGET <const> = { "Target", "target" }

--- Places a table: what `spec` says goes before what is usual.
local function place(self, spec, usual)
  for key, value in pairs(spec) do usual[key] = value end
  self.methods.table(self, usual)
end

--- ---- planning ----

--- The indicators with their targets in `years`.
function standard.methods.targets(self, spec)
  local years = spec.years or self.methods.years(self)
  spec.years = nil
  place(self, spec, { group = "tujuan", columns = { { "Sasaran", SASARAN[2], merge = true },
    INDIKATOR, { "Target pada tahun", self.methods.by_year(self, years, "target") },
    { "Target akhir", "target_akhir" } } })
end

--- The indicators, their unit and whether more is better.
function standard.methods.iku(self, spec)
  place(self, spec, { columns = { NO, SASARAN, INDIKATOR, { "Satuan", "satuan" },
                                  { "Arah", "arah" } } })
end

--- What was promised: indicators and targets.
function standard.methods.agreement(self, spec)
  place(self, spec, { columns = { NO, SASARAN, INDIKATOR, TARGET } })
end

--- The budget of each program and its share of all.
function standard.methods.allocation(self, spec)
  place(self, spec, { total = "Jumlah", rows = self.ev:budget():where { jenjang = "program" },
    columns = { NO, { "Program", "uraian" }, { "Anggaran (Rp)", "pagu", total = "sum" },
                { "Bagian (%)", "proporsi" } } })
end

--- The lines of renstra.csv with targets and rupiah of `years`, of one `versi` and some `jenjang`.
function standard.methods.matrix(self, spec)
  local fields, columns = {}, { { "Kode", "kode" }, { "Uraian", "uraian" },
    { "Indikator", "indikator" }, { "Satuan", "satuan" }, { "Awal", "awal" } }
  for i, year in ipairs(spec.years) do fields[i] = "rp_" .. year end
  local unit, amount = self.methods.thousands(self, spec.rows, fields)
  local function add(title, key)
    columns[#columns + 1] = { title, { "Target", "target_" .. key },
                              { unit, amount("rp_" .. key), format = "rupiah" } }
  end
  for _, year in ipairs(spec.years) do add(tostring(year), tostring(year)) end
  add("Akhir Renstra", "akhir")
  place(self, { id = spec.id, caption = spec.caption, rows = spec.rows, source = spec.source },
    { size = "matrix", tree = true, columns = columns })
end

--- The quarters of rencana_aksi.csv.
function standard.methods.quarters(self, spec)
  place(self, spec, { rows = self.ev:input "rencana_aksi"[1] or {}, group = "sasaran",
    columns = { NO, INDIKATOR, { "Satuan", "satuan" }, { "Target triwulan", { "I", "tw1" },
      { "II", "tw2" }, { "III", "tw3" }, { "IV", "tw4" } } } })
end

--- ---- achievement ----

--- Target, realisasi and capaian of this year, and against the end of the Renstra.
function standard.methods.measurement(self, spec)
  place(self, spec, { numbers = true, columns = { NO, SASARAN, INDIKATOR,
    { "Tahun {{tahun}}", TARGET, { "Realisasi", "realisasi" },
      { "Capaian (%)", "capaian", rumus = "5 ∕ 4" } },
    { "Akhir Renstra", { "Target", "target_akhir" },
      { "Capaian (%)", "capaian_akhir", rumus = "5 ∕ 7" } } } })
end

--- The realisasi of `years` and how it moves.
function standard.methods.trends(self, spec)
  local years = spec.years or self.methods.years(self)
  spec.years = nil
  place(self, spec, { columns = { SASARAN, INDIKATOR,
    { "Realisasi", self.methods.by_year(self, years, "realisasi") },
    { "Tren", function(row) return self.methods.trend(self, row) end } } })
end

--- The realisasi beside that of another unit.
function standard.methods.comparison(self, spec)
  place(self, spec, { columns = { NO, SASARAN, INDIKATOR, { "Realisasi {{tahun}}", "realisasi" },
    { "Pembanding", "pembanding" }, { "Selisih (poin)", "selisih" } } })
end

--- The outputs of sub kegiatan.
function standard.methods.outputs(self, spec)
  place(self, spec, { rows = self.ev:current "output", group = "subkegiatan", columns = { NO,
    { "Keluaran", "output" }, { "Satuan", "satuan" }, TARGET, { "Realisasi", "realisasi" },
    { "Capaian (%)", "capaian" } } })
end

--- ---- budget and efficiency ----

--- Budget lines as a tree with their totals.
function standard.methods.budget(self, spec)
  place(self, spec, { rows = self.ev:budget(), tree = true, total = "Jumlah",
    columns = { { "Kode", "kode" }, { "Uraian", "uraian" },
      { "Anggaran (Rp)", "pagu", total = "sum" },
      { "Realisasi (Rp)", "realisasi", total = "sum" },
      { "Serapan (%)", "serapan", total = "serapan" } } })
end

--- What a line has in a field in a year; `rows` are those of all years.
local function at_year(rows, year, field)
  return function(row)
    local there = rows:where { tahun = year, kode = row.kode }[1]
    return there and cells.field(there, field, cells.format_of(field, "anggaran")) or nil
  end
end

--- The lines of a printed table that repeats in several `years`: amounts and serapan of each.
function standard.methods.budget_years(self, spec)
  local all, rows = spec.rows, {}
  local columns = { { "Kode", "kode" }, { "Uraian", "uraian" } }
  for i, group in ipairs(all:group "kode") do rows[i] = group[#group] end
  for _, year in ipairs(spec.years) do
    columns[#columns + 1] = { tostring(year),
      { "Anggaran (Rp)", at_year(all, year, "pagu"), format = "rupiah" },
      { "Realisasi (Rp)", at_year(all, year, "realisasi"), format = "rupiah" },
      { "%", at_year(all, year, "serapan"), format = "percent" } }
  end
  place(self, { id = spec.id, caption = spec.caption, source = spec.source, fields = spec.fields },
    { rows = rows, size = "matrix", tree = true, columns = columns })
end

local function difference(row)
  return row.capaian and row.serapan and row.capaian - row.serapan or nil
end

--- Capaian against serapan, and the verdict.
function standard.methods.efficiency(self, spec)
  place(self, spec, { rows = self.ev:current "sasaran", numbers = true, columns = { NO,
    { "Sasaran", "sasaran" }, { "Capaian (%)", "capaian" }, { "Anggaran", { "Pagu (Rp)", "pagu" },
      { "Realisasi (Rp)", "realisasi" }, { "Serapan (%)", "serapan", rumus = "5 ∕ 4" } },
    { "Selisih (poin)", difference, format = "points", rumus = "3 − 6" },
    { "Kategori", "efisiensi" } } })
end

--- The same as a chart.
function standard.methods.efficiency_chart(self, spec)
  for key, value in pairs { kind = "dumbbell", unit = "%", rows = self.ev:current "sasaran",
                            category = "sasaran",
                            series = { { "Capaian", "capaian" }, { "Serapan", "serapan" } } } do
    if spec[key] == nil then spec[key] = value end
  end
  self.methods.chart(self, spec)
end

--- ---- survey ----

--- Every respondent and every unsur, with the sums and means below.
function standard.methods.respondents(self, spec)
  local results, columns = self.ev:current "skm", { { "Responden", "responden" } }
  local below = { jumlah = {}, nrr = {}, nrr_tertimbang = {} }
  for i, row in ipairs(results) do
    columns[i + 1] = { row.unsur:upper(), row.unsur, align = "center" }
    for name, list in pairs(below) do
      list[i] = cells.field(row, name, name == "jumlah" and "integer" or "number")
    end
  end
  place(self, spec, { rows = self.ev:input "skm"[1] or {}, size = "matrix", columns = columns,
    below = { { "Jumlah nilai per unsur", below.jumlah }, { "NRR per unsur", below.nrr },
              { "NRR tertimbang", below.nrr_tertimbang } } })
end

--- The mean of each unsur and its rank.
function standard.methods.unsur(self, spec)
  place(self, spec, { rows = self.ev:current "skm", columns = { NO,
    { "Unsur", function(row) return row.unsur:upper() end },
    { "Unsur pelayanan", "uraian" }, { "Nilai rata-rata", "rata" },
    { "Peringkat", "peringkat" } } })
end

return standard
