--- The operations of narasi.csv: what the operands of a statement make of it. Each takes the
--- statement and returns an exact number, which is compared at the decimals that are printed, or
--- what should stand there and whether what stands there will do.
---
--- A statement has `operands` (texts; `all` of them as they stand), `numbers` (their numbers, as
--- printed), `text` (what is printed), `figure` (it as a number, where it is one) and `rules`. To
--- add an operation, add a function:
---
---     local operations = require "capai.audit.operations"
---     function operations.dua_kali(s) return s.numbers[1] * 2 end
local capai = require "capai"
local money = require "capai.audit.money"
local printed = require "capai.audit.printed"

local operations = {}

local function sum(numbers)
  local total = capai.decimal(0)
  for _, x in ipairs(numbers) do total = total + x end
  return total
end

--- The same words: capitals, blanks and punctuation do not count, but where there is nothing else.
local function is_same(a, b)
  local x, y = printed.fold(a), printed.fold(b)
  if x == "" or y == "" then return a == b end
  return x == y
end

--- ---- numbers ----

--- The first in percent of the second.
function operations.persen(s) return s.numbers[1] * 100 / s.numbers[2] end

--- Their difference in percent of the second.
function operations.persen_selisih(s)
  return money.abs(s.numbers[1] - s.numbers[2]) * 100 / s.numbers[2]
end

function operations.selisih(s) return s.numbers[1] - s.numbers[2] end

function operations.selisih_mutlak(s) return money.abs(s.numbers[1] - s.numbers[2]) end

--- Of four: the first in percent of the second, less the third in percent of the fourth.
function operations.selisih_capaian(s)
  local a, b, c, d = table.unpack(s.numbers)
  return (a * d - c * b) * 100 / (b * d)
end

function operations.jumlah(s) return sum(s.numbers) end

function operations.rata(s) return sum(s.numbers) / #s.numbers end

--- The mean, with no number above 100.
function operations.rata_cap(s)
  local capped, most = {}, capai.decimal(100)
  for i, x in ipairs(s.numbers) do capped[i] = x > most and most or x end
  return sum(capped) / #capped
end

--- How many there are.
function operations.cacah(s) return capai.decimal(#s.operands) end

--- How many pairs realisasi/target fulfil `wanted`.
local function count_pairs(s, wanted)
  local count = 0
  for _, pair in ipairs(s.operands) do
    local r, t = pair:match "^(.*)/(.*)$"
    r, t = printed.read(r), printed.read(t)
    if r and t and wanted(r.value, t.value) then count = count + 1 end
  end
  return capai.decimal(count)
end

function operations.cacah_tercapai(s)
  return count_pairs(s, function(r, t) return r >= t end)
end

function operations.cacah_melebihi(s)
  return count_pairs(s, function(r, t) return r > t end)
end

--- ---- words ----

--- True where a text is nothing but a number, in rupiah, in percent or with a unit.
local function is_number(text, figure)
  local rest = text:gsub("^%s*[Rr][Pp]%.?", ""):gsub(",%-%s*$", "")
  if figure.unit then rest = rest:gsub(figure.unit:gsub("%p", "%%%0") .. "%s*$", "") end
  return rest:match "^[%d.,%%%s-]+$" ~= nil
end

--- The same, as a number where both are nothing but one, in one unit or without.
function operations.sama(s)
  local other, all = printed.read(s.all), s.all
  if s.figure and other and is_number(s.text, s.figure) and is_number(all, other) then
    local units = s.figure.unit and other.unit and
      printed.fold(s.figure.unit) ~= printed.fold(other.unit)
    return all, not units and s.figure.value == other.value
  end
  return all, is_same(s.text, all)
end

--- A number in words.
function operations.terbilang(s)
  local value = capai.parse_terbilang(s.text)
  return s.operands[1], value ~= nil and value == s.numbers[1]
end

--- melebihi, tercapai or belum tercapai: the first against the second.
function operations.status(s)
  local r, t = s.numbers[1], s.numbers[2]
  local word = r > t and "melebihi" or r == t and "tercapai" or "belum tercapai"
  return word, is_same(s.text, word) or (is_same(s.text, "tercapai") and r >= t)
end

--- The class of a number on the scale of the rules.
function operations.predikat(s)
  local class = s.rules.scale:classify(s.numbers[1])
  return class or "-", class ~= nil and is_same(class, s.text)
end

--- Between the least and the greatest.
function operations.rentang(s)
  local least, most = 1, 1
  for i, x in ipairs(s.numbers) do
    if x < s.numbers[least] then least = i end
    if x > s.numbers[most] then most = i end
  end
  local inside = s.figure and s.figure.value >= s.numbers[least] and
    s.figure.value <= s.numbers[most]
  return "antara " .. s.operands[least] .. " dan " .. s.operands[most], inside or false
end

--- Above the end of the class before.
function operations.batas(s)
  return "> " .. s.operands[1], s.figure ~= nil and s.figure.value > s.numbers[1]
end

--- Other words for the same.
local TRENDS = { meningkat = "naik", menurun = "turun", stabil = "tetap" }

--- naik, turun, tetap or campuran, in order of time.
function operations.tren(s)
  local up, down
  for i = 2, #s.numbers do
    up = up or s.numbers[i] > s.numbers[i - 1]
    down = down or s.numbers[i] < s.numbers[i - 1]
  end
  local word = #s.numbers < 2 and "tidak cukup data" or up and down and "campuran" or
    up and "naik" or down and "turun" or "tetap"
  local said = printed.fold(s.text)
  return word, is_same(TRENDS[said] or said, word)
end

--- Of pairs name=number a name with the greatest.
function operations.terbanyak(s)
  local best, most, good = nil, nil, false
  for _, pair in ipairs(s.operands) do
    local name, figure = pair:match "^(.*)=(.*)$"
    figure = figure and printed.read(figure)
    if figure and (not most or figure.value > most) then
      best, most, good = name, figure.value, false
    end
    good = good or (figure ~= nil and figure.value == most and is_same(name, s.text))
  end
  return best or "-", good
end

--- A share of so many: k of n in percent, for a whole k.
function operations.kelipatan(s)
  local k = s.figure and s.figure.value * s.numbers[1] / 100
  local step = capai.format.percent(capai.round(capai.decimal(100) / s.numbers[1], 0))
  return "kelipatan " .. step, k ~= nil and k == capai.round(k, 0)
end

--- The verdict of the rules on capaian against serapan.
function operations.efisiensi(s)
  local word = s.rules.efficiency and s.rules.efficiency:judge(s.numbers[1], s.numbers[2])
  if type(word) == "userdata" then return word end
  return word or "-", word ~= nil and is_same(word, s.text)
end

return operations
