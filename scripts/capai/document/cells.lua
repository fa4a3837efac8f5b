--- What stands in a cell of a table: a figure with the digits that it has, a word, a dash.
local capai = require "capai"

local cells = {}

local DASH <const> = "–"

--- How the fields of result tables are printed. Rupiah only where no indicator is meant.
local FORMATS <const> = {
  capaian = "percent", capaian_akhir = "percent", serapan = "percent", proporsi = "percent",
  efisiensi_persen = "percent", tren_persen = "points", selisih = "points", tren = "points",
  pagu = "rupiah", sisa = "rupiah", efisiensi_rupiah = "rupiah", pagu_anak = "rupiah",
  realisasi_anak = "rupiah", rp = "rupiah", rp_akhir = "rupiah", rp_jumlah = "rupiah",
}
local MONEY <const> = { anggaran = true, sasaran = true, tujuan = true, opd = true,
                        kabupaten = true }

--- How a field is printed where a column does not say it.
function cells.format_of(field, name)
  if field == "realisasi" and MONEY[name] or field:find "^rp_" then return "rupiah" end
  return FORMATS[field] or "number"
end

--- "1.234,56" in plain notation.
local function plain_of(words)
  return (words:gsub("%.", ""):gsub(",", "."):gsub("−", "-"))
end

local function decimals_of(words)
  return #(words:match ",(%d+)$" or "")
end

--- A figure with the sign that it has: differences show both.
local function signed(words, format)
  words = words:gsub("^%-", "−")
  local is_plus = format == "points" and words:find "[1-9]" and not words:find "^−"
  return is_plus and "+" .. words or words
end

--- The cell of a figure that is printed so.
function cells.figure(words, format)
  return { text = signed(words, format), number = plain_of(words), format = format,
           decimals = decimals_of(words) }
end

--- The cell of a decimal or a whole number; without digits it keeps its own.
function cells.number(x, format, digits, mode)
  if math.type(x) then return cells.figure(capai.format.number(x), format or "integer") end
  if format == "rupiah" and not digits and x:eq(capai.round(x, 0)) then digits = 0 end
  return cells.figure(capai.format.number(x, digits, mode), format or "number")
end

function cells.missing()
  return { text = DASH, soft = true }
end

--- An entry of a row; nil where it has no such column.
local function entry(row, column)
  local known, value = pcall(function() return row[column] end)
  return known and value or nil
end

local REASONS <const> = { tidak_dapat_dihitung = "tidak dapat dihitung",
                          tidak_berlaku = "tidak berlaku" }

--- Why a field of a row has no value, in words.
function cells.why_missing(row, field)
  local status
  if type(row) == "userdata" and not row:cell(field) then
    status = entry(row, "status_" .. field) or entry(row, "status")
  end
  return REASONS[status] or "belum diisi"
end

--- What a person wrote: digits stay as they are. `units`: with the unit, where no column has it.
local function written(cell, format, units)
  if cell.kind == "missing" then return cells.missing() end
  if cell.kind ~= "number" then return { text = cell.source } end
  local found = cells.number(cell.number, format)
  local unit = cell.percent and "%" or cell.unit and " " .. cell.unit or ""
  if units then found.text = found.text .. unit end
  if cell.note then found.text = found.text .. " (" .. cell.note .. ")" end
  return found
end

--- The cell of a field of a row.
function cells.field(row, field, format, units)
  local cell = row:cell(field)
  local value = row[field]
  if cell and (cell.kind ~= "missing" or value == nil) then
    return written(cell, format, units)
  end
  if value == nil then return cells.missing() end
  if type(value) == "string" then return { text = value } end
  if math.type(value) then return cells.number(value, "integer") end
  return cells.figure(row:text(field), format)
end

--- What a figure can be, by itself.
local KINDS <const> = { number = "number", percent = "percent", rupiah = "rupiah",
                        points = "points", integer = "integer" }

--- True for a figure in plain notation.
local function is_plain(words)
  local cell = type(words) == "string" and capai.cell(words, "plain")
  return cell and cell.kind == "number" and words:find "^[+-]?%d+%.?%d*$" ~= nil
end

--- A cell of ours that came back by way of the layout (doc:by_year), which may have changed it: of
--- it is taken what a figure, a word or a dash has. nil where it is none.
local function taken(value)
  local number <const>, decimals <const> = value.number, value.decimals
  if type(value.text) ~= "string" or number ~= nil and not is_plain(number) then return nil end
  if decimals ~= nil and (math.type(decimals) ~= "integer" or decimals < 0 or decimals > 100) then
    return nil
  end
  return { text = value.text, number = number, decimals = decimals, soft = value.soft and true,
           format = KINDS[value.format or 0] }
end

--- The cell of what a layout, or a function of it, gave.
function cells.given(desk, value, format, digits)
  if value == nil then return cells.missing() end
  if type(value) == "string" then return { text = value } end
  if type(value) == "boolean" then return { text = value and "✓" or "", tick = value or nil } end
  if type(value) ~= "table" then return cells.number(value, format, digits) end
  return taken(value) or
    desk.fail("RULES_TYPE", nil, nil, "value", "string|number|boolean", "table", "layout")
end

return cells
