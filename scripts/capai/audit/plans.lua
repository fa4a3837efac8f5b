--- The plan of several years: its amounts over its years and over its tree.
local keys = require "capai.audit.keys"
local printed = require "capai.audit.printed"

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

--- An amount of a line, and the row that prints it.
local function amount_of(row, column)
  local figure = printed.of(row, column)
  if figure then figure.row = row end
  return figure
end

--- The line of a code: its rows, one for each indicator, repeat an amount or leave it empty.
local function line_of(plan, row)
  local kode = keys.code(row.kode)
  local line = kode ~= "" and plan.by_code[kode]
  if line then return line, false end
  line = { kode = kode, row = row, amounts = {}, children = {} }
  if kode ~= "" then plan.by_code[kode] = line end
  return line, true
end

--- Takes the amounts of a row into its line: the first that is filled holds.
local function take(plan, row, years)
  local line, is_new = line_of(plan, row)
  for _, year in ipairs(years) do
    line.amounts[year] = line.amounts[year] or amount_of(row, "rp_" .. year)
    plan.filled[year] = plan.filled[year] or line.amounts[year] ~= nil
  end
  line.final = line.final or amount_of(row, "rp_akhir")
  if is_new then plan.all[#plan.all + 1] = line end
end

--- The lines of each OPD and version that have amounts.
local function read_plans(rows, years)
  local plans, list = {}, {}
  for _, row in ipairs(rows) do
    local key = keys.of(row, { "opd", "versi" })
    if not plans[key] then
      plans[key] = { versi = row.versi, all = {}, lines = {}, by_code = {}, filled = {} }
      list[#list + 1] = plans[key]
    end
    take(plans[key], row, years)
  end
  for _, plan in ipairs(list) do
    for _, line in ipairs(plan.all) do
      if line.final or next(line.amounts) then
        plan.lines[#plan.lines + 1] = line
      elseif line.kode ~= "" then
        plan.by_code[line.kode] = nil
      end
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

local function report(audit, plan, line, tahun, besaran, figure, exact, kolom)
  audit:tested()
  if figure.value == exact then return end
  local row = figure.row
  local name = row.uraian or printed.entry(row, "indikator")
  local finding = {
    opd = row.opd, tahun = tahun, baris = printed.line(row.kode, name), besaran = besaran,
    nama = printed.name(row.kode, name), tabel = audit.layout:table_of(row, "renstra", plan.versi),
    dilaporkan = figure.text, figure = figure, jenis = "jumlah", row = row, kolom = kolom,
    file = "renstra", quantity = "rp", parts = line.children, line = line,
    expected = exact, dihitung = printed.show(figure, exact),
  }
  audit:add(finding)
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

local function link(plan)
  for _, line in ipairs(plan.lines) do
    local parent = keys.parent(line.kode, function(code) return plan.by_code[code] end)
    if parent then table.insert(plan.by_code[parent].children, line) end
  end
end

local function check_children(audit, plan, line, tahun, pick, kolom)
  local figure = pick(line)
  local total = figure and sum_children(line, pick)
  if total then
    report(audit, plan, line, tahun, "jumlah Rp anak", figure, total, kolom)
  elseif figure and #line.children > 0 then
    audit:untested()
  end
end

local function check_plan(audit, plan, years)
  for _, line in ipairs(plan.lines) do add_years(plan, line, years) end
  link(plan)
  local span = years[1] .. "-" .. years[#years]
  for _, line in ipairs(plan.lines) do
    --- a lost amount may hold what is missing, but nothing below zero
    if line.final and line.sum and (line.whole or line.sum > line.final.value) then
      report(audit, plan, line, span, "jumlah Rp 5 tahun", line.final, line.sum, "rp_akhir")
    elseif line.final and line.sum then
      audit:untested()
    end
    for _, year in ipairs(years) do
      check_children(audit, plan, line, year, function(l) return l.amounts[year] end,
        "rp_" .. year)
    end
    check_children(audit, plan, line, "akhir", function(l) return l.final end, "rp_akhir")
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
end

return plans
