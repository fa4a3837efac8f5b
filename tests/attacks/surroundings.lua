-- Where the program is begun: a folder of strangers with files of telling names, variables of the
-- environment, names of temporary files that somebody has taken before.
local attack <const> = dofile "tests/support/attack.lua"
local check <const> = attack.check

-- Leaves a mark where it is run, as a script of Lua, a library or a program.
local TRAP <const> = [[local f = io and io.open("TERTANGKAP", "w") if f then f:close() end
error "tertangkap"
]]

-- All names that something might look for in the folder where it is.
local SCRIPTS <const> = "capai init capai/init capai/render capai/render/html capai/render/docx " ..
  "capai/render/clean capai/audit capai/audit/command capai/help capai/help/pages " ..
  "capai/complete capai/dashboard capai/template capai/intake " ..
  "capai/document/build scripts/capai/render " ..
  "lua/capai/render jember-2024 ringkas rules/jember-2024 layouts/ringkas " ..
  "scripts/rules/jember-2024 scripts/layouts/ringkas"
local PROGRAMS <const> = "weasyprint less more stty sh luac lua5.4 git"

local function lay_traps(scene)
  scene:data "data"
  scene:write("capai.lua", TRAP)
  scene:write("weasyprint", "#!/bin/sh\n: >TERTANGKAP\n")
  scene:shell(("mkdir -p capai/render capai/audit capai/help capai/document scripts/capai " ..
    "lua/capai rules layouts scripts/rules scripts/layouts\n" ..
    "for name in %s; do cp capai.lua $name.lua 2>&-; echo tertangkap >$name.so; done\n" ..
    "for name in %s; do cp weasyprint $name 2>&-; chmod +x $name; done"):format(SCRIPTS, PROGRAMS))
end

-- A command in a folder full of traps; `status` is the one that it has elsewhere.
local function trapped(name, command, how)
  return {
    name, tries = "have a file of the folder where it is begun taken for one of the program",
    must = "nothing of that folder is run; the command does what it does elsewhere",
    run = function(scene)
      lay_traps(scene)
      local seen <const> = scene:run(command, how)
      check.that(seen.status <= 1, seen.all)
      check.that(not seen.all:find "tertangkap", seen.all)
      check.that(not scene:read "TERTANGKAP", "a trap was sprung")
    end,
  }
end

-- A variable of the environment that interpreters of Lua heed.
local REPORT <const> = "eval data --layout ringkas -o laporan.docx -o laporan.html"

local function variable(name, value, command)
  return trapped(("%s=%s, %s"):format(name, value, command or "a report"), command or REPORT,
    { before = name .. "=" .. attack.quote(value) })
end

-- Words of the environment that are none: the program goes on in its own way.
local function odd(name, value)
  return {
    name .. " of " .. (value:gsub("%c", "?")):sub(1, 30),
    tries = "confuse the program by a variable",
    must = "the figures are those of any other environment",
    run = function(scene)
      scene:data "data"
      local plain <const> = scene:run("eval data --table opd --format csv")
      local seen <const> = scene:run("eval data --table opd --format csv",
        { before = name .. "=" .. attack.quote(value) })
      check.eq(seen.status, 0, seen.all)
      check.eq(seen.out, plain.out, "the figures")
      attack.check_tame(seen.err)
    end,
  }
end

-- Links under all the names that a temporary file of the next processes could have.
local function taken(name, ending, command)
  return {
    name, tries = "plant links under the names of temporary files, which tell of the process only",
    must = "no link is followed; the file is written",
    run = function(scene)
      scene:data "data"
      scene:write("milik/surat.txt", "penting")
      scene:shell(([[mkdir hasil; /usr/bin/python3 -c 'import os
for n in range(os.getpid(), os.getpid() + 500): os.symlink("../milik/surat.txt",
                                                           f"hasil/.capai-{n}-0%s")']])
        :format(ending))
      local seen <const> = scene:run(command)
      check.that(seen.status <= 1 or seen.status == 3, seen.all)
      check.eq(scene:read "milik/surat.txt", "penting", "the victim's file")
      check.eq(scene:shell "ls -A milik", "surat.txt\n", "the victim's folder")
    end,
  }
end

return {
  title = "the folder, the environment and the temporary files of the program",
  trapped("eval in a folder of traps", "eval data"),
  trapped("a report in a folder of traps",
    "eval data --layout ringkas -o a.docx -o a.html -o a.xlsx -o a.md -o a.json"),
  trapped("audit in a folder of traps", "audit data"),
  trapped("batch in a folder of traps", "batch data -o hasil --layout ringkas --to docx,html,md"),
  trapped("batch into a workbook in a folder of traps", "batch data -o hasil.xlsx"),
  trapped("help in a folder of traps", "help start"),
  trapped("completion in a folder of traps", "complete -- explain data ''"),
  trapped("a template in a folder of traps", "new data isian.xlsx"),
  trapped("a pack of the data in a folder of traps", "explain data --all"),
  trapped("repl in a folder of traps", "repl",
    { before = [[printf 'capai.load("data")\nrequire "capai.render"\n' |]], input = "/dev/stdin" }),
  trapped("a script of one's own in a folder of traps", "run -",
    { before = [[printf 'local r = require "capai.render" assert(r)' |]], input = "/dev/stdin" }),
  variable("LUA_INIT", "@capai.lua"),
  variable("LUA_INIT_5_4", "@capai.lua"),
  variable("LUA_INIT", "@capai.lua", "repl"),
  variable("LUA_PATH", "./?.lua;./?/init.lua"),
  variable("LUA_PATH_5_4", "./?.lua", "audit data"),
  variable("LUA_CPATH", "./?.so"),
  variable("LUA_CPATH_5_4", "./?.so", "help start"),
  variable("PAGER", "./less", "help eval"),
  variable("CAPAI_PATH", "", "eval data"),
  variable("HOME", ".", "repl"), variable("XDG_STATE_HOME", ".", "repl"),
  variable("XDG_STATE_HOME", "../..", "repl"),
  odd("LC_ALL", "../../../../etc/passwd"), odd("LANG", ("x"):rep(100000)),
  odd("LC_ALL", "id\27[2J"),
  odd("LC_NUMERIC", "id_ID.UTF-8"), odd("LC_ALL", "tr_TR.UTF-8"), odd("TZ", ":/etc/passwd"),
  odd("TZ", ("A"):rep(100000)), odd("TERM", "../../x"), odd("COLUMNS", "-1"),
  odd("COLUMNS", "99999999999999999999"), odd("NO_COLOR", "\27[2J"), odd("MALLOC_TRACE", "jejak"),
  taken("an output", "", "eval data --table opd -o hasil/a.csv"),
  taken("a report", "", "eval data --layout ringkas -o hasil/a.docx"),
  taken("a folder of tables", "", "eval data -o hasil"),
  taken("a database", "", "batch data -o hasil/a.sqlite"),
  taken("the journal of a database", "-journal", "batch data -o hasil/a.sqlite"),
  taken("a workbook", "", "batch data -o hasil/a.xlsx"),
}
