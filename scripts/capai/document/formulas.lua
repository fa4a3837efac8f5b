--- How a computed cell follows from the others of its row, for formats that can compute themselves.
local cells = require "capai.document.cells"

local formulas = {}

--- What is computed in the same way under all rules.
local FIXED <const> = {
  serapan = "realisasi / pagu * 100", sisa = "pagu - realisasi",
  selisih = "realisasi - pembanding",
}

--- The formula of the arah of a row; nil, true where a function of the pack computes it.
local function of_arah(rules, arah)
  for _, formula in ipairs(rules and rules:formulas() or {}) do
    if formula.arah == arah then
      if formula.is_function then return nil, true end
      return formula.text
    end
  end
end

local function text_of(row, field, rules)
  if field == "capaian" then
    return of_arah(rules, row.arah)
  elseif field == "capaian_akhir" then
    local words, is_function = of_arah(rules, row.arah)
    return words and words:gsub("target", "target_akhir"), is_function
  end
  return FIXED[field]
end

--- The columns that a formula names; nil where the table does not show one of them.
local function columns_of(words, columns)
  local of = {}
  for name in words:gmatch "%a[%w_]*" do
    if name ~= "min" and name ~= "max" and name ~= "abs" and name ~= "if" then
      of[name] = columns[name]
      if not of[name] then return nil end
    end
  end
  return of
end

--- Sets the formula of a cell that shows a computed field of a row.
function formulas.set(cell, row, field, table)
  local by_arah = field == "capaian" or field == "capaian_akhir"
  if row:cell(field) or (by_arah and table.spec.rows.name ~= "indikator") then return end
  local words, is_function = text_of(row, field, table.rules)
  if is_function then
    cell.fixed = "dihitung oleh fungsi dalam aturan " .. table.rules.id
  end
  local of = words and columns_of(words, table.columns_of)
  if not of then return end
  local digits, mode
  if field ~= "sisa" and table.rules then digits, mode = table.rules:digits(field) end
  cell.formula = { text = words, of = of, digits = digits, mode = mode }
end

--- The absorption of all, of what the row of totals has in its columns; nil where it has not both.
function formulas.serapan(table, fields, format)
  local pagu, realisasi = fields.pagu, fields.realisasi
  if not table.rules or not pagu or not realisasi or pagu:is_zero() then return nil end
  local digits, mode = table.rules:digits "serapan"
  local cell = cells.number(realisasi / pagu * 100, format, digits, mode)
  cell.formula = { text = FIXED.serapan, of = columns_of(FIXED.serapan, table.columns_of),
                   digits = digits, mode = mode }
  return cell
end

return formulas
