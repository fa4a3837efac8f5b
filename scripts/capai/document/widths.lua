--- How wide the columns of a table are: figures take what they need, texts share the rest, and all
--- together never more than the page.
local widths = {}

--- Millimetres of a point, and of the blanks at both sides of a cell.
local POINT <const> = 0.3528
local PADDING <const> = { normal = 3.4, tree = 3.4, matrix = 2.4 }
local SIZES <const> = { normal = 9, tree = 8.5, matrix = 7.6 }
--- A figure up to so many millimetres is never broken.
local WHOLE <const> = 34
--- A word beyond so many millimetres breaks: it must not leave nothing for the other columns. What
--- stands behind so many bytes of a text changes nothing: it has more lines than one anyway.
local LONGEST_WORD <const>, SEEN <const> = 50, 2000
local HEAD <const>, BOLD <const>, DIGIT <const> = 8.5, 1.08, 0.556

--- Width of single letters of Arial in parts of the em; of all others that of a digit.
local NARROW <const> = { ["i"] = 0.222, ["l"] = 0.222, ["j"] = 0.222, ["."] = 0.278, [","] = 0.278,
  [" "] = 0.278, ["t"] = 0.278, ["f"] = 0.278, ["r"] = 0.333, ["("] = 0.333, [")"] = 0.333,
  ["/"] = 0.278, ["I"] = 0.278, ["-"] = 0.333, ["m"] = 0.833, ["M"] = 0.833, ["w"] = 0.722,
  ["W"] = 0.944, ["%"] = 0.889, ["@"] = 1.015, ["s"] = 0.5, ["c"] = 0.5, ["k"] = 0.5, ["y"] = 0.5 }

local function letter_width(letter)
  if NARROW[letter] then return NARROW[letter] end
  return letter:find "%u" and 0.7 or DIGIT
end

--- Millimetres of a text at a size.
local function width_of(words, size)
  local width = 0
  for letter in words:gmatch "[%z\1-\127\194-\255][\128-\191]*" do
    width = width + letter_width(letter)
  end
  return width * size * POINT
end

local function longest_word(words, size)
  local longest = 0
  for word in words:gmatch "%S+" do longest = math.max(longest, width_of(word, size)) end
  return longest
end

--- What each column wants and what it cannot do without, by what stands in it.
local function needs(block)
  local wants, least = {}, {}
  local size, padding = SIZES[block.size], PADDING[block.size]
  for i in ipairs(block.columns) do wants[i], least[i] = 6, 6 end
  local function take(cell, points, is_head)
    local i = cell.column
    if (cell.colspan or 1) > 1 or not wants[i] then return end
    local indent = (cell.indent or 0) * 4
    local heavy = is_head and BOLD or 1
    local seen = cell.text:sub(1, SEEN)
    local word = math.min(longest_word(seen, points) * heavy, LONGEST_WORD) + padding + indent
    local whole = width_of(seen, points) * heavy + padding + indent
    if cell.number and not is_head and whole < WHOLE then word = whole end
    least[i] = math.max(least[i], word)
    wants[i] = math.max(wants[i], is_head and word or whole)
  end
  for _, row in ipairs(block.head) do
    for _, cell in ipairs(row.cells) do take(cell, math.min(HEAD, size), true) end
  end
  for _, row in ipairs(block.rows) do
    for _, cell in ipairs(row.cells) do take(cell, size, false) end
  end
  return wants, least
end

local function total(list)
  local sum = 0
  for _, x in ipairs(list) do sum = sum + x end
  return sum
end

--- Cuts the widest columns down to a common limit until all fit into `room`; none below its least.
local function fit(wants, least, room)
  local low, high = 0, room
  for _ = 1, 24 do
    local limit, sum = (low + high) / 2, 0
    for i, want in ipairs(wants) do sum = sum + math.max(least[i], math.min(want, limit)) end
    if sum > room then high = limit else low = limit end
  end
  local found = {}
  for i, want in ipairs(wants) do found[i] = math.max(least[i], math.min(want, low)) end
  return found
end

--- Where even the least is too much, words break: all give way in proportion.
local function squeeze(list, room)
  local sum = total(list)
  if sum <= room then return list end
  local found = {}
  for i, x in ipairs(list) do found[i] = x * room / sum end
  return found
end

--- Whole millimetres, each rounded up; what is then too much is taken from the widest.
local function whole(list, room)
  local widest = 1
  for i, x in ipairs(list) do
    if x > list[widest] then widest = i end
    list[i] = math.max(1, math.ceil(x))
  end
  local over = total(list) - math.tointeger(room // 1)
  if over > 0 then list[widest] = math.max(1, list[widest] - over) end
  return list
end

--- Sets the widths of a table for `room` millimetres; a column that says its own keeps it. A narrow
--- table stays narrow.
function widths.set(block, room)
  local wants, least = needs(block)
  for i, column in ipairs(block.columns) do
    if column.width then wants[i], least[i] = column.width, column.width end
  end
  local sum = total(wants)
  local list = sum <= room and wants or squeeze(fit(wants, least, room), room)
  list = whole(list, room)
  for i, column in ipairs(block.columns) do column.width = list[i] end
end

return widths
