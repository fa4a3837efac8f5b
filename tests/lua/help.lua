-- help: the pages against the program. Every option that a command takes is on its page and no
-- other, every form of --format likewise; all that pages name is there; every example runs; both
-- languages say the same things; manual pages are clean.
local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv("CAPAI") or "build/capai"
local languages <const> = { "id", "en" }

local folder <const> = os.tmpname()
os.remove(folder)
assert(os.execute(("mkdir '%s'"):format(folder)))
local here <const> = check.shell("pwd"):gsub("\n", "")
assert(os.execute(("ln -s '%s/examples' '%s/examples'"):format(here, folder)))
-- the program by its whole path; what wraps it stays before it
local whole <const> = program:gsub("(%S+)$", function(path)
  return path:sub(1, 1) == "/" and path or here .. "/" .. path
end)

-- each start of a program that is watched takes seconds
local every_start <const> = program:find(" ", 1, true) and 7 or 1

-- Standard output and error of the program, and its exit status.
local function run(arguments)
  return check.shell(("cd '%s' && %s %s 2>&1 </dev/null"):format(folder, whole, arguments))
end

-- The same of what goes on until Ctrl-C.
local function run_a_while(arguments)
  return check.shell(("cd '%s' && timeout --preserve-status -s INT %d %s %s 2>&1 </dev/null")
    :format(folder, every_start > 1 and 30 or 3, whole, arguments))
end

local function help(topic, language, format)
  local out, status = run(("help --lang %s --format %s %s"):format(language, format or "md", topic))
  check.eq(status, 0, "help " .. topic)
  return out
end

-- ---- which pages there are ----

