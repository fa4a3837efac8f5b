local capai = require "capai"
return capai.rules {
  id = "uji", name = "Uji fungsi", valid = { from = 2020, to = 2030 }, basis = { "Perbup 1/2024" },
  base = "jember-2024",
  progress = {
    positif = function(i)
      local before = i:year(2023)
      if before and before.realisasi and i.satuan == "%" then
        return capai.ratio(i.realisasi * 100 + before.realisasi, i.target * i.bobot)
      end
      return nil, "belum_diisi", "tahun lalu tidak ada"
    end,
  },
}
