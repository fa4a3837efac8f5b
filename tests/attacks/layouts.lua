-- Layouts of strangers: what each would do to the reader of its report, to the results, or to the
-- machine. What a layout says is words in each form of report, in every place that takes words, and
-- in those that take a name of ours; what it does ends within its limits.
local attack <const> = dofile "tests/support/attack.lua"
local inert <const> = dofile "tests/support/inert.lua"
local check <const> = attack.check

local FORMS <const> = { "html", "docx", "xlsx", "md", "csv", "json", "txt" }
local OUT <const> = "-o r." .. table.concat(FORMS, " -o r.")

-- All that would be more than words in some form of report, one of them at the beginning.
local HOSTILE <const> = "=1+1\"></w:t></style></title><script>alert(1)</script>' onload='x'\n" ..
  "]]>&e;<?x?> \\\" ; } * { display:none } url(//x.invalid/) | a || [k](javascript:x) " ..
  "![x](//x.invalid/x) {{tahun}} {tahun}\27[2J\27]0;x\7\u{202E}\0\xFF@SUM(1)"

local FRAME <const> = [[
local capai = require "capai"
local HOSTILE <const> = %s
return capai.layout { name = "T", build = function(doc, ev)
  local rows = ev:current "indikator"
  doc:heading(1, "Bab", true)
%s
end }
]]

local function layout(body, words)
  return FRAME:format(('"' .. words:gsub('[%c"\\\128-\255]', function(c)
    return ("\\%03d"):format(c:byte()) end) .. '"'):gsub("%%", "%%%%"), body)
end

local plain_of <const> = {} -- by what the layout does: the reports of it with plain words

local function reports(scene)
  local list <const> = {}
  for _, form in ipairs(FORMS) do list[form] = scene:read("r." .. form) end
  return list
end

local function plain_reports(scene, body)
  if not plain_of[body] then
    scene:write("polos.lua", layout(body, "polos"))
    local seen <const> = scene:run("eval data --layout polos.lua " .. OUT)
    check.that(seen.status <= 2, seen.all)
    plain_of[body] = seen.status < 2 and reports(scene) or {}
    scene:shell "rm -f r.*"
  end
  return plain_of[body]
end

-- Words of the layout in a place: there they are words, or they are refused.
local function words(place, body, refused)
  return {
    place, tries = "have a report do or load something by the words of a layout",
    must = "it is as it would be with other words, or they are refused",
    run = function(scene)
      scene:data "data"
      local plain <const> = plain_reports(scene, body)
      scene:write("tata.lua", layout(body, HOSTILE))
      local seen <const> = scene:run("eval data --layout tata.lua " .. OUT)
      attack.check_tame(seen.all)
      if seen.status >= 2 then
        check.that(refused, place .. " is refused: " .. seen.all)
        check.eq(scene:shell "ls r.* 2>/dev/null", "", "reports behind a refusal")
        return
      end
      check.that(refused ~= true, place .. " is taken: " .. seen.all)
      for form, report in pairs(reports(scene)) do
        check.that(plain[form], "no report with plain words: " .. form)
        inert[form](report, plain[form], false)
      end
    end,
  }
end

-- What a layout does in place of a report: it is refused within its limits, in words of ours.
local function does(name, tries, body, says)
  return {
    name, tries = tries, must = "it is stopped, and no report is written",
    run = function(scene)
      scene:data "data"
      scene:write("r.html", "lama")
      scene:write("tata.lua", layout(body, "x"))
      local seen <const> = scene:run("eval data --layout tata.lua -o r.html --limit-time 100 " ..
        "--limit-memory 64", { before = "ulimit -t 60;" })
      attack.check_refused(seen, says or "tata.lua", 2)
      attack.check_tame(seen.all)
      check.eq(scene:read "r.html", "lama", "a report behind a refusal")
    end,
  }
end

-- A layout that looks like one that is harmless, and does something besides: the results of the
-- same command, and of those after it, are what they are without.
local function changes(name, body)
  return {
    name, tries = "change results that others than the layout show",
    must = "they are as without it, or the layout is refused",
    run = function(scene)
      scene:data "data"
      local before <const> = scene:run "eval data --format json"
      scene:write("tata.lua", layout(body, "x"))
      local seen <const> = scene:run "eval data --layout tata.lua -o r.md"
      check.that(seen.status <= 2, seen.all)
      check.that(not seen.all:find "99999", seen.all)
      check.that(not (scene:read "r.md" or ""):find "99999", "the report has another figure")
      check.eq(scene:run "eval data --format json".out, before.out)
    end,
  }
