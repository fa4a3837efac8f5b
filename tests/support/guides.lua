-- Documents as programs: their blocks, and running these.
--
-- A block stands between fences and names its language. `sh` is run, all blocks of a document one
-- after the other in one folder; `lua` is run as a script. What else becomes of a block says a
-- comment before it, which readers of the page do not see, <!-- test: MARK -->:
--
--   file NAME                 the block is the file of that name, which the text before it names
--   insert NAME before WORDS  the block comes into that file before the line with these words; the
--                             text before it names both
--   output                    what the commands before it print, errors too; a line `...` stands
--                             for any number of lines
--   status N                  the commands end with that status, not with 0
--   silent                    the commands print nothing
--   findings                  the program may end with 1: what it looked for was found
--   rules                     keys of a rule pack: checked within one
--   elsewhere PATH            that test runs it
--   skip WHY                  cannot run, or is the form of a command; such blocks are counted and
--                             listed
-- and of no block: with NAME=PATH, a copy of PATH of the project lies in the folder.
local guides <const> = {}

local function read(path)
  local handle <close> = assert(io.open(path, "rb"))
  return handle:read("a")
end

local function write(path, text)
  local handle <close> = assert(io.open(path, "wb"))
  assert(handle:write(text))
end

local function quote(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

-- ---- reading ----

-- The lines of a text.
local function split(text)
  local list = {}
  for line in (text:gsub("\n$", "") .. "\n"):gmatch("(.-)\n") do list[#list + 1] = line end
  return list
end

-- The document at `path`: { path, lines, with = { {name, path} }, blocks }, a block being
-- { language, text, kind, argument, first, last (its lines), before (the paragraph above it) }; and
-- indented, the lines at which code begins that is set off by blanks and so has no language.
function guides.read(path)
  local lines <const> = split(read(path))
  local document <const> = { path = path, lines = lines, with = {}, blocks = {}, indented = {} }
  local block, mark, before, blank, list = nil, nil, "", true, false
  for at, line in ipairs(lines) do
    local kind, argument = line:match("^%s*<!%-%- test: (%l+)%s*(.-)%s*%-%->$")
    if block then
      if line:match("^%s*(`*)") == block.fence then
        block.last, block.text = at - 1, table.concat(lines, "\n", block.first, at - 1) .. "\n"
        block.text = block.text:gsub("^" .. block.margin, ""):gsub("\n" .. block.margin, "\n")
        block = nil
      end
    elseif line:match("^%s*```") then
      local margin, fence, language = line:match("^(%s*)(```+)(.*)$")
      block = { language = language, first = at + 1, fence = fence, margin = margin, line = at,
        kind = mark and mark.kind, argument = mark and mark.argument, before = before }
      document.blocks[#document.blocks + 1] = block
      mark = nil
    elseif kind == "with" then
      document.with[#document.with + 1] = { argument:match("^(.-)=(.*)$") }
    elseif kind then
      mark = { kind = kind, argument = argument }
    elseif line:match("^    %S") and blank and not list then
      document.indented[#document.indented + 1] = at
    elseif line:match("%S") then
      before = blank and line or before .. "\n" .. line
      list = line:match("^%s*[-*] ") ~= nil or line:match("^%s*%d+%. ") ~= nil
        or list and line:match("^%s") ~= nil
      if mark then error(("%s:%d: a mark of no block"):format(path, at)) end
    end
    blank = not line:match("%S") or kind ~= nil
  end
  assert(not block, path .. ": a block without an end")
  return document
end

-- ---- running ----

-- A runner of documents. `options`: program (the command for capai), folder (where blocks are run,
-- else one of its own that close() takes away), accept (write what comes out into the documents).
local runner <const> = {}
runner.__index = runner

-- An absolute path for what is a path of the project.
local function whole(here, command)
  return (command:gsub("(%S+)$", function(path)
    return path:find("^[%w_.]+/") and here .. "/" .. path or path
  end))
end

function guides.runner(options)
  local here <const> = io.popen("pwd"):read("l")
  local work <const> = os.tmpname()
  os.remove(work)
  assert(os.execute("mkdir -p " .. quote(work .. "/bin") .. " " .. quote(work .. "/home")))
  write(work .. "/bin/capai", ([[
#!/bin/sh
status=0
%s "$@" || status=$?
[ "$status$FINDINGS" != 11 ] || status=0
exit "$status"
]]):format(whole(here, options.program)))
  assert(os.execute("chmod 755 " .. quote(work .. "/bin/capai")))
  return setmetatable({ here = here, work = work, given = options.folder, accept = options.accept,
    program = options.program, skipped = {}, ran = 0, compared = 0 }, runner)
end

function runner:close() os.execute("rm -rf " .. quote(self.work)) end

-- Standard output and error of a script of the shell, and its status.
function runner:shell(script, language, findings)
  local path <const> = self.work .. "/script"
  write(path, script)
  local cpath <const> = (os.getenv "LUA_CPATH" or ""):gsub("^build", self.here .. "/build")
  local locale <const> = language == "id" and "id_ID.UTF-8" or "C.UTF-8"
  local command <const> = ("cd %s && HOME=%s/home PATH=%s/bin:$PATH LC_ALL=%s LANGUAGE= COLUMNS= "
    .. "LUA_CPATH=%s CAPAI_ACCEPT= FINDINGS=%s sh -e %s 2>&1 </dev/null"):format(quote(self.folder),
    self.work, self.work, locale, quote(cpath), findings and 1 or "", path)
  local pipe <const> = assert(io.popen(command))
  local out <const> = pipe:read("a")
  local _, _, status = pipe:close()
  return out, status
end

-- Whether `out` is what the document shows, in which a line `...` stands for any lines.
function guides.shows(shown, out)
  local wanted <const>, got <const> = split(shown), split(out)
  local function match(i, j)
    while wanted[i] and wanted[i]:match("^%s*%.%.%.$") == nil do
      if wanted[i]:gsub("%s+$", "") ~= (got[j] or "\0"):gsub("%s+$", "") then return false end
      i, j = i + 1, j + 1
    end
    if not wanted[i] then return not got[j] end
    for k = j, #got + 1 do
      if match(i + 1, k) then return true end
    end
    return false
  end
  return match(1, 1)
end

local function fail(document, block, format, ...)
  error(("%s:%d: %s"):format(document.path, block.line, format:format(...)), 0)
end

function runner:commands(document, block, language)
  local out, status = self:shell(block.text, language, block.kind == "findings")
  local wanted <const> = block.kind == "status" and tonumber(block.argument) or 0
  if status ~= wanted then
    fail(document, block, "ended with status %s, not %s, and said\n%s", status, wanted, out)
  end
  if block.kind == "silent" and out ~= "" then fail(document, block, "said\n%s", out) end
  self.ran, self.out = self.ran + 1, out
end

function runner:output(document, block)
  if not self.out then fail(document, block, "no commands before this output") end
  if self.accept and not block.text:find("\n%s*%.%.%.\n") and not block.text:find("^%.%.%.\n") then
    block.accepted = self.out
  elseif not guides.shows(block.text, self.out) then
    fail(document, block, "the commands before print something else:\n%s", self.out)
  end
  self.compared = self.compared + 1
end

function runner:file(document, block)
  if not block.before:find("`" .. block.argument .. "`", 1, true) then
    fail(document, block, "the text before does not name the file %s", block.argument)
  end
  local inside <const> = block.argument:match("^(.*)/[^/]*$")
  local path <const> = self.folder .. "/" .. block.argument
  if inside then assert(os.execute("mkdir -p " .. quote(self.folder .. "/" .. inside))) end
  write(path, block.text)
end

function runner:insert(document, block)
  local name <const>, words <const> = block.argument:match("^(%S+) before (.+)$")
  local path <const>, lines <const> = self.folder .. "/" .. name, {}
  local found = 0
  for _, line in ipairs(split(read(path))) do
    if line:find(words, 1, true) then
      found = found + 1
      lines[#lines + 1] = block.text:gsub("\n$", "")
    end
    lines[#lines + 1] = line
  end
  local told <const> = block.before:find("`" .. name .. "`", 1, true)
    and block.before:find("`" .. words .. "`", 1, true)
  if found ~= 1 or not told then
    fail(document, block, "%d lines of %s with %s, which the text before must name", found, name,
      words)
  end
  write(path, table.concat(lines, "\n") .. "\n")
end

function runner:script(document, block, language)
  local text = block.text
  if block.kind == "rules" then
    text = 'local capai = require "capai"\nreturn capai.rules {\n  id = "bagian", name = "Bagian",'
      .. ' base = "jember-2024",\n' .. text:gsub("%s+$", ""):gsub(",?$", ",") .. "\n}\n"
  end
  local name <const> = block.kind == "rules" and "bagian.lua" or ".blok.lua"
  write(self.folder .. "/" .. name, text)
  local out, status = self:shell(block.kind == "rules" and "capai check bagian.lua"
    or "capai run .blok.lua", language)
  os.remove(self.folder .. "/" .. name)
  if status > (block.kind == "rules" and 1 or 0) then
    fail(document, block, "ended with status %s and said\n%s", status, out)
  end
  self.ran, self.out = self.ran + 1, out
end

function runner.elsewhere(_, document, block)
  local handle <const> = io.open(block.argument)
  if not handle then fail(document, block, "there is no test %s", block.argument) end
  local text <const> = handle:read("a")
  handle:close()
  if not text:find(document.path:match("[^/]*$"), 1, true) then
    fail(document, block, "%s does not name this document", block.argument)
  end
end

-- The Makefile, and what it includes.
local function makefiles()
  local text = "\n" .. read "Makefile"
  for path in text:gmatch "\n%-?include (tests/%S+)" do text = text .. "\n" .. read(path) end
  return text
end

function runner:skip(document, block)
  if #block.argument < 12 then fail(document, block, "a block is left out without a reason") end
  for target in block.text:gmatch("%f[%w]make (%l[%l-]*)") do
    if not makefiles():find("\n" .. target .. ":", 1, true) then
      fail(document, block, "there is no make %s", target)
    end
  end
  self.skipped[#self.skipped + 1] = ("%s:%d: %s"):format(document.path, block.line, block.argument)
end

local function looks_like_commands(text)
  return ("\n" .. text):find("\n[%w/]*capai %l") or ("\n" .. text):find("\nmake ")
end

local languages <const> = { sh = true, lua = true, csv = true, text = true, c = true, sql = true,
  json = true, md = true, html = true, ini = true, yaml = true, toml = true }

-- Marks that say what becomes of a block, whatever its language.
local whole_block <const> = { file = true, insert = true, output = true, elsewhere = true,
  skip = true }
-- Marks of blocks that run.
local run_block <const> = { status = true, findings = true, silent = true, rules = true }

function runner:block(document, block, language)
  local kind <const> = block.kind
  if not languages[block.language] then
    fail(document, block, "no language of a block: %q", block.language)
  elseif whole_block[kind] then
    self[kind](self, document, block)
  elseif kind and not run_block[kind] then
    fail(document, block, "no mark of a block: %s", kind)
  elseif block.language == "sh" then
    self:commands(document, block, language)
  elseif block.language == "lua" then
    self:script(document, block, language)
  elseif block.language == "c" or block.language == "sql" or looks_like_commands(block.text) then
    fail(document, block, "a block of %s that nothing runs: mark it", block.language)
  end
end

-- Puts what came out into the file of the document.
local function put(document)
  local lines <const> = document.lines
  for i = #document.blocks, 1, -1 do
    local block <const> = document.blocks[i]
    if block.accepted then
      table.move(lines, block.last + 1, #lines + 1, block.first)
      for _ = 1, block.last - block.first + 1 do lines[#lines] = nil end
      for at, line in ipairs(split(block.accepted)) do
        table.insert(lines, block.first + at - 1, (block.margin .. line:gsub("%s+$", "")))
      end
    end
  end
  write(document.path, table.concat(lines, "\n") .. "\n")
end

-- Runs the blocks of the document, in a folder that has the examples and the program where the
-- project has them; raises where one does not do what the document says.
function runner:run(document)
  local language <const> = document.path:find("docs/id/", 1, true) and "id" or "en"
  self.folder = self.given or self.work .. "/folder"
  if not self.given then
    local folder <const> = quote(self.folder)
    assert(os.execute(("rm -rf %s && mkdir -p %s/build && ln -s %s/examples %s/examples && "
      .. "ln -s %s/bin/capai %s/build/capai"):format(folder, folder, quote(self.here), folder,
      quote(self.work), folder)))
  end
  for _, pair in ipairs(document.with) do
    assert(os.execute(("cp -rL %s/%s %s/%s"):format(quote(self.here), quote(pair[2]),
      quote(self.folder), quote(pair[1]))))
  end
  self.out = nil
  for _, block in ipairs(document.blocks) do self:block(document, block, language) end
  if self.accept then put(document) end
end

return guides
