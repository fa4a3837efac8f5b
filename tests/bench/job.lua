-- The job of the benchmark with other tools: capaian between 0 and 100, rounded before it enters
-- the mean of its OPD; job.sh runs it.
local capai <const> = require "capai"

return capai.rules {
  id = "job",
  name = "Job of the benchmark",
  valid = { from = 2000, to = 2199 },
  basis = { "tests/bench/job.sh" },
  progress = { positif = capai.progress.positive, negatif = capai.progress.negative },
  round = { digits = 2, mode = "half_up" },
  clamp = { 0, 100 },
  average = { of = "rounded" },
  scale = capai.scale {
    basis = "tests/bench/job.sh",
    { "sangat tinggi", ge = 90 },
    { "tinggi", ge = 75, lt = 90 },
    { "sedang", ge = 65, lt = 75 },
    { "rendah", ge = 50, lt = 65 },
    { "sangat rendah", lt = 50 },
  },
  efficiency = capai.efficiency.compare { greater = "ya", equal = "tidak", less = "tidak" },
}
