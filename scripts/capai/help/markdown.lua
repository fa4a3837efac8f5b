--- A page of help as Markdown, a chapter of docs/commands.md.
local write = {}

function write.heading(block) return "### " .. block.text end
function write.paragraph(block) return block.text end
function write.code(block) return "    " .. block.text:gsub("\n", "\n    ") end
function write.item(block) return "- " .. block.text end
function write.term(block) return ("- `%s`: %s"):format(block.term, block.text or "") end

local listed = { item = true, term = true }

return function(guide, page)
  local name = page.name == "capai" and "capai" or page.title
  guide.write(("## %s\n\n%s\n"):format(name, page.summary))
  local before
  for _, block in ipairs(page.blocks) do
    local tight = before and listed[before.kind] and listed[block.kind]
    guide.write((tight and "" or "\n") .. write[block.kind](block) .. "\n")
    before = block
  end
end
