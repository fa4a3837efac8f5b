--- The plans: amounts of the Renstra over its years and over its tree, quarterly targets against
--- the year's.
local printed = require "capai.audit.printed"

--- ---- renstra.csv ----

--- The years that the plan has amounts for, in order: of each version those with any.
local function years_of(rows)
  local years = {}
  for _, name in ipairs(rows:columns()) do
    local year = name:match "^rp_(%d%d%d%d)$"
    if year then years[#years + 1] = year end
  end
  table.sort(years)
  return years
end

--- The lines of each OPD and version that have amounts.
local function read_plans(rows, years)
  local plans, list = {}, {}
  for _, row in ipairs(rows) do
    local key = row.opd .. "\31" .. (row.versi or "")
    local plan = plans[key]
    if not plan then
      plan = { versi = row.versi, lines = {}, by_code = {}, filled = {} }
      plans[key], list[#list + 1] = plan, plan
    end
    local line = { row = row, kode = row.kode, amounts = {}, children = {} }
    for _, year in ipairs(years) do
      line.amounts[year] = printed.of(row, "rp_" .. year)
      plan.filled[year] = plan.filled[year] or line.amounts[year] ~= nil
    end
    line.final = printed.of(row, "rp_akhir")
    if line.final or next(line.amounts) then
      plan.lines[#plan.lines + 1] = line
      if row.kode then plan.by_code[row.kode] = plan.by_code[row.kode] or line end
    end
  end
  return list
end

--- Adds up the years of a line. It is whole when every year of the plan has an amount, or when
--- those that it has make up its own total: then what is blank is nothing.
local function add_years(plan, line, years)
  line.whole = true
  for _, year in ipairs(years) do
    local figure = line.amounts[year]
    if figure then line.sum = line.sum and line.sum + figure.value or figure.value end
    if plan.filled[year] and not figure then line.whole = false end
  end
  line.whole = line.whole or (line.final and line.sum == line.final.value)
end

local function parent_of(plan, kode)
  repeat
    kode = kode and kode:match "^(.*)%.[^.]*$"
  until not kode or plan.by_code[kode]
  return kode and plan.by_code[kode]
end

local function report(audit, plan, line, tahun, besaran, figure, exact, kolom)
  if figure.value == exact then return end
  local row = line.row
  audit:figure({
    opd = row.opd, tahun = tahun, baris = printed.line(row.kode, row.uraian), besaran = besaran,
    tabel = audit.layout:table_of(row.opd, "renstra", plan.versi),
    dilaporkan = figure.text, figure = figure,
    jenis = "jumlah", row = row, kolom = kolom, file = "renstra", quantity = "rp",
    parts = line.children,
  }, exact)
end

--- The children's amounts of a year, or at the end; nil where one is lost.
local function sum_children(line, pick)
  local total
  for _, child in ipairs(line.children) do
    local figure = pick(child)
    if figure then
      total = total and total + figure.value or figure.value
    elseif not child.whole then
      return nil
    end
  end
  return total
end

local function check_plan(audit, plan, years)
  for _, line in ipairs(plan.lines) do add_years(plan, line, years) end
  for _, line in ipairs(plan.lines) do
    local parent = parent_of(plan, line.kode)
    if parent then parent.children[#parent.children + 1] = line end
  end
  local span = years[1] .. "-" .. years[#years]
  for _, line in ipairs(plan.lines) do
    --- a lost amount may hold what is missing, but nothing below zero
    if line.final and line.sum and (line.whole or line.sum > line.final.value) then
      report(audit, plan, line, span, "jumlah Rp 5 tahun", line.final, line.sum, "rp_akhir")
    end
    for _, year in ipairs(years) do
      local figure = line.amounts[year]
      local total = figure and sum_children(line, function(c) return c.amounts[year] end)
      if total then
        report(audit, plan, line, year, "jumlah Rp anak", figure, total, "rp_" .. year)
      end
    end
    local total = line.final and sum_children(line, function(c) return c.final end)
    if total then
      report(audit, plan, line, "akhir", "jumlah Rp anak", line.final, total, "rp_akhir")
    end
  end
end

--- ---- rencana_aksi.csv ----

--- What the quarters of a row make of the year, by its perhitungan; nil where none is filled.
local function year_of_quarters(audit, row)
  local rules, total = audit:rules_of(row.opd), nil
  local method = row.perhitungan or (rules and rules.triwulan)
  for q = 1, 4 do
    local figure = printed.of(row, "tw" .. q)
    if figure then
      total = method == "jumlah" and total and total + figure.value or figure.value
    end
  end
  return total
end

local function check_quarters(audit, rows)
  local targets = {}
  local function key(row) return row.opd .. "\31" .. (row.tahun or "") .. "\31" .. row.indikator end
  for _, indicators in ipairs(audit.data:tables "indikator") do
    for _, row in ipairs(indicators) do
      if not row.jenis or row.jenis == "sasaran" or row.jenis == "tujuan" then
        targets[key(row)] = row
      end
    end
  end
  for _, row in ipairs(rows) do
    local whole = targets[key(row)]
    local figure = whole and printed.of(whole, "target")
    local total = figure and year_of_quarters(audit, row)
    if total then
      audit:figure({
        opd = row.opd, tahun = row.tahun, baris = row.indikator, besaran = "jumlah target triwulan",
        tabel = audit.layout:table_of(row.opd, "rencana_aksi"), dilaporkan = figure.text,
        figure = figure, jenis = "jumlah", row = whole, kolom = "target", file = "indikator",
        quantity = "target",
      }, total)
    end
  end
end

local plans = {}

function plans.check(audit)
  for _, rows in ipairs(audit.data:tables "renstra") do
    local years = years_of(rows)
    for _, plan in ipairs(#years > 0 and read_plans(rows, years) or {}) do
      check_plan(audit, plan, years)
    end
  end
  for _, rows in ipairs(audit.data:tables "rencana_aksi") do check_quarters(audit, rows) end
end

return plans