end

-- What `--layout` is given by whoever composes the command: an id or a path, and nothing else.
local function named(name, argument)
  return {
    name, tries = "have a script of another place taken as an installed layout",
    must = "no such layout is found; the script is not read",
    run = function(scene)
      scene:data "data"
      for _, place in ipairs { "jahat.lua", "layouts/jahat.lua", "x/layouts/jahat.lua" } do
        scene:write(place, "error 'TERBACA'")
      end
      local seen <const> = scene:run("eval data -o r.md --layout " .. attack.quote(argument))
      check.that(seen.status >= 2, seen.all)
      check.that(not seen.all:find "TERBACA", "it was read: " .. seen.all)
      attack.check_tame(seen.all)
    end,
  }
end

local TABLE <const> = [[doc:table { id = "t", caption = "K", rows = rows,
  columns = { { "Indikator", "indikator" }, { "Target", "target" } }, %s }]]
local COLUMN <const> = [[doc:table { id = "t", caption = "K", rows = rows,
  columns = { { "Indikator", "indikator" }, { "Target", "target", %s } } }]]
local CHART <const> = [[doc:chart { id = "g", caption = "K", kind = "bars", rows = rows,
  category = "indikator", series = { { "Capaian", "capaian" } }, %s }]]

-- One text with another in the place of a pattern.
local function swap(text, pattern, other) return (text:gsub(pattern, other)) end

