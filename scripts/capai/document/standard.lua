--- The tables that most reports have, ready to place: a layout gives id and caption, and other
--- rows, columns or words where its form has them.
local cells = require "capai.document.cells"
local place = require "capai.document.place"

local standard = { methods = {} }

local NO <const> = { "No.", index = true }
--- An indicator of a tujuan has no sasaran.
local SASARAN <const> = { "Sasaran strategis", function(row) return row.sasaran or row.tujuan end }
local INDIKATOR <const> = { "Indikator kinerja", "indikator" }
local TARGET <const> = { "Target", "target" }

--- ---- planning ----

--- The indicators with their targets in `years`.
function standard.methods.targets(self, spec)
  local years = spec.years or self.methods.years(self)
  place(self, spec, { group = "tujuan", columns = { { "Sasaran", SASARAN[2], merge = true },
    INDIKATOR, { "Target pada tahun", self.methods.by_year(self, years, "target") },
    { "Target akhir", "target_akhir" } } }, { "years" })
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

--- Ways to say that a line belongs to the revised plan.
local REVISED <const> = { ["perubahan"] = true, ["setelah perubahan"] = true }

local function is_revised(row)
  return row.versi ~= nil and REVISED[row.versi:lower():gsub("%s+", " ")] or false
end

--- The lines of renstra.csv that hold: those of the revision, where there is one; nil without any.
function standard.methods.plan(self)
  local rows = self.ev:input "renstra"[1]
  local revised = rows and rows:where(is_revised)
  return revised and #revised > 0 and revised or rows
end

--- The columns of these lines, by name, in which there is anything.
local function filled(rows)
  local names = {}
  for _, name in ipairs(rows:columns()) do
    for _, row in ipairs(rows) do
      if row[name] ~= nil or (row:cell(name) or { kind = "missing" }).kind ~= "missing" then
        names[name] = true
        break
      end
    end
  end
  return names
end

