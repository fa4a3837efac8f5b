--- What `capai help` shows. The pages are texts in scripts/help: a folder for each language, and
--- topics.txt, which lists those that are about no command, with other words for all of them.
--- bindings/cli/guide.h says what the program gives.
local pages = require "capai.help.pages"
local man = require "capai.help.man"

local writers = { text = require "capai.help.terminal", md = require "capai.help.markdown" }

--- The pages that a manual page is made of, and its section.
local manuals = {
  capai = { section = 1 },
  ["capai-data"] = { section = 5, "data", "template", "columns", "notation", "versions", "tables" },
  ["capai-layouts"] = { section = 5, "layouts" },
  ["capai-rules"] = { section = 5, "packs" },
}

local function manual(guide, book, word)
  local found = manuals[word]
  if not found then
    local names = {}
    for name in pairs(manuals) do names[#names + 1] = name end
    table.sort(names)
    return "HELP_UNKNOWN", word, guide.nearest(word, names), table.concat(names, ", ")
  end
  guide.write(man.write(book, word, found))
end

--- One page, or the message that there is none.
local function page(guide, book, word)
  local name = pages.find(book, word)
  local columns = not name and pages.of_file(book, word)
  if columns then return writers[guide.format](guide, columns) end
  if not name then
    return "HELP_UNKNOWN", word, guide.nearest(word:lower(), pages.words(book)),
      table.concat(pages.names(book), ", ")
  end
  writers[guide.format](guide, pages.whole(book, name))
end

return function(guide)
  local book, missing = pages.open(guide)
  if not book then return "HELP_MISSING", missing end
  local word = table.concat(guide.arguments, " ")
  if guide.format == "man" then return manual(guide, book, word == "" and "capai" or word) end
  return page(guide, book, word == "" and "capai" or word)
end
