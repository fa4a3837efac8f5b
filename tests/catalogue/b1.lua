-- B, b1: 90 stands in two rows; 75 to 76, 65 to 66 and 50 to 51 in none.
local capai = require "capai"

return capai.rules {
  id = "b1",
  name = "Katalog b1",
  base = "katalog",
  basis = "Permendagri 86/2017, menurut laporan di Jember 2024",

  scale = capai.scale {
    { "Sangat Tinggi", ge = 90 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", ge = 51, le = 65 },
    { "Sangat Rendah", le = 50 },
    gap = "lower",
    overlap = "upper",
  },
  tests = {
    { capaian = "90,01", predikat = "Sangat Tinggi" },
    { capaian = 90, predikat = "Sangat Tinggi", di_batas = "ya" },
    { capaian = "89,99", predikat = "Tinggi" },
    { capaian = 76, predikat = "Tinggi" },
    { capaian = "75,99", predikat = "Sedang", di_batas = "ya" },
    { capaian = "75,01", predikat = "Sedang", di_batas = "ya" },
    { capaian = 75, predikat = "Sedang", di_batas = "tidak" },
    { capaian = 66, predikat = "Sedang" },
    { capaian = "65,99", predikat = "Rendah" },
    { capaian = "65,01", predikat = "Rendah" },
    { capaian = 65, predikat = "Rendah" },
    { capaian = 51, predikat = "Rendah" },
    { capaian = "50,99", predikat = "Sangat Rendah" },
    { capaian = "50,01", predikat = "Sangat Rendah" },
    { capaian = 50, predikat = "Sangat Rendah" },
    { capaian = -20, predikat = "Sangat Rendah" },
  },
}
