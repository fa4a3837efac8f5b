-- The SQLite extension in the program sqlite3: every answer and error, what SQLite passes besides
-- texts, and the three reports, whose figures must be those of the program.
local check <const> = dofile "tests/support/check.lua"
local cases <const> = dofile "tests/support/sql_cases.lua"

local program <const> = os.getenv "CAPAI" or "build/capai"
local out <const> = (os.getenv "LUA_CPATH" or "build/?.so"):match "^(.-)/%?"
if out:find "asan" or out:find "tsan" or out:find "coverage" then
  -- an instrumented extension cannot be loaded into the stock program; tests/lua/test_sql.c runs
  print "0 passed"
  os.exit(true)
end

local work <const> = os.tmpname()
os.remove(work)
check.shell("mkdir -p '" .. work .. "/rules'")

-- Runs statements after the extension is loaded; returns what is printed, errors too, and the
-- status.
local function sql(text, lang, scripts)
  check.write(work .. "/in.sql",
    (".bail on\n.load %s/capai_sqlite\n.nullvalue NULL\n%s\n"):format(out, text))
  return check.shell(("LC_ALL=%s CAPAI_PATH='%s' sqlite3 -batch :memory: <'%s/in.sql' 2>&1")
    :format(lang or "C", scripts or "scripts", work))
end

