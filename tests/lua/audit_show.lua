-- Findings at a terminal of any width: no line is longer, no name is cut, no difference is lost.

local capai <const> = require "capai"
local audit <const> = require "capai.audit"
local show <const> = require "capai.audit.terminal"
local temuan <const> = require "capai.audit.temuan"
local check <const> = dofile "tests/support/check.lua"

-- What a terminal of `width` columns shows of a data set, as one text.
local function shown(name, width)
  local data = assert(capai.load("examples/" .. name, { lapor = true }))
  local report = { rows = temuan.rows(audit.run(data)), names = {}, tahun = tostring(data.tahun),
                   known = 0, gone = 0, tested = 1, untested = 0 }
  for _, opd in ipairs(data.opd) do report.names[opd.opd] = opd.nama end
  local parts = {}
  show(report, { width = width, put = function(_, text) parts[#parts + 1] = text end,
                 label = function(label, ...) return table.concat({ label, ... }, " ") end })
  return table.concat(parts), report
end

-- True where the words of a text stand in another one, over the ends of its lines.
local function holds(text, words)
  return text:find((words:gsub("%s+", " ")), 1, true) ~= nil
end

for _, name in ipairs { "jaten-2023", "semboro-2024", "ledokombo-2023" } do
  for _, width in ipairs { 60, 80, 100, 160 } do
    local text, report = shown(name, width)
    local longest = 0
    for line in text:gmatch "[^\n]+" do
      longest = math.max(longest, utf8.len(line))
    end
    check.that(longest <= width, ("%s: a line of %d at %d"):format(name, longest, width))
    local joined = text:gsub("%s+", " ")
    for _, row in ipairs(report.rows) do
      check.that(holds(joined, row.nama), name .. ": the whole name: " .. row.nama)
      check.that(not row.selisih or holds(joined, row.selisih), name .. ": " .. row.baris)
    end
    check.that(width < 160 or longest > 140, name .. ": a wide terminal is used")
    check.that(not text:find(" vs ", 1, true), name .. ": in Indonesian")
  end
end

check.done()
