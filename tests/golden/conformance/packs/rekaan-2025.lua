-- Kabupaten Rekaan, an invented government, whose rules no pack that exists has: see invented.json.
local capai = require "capai"
local cut = { digits = 2, mode = "down" } -- the regulation cuts off, everywhere

-- For the tests; of a respondent all answers but the first are 2.
local function class(capaian, predikat) return { capaian = capaian, predikat = predikat } end
local function judge(used, word) return { capaian = 100, serapan = used, efisiensi = word } end
local function survey(ikm, mutu) return { ikm = ikm, mutu = mutu } end
local function answers(first) return { first, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 } end

return capai.rules {
  id = "rekaan-2025",
  name = "Kabupaten Rekaan, laporan kinerja 2025",
  valid = { from = 2025, to = 2029 },
  basis = { "Perbup Rekaan 7/2025: pengukuran kinerja", "PermenPANRB 14/2017: SKM, mutu" },
  progress = { positif = capai.progress.positive, negatif = capai.progress.inverse }, -- R/T, T/R
  zero = { realisasi = 120 }, -- less is better, and nothing occurred: the cap
  round = cut,
  average = { clamp = { max = 120 } }, -- each value, before the mean; what is shown is not capped
  scale = capai.scale {
    { "Memuaskan", gt = 85, le = 100 },
    { "Sangat Baik", gt = 75, lt = 85 },
    { "Baik", gt = 65, le = 75 },
    { "Cukup Baik", gt = 50, le = 65 },
    { "Agak Kurang", gt = 30, le = 50 },
    { "Kurang", ge = 0, le = 30 },
    gap = "lower", above = "Memuaskan", below = "Kurang", -- 85 itself is printed in no row
  },
  efficiency = capai.efficiency.difference { scale = capai.scale { -- capaian - serapan, in points
    { "Efisien", gt = 5 }, { "Cukup efisien", ge = -5, le = 5 }, { "Tidak efisien", lt = -5 },
  } },
  survey = capai.survey {
    base = "permenpanrb-14-2017", -- answers, conversion and classes; here there are 11 unsur
    unsur = {
      { "u1", "Persyaratan" }, { "u2", "Prosedur" }, { "u3", "Waktu" }, { "u4", "Biaya" },
      { "u5", "Produk" }, { "u6", "Kompetensi" }, { "u7", "Perilaku" }, { "u8", "Pengaduan" },
      { "u9", "Sarana" }, { "u10", "Keamanan" }, { "u11", "Layanan daring" },
    },
    round = { digits = 3, mode = "down", rata = cut, ikm = cut },
  },
  tests = {
    { arah = "positif", target = 70, realisasi = "68,45", capaian = "97,78" },
    { arah = "negatif", target = "88,82", realisasi = "135,15", capaian = "65,71" },
    { arah = "negatif", target = 5, realisasi = 0, capaian = 120, predikat = "Memuaskan" },
    { arah = "positif", target = 0, realisasi = 5, status = "tidak_dapat_dihitung" },
    { rata = { 150, 50, "NA" }, capaian = 85, predikat = "Sangat Baik", jumlah_indikator = 2 },
    { skm = { answers(4), answers "" }, indeks = "2,181", ikm = "54,54", mutu = "D Tidak baik" },
    { skm = { answers(4), answers(5) }, indeks = "2,181" }, -- (4 + 10 * 2) / 11, without the hole
    class("100,01", "Memuaskan"), class(100, "Memuaskan"), class("85,01", "Memuaskan"),
    class("84,99", "Sangat Baik"), class("75,01", "Sangat Baik"), class(75, "Baik"),
    class("65,01", "Baik"), class(65, "Cukup Baik"), class("50,01", "Cukup Baik"),
    class(50, "Agak Kurang"), class("30,01", "Agak Kurang"), class(30, "Kurang"),
    class(0, "Kurang"), class("-0,01", "Kurang"), judge("94,99", "Efisien"),
    judge(95, "Cukup efisien"), judge(105, "Cukup efisien"), judge("105,01", "Tidak efisien"),
    survey(100, "A Sangat baik"), survey("88,31", "A Sangat baik"), survey("88,30", "B Baik"),
    survey("76,61", "B Baik"), survey("76,60", "C Kurang baik"), survey(65, "C Kurang baik"),
    survey("64,99", "D Tidak baik"), survey(25, "D Tidak baik"),
  },
}
