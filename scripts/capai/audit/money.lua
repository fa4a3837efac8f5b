--- What an amount of rupiah is: by where it stands, and in running text by what is said of it.
local capai = require "capai"
local printed = require "capai.audit.printed"

local ZERO = capai.decimal(0)
local AMOUNT = capai.decimal(100000)

--- Words that say of a figure in the text that it is money.
local WORDS = { "pagu", "anggaran", "belanja", "rupiah", "alokasi", "biaya", "dana" }

local money = {}

function money.abs(x)
  return x < ZERO and -x or x
end

--- True for the columns of files that hold amounts.
function money.is_column(file, kolom)
  if file == "anggaran" then return kolom == "pagu" or kolom == "realisasi" end
  return file == "renstra" and kolom:match "^rp_" ~= nil
end

local function says_rupiah(text)
  return text ~= nil and (text:match "^%s*[Rr][Pp]" or text:match ",%-%s*$" or
    text:lower():match "rupiah") ~= nil
end

--- True where a statement is about money: it says so, or its figures stand in the budget.
local function is_stated(f, audit)
  local s = f.statement
  if says_rupiah(s.text) or says_rupiah(s.all) then return true end
  local about = (f.besaran .. " " .. f.baris):lower()
  for _, word in ipairs(WORDS) do
    if about:find(word, 1, true) then return true end
  end
  for _, x in ipairs { f.figure.value, f.expected, table.unpack(s.numbers or {}) } do
    if x >= AMOUNT and audit.facts:is_amount(f.opd, x) then return true end
  end
  return false
end

--- True where what a finding prints, and what should be, are amounts of rupiah.
function money.is(f, audit)
  if f.is_money == nil then
    local figure, expected = f.figure, f.expected
    local numbers = figure and expected and not figure.percent and
      (money.abs(figure.value) >= AMOUNT or money.abs(expected) >= AMOUNT)
    f.is_money = (numbers and (f.statement and is_stated(f, audit) or
      not f.statement and money.is_column(f.file, f.kolom))) or false
  end
  return f.is_money
end

--- By how much an amount is wrong; nil where a finding is about none.
function money.difference(f, audit)
  if not money.is(f, audit) then return nil end
  return money.abs(f.figure.value - printed.round(f.expected, f.figure.digits))
end

return money
