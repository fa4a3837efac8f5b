--- Texts that people write, in Markdown: headings, paragraphs and lists. What else Markdown has is
--- kept as it stands, line by line, and said.
local text = require "capai.document.text"

local markdown = {}

local BOM <const> = "\u{FEFF}"

local function trim(line)
  return (line:gsub("^%s+", ""):gsub("%s+$", ""))
end

--- What begins a line that is not understood: tables, quotes, rules, tags.
local STRANGE <const> = { "^%s*|", "^%s*>", "^%s*%-%-%-+%s*$", "^%s*%*%*%*+%s*$", "^%s*___+%s*$",
                          "^%s*</?%a[^>]*>" }

local function is_strange(line)
  for _, pattern in ipairs(STRANGE) do
    if line:find(pattern) then return true end
  end
  return false
end

local function is_fence(line) return line:find "^%s*```" or line:find "^%s*~~~" end

--- A line that begins an item of a list: its level, its number where it is counted, and its words.
local function item_of(line)
  local indent, words = line:match "^(%s*)[-*+]%s+(.+)$"
  if words then return #indent >= 2 and 1 or 0, nil, words end
  local number
  indent, number, words = line:match "^(%s*)(%d+)[.)]%s+(.+)$"
  if words then return #indent >= 2 and 1 or 0, math.tointeger(tonumber(number)), words end
end

--- ---- reading ----

local reader = {}

function reader.close(self)
  local open = self.open
  self.open = nil
  if open then self.add(open.kind, table.concat(open.parts, " "), open, open.more) end
end

--- True for a number that counts on: a list begins with 1; "2024. Tahun" and what follows a
--- paragraph are no items.
function reader.counts(self, level, number)
  return number == 1 or number == self.last[level] + 1 and self.last[level] > 0
end

function reader.item(self, line, level, number, words)
  reader.close(self)
  self.last[level] = number or 0
  if level == 0 then self.last[1] = 0 end
  self.open = { kind = "item", parts = { trim(words) }, line = line,
                more = { level = level, ordered = number ~= nil } }
end

function reader.heading(self, line, level, title)
  self.last = { [0] = 0, [1] = 0 }
  self.add("heading", title, { line = line, parts = { title } }, { level = level })
end

--- A line that stands for itself; the first of several is said.
function reader.strange(self, line, words)
  reader.close(self)
  self.last = { [0] = 0, [1] = 0 }
  if not self.was_strange then self.warn(line, trim(words)) end
  self.add("paragraph", text.escaped(trim(words)), { line = line, parts = { words } })
end

function reader.words(self, line, words)
  if words:find "%[[^%]]+%]%([^)]+%)" then self.warn(line, trim(words)) end
  if self.open then
    table.insert(self.open.parts, trim(words))
  else
    self.last = { [0] = 0, [1] = 0 }
    self.open = { kind = "paragraph", parts = { trim(words) }, line = line }
  end
end

--- The level of a heading whose words stand above this line of = or -.
function reader.underlines(self, words)
  if not self.open or self.open.kind ~= "paragraph" then return nil end
  return words:find "^=+%s*$" and 1 or words:find "^%-%-+%s*$" and 2 or nil
end

function reader.line(self, number, words)
  local level, title = words:match "^(#+)%s+(.-)%s*#*%s*$"
  local depth, count, item = item_of(words)
  local under = reader.underlines(self, words)
  local fence = is_fence(words)
  local strange = not under and (self.fenced or fence or is_strange(words)) and words:find "%S"
  if fence then self.fenced = not self.fenced end
  if strange then
    reader.strange(self, number, words)
  elseif level then
    reader.close(self)
    reader.heading(self, number, #level, title)
  elseif under then
    local open = self.open
    self.open = nil
    reader.heading(self, open.line, under, table.concat(open.parts, " "))
  elseif item and (not count or reader.counts(self, depth, count)) then
    reader.item(self, number, depth, count, item)
  elseif words:find "%S" then
    reader.words(self, number, words)
  else
    reader.close(self)
  end
  self.was_strange = strange
end

--- Calls `add(kind, words, place, more)` for each part of the text: "heading" with its level,
--- "paragraph", "item" with its level and whether it is counted. The place has the line where the
--- part begins, and its lines. `warn(line, words)` is told of what is not understood.
function markdown.parse(words, add, warn)
  local self = { add = add, warn = warn, last = { [0] = 0, [1] = 0 } }
  local number = 0
  if words:sub(1, #BOM) == BOM then words = words:sub(#BOM + 1) end
  for line in (words:gsub("\r\n?", "\n") .. "\n"):gmatch "(.-)\n" do
    number = number + 1
    reader.line(self, number, line)
  end
  reader.close(self)
end

return markdown
