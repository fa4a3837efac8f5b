-- Paket aturan: bagaimana kinerja diukur. Ubah setiap bagian menurut peraturan Anda, lalu:
--   capai check contoh.lua     celah, tumpang tindih, dan apa yang belum diuji
--   capai test contoh.lua      menghitung ulang contoh angka di bagian tests
--   capai eval DATA --rules ./contoh.lua
local capai = require "capai"

return capai.rules {
  id = "contoh", -- sama dengan nama berkas: huruf kecil, angka, tanda hubung
  name = "Kabupaten Contoh, LKjIP 2025",
  capai_version = "0.1.0", -- versi Capai terlama yang dapat memakai paket ini
  valid = { from = 2025, to = 2025 }, -- tahun laporan
  basis = { -- peraturan dan tabel yang menjadi dasar, dengan tahunnya
    "PermenPANRB 53/2014: isi dan pengukuran laporan kinerja",
    "Permendagri 86/2017: skala nilai peringkat kinerja",
  },

  progress = { -- rumus tiap arah, dalam persen
    positif = capai.progress.positive, -- realisasi / target * 100
    negatif = capai.progress.negative, -- (target - (realisasi - target)) / target * 100
  },
  -- zero = { both = 100 }, -- capaian bila target dan realisasi 0; tanpa ini tidak dapat dihitung
  round = { digits = 2, mode = "half_up" }, -- "down" memotong
  -- clamp = { 0, 120 }, -- batas capaian yang ditampilkan
  average = { clamp = { 0, 100 } }, -- dalam rata-rata, capaian di atas 100 dihitung 100

  scale = capai.scale { -- kelas seperti tercetak: ge >=, gt >, le <=, lt <
    basis = "Permendagri 86/2017",
    { "Sangat Tinggi", ge = 91 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", ge = 51, le = 65 },
    { "Sangat Rendah", le = 50 },
    gap = "lower", -- 90,5 belum mencapai 91
  },

  grade = capai.grade "permenpanrb-88-2021", -- nilai SAKIP AA sampai D sebagai target
  efficiency = capai.efficiency.compare { -- capaian dibandingkan dengan serapan
    greater = "Efisien",
    equal = "Efisien",
    less = "Tidak efisien",
  },
  -- survey = capai.survey "permenpanrb-14-2017", -- SKM: skm.csv menjadi IKM dan mutu
  -- lke = capai.lke "permenpanrb-88-2021", -- LKE: lke.csv menjadi nilai dan predikat SAKIP

  tests = { -- contoh angka dari laporan; hasilnya harus tepat sama
    {
      "semakin besar semakin baik",
      arah = "positif",
      target = 70,
      realisasi = "68,45",
      capaian = "97,79",
      predikat = "Sangat Tinggi",
    },
    { "semakin kecil semakin baik", arah = "negatif", target = 10, realisasi = 8, capaian = 120 },
    { "target 0", arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    { "belum diukur", arah = "positif", target = 70, realisasi = "NA", status = "belum_diisi" },
    { "di atas 100 dihitung 100", rata = { 120, 80 }, capaian = 90, predikat = "Tinggi" },
    { "belanja melebihi capaian", capaian = 90, serapan = "91,04", efisiensi = "Tidak efisien" },
    { "belanja sama dengan capaian", capaian = 100, serapan = 100, efisiensi = "Efisien" },
    { "hemat seperseratus", capaian = 100, serapan = "99,99", efisiensi = "Efisien" },
    { "boros seperseratus", capaian = 100, serapan = "100,01", efisiensi = "Tidak efisien" },
    { "yang belum diukur tidak ikut rata-rata", rata = { 90, "NA", 80 }, capaian = 85 },
    { "dua indikator dalam satu sasaran", rata = { { 100, 50 }, 90 }, capaian = 80 },
    -- kedua sisi setiap batas
    { capaian = 91, predikat = "Sangat Tinggi" },
    { capaian = "90,99", predikat = "Tinggi" },
    { capaian = "90,01", predikat = "Tinggi" },
    { capaian = 90, predikat = "Tinggi" },
    { capaian = 76, predikat = "Tinggi" },
    { capaian = "75,99", predikat = "Sedang" },
    { capaian = "75,01", predikat = "Sedang" },
    { capaian = 75, predikat = "Sedang" },
    { capaian = 66, predikat = "Sedang" },
    { capaian = "65,99", predikat = "Rendah" },
    { capaian = "65,01", predikat = "Rendah" },
    { capaian = 65, predikat = "Rendah" },
    { capaian = 51, predikat = "Rendah" },
    { capaian = "50,99", predikat = "Sangat Rendah" },
    { capaian = "50,01", predikat = "Sangat Rendah" },
    { capaian = 50, predikat = "Sangat Rendah" },
  },
}