--- The years for which there are targets or rupiah, in rising order.
local function plan_years(names)
  local seen, years = {}, {}
  for name in pairs(names) do
    local year = math.tointeger(tonumber(name:match "^target_(%d%d%d%d)$" or
      name:match "^rp_(%d%d%d%d)$"))
    if year and not seen[year] then seen[year], years[#years + 1] = true, year end
  end
  table.sort(years)
  return years
end

--- The columns of the matrix: those of `names` that say what a line is, and a pair for each year.
local function plan_columns(self, rows, years, names)
  local columns, fields = { { "Kode", "kode" }, { "Uraian", "uraian" } }, {}
  for _, one in ipairs { { "Indikator", "indikator" }, { "Satuan", "satuan" },
                         { "Awal", "awal" } } do
    if names[one[2]] then columns[#columns + 1] = one end
  end
  for _, year in ipairs(years) do
    if names["rp_" .. year] then fields[#fields + 1] = "rp_" .. year end
  end
  local unit, amount = self.methods.thousands(self, rows, fields)
  local function add(title, key)
    local pair = { title }
    if names["target_" .. key] then pair[2] = { "Target", "target_" .. key } end
    if names["rp_" .. key] then
      pair[#pair + 1] = { unit, amount("rp_" .. key), format = "rupiah" }
    end
    if pair[2] then columns[#columns + 1] = pair end
  end
  for _, year in ipairs(years) do add(tostring(year), tostring(year)) end
  add("Akhir Renstra", "akhir")
  return columns
end

--- The lines of renstra.csv with targets and rupiah of `years`: of those that they have, where it
--- is left out.
function standard.methods.matrix(self, spec)
  local rows = spec.rows or self.methods.plan(self) or {}
  local names = rows[1] and filled(rows) or {}
  local revised = rows[1] and is_revised(rows[1])
  place(self, spec, { rows = rows, size = "matrix", tree = true,
    source = "Rencana Strategis" .. (revised and " setelah perubahan." or "."),
    columns = plan_columns(self, rows, spec.years or plan_years(names), names) }, { "years" })
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
  local function rumus(target) return self.methods.rumus(self, spec.rows or {}, 5, target) end
  place(self, spec, { numbers = true, columns = { NO, SASARAN, INDIKATOR,
    { "Tahun {{tahun}}", TARGET, { "Realisasi", "realisasi" },
      { "Capaian (%)", "capaian", rumus = rumus(4) } },
    { "Akhir Renstra", { "Target", "target_akhir" },
      { "Capaian (%)", "capaian_akhir", rumus = rumus(7) } } } })
end

--- The realisasi of `years` and how it moves.
function standard.methods.trends(self, spec)
  local years = spec.years or self.methods.years(self)
  place(self, spec, { columns = { SASARAN, INDIKATOR,
    { "Realisasi", self.methods.by_year(self, years, "realisasi") },
    { "Tren", function(row) return self.methods.trend(self, row) end } } }, { "years" })
end

local function year_of(row) return tostring(row.tahun) end

--- One indicator from year to year; `spec.rows` is its history.
function standard.methods.yearly(self, spec)
  place(self, spec, { columns = { NO, { "Tahun", year_of }, TARGET,
                                  { "Realisasi", "realisasi" } } })
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

--- The lines of a printed table that repeats in several `years`: amounts and serapan of each.
--- `spec.rows` are those of all years.
function standard.methods.budget_years(self, spec)
  local rows, columns = {}, { { "Kode", "kode" }, { "Uraian", "uraian" } }
  for i, group in ipairs(spec.rows:group "kode") do rows[i] = group[#group] end
  local function of(field)
    return { self.methods.by_year(self, spec.years, field, spec.rows) }
  end
  local pagu, realisasi, serapan = of "pagu", of "realisasi", of "serapan"
  for i, year in ipairs(spec.years) do
    columns[#columns + 1] = { tostring(year),
      { "Anggaran (Rp)", pagu[i][2], format = "rupiah" },
      { "Realisasi (Rp)", realisasi[i][2], format = "rupiah" },
      { "%", serapan[i][2], format = "percent" } }
  end
  place(self, spec, { rows = rows, size = "matrix", tree = true, columns = columns },
    { "rows", "years" })
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

--- The ratio of tujuan and sasaran, in one table.
function standard.methods.ratios(self, spec)
  local rows = {}
  for _, name in ipairs { "tujuan", "sasaran" } do
    for _, row in ipairs(self.ev:current(name)) do rows[#rows + 1] = { row[name], of = row } end
  end
  local function column(title, field)
    return { title, function(row) return row.of[field] end, format = "percent" }
  end
  place(self, spec, { rows = rows, columns = { { "Sasaran", function(row) return row[1] end },
    column("Capaian (%)", "capaian"), column("Serapan (%)", "serapan"),
    column("Efisiensi (%)", "efisiensi_persen") } })
end

--- ---- charts ----

--- Places a chart: what `spec` says goes before what is usual.
local function draw(self, spec, usual)
  for key, value in pairs(spec) do usual[key] = value end
  self.methods.chart(self, usual)
end

--- Capaian of each indicator, the highest first.
function standard.methods.achievement_chart(self, spec)
  draw(self, spec, { kind = "bars", horizontal = true, ranked = true, unit = "%",
    category = "indikator", series = { { "Capaian", "capaian" } } })
end

--- Realisasi against target of one indicator from year to year.
function standard.methods.yearly_chart(self, spec)
  draw(self, spec, { kind = "lines", category = year_of, series = { { "Realisasi", "realisasi" } },
                     target = { "Target", "target" } })
end

--- Capaian beside serapan.
function standard.methods.efficiency_chart(self, spec)
  draw(self, spec, { kind = "dumbbell", unit = "%", rows = self.ev:current "sasaran",
    category = "sasaran", series = { { "Capaian", "capaian" }, { "Serapan", "serapan" } } })
end

--- How many of the rows have each predikat.
function standard.methods.recap_chart(self, spec)
  local own = {}
  for key, value in pairs(spec) do own[key] = value end
  own.rows = self.methods.classes(self, spec.rows or {})
  draw(self, own, { kind = "share", category = "predikat",
    series = { { "Indikator", function(class) return class.jumlah end } } })
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
