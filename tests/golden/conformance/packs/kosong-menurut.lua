local capai = require "capai"

return capai.rules {
  id = "kosong-menurut",
  name = "Conformance: missing by outcome",
  base = "dasar",
  average = { missing = { belum_diisi = "zero", tidak_dapat_dihitung = "skip" } },
}
