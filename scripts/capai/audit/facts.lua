--- What the report prints, to look up where else a figure stands: the lines of the budget under
--- all their codes and years, and every amount and percentage by its value.
local printed = require "capai.audit.printed"

local facts = {}
facts.__index = facts

local function key(...)
  return table.concat({ ... }, "\31")
end

--- The table and code that stand for a line wherever it is repeated.
local function home(layout, row)
  local tabel, kode = layout:partner(row.opd, row.tabel, row.jenjang, row.kode or "")
  if tabel then return tabel, kode end
  return row.tabel or "", row.kode or ""
end

local COLUMNS = {
  { "anggaran", "pagu", "realisasi", "serapan_lapor" },
  { "indikator", "target", "realisasi", "capaian_lapor", "target_akhir" },
  { "sasaran", "capaian_lapor", "serapan_lapor" },
}

--- Collects what the survey's table and the statements print.
local function collect_others(self, data)
  for _, rows in ipairs(data:tables "skm_lapor") do
    for _, row in ipairs(rows) do
      local k = key(row.opd, row.tahun or "")
      self.surveys[k] = self.surveys[k] or {}
      if row.unsur ~= "total" then table.insert(self.surveys[k], row) end
    end
  end
  for _, rows in ipairs(data:tables "narasi") do
    for _, row in ipairs(rows) do
      local figure = row.operasi ~= "terbilang" and printed.read(row.dilaporkan)
      local k = figure and key(row.opd, tostring(figure.value))
      if k then self.statements[k] = self.statements[k] or row end
    end
  end
end

--- Collects the facts of a data set.
function facts.collect(data, layout)
  local self = setmetatable({ lines = {}, values = {}, surveys = {}, statements = {},
                              layout = layout }, facts)
  for _, columns in ipairs(COLUMNS) do
    local file = columns[1]
    for _, rows in ipairs(data:tables(file)) do
      local has = {}
      for _, name in ipairs(rows:columns()) do has[name] = true end
      for _, row in ipairs(rows) do
        if file == "anggaran" then
          local k = key(row.opd, home(layout, row))
          self.lines[k] = self.lines[k] or {}
          table.insert(self.lines[k], row)
        end
        for i = 2, #columns do
          local column = columns[i]
          local figure = has[column] and printed.of(row, column)
          if figure then self:note(file, row, column, figure) end
        end
      end
    end
  end
  collect_others(self, data)
  return self
end

--- The unsur of the printed survey of a year, in their order.
function facts:unsur(opd, tahun)
  return self.surveys[key(opd, tahun)] or {}
end

--- The first statement that prints a value; nil for none.
function facts:statement(opd, value)
  return self.statements[key(opd, tostring(value))]
end

function facts:note(file, row, column, figure)
  local k = key(row.opd, tostring(figure.value))
  self.values[k] = self.values[k] or {}
  table.insert(self.values[k], { file = file, row = row, column = column, figure = figure })
end

--- Every place that prints this value: file, row, column, figure.
function facts:places(opd, value)
  return self.values[key(opd, tostring(value))] or {}
end

--- The same line in all tables and years.
function facts:same_line(row)
  return self.lines[key(row.opd, home(self.layout, row))] or {}
end

return facts
