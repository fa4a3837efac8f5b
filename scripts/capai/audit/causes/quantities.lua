--- Indicators, sasaran and unsur: another quantity, another year, a rank, a verdict.
local capai = require "capai"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local QUANTITIES = { target = "target", realisasi = "realisasi", capaian_lapor = "capaian",
                     serapan_lapor = "serapan", target_akhir = "target akhir" }

local causes = {}

causes[#causes + 1] = function(f, audit)
  if not f.figure or telling.is_rupiah(f) then return nil end
  if f.jenis ~= "narasi" and f.file ~= "sasaran" and f.file ~= "indikator" then return nil end
  local names = {}
  for _, place in ipairs(audit.facts:places(f.opd, f.figure.value)) do
    if place.file ~= "anggaran" and place.row.tahun == f.tahun and
       not (place.file == f.file and place.column == f.kolom) then
      local name = QUANTITIES[place.column] .. " " .. place.row[place.file]
      if names[#names] ~= name then names[#names + 1] = name end
    end
  end
  --- a short figure tells something only as a percentage that stands but once
  local short = not telling.is(f.figure)
  if #names == 0 or #names > (short and 1 or 2) or
     (short and (not f.figure.percent or names[1]:match "^capaian")) then
    return nil
  end
  return f.figure.text .. " adalah " .. table.concat(names, ", juga ")
end

--- The figure of the same column in another year, and nowhere in this one.
causes[#causes + 1] = function(f, audit)
  if not f.figure or f.jenis ~= "narasi" or telling.is_rupiah(f) or not telling.is(f.figure) then
    return nil
  end
  local found
  for _, place in ipairs(audit.facts:places(f.opd, f.figure.value)) do
    if place.file ~= "indikator" or place.row.tahun == f.tahun or
       (found and found.row.tahun ~= place.row.tahun) then
      return nil
    end
    found = place
  end
  return found and (f.figure.text .. " adalah " .. QUANTITIES[found.column] .. " " ..
    found.row.indikator .. " tahun " .. found.row.tahun)
end

--- A rank among the rows from this one on: a formula whose range slides.
causes[#causes + 1] = function(f, audit)
  if f.file ~= "skm_lapor" or f.quantity ~= "peringkat" then return nil end
  local own, rank, seen = audit:computed("skm_lapor", f.row, "nrr"), 1, false
  for _, row in ipairs(audit.facts:unsur(f.opd, f.row.tahun)) do
    seen = seen or row.unsur == f.row.unsur
    local nrr = audit:computed("skm_lapor", row, "nrr")
    if seen and nrr and own and nrr > own then rank = rank + 1 end
  end
  if capai.decimal(rank) == f.figure.value then
    return "peringkat di antara unsur ini dan sesudahnya saja: rentang rumusnya bergeser"
  end
end

--- A verdict that fits the figures that are printed beside it.
causes[#causes + 1] = function(f, audit)
  if f.file ~= "sasaran" or f.quantity ~= "efisiensi" or f.jenis ~= "kelas" then return nil end
  local capaian, serapan = printed.of(f.row, "capaian_lapor"), printed.of(f.row, "serapan_lapor")
  local rules = audit:rules_of(f.opd)
  local efficiency = rules and rules.efficiency
  local word = capaian and serapan and efficiency and
    efficiency:judge(capaian.value, serapan.value)
  if word and printed.fold(word) == printed.fold(f.dilaporkan) then
    return "sesuai dengan capaian " .. capaian.text .. " dan serapan " .. serapan.text ..
      " yang tercetak di sampingnya"
  end
end

return causes
