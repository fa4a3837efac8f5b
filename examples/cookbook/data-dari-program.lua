-- A data set out of another program: tables as they come from a database or an e-SAKIP application
-- are written as the CSV files that Capai reads. The figures are invented; put your query here.
--   capai run examples/cookbook/data-dari-program.lua FOLDER
local capai <const> = require "capai"

assert(arg[1] and not arg[2], "pemakaian: capai run data-dari-program.lua FOLDER")
local perizinan <const> = "Meningkatnya mutu pelayanan perizinan"
local pengaduan <const> = "Menurunnya pengaduan masyarakat"
local arsip <const> = "Meningkatnya tertib arsip"
local ikm <const>, lama <const> = "Indeks Kepuasan Masyarakat", "Lama penerbitan izin"
local tunggakan <const>, tertib <const> = "Pengaduan yang belum selesai", "Unit kerja tertib arsip"

-- By file: the columns, then the rows. Texts of numbers are in Indonesian notation; a decimal or a
-- whole number of Lua does as well. A nil is an empty cell.
local files <const> = {
  opd = { { "opd", "nama", "kabupaten", "tahun", "aturan" },
    { "dinas", "Dinas Rekaan", "Rekaan", 2025, "permenpanrb-88-2021" } },
  indikator = { { "sasaran", "indikator", "satuan", "arah", "target", "realisasi", "bobot" },
    { perizinan, ikm, nil, "positif", "85", "88,40", 40 },
    { perizinan, lama, "hari kerja", "negatif", "5", "4", 10 },
    { pengaduan, tunggakan, "pengaduan", "negatif", "10", "21", 30 },
    { arsip, tertib, "unit kerja", "positif", "20", "26", 20 } },
  anggaran = { { "kode", "jenjang", "uraian", "sasaran", "pagu", "realisasi" },
    { "2.18.02", "program", "Program Pelayanan Perizinan", perizinan, 850000000, 790500000 },
    { "2.18.03", "program", "Program Penanganan Pengaduan", pengaduan, 240000000, 235200000 },
    { "2.18.04", "program", "Program Pengelolaan Arsip", arsip, 125000000, 126250000 } },
  rencana_aksi = { { "sasaran", "indikator", "perhitungan", "tw1", "tw2", "tw3", "tw4",
      "realisasi_tw1", "realisasi_tw2", "realisasi_tw3", "realisasi_tw4" },
    { perizinan, ikm, "terakhir", nil, "82", nil, "85", nil, "83,10", nil, "88,40" },
    { perizinan, lama, "terakhir", "6", "6", "5", "5", "6", "5", "5", "4" },
    { pengaduan, tunggakan, "terakhir", "16", "14", "12", "10", "15", "18", nil, "21" },
    { arsip, tertib, "jumlah", "5", "5", "5", "5", "4", "8", "7", "7" } },
  lke = { { "kode", "jawaban" }, { "1.a", "AA" }, { "1.b", "A" }, { "1.c", "BB" }, { "2.a", "A" },
    { "2.b", "BB" }, { "2.c", "CC" }, { "3.a", "AA" }, { "3.b", "A" }, { "3.c", "B" },
    { "4.a", "A" }, { "4.b", "B" }, { "4.c", "CC" } },
}

for _, name in ipairs { "opd", "indikator", "anggaran", "rencana_aksi", "lke" } do
  local columns <const>, rows <const> = files[name][1], {}
  for r = 2, #files[name] do
    rows[r - 1] = {}
    for c, column in ipairs(columns) do rows[r - 1][column] = files[name][r][c] end
  end
  assert(capai.table(columns, rows, name):save(("%s/%s.csv"):format(arg[1], name)))
  print(("%s.csv: %d baris"):format(name, #rows))
end
