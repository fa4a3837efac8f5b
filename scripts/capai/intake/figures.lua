--- Figures as a report prints them, and as whoever copied it may have spoilt them.
local capai = require "capai"

local figures = {}

local LONGEST = 60 -- no figure is longer

local LETTERS = { O = "0", o = "0", l = "1", I = "1" }

--- True for a number in Indonesian notation and nothing else, but for Rp, % and a closing ",-".
local function is_number(cell)
  if #cell > LONGEST then return false end
  local body = cell:gsub("^[Rr][Pp]%.?%s*", ""):gsub(",%-$", ""):gsub("%s*%%$", "")
  body = body:match "^%((.+)%)$" or body:match "^%-?(.+)$" or ""
  local whole, rest = body:match "^(%d+)(.*)$"
  if not whole then return false end
  if rest:find "^%.%d%d%d" then
    if #whole > 3 then return false end
    repeat
      local found
      rest, found = rest:gsub("^%.%d%d%d%f[^%d]", "")
    until found == 0
  end
  return rest == "" or rest:find "^,%d+$" ~= nil
end

figures.is_number = is_number

--- True where nothing is printed.
function figures.is_missing(cell)
  return cell == nil or cell == "" or cell:find "^%-+$" ~= nil or cell:find "^\u{2013}$" ~= nil
end

--- True for a cell that can only be an amount: groups of three digits.
function figures.is_amount(cell)
  return is_number(cell) and cell:find "%d%.%d%d%d" ~= nil
end

--- True where two printed cells say the same: the same text, or the same number.
function figures.same(a, b)
  if a == b then return true end
  if a == nil or b == nil then return false end
  if a:lower():gsub("[%s%%]", "") == b:lower():gsub("[%s%%]", "") then return true end
  local x, y = capai.cell(a), capai.cell(b)
  return x ~= nil and y ~= nil and x.number ~= nil and x.number == y.number
end

--- True for a cell that was meant as a figure: a formula, or digits, with what stands beside them.
function figures.looks_like(cell)
  return cell:find "^=" ~= nil or #cell <= LONGEST and cell:find "%d" ~= nil and
    cell:find "^%(?%-?[Rr]?[Pp]?[%s%d.,%%OolI/%-()]*$" ~= nil
end

--- A figure without the blanks that came into it: beside its signs, and between digits only where
--- groups of three come of it, as "83 57" may be two figures; nil for none.
local function close_up(cell)
  local closed = cell:gsub("([.,])%s+(%d)", "%1%2"):gsub("(%d)%s+([.,])", "%1%2")
  if is_number(closed) then return closed end
  local dotted, bare = closed:gsub("%s+(%d%d%d)%f[%D]", ".%1"), closed:gsub("%s+", "")
  return figures.is_amount(dotted) and dotted or figures.is_amount(bare) and bare or nil
end

--- What a cell was before it was copied: letters that stand for digits, blanks within a number.
local function mend(cell)
  local fixed = cell:gsub("%f[%dOolI.,][%dOolI.,%s]+%f[^%dOolI.,%s]", function(run)
    return run:find "%d" and run:gsub("[OolI]", LETTERS) or nil
  end)
  return is_number(fixed) and fixed or close_up(fixed)
end

--- A figure for a data set: the text for the cell, and what is doubtful about it: "mended" or
--- "unreadable" (carried as it is printed); nil for nothing.
function figures.read(cell)
  if cell == "" or is_number(cell) or figures.is_missing(cell) then return cell end
  local fixed = figures.looks_like(cell) and mend(cell)
  if fixed then return fixed, "mended" end
  return cell, "unreadable"
end

--- True for words that begin as a figure does: ">83", "B3,57", but not "Level 3".
local function hides_figure(cell)
  return cell:find "^%S*%d" ~= nil or cell:find "^%A*%d" ~= nil
end

--- The same for a target or a realisasi, which may be a grade, a range or words.
function figures.quantity(cell)
  if cell == "" or is_number(cell) then return cell end
  local fixed = figures.looks_like(cell) and mend(cell)
  if fixed then return fixed, "mended" end
  local read = capai.cell(cell)
  local doubtful = not read or read.kind == "text" and hides_figure(cell)
  return cell, doubtful and "unreadable" or nil
end

--- The same for a cell that holds words.
function figures.words(cell) return cell end

return figures
