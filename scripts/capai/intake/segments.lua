--- Where the tables of a report begin and end, how each is called, and of which year it is.
local figures = require "capai.intake.figures"
local headers = require "capai.intake.headers"

local segments = {}

--- The years that a text names, each once, in their order.
local function years_in(words)
  local list, seen = {}, {}
  for year in words:gmatch "%f[%d]20%d%d%f[%D]" do
    if not seen[year] then list[#list + 1], seen[year] = math.tointeger(tonumber(year)), true end
  end
  return list
end

--- The year that a report says most often to be its own, nil where it says none; and how often it
--- says each.
function segments.report_year(items)
  local count, best = {}, nil
  for _, item in ipairs(items) do
    for year in (item.text or ""):gmatch "[Tt][Aa][Hh][Uu][Nn]%s+(20%d%d)%f[%D]" do
      year = math.tointeger(tonumber(year))
      count[year] = (count[year] or 0) + 1
      if not best or count[year] > count[best] or count[year] == count[best] and year > best then
        best = year
      end
    end
  end
  return best, count
end

local ANNEXES = { { "^rencana kinerja tahunan", "RKT" }, { "^rkt$", "RKT" },
                  { "^perjanjian kinerja", "PK" }, { "^rencana aksi", "Rencana Aksi" } }

local LONGEST_TITLE = 120

--- Follows headings: what a table without a number of its own is called.
local function read_heading(words, where)
  local bare = words:gsub("^#+%s*", "")
  local chapter = bare:match "^BAB%s+([IVX]+)%f[^%w]"
  if chapter then
    where.chapter, where.section, where.caption = chapter, nil, nil
    return
  end
  local number = bare:match "^(%d+%.%d+)%.?%s+%u" -- "3.3. Realisasi anggaran"
  if number and #bare < LONGEST_TITLE and not bare:find "[.:;,]$" then
    where.section, where.caption = number, nil
    return
  end
  local letter, title = bare:match "^(%u)%d?%.%d*%s+(.+)$"
  title = title or bare
  if title ~= title:upper() then return end
  for _, annex in ipairs(ANNEXES) do
    if title:lower():find(annex[1]) then where.section, where.caption = annex[2], nil end
  end
  if letter and not (where.section == "PK" and title:find "^PERJANJIAN") then
    where.section = (where.chapter and where.chapter .. "." or "") .. letter
    where.caption = nil
  end
end

--- True where "Tabel 3.1" stands in a sentence, and does not begin a caption: it goes on in small
--- letters, or as a sentence does, up to its full stop.
local function is_sentence(rest)
  return rest:find "^%s*%l" ~= nil or
    rest:find "^%s*%a*%s*%l+%s+%l" ~= nil and rest:find "[.:;,]$" ~= nil
end

local function read_caption(words, where, line)
  local name, rest = words:match "^[%s%p]*[Tt][Aa][Bb][EeLl][EeLl]%.?%s*(%d+%.%d[%d.]*)(.*)$"
  if name and not is_sentence(rest) then
    where.caption = { name = name:gsub("%.$", ""), title = rest, line = line }
  elseif where.caption and not where.caption.key and line - where.caption.line < 6 then
    where.caption.title = where.caption.title .. " " .. words
  end
end

local SCALES = { "ribu", "juta", "miliar", "milyar", "triliun" }

-- What stands before and behind such a word.
local SCALED = { { "dalam%s+", "" }, { "%(%s*", "" }, { "rp%.?%s*%(?", "" }, { "", "%s+r[pu]" } }

--- The word that says that amounts are not in rupiah but in so many of them: "dalam ribuan rupiah",
--- "(Juta Rp)"; nil for none. A sum in words, "Rp3,2 miliar", says nothing of the others.
local function scale_in(words)
  words = words:lower()
  for _, scale in ipairs(SCALES) do
    for _, beside in ipairs(SCALED) do
      local before, after = beside[1], beside[2]
      if words:find(before .. "%f[%a]" .. scale .. "a?n?%f[%A]" .. after) then return scale end
    end
  end
end

--- What says so of a table: its caption, its header, or a short line before it.
local function scale_of(segment)
  local scale = scale_in(segment.title)
  for _, column in ipairs(segment.header.columns) do scale = scale or scale_in(column.words) end
  for i = math.max(1, #segment.before - 2), #segment.before do
    local words = segment.before[i].text
    scale = scale or #words < 80 and scale_in(words) or nil
  end
  return scale
end

--- The name and year of a table with that header.
local function name_table(segment, where, report_year)
  local caption = where.caption
  local own = caption and (not caption.key or caption.key == segment.header.key or
                           not where.section)
  if own then caption.key = segment.header.key end
  local years = own and years_in(caption.title) or {}
  segment.name = own and caption.name or where.section or "tanpa nomor"
  segment.title = own and caption.title or ""
  segment.year = #years == 1 and years[1] or report_year
  segment.scale = scale_of(segment)
end

--- A table without a header, of programs and amounts with "Rp" before them: a header for it.
local function guess_header(rows)
  local column, last = nil, 0
  for _, row in ipairs(rows) do
    for i, cell in ipairs(row.cells) do
      if cell:find "^[Rr][Pp]" and figures.is_amount(cell) then
        if column and column ~= i then return nil end
        column, last = i, last + 1
      end
    end
  end
  local first = rows[2] and table.concat(rows[2].cells, " ") or ""
  if not column or column < 3 or last < 2 or not first:lower():find "program" then return nil end
  local columns = { { role = "no", words = "" }, { role = "uraian", words = "" } }
  for i = 3, column do columns[i] = { role = i == column and "pagu" or nil, words = "" } end
  columns[3].role = columns[3].role or "lanjutan"
  return { kind = "budget", columns = columns, width = column, key = "", guessed = true }
end

--- True for a row behind a blank line that can hardly belong to a table so wide.
local function is_foreign(row, header)
  return row.gap and (header.kind == "indicator" or header.kind == "efficiency") and
    #row.cells ~= header.width
end

--- Cuts one run of rows into tables; rows before the first header are one without.
local function cut(item, add)
  local rows, i, current = item.rows, 1, nil
  while i <= #rows do
    local header = headers.at(rows, i)
    if header and current and current.header and header.key == current.header.key then
      i = header.last + 1
      if rows[i] then rows[i].gap = true end
    elseif header then
      current = add(rows[i].line, header)
      i = header.last + 1
    elseif not current or current.header and is_foreign(rows[i], current.header) then
      current = add(rows[i].line, nil)
    end
    local row = rows[i]
    if row and not headers.at(rows, i) then
      current.rows[#current.rows + 1] = row
      i = i + 1
    end
  end
end

--- The tables of a report: each with header (nil: not known), rows, name, title, year, line and
--- `before`, the paragraphs since the table before.
function segments.cut(items, report_year)
  local list, where, before = {}, {}, {}
  for _, item in ipairs(items) do
    if item.section then
      where.section, where.caption, where.chapter = item.section, nil, nil
    elseif item.text then
      read_heading(item.text, where)
      read_caption(item.text, where, item.line)
      before[#before + 1] = item
    else
      local known = #list
      cut(item, function(line, header)
        local segment = { line = line, header = header, rows = {}, before = before }
        list[#list + 1], before = segment, {}
        if header then name_table(segment, where, report_year) end
        return segment
      end)
      for i = known + 1, #list do
        local segment = list[i]
        segment.header = segment.header or guess_header(segment.rows)
        if segment.header and not segment.name then name_table(segment, where, report_year) end
      end
    end
  end
  return list
end

return segments
