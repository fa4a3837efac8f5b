-- What statements of strangers would do to a server by the functions of the extension: paths and
-- words in place of a pack, texts without end, bytes that are no text, packs that loop. Run by
-- tests/support/postgres.lua, in a server of its own: make test-postgres.
--   server:session(sql, database)   what psql prints of statements, errors too, in one connection
--   server:pack(id, script)         writes a script into the folder of installed packs
local attack <const> = dofile "tests/support/attack.lua"
local check <const>, quote <const> = attack.check, attack.quote

-- MB that a connection may ever have, at the most; the longest texts here have 10 MB, and a server
-- copies what it is given some times.
local MOST <const> = 600

local ALIVE <const> = [[
SELECT pg_backend_pid(), capai_bulat(2.675, 2), capai_predikat(95, 'jember-2024');
SELECT (regexp_match(pg_read_file('/proc/self/status', 0, 4000), 'VmHWM:\s+(\d+)'))[1];
]]

-- Calls, each of which fails with one of ours, or, with `says`, with these words. Afterwards the
-- same connection answers as ever, and never had much memory.
local function calls(name, tries, list, says, database)
  return {
    name, tries = tries, must = "an error, or an answer of the kind that is promised; the " ..
      "connection goes on, in bounded memory",
    run = function(server)
      local statements <const> = { "SELECT 'mulai', pg_backend_pid();" }
      for _, call in ipairs(list) do statements[#statements + 1] = "SELECT " .. call .. ";" end
      local out <const> = server:session(table.concat(statements, "\n") .. "\n" .. ALIVE, database)
      attack.check_tame(out)
      local pid <const> = out:match "^mulai|(%d+)\n"
      local again <const>, most <const> = out:match "\n(%d+)|2%.68|Sangat Tinggi\n(%d+)\n$"
      check.that(pid and again == pid, "another connection, or none: " .. out:sub(-2000))
      check.that(tonumber(most) < MOST * 1024, most .. " KB")
      local _, errors <const> = out:gsub("ERROR:  ", "")
      if says then
        check.eq(errors, #list, "errors: " .. out:sub(1, 2000))
        local _, said <const> = out:gsub(says:gsub("%p", "%%%0"), "")
        check.eq(said, #list, says .. ": " .. out:sub(1, 2000))
      end
      check.that(not ("\n" .. out):find "[\n\r]palsu", "a line of its own: " .. out:sub(1, 2000))
      check.that(not out:find "TERBACA", "a script was read: " .. out:sub(1, 2000))
      check.that(not out:find "root:", "a file was read: " .. out:sub(1, 2000))
    end,
  }
end

-- The text in place of a pack, of a formula, and of a scale.
local function how(name, tries, text, says)
  return calls(name, tries, { ("capai_capaian(80, 90, 'positif', %s)"):format(text),
    ("capai_predikat(80, %s)"):format(text) }, says)
end

local function id(name, path)
  return how(name, "have a script of another place taken as an installed pack",
    "E" .. quote(path:gsub("\\", "\\\\")):gsub("'\\''", "''"), "ERROR:  capai_")
end

-- A pack that an administrator was given and has installed.
local function pack(name, tries, script, says)
  return {
    name, tries = tries, must = "it is refused within its limits, each time; others go on",
    run = function(server)
      server:pack("jahat", script)
      local one <const> = calls(name, tries, { "capai_capaian(80, 90, 'positif', 'jahat')",
        "capai_predikat(80, 'jahat')", "capai_predikat(80, 'jahat')" }, says or "jahat.lua")
      local good <const>, why <const> = pcall(one.run, server)
      server:pack("jahat", nil)
      if not good then error(why, 0) end
    end,
  }
end

local PATHS <const> = "read another file"
local SIZE <const> = "take all memory, or the stack, or never end"
local WORDS <const> = "be more than words in a message"
local BYTES <const> = "have bytes that are no text taken for one"
local NUMBERS <const> = "take all memory, or never end"

local RULES <const> = [[local capai = require "capai"
%s
return capai.rules { id = "jahat", name = "J", valid = { from = 2024, to = 2024 }, basis = { "B" },
  progress = { positif = %s }, scale = capai.scale { { "T", ge = 76 }, { "R", lt = 76 } },
  round = { digits = 2, mode = "half_up" } }]]

-- A text that is cut for its message in the midst of a letter.
local function cut(letter, count)
  local list <const> = {}
  for i = 0, 4 do
    list[#list + 1] = ("capai_predikat(80, '%s' || repeat('%s', %d))"):format(("x"):rep(i), letter,
      count)
    list[#list + 1] = ("capai_angka('%s' || repeat('%s', %d))"):format(("x"):rep(i), letter, count)
    list[#list + 1] = ("capai_capaian(1, 2, '%s' || repeat('%s', %d))"):format(("x"):rep(i),
      letter, count)
  end
  return list
end

return {
  title = "statements for PostgreSQL, in make test-postgres",
  id("pack above the folder", "../jahat"), id("pack of an absolute path", "/etc/passwd"),
  id("pack by a file name", "jember-2024.lua"), id("pack in this folder", "./jember-2024"),
  id("pack by a way around", "x/../jember-2024"), id("pack of the layouts", "../layouts/ringkas"),
  id("pack of a hidden name", ".jahat"), id("pack with backslashes", "..\\jahat"),
  id("pack of a variable", "$HOME"), id("pack of a pattern", "*"), id("pack of nothing", ""),
  id("pack of blanks", "   "), id("pack in capitals", "JEMBER-2024"),
  id("pack with a line end", "a\npalsu: benar"), id("pack with a return", "a\rpalsu: benar"),
  id("pack with an escape", "\27[2J\27]0;x\7"), id("pack of other direction", "\u{202E}aul"),
  id("pack of formats", "%n%s%s%n%x"), id("pack of quotes", "x'; DROP TABLE t; --"),
  id("pack that is a statement", "1); SELECT pg_read_file($$/etc/passwd$$); --"),
  how("formula that is code", WORDS, "'os.execute(\"true\")'", "ERROR:  capai_"),
  how("formula that loads", WORDS, "'require \"os\"'", "ERROR:  capai_"),
  how("formula that is a script", WORDS, "'return error(\"TER\" .. \"BACA\")'", "ERROR:  capai_"),
  how("formula of two statements", WORDS, "'realisasi; target'", "ERROR:  capai_"),
  how("formula of a remark", WORDS, "'realisasi /* */ -- x'", "ERROR:  capai_"),
  how("formula of parentheses", SIZE, "repeat('(', 1000000)", "ERROR:  capai_"),
  how("formula of pairs of parentheses", SIZE,
    "repeat('(', 200000) || 'target' || repeat(')', 200000)", "ERROR:  capai_"),
  how("formula of minuses", SIZE, "repeat('-', 1000000) || 'target'", "ERROR:  capai_"),
  calls("formula of many sums", SIZE,
    { "capai_capaian(80, 90, 'positif', 'target' || repeat(' + target', 1000000))" }),
  calls("formula of many products", SIZE,
    { "capai_capaian(80, 90, 'positif', 'target' || repeat(' * target', 1000000))" }),
  calls("formula of many quotients", SIZE,
    { "capai_capaian(80, 90, 'positif', 'target' || repeat(' / realisasi', 5000))" }),
  calls("formula of many conditions", SIZE, { "capai_capaian(80, 90, 'positif', " ..
    "repeat('if(target > 1, ', 100000) || '1' || repeat(', 2)', 100000))" }, "ERROR:  capai_"),
  calls("formula of a long number", SIZE,
    { "capai_capaian(80, 90, 'positif', 'target * ' || repeat('9', 5000000))" }, "ERROR:  capai_"),
  how("pack of a long name", SIZE, "repeat('a', 10000000)", "ERROR:  capai_"),
  how("pack of the name of a long file", SIZE, "repeat('a', 300)", "ERROR:  capai_"),
  calls("scale of many bands", SIZE, { "length(capai_predikat(80, repeat('B >= 1; ', 500000)))" }),
  calls("scale of a long name", SIZE,
    { "length(capai_predikat(80, repeat('B', 5000000) || ' >= 1')) < 10000" }),
  calls("scale of a long bound", SIZE,
    { "capai_predikat(80, 'B >= ' || repeat('9', 5000000))" }, "ERROR:  capai_"),
  calls("scale of semicolons", SIZE, { "capai_predikat(80, repeat(';', 5000000))" }, "ERROR:"),
  calls("scale of comparisons", SIZE, { "capai_predikat(80, 'B' || repeat(' >= 1', 500000))" },
    "ERROR:  capai_"),
  calls("cell of many digits", SIZE, { "capai_angka(repeat('9', 10000000))" }, "ERROR:  capai_"),
  calls("cell of many points", SIZE, { "capai_angka(repeat('1.', 3000000))" }, "ERROR:  capai_"),
  calls("cell of many blanks", SIZE, { "capai_angka(repeat(' ', 10000000))" }),
  calls("cell of many words", SIZE, { "capai_angka(repeat('seribu ', 500000))" },
    "ERROR:  capai_"),
  calls("cell of many parentheses", SIZE, { "capai_angka(repeat('(', 5000000))" },
    "ERROR:  capai_"),
  calls("arah of a long name", SIZE, { "capai_capaian(1, 2, repeat('positif', 1000000))" },
    "ERROR:  capai_"),
  calls("notation of a long name", SIZE, { "capai_angka('1', repeat('us', 1000000))" },
    "ERROR:  capai_"),
  calls("numbers of all digits that a server has", NUMBERS, {
    "capai_bulat(repeat('9', 131072)::numeric, 2)", "capai_terbilang(repeat('9', 131072)::numeric)",
    "capai_bulat(('0.' || repeat('9', 16383))::numeric, 2)",
    "capai_capaian(repeat('9', 131072)::numeric, 3, 'positif')",
    "capai_predikat(repeat('9', 131072)::numeric, 'jember-2024')" }, "ERROR:  capai_"),
  calls("digits beyond all", NUMBERS, { "capai_bulat(1.5, 2147483647)",
    "capai_bulat(1.5, -2147483648)", "capai_bulat(1.5, -1)", "capai_bulat(1.5, 101)" },
    "ERROR:  capai_"),
  calls("numbers that are none", NUMBERS, { "capai_capaian('NaN', 1, 'positif')",
    "capai_predikat('Infinity', 'jember-2024')", "capai_terbilang('-Infinity')" },
    "ERROR:  capai_"),
  calls("messages cut in letters of two bytes", BYTES, cut("é", 600), "ERROR:  capai_"),
  calls("messages cut in letters of three bytes", BYTES, cut("‮", 600), "ERROR:  capai_"),
  calls("messages cut in letters of four bytes", BYTES, cut("😀", 600), "ERROR:  capai_"),
  calls("texts that are no UTF-8", BYTES, { [[capai_predikat(1, E'\xff')]],
    [[capai_angka(E'\xc0\x80')]], [[capai_capaian(1, 2, E'\xed\xa0\x80')]] },
    "invalid byte sequence"),
  calls("texts with NUL", BYTES, { [[capai_predikat(1, E'a\x00b')]],
    [[capai_angka(convert_from('\x3100', 'UTF8'))]] }, "invalid byte sequence"),
  calls("bytes of no letters at all", BYTES, { [[capai_predikat(1, E'\xff')]],
    [[capai_angka(E'\xc0\x80')]], [[capai_capaian(1, 2, E'\xed\xa0\x80', E'\xfe')]],
    [[capai_bulat(1, 2, E'\x80')]], [[capai_terbilang(1, E'\xf5')]] }, "ERROR:", "ascii"),
  calls("signs that another encoding lacks", BYTES, {
    [[capai_predikat(1, U&'Caf\00E9')]], [[capai_capaian(1, 2, U&'\00FF')]],
    [[capai_angka(U&'\00A0\00BD')]] }, "ERROR:", "latin1"),
  calls("settings of no language", WORDS, { "capai_bulat(1, 1)",
    "set_config('capai.lang', 'id; DROP TABLE t', false)",
    "set_config('capai.lang', '../id', false)" }),
  pack("installed pack that loops", SIZE, "while true do end"),
  pack("installed pack that loops behind pcall", SIZE,
    "while true do pcall(function() while true do end end) end"),
  pack("installed pack that takes all memory", SIZE,
    "local t = {} for i = 1, 1e9 do t[i] = { i } end"),
  pack("installed pack of one long text", SIZE, "local s = 'x' while true do s = s .. s end"),
  pack("installed pack that recurses", SIZE, "local function f() return 1 + f() end f()"),
  pack("installed pack of a pattern", SIZE, "('a'):rep(100000):find(('a*'):rep(40) .. 'b')"),
  pack("installed pack that reads files", PATHS, "return io.open('/etc/passwd'):read 'a'"),
  pack("installed pack that runs programs", PATHS, "os.execute 'touch /tmp/keluar'"),
  pack("installed pack that loads modules", PATHS, "require 'os'"),
  pack("installed pack that is bytecode", PATHS, "\27Lua\x54\0\x19\x93\r\n\x1A\n"),
  pack("installed pack with an error of two lines", WORDS,
    "error('a\\npalsu: benar\\27[2J', 0)", "ERROR:  capai_"),
  pack("installed pack that is no pack", WORDS, "return 5"),
  pack("installed pack with another for a base", PATHS,
    [[return require "capai".rules { id = "jahat", name = "P", base = "../jahat" }]]),
  pack("installed pack that is its own base", SIZE,
    [[return require "capai".rules { id = "jahat", name = "P", base = "jahat" }]]),
  {
    "installed pack of a function", tries = SIZE,
    must = "functions of packs are not called by a server",
    run = function(server)
      server:pack("jahat", RULES:format("", "function(row) while true do end end"))
      local good <const>, why <const> = pcall(calls("", "",
        { "capai_capaian(80, 90, 'positif', 'jahat')" }, "ERROR:  capai_capaian").run, server)
      server:pack("jahat", nil)
      if not good then error(why, 0) end
    end,
  },
  {
    "pack that is a link out of the folder", tries = PATHS,
    must = "words of a file that is no script do not reach the client",
    run = function(server)
      server:pack("jahat", nil, "/etc/passwd")
      local good <const>, why <const> = pcall(calls("", "",
        { "capai_predikat(80, 'jahat')" }, "ERROR:  capai_predikat").run, server)
      server:pack("jahat", nil)
      if not good then error(why, 0) end
    end,
  },
}
