-- What the packs of the catalogue share: as little as a pack can say.
local capai = require "capai"

return capai.rules {
  id = "katalog",
  name = "Katalog aturan",
  basis = "PermenPANRB 53/2014: pengukuran kinerja",
  progress = { positif = capai.progress.positive },
  round = { digits = 2, mode = "half_up" },
  scale = capai.scale { { "Tercapai", ge = 100 }, { "Belum Tercapai", lt = 100 } },

  tests = {
    { arah = "positif", target = 4, realisasi = 3, capaian = 75, predikat = "Belum Tercapai" },
    { arah = "positif", target = 0, realisasi = 3, status = "tidak_dapat_dihitung" },
    { rata = { 100, "NA" }, capaian = 100, jumlah_indikator = 1 },
    { capaian = 100, predikat = "Tercapai" },
    { capaian = "99,99", predikat = "Belum Tercapai" },
  },
}