return {
  title = "layouts that would do more than a report",
  -- words of the layout, where there is text
  words("title of the report", [[doc:cover { HOSTILE, HOSTILE, HOSTILE }]]),
  words("heading", [[doc:heading(2, HOSTILE)]], "may"),
  words("heading of a chapter", [[doc:heading(1, HOSTILE)]], "may"),
  words("paragraph", [[doc:paragraph(doc:literal(HOSTILE))]]),
  words("paragraph with its marks", [[doc:paragraph(HOSTILE)]], "may"),
  words("field of a paragraph", [[doc:paragraph("a {x} b", { x = HOSTILE })]]),
  words("note", [[doc:note(doc:literal(HOSTILE))]]),
  words("list", [[doc:list { doc:literal(HOSTILE), ordered = true }]]),
  words("formula", [[doc:formula { title = HOSTILE, left = HOSTILE, numerator = HOSTILE,
    denominator = HOSTILE, tail = HOSTILE, result = HOSTILE }]], "may"),
  words("caption", swap(TABLE:format "remarks = { 'x' }", '"K"', "doc:literal(HOSTILE)")),
  words("source", TABLE:format "source = doc:literal(HOSTILE)"),
  words("remarks", TABLE:format "remarks = { doc:literal(HOSTILE) }", "may"),
  words("label of totals", TABLE:format "total = HOSTILE"),
  words("label of sums", TABLE:format "group = 'sasaran', subtotal = HOSTILE"),
  words("group", TABLE:format "group = function() return HOSTILE end"),
  words("title of a column", swap(COLUMN:format "'x'", '"Target"', "HOSTILE"), "may"),
  words("cell", swap(COLUMN:format "'x'", '"target"', "function() return HOSTILE end"), "may"),
  words("footnote", COLUMN:format "note = function() return HOSTILE end", "may"),
  words("value of a total", swap(COLUMN:format "total = HOSTILE", "} } }$", "} }, total = 'J' }")),
  words("row of numbers",
    swap(COLUMN:format "rumus = HOSTILE", "} } }$", "} }, numbers = true }")),
  words("caption of a chart", swap(CHART:format "", '"K"', "doc:literal(HOSTILE)")),
  words("unit of a chart", CHART:format "unit = HOSTILE"),
  words("series of a chart", swap(CHART:format "", '"Capaian"', "HOSTILE")),
  words("mark of a chart", CHART:format "target = { HOSTILE, 'target' }"),
  words("category of a chart", swap(CHART:format "", '"indikator",',
    "function() return HOSTILE end,")),
  words("name of the layout", [[doc:paragraph "x"]]),
  -- and where a name of ours, or a number, is wanted
  words("id of a table", swap(TABLE:format "", '"t"', "HOSTILE")),
  words("id of a chart", swap(CHART:format "", '"g"', "HOSTILE")),
  words("id that a text refers to",
    swap(TABLE:format "", '"t"', "HOSTILE") .. " doc:paragraph('{{tabel.' .. HOSTILE .. '}}')",
    "may"),
  words("format of a column", COLUMN:format "format = HOSTILE", true),
  words("alignment of a column", COLUMN:format "align = HOSTILE", true),
  words("width of a column", COLUMN:format "width = HOSTILE", true),
  words("digits of a column", COLUMN:format "digits = HOSTILE", true),
  words("size of a table", TABLE:format "size = HOSTILE", true),
  words("kind of a chart", swap(CHART:format "", '"bars"', "HOSTILE"), true),
  words("field of a column", swap(COLUMN:format "'x'", '"target"', "HOSTILE"), true),
  words("key of a table", TABLE:format "[HOSTILE] = 1", true),
  words("level of a heading", [[doc:heading(HOSTILE, "x")]], true),
  words("text of the data set", [[doc:narasi(HOSTILE)]], "may"),
  words("table of results", [[doc:table { id = "t", caption = "K", rows = ev:current(HOSTILE),
    columns = { { "A", "a" } } }]], true),
  words("error of its own", [[error(HOSTILE)]], true),
  words("error that is a table", [[error { HOSTILE }]], true),
  -- limits
  does("layout that loops", "run for ever", [[while true do end]]),
  does("layout that loops behind pcall", "run for ever",
    [[while true do pcall(function() while true do end end) end]]),
  does("layout that adds paragraphs", "take all memory",
    [[while true do doc:paragraph "x" end]]),
  does("layout that adds paragraphs behind pcall", "take all memory",
    [[while true do pcall(doc.paragraph, doc, ("x"):rep(1000)) end]]),
  does("layout of tables without end", "take all memory",
    [[for i = 1, 1e9 do doc:table { id = "t" .. i, caption = "K", rows = rows,
      columns = { { "A", "indikator" } } } end]]),
  does("table of many columns", "make renderers take all memory", [[local c = {}
    for i = 1, 2e6 do c[i] = { "A" .. i, "indikator" } end
    doc:table { id = "t", caption = "K", rows = rows, columns = c }]]),
  does("table of many rows", "make renderers take all memory", [[local r = {}
    for i = 1, 1e7 do r[i] = { indikator = i } end
    doc:table { id = "t", caption = "K", rows = r, columns = { { "A", "indikator" } } }]]),
  does("heads in heads", "exhaust the stack", [[local c = { "A", "indikator" }
    for i = 1, 100000 do c = { "A", c } end
    doc:table { id = "t", caption = "K", rows = rows, columns = { c } }]]),
  does("head that holds itself", "exhaust the stack", [[local c = { "A" } c[2] = c
    doc:table { id = "t", caption = "K", rows = rows, columns = { c } }]]),
  does("cell that loops", "run for ever in a function of a column", [[doc:table { id = "t",
    caption = "K", rows = rows, columns = { { "A", function() while true do end end } } }]]),
  does("note that loops", "run for ever in a function of a footnote", [[doc:table { id = "t",
    caption = "K", rows = rows, columns = { { "A", "indikator",
      note = function() while true do end end } } }]]),
  does("chart of many points", "make renderers take all memory", [[local r = {}
    for i = 1, 1e7 do r[i] = { indikator = i, capaian = "1" } end
    doc:chart { id = "g", caption = "K", kind = "bars", rows = r, category = "indikator",
      series = { { "C", "capaian" } } }]]),
  does("text of its own field", "have a text replaced without end",
    [[local s = "{x}" for i = 1, 40 do s = s .. s end doc:paragraph(s, { x = s })]]),
  does("stars without end", "make the reader of marks take the square of a text",
    [[doc:paragraph(("*"):rep(4000000)) while true do end]]),
  does("layout that builds itself", "recurse without end",
    [[local function f() return pcall(f) end f() while true do end]]),
  -- ways out
  does("files", "read a file", [[doc:paragraph(io.open("/etc/passwd"):read "a")]]),
  does("system", "run a program", [[os.execute "true"]]),
  does("module", "load another module", [[require "os"]]),
  does("renderer", "load a part of the library", [[require "capai.render"]]),
  does("part of the library that knows files", "load a part of the library",
    [[require "capai.layout"]]),
  does("load", "compile text", [[load "return 1" ()]]),
  does("debug library", "reach the registry", [[debug.getregistry()]]),
  does("metatable of the document", "reach what methods of the document know",
    [[getmetatable(doc).__index.x = 1]]),
  does("metatable of rows", "reach what results are made of", [[setmetatable(rows, {})]]),
  -- cells, and parts of a report, that would reach what writes it unseen
  does("cell over a million rows", "make renderers take all memory", [[doc:table { id = "t",
    caption = "K", rows = rows, columns = { { "A", function()
      return { text = {}, rowspan = 1000000, colspan = 63 } end } } }]]),
  does("cell that is no text", "have renderers fail at a value that they do not expect",
    [[doc:table { id = "t", caption = "K", rows = { { a = {} } }, columns = { { "A", "a" } } }]]),
  does("cell with a number of its own notation", "have renderers fail at a number",
    [[doc:table { id = "t", caption = "K", rows = rows, columns = { { "A", function()
      return { text = "x", number = "=1+1" } end } } }]]),
  does("figure beyond all drawings", "have renderers draw off the page", [[doc:chart { id = "g",
    caption = "K", kind = "bars", rows = rows, category = "indikator", series = { { "C", function()
      return capai.decimal(("9"):rep(60)) end } } }]]),
  does("unit that is a table", "have renderers fail at a value that they do not expect",
    [[doc:chart { id = "g", caption = "K", kind = "bars", rows = rows, category = "indikator",
      series = { { "C", "capaian" } }, unit = {} }]]),
  does("formula without words", "have renderers fail at what is missing", [[doc:formula {}]]),
  does("list that is counted by a text", "have renderers fail at a value that they do not expect",
    [[doc:list { "a", ordered = "x" }]]),
  does("field that is a table", "have renderers fail at a text that is none",
    [[doc:paragraph("{x}", { x = {} })]]),
  does("group that is a table", "have renderers fail at a text that is none",
    [[doc:table { id = "t", caption = "K", rows = rows, group = function() return {} end,
      columns = { { "A", "indikator" } } }]]),
  words("formula of a cell, which is none of ours", COLUMN:gsub('"target"',
    "function() return { text = HOSTILE, formula = { text = HOSTILE, of = { [HOSTILE] = 1 } } } " ..
    "end"):format "mark = nil", "may"),
  -- what it returns
  does("error that is nothing", "end without a word", [[error()]]),
  -- results
  changes("row changed", [[pcall(function() rows[1].capaian = "99999" end)
    doc:paragraph "{{opd.capaian}}"]]),
  changes("row added", [[pcall(function() rows[#rows + 1] = { capaian = "99999" } end)
    doc:paragraph "{{opd.capaian}}"]]),
  changes("OPD of the document changed", [[pcall(function() doc.opd.capaian = "99999" end)
    doc:paragraph "{{opd.capaian}}"]]),
  changes("rules of the document changed", [[pcall(function() doc.rules.name = "99999" end)
    doc:manifest()]]),
  changes("evaluation changed", [[pcall(function() ev.tahun = 99999 ev.opd = nil end)
    doc:paragraph "{{tahun}}"]]),
  changes("methods of texts changed", [[pcall(function() ("").format = nil end)
    pcall(function() string.format = function() return "99999" end end)
    pcall(function() table.concat = function() return "99999" end end)
    doc:paragraph "{{opd.capaian}}"]]),
  changes("methods of the document changed", [[pcall(function()
    doc.paragraph = function(d) end doc.manifest = nil end) doc:paragraph "{{opd.capaian}}"]]),
  changes("module changed", [[pcall(function() capai.format = function() return "99999" end end)
    pcall(function() capai.decimal = nil end) doc:paragraph "{{opd.capaian}}"]]),
  -- names
  named("layout above the installed ones", "../../jahat"), named("layout of no path", "jahat"),
  named("layout of another folder of layouts", "x/layouts/../../layouts/jahat"),
  named("layout with an escape", "\27[2Jjahat"), named("layout with a line end", "a\njahat"),
  named("layout of an option", "--layout=jahat.lua"), named("layout of other direction",
    "\u{202E}aul"),
  named("layout of blanks", "  "), named("layout of nothing", ""),
  named("layout of a pattern", "*"), named("layout of a long name", ("jahat"):rep(1000)),
}
