--- Text in XML, and the names that the parts of a document are written with.
local clean <const> = require "capai.render.clean"

local xml = {}

xml.HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

local OFFICE <const> = "http://schemas.openxmlformats.org/"
local SPACES <const> = {
  { "w", OFFICE .. "wordprocessingml/2006/main" },
  { "r", OFFICE .. "officeDocument/2006/relationships" },
  { "m", OFFICE .. "officeDocument/2006/math" },
  { "wp", OFFICE .. "drawingml/2006/wordprocessingDrawing" },
  { "a", OFFICE .. "drawingml/2006/main" },
  { "pic", OFFICE .. "drawingml/2006/picture" },
}
local ENTITIES <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function declarations()
  local list = {}
  for i, space in ipairs(SPACES) do list[i] = (' xmlns:%s="%s"'):format(space[1], space[2]) end
  return table.concat(list)
end

--- The text as content or attribute; what no document can hold is replaced.
function xml.escape(text)
  return (clean(text):gsub('[&<>"]', ENTITIES))
end

--- A whole part below the element `w:name`.
function xml.part(name, content)
  return ("%s<w:%s%s>%s</w:%s>"):format(xml.HEAD, name, declarations(), content, name)
end

return xml
