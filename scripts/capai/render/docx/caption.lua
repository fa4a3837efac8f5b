--- Captions: a label that Word counts, in a bookmark that references point at.
local text <const> = require "capai.render.docx.text"

local caption = {}

local BOLD <const> = { bold = true }

--- The content in the bookmark of a block; `state.targets` knows it.
function caption.bookmark(state, block, content)
  local target <const> = block.id and state.targets[block.id]
  if not target or target.block ~= block then return content end
  return ('<w:bookmarkStart w:id="%d" w:name="%s"/>%s<w:bookmarkEnd w:id="%d"/>')
    :format(target.number, target.bookmark, content, target.number)
end

--- The label of a table or chart, counted.
function caption.label(state, block)
  local before <const>, number, instruction = state.count(block.label)
  local content = text.run(before, BOLD)
  if number then content = content .. text.field(instruction, number, BOLD) end
  return caption.bookmark(state, block, content)
end

--- Above a table: the label on a line of its own.
function caption.of_table(state, block)
  return { style = "Caption", keep_next = true, content = caption.label(state, block) ..
    text.line_end() .. text.runs(block.caption, state.targets) }
end

--- Below a chart: all in one line.
function caption.of_chart(state, block)
  return { style = "Caption", before = 60, after = 280, content = caption.label(state, block) ..
    text.run(" ") .. text.runs(block.caption, state.targets) }
end

return caption
