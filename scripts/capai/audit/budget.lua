--- The budget: lines against those below them, totals against the lines they sum, and the same
--- line in two tables of one report.
local capai = require "capai"
local keys = require "capai.audit.keys"
local nearest = require "capai.audit.nearest"
local printed = require "capai.audit.printed"
local tree = require "capai.audit.tree"

local AMOUNTS = { "pagu", "realisasi" }
local LINE = { "opd", "tahun", "versi", "tabel", "kode" }

local function finding_of(row, besaran, text, kolom)
  return { opd = row.opd, tahun = row.tahun, tabel = row.tabel or "anggaran.csv",
           baris = printed.line(row.kode, row.uraian), nama = printed.name(row.kode, row.uraian),
           besaran = besaran, dilaporkan = text, row = row, kolom = kolom, file = "anggaran" }
end

--- ---- sums ----

--- An amount against the lines below: where one of them is missing, those that are there must not
--- be more than the sum.
local function check_sum(audit, group, line, amount)
  local figure = printed.of(line.row, amount)
  local total, whole = tree.sum(line.children, amount)
  if not figure or #line.children == 0 then return end
  if not total or tree.is_doubled(group, line) or (not whole and total <= figure.value) then
    return audit:untested()
  end
  local finding = finding_of(line.row, "jumlah " .. amount, figure.text, amount)
  finding.jenis, finding.quantity, finding.parts = "jumlah", amount, line.children
  finding.figure, finding.is_least = figure, not whole
  audit:figure(finding, total)
end

--- A table without a line of its own for the total, against that of the table that it repeats.
local function check_whole(audit, group)
  local first = group.row
  local acuan = audit.layout:whole_of(first.opd, first.tabel)
  if not acuan or group.total then return end
  local other = audit.tree:group_of(first, acuan)
  for _, amount in ipairs(other and other.total and AMOUNTS or {}) do
    local whole = printed.of(other.total.row, amount)
    local here, is_whole = tree.sum(group.roots, amount)
    audit[whole and here and is_whole and "tested" or "untested"](audit)
    if whole and here and is_whole and whole.value ~= here then
      local finding = finding_of(first, "jumlah " .. amount .. " vs tabel " .. acuan,
        capai.format.number(here), amount)
      finding.baris, finding.jenis, finding.dihitung = "jumlah", "silang", whole.text
      finding.nama, finding.is_sum = nil, true
      finding.figure = printed.read(finding.dilaporkan)
      finding.expected, finding.other, finding.quantity = whole.value, other.total.row, amount
      audit:add(finding)
    end
  end
end

--- ---- repetitions ----

--- A figure of a line against that of the line that it repeats.
local function compare(audit, row, other, column)
  local quantity = column:gsub("_lapor$", "")
  local here, there = printed.text(row, column), printed.of(other, column)
  local figure = here and there and printed.of(row, column)
  if not here or not there then return end
  audit:tested()
  --- what cannot be read is no repetition either
  if figure and figure.value == there.value then return end
  local finding = finding_of(row, quantity .. " vs tabel " .. other.tabel, here, column)
  finding.jenis, finding.dihitung, finding.other = "silang", there.text, other
  finding.quantity, finding.figure, finding.expected = quantity, figure, there.value
  audit:add(finding)
end

--- A line that repeats one which is not there: a remark, for nobody can say which side lacks it.
local function alone(audit, row, tabel, kode)
  local group, codes = audit.tree:group_of(row, tabel), {}
  if not group or keys.name(row.jenjang) == "total" or not printed.of(row, "pagu") then return end
  for _, line in ipairs(group.lines) do codes[#codes + 1] = line.row.kode end
  audit:untested()
  audit:complain(row, "kode", "AUDIT_LINE", kode, row.tabel, tabel, nearest(kode, codes))
end

--- The line of a table that another row repeats: by its code, a total by being the total.
local function line_of(audit, row, tabel, kode, index)
  local like = { opd = row.opd, tahun = row.tahun, versi = row.versi, tabel = tabel, kode = kode }
  local list = index[keys.of(like, LINE)]
  if keys.code(kode) == "" then
    local group = audit.tree:group_of(row, tabel)
    return group and group.total and keys.name(row.jenjang) == "total" and group.total.row
  end
  if not list then return alone(audit, row, tabel, kode) end
  local twins = index[keys.of(row, LINE)]
  if #list ~= #twins then return audit:untested() end
  for i, twin in ipairs(twins) do
    if keys.cell(twin) == keys.cell(row) then return list[i] end
  end
end

--- The same line in the table that this one repeats.
local function check_repeats(audit, rows, index)
  for _, row in ipairs(rows) do
    local tabel, kode = audit.layout:partner(row)
    local other = tabel and line_of(audit, row, tabel, kode, index)
    for _, column in ipairs(other and { "pagu", "realisasi", "serapan_lapor" } or {}) do
      compare(audit, row, other, column)
    end
  end
end

local budget = {}

function budget.check(audit)
  for _, group in ipairs(audit.tree.list) do
    for _, line in ipairs(group.lines) do
      for _, amount in ipairs(AMOUNTS) do check_sum(audit, group, line, amount) end
    end
    check_whole(audit, group)
  end
  local tables = audit.data:tables "anggaran"
  local index = keys.index(tables, LINE)
  for _, rows in ipairs(tables) do check_repeats(audit, rows, index) end
end

return budget
