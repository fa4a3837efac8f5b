--- Pieces that every report has, made from the rules themselves: formulas, the scale, the recap of
--- predicates, worked figures. A layout places them.
local capai = require "capai"
local cells = require "capai.document.cells"
local place = require "capai.document.place"
local text = require "capai.document.text"

local parts = { methods = {} }

local SMALL <const> = { dan = true, di = true, ke = true, dari = true, yang = true, untuk = true,
                        pada = true, dengan = true, atau = true, serta = true }

--- "AKUNTABILITAS KINERJA" as a running head has it.
function parts.title_case(words)
  local list = {}
  for word in words:lower():gmatch "%S+" do
    local small = SMALL[word] and #list > 0
    list[#list + 1] = small and word or word:sub(1, 1):upper() .. word:sub(2)
  end
  return table.concat(list, " ")
end

--- ---- formulas ----

local TITLES <const> = { positif = "Makin tinggi makin baik (positif)",
                         negatif = "Makin rendah makin baik (negatif)" }
local SIGNS <const> = { ["*"] = "×", ["-"] = "−" }

--- A formula text with the names of things in place of fields.
local function readable(words)
  return (words:gsub("%a[%w_]*", function(name)
    if name == "min" or name == "max" or name == "abs" or name == "if" then return nil end
    return name:sub(1, 1):upper() .. name:sub(2):gsub("_", " ")
  end):gsub("[*-]", SIGNS))
end

--- The sides of "a / b * 100": nil where a formula is no such fraction.
local function fraction(words)
  local numerator, denominator = words:match "^(.-) / ([%w_]+) %* 100$"
  if not numerator or numerator:find "/" then return nil end
  return numerator:match "^%((.*)%)$" or numerator, denominator
end

--- The formulas, that of arah positif first.
local function ordered(formulas)
  table.sort(formulas, function(a, b)
    local first, second = a.arah ~= "positif", b.arah ~= "positif"
    if first ~= second then return second end
    return a.arah < b.arah
  end)
  return formulas
end

--- The formula of each arah that the rules know, as they print it.
function parts.methods.formulas(self)
  for _, formula in ipairs(ordered(self.rules:formulas())) do
    local numerator, denominator = fraction(formula.text)
    self.blocks[#self.blocks + 1] = {
      kind = "formula", title = TITLES[formula.arah] or "Arah " .. formula.arah,
      left = "Capaian", numerator = readable(numerator or formula.text),
      denominator = denominator and readable(denominator), tail = numerator and "× 100%" or nil }
  end
end

--- "83,57 : 90 × 100% = 92,86%", from the cells of a row of indikator.
function parts.methods.worked(self, row)
  local words
  for _, formula in ipairs(self.rules:formulas()) do
    if formula.arah == row.arah and not formula.is_function then words = formula.text end
  end
  if not words or not row.capaian then return end
  local shown = words:gsub("%a[%w_]*", function(name)
    if name == "target" or name == "realisasi" then
      return (cells.field(row, name, "number", false).text)
    end
  end)
  local numerator, denominator = shown:match "^(.-) / ([%d.,]+) %* 100$"
  local above = numerator and (numerator:match "^%((.*)%)$" or numerator) or shown
  self.blocks[#self.blocks + 1] = {
    kind = "formula", left = "Capaian " .. row.indikator, numerator = above:gsub("[*-]", SIGNS),
    denominator = denominator, tail = numerator and "× 100%" or nil,
    result = cells.field(row, "capaian", "percent", true).text .. "%" }
end

--- "5 ∕ 4" for the row of column numbers, where the capaian of all `rows` is the column `realisasi`
--- over the column `target`; nil where an arah has another formula.
function parts.methods.rumus(self, rows, realisasi, target)
  local plain = {}
  for _, formula in ipairs(self.rules:formulas()) do
    plain[formula.arah] = formula.text == "realisasi / target * 100" or nil
  end
  for _, row in ipairs(rows) do
    if not row.arah or not plain[row.arah] then return nil end
  end
  return ("%d ∕ %d"):format(realisasi, target)
end

--- ---- the scale ----

local function bound(x) return x and capai.format.number(x) end

--- "≥ 90", "76 ≤ 90": how the regulation prints a band.
local function interval(band)
  local low, high = bound(band.ge or band.gt), bound(band.le or band.lt)
  if low and high then
    return (band.gt and "> " or "") .. low .. (band.lt and " < " or " – ") .. high
  elseif low then
    return (band.ge and "≥ " or "> ") .. low
  end
  return (band.le and "≤ " or "< ") .. (high or "")
end

--- What becomes of values between and in two bands, in words.
local function policies(scale)
  local list = {}
  for _, flaw in ipairs(scale:check()) do
    local name = scale:classify(flaw.example)
    local words = flaw.kind == "gap" and "Nilai di antara " or "Nilai pada dua baris, "
    if name and (flaw.kind == "gap" or flaw.kind == "overlap") then
      list[#list + 1] = words .. text.escaped(flaw.lower) .. " dan " ..
        text.escaped(flaw.upper) .. ", misalnya " .. capai.format.number(flaw.example) ..
        ", masuk " .. text.escaped(name) .. "."
    end
  end
  return list
end

--- The table of a scale: its bands as the rules print them. `spec`: a table's, scale, headings.
function parts.methods.scale(self, spec)
  local scale = spec.scale or self.rules.scale
  local bands, basis = scale:bands()
  local rows = { name = "skala" }
  for i, band in ipairs(bands) do rows[i] = { interval = interval(band), predikat = band.name } end
  local headings = spec.headings or { "Interval capaian (%)", "Predikat" }
  place(self, spec, { rows = rows, source = basis ~= "" and text.escaped(basis) or nil,
    remarks = policies(scale), columns = { { "No.", index = true, width = 14 },
      { headings[1], "interval", align = "center", width = 52 },
      { headings[2], "predikat", width = 56 } } }, { "scale", "headings" })
end

--- ---- the recap of predicates ----

local function count(rows, predikat)
  local n = 0
  for _, row in ipairs(rows) do n = n + (row.predikat == predikat and 1 or 0) end
  return n
end

--- How many of these rows have each class of the scale: a list of { predikat, jumlah }.
function parts.methods.classes(self, rows)
  local list = {}
  for i, band in ipairs((self.rules.scale:bands())) do
    list[i] = { predikat = band.name, jumlah = count(rows, band.name) }
  end
  return list
end

--- A tick under the class of each indicator, in groups by sasaran, and how many there are of each.
function parts.methods.recap(self, spec)
  local classes = { "Predikat" }
  for i, band in ipairs((self.rules.scale:bands())) do
    classes[i + 1] = { text.escaped(band.name),
                       function(row) return row.predikat == band.name end, format = "tick",
                       total = function(rows) return count(rows, band.name) end }
  end
  place(self, spec, { total = "Jumlah indikator", columns = { { "Indikator", "indikator" },
    { "Capaian (%)", "capaian" }, classes } })
end

--- ---- words on figures ----

--- "naik 16,73 poin", "turun 0,16 poin", "tetap", "tidak cukup data".
function parts.methods.trend(_, row)
  if not row.tren then return "tidak cukup data" end
  if row.tren:is_zero() then return "tetap" end
  local up = row.tren > capai.decimal(0)
  local points = capai.format.number(row.tren):gsub("^%-", "")
  return (up and "naik " or "turun ") .. points .. " poin"
end

--- What becomes of a capaian above the cap of the rules in a mean: a sentence, with a blank before
--- it; nothing where the rules take it as it is.
function parts.methods.averaging(self)
  local _, max = self.rules:clamp()
  if not max then return "" end
  local cap = capai.format.number(max) .. "%"
  return (" Dalam rata-rata, juga pada sasaran, capaian di atas %s dihitung %s."):format(cap, cap)
end

--- Words of the data as part of a text: nothing in them is read.
function parts.methods.literal(_, words) return text.escaped(words) end

--- True where the row of the OPD has all of these: what a sentence needs that names them.
function parts.methods.knows(self, ...)
  for _, field in ipairs { ... } do
    if self.opd[field] == nil then return false end
  end
  return true
end

--- ---- years ----

--- The years of which there are indicators, in rising order, from `first` on.
function parts.methods.years(self, first)
  local seen, list = {}, {}
  for _, row in ipairs(self.ev.indikator) do
    if not seen[row.tahun] and row.tahun >= (first or 0) then
      seen[row.tahun], list[#list + 1] = true, row.tahun
    end
  end
  table.sort(list)
  return list
end

--- What tells the lines of a table apart, in every year.
local KEYS <const> = { indikator = { "jenis", "tujuan", "sasaran", "indikator" },
                       anggaran = { "tabel", "kode" } }

--- The rows of the same line in all years: what it leaves blank is blank in all of them. `rows` are
--- those of all years, of indikator where it is left out.
function parts.methods.history(self, row, rows)
  rows = rows or self.ev.indikator
  local wanted, blank = {}, {}
  for _, key in ipairs(KEYS[rows.name]) do
    wanted[key] = row[key]
    if row[key] == nil then blank[#blank + 1] = key end
  end
  return rows:where(wanted):where(function(other)
    for _, key in ipairs(blank) do
      if other[key] ~= nil then return false end
    end
    return true
  end):sort "tahun"
end

--- A column for each of the years: what the line of a row has there in `field`. `rows` are those of
--- all years, of indikator where it is left out; `format` is that of the field.
function parts.methods.by_year(self, years, field, rows, format)
  rows = rows or self.ev.indikator
  local columns = {}
  format = format or cells.format_of(field, rows.name)
  for i, year in ipairs(years) do
    columns[i] = { tostring(year), function(row)
      local there = self.methods.history(self, row, rows):where { tahun = year }[1]
      return there and cells.field(there, field, format, rows.name == "indikator") or nil
    end, format = format }
  end
  return table.unpack(columns)
end

--- ---- against the target ----

--- Capaian by the formula of the rules before it is rounded; nil where more than target and
--- realisasi, or a function, makes it.
local function unrounded(rules, row)
  local target, realisasi = row:cell "target", row:cell "realisasi"
  if not (target and target.number and realisasi and realisasi.number) then return nil end
  for _, formula in ipairs(rules:formulas()) do
    if formula.arah == row.arah and not formula.is_function then
      local known, made = pcall(capai.formula, formula.text)
      return known and made:value { target = target.number, realisasi = realisasi.number } or nil
    end
  end
end

--- True where an indicator reached its target. A rounded capaian says so unless it is just 100.
local function is_reached(rules, row)
  local whole = capai.decimal(100)
  local exact = row.capaian:eq(whole) and unrounded(rules, row) or row.capaian
  return exact >= whole
end

--- The indicators below their target, how many reached it, and how many there are.
function parts.methods.reached(self, rows)
  local below, all = {}, 0
  for _, row in ipairs(rows) do
    all = all + (row.capaian and 1 or 0)
    if row.capaian and not is_reached(self.rules, row) then below[#below + 1] = row end
  end
  return below, all - #below, all
end

--- ---- large amounts ----

local function is_round(rows, fields)
  for _, row in ipairs(rows) do
    for _, field in ipairs(fields) do
      local x = row[field]
      if x and not (x / 1000):eq(capai.round(x / 1000, 0)) then return false end
    end
  end
  return true
end

--- "Rp ribu" where no digit of these fields is lost, else "Rp"; and what makes a column of a field.
function parts.methods.thousands(_, rows, fields)
  local round = is_round(rows, fields)
  return round and "Rp ribu" or "Rp", function(field)
    return function(row) return row[field] and round and row[field] / 1000 or row[field] end
  end
end

return parts
