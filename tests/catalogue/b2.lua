-- B, b2: 90 to 91 is in no row, and nothing above 100 is.
local capai = require "capai"

return capai.rules {
  id = "b2",
  name = "Katalog b2",
  base = "katalog",
  basis = "Permendagri 54/2010 dan 86/2017 (diingat, belum dicocokkan)",

  scale = capai.scale {
    { "Sangat Tinggi", ge = 91, le = 100 },
    { "Tinggi", ge = 76, le = 90 },
    { "Sedang", ge = 66, le = 75 },
    { "Rendah", ge = 51, le = 65 },
    { "Sangat Rendah", le = 50 },
    gap = "upper",
    above = "Sangat Tinggi",
  },
  tests = {
    { capaian = "100,01", predikat = "Sangat Tinggi" },
    { capaian = 100, predikat = "Sangat Tinggi" },
    { capaian = 91, predikat = "Sangat Tinggi" },
    { capaian = "90,99", predikat = "Sangat Tinggi", di_batas = "ya" },
    { capaian = "90,01", predikat = "Sangat Tinggi", di_batas = "ya" },
    { capaian = 90, predikat = "Tinggi" },
    { capaian = 76, predikat = "Tinggi" },
    { capaian = "75,99", predikat = "Tinggi" },
    { capaian = "75,01", predikat = "Tinggi" },
    { capaian = 75, predikat = "Sedang" },
    { capaian = 66, predikat = "Sedang" },
    { capaian = "65,99", predikat = "Sedang" },
    { capaian = "65,01", predikat = "Sedang" },
    { capaian = 65, predikat = "Rendah" },
    { capaian = 51, predikat = "Rendah" },
    { capaian = "50,99", predikat = "Rendah" },
    { capaian = "50,01", predikat = "Rendah" },
    { capaian = 50, predikat = "Sangat Rendah" },
  },
}
