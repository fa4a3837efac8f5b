-- The PostgreSQL extension in a running server: every answer and error, values that only a server
-- has, thousands of rows against the program, and what is left behind. PSQL is the client, WORK a
-- folder, CAPAI the program; tests/support/postgres starts the server.
local check <const> = dofile "tests/support/check.lua"
local csv <const> = dofile "tests/support/csv.lua"
local cases <const> = dofile "tests/support/sql_cases.lua"
local psql <const>, work <const> = os.getenv "PSQL", os.getenv "WORK"
local program <const> = os.getenv "CAPAI"

-- Runs statements; returns what is printed, errors too, and whether all went well.
local function sql(text)
  check.write(work .. "/in.sql", text .. "\n")
  local out <const>, status <const> = check.shell(
    ("%s -v ON_ERROR_STOP=1 -P null=NULL -f '%s/in.sql' 2>&1"):format(psql, work))
  return out, status == 0
end

local function answers(list)
  local calls <const> = {}
  for i, case in ipairs(list) do calls[i] = "SELECT " .. case[1] .. ";" end
  local text <const>, good <const> = sql(table.concat(calls, "\n"))
  check.that(good, text)
  local at = 0
  for line in text:gmatch "([^\n]*)\n" do
    at = at + 1
    check.eq(line, list[at][2], list[at][1])
  end
  check.eq(at, #list, "number of answers")
end

local function fails(call, expected, lang)
  local text <const>, good <const> = sql(
    ("SET capai.lang = %s; SELECT %s;"):format(lang or "en", call))
  check.that(not good, call .. " succeeds: " .. text)
  check.that(text:find(expected, 1, true), call .. ": " .. text)
  check.that(text:find("ERROR:  " .. call:match "^[%w_]+" .. ": ", 1, true), text)
end

local text, good = sql "CREATE EXTENSION capai;"
check.that(good, text)
answers(cases.answers)
for _, case in ipairs(cases.errors) do
  fails(case[1], case[2])
  fails(case[1], case[3], "id")
end

answers(cases.reports(program))

-- ---- what is particular to a server ----

answers {
  { "capai_capaian(83.57, 90, 'positif', 'jember-2024')", "92.86" },
  { "capai_bulat(2.675, 2)", "2.68" },
  { "pg_typeof(capai_bulat(1, 2))", "numeric" },
  { "pg_typeof(capai_terbilang(1))", "text" },
  { "sum(capai_bulat(x, 2)) FROM (VALUES (0.105), (0.105)) v (x)", "0.22" },
  { "capai_predikat(avg(x), 'jember-2024') FROM (VALUES (90), (95), (90)) v (x)",
    "Sangat Tinggi" },
  { "string_agg(provolatile::text || proparallel::text || proisstrict::text, ' ' ORDER BY "
    .. "proname, pronargs) FROM pg_proc WHERE proname LIKE 'capai%'",
    "istrue istrue istrue istrue istrue sstrue sstrue istrue istrue" },
}
fails("capai_bulat('NaN', 2)", '"NaN" is not a complete number')
fails("capai_bulat('Infinity', 2)", '"Infinity" is not a complete number')
fails("capai_bulat('1e-101', 2)", "too many digits")
fails("capai_terbilang(1e40)", "too many digits")
text, good = sql "SELECT capai_predikat(1, 'jember-2042');"
check.that(not good and text:find("HINT:  perhaps meant: jember-2024", 1, true), text)
text, good = sql "SELECT capai_bulat(1, 1); SET capai.lang = jawa;"
check.that(not good and text:find("Available values: auto, id, en", 1, true), text)
text, good = sql [[
  CREATE TEMP TABLE t (c numeric, p text GENERATED ALWAYS AS (capai_terbilang(c)) STORED);
  INSERT INTO t VALUES (21);
  SELECT p FROM t;]]
check.that(good and text:find("dua puluh satu", 1, true), text)

-- a database whose letters are not UTF-8
text, good = sql [[
  CREATE DATABASE latin ENCODING LATIN1 TEMPLATE template0;
  \c latin
  CREATE EXTENSION capai;
  SELECT length(capai_predikat(1, U&'Caf\00E9 > 0'));
  SELECT capai_predikat(1, U&'Caf\00E9');]]
check.that(text:find("^4\n"), text)
check.that(not good and text:find("there is no rule pack Caf\xE9", 1, true), text)

-- ---- thousands of rows, in parallel, against the program ----

do
  local rows <const>, seed <const> = 20000, os.time()
  math.randomseed(seed)
  local function number(most, decimals)
    local digits <const> = decimals and math.random(0, decimals) or 0
    local whole <const> = tostring(math.random(0, most))
    return digits == 0 and whole
      or whole .. "," .. ("%0" .. digits .. "d"):format(math.random(0, 10 ^ digits // 1 - 1 | 0))
  end
  check.shell("mkdir -p '" .. work .. "/data'")
  local lines <const>, input <const> = { "opd;tahun;sasaran;indikator;arah;target;realisasi" }, {}
  for i = 1, rows do
    local arah <const> = math.random(3) == 1 and "negatif" or "positif"
    local target <const> = math.random(50) == 1 and "NA" or number(120, 2)
    local realisasi <const> = math.random(50) == 1 and "" or number(150, 3)
    lines[#lines + 1] = ("x;2024;s;i%d;%s;%s;%s"):format(i, arah, target, realisasi)
    input[i] = ("%d\t%s\t%s\t%s"):format(i, arah, target, realisasi)
  end
  check.write(work .. "/data/indikator.csv", table.concat(lines, "\n") .. "\n")
  check.write(work .. "/rows", table.concat(input, "\n") .. "\n")
  local expected <const> = csv((check.shell(("%s eval '%s/data' --rules jember-2024 "
    .. "--table indikator --format csv 2>/dev/null"):format(program, work))))
  local capaian, predikat
  for i, name in ipairs(expected[1]) do
    if name == "capaian" then capaian = i elseif name == "predikat" then predikat = i end
  end
  check.eq(#expected, rows + 1, "rows of the program")
  text, good = sql(([[
    CREATE TABLE i (n int, arah text, target text, realisasi text);
    \copy i FROM '%s/rows'
    ALTER TABLE i SET (parallel_workers = 2);
    ANALYZE i;
    SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
    CREATE VIEW v AS SELECT n, capai_capaian(capai_angka(realisasi), capai_angka(target), arah,
      'jember-2024') AS c FROM i;
    EXPLAIN SELECT n, c, capai_predikat(c, 'jember-2024') FROM v ORDER BY n;
    \echo ----
    SELECT n, coalesce(c::text, ''), coalesce(capai_predikat(c, 'jember-2024'), '')
      FROM v ORDER BY n;]]):format(work))
  check.that(good, text:sub(1, 1000))
  local plan <const>, result <const> = text:match "^(.-)%-%-%-%-\n(.*)$"
  check.that(plan:find("Workers Planned: 2", 1, true), plan)
  local at = 0
  for line in result:gmatch "[^\n]+" do
    at = at + 1
    local row <const> = expected[at + 1]
    local want <const> = ("%d|%s|%s"):format(at, row[capaian], row[predikat])
    if line ~= want then error(("seed %d: %s, expected %s"):format(seed, line, want)) end
  end
  check.eq(at, rows, "rows of the server")
end

-- ---- errors leave nothing behind ----

text, good = sql [[
  CREATE FUNCTION err(calls int) RETURNS int LANGUAGE plpgsql AS $$
    DECLARE caught int := 0;
    BEGIN
      FOR i IN 1 .. calls LOOP
        BEGIN PERFORM capai_predikat(1, 'tidak-ada-' || i);
        EXCEPTION WHEN OTHERS THEN caught := caught + 1; END;
        BEGIN PERFORM capai_capaian(i, 2, 'x', 'realisasi + (target');
        EXCEPTION WHEN OTHERS THEN caught := caught + 1; END;
        BEGIN PERFORM capai_predikat(i, 'Baik >= 3; Kurang > x');
        EXCEPTION WHEN OTHERS THEN caught := caught + 1; END;
      END LOOP;
      RETURN caught;
    END $$;
  CREATE FUNCTION pages() RETURNS int LANGUAGE sql AS $$
    SELECT split_part(pg_read_file('/proc/self/statm', 0, 99), ' ', 2)::int $$;
  SELECT err(2000);
  CREATE TEMP TABLE before AS SELECT pages() AS n;
  SELECT err(10000);
  SELECT pages() - n < 256 FROM before;]]
check.that(good, text)
check.eq(text, "6000\n30000\nt\n", "errors that were caught, memory that grew by less than 1 MB")

-- ---- attacks: tests/attacks/postgres.lua ----

local rules <const>, server <const> = os.getenv "RULES", {}

function server.session(_, statements, database)
  check.write(work .. "/in.sql", (database and "\\c " .. database .. "\n" or "") .. statements)
  local out <const> = check.shell(
    ("PGCLIENTENCODING=UTF8 timeout 300 %s -P null=NULL -f '%s/in.sql' 2>&1"):format(psql, work))
  return ("\n" .. out):gsub("\npsql:[^:\n]*:%d+: ", "\n"):sub(2)
end

-- A pack of the server, a link to a file, or neither.
function server.pack(_, id, script, link)
  local path <const> = ("%s/%s.lua"):format(rules, id)
  os.remove(path)
  if script then check.write(path, script) end
  if link then check.shell(("ln -s %s '%s'"):format(link, path)) end
end

text, good = sql [[
  CREATE DATABASE ascii ENCODING SQL_ASCII TEMPLATE template0;
  CREATE DATABASE latin1 ENCODING LATIN1 TEMPLATE template0;
  \c ascii
  CREATE EXTENSION capai;
  \c latin1
  CREATE EXTENSION capai;]]
check.that(good, text)
local attacks <const>, wanted <const> = dofile "tests/attacks/postgres.lua", os.getenv "ATTACKS"
local open <const>, tried = {}, 0
for _, one in ipairs(attacks) do
  if not wanted or ("postgres: " .. one[1]):find(wanted) then
    local contained <const>, why <const> = xpcall(one.run, debug.traceback, server)
    if not contained then open[#open + 1] = ("%s: %s"):format(one[1], why) end
    tried = tried + 1
  end
end
print(("%d attacks, %d of them not contained"):format(tried, #open))
check.that(#open == 0, table.concat(open, "\n"))
check.that(not check.read(work .. "/log"):find "terminated by signal", "a connection crashed")

text, good = sql "DROP EXTENSION capai CASCADE;"
check.that(good, text)
check.done()
