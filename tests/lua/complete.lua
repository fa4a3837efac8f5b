-- Completions: what `capai complete` offers against what the program takes, and that the scripts of
-- the shells hand it on. bash is there always; zsh and fish are tried where SHELLS names them.
local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv("CAPAI") or "build/capai"

local folder <const> = os.tmpname()
os.remove(folder)
local here <const> = check.shell("pwd"):gsub("\n", "")
local whole <const> = program:gsub("(%S+)$", function(path)
  return path:sub(1, 1) == "/" and path or here .. "/" .. path
end)
check.shell(([[mkdir '%s' && cd '%s' && ln -s '%s/examples' examples && mkdir bin hasil &&
  touch paket.lua catatan.txt lama.csv buku.xlsx && printf '#!/bin/sh\nexec %s "$@"\n' >bin/capai &&
  chmod +x bin/capai]]):format(folder, folder, here, whole))

local function sorted(text)
  local list = {}
  for line in text:gmatch("[^\n]+") do list[#list + 1] = line end
  table.sort(list)
  return table.concat(list, "\n")
end

-- Lines of the answer, without what they are.
local function complete(words)
  local command = "cd '%s' && bin/capai complete --lang en -- %s 2>&1"
  local out, status = check.shell(command:format(folder, words))
  check.eq(status, 0, words)
  return sorted(out:gsub("\t[^\n]*", ""))
end

local function offers(words, expected)
  check.eq(complete(words), sorted(expected:gsub(" ", "\n"):gsub("_", " ")), words)
end

-- ---- against the program ----

local function run(arguments)
  return check.shell(("cd '%s' && bin/capai %s 2>&1 </dev/null"):format(folder, arguments))
end

local commands = {}
for command in complete('""'):gmatch("%l+") do commands[#commands + 1] = command end
check.that(#commands >= 12, "commands")
for _, command in ipairs(commands) do
  local page = run("help --format md --lang en " .. command)
  check.that(page:find("## " .. command, 1, true), command)
  local offered, listed = complete(command .. " -"), {}
  for option in page:gmatch("\n%- `(%-[%l-]+)") do listed[#listed + 1] = option end
  check.eq(offered, sorted(table.concat(listed, "\n")), "options of " .. command)
  local forms = page:match("\n%- `%-%-format F`:([^\n]*)")
  local given = complete(command .. ' --format ""')
  for _, form in ipairs { "text", "csv", "json", "md", "sarif", "man" } do
    local told = forms and forms:find("%f[%w]" .. form .. "%f[%W]") ~= nil or false
    check.eq(given:find("%f[%w]" .. form .. "%f[%W]") ~= nil, told, command .. " --format " .. form)
  end
end

-- a command whose page shows an argument offers something for it
for _, command in ipairs(commands) do
  local page = run("help --format md --lang en " .. command)
  local usage = page:match("\n    capai (%l+ [^\n]*)") or ""
  local wants = usage:match("^%l+ %[?%u+") or usage:match("^%l+ %[?%l")
  if wants and command ~= "complete" then
    check.that(complete(command .. ' ""') ~= "", command .. " offers nothing for " .. usage)
  end
end
offers("batch -o ''", ":files")
offers("dashboard x -o ''", ":folders")
offers("batch --to ''", "docx\nhtml\nmd")
offers("merge ''", ":folders")

-- what stands in the error is what is offered
for _, command in ipairs { "eval", "compare" } do
  local known = run(command .. " --lang en --rules jember-2024 --table none x")
    :match("one of: ([^\n]+)"):gsub(", ", "\n")
  check.eq(complete(command .. ' --table ""'), sorted(known), "tables of " .. command)
end
for _, option in ipairs { "--notation", "--versi", "--triwulan", "--lang" } do
  local known = run("eval x " .. option .. " none"):match("\n[^\n]*: ([^\n]+)")
  check.eq(complete(("eval %s ''"):format(option)), sorted(known:gsub(", ", "\n")), option)
end
local packs, layouts = {}, {}
for id in run("rules list --format json"):gmatch('"id": "([^"]+)"') do packs[#packs + 1] = id end
for id in check.shell("ls scripts/layouts"):gmatch("(%S+)%.lua") do layouts[#layouts + 1] = id end
check.that(#packs > 5 and #layouts > 3, "packs and layouts")
packs = table.concat(packs, " ") .. " :files_lua"
layouts = table.concat(layouts, " ") .. " :files_lua"
for _, words in ipairs { 'eval --rules ""', 'check ""', 'test ""', 'rules show ""',
  'eval --rules = ""', 'eval --rules =', 'new rules x --from ""',
  'new data x --rules ""', 'compare --rules jember-2024 --rules ""' } do
  offers(words, packs)
end
offers('eval --layout ""', layouts)
offers('new layout x --from ""', layouts)

-- ---- where on the line ----

offers("ev", "eval")
offers("--l", "--lang")
offers("nosuch x", "")
offers('eval ""', ":files_xlsx_xlsm_ods")
offers("--lang id ex", "explain")
offers("eval --tab", "--table")
offers("eval --table indikator --tab", "")
offers("eval -o x.csv -", (complete("eval -"):gsub("\n", " ")))
offers("eval --layout=ri", "--layout=ringkas")
offers("eval examples/semboro-2024 --tahun 202", "2021 2022 2023 2024")
offers("eval examples/semboro-2024 --tahun s", "semua")
offers("eval none --tahun ''", "semua")
offers("eval -o ''", ":files")
offers("audit x --baseline ''", ":files_csv")
offers("eval --rules-path ''", ":folders")
offers("new ''", "data rules layout")
offers("new data x --from ''", ":files_docx_xlsx_xlsm_ods_txt")
offers("new rules ''", "")
offers("rules ''", "list show")
offers("run ''", ":files_lua")
offers("run x.lua --t", ":files")
offers("eval -- --t", ":files_xlsx_xlsm_ods")
offers("help ver", "versions")
offers("eval --limit-time ''", "")
offers("explain examples/semboro-2024 indeks", "Indeks_Kepuasan_Masyarakat :files_xlsx_xlsm_ods")
offers("explain examples/semboro-2024 '1.1.0'", (complete("explain examples/semboro-2024 '1.1.0'")
  :gsub(" ", "_"):gsub("\n", " ")))

-- data of many megabytes are not read for a key
check.shell(("mkdir '%s/besar' && truncate -s 9M '%s/besar/indikator.csv'"):format(folder, folder))
offers("eval besar --tahun ''", "semua")
offers("explain examples Indeks", ":files_xlsx_xlsm_ods")

-- every name that is offered is one that explain takes
local names = complete("explain examples/semboro-2024 ''")
local taken = 0
for name in (names .. "\n"):gmatch("([^\n]+)\n") do
  if name:sub(1, 1) ~= ":" then
    local out, status = run(('explain examples/semboro-2024 "%s" --lang en'):format(name))
    check.that(status ~= 2, name .. ": " .. out)
    taken = taken + 1
  end
end
check.that(taken > 8, "names of semboro: " .. taken)

-- packs of --rules-path come first
check.write(folder .. "/hasil/punya-saya.lua", "")
check.that(complete('eval --rules-path hasil --rules pu'):find("punya%-saya"), "--rules-path")

-- ---- the shells ----

local words_of <const> = {
  { "capai ev", "eval" },
  { "capai rules sho", "show" },
  { "capai check kar", "karanganyar-2023" },
  { "capai eval --layout lam", "lampiran" },
  { "capai eval --layout pa", "paket.lua" },
  { "capai audit --baseline la", "lama.csv" },
  { "capai eval bu", "buku.xlsx" },
  { "capai eval --rules-path ha", "hasil" },
  { "capai eval examples/semboro-2024 --tahun 2022", "2022" },
  { "capai eval examples/semboro-2024 --table re", "rekap\nrenstra" },
  { "capai explain examples/semboro-2024 Indeks", "Indeks Kepuasan Masyarakat" },
}

local scripts <const> = { bash = "capai.bash", zsh = "_capai", fish = "capai.fish" }

-- What a shell offers; fish writes "/" behind folders and quotes blanks.
local function shell_offers(shell, line)
  local command = "PATH='%s/bin':\"$PATH\" LC_ALL=C.UTF-8 HOME='%s' tests/support/complete-%s "
    .. "'%s/scripts/completions/%s' '%s' %s 2>&1"
  local out = check.shell(command:format(folder, folder, shell, here, scripts[shell], folder,
    shell == "fish" and "'" .. line .. "'" or line))
  return (out:gsub("/\n", "\n"):gsub("\\ ", " "):gsub("\n$", ""))
end

for shell in ("bash " .. (os.getenv("SHELLS") or "")):gmatch("%S+") do
  for _, case in ipairs(words_of) do
    check.eq(shell_offers(shell, case[1]), case[2], shell .. ": " .. case[1])
  end
end
-- bash hands quoted words on as they are typed
check.eq(shell_offers("bash", [[capai explain examples/semboro-2024 '"Indeks Kep']]),
  "Indeks Kepuasan Masyarakat", "a quotation mark that is open")
check.eq(shell_offers("bash", "capai eval --rules = jember-2024"), "jember-2024", "an equals sign")

check.shell(("rm -rf '%s'"):format(folder))
check.done()
