-- A, rounding: truncation, decimals by quantity, and rows with decimals of their own.
local capai = require "capai"

return capai.rules {
  id = "a-rounding",
  name = "Katalog a-rounding",
  base = "katalog",

  progress = {
    -- 97,5 of some rows is printed 98; a decimal that is returned is taken as it is
    bulat = function(i)
      if not i.realisasi or not i.target then return nil, "belum_diisi" end
      if i.target:is_zero() then return nil, "tidak_dapat_dihitung" end
      return capai.round(i.realisasi * 100 / i.target, 0)
    end,
  },
  round = { digits = 2, mode = "down", capaian_akhir = { digits = 1, mode = "half_up" },
    serapan = { digits = 0, mode = "half_up" } },
  efficiency = capai.efficiency.saving(),

  tests = {
    { "97,7857 is cut", arah = "positif", target = 70, realisasi = "68,45", target_akhir = 70,
      capaian = "97,78", capaian_akhir = "97,8" },
    { "thirds are exact", rata = { "33,33", "33,33", "33,34" }, capaian = "33,33" },
    { arah = "bulat", target = 200, realisasi = 195, capaian = 98 },
    { arah = "bulat", target = 200, realisasi = 194, capaian = 97 },
    { arah = "bulat", target = 0, realisasi = 194, status = "tidak_dapat_dihitung" },
    { arah = "bulat", target = 5, realisasi = "NA", status = "belum_diisi" },
    { capaian = 100, pagu = 1000, belanja = 995, serapan = 100, efisiensi_persen = 0 },
    { capaian = 100, pagu = 1000, belanja = 994, serapan = 99, efisiensi_persen = 1 },
  },
}
