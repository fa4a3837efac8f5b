-- options: every option of every command, as the program's own list in bindings/cli/options.c has
-- it, stands on the help page of that command and in the document made of it, in both languages; in
-- the manual capai(1), with the commands that take it; and a shell offers it behind the command.
-- bash is asked always, zsh and fish where SHELLS names them.
local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv("CAPAI") or "build/capai"
local here <const> = check.shell("pwd"):gsub("\n", "")
local languages <const> = { "id", "en" }

-- ---- what the source says ----

local commands <const> = {}
for name in check.read("bindings/cli/main.c"):gmatch('{{"(%l+)", %d+}, command_%l+, %u') do
  commands[#commands + 1] = name
end
check.that(#commands >= 15, "commands of main.c: " .. #commands)

-- The commands that a C expression of macros and texts lists; nil for NULL, which is all.
local function takers(expression, macros)
  if expression == "NULL" then return nil end
  local text = expression:gsub("%f[%u\"]%u+%f[^%u]", macros):gsub('"', "")
  local list = {}
  for name in text:gmatch("%l+") do list[name] = true end
  return list
end

local options <const> = {}
local source <const> = check.read("bindings/cli/options.c")
local macros <const> = {}
for name, text in source:gmatch('\n#define (%u+) ("[^\n]*")') do macros[name] = text end
for name, value, expression in source:gmatch('{{"(%-[%l-]+)", %d+}, (%l+), (.-)},\n') do
  options[#options + 1] = { name = name, value = value == "true",
    commands = takers(expression, macros) }
end
local _, entries = source:gsub("%[OPTION_[%u_]+%] = {{", "")
check.eq(#options, entries, "options that were understood")

local function takes(option, command)
  return not option.commands or option.commands[command] == true
end

for _, option in ipairs(options) do
  for command in pairs(option.commands or {}) do
    check.that(table.concat(commands, " "):find("%f[%l]" .. command .. "%f[%L]"),
      option.name .. " is of the command " .. command)
  end
end

-- ---- pages, and the documents made of them ----

local function run(arguments)
  local out, status = check.shell(("%s %s 2>&1"):format(program, arguments))
  check.eq(status, 0, arguments .. ": " .. out)
  return out
end

-- The options that a page or a part of a document has as terms.
local function terms(text)
  local list = {}
  for name in text:gmatch("\n%- `(%-[%l-]+)[` ]") do list[name] = true end
  return list
end

local documents <const> = { id = "docs/id/commands.md", en = "docs/commands.md" }
for _, language in ipairs(languages) do
  local document = check.read(documents[language])
  for _, command in ipairs(commands) do
    local page = terms(run(("help %s --lang %s --format md"):format(command, language)))
    local part = document:match("\n## " .. command .. "\n(.-)\n## ")
      or document:match("\n## " .. command .. "\n(.*)$")
    check.that(part, documents[language] .. " has no part " .. command)
    part = terms(part)
    for _, option in ipairs(options) do
      local what = ("%s %s (%s)"):format(command, option.name, language)
      check.eq(page[option.name] == true, takes(option, command), what .. ": help")
      check.eq(part[option.name] == true, takes(option, command), what .. ": document")
    end
  end
end

-- ---- the manual ----

-- The entries of the manual's options: name to what they say, one after the other.
local function entries_of(manual)
  local list = {}
  for term, text in manual:gmatch("\n%.TP\n\\fB(\\%-[^\n]-)\\fR\n([^\n]*)") do
    local name = term:gsub("\\%-", "-"):match("^%S+")
    list[name] = list[name] or {}
    table.insert(list[name], text)
  end
  return list
end

for _, language in ipairs(languages) do
  local list = entries_of(run("help --format man --lang " .. language .. " capai"))
  for _, option in ipairs(options) do
    check.that(list[option.name], "capai(1) has no " .. option.name)
    local named = {}
    for _, text in ipairs(list[option.name]) do
      local of = text:match("^%(%l+ ([%l, ]+)%) ")
      for command in (of or table.concat(commands, " ")):gmatch("%l+") do named[command] = true end
    end
    for _, command in ipairs(commands) do
      check.eq(named[command] == true, takes(option, command),
        ("capai(1), %s: %s %s"):format(language, command, option.name))
    end
  end
end

-- ---- shells ----

local folder <const> = check.shell("mktemp -d"):gsub("\n", "")
local whole <const> = program:gsub("(%S+)$", function(path)
  return path:sub(1, 1) == "/" and path or here .. "/" .. path
end)
check.write(folder .. "/capai", "#!/bin/sh\nexec " .. whole .. ' "$@"\n')
check.shell(("chmod +x '%s/capai'"):format(folder))

local scripts <const> = { bash = "capai.bash", zsh = "_capai", fish = "capai.fish" }

-- What a shell offers behind "capai COMMAND -".
local function offered(shell, command)
  local call = "PATH='%s':\"$PATH\" LC_ALL=C.UTF-8 HOME='%s' tests/support/complete-%s "
    .. "'%s/scripts/completions/%s' '%s' %s 2>&1"
  local line = "capai " .. command .. " -"
  local list = {}
  for dashes in (shell == "fish" and "- --" or "-"):gmatch("%S+") do
    local typed = line:sub(1, -2) .. dashes
    local out = check.shell(call:format(folder, folder, shell, here, scripts[shell], folder,
      shell == "fish" and "'" .. typed .. "'" or typed))
    for name in out:gmatch("[^\n]+") do list[name] = true end
  end
  return list
end

for shell in ("bash " .. (os.getenv("SHELLS") or "")):gmatch("%S+") do
  for _, command in ipairs(commands) do
    local list = offered(shell, command)
    for _, option in ipairs(options) do
      check.eq(list[option.name] == true, takes(option, command),
        ("%s: capai %s %s"):format(shell, command, option.name))
      list[option.name] = nil
    end
    check.eq(next(list), nil, shell .. ": capai " .. command .. " -")
  end
end

check.shell(("rm -rf '%s'"):format(folder))
check.done()
