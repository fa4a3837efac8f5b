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

--- Collects the facts of a data set.
function facts.collect(data, layout)
  local self = setmetatable({ lines = {}, values = {}, layout = layout }, facts)
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
  return self
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
