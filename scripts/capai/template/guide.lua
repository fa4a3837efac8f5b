--- What somebody is told who opens a template: how to fill it in, and what each file is for.
local guide = {}

local words = {
  id = { title = "Petunjuk mengisi data kinerja", sheet = "Lembar", about = "Isi",
    required = "Wajib", place = "lembar %1" },
  en = { title = "How to fill in the data", sheet = "Sheet", about = "What it holds",
    required = "Required", place = "the sheet %1" },
}

--- The guide's own words in the language of the program.
function guide.words(facts) return words[facts.language] end

local function plain(text) return (text:gsub("`", "")) end

--- Which parts of the page `template` somebody is told, by the order of its headings: how to fill
--- in rows, what a workbook does, what comes next, what a report has left open.
local PARTS <const> = { rows = 1, workbook = 2, next = 3, report = 4 }

local function parts_of(template)
  if template.is_filled then return { PARTS.report, PARTS.workbook, PARTS.next } end
  if template.facts.workbook then return { PARTS.rows, PARTS.workbook, PARTS.next } end
  return { PARTS.rows, PARTS.next }
end

--- The points of these parts, as plain texts.
function guide.points(template)
  local under, heading, list = {}, 0, {}
  for _, block in ipairs(template.pages.template.blocks) do
    heading = heading + (block.kind == "heading" and 1 or 0)
    under[heading] = under[heading] or {}
    if block.kind == "item" then table.insert(under[heading], plain(block.text)) end
  end
  for _, part in ipairs(parts_of(template)) do
    table.move(under[part], 1, #under[part], #list + 1, list)
  end
  return list
end

--- What is said of a column: at its header, or in the list of all.
function guide.column(template, column)
  local say, about = guide.words(template.facts), column.about
  if template.facts.workbook then about = about:gsub("([%l_]+)%.csv", say.place) end
  return about
end

local function wrapped(text, indent)
  local lines, line = {}, ""
  for word in text:gmatch("%S+") do
    if #line > 0 and #indent + #line + #word >= 90 then
      lines[#lines + 1], line = line, ""
    end
    line = line == "" and word or line .. " " .. word
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n" .. indent)
end

--- All of it as a text.
function guide.text(template)
  local out = { guide.words(template.facts).title, "" }
  local function put(text) out[#out + 1] = text end
  for _, point in ipairs(guide.points(template)) do put("- " .. wrapped(point, "  ")) end
  for _, file in ipairs(template.files) do
    put(("\n%s.csv: %s"):format(file.name, file.about))
    local told = {}
    for _, column in ipairs(file.columns) do
      if not told[column.of or column.name] then
        put(("  %-14s %s"):format(column.name,
          wrapped(guide.column(template, column), (" "):rep(17))))
      end
      told[column.of or column.name] = true
    end
  end
  return table.concat(out, "\n") .. "\n"
end

return guide
