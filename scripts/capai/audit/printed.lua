--- Figures and words as a report prints them, and whether they agree with the exact ones.
local capai = require "capai"

local printed = {
  fold = require "capai.fold",
  LABEL = 90, -- characters of the name of a line, at most
}

--- Decimals that are compared: what the rules give has one more, cut off, so that it still decides.
local MOST = 11

--- Rounds where the digits can hold the result; what is too large for that is left as it is.
function printed.round(x, digits, mode)
  local held, rounded = pcall(capai.round, x, math.min(digits, MOST + 1), mode)
  return held and rounded or x
end

--- A printed figure: its value, its decimals and whether a percent sign followed. nil where the
--- text shows no number. A grade with a number ("A (80,60)") and a quantity with a unit ("4 Dok")
--- stand for their number.
function printed.read(text)
  return text and printed.figure(capai.cell(text))
end

--- The figure of a cell, likewise.
function printed.figure(cell)
  local value = cell and cell.number
  if not value then return nil end
  local digits = #(tostring(value):match "%.(%d+)" or "")
  if digits > MOST then digits, value = MOST, printed.round(value, MOST) end
  return { value = value, digits = digits, text = cell.source, percent = cell.percent }
end

--- The figure of an input cell, likewise.
function printed.of(row, column)
  return printed.figure(row:cell(column))
end

--- How a printed figure stands to the exact value: "same" at its own number of decimals, "cut"
--- where only truncation gives it, else "other".
function printed.compare(figure, exact)
  if figure.value == printed.round(exact, figure.digits) then return "same" end
  if figure.value == printed.round(exact, figure.digits, "down") then return "cut" end
  return "other"
end

--- An exact value as the report should have printed it, in the form of `figure`.
function printed.show(figure, exact)
  local text = capai.format.number(printed.round(exact, figure.digits))
  return figure.percent and text .. "%" or text
end

--- The first `most` characters of a text.
function printed.head(text, most)
  local stop = utf8.offset(text, most + 1)
  return stop and text:sub(1, stop - 1) or text
end

--- How findings name a line that has a code.
function printed.line(kode, uraian)
  return printed.head((kode or "") .. " " .. (uraian or ""), printed.LABEL)
end

return printed
