-- Names in data that a shell would take for commands, when they are completed; pipes where data are
-- expected to be files.
local attack <const> = dofile "tests/support/attack.lua"
local check <const> = attack.check

-- A data set whose one other indicator has that name.
local function make(scene, name)
  scene:data "data"
  scene:write("data/indikator.csv", scene:read "data/indikator.csv" ..
    ('x,2024,S,"%s",%%,positif,80,75\n'):format(name:gsub('"', '""')))
end

-- What bash offers and whether it is told to quote it, as it quotes names of files.
local BASH <const> = [[PATH=%s:$PATH bash -c 'compopt() { echo "$@"; }; source "$0"
COMP_WORDS=(capai explain data ""); COMP_CWORD=3; _capai; printf "%%s\n" "${COMPREPLY[@]}"' %s]]

local function complete(scene)
  local quote <const> = attack.quote
  scene:write("bin/capai", "#!/bin/sh\nexec " .. attack.program .. ' "$@"\n')
  scene:shell "chmod +x bin/capai"
  return scene:shell(BASH:format(quote(scene:path "bin"),
    quote(attack.here .. "/scripts/completions/capai.bash")))
end

local function command(name, text)
  return {
    name, tries = "stand on the command line as " .. text, must = "bash is told to quote the name",
    run = function(scene)
      make(scene, text)
      local out <const> = complete(scene)
      check.that(out:find("\n" .. text .. "\n", 1, true), out)
      check.that(out:find "^%-o filenames\n", "bash does not quote: " .. out)
    end,
  }
end

local function unseen(name, text)
  return {
    name, tries = "put signs on the command line that nobody sees", must = "it is not offered",
    run = function(scene)
      make(scene, "Tersembunyi" .. text)
      local seen <const> = scene:run "complete -- explain data ''"
      check.that(seen.out:find("I\t", 1, true), seen.out)
      check.that(not seen.out:find "Tersembunyi", seen.out)
      check.that(not seen.out:find(":folders\n", 1, true), seen.out)
    end,
  }
end

local function pipe(name, path, line, status, before)
  return {
    name, tries = "let the program wait for ever at a pipe",
    must = "it ends, and says what it found",
    run = function(scene)
      scene:data "data"
      if before then check.eq(scene:run(before).status, 0, before) end
      scene:shell(("rm -f %s; mkfifo %s"):format(path, path))
      check.eq(scene:run(line).status, status, line)
    end,
  }
end

return {
  title = "names for a shell, pipes instead of files",
  command("a command that is substituted", "$(reboot)"),
  command("a command in backquotes", "`reboot`"),
  command("a second command", "a;reboot"),
  command("a command behind a pipe", "a|sh"),
  command("a redirection", "a>indikator.csv"),
  command("a variable", "$HOME"),
  command("a pattern of all files", "*"),
  unseen("a line of its own", "\n:folders"),
  unseen("an escape", "\27[2J"),
  unseen("another direction", "\u{202E}"),
  pipe("a pipe as data, completed", "data/indikator.csv", "complete -- explain data ''", 0),
  pipe("a pipe as data, evaluated", "data/indikator.csv", "eval data", 3),
  pipe("a pipe as data, in a batch", "data/indikator.csv", "batch data -o hasil", 2),
  pipe("a pipe as data, audited", "data/indikator.csv", "audit data", 3),
  pipe("a pipe as a workbook", "buku.xlsx", "eval buku.xlsx", 2),
  pipe("a pipe as a pack", "pak.lua", "eval data --rules pak.lua", 3),
  pipe("a pipe as a pack, checked", "pak.lua", "check pak.lua", 3),
  pipe("a pipe among installed packs", "pak.lua", "rules list --rules-path .", 2),
  pipe("a pipe as a layout", "tata.lua", "eval data --layout tata.lua", 3),
  pipe("a pipe as a text", "data/narasi", "eval data --layout ringkas", 0),
  pipe("a pipe as a document", "laporan.docx", "new data neu --from laporan.docx", 3),
  pipe("a pipe as a shard", "hasil", "merge hasil -o semua", 2),
  pipe("a pipe as results", "hasil", "dashboard hasil", 2),
  pipe("a pipe as a table of results", "hasil/opd.csv", "dashboard hasil", 3,
    "batch data -o hasil"),
  pipe("a pipe as the manifest of results", "hasil/manifest.json", "dashboard hasil", 3,
    "batch data -o hasil"),
}
