--- The document as Markdown with tables of GitHub. Every text of data is set off so that nothing in
--- it is taken for markup, for a link, or for HTML.
local chart = require "capai.render.chart"
local fields = require "capai.render.fields"
local grid = require "capai.render.grid"
local phrases = require "capai.render.phrases"
local runs = require "capai.render.runs"

local Writer = {}
Writer.__index = Writer

--- A text as itself: what has a meaning in Markdown has a backslash, and no address is one.
local function inert(text)
  text = text:gsub("[\\`*_%[%]<>|#~&$@]", "\\%0")
  text = text:gsub(":([%w_+-]+):", "\\:%1:") -- no picture of an emoji either
  return (text:gsub(":(//)", "\\:%1"):gsub("([wW][wW][wW])%.", "%1\\."):gsub("  +", " "))
end

--- At the beginning of a line some marks would begin a list, a rule or a block of code.
local function paragraph(text)
  text = text:gsub("^%s+", ""):gsub("^([-+=])", "\\%1")
  return (text:gsub("^(%d+)([.)])", "%1\\%2"))
end

--- Marks around a text stand beside its first and last letter, else they are none.
local function wrap(text, mark)
  local before, middle, after = text:match "^(%s*)(.-)(%s*)$"
  return middle == "" and text or before .. mark .. middle .. mark .. after
end

local function run(text, of)
  text = inert(text)
  if of.sup then text = "<sup>" .. text .. "</sup>" end
  if of.italic then text = wrap(text, "*") end
  if of.bold then text = wrap(text, "**") end
  return text
end

local function marked(list, what) return runs.text(list, what, run) end

function Writer:add(...)
  for _, line in ipairs { ... } do self.lines[#self.lines + 1] = line end
end

--- A part of its own between blank lines.
function Writer:part(text)
  if text ~= "" then self:add(text, "") end
end

local function row_of(cells) return "| " .. table.concat(cells, " | ") .. " |" end

local DASHES <const> = { right = "---:", center = ":---:" }

local function write_table(writer, titles, aligns, rows)
  local names, marks = {}, {}
  for i, title in ipairs(titles) do
    names[i], marks[i] = inert(title), DASHES[aligns[i]] or "---"
  end
  writer:add(row_of(names), "|" .. table.concat(marks, "|") .. "|")
  for _, cells in ipairs(rows) do writer:add(row_of(cells)) end
  writer:add ""
end

--- A cell: its mark, its text, and what makes it stand out.
local function cell_text(place, row)
  local text = inert(grid.text(place))
  if text == "" then return "" end
  if place.cell.bold or row.role == "total" or row.role == "subtotal" then
    text = wrap(text, "**")
  elseif row.numbers then
    text = wrap(text, "*")
  end
  if place.cell.mark ~= "" then
    text = "<sup>" .. inert(place.cell.mark) .. ")</sup> " .. text
  end
  return ("&emsp;"):rep(place.cell.indent) .. text
end

local function cells_of(row, count)
  local cells = {}
  for column = 1, count do cells[column] = cell_text(row.places[column], row) end
  return cells
end

local function caption(writer, block)
  local label = inert(fields.text(block.label, "label"))
  writer:part((label ~= "" and "**" .. label .. "** " or "") .. marked(block.caption, "caption"))
end

local handlers = {}

function handlers.table(writer, block)
  local view, rows, aligns = grid.of(block), {}, {}
  for i, column in ipairs(view.columns) do aligns[i] = column.align end
  for _, row in ipairs(view.head) do
    if row.numbers then rows[#rows + 1] = cells_of(row, #view.columns) end
  end
  for _, row in ipairs(view.rows) do rows[#rows + 1] = cells_of(row, #view.columns) end
  caption(writer, block)
  write_table(writer, view.titles, aligns, rows)
  for _, note in ipairs(view.notes) do
    writer:part("<sup>" .. inert(note.mark) .. ")</sup> " .. marked(note.text, "note"))
  end
  for _, remark in ipairs(view.remarks) do writer:part(paragraph(marked(remark, "remark"))) end
  if view.source then writer:part("Sumber: " .. marked(view.source, "source")) end
end

function handlers.chart(writer, block)
  local data, titles, aligns, rows = chart.figures(block), { "" }, { "left" }, {}
  local all = { table.unpack(data.series) }
  all[#all + 1] = data.target
  for i, one in ipairs(all) do titles[i + 1], aligns[i + 1] = one.name, "right" end
  for k, i in ipairs(data.order) do
    local cells = { inert(data.categories[i]) }
    for n, one in ipairs(all) do cells[n + 1] = inert(one.labels[i]) end
    rows[k] = cells
  end
  caption(writer, block)
  writer:part(paragraph(inert(fields.text(block.alt, "alt"))))
  write_table(writer, titles, aligns, rows)
end

function handlers.cover(writer, block)
  for _, line in ipairs(phrases.cover(block)) do
    local text = inert(line.text)
    writer:part(line.size == "title" and "# " .. text or
      line.size == "subtitle" and wrap(text, "**") or paragraph(text))
  end
end

function handlers.heading(writer, block)
  local level = fields.integer(block.level, "level of a heading", 1, 4, 1)
  local number = inert(fields.text(block.number, "number"))
  writer:part(("#"):rep(level + 1) .. " " ..
    phrases.numbered(number, marked(block.text, "heading")))
end

function handlers.paragraph(writer, block)
  writer:part(paragraph(marked(block.text, "paragraph")))
end

function handlers.list(writer, block)
  for _, item in ipairs(phrases.items(block, run)) do
    writer:add(("   "):rep(item.level) .. (item.number and item.number .. ". " or "- ") ..
      paragraph(item.text))
  end
  writer:add ""
end

function handlers.formula(writer, block)
  local title = inert(fields.text(block.title, "title of a formula"))
  writer:part((title ~= "" and title .. ": " or "") .. inert(phrases.formula(block)))
end

function handlers.contents(writer, block)
  writer:part(wrap(inert(fields.text(block.title, "title")), "**"))
  for _, entry in ipairs(phrases.entries(block)) do
    writer:add(("  "):rep(entry.level - 1) .. "- " .. paragraph(inert(entry.text)))
  end
  writer:add ""
end

local function has_cover(document)
  for _, block in ipairs(fields.list(document.blocks, "blocks")) do
    if type(block) == "table" and block.kind == "cover" then return true end
  end
  return false
end

local function write_manifest(writer, document)
  local list = phrases.manifest(document)
  if not list[1] then return end
  writer:add("---", "", "Dibuat dari:", "")
  for _, entry in ipairs(list) do
    writer:add("- " .. inert(entry.what) .. ": " .. inert(entry.value))
  end
end

return function(document)
  local writer = setmetatable({ lines = {} }, Writer)
  fields.record(document, "document")
  if not has_cover(document) then
    writer:part("# " .. inert(fields.text(document.title, "title")))
  end
  phrases.each(document, handlers, writer)
  write_manifest(writer, document)
  return (table.concat(writer.lines, "\n"):gsub("\n+$", "")) .. "\n"
end