local function answers(list)
  local calls = {}
  for i, case in ipairs(list) do calls[i] = "SELECT " .. case[1] .. ";" end
  local text, status <const> = sql(table.concat(calls, "\n"))
  check.eq(status, 0, text)
  local at = 0
  for line in text:gmatch "[^\n]*\n" do
    at = at + 1
    check.eq(line:sub(1, -2), list[at][2], list[at][1])
  end
  check.eq(at, #list, "number of answers")
end

local function fails(call, expected, lang, scripts)
  local text, status <const> = sql("SELECT " .. call .. ";", lang, scripts)
  check.that(status ~= 0, call .. " succeeds: " .. text)
  check.that(text:find(expected, 1, true), call .. ": " .. text)
  check.that(text:find("near line 4: " .. call:match "^[%w_]+" .. ": ", 1, true), text)
end

answers(cases.answers)
for _, case in ipairs(cases.errors) do
  fails(case[1], case[2])
  fails(case[1], case[3], "id_ID.UTF-8")
end

-- names of packs from hostile hands: no file is read, and what is said stays in its line
for name, said in pairs {
  ["'/etc/passwd'"] = "/etc/passwd", ["'./jember-2024'"] = "./jember-2024",
  ["'a' || char(10) || 'palsu: benar'"] = "a palsu: benar",
  ["'a' || char(27) || '[2J' || char(8238)"] = "a\u{FFFD}[2J\u{FFFD}",
  ["'x''; DROP TABLE y; --'"] = "x'; DROP TABLE y; --",
} do
  fails("capai_predikat('1', " .. name .. ")", "there is no rule pack " .. said)
end

-- ---- what is particular to SQLite ----

answers {
  { "capai_capaian(83.57, 90, 'positif', 'jember-2024')", "92.86" }, -- REAL and INTEGER
  { "capai_bulat(2.675, 2)", "2.68" }, -- which as binary lies below the tie
  { "capai_bulat(100.0, 0)", "100" },
  { "capai_bulat(-0.5, 0)", "-1" },
  { "capai_terbilang(9223372036854775807)", "sembilan kuintiliun dua ratus dua puluh tiga "
    .. "kuadriliun tiga ratus tujuh puluh dua triliun tiga puluh enam miliar delapan ratus lima "
    .. "puluh empat juta tujuh ratus tujuh puluh lima ribu delapan ratus tujuh" },
  { "typeof(capai_bulat('1', 2))", "text" },
  { "typeof(capai_angka('NA'))", "null" },
  { "capai_capaian(x, x, 'positif') FROM (SELECT 2.5 AS x)", "100" },
}
fails("capai_bulat(1.0/3, 2)", "the binary number 0.333333333333333 is no exact decimal")
fails("capai_bulat(1.0/3, 2)", "bilangan biner 0.333333333333333 bukan angka desimal", "id")
fails("capai_bulat(0.1 + 0.2, 2)", "is no exact decimal")
fails("capai_bulat(1e300, 2)", "is no exact decimal")
fails("capai_bulat(9e999, 2)", "is no exact decimal")
fails("capai_bulat(x'31', 2)", "this argument is a BLOB")
fails("capai_bulat('', 2)", '"" is not a complete number')
fails("capai_bulat('1,5', 2)", '"1,5" is not a complete number')
fails("capai_bulat('1' || char(0) || '2', 2)", "is not a complete number")
fails("capai_bulat('" .. ("9"):rep(100000) .. "', 2)", "too many digits")
check.that(sql "SELECT capai_capaian(1, 2);":find("wrong number of arguments", 1, true),
  "two arguments")

-- what the guide says in both languages (README.md has its first lines)
for _, path in ipairs { "docs/sql.md", "docs/id/sql.md" } do
  local list <const> = {}
  for call, answer in check.read(path):gmatch "\nSELECT ([^\n]-); +%-%- ([^\n]+)" do
    list[#list + 1] = { call, answer }
  end
  check.that(#list >= 12, "examples of " .. path)
  answers(list)
end

-- generated columns and indexes take the functions, views of a foreign schema as well
local plan <const> = sql [[
  PRAGMA trusted_schema = OFF;
  CREATE TABLE i (r TEXT, t TEXT, c TEXT AS (capai_capaian(r, t, 'positif', 'jember-2024')) STORED);
  CREATE INDEX p ON i (capai_predikat(c, 'jember-2024'));
  INSERT INTO i VALUES ('83.57', '90'), ('1', '2'), (NULL, '1');
  SELECT c FROM i WHERE capai_predikat(c, 'jember-2024') = 'Sangat Tinggi';
  EXPLAIN QUERY PLAN SELECT c FROM i WHERE capai_predikat(c, 'jember-2024') = 'Sangat Tinggi';]]
check.that(plan:find("92.86", 1, true) and plan:find("USING INDEX p", 1, true), plan)

-- ---- packs of one's own: formulas that need the row, zeros, scripts that fail ----

check.write(work .. "/rules/milik.lua", [[
local capai = require "capai"
return capai.rules {
  id = "milik", name = "Milik", valid = { from = 2024, to = 2024 }, basis = { "SK 1/2024" },
  progress = {
    positif = capai.progress.positive,
    fungsi = function(i) return i.realisasi end,
    baris = capai.formula "realisasi * bobot",
    rumus = capai.formula "realisasi / target * 50",
    toleransi = capai.progress.tolerance,
    ordinal = capai.progress.ordinal { WTP = 4, WDP = 3 },
  },
  zero = { both = 100, target = "error" },
  round = { digits = 1, mode = "down" },
  classify = "exact",
  scale = capai.scale { basis = "SK", { "Lebih", gt = 99.96 }, { "Kurang", le = 99.96 } },
}
]])
check.write(work .. "/rules/salah.lua", "local capai = require 'capai'\nreturn capai.aturan {}\n")
local function own(call)
  local got <const> = sql("SELECT " .. call .. ";", "C", work)
  return (got:gsub("\n$", ""))
end
check.eq(own "capai_capaian('0', '0', 'positif', 'milik')", "100.0", "both zero")
check.eq(own "capai_capaian('199.99', '100', 'rumus', 'milik')", "99.9", "rounded down")
check.eq(own "capai_predikat('99.97', 'milik')", "Lebih", "the exact value is classified")
fails("capai_capaian('5', '0', 'positif', 'milik')", "target 0: there is no capaian", "C", work)
fails("capai_capaian('5', '1', 'fungsi', 'milik')", "needs more than realisasi and target", "C",
  work)
fails("capai_capaian('5', '1', 'baris', 'milik')", '"realisasi * bobot" needs more', "C", work)
fails("capai_capaian('5', '1', 'ordinal', 'milik')", "needs more than realisasi and target", "C",
  work)
fails("capai_capaian('5', '1', 'positif', 'salah')", "salah.lua:2", "C", work)

-- ---- a quotient that is rounded again ----

do
  local calls, expected, seed = {}, {}, os.time()
  math.randomseed(seed)
  for i = 1, 3000 do
    local r, t, digits = math.random(0, 99999), math.random(1, 9999), math.random(0, 4)
    local n, d = r * 100 * 10 ^ digits // 1 | 0, t
    local down, half = n // d, (2 * n + d) // (2 * d)
    local mode = i % 2 == 0 and "half_up" or "down"
    local whole = tostring(mode == "down" and down or half)
    if digits > 0 then
      whole = ("0"):rep(digits + 1 - #whole) .. whole
      whole = whole:sub(1, -digits - 1) .. "." .. whole:sub(-digits)
    end
    calls[i] = ("SELECT capai_bulat(capai_capaian(%d, %d, 'positif'), %d, '%s');")
      :format(r, t, digits, mode)
    expected[i] = whole
  end
  local at = 0
  for line in sql(table.concat(calls, "\n")):gmatch "[^\n]+" do
    at = at + 1
    if line ~= expected[at] then error(("seed %d: %s %s"):format(seed, calls[at], line)) end
  end
  check.eq(at, #calls, "rounded quotients")
end

answers(cases.reports(program))

check.shell("rm -r '" .. work .. "'")
check.done()
