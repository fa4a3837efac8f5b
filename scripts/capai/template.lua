--- A data set for people to work on: columns, rows, and what people should know of them, as a
--- folder of CSV files or as a workbook. What columns mean stands in scripts/help, the pages
--- `columns`, `data` and `template`.
---
--- The program gives a table of facts:
---   workbook           whether to make one
---   tahun              of the rows of example
---   language, read     as guide.h says: the pages of help
---   files              list of { name, required, printed, columns = { { name, entry, required,
---                        words, first } } }: capai/schema.h
---   pack               { id, arah = { ... }, unsur = { { column, name } }, lowest, highest,
---                        lke = { { code, name, weight } }, answers = { ... } }
---   packs              ids of the packs that there are
local columns = require "capai.template.columns"
local examples = require "capai.template.examples"
local folder = require "capai.template.folder"
local pages = require "capai.help.pages"
local workbook = require "capai.template.workbook"

--- The pages that are drawn on, or nil and the one that is not there.
local function read_pages(facts)
  local list = {}
  for _, name in ipairs { "columns", "data", "template" } do
    local page, missing = pages.read(facts, name)
    if not page then return nil, missing end
    list[name] = page
  end
  return list
end

local template = {}

--- A template: its files as pairs of name and bytes; or nil, a message and its word.
function template.empty(facts)
  local list, missing = read_pages(facts)
  if not list then return nil, "HELP_MISSING", missing end
  local made = { facts = facts, pages = list, files = columns.all(facts, list) }
  examples(made)
  return (facts.workbook and workbook or folder)(made)
end

--- Tables that have rows already, those of a report, as a workbook: a list of one pair of name and
--- bytes, with how many sheets it has; nil as above.
function template.filled(facts, tables)
  local list, missing = read_pages(facts)
  if not list then return nil, "HELP_MISSING", missing end
  return workbook { facts = facts, pages = list, files = columns.of_tables(facts, list, tables),
    is_filled = true }
end

return template
