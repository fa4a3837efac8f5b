--- The document as plain text, for the terminal and for files without any format.
local chart_lines = require "capai.render.text.chart"
local fields = require "capai.render.fields"
local grid = require "capai.render.grid"
local lines = require "capai.render.text.lines"
local phrases = require "capai.render.phrases"
local runs = require "capai.render.runs"
local table_lines = require "capai.render.text.table"

local NORMAL <const>, LEAST <const>, GREATEST <const> = 100, 60, 1000

local Writer = {}
Writer.__index = Writer

function Writer:add(line) self.lines[#self.lines + 1] = line end

function Writer:blank()
  local last = self.lines[#self.lines]
  if last and last ~= "" then self:add "" end
end

--- Lines of a text; the first begins with `first`, the others are indented as far, if that leaves
--- room for words.
function Writer:wrapped(text, first)
  local indent = lines.width(first)
  if indent > self.width // 3 then text, first, indent = first .. text, "", 0 end
  for i, line in ipairs(lines.wrap(text, self.width - indent)) do
    self:add((i == 1 and first or (" "):rep(indent)) .. line)
  end
end

--- A paragraph of its own.
function Writer:part(text)
  if text == "" then return end
  self:wrapped(text, "")
  self:blank()
end

function Writer:all(list)
  for _, line in ipairs(list) do self:add(line) end
  self:blank()
end

local function caption(writer, block)
  writer:part(phrases.numbered(block.label, runs.text(block.caption, "caption")))
end

local handlers = {}

function handlers.table(writer, block)
  local view = grid.of(block)
  caption(writer, block)
  writer:all(table_lines(view, writer.width))
  for _, note in ipairs(view.notes) do
    writer:wrapped(runs.text(note.text, "note"), note.mark .. ") ")
  end
  for _, remark in ipairs(view.remarks) do writer:wrapped(runs.text(remark, "remark"), "") end
  if view.source then writer:wrapped("Sumber: " .. runs.text(view.source, "source"), "") end
  writer:blank()
end

function handlers.chart(writer, block)
  writer:all(chart_lines(block, writer.width))
  caption(writer, block)
end

local function centred(writer, text)
  for _, line in ipairs(lines.wrap(text, writer.width)) do
    writer:add((lines.pad(line, writer.width, "center"):gsub(" +$", "")))
  end
end

function handlers.cover(writer, block)
  for _, line in ipairs(phrases.cover(block)) do centred(writer, line.text) end
  writer:blank()
end

--- A rule under a chapter and a section; what lies deeper stands out by its number.
function handlers.heading(writer, block)
  local level = fields.integer(block.level, "level of a heading", 1, 4, 1)
  local text = lines.plain(phrases.numbered(block.number, runs.text(block.text, "heading")))
  if text == "" then return end
  writer:blank()
  local from = #writer.lines
  writer:wrapped(text, "")
  local width = 0
  for i = from + 1, #writer.lines do width = math.max(width, lines.width(writer.lines[i])) end
  if level <= 2 then writer:add(((level == 1 and "=" or "-"):rep(width))) end
  writer:blank()
end

function handlers.paragraph(writer, block)
  writer:part(runs.text(block.text, "paragraph"))
end

function handlers.list(writer, block)
  for _, item in ipairs(phrases.items(block)) do
    writer:wrapped(item.text, ("   "):rep(item.level) ..
      (item.number and item.number .. ". " or "- "))
  end
  writer:blank()
end

function handlers.formula(writer, block)
  local title = fields.text(block.title, "title of a formula")
  writer:wrapped((title ~= "" and title .. ": " or "") .. phrases.formula(block), "  ")
  writer:blank()
end

function handlers.contents(writer, block)
  writer:part(fields.text(block.title, "title"))
  for _, entry in ipairs(phrases.entries(block)) do
    writer:wrapped(entry.text, ("  "):rep(entry.level))
  end
  writer:blank()
end

local function write_manifest(writer, document)
  local list = phrases.manifest(document)
  if not list[1] then return end
  writer:part "Dibuat dari:"
  for _, entry in ipairs(list) do writer:wrapped(entry.what .. ": " .. entry.value, "- ") end
end

--- Of `options`: `width`, in columns.
return function(document, options)
  local width = fields.integer(options and options.width, "width", 1, GREATEST, NORMAL)
  local writer = setmetatable({ lines = {}, width = math.max(LEAST, width) }, Writer)
  phrases.each(document, handlers, writer)
  write_manifest(writer, document)
  return (table.concat(writer.lines, "\n"):gsub("\n+$", "")) .. "\n"
end
