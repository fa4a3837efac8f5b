--- Numbers of headings, tables and charts, and what points at them.
local numbering = {}

local ROMAN <const> = { { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" } }
local VALUES <const> = { I = 1, V = 5, X = 10 }

function numbering.roman(n)
  local parts = {}
  for _, pair in ipairs(ROMAN) do
    while n >= pair[1] do
      parts[#parts + 1] = pair[2]
      n = n - pair[1]
    end
  end
  return table.concat(parts)
end

local function from_roman(word)
  local sum, last = 0, 0
  for i = #word, 1, -1 do
    local value = VALUES[word:sub(i, i)]
    if not value then return nil end
    sum, last = value < last and sum - value or sum + value, math.max(last, value)
  end
  return sum
end

--- What a layout may say: how headings below the chapter and tables are numbered. {1} is the
--- chapter, {2} the heading of level 2 and so on, {A} the innermost as a letter, {n} the count.
numbering.USUAL = { heading = { "{A}.", "{A}.{3}" }, table = "{1}.{n}", chart = "{1}.{n}" }

--- A, B, ... Z, AA, AB.
function numbering.letters(n)
  local letters = ""
  while n > 0 do
    letters = string.char(65 + (n - 1) % 26) .. letters
    n = (n - 1) // 26
  end
  return letters
end

local function fill(form, counts, n)
  return (form:gsub("{(%w)}", function(key)
    if key == "n" then return tostring(n) end
    if key == "A" then return numbering.letters(counts[2] or 1) end
    return tostring(counts[tonumber(key)] or 0)
  end))
end

function numbering.new(forms)
  local self = { counts = { 0 }, forms = {}, tables = {}, charts = {} }
  for key, usual in pairs(numbering.USUAL) do self.forms[key] = forms and forms[key] or usual end
  return self
end

--- The number and the words of a heading. "BAB III ..." says its own number, any other is counted
--- on; one that is `plain` (Kata Pengantar) has none.
function numbering.heading(self, level, words, plain)
  if level == 1 then
    local roman, rest = words:match "^BAB%s+([IVX]+)%s+(.+)$"
    if plain then return nil, words end
    self.counts = { roman and from_roman(roman) or self.counts[1] + 1 }
    return "BAB " .. numbering.roman(self.counts[1]), rest or words
  end
  if plain then return nil, words end
  self.counts[level] = (self.counts[level] or 0) + 1
  for deeper = level + 1, 4 do self.counts[deeper] = nil end
  local form = self.forms.heading[level - 1]
  return form and fill(form, self.counts) or nil, words
end

--- The label of a table or chart: "Tabel 3.2".
function numbering.label(self, kind, word)
  local form = self.forms[kind]
  local counts = kind == "table" and self.tables or self.charts
  local place = form:find "{2}" and self.counts[1] .. "." .. (self.counts[2] or 0) or
    tostring(self.counts[1])
  counts[place] = (counts[place] or 0) + 1
  return word .. " " .. fill(form, self.counts, counts[place])
end

return numbering
