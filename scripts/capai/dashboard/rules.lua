--- What a reader is told of the rules behind the figures: formulas, rounding, classes. Only where
--- the pack that is installed is the one that made them: the digests of the script are equal.
local capai = require "capai"
local json = require "capai.dashboard.json"

local rules = {}

local MODES <const> = {
  half_up = "setengah ke atas", half_even = "setengah ke genap", down = "sisanya dibuang",
  up = "menjauhi nol", floor = "ke bawah", ceil = "ke atas",
}

-- What is wrong with the machine, and not with the pack.
local MACHINE <const> = { MEMORY = true, FILE_READ = true, READ_DENIED = true }

--- The installed pack; nil where it is another one, or cannot be used.
local function find(id, year, sha256, desk)
  local script = desk.read("rules/" .. id .. ".lua")
  if not script or desk.sha256(script) ~= sha256 then return nil end
  local ok, found = pcall(capai.rules, id, tonumber(year))
  if ok then return found end
  if found == "not enough memory" or MACHINE[found.code] then error(found, 0) end
  return nil
end

local function number(x) return capai.format.number(x) end

--- A class as the regulation prints it: "76 sampai 90".
local function bound(band)
  local low = band.ge and "≥ " .. number(band.ge) or band.gt and "> " .. number(band.gt)
  local high = band.le and "≤ " .. number(band.le) or band.lt and "< " .. number(band.lt)
  if band.ge and band.le then return number(band.ge) .. " sampai " .. number(band.le) end
  return low and high and low .. " dan " .. high or low or high or "semua nilai"
end

--- All values where the class may change, with the nearest ones on both sides.
local function edges(bands, digits)
  local unit, list = capai.decimal(1) / capai.decimal("1" .. ("0"):rep(digits)), {}
  for _, band in ipairs(bands) do
    for _, value in pairs { band.ge, band.gt, band.le, band.lt } do
      list[#list + 1], list[#list + 2], list[#list + 3] = value - unit, value, value + unit
    end
  end
  table.sort(list, function(a, b) return a < b end)
  return list
end

--- [[smallest value of a class, its name], ...] in rising order, for values of that many decimals
--- and as whole numbers of that scale; the lowest class has no smallest value.
local function cuts(scale, bands, digits)
  local factor, list, last = capai.decimal("1" .. ("0"):rep(digits)), {}, nil
  for i, value in ipairs(edges(bands, digits)) do
    local name = scale:classify(value)
    if i == 1 or name ~= last then
      local least = tostring(capai.round(value * factor, 0))
      list[#list + 1] = json.list { i == 1 and "null" or least, json.text(name) }
    end
    last = name
  end
  return json.list(list)
end

local function formulas(pack)
  local list = {}
  for i, formula in ipairs(pack:formulas()) do
    list[i] = { formula.arah, formula.is_function and "0" or json.text(formula.text) }
  end
  table.sort(list, function(a, b) return a[1] < b[1] end)
  return json.object(list)
end

local function known(pack)
  local digits, mode = pack:digits "capaian"
  local list = { { "id", json.text(pack.id) }, { "nama", json.text(pack.name) },
    { "dasar", json.texts(pack.basis) }, { "rumus", formulas(pack) },
    { "desimal", tostring(digits) }, { "mode", json.text(mode) },
    { "pembulatan", json.text(digits .. " desimal, " .. (MODES[mode] or mode)) } }
  if pack.scale then
    local bands, basis = pack.scale:bands()
    local bounds = {}
    for i, band in ipairs(bands) do bounds[i] = { band.name, json.text(bound(band)) } end
    list[#list + 1] = { "batas", json.object(bounds) }
    list[#list + 1] = { "skala", basis ~= "" and json.text(basis) }
    list[#list + 1] = { "kelas", cuts(pack.scale, bands, digits) }
  end
  return json.object(list)
end

--- The pack `id` of a year as JSON; of one that cannot be shown, its id.
function rules.json(id, year, manifest, desk)
  local sha256 = manifest.sha256[id .. ".lua"]
  local pack = sha256 and find(id, year, sha256, desk)
  return pack and known(pack) or json.object { { "id", json.text(id) } }
end

return rules
