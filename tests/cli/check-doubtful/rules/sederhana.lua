local capai = require "capai"

local function pack(id, from, scale)
  return capai.rules {
    id = id,
    name = "Dua versi",
    valid = { from = from },
    basis = { "Perbup 1/2020" },
    progress = { positif = capai.progress.positive },
    round = { digits = 0 },
    scale = scale,
    tests = { { arah = "positif", target = 4, realisasi = 3, capaian = 75, predikat = "Baik" } },
  }
end

return {
  pack("sederhana", 2020, capai.scale { { "Baik", ge = 50 }, { "Kurang", lt = 50 } }),
  pack("sederhana", 2024, capai.scale {
    basis = "lampiran",
    { "Kurang", lt = 60 },
    { "Baik", gt = 60 },
    gap = "error",
  }),
}
