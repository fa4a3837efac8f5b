--- Reads the pages of help. A page is a text:
---
---   # name: what it is about      the first line
---   ## Heading
---       code                      four blanks before it
---   - a point of a list
---   = term                        its text follows, two blanks before it
---   words, with `code` in them    a paragraph, up to an empty line
---   {commands}, {topics}          what there is, as terms
---
--- Of options.txt a term may end in "@ eval, compare": it is about these commands only.
local pages = {}

local function split(text, separator)
  local list = {}
  for part in (text .. separator):gmatch("%s*(.-)%s*" .. separator) do
    if part ~= "" then list[#list + 1] = part end
  end
  return list
end

-- ---- one page ----

--- How a line begins a block, and how the next ones go on with it.
local kinds = {
  { kind = "heading", start = "^##%s+(.+)$" },
  { kind = "code", start = "^    (.*)$", more = "^    (.*)$", between = "\n" },
  { kind = "item", start = "^%-%s+(.+)$", more = "^  (%S.*)$", between = " " },
  { kind = "term", start = "^=%s+(.+)$", more = "^  (%S.*)$", between = " " },
  { kind = "list", start = "^{(%l+)}$" },
  { kind = "paragraph", start = "^(%S.*)$", more = "^(%S.*)$", between = " " },
}

local function begin(line)
  for _, kind in ipairs(kinds) do
    local text = line:match(kind.start)
    if text then return kind, text end
  end
end

local function add(block, kind, text)
  if kind.kind == "term" then
    block.text = block.text and block.text .. " " .. text or text
  else
    block.text = block.text .. kind.between .. text
  end
end

--- The blocks of a text, and its first line.
local function parse(text)
  local title, rest = text:match("^#%s+([^\n]*)\n(.*)$")
  local blocks, kind = {}, nil
  for line in (rest or text):gmatch("([^\n]*)\n") do
    local more = kind and kind.more and line:match(kind.more)
    local other, start = begin(line)
    if more and (other == nil or other == kind) then
      add(blocks[#blocks], kind, more)
    elseif other then
      kind = other
      blocks[#blocks + 1] = other.kind == "term" and { kind = "term", term = start }
        or { kind = other.kind, text = start }
    else
      kind = nil
    end
  end
  return blocks, title
end

--- "eval: hitung ..." as name and summary.
local function read_page(book, name)
  local path = book.guide.language .. "/" .. name .. ".txt"
  local text = book.guide.read(path)
  if not text then return nil, path end
  local blocks, title = parse(text)
  local heading, summary = title:match("^(.-):%s*(.*)$")
  return { name = name, title = heading or title, summary = summary, blocks = blocks }
end

--- One page by itself; nil and its path where it is not there. Of `guide` only `language` and
--- `read` are used.
function pages.read(guide, name) return read_page({ guide = guide }, name) end

-- ---- the book ----

--- The commands that an option's text is about; nil for all.
local function read_options(book)
  local page, missing = read_page(book, "options")
  if not page then return missing end
  book.options = page
  for _, block in ipairs(page.blocks) do
    local term, commands = block.term:match("^(.-)%s+@%s+(.*)$")
    if term then
      block.term, block.commands = term, {}
      for _, command in ipairs(split(commands, ",")) do block.commands[command] = true end
    end
    block.option = block.term:match("^%S+")
  end
end

--- Opens all; nil and the path of a page that is not there.
function pages.open(guide)
  local book = { guide = guide, pages = {}, order = {}, commands = {}, topics = {}, other = {} }
  local list = guide.read("topics.txt")
  if not list then return nil, "topics.txt" end
  for _, command in ipairs(guide.commands) do
    book.commands[#book.commands + 1], book.commands[command.name] = command.name, command
    book.order[#book.order + 1] = command.name
  end
  for line in list:gmatch("[^\n]+") do
    local name, others = line:match("^(%S+):%s*(.*)$")
    if not book.commands[name] then
      if name ~= "capai" then book.topics[#book.topics + 1] = name end
      book.order[#book.order + 1] = name
    end
    for _, other in ipairs(split(others, ",")) do book.other[other] = name end
  end
  for _, name in ipairs(book.order) do
    local page, missing = read_page(book, name)
    if not page then return nil, missing end
    book.pages[name] = page
  end
  local missing = read_options(book)
  if missing then return nil, missing end
  return book
end

--- Names of pages, commands first.
function pages.names(book)
  local list = table.move(book.commands, 1, #book.commands, 1, {})
  return table.move(book.topics, 1, #book.topics, #list + 1, list)
end

--- All words that lead to a page.
function pages.words(book)
  local list = table.move(book.order, 1, #book.order, 1, {})
  local others = {}
  for word in pairs(book.other) do others[#others + 1] = word end
  for _, block in ipairs(book.pages.columns.blocks) do
    if block.kind == "heading" then others[#others + 1] = block.text:match("^([%l_]+)%.csv$") end
  end
  table.sort(others)
  return table.move(others, 1, #others, #list + 1, list)
end

--- The page `columns` with what it says of one file, and of all; nil where the word names none.
function pages.of_file(book, word)
  local page, blocks, heading, found = book.pages.columns, {}, 0, false
  local name = word:lower():gsub("%.csv$", "") .. ".csv"
  for _, block in ipairs(page.blocks) do
    if block.kind == "heading" then heading = heading + 1 end
    local own = block.kind == "heading" and block.text == name
    if own then found, heading = true, 1 end
    if heading == 1 then blocks[#blocks + 1] = block end
  end
  return found and { name = page.name, title = page.title, summary = page.summary, blocks = blocks }
    or nil
end

--- The name of the page that a word leads to.
function pages.find(book, word)
  word = word:lower()
  return book.pages[word] and word or book.other[word]
end

--- The texts of the options that a command takes.
function pages.options(book, command)
  local takes, list = {}, {}
  for _, option in ipairs(command.options) do takes[option.name] = true end
  for _, block in ipairs(book.options.blocks) do
    if takes[block.option] and (not block.commands or block.commands[command.name]) then
      list[#list + 1] = block
    end
  end
  return list
end

--- What {commands} and {topics} stand for.
local function expand(book, which, blocks)
  for _, name in ipairs(book[which]) do
    blocks[#blocks + 1] = { kind = "term", term = name, text = book.pages[name].summary }
  end
end

--- A page with its lists, and with the options where it is about a command.
function pages.whole(book, name)
  local page, blocks = book.pages[name], {}
  for _, block in ipairs(page.blocks) do
    if block.kind == "list" then
      expand(book, block.text, blocks)
    else
      blocks[#blocks + 1] = block
    end
  end
  local command = book.commands[name]
  if command then
    blocks[#blocks + 1] = { kind = "heading", text = book.options.title }
    table.move(pages.options(book, command), 1, 99, #blocks + 1, blocks)
  end
  return { name = page.name, title = page.title, summary = page.summary, blocks = blocks }
end

return pages
