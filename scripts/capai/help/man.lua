--- Pages of help as a manual page.
local pages = require "capai.help.pages"

local man = {}

local words = {
  id = { name = "NAMA", usage = "RINGKASAN", about = "URAIAN", commands = "PERINTAH",
    more = "LIHAT JUGA", book = "Petunjuk Capai", of = "untuk" },
  en = { name = "NAME", usage = "SYNOPSIS", about = "DESCRIPTION", commands = "COMMANDS",
    more = "SEE ALSO", book = "Capai manual", of = "of" },
}

--- Text that means nothing to the formatter.
local function plain(text)
  text = text:gsub("\\", "\\e"):gsub("%-", "\\-")
  return (text:gsub("^([.'])", "\\&%1"):gsub("\n([.'])", "\n\\&%1"))
end

--- Code is bold, and what is short of it is not broken between lines.
local function rich(text)
  return (plain(text):gsub("`([^`]*)`", function(code)
    return "\\fB" .. (#code <= 40 and code:gsub(" ", "\\ ") or code) .. "\\fR"
  end))
end

local write = {}

function write.heading(block, level)
  local text = plain(block.text)
  return level == 1 and ".SH " .. text:upper() or ".PP\n\\fB" .. text .. "\\fR"
end

function write.paragraph(block) return ".PP\n" .. rich(block.text) end
function write.code(block) return ".PP\n.nf\n.RS 4\n" .. plain(block.text) .. "\n.RE\n.fi" end
function write.item(block) return ".IP \\(bu 3\n" .. rich(block.text) end

function write.term(block)
  return (".TP\n\\fB%s\\fR\n%s"):format(plain(block.term), rich(block.text or ""))
end

local function put(out, line) out[#out + 1] = line end

--- Lists of commands and topics are left out with their headings: all of them follow.
local function put_blocks(out, blocks, level, first)
  for i = first or 1, #blocks do
    local block, next_one = blocks[i], blocks[i + 1]
    local over_list = block.kind == "heading" and next_one and next_one.kind == "list"
    if block.kind ~= "list" and not over_list then put(out, write[block.kind](block, level)) end
  end
end

--- The page that a manual begins with: how it is called, what it is about.
local function put_first(out, page, say)
  local usage = page.blocks[1].kind == "code"
  if usage then
    put(out, ".SH " .. say.usage)
    put(out, write.code(page.blocks[1]))
  end
  put(out, ".SH " .. say.about)
  put_blocks(out, page.blocks, 1, usage and 2)
end

--- "eval, compare" where an option is of some commands only; nil for all.
local function takers(book, block)
  local list = {}
  for _, name in ipairs(book.commands) do
    for _, of in ipairs(pages.options(book, book.commands[name])) do
      if of == block then list[#list + 1] = name end
    end
  end
  return #list < #book.commands and table.concat(list, ", ") or nil
end

local function put_options(out, book, say)
  put(out, ".SH " .. plain(book.options.title):upper())
  for _, block in ipairs(book.options.blocks) do
    local of = takers(book, block)
    of = of and ("(%s %s) "):format(say.of, of) or ""
    put(out, write.term { term = block.term, text = of .. block.text })
  end
end

--- The program: its own page, every command, all options.
local function program(out, book, say)
  put_first(out, book.pages.capai, say)
  put(out, ".SH " .. say.commands)
  for _, name in ipairs(book.commands) do
    local page = book.pages[name]
    put(out, ".SS capai " .. plain(name))
    put(out, ".PP\n" .. rich(page.summary))
    put_blocks(out, page.blocks, 2)
  end
  put_options(out, book, say)
  for _, name in ipairs { "exit", "environment" } do
    put(out, ".SH " .. plain(book.pages[name].title):upper())
    put_blocks(out, book.pages[name].blocks, 2)
  end
end

local function topics(out, book, manual, say)
  put_first(out, book.pages[manual[1]], say)
  for i = 2, #manual do
    local page = book.pages[manual[i]]
    put(out, ".SH " .. plain(page.title):upper())
    put(out, ".PP\n" .. rich(page.summary))
    put_blocks(out, page.blocks, 2)
  end
end

--- The manual page `name`, of which `manual` has the section and the pages.
function man.write(book, name, manual)
  local say, out = words[book.guide.language], {}
  local first = book.pages[manual[1] or "capai"]
  put(out, "'\\\" -*- coding: utf-8 -*-")
  put(out, (".TH %s %d \"\" \"Capai\" \"%s\""):format(plain(name):upper(), manual.section,
    say.book))
  -- words of this language are not hyphenated as those of another, nor are options and commands
  put(out, ".nh\n.ad l")
  put(out, ".SH " .. say.name)
  put(out, plain(name) .. " \\- " .. plain(first.summary))
  if manual.section == 1 then
    program(out, book, say)
  else
    topics(out, book, manual, say)
  end
  put(out, ".SH " .. say.more)
  put(out, ".BR capai (1),\n.BR capai\\-data (5),\n.BR capai\\-layouts (5),\n.BR capai\\-rules (5)")
  return table.concat(out, "\n") .. "\n"
end

return man
