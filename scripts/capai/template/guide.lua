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

--- The points of the page `template`, as plain texts. Those under its second heading are about
--- workbooks.
function guide.points(template)
  local list, heading = {}, 0
  for _, block in ipairs(template.pages.template.blocks) do
    heading = heading + (block.kind == "heading" and 1 or 0)
    if block.kind == "item" and (heading ~= 2 or template.facts.workbook) then
      list[#list + 1] = plain(block.text)
    end
  end
  return list
end

--- What is said of a column: at its header, or in the list of all.
function guide.column(template, column)
  local say, about = guide.words(template.facts), column.about
  if template.facts.workbook then about = about:gsub("([%l_]+)%.csv", say.place) end
  return (column.required and say.required .. ". " or "") .. about
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
