--- JSON that may stand in a script of a page: nothing in it ends the script, breaks a line of it or
--- changes the direction of writing.
local clean = require "capai.render.clean"

local json = {}

local ESCAPED <const> = { ['"'] = '\\"', ["\\"] = "\\\\", ["<"] = "\\u003c", ["\t"] = " " }

--- Anything but printable ASCII that means nothing to JSON or to HTML.
local SPECIAL <const> = "[^ !#-;=-Z^-~%[%]]"

--- Texts that were quoted: names of indicators come again in one OPD after another.
local known, count = {}, 0
local KNOWN_MOST <const> = 20000

local function quote(text)
  if not text:find(SPECIAL) then return '"' .. text .. '"' end
  return '"' .. clean(text):gsub('["\\<%c]', ESCAPED) .. '"'
end

--- A text in quotes; nil is null.
function json.text(text)
  if not text then return "null" end
  local quoted = known[text]
  if not quoted then
    if count == KNOWN_MOST then known, count = {}, 0 end
    quoted = quote(text)
    known[text], count = quoted, count + 1
  end
  return quoted
end

--- A list of values that are JSON already.
function json.list(values) return "[" .. table.concat(values, ",") .. "]" end

function json.texts(texts)
  local list = {}
  for i, text in ipairs(texts) do list[i] = json.text(text) end
  return json.list(list)
end

--- An object of pairs { key, value } whose values are JSON already; without those that are nil.
function json.object(pairs_)
  local list = {}
  for _, pair in ipairs(pairs_) do
    if pair[2] then list[#list + 1] = json.text(pair[1]) .. ":" .. pair[2] end
  end
  return "{" .. table.concat(list, ",") .. "}"
end

return json
