-- capai batch -o x.sqlite: every figure of the tables in the database, its digits and its number,
-- against the CSV of the same run; keys, views, manifest; the same bytes however it was made.
-- CAPAI is the program, `sqlite3` the shell; the folder of the checkout is the working directory.

local check <const> = dofile "tests/support/check.lua"
local parse <const> = dofile "tests/support/csv.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local eq <const>, that <const> = check.eq, check.that
local read <const>, write <const>, shell <const> = check.read, check.write, check.shell
local folder <const> = shell("mktemp -d"):gsub("\n", "")

local tables <const> = {
  "indikator", "sasaran", "tujuan", "anggaran", "opd", "rekap", "output", "skm", "lke", "triwulan",
  "renstra", "kabupaten", "gagal",
}

local function run(arguments, before)
  return shell(("%s %s --lang en %s 2>&1"):format(before or "", program, arguments))
end

local function exists(path) return os.rename(path, path) ~= nil end

-- The rows that a query gives, as lists of texts; NULL as "-null-".
local function ask(file, query)
  local handle <close> = assert(io.open(folder .. "/query.sql", "w"))
  handle:write(query, ";\n")
  handle:close()
  local out, status = shell(("sqlite3 -batch -csv -nullvalue -null- '%s' < %s/query.sql 2>&1")
    :format(file, folder))
  eq(status, 0, query .. ": " .. out)
  return parse(out)
end

-- One value.
local function value(file, query)
  local rows <const> = ask(file, query)
  return rows[1] and rows[1][1]
end

local function quoted(name) return '"' .. name:gsub('"', '""') .. '"' end

-- The columns of a table: what they are called, and which of them keep digits.
local function columns_of(file, name)
  local list, digits = {}, {}
  for i, row in ipairs(ask(file, ("SELECT name FROM pragma_table_xinfo('%s')"):format(name))) do
    list[i] = row[1]
    local stem = row[1]:match "^(.*)_teks$"
    if stem then digits[stem] = row[1] end
  end
  return list, digits
end

-- ---- every figure ----

local figures = 0

-- The number in the database is the one that the digits say, as far as it has room for them.
local function same_number(number, digits, what)
  if digits == "" or not digits:find "^%-?%d*%.?%d*$" then
    eq(number, "-null-", what .. ": a word has no number")
  elseif #digits:gsub("%D", "") <= 15 then
    eq(tonumber(number), tonumber(digits), what)
  end
  figures = figures + 1
end

