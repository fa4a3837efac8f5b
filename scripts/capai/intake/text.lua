--- A report as text: its paragraphs, and its tables, whose cells are set off by tabs or by pipes.
---
--- What comes out is a list in the order of the text. A paragraph is { line, text }. A table has
--- `rows`; a row is { line, cells, gap }: `gap` where a blank line, and so perhaps the end of a
--- page, stands before it.
local text = {}

local ENTITIES = { amp = "&", lt = "<", gt = ">", quot = '"', nbsp = " ", apos = "'" }

--- The words of a cell or paragraph: marks of HTML and Markdown are dropped, blanks are single.
function text.words(cell)
  if cell:find "[<&*\u{A0}\r]" then
    cell = cell:gsub("</?%a[^<>]*>", function(tag)
      return tag:match "^</?[biu]>$" and "" or " "
    end)
    cell = cell:gsub("&(%a+);", ENTITIES):gsub("%*%*", ""):gsub("\u{A0}", " ")
    cell = cell:gsub("^%s*%*(.-)%*%s*$", "%1")
  end
  return (cell:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

--- The cells of a line that stands between pipes; nil where it does not.
local function split_pipes(line)
  local body = line:match "^%s*|(.*)$"
  if not body then return nil end
  body = body:gsub("\\|", "\1"):gsub("%s+$", "")
  if body:sub(-1) ~= "|" then
    if not body:find("|", 1, true) then return nil end
    body = body .. "|"
  end
  local cells = {}
  for cell in body:gmatch "([^|]*)|" do
    cells[#cells + 1] = text.words((cell:gsub("\1", "|")))
  end
  return cells
end

local function split_tabs(line)
  if not line:find("\t", 1, true) then return nil end
  local cells = {}
  for cell in (line .. "\t"):gmatch "([^\t]*)\t" do cells[#cells + 1] = text.words(cell) end
  return cells
end

--- True for the line below a header that only draws.
local function is_rule(cells)
  local drawn = false
  for _, cell in ipairs(cells) do
    if cell ~= "" and not cell:find "^:?%-%-+:?$" then return false end
    drawn = drawn or cell ~= ""
  end
  return drawn
end

local function lines_of(content)
  local list = {}
  content = content:gsub("\r\n?", "\n"):gsub("[ \f\v]+", " ") .. "\n"
  for line in content:gmatch "([^\n]*)\n" do list[#list + 1] = line end
  return list
end

--- Reads a whole text, in UTF-8 without a byte-order mark.
function text.read(content)
  local lines, items, current, gap = lines_of(content), {}, nil, false
  local function cells_at(i) return lines[i] and (split_tabs(lines[i]) or split_pipes(lines[i])) end
  for i, line in ipairs(lines) do
    local cells = cells_at(i)
    if cells and not is_rule(cells) then
      if not current then
        current = { line = i, rows = {} }
        items[#items + 1] = current
      end
      current.rows[#current.rows + 1] = { line = i, cells = cells, gap = gap }
      gap = false
    elseif not cells and not line:find "%S" then
      gap = true
    elseif not cells and current and not gap and cells_at(i + 1) then
      -- a word that fell out of its cell
      current.rows[#current.rows + 1] = { line = i, cells = { text.words(line) }, loose = true }
    elseif not cells then
      current = nil
      items[#items + 1] = { line = i, text = text.words(line), gap = gap }
      gap = false
    end
  end
  return items
end

return text
