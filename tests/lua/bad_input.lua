-- Bad input, one case each: what is said, where, in both languages, the exit status, and that the
-- rest is evaluated. CAPAI is the program; the folder of the checkout is the working directory.
-- Bad cells that need no folder of their own stand in tests/cli (bad-cells, doubled-rows, ...).

local program <const> = os.getenv("CAPAI") or "build/capai"
local check <const> = dofile "tests/support/check.lua"
local read <const>, write <const> = check.read, check.write

local base = os.tmpname()
os.remove(base)

-- Runs the program in the folder `base`; returns its exit status, and what it wrote.
local function run(arguments)
  local command = ("%s eval %s >'%s/out' 2>'%s/err'"):format(program, arguments, base, base)
  local _, _, status = os.execute(command)
  return status, read(base .. "/out"), read(base .. "/err")
end

-- The complaints in the text of standard error: { place and sentence, hint }. Quoted lines of the
-- data, and carets, are left out.
local function complaints(text)
  local list = {}
  for line in text:gmatch("[^\n]+") do
    if not line:find("^ ") then
      list[#list + 1] = { line:gsub("^" .. base:gsub("%p", "%%%0") .. "/", ""), "" }
    elseif not line:find("^ +%d+ | ") and not line:find("^ +| +%^?~*$") then
      list[#list][2] = line:gsub("^ +|? ?", "")
    end
  end
  return list
end

-- The cells of the named columns, one line of text per row; none of them is quoted.
local function rows(csv, names)
  local lines, at = {}, {}
  for line in csv:gmatch("[^\n]+") do
    local cells = {}
    for cell in (line:gsub('"[^"]*"', "") .. ","):gmatch("([^,]*),") do cells[#cells + 1] = cell end
    if not next(at) then
      for i, name in ipairs(cells) do at[name] = i end
    else
      local shown = {}
      for i, name in ipairs(names) do shown[i] = cells[at[name]] end
      lines[#lines + 1] = table.concat(shown, " ")
    end
  end
  return lines
end

local shown <const> = {
  indikator = { "indikator", "capaian", "status" },
  anggaran = { "kode", "serapan", "status" },
}

local function expect(name, what, expected, found)
  if expected ~= found then
    error(("%s: %s\nexpected: %s\nfound:    %s"):format(name, what, expected, found), 0)
  end
  check.passed = check.passed + 1
end

-- case(name, files, options): `files` by name without .csv; `options.says` is a list of
-- { place in the data set (behind ^: in its folder), Indonesian, hint, English, hint };
-- `options.rows` is what is evaluated; `options.links` are links that lead nowhere.
local function case(name, files, options)
  local folder = base .. "/data"
  assert(os.execute(("rm -rf '%s' && mkdir -p '%s'"):format(folder, folder)))
  for file, text in pairs(files) do
    write(("%s/%s"):format(folder, file:find("%.") and file or file .. ".csv"), text)
  end
  for _, link in ipairs(options.links or {}) do
    assert(os.execute(("ln -s nowhere '%s/%s'"):format(folder, link)))
  end
  local tabel = options.table or "indikator"
  for k, language in ipairs { "id", "en" } do
    local status, out, err = run(("'%s' --table %s --format csv --lang %s %s"):format(
      options.data or folder, tabel, language, options.arguments or "--rules jember-2024"))
    local said = complaints(err)
    for i, complaint in ipairs(options.says) do
      local found = said[i] or { "nothing", "" }
      local place = complaint[1]:match("^%^(.*)") or "data" .. complaint[1]
      local sentence = ("%s: %s"):format(place, complaint[2 * k])
      expect(name, "complaint " .. i, sentence, found[1])
      expect(name, "hint " .. i, complaint[2 * k + 1], found[2])
    end
    expect(name, "complaints", #options.says, #said)
    expect(name, "exit status", options.status, status)
    local found = rows(out, shown[tabel])
    expect(name, "rows", table.concat(options.rows, "\n"), table.concat(found, "\n"))
  end
end

local header <const> = "tahun;sasaran;indikator;arah;target;realisasi\n"
local first <const> = "2024;S;Pertama;positif;100;90\n"
local last <const> = "2024;S;Terakhir;positif;100;80\n"
local good <const> = { indikator = header .. first .. last }
local good_rows <const> = { "Pertama 90.00 nilai", "Terakhir 80.00 nilai" }

-- Rows between a good first and a good last one.
local function between(name, lines, options)
  local all = { good_rows[1] }
  for _, row in ipairs(options.rows) do all[#all + 1] = row end
  all[#all + 1] = good_rows[2]
  options.rows = all
  case(name, { indikator = header .. first .. lines .. last }, options)
end

local budget <const> = "tahun;kode;jenjang;sasaran;pagu;realisasi\n"

assert(os.execute(("mkdir -p '%s'"):format(base)))

-- ---- files ----

case("a folder that is not there", {}, {
  data = base .. "/data/nowhere", status = 2, rows = {},
  says = { { "/nowhere", "kesalahan: tidak ada folder atau berkas dengan nama ini",
    "sebutkan folder datanya, misalnya examples/semboro-2024",
    "error: there is no folder or file of this name",
    "give the folder of a data set, such as examples/semboro-2024" } },
})

case("a folder without indikator.csv", { anggaran = budget }, {
  status = 2, rows = {},
  says = { { "", "kesalahan: indikator.csv tidak ada dalam folder ini",
    "data berupa folder berisi indikator.csv, buku kerja, atau folder dari beberapa data",
    "error: there is no indikator.csv in this folder",
    "a data set is a folder with indikator.csv, a workbook, or a folder of data sets" } },
})

local link <const> = {
  "kesalahan: tautan ini tidak sampai ke berkas mana pun",
  "pulihkan berkas yang ditunjuknya, atau hapus tautan ini",
  "error: this link leads to no file",
  "bring back the file that it is to lead to, or remove the link",
}

case("links that lead nowhere beside indikator.csv", { indikator = good.indikator }, {
  status = 1, rows = good_rows,
  links = { "anggaran.csv", "alias.csv", "manifest.json", "note.csv" },
  says = { { "/alias.csv", table.unpack(link) }, { "/anggaran.csv", table.unpack(link) },
    { "/manifest.json", table.unpack(link) } },
})

case("indikator.csv is a link that leads nowhere", { opd = "opd\na\n" }, {
  status = 2, rows = {}, links = { "indikator.csv" },
  says = { { "/indikator.csv", table.unpack(link) } },
})

case("a data set that is a link that leads nowhere", {}, {
  data = base .. "/data/none", status = 2, rows = {}, links = { "none" },
  says = { { "/none", table.unpack(link) } },
})

case("an empty file", { indikator = "" }, {
  status = 2, rows = {},
  says = { { "/indikator.csv:1:1", "kesalahan: berkas kosong: tidak ada baris judul kolom",
    "baris pertama harus berisi nama kolom", "error: the file is empty: it has no header",
    "the first row must name the columns" } },
})

case("an empty file beside indikator.csv", { indikator = good.indikator, anggaran = "\n \n" }, {
  status = 1, rows = good_rows,
  says = { { "/anggaran.csv:1:1", "kesalahan: berkas kosong: tidak ada baris judul kolom",
    "baris pertama harus berisi nama kolom", "error: the file is empty: it has no header",
    "the first row must name the columns" } },
})

case("a file of only a header", { indikator = header }, {
  status = 2, rows = {},
  says = { { "/indikator.csv:1:1",
    "kesalahan: berkas ini hanya berisi judul kolom, tanpa satu baris pun",
    "isi satu baris untuk tiap indikator",
    "error: this file has a header and no row", "write one row for each indicator" } },
})

case("a file of only a header, where opd.csv gives the year", {
  indikator = header, opd = "opd;tahun\nA;2024\n",
}, {
  status = 0, rows = {},
  says = { { "", "peringatan: OPD A tidak mempunyai indikator tahun 2024", "",
    "warning: OPD A has no indicator of 2024", "" } },
})

case("a file that is no text", { indikator = "PK\3\4" .. ("\0\1\xFF\x80"):rep(999) }, {
  status = 2, rows = {},
  says = { { "/indikator.csv:1:3",
    "kesalahan: berkas ini bukan teks UTF-8, UTF-16 atau Windows-1252",
    "simpan ulang dari lembar kerja sebagai CSV UTF-8",
    "error: this file is not text in UTF-8, UTF-16 or Windows-1252",
    "save it again from the spreadsheet as CSV UTF-8" } },
})

-- ---- the header ----

case("a required column with a typo", {
  indikator = header:gsub("realisasi", "realisai") .. first,
}, {
  status = 2, rows = {},
  says = { { "/indikator.csv:1:37", "kesalahan: kolom realisasi tidak ada",
    "mungkin maksudnya kolom ini: realisai; kolom itu wajib ada",
    "error: there is no column realisasi",
    "perhaps this column is meant: realisai; that column is required" } },
})

case("several required columns misspelt or missing", {
  indikator = "tahun;sasaran;indikatr;arah;tagret;hasil\n" .. first,
}, {
  status = 2, rows = {},
  says = { { "/indikator.csv:1:15",
    "kesalahan: kolom-kolom ini tidak ada: indikator, target, realisasi",
    "mungkin yang dimaksud: indikatr -> indikator, tagret -> target; semua kolom itu wajib ada",
    "error: these columns are missing: indikator, target, realisasi",
    "perhaps meant: indikatr -> indikator, tagret -> target; all of them are required" } },
})

case("alias.csv with nothing but other columns", {
  indikator = good.indikator, alias = "a;b\n1;2\n",
}, {
  status = 1, rows = good_rows,
  says = { { "/alias.csv:1:1", "kesalahan: kolom-kolom ini tidak ada: kolom, nama, baku",
    "semua kolom itu wajib ada", "error: these columns are missing: kolom, nama, baku",
    "all of them are required" } },
})

case("another column with a typo beside the right one", {
  indikator = "tahun;sasaran;indikator;arah;target;realisasi;trget\n"
    .. first:gsub("\n", ";1\n") .. last:gsub("\n", ";1\n"),
}, {
  status = 0, rows = good_rows,
  says = { { "/indikator.csv:1:47", 'peringatan: kolom "trget" tidak dikenal',
    "mungkin maksudnya: target; isinya dibawa apa adanya",
    'warning: the column "trget" is not known',
    "perhaps meant: target; what it holds is carried along as it is" } },
})

case("a doubled column", {
  indikator = "tahun;sasaran;indikator;arah;target;realisasi;target\n"
    .. first:gsub("\n", ";50\n") .. last:gsub("\n", ";50\n"),
}, {
  status = 1, rows = good_rows,
  says = { { "/indikator.csv:1:47", "kesalahan: kolom target ada dua kali", "yang pertama dipakai",
    "error: the column target stands there twice", "the first one is used" } },
})

local many <const> = {}
for i = 1, 10000 - 6 do many[i] = ";k" .. i end

-- The column of the text in which the field 1001 begins, where `before` of them stand before k1.
local function thousand_first(text, before)
  return #text + #table.concat(many, "", 1, 1000 - before) + 2
end

case("10,000 columns", {
  indikator = header:gsub("\n", table.concat(many) .. "\n") .. first .. last,
}, {
  status = 2, rows = {},
  says = { { "/indikator.csv:1:" .. thousand_first(header:sub(1, -2), 6),
    "kesalahan: berkas ini mempunyai lebih dari 1.000 kolom",
    "kolom ini yang pertama melampaui batas; hapus kolom yang tidak perlu",
    "error: this file has more than 1.000 columns",
    "this column is the first one too many; remove the columns that are not needed" } },
})

case("10,000 columns beside indikator.csv", {
  indikator = good.indikator, anggaran = "kode;pagu" .. table.concat(many) .. "\n1;5\n",
}, {
  status = 1, rows = good_rows,
  says = { { "/anggaran.csv:1:" .. thousand_first("kode;pagu", 2),
    "kesalahan: berkas ini mempunyai lebih dari 1.000 kolom",
    "kolom ini yang pertama melampaui batas; hapus kolom yang tidak perlu",
    "error: this file has more than 1.000 columns",
    "this column is the first one too many; remove the columns that are not needed" } },
})

case("10,000 empty columns, as spreadsheets leave them", {
  indikator = (header .. first .. last):gsub("\n", (";"):rep(10000) .. "\n"),
}, { status = 0, rows = good_rows, says = {} })

-- ---- cells ----

between("text in a number column", "2024;S;Buruk;positif;seratus;90\n", {
  status = 1, rows = { "Buruk  tidak_dapat_dihitung" },
  says = { { "/indikator.csv:3:22", 'kesalahan: "seratus" bukan angka',
    "diharapkan angka, misalnya 97,78 atau 4 Dok; baris lain tetap dihitung",
    'error: "seratus" is not a number',
    "expected a number, such as 97,78 or 4 Dok; other rows are computed" } },
})

local zero <const> = {
  "peringatan: target 0: capaian tidak dapat dihitung",
  "periksa target; bila memang 0, aturan dapat menetapkan capaiannya dengan kunci zero",
  "warning: target 0: there is no capaian",
  "check the target; if it is 0 indeed, the key zero of the rules can settle the capaian",
}

-- A pack that says how the arah `terbalik` is measured, and what else `text` says.
local function pack(text)
  local path = base .. "/uji.lua"
  write(path, ([[
local capai = require "capai"
return capai.rules {
  id = "uji", name = "Uji", base = "permendagri-86-2017",
  %s
}
]]):format(text))
  return ("--rules '%s'"):format(path)
end

local arah <const> = [[progress = { positif = capai.progress.positive,
    negatif = capai.progress.negative, terbalik = capai.progress.inverse },]]

between("target 0 under each arah", "2024;S;P;positif;0;90\n2024;S;N;negatif;0,00;90\n"
  .. "2024;S;T;terbalik;0;90\n2024;S;R;terbalik;10;0\n2024;S;PP;positif;0;0\n", {
  arguments = pack(arah), status = 0,
  rows = { "P  tidak_dapat_dihitung", "N  tidak_dapat_dihitung", "T  tidak_dapat_dihitung",
    "R  tidak_dapat_dihitung", "PP  tidak_dapat_dihitung" },
  says = {
    { "/indikator.csv:3:18", table.unpack(zero) }, { "/indikator.csv:4:18", table.unpack(zero) },
    { "/indikator.csv:5:19", table.unpack(zero) },
    { "/indikator.csv:6:22",
      "peringatan: realisasi 0: capaian tidak dapat dihitung dengan rumus target / realisasi",
      "periksa realisasi; bila memang 0, aturan dapat menetapkan capaiannya dengan kunci zero",
      "warning: realisasi 0: there is no capaian by target / realisasi",
      "check the realisasi; if it is 0 indeed, the key zero of the rules can settle the capaian" },
    { "/indikator.csv:7:19", table.unpack(zero) },
  },
})

between("target 0 where the rules settle it", "2024;S;P;positif;0;90\n2024;S;PP;positif;0;0\n", {
  arguments = pack(arah .. ' zero = { target = "error", both = 100 },'), status = 1,
  rows = { "P  tidak_dapat_dihitung", "PP 100.00 nilai" },
  says = { { "/indikator.csv:3:18", "kesalahan: target 0: capaian tidak dapat dihitung",
    "aturan ini menyebut target 0 sebagai kesalahan data",
    "error: target 0: there is no capaian",
    "these rules call a target of 0 an error in the data" } },
})

between("an empty target", "2024;S;Kosong;positif;;90\n2024;S;Keduanya;positif;NA;\n"
  .. "2023;S;Dulu;positif;;90\n", {
  status = 0, rows = { "Kosong  belum_diisi", "Keduanya  belum_diisi" },
  says = { { "/indikator.csv:3:23", "peringatan: target belum diisi, padahal realisasi ada",
    "capaian baris ini dikosongkan; isi targetnya",
    "warning: target is missing, though there is a realisasi",
    "the capaian is left empty; fill in the target" } },
})

between("a grade that no pack knows", "2024;S;Huruf;positif;BB;E\n2024;S;Lagi;positif;AB;A\n", {
  status = 1, rows = { "Huruf  tidak_dapat_dihitung", "Lagi  tidak_dapat_dihitung" },
  says = {
    { "/indikator.csv:3:25", "kesalahan: nilai huruf E tidak dikenal aturan ini",
      "yang dikenal: AA, A, BB, B, CC, C, D; baris lain tetap dihitung",
      "error: these rules do not know the grade E",
      "known: AA, A, BB, B, CC, C, D; other rows are computed" },
    { "/indikator.csv:4:21", "kesalahan: nilai huruf AB tidak dikenal aturan ini",
      "mungkin maksudnya: AA; yang dikenal: AA, A, BB, B, CC, C, D; baris lain tetap dihitung",
      "error: these rules do not know the grade AB",
      "perhaps meant: AA; known: AA, A, BB, B, CC, C, D; other rows are computed" },
  },
})

between("year 20223", "20223;S;Jauh;positif;100;90\n", {
  status = 1, rows = {},
  says = { { "/indikator.csv:3:1", 'kesalahan: "20223" di kolom tahun bukan tahun',
    "diharapkan empat angka antara 1900 dan 2199; baris tanpa tahun tidak dihitung",
    'error: "20223" in column tahun is not a year',
    "expected four digits between 1900 and 2199; a row without a year is not evaluated" } },
})

between("a 10 MB cell of text", "2024;" .. ("s"):rep(10 << 20) .. ";Besar;positif;100;70\n", {
  status = 0, rows = { "Besar 70.00 nilai" }, says = {},
})

between("a 10 MB cell of digits", "2024;S;Besar;positif;" .. ("1"):rep(10 << 20) .. ";90\n", {
  status = 1, rows = { "Besar  tidak_dapat_dihitung" },
  says = { { "/indikator.csv:3:22",
    ('kesalahan: "%s" terlalu banyak digitnya'):format(("1"):rep(400)),
    "paling banyak 34 digit; sel ini tidak dihitung",
    ('error: "%s" has too many digits'):format(("1"):rep(400)),
    "at most 34 digits; this cell is not computed" } },
})

local digits <const> = ("1234567890"):rep(4)

between("40-digit numbers", ("2024;S;Besar;positif;%s;90\n2024;S;Kecil;positif;0,%s;90\n"):format(
  digits, digits), {
  status = 1, rows = { "Besar  tidak_dapat_dihitung", "Kecil  tidak_dapat_dihitung" },
  says = {
    { "/indikator.csv:3:22", ('kesalahan: "%s" terlalu banyak digitnya'):format(digits),
      "paling banyak 34 digit; sel ini tidak dihitung",
      ('error: "%s" has too many digits'):format(digits),
      "at most 34 digits; this cell is not computed" },
    { "/indikator.csv:4:22", ('kesalahan: "0,%s" terlalu banyak digitnya'):format(digits),
      "paling banyak 34 digit; sel ini tidak dihitung",
      ('error: "0,%s" has too many digits'):format(digits),
      "at most 34 digits; this cell is not computed" },
  },
})

between("an unknown arah, and none", "2024;S;Salah;positip;1;1\n2024;S;Tanpa;;1;1\n", {
  status = 1, rows = { "Salah  tidak_dapat_dihitung", "Tanpa  tidak_dapat_dihitung" },
  says = {
    { "/indikator.csv:3:14", 'kesalahan: arah "positip" tidak dikenal aturan ini',
      "mungkin maksudnya: positif; yang dikenal: negatif, positif",
      'error: these rules do not know the arah "positip"',
      "perhaps meant: positif; known: negatif, positif" },
    { "/indikator.csv:4:14", "kesalahan: arah belum diisi",
      "tanpa arah tidak diketahui apakah lebih besar lebih baik; isi salah satu: negatif, positif",
      "error: arah is missing",
      "without it nobody knows whether more is better; write one of: negatif, positif" },
  },
})

local damaged <const> = {
  "tampil sebagai tanda ganti; simpan ulang dari lembar kerja sebagai CSV UTF-8; "
    .. "isinya tetap dihitung",
  "shown as replacement signs; save it again from the spreadsheet as CSV UTF-8; it is evaluated",
}

between("invalid UTF-8", "2024;S;Bébas \xFF \xE9;positif;100;70\n", {
  status = 1, rows = { "Bébas \u{FFFD} \u{FFFD} 70.00 nilai" },
  says = { { "/indikator.csv:3:14",
    "kesalahan: berkas ini memuat 2 byte yang bukan huruf; yang pertama di sini", damaged[1],
    "error: bytes of this file that are no character: 2; the first is here", damaged[2] } },
})

between("bytes that Windows-1252 does not know", "2024;S;B\xE9bas\x81;positif;100;70\n", {
  status = 1, rows = { "Bébas\u{FFFD} 70.00 nilai" },
  says = {
    { "/indikator.csv:1:1", "catatan: dibaca sebagai Windows-1252", "",
      "note: read as Windows-1252", "" },
    { "/indikator.csv:3:13",
      "kesalahan: berkas ini memuat 1 byte yang bukan huruf; yang pertama di sini", damaged[1],
      "error: bytes of this file that are no character: 1; the first is here", damaged[2] },
  },
})

between("NUL bytes", "2024;S;N\0L;positif;100;70\n2024;S;Angka;positif;1\x0000;70\n", {
  status = 1, rows = { "N\0L 70.00 nilai", "Angka  tidak_dapat_dihitung" },
  says = {
    { "/indikator.csv:3:9",
      "peringatan: berkas ini memuat 2 karakter kendali; yang pertama di sini",
      "dibawa apa adanya; mungkin berkas rusak: hapus karakter itu, atau simpan ulang",
      "warning: control characters in this file: 2; the first is here",
      "carried along as they are; the file may be damaged: remove them, or save it again" },
    { "/indikator.csv:4:22", 'kesalahan: "1\u{FFFD}00" bukan angka yang utuh',
      "diharapkan satu angka, boleh diikuti satuan, misalnya 4 Dok; sel ini tidak dihitung",
      'error: "1\u{FFFD}00" is not a complete number',
      "expected one number, perhaps with a unit, such as 4 Dok; this cell is not computed" },
  },
})

-- ---- rows and names ----

between("a duplicate indicator with equal and with different cells",
  "2024;S;Sama;positif;100;70\n2024;S;Sama;positif;100;70\n"
    .. "2024;S;Beda;positif;100;60\n2024;S;BEDA;positif;100;61\n", {
  status = 1,
  rows = { "Sama 70.00 nilai", "Sama 70.00 nilai", "Beda 60.00 nilai", "BEDA 61.00 nilai" },
  says = {
    { "/indikator.csv:4:8", "peringatan: baris ini sama dengan baris 3",
      "keduanya dihitung; hapus salah satu bila memang hanya satu",
      "warning: this row is the same as line 3",
      "both are evaluated; remove one if there is only one" },
    { "/indikator.csv:6:8",
      "kesalahan: baris ini memuat indikator yang sama dengan baris 5, tetapi isinya berbeda",
      "keduanya dihitung; perbaiki atau hapus salah satu",
      "error: this row is about the same indikator as line 5, but says something else",
      "both are evaluated; mend or remove one" },
  },
})

local two_opds <const> = "opd;" .. header .. "A;" .. first .. "B;" .. last

case("two OPDs of one name", {
  opd = "opd;tahun;nama\nA;2024;Dinas Satu\nB;2024;DINAS  SATU\nC;2023;Dinas Satu\n",
  indikator = two_opds .. "C;2024;S;Tiga;positif;100;70\n",
}, {
  status = 0, rows = { good_rows[1], good_rows[2], "Tiga 70.00 nilai" },
  says = { { "/opd.csv:3:8", 'peringatan: nama "DINAS  SATU" sudah dipakai OPD A di baris 2',
    "keduanya dihitung terpisah menurut kolom opd; perbaiki namanya bila keliru",
    'warning: the name "DINAS  SATU" belongs to OPD A already, in line 2',
    "both are evaluated apart, by the column opd; mend the name if it is wrong" } },
})

case("one name in two kabupaten", {
  opd = "opd;tahun;nama;kabupaten\nA;2024;Dinas Satu;Jember\nB;2024;Dinas Satu;Bantul\n",
  indikator = two_opds,
}, { status = 0, rows = good_rows, says = {} })

case("an OPD that stands twice in opd.csv", {
  opd = "opd;tahun;nama\nA;2024;Dinas Satu\nA;2024;Dinas Dua\nB;2024;Tiga\nB;2024;Tiga\n",
  indikator = two_opds,
}, {
  status = 1, rows = good_rows,
  says = {
    { "/opd.csv:3:1", "kesalahan: OPD A tahun 2024 sudah ada di baris 2, dengan isi berbeda",
      "baris 2 yang dipakai; perbaiki atau hapus salah satu",
      "error: OPD A of 2024 stands in line 2 already, and says something else",
      "line 2 is used; mend or remove one" },
    { "/opd.csv:5:1", "peringatan: OPD B tahun 2024 sudah ada di baris 4",
      "isinya sama; hapus salah satu", "warning: OPD B of 2024 stands in line 4 already",
      "it says the same; remove one" },
  },
})

case("a cycle of aliases", {
  indikator = good.indikator, alias = "kolom;nama;baku\nsasaran;S;T\nsasaran;T;S\nsasaran;X;X\n",
}, {
  status = 1, rows = good_rows,
  says = {
    { "/alias.csv:2:11", 'kesalahan: baku "T" sendiri diganti di baris 3',
      "baku harus ejaan akhir; baris ini tidak dipakai",
      'error: the baku "T" is itself replaced in line 3',
      "a baku must be the final spelling; this row is not used" },
    { "/alias.csv:3:11", 'kesalahan: baku "S" sendiri diganti di baris 2',
      "baku harus ejaan akhir; baris ini tidak dipakai",
      'error: the baku "S" is itself replaced in line 2',
      "a baku must be the final spelling; this row is not used" },
  },
})

-- ---- the budget ----

case("a budget line whose parent is missing", {
  indikator = good.indikator,
  anggaran = budget .. "2024;1;program;S;60;50\n2024;1.1.1;subkegiatan;;60;50\n"
    .. "2024;2.1;kegiatan;S;40;10\n2024;9;belanja;S;10;10\n",
}, {
  table = "anggaran", status = 0,
  rows = { "1 83.33 nilai", "1.1.1 83.33 nilai", "2.1 25.00 nilai", "9 100.00 nilai" },
  says = { { "/anggaran.csv:4:6",
    "peringatan: baris 2.1 (kegiatan) tidak mempunyai induk: baris 2 tidak ada",
    "dijumlahkan langsung ke OPD; tambahkan baris induknya, atau perbaiki kodenya",
    "warning: line 2.1 (kegiatan) has no parent: there is no line 2",
    "added to the OPD directly; add its parent, or mend its code" } },
})

case("pagu below zero, realisasi below zero, realisasi above pagu", {
  indikator = good.indikator,
  anggaran = budget .. "2024;1;program;S;-100;90\n2024;2;program;S;1.000.000;1.000.001\n"
    .. "2024;3;program;S;100;(5)\n2024;4;program;S;100;100\n",
}, {
  table = "anggaran", status = 1,
  rows = { "1  tidak_dapat_dihitung", "2 100.00 nilai", "3 -5.00 nilai", "4 100.00 nilai" },
  says = {
    { "/anggaran.csv:2:18", 'kesalahan: pagu "-100" di bawah nol',
      "pagu adalah batas belanja; periksa tandanya; sel ini tidak dihitung",
      'error: the pagu "-100" is below zero',
      "a pagu is a ceiling; check its sign; this cell is not computed" },
    { "/anggaran.csv:3:28", "peringatan: baris 2: realisasi 1.000.001 melampaui pagu 1.000.000",
      "dihitung seperti tertulis; periksa keduanya",
      "warning: line 2: the realisasi 1.000.001 exceeds the pagu 1.000.000",
      "computed as it stands; check both" },
    { "/anggaran.csv:4:22", "peringatan: baris 3: realisasi -5 di bawah nol",
      "dihitung seperti tertulis; periksa apakah memang pengembalian belanja",
      "warning: line 3: the realisasi -5 is below zero",
      "computed as it stands; check whether money was really paid back" },
  },
})

-- ---- rule scripts: nothing is evaluated by rules that are wrong ----

-- The complaint stands in a script of its own, beside the data.
local function script(name, text, says)
  local arguments = pack(text)
  case(name, good, { arguments = arguments, status = 2, rows = {}, says = { says } })
end

script("a syntax error", "scale = = 5,", { "^uji.lua:4:9",
  'kesalahan: "=": tanda ini tidak boleh ada di sini',
  "periksa yang di depannya: koma, kutip atau kurung yang kurang, "
    .. "atau tanda yang tertulis dua kali",
  'error: "=": this cannot stand here',
  "look at what stands before it: a comma, quote or bracket that is missing, "
    .. "or a sign typed twice" })

script("an unknown key", 'rond = { digits = 2, mode = "half_up" },', { "^uji.lua:4:3",
  "kesalahan: kunci rond tidak dikenal dalam rules", "mungkin maksudnya: round",
  "error: the key rond is not known in rules", "perhaps meant: round" })

script("a wrong type", 'round = "dua",', { "^uji.lua:4:3",
  "kesalahan: round dalam rules: diharapkan table, yang ada string",
  'cara menulisnya: table { ... }, string "teks", number 76.61, integer 2, capai.scale { ... }',
  "error: round in rules: expected table, got string",
  'written as table { ... }, string "text", number 76.61, integer 2, capai.scale { ... }' })

script("an undeclared gap", [[scale = capai.scale {
    { "Tinggi", ge = 76 },
    { "Rendah", le = 75 },
  },]], { "^uji.lua:4",
  "kesalahan: skala punya celah antara Rendah dan Tinggi: nilai 75,5 tidak masuk kelas mana pun",
  'tambahkan gap = "lower" (kelas di bawah celah), "upper", "first", "last" atau "error"',
  "error: the scale has a gap between Rendah and Tinggi: the value 75,5 is in no class",
  'add gap = "lower" (the class below the gap), "upper", "first", "last" or "error"' })

assert(os.execute(("rm -r '%s'"):format(base)))
check.done()