local function same_table(file, results, name)
  local expected <const> = parse(read(("%s/%s.csv"):format(results, name)))
  local _, digits <const> = columns_of(file, name)
  local titles, list = expected[1], {}
  for i, title in ipairs(titles) do list[i] = quoted(digits[title] or title) end
  for _, title in ipairs(titles) do
    list[#list + 1] = digits[title] and quoted(title) or "NULL"
  end
  local got <const> = ask(file, ("SELECT %s FROM %s ORDER BY rowid"):format(
    table.concat(list, ", "), quoted(name)))
  eq(#got, #expected - 1, name .. ": rows")
  for r, row in ipairs(got) do
    for c, title in ipairs(titles) do
      local wanted <const> = expected[r + 1][c]
      local what <const> = ("%s, row %d, %s"):format(name, r, title)
      if row[c] ~= (wanted == "" and "-null-" or wanted) then eq(row[c], wanted, what) end
      if digits[title] then same_number(row[#titles + c], wanted, what) end
    end
  end
end

local base <const> = folder .. "/hasil.sqlite"
local said, status = run(("batch examples -o %s/csv -o %s"):format(folder, base))
eq(status, 0, said)
that(said:find("written: " .. base, 1, true), "says what it wrote")
for _, name in ipairs(tables) do same_table(base, folder .. "/csv", name) end
that(figures > 3000, "figures that were compared: " .. figures)
eq(value(base, "PRAGMA integrity_check"), "ok", "the file is sound")
eq(#ask(base, "PRAGMA foreign_key_check"), 0, "every row belongs to a row of opd")
that(#ask(base, "SELECT * FROM pragma_foreign_key_list('anggaran')") == 2, "and says so")
eq(value(base, "SELECT \"unique\" FROM pragma_index_list('opd') WHERE name = 'opd_kunci'"), "1",
  "opd and tahun are its key")

-- in an order of its own: that of the library is another one where memory is short (tests/fault)
local analyzed, filled = {}, {}
for _, row in ipairs(ask(base, "SELECT tbl FROM sqlite_stat1 ORDER BY rowid")) do
  if row[1] ~= analyzed[#analyzed] then analyzed[#analyzed + 1] = row[1] end
end
for _, name in ipairs(tables) do
  if value(base, "SELECT count(*) FROM " .. quoted(name)) ~= "0" then filled[#filled + 1] = name end
end
eq(table.concat(analyzed, " "), table.concat(filled, " ") .. " manifest", "statistics")

-- numbers are numbers: they sort, compare and sum, and words stand in no one's way
eq(value(base, "SELECT group_concat(DISTINCT typeof(capaian)) FROM opd WHERE capaian IS NOT NULL"),
  "real,integer", "numbers")
eq(value(base, "SELECT count(*) FROM opd WHERE capaian < 99"), "3", "compared as numbers")
eq(value(base, "SELECT capaian_teks FROM opd ORDER BY capaian DESC LIMIT 1"), "114.42", "sorted")
eq(value(base, "SELECT sum(pagu) FROM opd"), value(base,
  "SELECT sum(CAST(pagu_teks AS INTEGER)) FROM opd"), "rupiah are whole numbers")
eq(value(base, "SELECT target_teks || '|' || coalesce(target, 'kosong') FROM indikator "
  .. "WHERE target_teks LIKE 'BB%'"), "BB (74)|kosong", "a grade is a word")
eq(value(base, "SELECT type FROM pragma_table_xinfo('sasaran') WHERE name = 'predikat_lapor'"),
  "TEXT", "what is reported of words")

-- ---- views and manifest ----

local views <const> = { "banding_tahun", "belum_diisi", "belum_tercapai", "peringkat_opd",
  "rincian_anggaran", "rincian_indikator", "sebaran_indikator", "sebaran_opd" }
local names = {}
for i, row in ipairs(ask(base, "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY 1")) do
  names[i] = row[1]
end
eq(table.concat(names, " "), table.concat(views, " "), "views")
eq(value(base, "SELECT count(*) FROM rincian_anggaran WHERE nama_opd IS NOT NULL"),
  value(base, "SELECT count(*) FROM anggaran"), "every line once, with the name of its OPD")
eq(value(base, "SELECT opd FROM peringkat_opd WHERE tahun = 2023 AND kabupaten = 'Jember' "
  .. "AND peringkat = 2"), "ledokombo", "ranking")
eq(value(base, "SELECT capaian_lalu || ' ' || selisih FROM banding_tahun WHERE opd = 'semboro' "
  .. "AND tahun = 2024"), "99.63 -0.82", "two years")
eq(value(base, "SELECT sum(jumlah_indikator) FROM sebaran_indikator"),
  value(base, "SELECT sum(jumlah) FROM rekap"), "distribution of indicators")
eq(value(base, "SELECT sum(jumlah_opd) FROM sebaran_opd"),
  value(base, "SELECT count(*) FROM opd WHERE predikat IS NOT NULL"), "distribution of OPDs")
eq(value(base, "SELECT count(*) FROM belum_tercapai WHERE capaian >= 100"), "0", "below the target")
eq(value(base, "SELECT count(*) FROM belum_diisi"),
  value(base, "SELECT count(*) FROM indikator WHERE capaian IS NULL"), "what lacks")

local manifest <const> = read(folder .. "/csv/manifest.json")
for name, size, digest in manifest:gmatch '"name": "([^"]*)", "size": (%d+), "xxh3": "(%x+)"' do
  eq(value(base, ("SELECT nilai || ' ' || ukuran FROM manifest WHERE bagian = 'masukan' "
    .. "AND nama = '%s'"):format(name)), digest .. " " .. size, name)
end
for name, digest in manifest:gmatch '"name": "([^"]*)", "sha256": "(%x+)"' do
  eq(value(base, ("SELECT nilai FROM manifest WHERE bagian = 'skrip' AND nama = '%s'")
    :format(name)), digest, name)
end
eq(value(base, "SELECT group_concat(nama, ' ') FROM manifest WHERE bagian = 'aturan'"),
  "jember-2023 jember-2024 karanganyar-2023", "rules")

-- ---- the same bytes ----

local bytes <const> = read(base)
for _, jobs in ipairs { 1, 4 } do
  local file <const> = ("%s/jobs-%d.sqlite"):format(folder, jobs)
  run(("batch examples --quiet --jobs %d -o %s"):format(jobs, file))
  that(read(file) == bytes, jobs .. " threads")
end
eq(shell("ls -A " .. folder .. " | tr '\\n' ' '"),
  "csv hasil.sqlite jobs-1.sqlite jobs-4.sqlite query.sql ", "nothing else is left")

run(("batch examples --quiet --shard 1/2 -o %s/a"):format(folder))
run(("batch examples --quiet --shard 2/2 -o %s/b"):format(folder))
said, status = run(("merge %s/b %s/a -o %s/merged.sqlite"):format(folder, folder, folder))
eq(status, 0, said)
that(read(folder .. "/merged.sqlite") == bytes, "of shards")
said, status = run(("batch examples --shard 1/2 -o %s/a.sqlite"):format(folder))
eq(status, 2, "a shard is no file")
that(said:find("a shard can only be written into a folder", 1, true), said)

-- what was computed waits for a place where it can be written
shell(("touch %s/closed"):format(folder))
status = select(2, run(("batch examples --quiet -o %s/later -o %s/closed/x.sqlite"):format(folder,
  folder)))
eq(status, 3, "no such folder")
that(exists(folder .. "/later/.capai-batch/complete") and not exists(folder .. "/later/opd.csv"),
  "all is computed, and nothing written")
shell(("rm %s/closed && mkdir %s/closed"):format(folder, folder))
said, status = run(("batch examples --quiet --resume -o %s/later -o %s/closed/x.sqlite")
  :format(folder, folder))
eq(status, 0, said)
that(read(folder .. "/closed/x.sqlite") == bytes, "gone on with")
eq(read(folder .. "/later/opd.csv"), read(folder .. "/csv/opd.csv"), "the folder, too")

-- one that was ended while the files of the folder took their names: some stand here, some there
run(("batch examples --quiet -o %s/half -o %s/none/x.sqlite"):format(folder, folder))
shell(("cd %s/half && mv .capai-batch/opd.csv .capai-batch/indikator.csv ."):format(folder))
run(("batch examples --quiet --resume -o %s/half -o %s/half.sqlite"):format(folder, folder))
that(read(folder .. "/half.sqlite") == bytes, "half of the files have their names")

-- the work for a file alone waits beside it, and goes when it is done
local room <const> = folder .. "/room"
shell("mkdir " .. room)
said, status = run(("batch examples --quiet -o %s/x.sqlite"):format(room), "ulimit -f 100;")
eq(status, 3, "a disk that is full")
that(said:find("cannot be written: the disk is full", 1, true), said)
eq(shell("ls -A " .. room), ".capai-x.sqlite\n", "the work")
run(("batch examples --quiet --resume -o %s/x.sqlite"):format(room))
eq(shell("ls -A " .. room), "x.sqlite\n", "the file")
that(read(room .. "/x.sqlite") == bytes, "gone on with when there is room")
run(("batch examples --columns opd.capaia --quiet -o %s/y.sqlite"):format(room))
eq(shell("ls -A " .. room), "x.sqlite\n", "nothing of what never began")

-- ---- columns that were chosen ----

local chosen <const> = folder .. "/chosen.sqlite"
said, status = run(("batch examples --quiet -o %s --columns opd.opd=Dinas,opd.tahun,opd.capaian,"
  .. "opd.capaian=CAPAIAN,opd.kabupaten=capaian_teks,indikator.opd,indikator.tahun,"
  .. "indikator.target:asli"):format(chosen))
eq(status, 0, said)
eq(table.concat(columns_of(chosen, "opd"), " "),
  "Dinas tahun capaian CAPAIAN_2 capaian_teks capaian_teks_2 CAPAIAN_teks_3", "no name twice")
eq(value(chosen, "SELECT group_concat(name, ' ') FROM sqlite_schema WHERE type <> 'index' "
  .. "AND name NOT LIKE 'sqlite%'"), "opd indikator gagal manifest", "tables without columns, and "
  .. "views that need them, are not there")
eq(value(chosen, "SELECT target FROM indikator WHERE target LIKE 'BB%'"), "BB (74)",
  "the text of the source")
eq(table.concat(ask(chosen, "SELECT \"from\", \"to\" FROM pragma_foreign_key_list('indikator') "
  .. "ORDER BY seq")[1], " "), "opd Dinas", "which column an OPD is known by")

-- an OPD of two data sets is no key
shell(("mkdir -p %s/twice/one %s/twice/two"):format(folder, folder))
for _, name in ipairs { "one", "two" } do
  write(("%s/twice/%s/indikator.csv"):format(folder, name),
    "opd,tahun,indikator,arah,target,realisasi\na,2024,x,positif,10,12345678901234567.89\n")
end
local twice <const> = folder .. "/twice.sqlite"
run(("batch %s/twice --rules jember-2024 --quiet -o %s"):format(folder, twice))
eq(value(twice, "SELECT count(*) FROM rincian_indikator"), "2", "rows are not doubled")
eq(value(twice, "SELECT \"unique\" FROM pragma_index_list('opd') WHERE name = 'opd_kunci'"), "0",
  "found by, but not a key")
eq(#ask(twice, "SELECT * FROM pragma_foreign_key_list('indikator')"), 0, "nobody refers to it")
eq(value(twice, "SELECT DISTINCT realisasi_teks FROM indikator"), "12345678901234567.89",
  "all digits")

-- ---- refusals ----

for arguments, text in pairs {
  ["-o %s/a -o %s/b"] = "only one folder of results can be written",
  ["-o %s/x.sqlit"] = "did you mean",
  ["-o %s/x.sqlite -o %s/./x.sqlite"] = "this file would be written twice",
} do
  said, status = run("batch examples --quiet " .. arguments:gsub("%%s", folder))
  eq(status, 2, arguments)
  if text ~= "did you mean" then that(said:find(text, 1, true), said) end
end
that(not exists(folder .. "/x.sqlite"), "nothing is written twice")
shell(("ln -s /dev/full %s/full.sqlite"):format(folder))
said, status = run(("batch examples --quiet -o %s/full.sqlite"):format(folder))
eq(status, 3, "a device is no database")
that(said:find("full.sqlite: error: cannot be written: the disk is full", 1, true), said)
shell(("cp %s %s/input.sqlite"):format(base, folder))
said, status = run(("batch examples %s/input.sqlite --quiet -o %s/input.sqlite"):format(folder,
  folder))
eq(status, 2, "an input")
that(said:find("results must not replace their own input", 1, true), said)

os.execute("rm -r " .. folder)
check.done()
