--- Running text: **bold**, *italic*, {name} of the fields that come with it, {{path}} of a value or
--- a reference. What stands for a name is taken as it is: no text of the data is read as markup. A
--- star that cannot set off words (5 * 3, a*b, one without its partner) is a star.

local text = {}

local function add(runs, words, style)
  if words == "" then return end
  local last = runs[#runs]
  if last and not last.ref and not last.pending and last.bold == style.bold and
     last.italic == style.italic then
    last.text = last.text .. words
    return
  end
  runs[#runs + 1] = { text = words, bold = style.bold, italic = style.italic }
end

--- The signs that the text is read for, from `from` on: where the next begins and ends, which it is
--- and what it holds.
local function next_sign(words, from)
  local at = words:find("[*{\\]", from)
  if not at then return nil end
  if words:sub(at, at) == "\\" then return at, at + 1, "escape", words:sub(at + 1, at + 1) end
  if words:sub(at, at + 1) == "**" then return at, at + 1, "bold" end
  if words:sub(at, at) == "*" then return at, at, "italic" end
  local stop, path = select(2, words:find("^{{%s*([^{}]+)%s*}}", at))
  if stop then return at, stop, "value", path end
  local last, name = select(2, words:find("^{([%w_]+)}", at))
  if last then return at, last, "field", name end
  return at, at, "plain", words:sub(at, at)
end

--- True for stars at these places that can begin words that are set off, and that can end them.
local function sides(words, at, stop)
  local before, after = words:sub(at - 1, at - 1), words:sub(stop + 1, stop + 1)
  local inside = before:find "[%w\x80-\xFF]" and after:find "[%w\x80-\xFF]"
  return not inside and after:find "%S" ~= nil, not inside and before:find "%S" ~= nil
end

--- True where stars of this kind after `from` can end what is set off.
local function has_end(words, from, kind)
  while true do
    local at, stop, found = next_sign(words, from)
    if not at then return false end
    if found == kind and select(2, sides(words, at, stop)) then return true end
    from = stop + 1
  end
end

--- True where stars set off words, from here on or up to here; `lone` has the kinds of which no end
--- is left.
local function is_markup(words, at, stop, kind, style, lone)
  local opens, closes = sides(words, at, stop)
  if style[kind] then return closes end
  if opens and not lone[kind] and not has_end(words, stop + 1, kind) then lone[kind] = true end
  return opens and not lone[kind]
end

--- The runs of a text. `fields(name)` and `value(path)` give what names stand for: a text, or a run
--- for a reference.
function text.runs(words, fields, value)
  local runs, style, lone, from = {}, {}, {}, 1
  while true do
    local at, stop, kind, what = next_sign(words, from)
    add(runs, words:sub(from, (at or 0) - 1), style)
    if not at then break end
    if kind == "bold" or kind == "italic" then
      if is_markup(words, at, stop, kind, style, lone) then
        style[kind] = not style[kind] or nil
      else
        add(runs, words:sub(at, stop), style)
      end
    elseif kind == "plain" or kind == "escape" then
      add(runs, what, style)
    else
      local found = (kind == "value" and value or fields)(what)
      if type(found) == "table" then
        runs[#runs + 1] = { text = found.text, ref = found.ref, pending = found.pending,
                            bold = style.bold, italic = style.italic }
      else
        add(runs, found, style)
      end
    end
    from = stop + 1
  end
  return runs
end

--- Runs as one text.
function text.plain(runs)
  local parts = {}
  for i, run in ipairs(runs) do parts[i] = run.text end
  return table.concat(parts)
end

--- Words of the data as a part of a text of a layout: nothing in them is read.
function text.escaped(words)
  return (words:gsub("[*{\\]", "\\%0"))
end

--- A text with nothing in it that is read: one run.
function text.literal(words)
  return { { text = words } }
end

return text
