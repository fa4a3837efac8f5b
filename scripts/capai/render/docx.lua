--- Documents for Word: renders a document (docs/document.md) into the bytes of a .docx.
local capai <const> = require "capai"
local parts_of <const> = require "capai.render.docx.parts"

return function(document) return capai.zip(parts_of(document)) end
