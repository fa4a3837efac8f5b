-- What data and arguments do to the database that a batch writes: names of OPDs, of columns that
-- the data carry, of headings chosen by --columns, and of the database itself.
local attack <const> = dofile "tests/support/attack.lua"
local check <const>, quote <const> = attack.check, attack.quote

local function sql(scene, file, statement)
  scene:write("in.sql", statement .. "\n")
  return scene:shell("sqlite3 -batch " .. quote(file) .. " <in.sql 2>&1")
end

-- Data with that word as the key and name of an OPD, as a sasaran, and as the heading of a column.
local function data(scene, key, heading)
  local function cell(text) return '"' .. text:gsub('"', '""') .. '"' end
  scene:data "data"
  scene:write("data/opd.csv",
    ("opd,nama,kabupaten,tahun,aturan\n%s,%s,Kab,2024,jember-2024\n"):format(cell(key), cell(key)))
  scene:write("data/indikator.csv",
    ("opd,tahun,sasaran,indikator,arah,target,realisasi,%s\n%s,2024,%s,I,positif,80,75,%s\n")
      :format(cell(heading), cell(key), cell(key), cell(key)))
end

-- The database is whole, has the tables and views of another, and rows of the one OPD.
local function check_whole(scene, file)
  check.eq(sql(scene, file, "PRAGMA integrity_check;"), "ok\n")
  scene:data "polos"
  check.that(scene:run("batch polos -o polos.sqlite").status == 0)
  local LIST <const> = "SELECT type, name FROM sqlite_schema ORDER BY 1, 2;"
  check.eq(sql(scene, file, LIST), sql(scene, "polos.sqlite", LIST), "tables and views")
  for view in sql(scene, file, "SELECT name FROM sqlite_schema WHERE type = 'view';")
      :gmatch "[^\n]+" do
    local out <const> = sql(scene, file, ('SELECT count(*) FROM "%s";'):format(view))
    check.that(out:find "^%d+\n$", view .. ": " .. out)
  end
  check.eq(sql(scene, file, "SELECT count(*) FROM opd; SELECT count(*) FROM indikator;"), "1\n1\n")
end

local function cell(name, text)
  return {
    name, tries = "have the words of data be a statement of SQL",
    must = "they are words: tables and views are those of any batch",
    run = function(scene)
      data(scene, text, "lain")
      local seen <const> = scene:run "batch data -o hasil.sqlite"
      check.that(seen.status <= 1, seen.all)
      attack.check_tame(seen.all)
      check_whole(scene, "hasil.sqlite")
    end,
  }
end

local function column(name, text)
  return {
    name, tries = "have the heading of a column be a statement of SQL, or spoil a table",
    must = "it is a name of a column, or refused; tables and views are those of any batch",
    run = function(scene)
      data(scene, "x", text)
      local seen <const> = scene:run "batch data -o hasil.sqlite"
      attack.check_tame(seen.all)
      if seen.status >= 2 then
        check.eq(scene:shell "ls hasil.sqlite 2>/dev/null", "", "a database behind a refusal")
        return
      end
      check_whole(scene, "hasil.sqlite")
    end,
  }
end

