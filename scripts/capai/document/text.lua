--- Running text: **bold**, *italic*, {name} of the fields that come with it, {{path}} of a value or
--- a reference. What stands for a name is taken as it is: no text of the data is read as markup.

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

--- The runs of a text. `fields(name)` and `value(path)` give what names stand for: a text, or a run
--- for a reference.
function text.runs(words, fields, value)
  local runs, style, from = {}, {}, 1
  while true do
    local at, stop, kind, what = next_sign(words, from)
    add(runs, words:sub(from, (at or 0) - 1), style)
    if not at then break end
    if kind == "bold" or kind == "italic" then
      style[kind] = not style[kind] or nil
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
