--- Texts that people write, in Markdown: headings, paragraphs and lists.
local markdown = {}

local function trim(line)
  return (line:gsub("^%s+", ""):gsub("%s+$", ""))
end

--- A line that begins an item of a list: its level, whether it is counted, and its words.
local function item_of(line)
  local indent, words = line:match "^(%s*)[-*+]%s+(.+)$"
  if words then return #indent >= 2 and 1 or 0, false, words end
  indent, words = line:match "^(%s*)%d+[.)]%s+(.+)$"
  if words then return #indent >= 2 and 1 or 0, true, words end
end

--- Calls `add(kind, words, place, more)` for each part of the text: "heading" with its level,
--- "paragraph", "item" with its level and whether it is counted. The place has the line where the
--- part begins, and its lines.
function markdown.parse(words, add)
  local open
  local function close()
    if open then add(open.kind, table.concat(open.parts, " "), open, open.more) end
    open = nil
  end
  local number = 0
  for line in (words:gsub("\r\n?", "\n") .. "\n"):gmatch "(.-)\n" do
    number = number + 1
    local level, title = line:match "^(#+)%s+(.-)%s*#*%s*$"
    local depth, ordered, item = item_of(line)
    if level then
      close()
      add("heading", title, { line = number, parts = { title } }, { level = #level })
    elseif item then
      close()
      open = { kind = "item", parts = { trim(item) }, line = number,
               more = { level = depth, ordered = ordered } }
    elseif not line:find "%S" then
      close()
    elseif open then
      open.parts[#open.parts + 1] = trim(line)
    else
      open = { kind = "paragraph", parts = { trim(line) }, line = number }
    end
  end
  close()
end

return markdown
