--- Values by name: {{tahun}}, {{opd.capaian}}, {{indikator.ikm.capaian}}, {{anggaran.7.01.pagu}},
--- {{opd.pagu|terbilang}}; {{tabel.ID}} and {{gambar.ID}} are references.
local capai = require "capai"
local cells = require "capai.document.cells"

local values = {}

--- By which column the rows of a table are named.
local KEYS <const> = { indikator = "indikator", sasaran = "sasaran", tujuan = "tujuan",
                       anggaran = "kode", rekap = "predikat", output = "output", skm = "unsur" }
local TABLES <const> = { "anggaran", "gambar", "indikator", "opd", "output", "rekap", "sasaran",
                         "skm", "tabel", "tahun", "tujuan" }

local function has_column(rows, name)
  for _, column in ipairs(rows:columns()) do
    if column == name then return true end
  end
  return false
end

local function rows_of(ev, name)
  return name == "anggaran" and ev:budget() or ev:current(name)
end

--- The row that a key names: by its id, where the data have one, else by its name.
local function find_row(rows, name, key, ambiguous)
  local found = has_column(rows, "id") and rows:where { id = key } or {}
  if #found == 0 then found = rows:where { [KEYS[name]] = key } end
  if #found > 1 then ambiguous(#found) end
  return found[1]
end

local function names_in(rows, name)
  local list = {}
  for i, row in ipairs(rows) do
    list[i] = has_column(rows, "id") and row.id or row[KEYS[name]] or ""
  end
  return list
end

--- How a value stands in a text: with its unit.
local function shown(row, column, name)
  local format = cells.format_of(column, name)
  local cell = cells.field(row, column, format, true)
  if cell.soft and name == "opd" and column == "nama" then return row.opd end
  if cell.soft then return cells.why_missing(row, column) end
  if cell.number and not row:cell(column) and format == "percent" then return cell.text .. "%" end
  if cell.number and format == "rupiah" then return "Rp" .. cell.text end
  return cell.text
end

local FILTERS <const> = {
  terbilang = function(row, column) return row[column] and capai.terbilang(row[column]) end,
  angka = function(row, column, name)
    return cells.field(row, column, cells.format_of(column, name), false).text
  end,
}

--- What a path names: a text, or a run that points at a table or chart. `fail(message, ...)` ends.
function values.find(desk, ev, path, fail)
  local body, filter = path:match "^(.-)%s*|%s*(%a+)%s*$"
  body = (body or path):gsub("^%s+", ""):gsub("%s+$", "")
  if body == "tahun" then return tostring(ev.tahun) end
  local name, rest = body:match "^(%a+)%.(.+)$"
  if name == "tabel" or name == "gambar" then
    return { text = "", pending = name .. "-" .. rest }
  end
  if KEYS[body] or body == "opd" then fail("LAYOUT_VALUE", path, body .. ".…") end
  if not name or not (KEYS[name] or name == "opd") then
    fail("LAYOUT_VALUE", path, name or body, desk.nearest(name or body, TABLES))
  end
  local rows = rows_of(ev, name)
  local key, column = rest:match "^(.+)%.([%w_]+)$"
  if name == "opd" then key, column = nil, rest end
  local row = name == "opd" and rows[1] or key and find_row(rows, name, key, function(count)
    fail("LAYOUT_AMBIGUOUS", path, tostring(count))
  end)
  if not row then
    fail("LAYOUT_VALUE", path, key or rest, desk.nearest(key or rest, names_in(rows, name)))
  end
  if not has_column(rows, column) then
    fail("LAYOUT_VALUE", path, column, desk.nearest(column, rows:columns()))
  end
  if filter and not FILTERS[filter] then
    fail("LAYOUT_VALUE", path, filter, desk.nearest(filter, { "terbilang", "angka" }))
  end
  if filter == "terbilang" and type(row[column]) == "string" then
    fail("LAYOUT_VALUE", path, column)
  end
  if filter then
    return FILTERS[filter](row, column, name) or cells.why_missing(row, column)
  end
  return shown(row, column, name)
end

return values
