--- Indicators, sasaran and unsur: another quantity, another year, a rank, a verdict.
local capai = require "capai"
local money = require "capai.audit.money"
local printed = require "capai.audit.printed"
local telling = require "capai.audit.causes.telling"

local QUANTITIES = { target = "target", realisasi = "realisasi", capaian_lapor = "capaian",
                     serapan_lapor = "serapan", target_akhir = "target akhir" }

local causes = {}

--- A statement about something that is no amount, and no slip.
local function is_stated(f, audit)
  return f.figure and f.jenis == "narasi" and not f.besaran:match "^serapan" and
    not money.is(f, audit) and not telling.is_near(f)
end

local function name_of(place)
  return QUANTITIES[place.column] .. " " .. (place.row[place.file] or "")
end

causes[#causes + 1] = function(f, audit)
  if not is_stated(f, audit) then return nil end
  local names = {}
  for _, place in ipairs(audit.facts:places(f.opd, f.figure.value)) do
    if place.file ~= "anggaran" and place.row.tahun == f.tahun then
      local name = name_of(place)
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
  if not is_stated(f, audit) or not telling.is(f.figure) then return nil end
  local found
  for _, place in ipairs(audit.facts:places(f.opd, f.figure.value)) do
    if place.file ~= "indikator" or place.row.tahun == f.tahun or
       (found and found.row.tahun ~= place.row.tahun) then
      return nil
    end
    found = place
  end
  return found and ("%s adalah %s tahun %s"):format(f.figure.text, name_of(found),
    found.row.tahun) or nil
end

--- The rank of each printed unsur among itself and those after it.
local function sliding_ranks(audit, rows)
  local ranks = {}
  for i, row in ipairs(rows) do
    local own = audit.answers:of("skm_lapor", row, "nrr")
    ranks[i] = 1
    for k = i + 1, own and #rows or 0 do
      local other = audit.answers:of("skm_lapor", rows[k], "nrr")
      if other and other.exact > own.exact then ranks[i] = ranks[i] + 1 end
    end
  end
  return ranks
end

--- Ranks among the rows from each one on: a formula whose range slides makes all of them.
causes[#causes + 1] = function(f, audit)
  if f.file ~= "skm_lapor" or f.quantity ~= "peringkat" then return nil end
  local rows = audit.facts:unsur(f.row)
  for i, rank in ipairs(sliding_ranks(audit, rows)) do
    local figure = printed.of(rows[i], f.kolom)
    if not figure or figure.value ~= capai.decimal(rank) then return nil end
  end
  return "peringkat di antara unsur ini dan sesudahnya saja: rentang rumusnya bergeser"
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
      " yang tercetak di sampingnya", telling.NEUTRAL
  end
end

return causes
