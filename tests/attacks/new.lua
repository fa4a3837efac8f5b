-- What `capai new` is asked to write, and out of what: names that lead elsewhere or are more than a
-- name, links in the place of what is written, packs, layouts and reports of strangers that others
-- are made from.
local attack <const> = dofile "tests/support/attack.lua"
local check <const>, quote <const> = attack.check, attack.quote

-- What is made, with the ending of the file that it is.
local KINDS <const> = { { "rules", ".lua" }, { "layout", ".lua" }, { "data", "" } }

-- Everything in the folder of the scene and above it, as far as it is the scene's.
local function listed(scene)
  return scene:shell "find . -mindepth 1 | LC_ALL=C sort"
end

-- A name of which none of the three may make a file, anywhere.
local function named(name, given)
  return {
    name, tries = "lead what is written out of the folder, or have its name be more than a name",
    must = "the name is refused in both languages, and nothing is written",
    run = function(scene)
      scene:write("di/sini/milik.txt", "penting")
      scene:write("di/milik.txt", "penting")
      local before <const> = listed(scene)
      for _, kind in ipairs(KINDS) do
        for _, way in ipairs { "", kind[1] == "data" and ".xlsx" or "" } do
          for language, words in pairs { id = "tidak dapat dipakai", en = "cannot be used" } do
            local seen <const> = scene:run(("new --lang %s %s -- %s"):format(language, kind[1],
              quote(given .. way)), { at = "di/sini" })
            attack.check_refused(seen, words, 2)
            attack.check_tame(seen.all)
            check.that(not ("\n" .. seen.all):find "[\n\r]palsu", "a line of its own: " .. seen.all)
          end
        end
      end
      check.eq(listed(scene), before, "files")
      check.eq(scene:shell("ls -d /tmp/keluar* 2>/dev/null"), "", "files elsewhere")
    end,
  }
end

-- A name that is too long for a file: all of it, or none, and not one that was cut.
local function long(name, count)
  return {
    name, tries = "have a name cut, so that it is another",
    must = "the file has the whole name, or it is said that it cannot be written",
    run = function(scene)
      local given <const> = ("a"):rep(count)
      for _, kind in ipairs(KINDS) do
        local seen <const> = scene:run(("new %s %s"):format(kind[1], given))
        attack.check_tame(seen.all)
        local made <const> = scene:shell "ls -A"
        if seen.status == 0 then
          check.that(made:find("\n" .. given .. kind[2] .. "\n", 1, true) or
            made:find(given .. kind[2] .. "\n", 1, true) == 1, "another name: " .. made)
        else
          check.that(seen.status == 2 or seen.status == 3, seen.all)
          check.eq(made, "", "files behind a refusal")
        end
        scene:shell "rm -rf a* .luarc.json"
      end
    end,
  }
end

-- Something stands where the file or folder is to be: nothing goes through it.
local function taken(name, make, file)
  return {
    name, tries = "have the new file written elsewhere, or over something",
    must = "it is refused; what is there stays, what it leads to is not written",
    run = function(scene)
      scene:write("milik/surat.txt", "penting")
      for _, kind in ipairs { { "rules", "x.lua" }, { "layout", "x.lua" }, { "data", "x" },
                              { "data", "x.xlsx" } } do
        local place <const> = file or kind[2]
        local argument <const> = kind[1] == "data" and kind[2] or "x"
        scene:shell(make:gsub("PLACE", place))
        local before <const> = listed(scene)
        local seen <const> = scene:run(("new %s %s"):format(kind[1], argument))
        check.that(seen.status == 2 or seen.status == 3, seen.all)
        check.that(seen.err:find(place, 1, true), seen.err)
        check.eq(listed(scene), before, "files")
        check.eq(scene:read "milik/surat.txt", "penting", "the victim's file")
        scene:shell("rm -rf " .. place)
      end
    end,
  }
end

-- The settings for editors, which are written beside a pack, are a link already.
local function settings(name, to)
  return {
    name, tries = "have the settings for editors written through a link",
    must = "the link is left to its owner, and what it leads to is not written",
    run = function(scene)
      scene:write("milik/surat.txt", "penting")
      scene:shell(("ln -s %s .luarc.json"):format(to))
      local seen <const> = scene:run "new rules x"
      check.eq(seen.status, 0, seen.all)
      check.eq(scene:read "milik/surat.txt", "penting", "the victim's file")
      check.eq(scene:shell "ls -A milik", "surat.txt\n", "the victim's folder")
      check.eq(scene:shell "readlink .luarc.json", to .. "\n", "the link")
    end,
  }
end

-- A pack of strangers whose names would be code, or more, in the pack that is derived from it. The
-- new one is a pack, has these names as they are, and nothing else of them.
local PACK <const> = [[
local capai = require "capai"
local X <const> = "%s"
return capai.rules { id = "jahat", name = "N" .. X, valid = { from = 2024, to = 2024 },
  basis = { "B" .. X },
  progress = { positif = capai.formula "realisasi / target * 100",
    ["a" .. X] = capai.formula "target / realisasi * 100" },
  scale = capai.scale { { "Tinggi" .. X, ge = 76 }, { "Rendah" .. X, lt = 76 } },
  round = { digits = 2, mode = "half_up" } }
]]

