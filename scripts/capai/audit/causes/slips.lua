--- Slips of the hand: a digit lost, doubled, changed or swapped, a sign lost.
local capai = require "capai"
local printed = require "capai.audit.printed"

local slips = {}

--- How two rows of digits differ, where that is a slip: its kind, and the digits of each.
function slips.of(a, b)
  if #a + 1 == #b then
    for i = 1, #b do
      if b:sub(1, i - 1) .. b:sub(i + 1) == a then
        return "lost", b:sub(i, i), i == 1 and "di depan " or ""
      end
    end
  elseif #a == #b + 1 then
    for i = 1, #a do
      if a:sub(1, i - 1) .. a:sub(i + 1) == b then return "extra", a:sub(i, i) end
    end
  elseif #a == #b and a ~= b then
    local first, last
    for i = 1, #a do
      if a:sub(i, i) ~= b:sub(i, i) then first, last = first or i, i end
    end
    if first == last then return "other", a:sub(first, first), b:sub(first, first) end
    if last - first <= 2 and a:sub(first, last) == b:sub(first, last):reverse() then
      return "swapped", a:sub(first, last), b:sub(first, last)
    end
  end
end

local WORDS = {
  lost = "digit %s %shilang",
  extra = "digit %s berlebih",
  other = "satu digit lain: tercetak %s, seharusnya %s",
  swapped = "digit tertukar: tercetak %s, seharusnya %s",
}

--- A slip in words; nil where there is none.
function slips.words(a, b)
  local kind, x, y = slips.of(a, b)
  return kind and WORDS[kind]:format(x, y)
end

--- Digits of a number, without its sign and separators.
function slips.digits(x, places)
  return (capai.format.number(printed.round(x, places)):gsub("[^%d]", ""))
end

--- The digits of what a finding prints, and of what should stand there.
function slips.both(f)
  return slips.digits(f.figure.value, f.figure.digits), slips.digits(f.expected, f.figure.digits)
end

--- True where a slip explains what is printed: then nothing else is looked for but what is certain.
function slips.is_near(f)
  return f.figure ~= nil and f.expected ~= nil and slips.of(slips.both(f)) ~= nil
end

return slips
