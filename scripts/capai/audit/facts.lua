--- What the report prints, to look up where else a figure stands: the lines of the budget under
--- all their codes and years, and every amount and percentage by its value.
local keys = require "capai.audit.keys"
local printed = require "capai.audit.printed"

local facts = {}
facts.__index = facts

local COLUMNS = {
  anggaran = { "pagu", "realisasi", "serapan_lapor" },
  indikator = { "target", "realisasi", "capaian_lapor", "target_akhir" },
  sasaran = { "capaian_lapor", "serapan_lapor" },
}

local function key_of(opd, value)
  return keys.join(opd or "", printed.key(value))
end

--- The table and code that stand for a line wherever it is repeated.
local function home(self, row)
  local tabel, kode = self.layout:partner(row)
  if not tabel then tabel, kode = row.tabel, row.kode end
  return keys.join(row.opd or "", keys.versi(row.versi), keys.code(tabel), keys.code(kode))
end

local function push(lists, key, entry)
  lists[key] = lists[key] or {}
  table.insert(lists[key], entry)
end

local function collect_row(self, file, row)
  if file == "anggaran" and keys.code(row.kode) ~= "" then
    push(self.lines, home(self, row), row)
  end
  for _, column in ipairs(COLUMNS[file]) do
    local figure = printed.of(row, column)
    if figure then
      push(self.values, key_of(row.opd, figure.value),
        { file = file, row = row, column = column, figure = figure })
    end
  end
end

--- Collects what the survey's table and the statements print.
local function collect_others(self, data)
  for _, rows in ipairs(data:tables "skm_lapor") do
    for _, row in ipairs(rows) do
      if keys.name(row.unsur) ~= "total" then
        push(self.surveys, keys.of(row, { "opd", "tahun" }), row)
      end
    end
  end
  for _, rows in ipairs(data:tables "narasi") do
    for _, row in ipairs(rows) do
      local figure = row.operasi ~= "terbilang" and printed.read(row.dilaporkan)
      local key = figure and key_of(row.opd, figure.value)
      if key then self.statements[key] = self.statements[key] or row end
    end
  end
end

--- Collects the facts of a data set.
function facts.collect(data, layout)
  local self = setmetatable({ lines = {}, values = {}, surveys = {}, statements = {},
                              layout = layout }, facts)
  for _, file in ipairs { "anggaran", "indikator", "sasaran" } do
    for _, rows in ipairs(data:tables(file)) do
      for _, row in ipairs(rows) do collect_row(self, file, row) end
    end
  end
  collect_others(self, data)
  return self
end

--- The unsur of the printed survey of a year, in their order.
function facts:unsur(row)
  return self.surveys[keys.of(row, { "opd", "tahun" })] or {}
end

--- The first statement that prints a value; nil for none.
function facts:statement(opd, value)
  return self.statements[key_of(opd, value)]
end

--- Every place that prints this value: file, row, column, figure.
function facts:places(opd, value)
  return self.values[key_of(opd, value)] or {}
end

--- True where the budget prints this amount.
function facts:is_amount(opd, value)
  for _, place in ipairs(self:places(opd, value)) do
    if place.file == "anggaran" and place.column ~= "serapan_lapor" then return true end
  end
  return false
end

--- The same line in all tables and years of its version.
function facts:same_line(row)
  return self.lines[home(self, row)] or { row }
end

return facts