local function derived(name, words)
  return {
    name, tries = "have names of a pack be code, or not be seen, in the pack that is made from it",
    must = "the new pack passes its tests; in its text these names are words in quotes",
    run = function(scene)
      scene:write("jahat.lua", PACK:format((words:gsub('[%c"\\\128-\255]', function(c)
        return ("\\%03d"):format(c:byte()) end))))
      local seen = scene:run "new rules baru --from ./jahat.lua"
      check.eq(seen.status, 0, seen.all)
      attack.check_tame(seen.all)
      local script <const> = scene:read "baru.lua"
      attack.check_tame(script)
      for line in script:gmatch "[^\n]+" do
        local code <const> = line:gsub("%-%-.*$", function(rest) -- outside of quotes only
          return line:find '^%s*%-%-' and "" or rest end):gsub('\\.', ""):gsub('"[^"]*"', "")
        check.that(not code:find "TERBACA", "it is code: " .. line)
      end
      seen = scene:run "test baru.lua --rules-path ."
      check.eq(seen.status, 0, seen.all)
      check.that(not seen.all:find "error%(", seen.all)
    end,
  }
end

-- What `--from` is given by whoever composes the command.
local function from(name, kind, argument)
  return {
    name, tries = "have a script of another place taken as an installed one",
    must = "none is found; the script is not read, and nothing is written",
    run = function(scene)
      for _, place in ipairs { "jahat.lua", "di/jahat.lua", "layouts/jahat.lua" } do
        scene:write(place, "error 'TERBACA'")
      end
      local before <const> = listed(scene)
      local seen <const> = scene:run(("new %s baru --from %s"):format(kind, quote(argument)))
      check.that(seen.status >= 2, seen.all)
      check.that(not seen.all:find "TERBACA", "it was read: " .. seen.all)
      attack.check_tame(seen.all)
      check.eq(listed(scene), before, "files")
    end,
  }
end

-- A pack of strangers that is run, as one from which another is made.
local function model(name, script)
  return {
    name, tries = "run for ever, take all memory or reach files, as the model of a new pack",
    must = "it is stopped as it is elsewhere, and nothing is written",
    run = function(scene)
      scene:write("jahat.lua", script)
      local before <const> = listed(scene)
      local seen <const> = scene:run("new rules baru --from ./jahat.lua",
        { before = "ulimit -t 60;" })
      check.that(seen.status == 2, seen.all)
      attack.check_tame(seen.all)
      check.eq(listed(scene), before, "files")
    end,
  }
end