local function many(name, count, ...)
  local words <const>, list = { ... }, {}
  for i = 1, count do list[i] = words[1] and words[(i - 1) % #words + 1] or "k" .. i end
  return {
    name, tries = "make a table that no database can hold",
    must = "the database is whole; it says why the OPD is not in it, where it is not",
    run = function(scene)
      data(scene, "x", "lain")
      scene:write("data/indikator.csv", "opd,tahun,sasaran,indikator,arah,target,realisasi," ..
        table.concat(list, ",") .. "\nx,2024,S,I,positif,80,75" .. (",1"):rep(count) .. "\n")
      local seen <const> = scene:run "batch data -o hasil.sqlite"
      check.that(seen.status <= 2, seen.all)
      if seen.status < 2 then return check_whole(scene, "hasil.sqlite") end
      local failed <const> = sql(scene, "hasil.sqlite",
        "PRAGMA integrity_check; SELECT pesan FROM gagal;")
      check.eq(failed, "ok\nCOLUMNS_MANY\n", seen.all)
    end,
  }
end

local function chosen(name, text)
  return {
    name, tries = "have the heading that --columns gives be a statement of SQL",
    must = "it is a name of a column, or refused",
    run = function(scene)
      scene:data "data"
      local seen <const> = scene:run("batch data -o hasil.sqlite --columns " ..
        quote("opd.opd,indikator.capaian=" .. text))
      attack.check_tame(seen.all)
      if seen.status < 2 then
        check.eq(sql(scene, "hasil.sqlite", "PRAGMA integrity_check;"), "ok\n")
      end
      local tables <const> = scene:shell(
        "sqlite3 -batch hasil.sqlite 'SELECT name FROM sqlite_schema' 2>&1")
      check.that(not tables:find "jahat", tables)
    end,
  }
end

local function database(name, file)
  return {
    name, tries = "have the name of a database be more than a name, or lead elsewhere",
    must = "a database of that name in this folder, or a refusal",
    run = function(scene)
      scene:data "data"
      scene:write("milik/surat.sqlite", "RAHASIA")
      local seen <const> = scene:run("batch data -o " .. quote(file))
      attack.check_tame(seen.all)
      check.eq(scene:read "milik/surat.sqlite", "RAHASIA", "a file of others")
      local left <const> = scene:shell
        "find . -maxdepth 1 -type f ! -name .out ! -name .err -printf x"
      check.eq(left, seen.status < 2 and "x" or "", "files: " .. seen.all)
    end,
  }
end

local DROP <const> = "x\"); DROP TABLE opd; CREATE TABLE jahat (a); --"

return {
  title = "names and words that would be statements of SQL",
  cell("OPD of two quotation marks", "x'; DROP TABLE opd; --"), cell("OPD of a statement", DROP),
  cell("OPD of brackets", "x] (a); DROP TABLE opd; --"),
  cell("OPD of a parameter", "?1 :a @b $c"), cell("OPD that is a number", "1e400"),
  cell("OPD of a blob", "x'00FF'"), cell("OPD that is nothing", "NULL"),
  cell("OPD of a dot command", ".shell touch jahat"), cell("OPD of a pattern", "%_*?"),
  cell("OPD with a line end and a dot command", "x\n.shell touch jahat"),
  column("column of a statement", DROP), column("column of a quotation mark", '"'),
  column("column of two quotation marks", "a''b"), column("column of brackets", "a] b"),
  column("column of a backtick", "a`b"), column("column of the row number", "rowid"),
  column("column of a key word", "SELECT"), column("column that is there in capitals", "CAPAIAN"),
  column("column of a computed one", "capaian"), column("column of a status", "Status"),
  column("column of blanks", "   "), column("column of no name", ""),
  column("column of a line end", "a\nb"), column("column of a dot", "opd.opd"),
  column("column of a long name", ("panjang"):rep(3000)),
  column("column of other direction", "\u{202E}rid"), column("column of an escape", "\27[2J"),
  column("column of another case beyond ASCII", "\u{130}ndikator"),
  many("columns beyond those that a table may have", 2100),
  many("columns as many as there may be", 990), many("columns of one name", 3, "k"),
  many("columns that differ in case", 3, "k", "K"),
  chosen("heading of a statement", DROP), chosen("heading of a quotation mark", '"'),
  chosen("heading that is there twice", "opd"), chosen("heading of nothing", ""),
  chosen("heading of an equals sign", "=a=b"),
  database("database of an address", "file:milik/surat.sqlite?mode=rw&x=.sqlite"),
  database("database in memory", ":memory:.sqlite"), database("database of an option", "-x.sqlite"),
  database("database of a line end", "a\nb.sqlite"), database("database of quotation marks",
    "a'b\"c.sqlite"), database("database of a pattern", "*?[a].sqlite"),
  database("database of an escape", "\27[2J.sqlite"),
}
