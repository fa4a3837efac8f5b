-- XML in tests: whether a text is any, and what stands in it.
--   local xml <const> = dofile "tests/support/xml.lua"
local xml <const> = {}

local ENTITIES <const> = { amp = "&", lt = "<", gt = ">", quot = '"' }

-- A text as it is read.
function xml.plain(text)
  return (text:gsub("&(%a+);", ENTITIES))
end

-- Raises unless the text is XML: elements that close, known entities, and no control character.
function xml.check(name, text)
  local open <const> = {}
  assert(utf8.len(text), name .. " is no UTF-8")
  assert(not text:find "[\0-\8\11-\31\127]", name .. " has a control character")
  assert(not text:find "\xC2[\x80-\x9F]", name .. " has a control character")
  assert(not text:find "\u{FFFE}" and not text:find "\u{FFFF}", name .. " has no character")
  local rest = text:gsub("^<%?xml.-%?>%s*", ""):gsub("<([^<>]*)>", function(tag)
    local slash <const>, element <const>, attributes, single = tag:match "^(/?)([%w:_]+)(.-)(/?)$"
    if slash == "/" then
      if table.remove(open) ~= element then error(name .. ": " .. tag .. " closes nothing") end
      return ""
    end
    local left = attributes:gsub('%s+[%w:_-]+="[^"<]*"', "")
    if left ~= "" then error(name .. ": attributes of " .. tag) end
    if single == "" then open[#open + 1] = element end
    return ""
  end)
  assert(#open == 0 and not rest:find "[<>]", name .. " is not closed")
  assert(not text:gsub("&%a+;", ""):find "&", name .. " has a bare &")
  for entity in text:gmatch "&(%a+);" do
    if not ENTITIES[entity] then error(name .. ": &" .. entity .. ";") end
  end
end

-- How often it is there.
function xml.count(text, what)
  return select(2, text:gsub(what:gsub("%p", "%%%0"), ""))
end

return xml
