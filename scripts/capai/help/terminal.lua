--- A page of help for the terminal.
local lines = require "capai.render.text.lines"

--- Where the texts of terms begin, and the least that is left for them.
local INDENT, LEAST = 22, 30

--- A blank at which no line ends, while lines are broken; it is one column, too.
local GLUE <const> = "\1"

--- The text with short pieces of code kept together: who copies a command from the screen wants all
--- of it.
local function glue(text, width)
  return (text:gsub("`[^`]*`", function(code)
    return #code - 2 <= width * 2 // 3 and code:gsub(" ", GLUE) or nil
  end))
end

--- Prints words broken to the width; `code` is bold. The marks take no column.
local function put_text(guide, text, indent, width)
  text = glue(text, width)
  local plain = text:gsub("`", "")
  local bold, from = {}, 1
  for before, code in text:gmatch("([^`]*)`([^`]*)`") do
    from = from + #before
    for i = from, from + #code - 1 do bold[i] = true end
    from = from + #code
  end
  local at = 1
  for i, line in ipairs(lines.wrap(plain, width)) do
    if i > 1 then guide.put("plain", "\n" .. (" "):rep(indent)) end
    at = plain:find("%S", at) or at
    local start = 1
    for k = 1, #line + 1 do
      local here, before = bold[at + k - 1] or false, bold[at + start - 1] or false
      if k > #line or here ~= before then
        guide.put(before and "bold" or "plain", (line:sub(start, k - 1):gsub(GLUE, " ")))
        start = k
      end
    end
    at = at + #line
  end
  guide.put("plain", "\n")
end

local show = {}

function show.heading(guide, block) guide.put("bold", block.text .. "\n") end

function show.paragraph(guide, block, width) put_text(guide, block.text, 0, width) end

function show.code(guide, block)
  for line in (block.text .. "\n"):gmatch("(.-)\n") do guide.put("plain", "  " .. line .. "\n") end
end

function show.item(guide, block, width)
  guide.put("plain", "- ")
  put_text(guide, block.text, 2, width - 2)
end

function show.term(guide, block, width)
  local indent = width - INDENT >= LEAST and INDENT or 6
  local length = lines.width(block.term) + 2
  guide.put("plain", "  ")
  guide.put("bold", block.term)
  local fits = length + 1 < indent
  guide.put("plain", fits and (" "):rep(indent - length) or "\n" .. (" "):rep(indent))
  put_text(guide, block.text or "", indent, width - indent)
end

--- True where no empty line stands between two blocks.
local function together(a, b)
  return a and a.kind == b.kind and (a.kind == "term" or a.kind == "item")
    or a and a.kind == "heading"
end

return function(guide, page)
  local width = math.min(guide.width - 1, 79)
  local name = page.name == "capai" and "`capai`: " or ("`capai %s`: "):format(page.title)
  put_text(guide, name .. page.summary, 2, width - 2)
  local before
  for _, block in ipairs(page.blocks) do
    if not together(before, block) then guide.put("plain", "\n") end
    show[block.kind](guide, block, width)
    before = block
  end
end
