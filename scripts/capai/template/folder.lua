--- A template as a folder: CSV files, and a text that says what stands in them.
local guide = require "capai.template.guide"

--- Set off as spreadsheets of this country do: where the comma is the decimal sign, a file with
--- commas between its columns opens as one column.
local SEPARATOR <const> = ";"

local function quoted(text)
  return text:find('[;"\n]') and '"' .. text:gsub('"', '""') .. '"' or text
end

--- 250000000 as 250.000.000
local function grouped(text)
  return (text:reverse():gsub("%d%d%d", "%0."):reverse():gsub("^%.", ""))
end

local function csv(file)
  local lines = {}
  local function add(cell)
    local cells = {}
    for i, column in ipairs(file.columns) do cells[i] = quoted(cell(column) or "") end
    lines[#lines + 1] = table.concat(cells, SEPARATOR)
  end
  add(function(column) return column.name end)
  for _, row in ipairs(file.rows) do
    add(function(column)
      local text = row[column.name]
      return text and column.entry == "rupiah" and grouped(text) or text
    end)
  end
  return table.concat(lines, "\n") .. "\n"
end

return function(template)
  local list = {}
  for i, file in ipairs(template.files) do list[i] = { file.name .. ".csv", csv(file) } end
  list[#list + 1] = { "petunjuk.txt", guide.text(template) }
  return list
end
