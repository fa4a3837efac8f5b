-- PermenPANRB 88/2021: the SAKIP grades AA..D, as grades and as a scale of capaian.
local capai = require "capai"

return capai.rules {
  id = "permenpanrb-88-2021",
  name = "PermenPANRB 88/2021: predikat akuntabilitas kinerja AA..D",
  valid = { from = 2021, to = 2199 },
  basis = { "PermenPANRB 88/2021: predikat AKIP AA..D (diingat, belum dicocokkan)" },

  progress = {
    positif = capai.progress.positive,
    negatif = capai.progress.negative,
  },
  round = { digits = 2, mode = "half_up" },

  -- Best first. A worse grade is worth the ratio of the ranks: B (4) against A (6) is 66,67.
  grade = capai.grade { "AA", "A", "BB", "B", "CC", "C", "D", worse = "ratio" },

  -- The lower bound is exclusive: exactly 80 is BB.
  scale = capai.scale {
    basis = "PermenPANRB 88/2021",
    { "AA", gt = 90, le = 100 },
    { "A", gt = 80, le = 90 },
    { "BB", gt = 70, le = 80 },
    { "B", gt = 60, le = 70 },
    { "CC", gt = 50, le = 60 },
    { "C", gt = 30, le = 50 },
    { "D", gt = 0, le = 30 },
    above = "AA", -- a capaian above 100 is at least AA
    below = "D", -- 0 itself is printed in no row
  },
}
