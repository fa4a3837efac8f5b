--- Figures and words as a report prints them, and whether they agree with the exact ones.
local capai = require "capai"

local printed = { LABEL = 90 } -- characters of the name of a line, at most

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
  return { value = value, digits = #(tostring(value):match "%.(%d+)" or ""), text = cell.source,
           percent = cell.percent }
end

--- The figure of an input cell, likewise.
function printed.of(row, column)
  return printed.figure(row:cell(column))
end

--- How a printed figure stands to the exact value: "same" at its own number of decimals, "cut"
--- where only truncation gives it, else "other".
function printed.compare(figure, exact)
  if figure.value == capai.round(exact, figure.digits) then return "same" end
  if figure.value == capai.round(exact, figure.digits, "down") then return "cut" end
  return "other"
end

--- An exact value as the report should have printed it, in the form of `figure`.
function printed.show(figure, exact)
  local text = capai.format.number(capai.round(exact, figure.digits))
  return figure.percent and text .. "%" or text
end

--- A name without capitals, blanks and punctuation, as names meet in data sets.
function printed.fold(name)
  return ((name or ""):lower():gsub("[%s%p]", ""))
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
