-- capai dashboard: the page holds every figure of the tables, the files beside it every indicator,
-- and nothing that data hold can be more than text.
local check <const> = dofile "tests/support/check.lua"
local read_json <const> = dofile "tests/support/json.lua"
local csv <const> = dofile "tests/support/csv.lua"

local program <const> = os.getenv("CAPAI") or "build/capai"
local folder <const> = check.shell("mktemp -d"):gsub("\n", "")

-- Runs the program; what it prints, and its status.
local function run(arguments)
  return check.shell(("CAPAI_PATH=scripts %s dashboard %s --lang en 2>&1"):format(program,
    arguments))
end

-- null is false here, so that what stands behind it keeps its place.
local function json(text) return read_json((text:gsub("([%[,])null", "%1false"))) end

local function results(name, arguments)
  check.shell(("mkdir %s/%s"):format(folder, name))
  local _, status = check.shell(("${LUA:-lua5.4} tests/bench/results.lua %s/%s %s"):format(folder,
    name, arguments))
  check.eq(status, 0, "results of " .. name)
  return folder .. "/" .. name
end

-- The rows of a table by the names of its columns.
local function rows_of(path)
  local list, rows = {}, csv(check.read(path))
  for i = 2, #rows do
    local row = {}
    for k, name in ipairs(rows[1]) do row[name] = rows[i][k] ~= "" and rows[i][k] or nil end
    list[#list + 1] = row
  end
  return list
end

local function data_of(out)
  local page = check.read(out .. "/dasbor.html")
  local text = page:match '<script type="application/json" id="data">(.-)</script>'
  return json(text), page, text
end

-- A whole number of d decimals as the tables write it.
local function plain(column, i)
  local v, exact = column.v[i], column.asli and column.asli[tostring(i - 1)]
  if exact or not v then return exact end
  local sign, digits = v < 0 and "-" or "", ("%d"):format(math.abs(v))
  if column.d == 0 then return sign .. digits end
  digits = ("0"):rep(column.d + 1 - #digits) .. digits
  return sign .. digits:sub(1, -column.d - 1) .. "." .. digits:sub(-column.d)
end

local function word(vocabulary, places, i)
  return vocabulary[(type(places) == "table" and places[i] or places) + 1]
end

local function code(data, i)
  return data.opd.kode[i] ~= 0 and data.opd.kode[i] or data.opd.nama[i]
end

-- ---- every figure of the tables is on the page ----

local two <const> = results("dua", "3 7 4 2023 2024")
local out, status = run(two)
check.eq(status, 0, out)
check.that(out:find("written: " .. two .. "/dasbor/dasbor.html (21 OPD, 2 files)", 1, true), out)
local data, page = data_of(two .. "/dasbor")

check.eq(#data.opd.nama, 21, "OPDs")
check.eq(#data.kabupaten.nama, 3, "kabupaten")
check.eq(#data.edisi, 2, "editions")
check.eq(data.edisi[1].label .. data.edisi[2].label, "20232024", "their names")
check.eq(data.utama, 1, "the newest is shown")
check.eq(data.pembanding, -1, "and compared with nothing")

local index = {}
for i = 1, #data.opd.nama do index[code(data, i)] = i end
for _, row in ipairs(rows_of(two .. "/opd.csv")) do
  local i, edition = index[row.opd], data.edisi[row.tahun == "2023" and 1 or 2]
  check.eq(data.opd.nama[i], row.nama, "nama")
  check.eq(data.kabupaten.nama[data.opd.tempat[i] + 1], row.kabupaten, "kabupaten")
  for _, name in ipairs { "capaian", "pagu", "realisasi", "serapan", "jumlah_indikator" } do
    check.eq(plain(edition.opd[name], i), row[name], row.opd .. " " .. name)
  end
  check.eq(word(data.predikat, edition.opd.predikat, i), row.predikat, "predikat")
  check.eq(word(data.efisiensi, edition.opd.efisiensi, i), row.efisiensi, "efisiensi")
  check.eq(word(data.status, edition.opd.status, i), row.status, "status")
end
for _, row in ipairs(rows_of(two .. "/kabupaten.csv")) do
  for k = 1, 3 do
    local edition = data.edisi[row.tahun == "2023" and 1 or 2]
    if data.kabupaten.nama[k] == row.kabupaten then
      check.eq(plain(edition.kabupaten.capaian, k), row.capaian, "capaian of a kabupaten")
    end
  end
end
check.eq(table.concat(data.predikat, ";"), "Sangat Tinggi;Tinggi;Sedang;Rendah;Sangat Rendah",
  "the classes stand in the order of the scale")
check.eq(data.aturan[1].rumus.positif, "realisasi / target * 100", "the formula")
check.eq(data.aturan[1].batas["Tinggi"], "76 sampai 90", "the bounds")
check.eq(#data.aturan[1].kelas, 5, "where classes begin")
check.eq(data.aturan[1].kelas[4][1], 7600, "Tinggi begins at 76,00, whatever lies in the gap")

-- ---- every indicator is in the files beside it ----

local function details(base, number, of)
  local text = check.read(("%s/dasbor-data/%04d.js"):format(base, number))
  local key, n, list = text:match '^capaiRincian%("(%x+)",(%d+),(.*)%);\n$'
  check.eq(key, of.kunci, "the key of the page")
  check.eq(n, tostring(number), "the number of the file")
  return json(list)
end

local files, at, last = { details(two .. "/dasbor", 1, data) }, {}, {}
local line = 1
for _, row in ipairs(rows_of(two .. "/indikator.csv")) do
  local i = index[row.opd]
  line, at[i] = line + 1, (at[i] or 0) + 1
  local got = files[1][i][2][at[i]]
  if got[2] ~= 0 then last[i] = got[2] end
  local kata = function(place) return data.kata[place + 1] end
  check.eq(table.concat({ data.edisi[got[1] + 1].tahun, last[i], kata(got[3]), got[4], got[5],
    kata(got[6]), got[7], got[8] or "", got[9] or "", kata(got[10]) or "", kata(got[11]),
    got[12] == 1 and "ya" or "", got[13] }, "|"),
    table.concat({ row.tahun, row.sasaran, row.jenis, row.indikator, row.satuan, row.arah,
      row.target, row.realisasi or "", row.capaian or "", row.predikat or "", row.status,
      row.di_batas == "ya" and "ya" or "", line }, "|"), "an indicator")
end
check.eq(#files[1][1][1], 6, "the sasaran of both years")

-- the same bytes again
check.shell(("cp -r %s/dasbor %s/lagi"):format(two, folder))
run(two)
check.eq(check.shell(("diff -r %s/dasbor %s/lagi"):format(two, folder)), "", "the same bytes")

-- ---- rules ----

-- a pack that is not the one that made the figures explains nothing
local other <const> = results("lain", "1 4 2 2024")
local manifest = check.read(other .. "/manifest.json")
check.write(other .. "/manifest.json", (manifest:gsub('"%x+"}', '"00"}')))
run(other)
local changed = data_of(other .. "/dasbor")
check.eq(changed.aturan[1].id, "jember-2024", "its id is known")
check.eq(changed.aturan[1].rumus, nil, "its formula is not")

-- two folders by two packs, of one year
check.write(other .. "/manifest.json", (manifest:gsub("jember%-2024", "semarang-2024")))
check.eq(select(2, run(("%s %s -o %s/banding"):format(other, two, folder))), 0, "two folders")
local compared = data_of(folder .. "/banding")
check.eq(compared.edisi[1].label, "2024 · semarang-2024", "the rules tell editions apart")
check.eq(compared.edisi[3].label, "2024 · jember-2024", "of both folders")
check.eq(compared.utama, 2, "the second folder is shown")
check.eq(compared.pembanding, 0, "and compared with the first")
check.eq(#compared.opd.nama, 21, "an OPD of both is one")

-- ---- what batch writes ----

local batch <const> = folder .. "/batch"
local function compute(arguments)
  check.shell(("CAPAI_PATH=scripts %s batch %s --quiet 2>&1"):format(program, arguments))
end
check.shell(("mkdir -p %s/a %s/b && cp examples/semboro-2024/*.csv %s/a && " ..
  "cp examples/jaten-2023/indikator.csv %s/b"):format(batch, batch, batch, batch))
check.write(batch .. "/b/opd.csv", "opd,tahun,aturan\njaten,2023,tidak-ada\n")
compute(("%s/a %s/b -o %s/hasil"):format(batch, batch, batch))
check.eq(select(2, run(batch .. "/hasil")), 0, "the results of a batch")
local some = data_of(batch .. "/hasil/dasbor")
check.eq(table.concat(some.opd.kode, ";"), "semboro", "what was computed")
check.eq(some.jumlah_gagal, 1, "what was not")
check.eq(some.gagal[1][1], "jaten", "which OPD")
check.that(some.gagal[1][3]:find("tidak-ada", 1, true), "why")

-- --rules names the rules, and no column does
check.shell("rm " .. batch .. "/a/opd.csv")
compute(("%s/a --rules jember-2024 -o %s/satu"):format(batch, batch))
run(batch .. "/satu")
check.eq(data_of(batch .. "/satu/dasbor").aturan[1].rumus.positif, "realisasi / target * 100",
  "the rules of the manifest")

-- ---- what is in data is text ----

local hostile <const> = folder .. "/jahat"
check.shell("mkdir " .. hostile)
local HOSTILE <const> = {
  '</script><script>alert(1)</script>', '<img src=x onerror=alert(2)>', 'kutip " dan \' dan \\',
  "pisah\u{2028}baris\u{2029}", "balik\u{202E}nadrak", "kendali\1\27[31m\127", "rusak\xFF\xC3",
  "{{skrip}} %1 %%", "=HYPERLINK(\"http://x\")", "<!-- <script>", "baris\nbaru",
  "]]></style>" }
local function quoted(text) return '"' .. text:gsub('"', '""') .. '"' end
local lines = { "opd,tahun,nama,kabupaten,provinsi,aturan,capaian,predikat,status,pagu," ..
  "realisasi,serapan,efisiensi" }
local measured = { "opd,tahun,jenis,sasaran,indikator,satuan,arah,target,realisasi,capaian," ..
  "predikat,status,di_batas" }
for i, text in ipairs(HOSTILE) do
  local q = quoted(text)
  lines[i + 1] = table.concat({ quoted("k" .. i .. text), "2024", q, q, q, "jember-2024", "9" .. i,
    q, "nilai", "100", "90", "90.00", q }, ",")
  measured[i + 1] = table.concat({ quoted("k" .. i .. text), "2024", q, q, q, q, q, q, q, "90.00",
    q, q, "ya" }, ",")
end
check.write(hostile .. "/opd.csv", table.concat(lines, "\n") .. "\n")
check.write(hostile .. "/indikator.csv", table.concat(measured, "\n") .. "\n")
check.write(hostile .. "/gagal.csv", "opd,pesan,sebab,berkas,nomor_baris,kolom\n" ..
  quoted(HOSTILE[1]) .. ",MEMORY," .. quoted(HOSTILE[2]) .. ",a.csv,3,\n")
check.eq(select(2, run(hostile)), 0, "hostile names")
local bad, bad_page = data_of(hostile .. "/dasbor")
local script = check.read(hostile .. "/dasbor/dasbor-data/0001.js")
check.eq(#bad.opd.nama, #HOSTILE, "all of them are there")
check.eq(select(2, bad_page:gsub("</[sS]cript", "")), 2, "nothing ends a script")
check.eq(select(2, bad_page:gsub("<[sS]cript", "")), 2, "nothing begins one")
for name, text in pairs { page = bad_page, script = script } do
  check.that(utf8.len(text), name .. " is UTF-8")
  check.that(not text:find "[\0-\9\11-\31\127]", name .. " has no control characters")
  check.that(not text:find "\u{2028}" and not text:find "\u{2029}" and not text:find "\u{202E}",
    name .. " has no marks that break lines or turn them")
end
check.that(not script:find("<", 1, true), "no markup in the details")
check.eq(bad.opd.nama[1], HOSTILE[1], "a name is what it was")
check.eq(bad.opd.nama[8], HOSTILE[8], "the form of the page is filled once")
check.eq(bad.opd.nama[7], "rusak\u{FFFD}\u{FFFD}", "what is no character is seen")
check.eq(table.concat(bad.gagal[1], "|"), HOSTILE[1] .. "|a.csv:3|" .. HOSTILE[2],
  "failures are told")
local measure = details(hostile .. "/dasbor", 1, bad)[3][2][1]
check.eq(measure[4], HOSTILE[3], "so is the name of an indicator")

-- ---- numbers ----

local odd <const> = folder .. "/aneh"
check.shell("mkdir " .. odd)
check.write(odd .. "/opd.csv", "opd,tahun,capaian,status,pagu,realisasi,serapan\n" ..
  "a,2024,-0.50,nilai,9999999999999999,1.5,0.00\nb,2024,100,nilai,0,,\n" ..
  "c,2024,12.345,nilai,7,7,x\nd,,,belum_diisi,,,\nb,2024,,,,,\n")
check.eq(select(2, run(odd)), 0, "odd numbers")
local numbers = data_of(odd .. "/dasbor").edisi
local first = numbers[#numbers].opd
check.eq(plain(first.capaian, 1), "-0.50", "fewer decimals than others")
check.eq(plain(first.capaian, 2), "100", "and none; a row without figures leaves them")
check.eq(plain(first.capaian, 3), "12.345", "and more")
check.eq(plain(first.pagu, 1), "9999999999999999", "all digits")
check.eq(plain(first.realisasi, 1), "1.5", "rupiah with decimals")
check.eq(first.serapan.v[3], false, "no number")
check.eq(plain(first.realisasi, 3), "7", "what is behind a missing one")
check.eq(#numbers, 1, "what is only planned is no edition")

-- ---- tables that are read in pieces ----

local long <const> = folder .. "/panjang"
check.shell("mkdir " .. long)
for _, size in ipairs { (1 << 20) - 70, 1 << 20, 5 << 19 } do -- about the mebibyte of a piece
  local pad <const> = ("p"):rep(size)
  check.write(long .. "/opd.csv", "opd,tahun,nama,capaian\na,2024,A,1\nb,2024," .. pad ..
    ",2\nc,2024,C,3\nd,2024,D,4")
  check.eq(select(2, run(long)), 0, "long lines")
  local read <const> = data_of(long .. "/dasbor")
  check.eq(table.concat(read.opd.nama, ";"), "A;" .. pad .. ";C;D", "names of " .. size)
  check.eq(plain(read.edisi[1].opd.capaian, 4), "4", "a last line without its end")
end

-- ---- columns under other names ----

-- The results of the examples with those columns; their data, and the details without the key.
local function chosen(name, columns)
  local base <const> = folder .. "/" .. name
  local _, done <const> = check.shell(
    ("CAPAI_PATH=scripts %s batch examples --quiet -o %s %s 2>/dev/null"):format(program, base,
    columns and "--columns '" .. columns .. "'" or ""))
  check.eq(done, 0, name)
  out, status = run(base)
  if status ~= 0 then return out, status end
  return data_of(base .. "/dasbor"), check.read(base .. "/dasbor/dasbor-data/0001.js")
end

local own, own_details = chosen("nama")
local renamed = [[opd.opd=Dinas "A" \ é,opd.tahun=th,opd.nama=opd,opd.kabupaten=kab,opd.provinsi,]]
  .. "opd.aturan,opd.jumlah_indikator,opd.capaian=Nilai,opd.predikat,opd.status,opd.pagu=capaian,"
  .. "opd.realisasi,opd.serapan,opd.status_serapan,opd.efisiensi,opd.efisiensi_persen,"
  .. "kabupaten.provinsi=p,kabupaten.kabupaten=k,kabupaten.tahun=t,kabupaten.jumlah_opd,"
  .. "kabupaten.capaian=c,kabupaten.predikat,kabupaten.pagu,kabupaten.realisasi,kabupaten.serapan,"
  .. "rekap.opd=o,rekap.tahun=t,rekap.predikat=p,rekap.urutan=u"
for _, name in ipairs { "opd", "tahun", "jenis", "tujuan", "sasaran", "indikator", "satuan", "arah",
  "target", "realisasi", "capaian", "predikat", "status", "di_batas" } do
  renamed = renamed .. (",indikator.%s=x %s"):format(name, name)
end
for _, name in ipairs { "opd", "tahun", "sasaran", "capaian", "predikat", "pagu", "realisasi",
  "serapan", "efisiensi" } do
  renamed = renamed .. (",sasaran.%s=y %s"):format(name, name)
end
local other_names, other_details = chosen("lain", renamed)
for i, edition in ipairs(own.edisi) do
  local again <const> = other_names.edisi[i]
  for _, name in ipairs { "capaian", "pagu", "serapan" } do
    check.eq(not again.opd[name], not edition.opd[name], name .. " is there")
    for k = 1, edition.opd[name] and #own.opd.nama or 0 do
      check.eq(plain(again.opd[name], k), plain(edition.opd[name], k), name .. " by another name")
    end
  end
end
check.eq(table.concat(other_names.opd.nama, ";"), table.concat(own.opd.nama, ";"), "names")
check.eq(other_names.kabupaten.nama[1], own.kabupaten.nama[1], "kabupaten")
check.eq(#other_details < #own_details, true, "tujuan were not chosen")
check.that(other_details:find("Nilai SAKIP", 1, true), "indicators by other names")

-- what holds the text of the source is no number
local source <const> = chosen("asli", "opd.opd,opd.tahun,opd.capaian,indikator.opd,indikator.tahun,"
  .. "indikator.indikator,indikator.target:asli")
check.eq(#source.opd.nama, #own.opd.nama, "OPDs")
out, status = chosen("tanpa", "opd.nama,opd.capaian,opd.tahun=opd")
check.eq(status, 2, "no OPDs without their names")
check.that(out:find("tanpa/opd.csv: error: this table of OPDs lacks the column opd", 1, true), out)

-- ---- details of an earlier dashboard ----

local less <const> = folder .. "/susut"
check.shell("mkdir " .. less)
run(results("besar", "5 50 1 2024") .. " -o " .. less)
check.eq(check.shell("ls " .. less .. "/dasbor-data"), "0001.js\n0002.js\n0003.js\n", "250 OPDs")
check.write(less .. "/dasbor-data/0009.js.simpan", "")
check.write(less .. "/dasbor-data/99.js", "")
run(two .. " -o " .. less)
check.eq(check.shell("ls " .. less .. "/dasbor-data"), "0001.js\n0009.js.simpan\n99.js\n",
  "what is left over goes, what is not ours stays")

-- ---- size ----

local many <const> = results("banyak", "20 60 1 2024")
run(many)
local _, _, text = data_of(many .. "/dasbor")
check.that(#text * (30840 / 1200) + (#page - #text) < 15e6, "a country is at most 15 MB")

-- ---- nothing, or all ----

out, status = run(folder .. "/tidak-ada")
check.that(status == 2 and out:find("no folder of results", 1, true), out)
check.write(odd .. "/opd.csv", "opd,tahun,capaian\n")
out, status = run(odd .. " -o " .. folder .. "/kosong")
check.that(status == 2 and out:find("there is no OPD in this table", 1, true), out)
check.eq(check.shell("ls " .. folder .. " | grep -c kosong"), "0\n", "no folder is left")
check.shell("mkdir " .. folder .. "/penuh && touch " .. folder .. "/penuh/dasbor-data")
out, status = run(two .. " -o " .. folder .. "/penuh")
check.that(status == 3 and out:find("exists, but is not a folder", 1, true), out)
check.eq(check.shell("ls " .. folder .. "/penuh"), "dasbor-data\n", "no page without its files")
out, status = run(("%s %s %s"):format(two, two, two))
check.that(status == 2 and out:find("or two to compare", 1, true), out)
out, status = run(two .. " -o a -o b")
check.that(status == 2 and out:find("-o is given twice", 1, true), out)

check.shell("rm -rf " .. folder)
check.done()
