-- Sixty hostile texts through every form of a report: in all places of the sample document, and in
-- the names of a data set through the program. They come out as text, or as signs that say that
-- something was there, and nothing of them is markup, formula or command. CAPAI is the program;
-- HOSTILE a folder in which reports with all of them are left for a browser and an office suite.
require "capai"
local clean <const> = require "capai.render.clean"
local check <const> = dofile "tests/support/check.lua"
local hostile <const> = dofile "tests/attacks/texts.lua"
local inert <const> = dofile "tests/support/inert.lua"
local render <const> = require "capai.render"

local program <const> = os.getenv "CAPAI" or "build/capai"
local kept <const> = os.getenv "HOSTILE"
local FORMS <const> = { "html", "docx", "xlsx", "md", "csv", "json", "txt" }

-- ---- finding them again ----

-- What stays of a text in any form: lines may be broken, and what is long is cut where a form has
-- an end (a cell of Excel holds 32767 characters).
local function essence(text)
  return (text:gsub("−", "-"):gsub("%s+", ""):gsub("\u{A0}", ""))
end

-- The text of a list as it must be found: its beginning, and the word at its end if it is short.
local function marks(one)
  local words <const> = essence(clean(one.text))
  if #words <= 2000 then return words end
  return words:sub(1, (utf8.offset(words, 800) or 801) - 1)
end

local function check_found(said, one, form)
  local found <const> = said:find(marks(one), 1, true)
  check.that(found, ("%s: %s is lost"):format(form, one.name))
end

-- ---- the sample document ----

local KEPT <const> = { kind = true, id = true, ref = true, align = true, size = true, of = true,
                       role = true, format = true, number = true, type = true, values = true,
                       formula = true }

-- The same document with that text in place of each that people read.
local function replaced(value, text)
  if type(value) ~= "table" then return value end
  local copy <const> = {}
  for key, inner in pairs(value) do
    copy[key] = KEPT[key] and inner or type(inner) == "string" and text or replaced(inner, text)
  end
  return copy
end

local function sample(text) return replaced(dofile "tests/support/document.lua", text) end

local function report(document, form)
  return render(document, form == "txt" and "text" or form, { width = 80 })
end

-- Packages are read by another program: what costs time. Those of single texts are checked by the
-- tests of their renderers.
for _, form in ipairs { "html", "md", "csv", "json", "txt" } do
  local plain <const> = report(sample "kata", form)
  for _, one in ipairs(hostile) do
    local text <const> = one.text:sub(1, 5000)
    local said <const> = inert[form](report(sample(text), form), plain, form ~= "md")
    check_found(essence(said), { name = one.name, text = text }, form)
  end
end

-- ---- a data set ----

local folder <const> = check.shell "mktemp -d":gsub("\n", "")
check.shell(("mkdir -p %s/hostile/narasi %s/plain/narasi"):format(folder, folder))

local function quoted(text) return '"' .. text:gsub('"', '""') .. '"' end

-- A line of CSV for each text of the list; what is long stands in one of the fields.
local function write_table(path, head, list, line)
  local lines <const> = { head }
  for i, one in ipairs(list) do
    lines[i + 1] = line(quoted(one.text), i, quoted(#one.text > 5000 and one.name or one.text))
  end
  check.write(path, table.concat(lines, "\n") .. "\n")
end

-- The texts as names of all that has one; in narasi what is said in braces is a name and no text.
local function write_data(name, list)
  local data <const> = folder .. "/" .. name
  local paragraphs <const> = {}
  write_table(data .. "/indikator.csv", "opd,tahun,jenis,tujuan,sasaran,indikator,satuan,arah," ..
    "target,realisasi", list, function(text, _, short)
      return ("x,2024,sasaran,%s,%s,%s,%s,positif,80,75"):format(short, short, text, short)
    end)
  write_table(data .. "/anggaran.csv", "opd,tahun,tabel,kode,jenjang,uraian,sasaran,pagu,realisasi",
    list, function(_, i, short)
      return ("x,2024,1,%d,program,%s,%s,%d000,%d00"):format(i, short, short, i, i)
    end)
  write_table(data .. "/output.csv", "opd,tahun,kode,sasaran,subkegiatan,output,satuan,target," ..
    "realisasi", list, function(_, i, short)
      return ("x,2024,%d,%s,%s,%s,%s,10,9"):format(i, short, short, short, short)
    end)
  local all <const> = {}
  for i, one in ipairs(list) do
    if #one.text < 1000 and not one.raw then all[#all + 1] = one.text end
    paragraphs[i] = one.text:gsub("[{}\\*]", "\\%0")
  end
  check.write(data .. "/opd.csv", "opd,nama,kabupaten,tahun,aturan\nx," ..
    quoted(table.concat(all, " ")) .. "," .. quoted(list[1].text) .. ",2024,jember-2024\n")
  check.write(data .. "/narasi/penyebab.md", table.concat(paragraphs, "\n\n") .. "\n")
  return data
end

local function files_of(data)
  local outputs <const> = {}
  for i, form in ipairs(FORMS) do outputs[i] = ("-o %s.%s"):format(data, form) end
  local out <const>, status <const> = check.shell(("%s eval %s --layout jember-2024 %s 2>&1")
    :format(program, data, table.concat(outputs, " ")))
  check.that(status <= 1, out)
end

local benign <const> = {}
for i, one in ipairs(hostile) do
  benign[i] = { name = one.name, text = "kata q" .. i .. "x", raw = one.raw }
end
files_of(write_data("hostile", hostile))
files_of(write_data("plain", benign))
for _, form in ipairs(FORMS) do
  local plain <const> = check.read(folder .. "/plain." .. form)
  local said <const> = essence(inert[form](check.read(folder .. "/hostile." .. form), plain))
  for _, one in ipairs(hostile) do check_found(said, one, form) end
end

-- An office suite takes minutes to break 100 KB into lines of a cell.
if kept then
  local short <const> = {}
  for _, one in ipairs(hostile) do
    if #one.text < 5000 then short[#short + 1] = one end
  end
  files_of(write_data("hostile", short))
  for _, form in ipairs { "html", "docx", "xlsx" } do
    check.write(kept .. "/bermusuhan." .. form, check.read(folder .. "/hostile." .. form))
  end
end
check.shell("rm -r " .. folder)
check.done()
