-- The kertas kerja reviu: every finding once, with room for an answer, in all forms.
local capai <const> = require "capai"
local check <const> = dofile "tests/support/check.lua"
local command <const> = require "capai.audit.command"
local render <const> = require "capai.render"
local program <const> = os.getenv "CAPAI" or "build/capai"

local function audit(path)
  local data = assert(capai.load(path, { lapor = true }))
  return command.run(data, nil, nil, function() end)
end

local function tables_of(document)
  local list = {}
  for _, block in ipairs(document.blocks) do
    if block.kind == "table" then list[#list + 1] = block end
  end
  return list
end

for name, findings in pairs { ["jaten-2023"] = 106, ["semboro-2024"] = 81,
                              ["ledokombo-2023"] = 68 } do
  local report = audit("examples/" .. name)
  local document = command.worksheet(report)
  local list = tables_of(document)
  check.eq(#list, 2, "findings and signatures")
  check.eq(#list[1].rows, findings, name)
  for i, row in ipairs(list[1].rows) do
    local finding = report.rows[i]
    check.eq(row.cells[2].text, finding.tabel, "table")
    check.eq(row.cells[5].text, finding.dilaporkan, "printed")
    check.eq(row.cells[6].text, finding.dihitung or "–", "held against")
    check.eq(row.cells[9].text, finding.sebab or "", "cause")
    check.eq(row.cells[11].text, "", "room for the answer")
  end
  for _, form in ipairs { "html", "docx", "xlsx" } do
    check.that(#render(document, form) > 5000, form)
  end
end

-- nothing found is said, too
local none <const> = command.worksheet { opd = {}, names = {}, rows = {} }
check.that(render(none, "text"):find("Tidak ada temuan", 1, true), "nothing found")

local folder <const> = check.shell("mktemp -d"):gsub("\n", "")
local _, status = check.shell(("%s audit examples/jaten-2023 -o %s/r.docx -o %s/r.html 2>&1")
  :format(program, folder, folder))
check.eq(status, 1, "findings")
check.that(check.read(folder .. "/r.html"):find("Kertas Kerja Reviu", 1, true), "the program")
check.eq(check.read(folder .. "/r.docx"):sub(1, 2), "PK", "a package")
check.shell("rm -r " .. folder)
check.done()
