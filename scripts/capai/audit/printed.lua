--- Figures and words as a report prints them, and whether they agree with the exact ones.
local capai = require "capai"

local printed = {
  fold = require "capai.fold",
  LABEL = 90, -- characters of the name of a line, at most, where it is a key
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
  return { value = value, digits = digits, text = cell.source, percent = cell.percent,
           unit = cell.unit }
end

--- The figure of an input cell, likewise; nil for a column that the file does not have.
function printed.of(row, column)
  return printed.figure(printed.cell(row, column))
end

--- An input cell; nil for a column that the file does not have.
function printed.cell(row, column)
  local there, cell = pcall(row.cell, row, column)
  return there and cell or nil
end

--- The entry of a row, likewise.
function printed.entry(row, column)
  local there, entry = pcall(function() return row[column] end)
  return there and entry or nil
end

--- What is printed in a cell; nil where nothing is.
function printed.text(row, column)
  local cell = printed.cell(row, column)
  return cell and cell.kind ~= "missing" and cell.source or nil
end

--- A number as a key: 5 and 5.00 are one.
function printed.key(value)
  local text = tostring(value)
  return text:find(".", 1, true) and (text:gsub("0+$", ""):gsub("%.$", "")) or text
end

--- True where a figure is the one that is shown under the rules: they round members before a mean,
--- or take a function, so that the exact value says nothing.
local function shows(figure, rule)
  return figure.value == printed.round(rule.shown, figure.digits, rule.mode) or
    (figure.digits > rule.digits and
     printed.round(figure.value, rule.digits, rule.mode) == rule.shown)
end

--- How a printed figure stands to the exact value at its own number of decimals: "same", "cut"
--- where only truncation gives it, "half" where only rounding half up does and the rules round in
--- another way, else "other". `rule` says what the rules show, with which digits and mode.
function printed.compare(figure, exact, rule)
  local mode = rule and rule.mode or "half_up"
  local function is(how) return figure.value == printed.round(exact, figure.digits, how) end
  if is(mode) then return "same" end
  if rule and figure.digits <= rule.digits and figure.value == rule.shown then return "same" end
  if rule and rule.shown ~= printed.round(exact, rule.digits, mode) and shows(figure, rule) then
    return "same"
  end
  return is "half_up" and "half" or is "down" and "cut" or "other"
end

--- An exact value as the report should have printed it, in the form of `figure`.
function printed.show(figure, exact, rule)
  local shown = rule and figure.digits == rule.digits and rule.shown or exact
  local text = capai.format.number(printed.round(shown, figure.digits, rule and rule.mode))
  return figure.percent and text .. "%" or text
end

--- The first `most` characters of a text.
function printed.head(text, most)
  local stop = utf8.offset(text, most + 1)
  return stop and text:sub(1, stop - 1) or text
end

--- How findings name a line that has a code, in full.
function printed.name(kode, uraian)
  return ((kode or "") .. " " .. (uraian or "")):match "^%s*(.-)%s*$"
end

--- The name of such a line as a key: its beginning.
function printed.line(kode, uraian)
  return printed.head(printed.name(kode, uraian), printed.LABEL)
end

return printed
