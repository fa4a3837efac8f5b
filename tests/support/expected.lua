-- What the cells of a report's tables must show, from an evaluation as JSON and the data as they
-- were written: nothing here knows the document. A cell is { text, number }: as people read it and,
-- of a figure, as a workbook holds it.
local expected <const> = {}

local MISSING <const> = { "–" }

function expected.text(value) return { value or "–" } end

-- "1234.50" as { "1.234,50", "1234.50" }; `plus`: rising differences say so.
local function figure(plain, plus)
  local sign <const>, whole <const>, fraction <const> = plain:match "^(%-?)(%d+)%.?(%d*)$"
  local grouped <const> = whole:reverse():gsub("(%d%d%d)", "%1."):reverse():gsub("^%.", "")
  local text <const> = grouped .. (fraction ~= "" and "," .. fraction or "")
  local rises <const> = plus and sign == "" and text:find "[1-9]"
  return { (sign ~= "" and "−" or rises and "+" or "") .. text, plain }
end

-- A number with so many decimals.
function expected.number(value, decimals, plus)
  if value == nil then return MISSING end
  local plain <const> = ("%%.%df"):format(decimals):format(value)
  return figure(plain:find "[1-9]" and plain or plain:gsub("^%-", ""), plus)
end

function expected.percent(value) return expected.number(value, 2) end

function expected.points(value) return expected.number(value, 2, true) end

function expected.rupiah(value) return expected.number(value, 0) end

-- What a person wrote: `source` as it stands in the data, `value` as the evaluation has it.
-- `bare`: where a column of the table has the unit.
function expected.written(value, source, bare)
  if value == nil then return MISSING end
  local digits <const> = source:match "^[%d.]+,?%d*"
  if not digits then
    assert(value == source, source)
    return { source }
  end
  local plain <const> = digits:gsub("%.", ""):gsub(",", ".")
  local said <const> = type(value) == "string" and value:match "^[%d.]+,?%d*" or value
  local same <const> = type(said) == "string" and said == digits or tonumber(plain) == said
  assert(same, source .. " is not " .. tostring(value))
  return { bare and digits or source, plain }
end

-- The text of a figure as a workbook holds it, to compare tables of which nothing else is known.
function expected.plain(text)
  local sign <const>, digits <const> = text:gsub("^−", "-"):match "^([+-]?)([%d.]*%d,?%d*)"
  if not digits then return text end
  return sign:gsub("%+", "") .. digits:gsub("%.", ""):gsub(",", ".")
end

return expected
