--- Findings for people at a terminal. `out` has put(style, text), label(name, ...) and width.
local capai = require "capai"
local printed = require "capai.audit.printed"
local temuan = require "capai.audit.temuan"

local STYLES = { berat = "error", sedang = "attention", ringan = "soft" }
local INDENT, WIDEST, NUMBER = 10, 100, 17

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
  local left = INDENT + 10
  out.put("soft", (" "):rep(INDENT) .. label .. (" "):rep(math.max(1, 10 - width_of(label))))
  for i, line in ipairs(wrap(text, width - left)) do
    out.put("plain", i > 1 and "\n" .. (" "):rep(left) or "")
    out.put(style, line)
  end
  out.put("plain", "\n")
end

--- One figure: in columns where they fit, else each on a line of its own.
local function put_figure(out, row, width)
  local room = width - INDENT - 3 * NUMBER - 1
  local stated, computed = row.dilaporkan, row.dihitung or "–"
  local fits = width_of(stated) < NUMBER and width_of(computed) < NUMBER and
    width_of(row.selisih or "") < NUMBER and width_of(row.besaran) <= room
  out.put("plain", (" "):rep(INDENT) .. row.besaran)
  if fits then
    out.put("plain", (" "):rep(room - width_of(row.besaran)) .. pad(stated, NUMBER))
    out.put("bold", pad(computed, NUMBER))
    out.put("plain", (row.selisih and pad(row.selisih, NUMBER) or "") .. "\n")
    return
  end
  out.put("plain", "\n")
  put_wrapped(out, out.label "PRINTED", "plain", stated, width)
  put_wrapped(out, out.label "COMPUTED", "bold", computed, width)
end

local function put_place(row)
  return row.berkas:match "[^/]*$" .. ":" .. row.nomor_baris
end

--- The findings of one line of a table, and then what they share.
local function put_line(out, rows, width)
  local first = rows[1]
  out.put(STYLES[first.tingkat], " " .. first.tingkat .. (" "):rep(INDENT - 3 - #first.tingkat))
  local name = first.baris .. (width_of(first.baris) == printed.LABEL and "…" or "")
  for i, line in ipairs(wrap(name, width - INDENT)) do
    out.put("plain", i > 1 and (" "):rep(INDENT - 2) or "")
    out.put("bold", line)
    out.put("plain", "\n")
  end
  local places, seen = {}, {}
  for _, row in ipairs(rows) do
    put_figure(out, row, width)
    local place = put_place(row)
    if not seen[place] then seen[place], places[#places + 1] = true, place end
  end
  if first.sebab then put_wrapped(out, out.label "CAUSE", "plain", first.sebab, width) end
  put_wrapped(out, out.label "PLACE", "soft", table.concat(places, ", "), width)
end

--- Rows that follow one another on the same line, of the same severity and cause.
local function same_line(a, b)
  return a.baris == b.baris and a.tingkat == b.tingkat and a.sebab == b.sebab
end

local function put_table(out, rows, width)
  local count = temuan.count(rows)
  local parts = {}
  for _, tingkat in ipairs { "berat", "sedang", "ringan" } do
    if count[tingkat] > 0 then parts[#parts + 1] = count[tingkat] .. " " .. tingkat end
  end
  local head, tail = out.label("TABLE", rows[1].tabel), table.concat(parts, ", ")
  out.put("bold", "\n " .. head)
  out.put("plain", (" "):rep(math.max(2, width - width_of(head) - width_of(tail) - 1)) .. tail)
  local columns = out.label "ROW"
  out.put("soft", "\n" .. (" "):rep(INDENT) .. columns ..
    (" "):rep(math.max(1, width - INDENT - 1 - 3 * NUMBER - width_of(columns))) ..
    pad(out.label "PRINTED", NUMBER) .. pad(out.label "COMPUTED", NUMBER) ..
    pad(out.label "DIFFERENCE", NUMBER))
  out.put("soft", "\n " .. ("─"):rep(width - 1) .. "\n")
  local i = 1
  while i <= #rows do
    local line = { rows[i] }
    while rows[i + #line] and same_line(rows[i], rows[i + #line]) do
      line[#line + 1] = rows[i + #line]
    end
    put_line(out, line, width)
    i = i + #line
  end
end

local function put_opd(out, rows, name, width)
  local count = temuan.count(rows)
  out.put("bold", "\n " .. name .. "\n")
  out.put("plain", " " .. out.label("COUNT", tostring(#rows), tostring(count.berat),
    tostring(count.sedang), tostring(count.ringan)) .. "\n")
  local amount, figures = temuan.rupiah(rows)
  if amount then
    out.put("plain", " " .. out.label("RUPIAH", capai.format.rupiah(amount), tostring(figures)) ..
      "\n")
  end
  local shared = temuan.shared_causes(rows)
  if #shared > 0 then out.put("bold", "\n " .. out.label "SHARED" .. "\n") end
  for i = 1, math.min(#shared, 8) do
    out.put("bold", pad(tostring(shared[i].count), INDENT - 4) .. "  ")
    for k, line in ipairs(wrap(shared[i].words, width - INDENT + 2)) do
      out.put("plain", (k > 1 and (" "):rep(INDENT - 2) or "") .. line .. "\n")
    end
  end
  for _, run in ipairs(temuan.runs(rows, "tabel")) do put_table(out, run, width) end
end

return function(report, out)
  local width = math.max(60, math.min(out.width, WIDEST))
  for _, opd in ipairs(report.opd) do
    local rows = {}
    for _, row in ipairs(report.rows) do
      if row.opd == opd.opd then rows[#rows + 1] = row end
    end
    if #rows > 0 then put_opd(out, rows, report.names[opd.opd], width) end
  end
  if #report.rows == 0 then out.put("plain", " " .. out.label "NONE" .. "\n") end
  if report.known > 0 then
    out.put("plain", "\n " .. out.label("KNOWN", tostring(report.known)) .. "\n")
  end
  if report.gone > 0 then
    out.put("plain", " " .. out.label("GONE", tostring(report.gone)) .. "\n")
  end
end