-- A layout of strangers from which another is made, by the name of its file. Copies end.
local function copied(name, file)
  return {
    name, tries = "have a copy of a layout never end, and fill the disk",
    must = "the layout is copied, whatever its name",
    run = function(scene)
      local text <const> = "-- .lua a.lua jahat.lua\n" .. scene:shell(
        "cat " .. quote(attack.here .. "/scripts/new/layout.lua"))
      scene:write(file, text)
      local seen <const> = scene:run("new layout baru --from " .. quote("./" .. file),
        { before = "ulimit -f 4000; ulimit -t 20;" })
      check.eq(seen.status, 0, seen.all)
      local made <const> = scene:read "baru.lua"
      check.that(#made < 2 * #text, #made .. " bytes")
      check.that(made:find("capai.layout", 1, true), made)
    end,
  }
end

-- A report of strangers that a data set is made from.
local function report(name, text, after)
  return {
    name, tries = "have words of a report be a path, a formula, a link or markup of the data set",
    must = "they are in the folder that was named, as cells of its tables, or nowhere",
    run = function(scene)
      scene:write("lapor.csv", text)
      scene:write("milik/surat.txt", "RAHASIA")
      local seen <const> = scene:run "new data baru --from lapor.csv --tahun 2024"
      check.that(seen.status <= 2, seen.all)
      attack.check_tame(seen.all)
      check.that(not seen.all:find "RAHASIA", seen.all)
      check.eq(scene:shell "ls -A | grep -v '^baru$' | tr '\\n' ' '", "lapor.csv milik ",
        "files beside the folder")
      check.eq(scene:shell "ls -A milik; cat milik/*", "surat.txt\nRAHASIA", "the victim's folder")
      check.that(not scene:shell("cat baru/* 2>/dev/null"):find "RAHASIA", "a file was read")
      if seen.status < 2 then
        check.eq(scene:shell "ls -A baru | grep -v '^[a-z_]*\\.csv$'", "", "other files")
        local evaluated <const> = scene:run "eval baru --rules jember-2024"
        check.that(evaluated.status <= 2, evaluated.all)
        attack.check_tame(evaluated.all)
      end
      if after then after(scene) end
    end,
  }
end

local HEAD <const> = "No,Sasaran,Indikator,Satuan,Target,Realisasi,Capaian\n"

return {
  title = "what capai new is asked to write, and out of what",
  named("new name above the folder", "../keluar"), named("new absolute name", "/tmp/keluar"),
  named("new name below another folder", "sini/keluar"), named("new name of two points", ".."),
  named("new name of one point", "."), named("new hidden name", ".keluar"),
  named("new name of a stream", "keluar:x"), named("new name with backslashes", "..\\keluar"),
  named("new name that is an option", "-rf"), named("new name that is a long option", "--from"),
  named("new name of a hyphen", "-"), named("new name of hyphens", "--"),
  named("new name with a line end", "a\npalsu: kesalahan"),
  named("new name with a return", "a\rpalsu: kesalahan"),
  named("new name with an escape", "a\27[2Jb"), named("new name with a title", "a\27]0;x\7b"),
  named("new name of other direction", "a\u{202E}aul"), named("new name of no UTF-8", "a\xFFb"),
  named("new name of blanks", "  "), named("new name of nothing", ""),
  named("new name of a pattern", "*"), named("new name of a variable", "$HOME"),
  named("new name of a command", "$(touch keluar)"), named("new name of quotes", "a'b\"c"),
  named("new name that is code", "x\" } error(\"TERBACA\") --"),
  named("new name of two endings", "a.lua"), named("new name in capitals", "CON"),
  long("new name of 251 bytes", 251), long("new name of 255 bytes", 255),
  long("new name of 256 bytes", 256), long("new name of 395 bytes", 395),
  long("new name of 5,000 bytes", 5000), long("new name of 100,000 bytes", 100000),
  taken("link to a file in the place", "ln -s milik/surat.txt PLACE"),
  taken("link to no file in the place", "ln -s milik/baru.txt PLACE"),
  taken("link to itself in the place", "ln -s PLACE PLACE"),
  taken("link to a folder in the place", "ln -s milik PLACE"),
  taken("link to the root in the place", "ln -s / PLACE"),
  taken("pipe in the place", "mkfifo PLACE"), taken("folder in the place", "mkdir PLACE"),
  taken("file in the place", "echo penting > PLACE"),
  taken("link to a device in the place", "ln -s /dev/full PLACE"),
  settings("settings that lead to a file", "milik/surat.txt"),
  settings("settings that lead to no file", "milik/baru.txt"),
  derived("derived names that are code",
    '"]] } } error("TERBACA") --[[ \\" \n error("TERBACA") --'),
  derived("derived names with a return", 'x\rerror("TERBACA") --'),
  derived("derived names of control signs", "x\0\1\27[2J\27]0;t\7\127\u{9B}2J"),
  derived("derived names of other direction", 'x\u{202E}"( rorre\u{2066} --'),
  derived("derived names of no UTF-8", "x\xFF\xC0\x80\xED\xA0\x80"),
  derived("derived names of backslashes", 'x\\'), derived("derived names of escapes", 'x\\z\n\\'),
  from("model of rules above the folder", "rules", "di/../jahat"),
  from("model of rules of another place", "rules", "jahat"),
  model("model of rules that loops", "while true do end"),
  model("model of rules that loops behind pcall",
    "while true do pcall(function() while true do end end) end"),
  model("model of rules that takes all memory",
    "local s = 'x' while true do s = s .. s end"),
  model("model of rules that is bytecode", "\27Lua\x54\0\x19\x93\r\n\x1A\n"),
  model("model of rules that leads out", "return io.open('milik.txt', 'w')"),
  from("model of a layout above the folder", "layout", "../jahat"),
  from("model of a layout of another place", "layout", "jahat"),
  from("model with an escape", "rules", "\27[2Jjahat"),
  from("model with a line end", "layout", "a\njahat"),
  from("report that is a folder", "data", "di"),
  from("report that is not there", "data", "\27[2J"),
  copied("layout without a name", ".lua"), copied("layout of one letter", "a.lua"),
  copied("layout that names itself", "jahat.lua"), copied("layout of two endings", ".lua.lua"),
  report("report of paths", HEAD .. "1,../../milik/surat.txt,/etc/passwd,%,80,75,93.75\n"),
  report("report of formulas", HEAD .. "1,=1+1,\"=cmd|' /C calc'!A0\",@SUM(1),80,75,93.75\n"),
  report("report of escapes", HEAD .. "1,S\27[2J,I\27]0;x\7\u{202E},%,80,75,93.75\n"),
  report("report of NUL", HEAD .. "1,S\0x,I\0,%,80,75,93.75\n"),
  report("report of no UTF-8", HEAD .. "1,S\xFF,I\xC0\x80,%,80,75,93.75\n"),
  report("report of line ends in cells", HEAD .. "1,\"S\nopd,x\n\",\"I\n,,\",%,80,75,93.75\n"),
  report("report of long cells", HEAD .. "1," .. ("S"):rep(200000) .. ",I,%,80,75,93.75\n"),
  report("report of many columns", HEAD .. ("x,"):rep(900) .. "\n1,S,I,%,80,75,93.75\n"),
  report("report of many heads", HEAD:rep(3000) .. "1,S,I,%,80,75,93.75\n"),
  report("report of huge numbers", HEAD .. "1,S,I,%," .. ("9"):rep(120) .. ",1e400,-" ..
    ("9"):rep(127) .. "\n"),
}
