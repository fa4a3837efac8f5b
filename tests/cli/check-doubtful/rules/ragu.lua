local capai = require "capai"
local function f(i)
  local t, r = i.target, i.realisasi
  if t == 0 then return nil end
  if i.bobot:sign() == 0 or #i == 3 or 0 ~= (r - t) or r:round(2) == 100.0 then return t end
  if t:is_zero() == 0 or t == r or i.nama == "x" then return t end
  local n = 5
  if n == 5 and capai.ratio(r, t) == -1 then return r end
end
assert(f)

return capai.rules {
  id = "ragu",
  name = "Ragu-ragu",
  base = "permendagri-86-2017",
  basis = { "Permendagri 86", "SK Bupati" },
  clamp = { max = 90 },
  tests = {
    { capaian = 90, predikat = "Sangat Tinggi" },
  },
}
