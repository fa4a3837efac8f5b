local capai = require "capai"

return capai.rules {
  id = "pinjam",
  name = "Conformance: a sasaran without lines takes the serapan of the OPD",
  base = "dasar",
  budget = { unlinked = "opd" },
}
