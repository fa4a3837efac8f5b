--- What stands behind a report: how every figure came about, and what it was made from.
local place = require "capai.document.place"
local text = require "capai.document.text"

local appendix = { methods = {} }

--- Markdown of our own, read back: what is set off stands for itself.
local SIGNS <const> = { ["&lt;"] = "<", ["&gt;"] = ">", ["&amp;"] = "&" }
local function plain(words)
  return (words:gsub("&%a+;", SIGNS):gsub("\\(.)", "%1"))
end

--- The cells of a line of a table: "| a | b |"; a "|" that is set off is none.
local function cells_of(line)
  local list = {}
  for cell in (line:gsub("\\|", "\1")):gmatch "|%s*([^|]-)%s*%f[|]" do
    list[#list + 1] = plain((cell:gsub("\1", "\\|")))
  end
  return list
end

--- The explanations as chapters: a title, the headings of the columns, and rows with what they
--- explain.
local function read(words)
  local chapters, chapter, subject, quantity = {}, nil, nil, nil
  for line in words:gmatch "[^\n]+" do
    local level, title = line:match "^(#+) (.*)$"
    if level == "##" then
      chapter = { title = plain(title), rows = {} }
      chapters[#chapters + 1] = chapter
    elseif level == "###" then
      subject, quantity = plain(title), nil
    elseif level == "####" then
      quantity = plain(title)
    elseif line:sub(1, 1) == "|" and not line:find "^|[-:|]+$" then
      local cells = cells_of(line)
      if chapter and not chapter.head then
        chapter.head = cells
      elseif chapter and cells[1] ~= chapter.head[1] then
        table.insert(chapter.rows, { cells[1], cells[2], cells[3],
          of = quantity and subject .. ": " .. quantity or subject })
      end
    end
  end
  return chapters
end

--- A table for each kind of figure: every step from the cells of the data to what is printed.
function appendix.methods.explanations(self)
  local words = self.desk.explained()
  if not words then self.desk.fail "LAYOUT_NOT_TRACED" end
  for _, chapter in ipairs(read(words)) do
    if #chapter.rows > 0 then
      self.methods.table(self, { caption = "{judul}", fields = { judul = chapter.title },
        rows = chapter.rows, size = "matrix",
        group = function(row) return row.of end,
        columns = { { text.escaped(chapter.head[1]), function(row) return row[1] end },
                    { text.escaped(chapter.head[2]), function(row) return row[2] end },
                    { text.escaped(chapter.head[3]), function(row) return row[3] end } } })
    end
  end
end

--- The table of all that the report was made from.
function appendix.methods.manifest(self, spec)
  place(self, spec, { rows = self.desk.manifest, size = "matrix",
    columns = { { "Berkas atau aturan", "what" }, { "SHA-256 atau versi", "value" } } })
end

return appendix
