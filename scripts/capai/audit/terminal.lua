--- Findings for people at a terminal. `out` has put(style, text), label(name, ...) and width.
local capai = require "capai"
local temuan = require "capai.audit.temuan"

local STYLES = { berat = "error", sedang = "attention", ringan = "soft" }
local INDENT, LEAST, WIDEST = 10, 60, 160
local ENTRY, NAME = 24, 18 -- the widest entry of a column, and what is left for names at least

local function width_of(text)
  return utf8.len(text, 1, -1, true) or #text
end

--- A text in lines of at most `width` characters, broken at blanks.
local function wrap(text, width)
  local lines, line = {}, ""
  for word in text:gmatch "%S+" do
    if line ~= "" and width_of(line) + 1 + width_of(word) > width then
      lines[#lines + 1], line = line, ""
    end
    line = line == "" and word or line .. " " .. word
  end
  lines[#lines + 1] = line
  return lines
end

local function pad(text, width)
  return (" "):rep(width - width_of(text)) .. text
end

--- Prints a text behind a label, its lines below one another.
local function put_wrapped(out, label, style, text, width)
  local left = INDENT + 12
  out.put("soft", (" "):rep(INDENT) .. label .. (" "):rep(math.max(1, 12 - width_of(label))))
  for i, line in ipairs(wrap(text, width - left)) do
    out.put("plain", i > 1 and "\n" .. (" "):rep(left) or "")
    out.put(style, line)
  end
  out.put("plain", "\n")
end

--- ---- columns ----

local FIELDS = { "dilaporkan", "dihitung", "selisih" }
local LABELS = { dilaporkan = "PRINTED", dihitung = "COMPUTED", selisih = "DIFFERENCE" }

--- Columns as wide as what stands in them, but for entries of more than `most` characters.
local function columns_to(out, rows, most)
  local columns = { used = 0 }
  for _, field in ipairs(FIELDS) do
    local widest = width_of(out.label(LABELS[field]))
    for _, row in ipairs(rows) do
      local entry = width_of(row[field] or "")
      if entry <= most and entry > widest then widest = entry end
    end
    columns[field] = widest + 2
    columns.used = columns.used + widest + 2
  end
  return columns
end

--- The columns of a table: as wide as leaves room for names.
local function columns_of(out, rows, width)
  local columns
  local most = ENTRY
  repeat
    columns, most = columns_to(out, rows, most), most - 1
  until most == 0 or INDENT + NAME + columns.used + 1 <= width
  columns.name = width - INDENT - columns.used - 1
  return columns
end

local function fits(row, columns)
  for _, field in ipairs(FIELDS) do
    if width_of(row[field] or "") + 2 > columns[field] then return false end
  end
  return true
end

--- What a figure is, with its year where that is not the report's.
local function quantity_of(row, report)
  local other = row.tahun ~= "" and row.tahun ~= report.tahun
  return other and row.sebutan .. ", " .. row.tahun or row.sebutan
end

--- One figure: in columns where they fit, else each on a line of its own.
local function put_figure(out, row, columns, report, width)
  local lines = wrap(quantity_of(row, report), columns.name - 1)
  local in_columns = fits(row, columns)
  for i, line in ipairs(lines) do
    out.put("plain", (" "):rep(INDENT) .. line)
    if i == 1 and in_columns then
      out.put("plain", (" "):rep(columns.name - width_of(line)) ..
        pad(row.dilaporkan ~= "" and row.dilaporkan or "–", columns.dilaporkan))
      out.put("bold", pad(row.dihitung or "–", columns.dihitung))
      out.put("plain", row.selisih and pad(row.selisih, columns.selisih) or "")
    end
    out.put("plain", "\n")
  end
  for _, field in ipairs(in_columns and {} or FIELDS) do
    if row[field] then
      put_wrapped(out, out.label(LABELS[field]), field == "dihitung" and "bold" or "plain",
        row[field], width)
    end
  end
end

local function put_head(out, columns, width)
  local name = out.label "ROW"
  out.put("soft", "\n" .. (" "):rep(INDENT) .. name ..
    (" "):rep(math.max(1, columns.name - width_of(name))))
  for _, field in ipairs(FIELDS) do
    out.put("soft", pad(out.label(LABELS[field]), columns[field]))
  end
  out.put("soft", "\n " .. ("─"):rep(width - 1) .. "\n")
end

--- ---- rows ----

--- The findings of one line of a table, and then what they share.
local function put_line(out, rows, columns, report, width)
  local first = rows[1]
  local level = out.label(first.tingkat:upper())
  out.put(STYLES[first.tingkat], " " .. level .. (" "):rep(INDENT - 1 - width_of(level)))
  for i, line in ipairs(wrap(first.nama, width - INDENT)) do
    out.put("plain", i > 1 and (" "):rep(INDENT) or "")
    out.put("bold", line)
    out.put("plain", "\n")
  end
  local places, seen = {}, {}
  for _, row in ipairs(rows) do
    put_figure(out, row, columns, report, width)
    if not seen[row.bukti] then seen[row.bukti], places[#places + 1] = true, row.bukti end
  end
  if first.sebab then put_wrapped(out, out.label "CAUSE", "plain", first.sebab, width) end
  put_wrapped(out, out.label "PLACE", "soft", table.concat(places, ", "), width)
end

--- Rows that follow one another on the same line, of the same severity and cause.
local function same_line(a, b)
  return a.nama == b.nama and a.tingkat == b.tingkat and a.sebab == b.sebab
end

--- How many there are of each severity, of those that there are: "2 berat, 1 ringan".
local function levels_of(out, rows)
  local count, parts = temuan.count(rows), {}
  for _, level in ipairs(temuan.LEVELS) do
    if count[level] > 0 then parts[#parts + 1] = count[level] .. " " .. out.label(level:upper()) end
  end
  return table.concat(parts, ", ")
end

local function put_table(out, rows, report, width)
  local name = rows[1].tabel
  local head = out.label(name:match "%.csv$" and "FILE" or "TABLE", name)
  local tail, columns = levels_of(out, rows), columns_of(out, rows, width)
  out.put("bold", "\n " .. head)
  if width_of(head) + width_of(tail) + 3 > width then out.put("plain", "\n") end
  out.put("plain", (" "):rep(math.max(2, width - width_of(head) - width_of(tail) - 1)) .. tail)
  put_head(out, columns, width)
  local i = 1
  while i <= #rows do
    local line = { rows[i] }
    while rows[i + #line] and same_line(rows[i], rows[i + #line]) do
      line[#line + 1] = rows[i + #line]
    end
    put_line(out, line, columns, report, width)
    i = i + #line
  end
end

local function put_shared(out, rows, width)
  local shared = temuan.shared_causes(rows)
  if #shared > 0 then out.put("bold", "\n " .. out.label "SHARED" .. "\n") end
  for i = 1, math.min(#shared, 8) do
    out.put("bold", pad(tostring(shared[i].count), INDENT - 4) .. "  ")
    for k, line in ipairs(wrap(shared[i].words, width - INDENT + 2)) do
      out.put("plain", (k > 1 and (" "):rep(INDENT - 2) or "") .. line .. "\n")
    end
  end
end

local function put_opd(out, rows, report, width)
  out.put("bold", "\n " .. report.names[rows[1].opd] .. "\n")
  out.put("plain", " " .. out.label("COUNT", tostring(#rows), levels_of(out, rows)) .. "\n")
  local amount, differences = temuan.rupiah(rows)
  if amount then
    local words = out.label("RUPIAH", tostring(differences), capai.format.rupiah(amount))
    for _, line in ipairs(wrap(words, width - 1)) do out.put("plain", " " .. line .. "\n") end
  end
  put_shared(out, rows, width)
  for _, run in ipairs(temuan.runs(rows, "tabel")) do put_table(out, run, report, width) end
end

return function(report, out)
  local width = math.max(LEAST, math.min(out.width, WIDEST))
  for _, rows in ipairs(temuan.runs(report.rows, "opd")) do put_opd(out, rows, report, width) end
  if #report.rows == 0 then out.put("plain", " " .. out.label "NONE" .. "\n") end
  out.put("plain", (#report.rows > 0 and "\n " or " ") ..
    out.label("TESTED", tostring(report.tested), tostring(report.untested)) .. "\n")
  for _, field in ipairs { "known", "gone" } do
    if report[field] > 0 then
      out.put("plain", " " .. out.label(field:upper(), tostring(report[field])) .. "\n")
    end
  end
end
