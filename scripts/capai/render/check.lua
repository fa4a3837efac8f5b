--- Whether a document is one: docs/document.md as a table. What passes has every field that is
--- needed, and of the right type; what does not raises an error that names the place.
local check = {}

local MOST_COLUMNS <const> = 63 -- Word has no more

local function fail(where, expected, value)
  error(("%s: expected %s, got %s"):format(where, expected, type(value)), 0)
end

local function text(value, where)
  if type(value) ~= "string" then fail(where, "a text", value) end
end

local function flag(value, where)
  if type(value) ~= "boolean" then fail(where, "a boolean", value) end
end

--- Whole numbers of a range.
local function whole(low, high)
  return function(value, where)
    if math.type(value) ~= "integer" or value < low or value > high then
      fail(where, ("a whole number from %d to %d"):format(low, high), value)
    end
  end
end

local function width(value, where)
  if type(value) ~= "number" or not (value > 0 and value <= 300) then
    fail(where, "a width in mm", value)
  end
end

local function maybe(kind)
  return function(value, where)
    if value ~= nil then kind(value, where) end
  end
end

local function one_of(...)
  local words <const> = { ... }
  return function(value, where)
    for _, word in ipairs(words) do
      if value == word then return end
    end
    fail(where, table.concat(words, ", "), value)
  end
end

local function list(kind, most)
  return function(value, where)
    if type(value) ~= "table" or #value > (most or math.huge) then fail(where, "a list", value) end
    for i = 1, #value do kind(value[i], ("%s[%d]"):format(where, i)) end
  end
end

--- A table with fields; they are looked at in the order of their names, so that the same document
--- raises the same error.
local function fields(kinds)
  local names <const> = {}
  for name in pairs(kinds) do names[#names + 1] = name end
  table.sort(names)
  return function(value, where)
    if type(value) ~= "table" then fail(where, "a table", value) end
    for _, name in ipairs(names) do kinds[name](value[name], where .. "." .. name) end
  end
end

local align <const> = one_of("left", "right", "center")
local maybe_text <const>, maybe_flag <const> = maybe(text), maybe(flag)

local runs <const> = list(fields {
  text = text, bold = maybe_flag, italic = maybe_flag, sup = maybe_flag, ref = maybe_text,
})

local cell <const> = fields {
  column = whole(1, MOST_COLUMNS), text = text, colspan = maybe(whole(1, MOST_COLUMNS)),
  rowspan = maybe(whole(1, 1000000)), number = maybe_text, format = maybe_text,
  decimals = maybe(whole(0, 100)), align = maybe(align), bold = maybe_flag, soft = maybe_flag,
  indent = maybe(whole(0, 9)), mark = maybe_text, tick = maybe_flag,
}

local row <const> = fields {
  cells = list(cell), level = maybe(whole(0, 9)), numbers = maybe_flag,
  role = maybe(one_of("row", "group", "subtotal", "total")),
}

local blocks <const> = {
  section = fields {
    landscape = maybe_flag, left = maybe_text, right = maybe_text, prefix = maybe_text,
    restart = maybe_flag, cover = maybe_flag,
  },
  cover = fields {
    lines = list(fields { text = text, size = one_of("title", "subtitle", "small") }),
  },
  heading = fields { level = whole(1, 4), number = maybe_text, text = runs, id = maybe_text },
  paragraph = fields {
    text = runs, align = maybe(one_of("justify", "left", "center", "right")), note = maybe_flag,
  },
  list = fields {
    ordered = maybe_flag, items = list(fields { text = runs, level = maybe(whole(0, 1)) }),
  },
  formula = fields {
    title = maybe_text, left = text, numerator = text, denominator = maybe_text,
    tail = maybe_text, result = maybe_text,
  },
  contents = fields {
    title = text, of = one_of("heading", "table", "chart"),
    entries = list(fields {
      number = maybe_text, text = text, id = maybe_text, level = maybe(whole(1, 9)),
    }),
  },
  table = fields {
    id = maybe_text, label = text, caption = runs, head = list(row), rows = list(row),
    columns = list(fields { align = maybe(align), width = width }, MOST_COLUMNS),
    notes = maybe(list(fields { mark = text, text = runs })), remarks = maybe(list(runs)),
    source = maybe(runs), size = maybe(one_of("normal", "tree", "matrix")),
  },
  chart = fields { id = maybe_text, label = text, caption = runs, alt = maybe_text },
  ["break"] = fields {},
}

local function block(value, where)
  local kind <const> = type(value) == "table" and blocks[value.kind]
  if not kind then fail(where, "a block of a known kind", value) end
  kind(value, where)
end

local whole_document <const> = fields {
  title = text, blocks = list(block),
  manifest = maybe(list(fields { what = text, value = text })),
}

--- Raises a message where the document is not as it should be.
function check.document(document)
  whole_document(document, "document")
  local first <const> = document.blocks[1]
  if not first or first.kind ~= "section" then
    error("document.blocks[1]: expected a section", 0)
  end
end

return check
