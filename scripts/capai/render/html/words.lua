--- Texts as HTML: whatever they hold, they are only text.
local clean = require "capai.render.clean"

local words = {}

local SIGNS <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;",
                        ["'"] = "&#39;" }

words.clean = clean

--- A text for an element or an attribute.
function words.escape(text)
  return (clean(tostring(text)):gsub("[&<>\"']", SIGNS))
end

--- An id for an attribute: without blanks, at which a list of ids is split, and such that each text
--- has an id of its own.
function words.id(text)
  return (clean(tostring(text)):gsub("[^%w.-]", function(byte)
    return ("_%02X"):format(byte:byte())
  end))
end

local function run(one)
  local text = words.escape(one.text)
  if one.bold then text = "<strong>" .. text .. "</strong>" end
  if one.italic then text = "<em>" .. text .. "</em>" end
  if one.sup then text = "<sup>" .. text .. "</sup>" end
  if one.ref then text = '<a href="#' .. words.id(one.ref) .. '">' .. text .. "</a>" end
  return text
end

--- Runs, one behind the other.
function words.runs(runs)
  local parts = {}
  for i, one in ipairs(runs) do parts[i] = run(one) end
  return table.concat(parts)
end

return words