local function listed(text)
  local names = {}
  for name in text:gmatch("\n%- `(%l+)`:") do names[#names + 1] = name end
  return names
end

local names <const> = listed(help("", "en"))
check.eq(table.concat(listed(help("", "id")), " "), table.concat(names, " "), "pages")
check.that(#names > 15, "too few pages")
local commands <const> = {}
for _, name in ipairs(names) do
  if name == "start" then break end
  commands[#commands + 1] = name
end

local function shape(text)
  local lines = {}
  for line in text:gmatch("[^\n]+") do
    lines[#lines + 1] = line:match("^#+") or line:match("^%- `") or line:match("^    capai %l+")
  end
  return table.concat(lines, "\n")
end

for _, name in ipairs(names) do
  check.eq(shape(help(name, "id")), shape(help(name, "en")), "shape of " .. name)
end

-- files that no page is made of
local kept <const> = {}
for _, name in ipairs(names) do kept[name] = true end
kept.capai, kept.options = true, true
for _, language in ipairs(languages) do
  local files = check.shell("ls scripts/help/" .. language)
  for name in files:gmatch("(%S+)%.txt") do check.that(kept[name], "not a topic: " .. name) end
end

-- other words for topics
for line in check.read("scripts/help/topics.txt"):gmatch("[^\n]+") do
  local name, words = line:match("^(%S+):%s*(.*)$")
  check.that(kept[name], "topics.txt names " .. name)
  for word in (words .. ","):gmatch("%s*(.-),") do
    if word ~= "--help" then check.eq(help(word, "en"), help(name, "en"), word) end
  end
end

-- ---- options ----

local values <const> = {
  ["--rules"] = "jember-2024", ["--rules-path"] = ".", ["--table"] = "indikator",
  ["--from"] = "jember-2024", ["--name"] = "x", ["--notation"] = "us", ["--format"] = "text",
  ["-o"] = "x.json", ["--baseline"] = "x.csv", ["--tahun"] = "2024", ["--lang"] = "en",
  ["--triwulan"] = "1", ["--versi"] = "murni", ["--limit-memory"] = "64", ["--limit-time"] = "500",
  ["--layout"] = "ringkas", ["--jobs"] = "1", ["--shard"] = "1/1", ["--columns"] = "opd",
  ["--limit-opd"] = "1", ["--limit-opd-time"] = "1", ["--port"] = "0", ["--to"] = "md",
}

-- the options that the program knows, as its source lists them
local options, valued = {}, {}
for name, value in check.read("bindings/cli/options.c"):gmatch('{{"(%-[%l-]+)", %d+}, (%l+)') do
  options[#options + 1], valued[name] = name, value == "true"
end
check.that(#options >= 21, "options in options.c")

-- The options on a page: name to its text.
local function on_page(text)
  local found, terms = {}, {}
  for term, words in text:gmatch("\n%- `(%-[^`]+)`: ([^\n]+)") do
    local name = term:match("^%S+")
    check.that(not found[name], name .. " stands twice")
    found[name], terms[name] = words, term
  end
  return found, terms
end

-- arguments that are as many as the command wants, and name nothing
local call <const> = {
  preview = "", explain = "none none", compare = "none --rules jember-2024", new = "rules none",
}


local forms <const> = { "text", "csv", "json", "md", "sarif", "man" }
for _, command in ipairs(commands) do
  local found, terms = on_page(help(command, "en"))
  local indonesian = on_page(help(command, "id"))
  for i = 1, #options, every_start do
    local option = options[i]
    local argument = option .. (valued[option] and " " .. assert(values[option], option) or "")
    local ends = option == "--watch" and "-o x.json" or "" -- it would not
    local out = run(("%s --lang en %s %s %s"):format(command, argument, ends,
      call[command] or "none"))
    local takes = not out:find("does not belong to the command", 1, true)
    local what = command .. " " .. option
    check.eq(found[option] ~= nil, takes, what .. " is on the page of the command")
    check.eq(indonesian[option] ~= nil, takes, what .. " is on the Indonesian page")
    if takes then
      check.eq(terms[option]:find(" ", 1, true) ~= nil, valued[option], what .. " has a value")
    end
  end
  for option in pairs(found) do check.that(valued[option] ~= nil, "no option " .. option) end
  for _, form in ipairs(found["--format"] and forms or {}) do
    local out = run(("%s --lang en --format %s %s"):format(command, form, call[command] or "none"))
    local refused = out:find("--format[ :]" .. form) and not out:find("--table", 1, true)
      or out:find("--format: " .. form, 1, true) or out:find('"' .. form .. '"', 1, true)
    for language, page in pairs { en = found, id = indonesian } do
      local says = page["--format"]:find("%f[%w]" .. form .. "%f[%W]") ~= nil
      check.eq(says, not refused, ("%s --format %s (%s)"):format(command, form, language))
    end
  end
end

-- Endings that a command writes, as its error lists them, against those that its page names.
local function check_endings(command, calls)
  local known, told = {}, {}
  for _, arguments in ipairs(calls) do
    local said = run(command .. " --lang en -o x.zzz " .. arguments)
    for ending in said:match("can be written: ([^\n]+)"):gmatch("%.%l+") do known[ending] = true end
  end
  for _, language in ipairs(languages) do
    for ending in on_page(help(command, language))["-o"]:gmatch("%.%l+") do
      check.that(known[ending], command .. " does not write " .. ending)
      told[ending .. language] = true
    end
    for ending in pairs(known) do
      check.that(told[ending .. language], command .. ": the page does not name " .. ending)
    end
  end
end

check_endings("eval", { "none", "none --layout ringkas" })
check_endings("explain", { "none none" })
check_endings("compare", { "none --rules jember-2024" })
check_endings("audit", { "none" })
check_endings("batch", { "none" })
check_endings("merge", { "none" })

-- ---- what pages name ----

local function check_words(name, language)
  local text = help(name, language)
  for option in text:gmatch("%f[%S%(`]`?(%-%-[%l-]+)") do
    check.that(valued[option] ~= nil, name .. " names " .. option)
  end
  for topic in text:gmatch("`capai help (%l+)`") do help(topic, language) end
  for path in text:gmatch("`(docs/[%w_/]+%.md)`") do check.that(io.open(path), path) end
end

for _, name in ipairs(names) do
  for _, language in ipairs(languages) do check_words(name, language) end
end

-- tables and their columns
local results <const> = {}
for name in help("eval", "en"):match("\n%- `%-%-table T`: One table: (.-)%."):gmatch("%l+") do
  results[name] = run("eval examples/semboro-2024 --format csv --table " .. name):match("^[^\n]*\n")
  check.that(results[name]:find("tahun", 1, true), "there is no table " .. name)
end
for _, language in ipairs(languages) do
  local told = {}
  for term, text in help("tables", language):gmatch("\n%- `([^`]+)`: ([^\n]+)") do
    for name in term:gmatch("%l+") do
      told[name] = true
      for column in text:gmatch("`([%l_]+)`") do
        check.that(("," .. results[name]:gsub("\n", ",")):find("," .. column .. ",", 1, true),
          name .. " has no column " .. column)
      end
    end
  end
  for name in pairs(results) do check.that(told[name], "no page tells of the table " .. name) end
end

-- layouts, keys of rules, files of a data set
for name in check.shell("ls scripts/layouts"):gmatch("(%S+)%.lua") do
  for _, language in ipairs(languages) do
    check.that(help("layouts", language):find(name, 1, true), "no page tells of " .. name)
  end
end
check.write(folder .. "/none.lua", 'return require "capai".rules { xyzxyzxyz = 1 }\n')
local keys <const> = run("check none.lua --lang en"):match("there are: ([^\n]+)")
for _, language in ipairs(languages) do
  local page, count = help("packs", language), 0
  local terms = ""
  for term in page:gmatch("\n%- `([^`]+)`:") do terms = terms .. ", " .. term end
  for key in keys:gmatch("[%l_]+") do
    check.that(terms:find("%f[%l_]" .. key .. "%f[^%l_]"), "packs does not tell of the key " .. key)
    count = count + 1
  end
  local _, told = terms:gsub("[%l_]+", "")
  check.eq(told, count, "keys on the page packs")
end

-- ---- the examples ----

local function examples(text)
  local list, inside = {}, false
  for line in text:gmatch("[^\n]+") do
    inside = line:match("^### ") and (line == "### Examples" or line == "### Contoh")
      or not line:match("^### ") and inside
    if inside then list[#list + 1] = line:match("^    capai(.*)$") end
  end
  return list
end

local ran = 0
for _, language in ipairs(languages) do
  for _, name in ipairs(names) do
    for _, line in ipairs(examples(help(name, language))) do
      local stays = line:find "^ preview " or line:find("--watch", 1, true)
      local out, status = (stays and run_a_while or run)("--lang " .. language .. line)
      check.that(status == 0 or status == 1, ("capai%s: status %s\n%s"):format(line, status, out))
      ran = ran + 1
    end
    check.shell(("cd '%s' && rm -rf *.lua *.docx *.xlsx results* hasil* part-* bagian-* "
      .. "comparison banding sukamaju"):format(folder))
  end
end
check.that(ran > 50, "examples that ran: " .. ran)

-- A script on a page, written to a file.
local function write_script(page, name)
  local text = page:match("\n\n    (local capai.-\n    })\n"):gsub("\n    ", "\n")
  check.write(folder .. "/" .. name, text .. "\n")
end

-- the scripts on the pages, and the data of start
for _, language in ipairs(languages) do
  write_script(help("packs", language), "contoh-2024.lua")
  local out, status = run("check contoh-2024.lua")
  check.that(status <= 1, out)
  write_script(help("layouts", language), "l.lua")
  out, status = run("eval examples/semboro-2024 --layout ./l.lua -o report.md")
  check.that(status == 0 and check.read(folder .. "/report.md"):find("AKUNTABILITAS", 1, true), out)
  local page = help("start", language)
  local rows = page:match("\n    (tahun;.-)\n\n"):gsub("\n    ", "\n")
  local data = page:match("capai eval (%S+) ")
  assert(os.execute(("mkdir '%s/%s'"):format(folder, data)))
  check.write(("%s/%s/indikator.csv"):format(folder, data), rows .. "\n")
  for line in page:gmatch("\n    capai( [^\n]+)") do
    out, status = run(line)
    check.eq(status, 0, line .. "\n" .. out)
  end
end

-- ---- how it is shown ----

for _, language in ipairs(languages) do
  for _, name in ipairs(names) do
    for line in help(name, language, "text"):gmatch("[^\n]+") do
      check.that(utf8.len(line) <= 84, "too long: " .. line)
    end
  end
end
for _, command in ipairs(commands) do
  check.eq(run(command .. " --help --lang id --tahun 2024"), help(command, "id", "text"),
    command .. " --help")
end
for _, language in ipairs(languages) do
  for line in run("--lang " .. language):gmatch("[^\n]+") do
    check.that(utf8.len(line) < 80, "wider than a terminal of 80 columns: " .. line)
  end
end
local narrow <const> = 'script -qec "stty cols 44; %s help eval --lang en" /dev/null'
local seen <const> = check.shell("LC_ALL=C.UTF-8 TERM=xterm NO_COLOR= " .. narrow:format(whole))
for line in seen:gsub("\r", ""):gsub("\27%[[%d;]*m", ""):gmatch("[^\n]+") do
  check.that(utf8.len(line) <= 44 or line:find("^  capai"), "wider than the terminal: " .. line)
end
check.that(seen:find("\27[1m--rules R\27[0m", 1, true), "terms are bold on a terminal")

-- ---- columns of one file ----

for _, word in ipairs { "renstra", "renstra.csv", "RENSTRA" } do
  local page = help(word, "en")
  check.that(page:find("\n### renstra.csv\n", 1, true), word)
  check.that(page:find("`rp_...`", 1, true) and page:find("`tahun`", 1, true), word)
  check.that(not page:find("### anggaran.csv", 1, true) and not page:find("`pagu`", 1, true), word)
end

-- ---- what is refused ----

local out, status = run "help indikatr --lang en"
check.eq(status, 2, "help indikatr")
check.that(out:find("perhaps meant: indikator;", 1, true), out)
out, status = run "help dtaa --lang id"
check.eq(status, 2, "help dtaa")
check.that(out:find('tidak ada petunjuk tentang "dtaa"', 1, true), out)
check.that(out:find("mungkin maksudnya: data;", 1, true), out)
out, status = run "help --format man capai-rule --lang en"
check.eq(status, 2, "manual capai-rule")
check.that(out:find("perhaps meant: capai-rules; there is: capai, capai-data", 1, true), out)
out, status = check.shell(("CAPAI_PATH='%s' %s help eval 2>&1"):format(folder, whole))
check.that(status ~= 0 and not out:find("traceback", 1, true), out)
local scripts <const> = folder .. "/scripts"
check.shell(("cp -r scripts '%s' && rm '%s/help/en/eval.txt'"):format(scripts, scripts))
out, status = check.shell(("CAPAI_PATH='%s' %s help data --lang en 2>&1"):format(scripts, whole))
check.eq(status, 3, "a page that is missing")
check.that(out:find("the help page en/eval.txt is not there", 1, true), out)

-- ---- manual pages ----

for _, language in ipairs(languages) do
  for _, name in ipairs { "capai", "capai-data", "capai-layouts", "capai-rules" } do
    local page = help(name, language, "man")
    check.write(folder .. "/page", page)
    local groff = ("groff -man -Kutf8 -Tutf8 -ww -z '%s/page' 2>&1"):format(folder)
    check.eq(check.shell(groff), "", name)
    for _, option in ipairs(name == "capai" and options or {}) do
      local term = ".TP\n\\fB" .. option:gsub("%-", "\\-")
      check.that(page:find(term .. " ", 1, true) or page:find(term .. "\\fR", 1, true), option)
    end
  end
end

-- ---- the documents that are made of the pages ----

for path, text in pairs(dofile "bindings/cli/reference.lua") do
  check.eq(check.read(path), text, path .. " is not what the program says: run make reference")
end

assert(os.execute(("rm -rf '%s'"):format(folder)))
check.done()
