--- Documents as files: one renderer for each form, which is loaded when it is asked for, and sees
--- only what is a document.
local check = require "capai.render.check"

local FORMS <const> = { html = true, docx = true, xlsx = true, md = "markdown", csv = true,
                        json = true, text = true }

--- The bytes of a document in the form "html", "docx", "xlsx", "md", "csv", "json" or "text".
--- `options`: `width` of the text in characters; `formulas`, for live formulas in a workbook.
return function(document, form, options)
  local known = FORMS[form] or error("no such form of a document: " .. tostring(form), 2)
  check.document(document)
  return require("capai.render." .. (known == true and form or known))(document, options or {})
end
