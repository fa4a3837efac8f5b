-- Charts as drawings, and drawings as SVG and EMF: no text touches another or leaves the picture,
-- whatever the figures are; what is no chart raises.
require "capai"
local canvas <const> = require "capai.render.chart.canvas"
local chart <const> = require "capai.render.chart"
local emf <const> = require "capai.render.emf"
local palette <const> = require "capai.render.palette"
local svg <const> = require "capai.render.svg"
local check <const> = dofile "tests/support/check.lua"
local sample <const> = dofile "tests/support/document.lua"

-- A series of plain numbers (false: none), with labels as people read them.
local function series(name, values)
  local one = { name = name, values = values, labels = {} }
  for i, value in ipairs(values) do
    one.labels[i] = value and value:gsub("%.", ","):gsub("^-", "−") or "–"
  end
  return one
end

local function block(kind, categories, list, more)
  local made = more or {}
  made.kind, made.type, made.categories, made.series = "chart", kind, categories, list
  return made
end

-- ---- what holds for every drawing ----

local function overlap(a, b)
  return a[1] < b[3] - 0.01 and b[1] < a[3] - 0.01 and a[2] < b[4] - 0.01 and b[2] < a[4] - 0.01
end

local function check_texts(drawing, what)
  local seen = {}
  for _, shape in ipairs(drawing.shapes) do
    if shape.kind == "text" then
      local box = canvas.box(shape.x, shape.y, shape.text, shape)
      check.that(box[1] >= -0.01 and box[2] >= -0.01 and box[3] <= drawing.width + 0.01 and
        box[4] <= drawing.height + 0.01, ("%s: outside: %s"):format(what, shape.text))
      for _, other in ipairs(seen) do
        check.that(not overlap(box, other.box),
          ("%s: %s lies on %s"):format(what, shape.text, other.text))
      end
      seen[#seen + 1] = { box = box, text = shape.text }
    elseif shape.fill then
      local at = shape.kind == "rect" and { shape.x, shape.y, shape.x + shape.w, shape.y + shape.h }
        or { shape.x - shape.r, shape.y - shape.r, shape.x + shape.r, shape.y + shape.r }
      for _, other in ipairs(seen) do
        check.that(not overlap(at, other.box), ("%s: covered: %s"):format(what, other.text))
      end
    end
  end
  return seen
end

-- The mark of a target goes through no text.
local function check_marks(drawing, texts, what)
  for _, shape in ipairs(drawing.shapes) do
    if shape.kind == "line" and shape.color == "target" then
      local mark = { shape.x1 - 0.3, shape.y1 - 0.3, shape.x2 + 0.3, shape.y2 + 0.3 }
      for _, text in ipairs(texts) do
        check.that(not overlap(mark, text.box), ("%s: crossed: %s"):format(what, text.text))
      end
    end
  end
end

local function check_colors(drawing, what)
  for _, shape in ipairs(drawing.shapes) do
    for _, key in ipairs { "color", "fill", "stroke" } do
      local name = shape[key]
      check.that(name == nil or palette.light[name] and palette.dark[name],
        ("%s: no colour %s"):format(what, tostring(name)))
    end
  end
end

-- Every record begins where the one before ends; the header tells size, records and objects.
local function check_emf(bytes, drawing, what)
  local kind, size, _, _, right, bottom = string.unpack("<I4I4i4i4i4i4", bytes)
  check.eq(kind, 1, what .. ": header")
  check.eq(size, 108, what .. ": length of the header")
  check.eq(right, math.floor(drawing.width * 100 + 0.5), what .. ": width")
  check.eq(bottom, math.floor(drawing.height * 100 + 0.5), what .. ": height")
  local signature, _, length, records, handles = string.unpack("<I4I4I4I4I2", bytes, 41)
  check.eq(signature, 0x464D4520, what .. ": signature")
  check.eq(length, #bytes, what .. ": length")
  local at, count, last = 1, 0, nil
  while at <= #bytes do
    last, size = string.unpack("<I4I4", bytes, at)
    check.that(size >= 8 and size % 4 == 0, what .. ": length of a record")
    if last == 38 or last == 39 or last == 82 or last == 95 then
      check.that(string.unpack("<I4", bytes, at + 8) < handles, what .. ": number of an object")
    end
    at, count = at + size, count + 1
  end
  check.eq(at, #bytes + 1, what .. ": end")
  check.eq(last, 14, what .. ": the last record")
  check.eq(count, records, what .. ": records")
end

-- Tags that are closed in order, with attributes in quotes; texts without controls.
local function check_svg(text, what)
  check.that(utf8.len(text) and not text:find "[%z\1-\9\11-\31\127]", what .. ": clean")
  local open = {}
  local rest = text:gsub("<(/?)(%a+)([^<>]*)>", function(closing, name, attributes)
    local self = attributes:find "/$"
    local left = attributes:gsub('/$', ""):gsub('%s[%w-]+="[^"<]*"', "")
    check.eq(left, "", what .. ": attributes of " .. name)
    if closing == "/" then
      check.eq(table.remove(open), name, what .. ": closed")
    elseif not self then
      open[#open + 1] = name
    end
    return ""
  end)
  check.eq(#open, 0, what .. ": all closed")
  check.that(not rest:find "[<>]" and not rest:gsub("&%l+;", ""):gsub("&#39;", ""):find "&",
    what .. ": escaped")
end

local function check_all(what, made, width)
  local drawing = chart.drawing(made, width or 166)
  check.eq(drawing.width, width or 166, what .. ": width")
  local texts = check_texts(drawing, what)
  check_marks(drawing, texts, what)
  check_colors(drawing, what)
  check_svg(svg(drawing, made.alt or what), what)
  check_emf(emf(drawing), drawing, what)
  check.eq(emf(chart.drawing(made, width or 166)), emf(drawing), what .. ": the same bytes")
  return texts, drawing
end

local function has(texts, wanted)
  for _, text in ipairs(texts) do if text.text == wanted then return true end end
  return false
end

local function check_has(texts, what, ...)
  for _, wanted in ipairs { ... } do check.that(has(texts, wanted), what .. ": " .. wanted) end
end

-- ---- the charts of the sample ----

for _, made in ipairs(sample.blocks) do
  if made.kind == "chart" then
    for _, width in ipairs { 166, 253, 90 } do check_all(made.id, made, width) end
  end
end

local years <const> = { "2021", "2022", "2023", "2024" }
local texts = check_all("standing", block("bars", years,
  { series("Realisasi", { "67", "67", "83.73", "83.57" }) },
  { target = series("Target", { false, "85", "85", "90" }) }))
check_has(texts, "standing", "67", "83,73", "83,57", "85", "90", "2021", "Realisasi", "Target", "0")

texts = check_all("rupiah", block("bars", { "Program Penunjang", "Program Pemerintahan" },
  { series("Pagu", { "2700414981", "609079200" }), series("Realisasi", { "2407846274", "0" }) },
  { unit = "Rp" }))
check_has(texts, "rupiah", "dalam miliar rupiah", "3", "2700414981", "0")

texts = check_all("dumbbell", block("dumbbell", { "A", "B", "C", "D" },
  { series("Capaian", { "100", "92.86", "95", false }),
    series("Serapan", { "89.17", "99.67", "95", "80" }) },
  { unit = "%", verdicts = { false, true, false, false } }))
check_has(texts, "dumbbell", "100", "92,86", "99,67", "serapan melebihi capaian",
  "Capaian –", "100%")

texts = check_all("lines", block("lines", years, { series("A", { "90.1", "90.2", false, "90" }),
  series("B", { "90", "90.1", "90.2", "90.3" }) },
  { target = series("Target", { "90", "90.1", "90.2", false }) }))
check_has(texts, "lines", "90,1", "90,3", "A", "B")

check_all("wide figures", block("bars", { "a", "b", "c" },
  { series("x", { "3894507781", "2607098480", "100" }) },
  { target = series("Target", { "3000000000", "2607098481", "90" }), horizontal = true }))

-- Ranked: the greatest first, equal ones as given, those without a value last.
local figures = chart.figures(block("bars", { "a", "b", "c", "d" },
  { series("x", { "1", false, "3", "1" }) }, { ranked = true }))
check.eq(table.concat(figures.order, " "), "3 1 4 2", "ranked")

-- ---- shapes that carry what colour says ----

local function count(drawing, kind, key)
  local found = 0
  for _, shape in ipairs(drawing.shapes) do
    if shape.kind == kind and (not key or shape[key]) then found = found + 1 end
  end
  return found
end

local _, drawing = check_all("two series", block("bars", years,
  { series("a", { "1", "2", "3", "4" }), series("b", { "1", "2", "3", "4" }) }))
check.eq(count(drawing, "segments"), 5, "the second series is hatched, in the legend too")
_, drawing = check_all("verdicts", block("dumbbell", { "a", "b" },
  { series("x", { "1", "2" }), series("y", { "2", "1" }) }, { verdicts = { true, false } }))
check.eq(count(drawing, "line", "dash"), 2, "where the second exceeds, and in the legend")
_, drawing = check_all("a gap", block("lines", { "1", "2", "3", "4", "5" },
  { series("x", { "1", "2", false, "3", "4" }) }))
check.eq(count(drawing, "polyline"), 2, "a line with a gap")
check.eq(count(drawing, "circle"), 5, "points, and one in the legend")
check.that(svg(drawing, "a", { css = true }):find('fill="var(--first,#0B4F8A)"', 1, true),
  "colours that a page can set")
check.eq(svg(drawing, "a"):find("var(", 1, true), nil, "plain colours")

-- ---- whatever the figures are ----

local function many(number, value)
  local names, values = {}, {}
  for i = 1, number do names[i], values[i] = "Kecamatan nomor " .. i, value(i) end
  return names, values
end

local hostile <const> = { "<b>&\"'", "\0\27[31m", "\xFF\xFE", ("x"):rep(2000), ("kata "):rep(400),
                          "=1+1", "\u{202E}balik", "😀 emoji 漢字", "", " " }
local sets <const> = {
  one = { "5" }, zero = { "0", "0" }, negative = { "16.73", "-31.2", "0", "-0.01" },
  huge = { "1000000000000000000", "1" }, tiny = { "0.000000001", "0.0000000005" },
  equal = { "7", "7", "7" }, missing = { "3", false, false, "4", false },
  signs = { "-5", "-6" }, far = { "999999999", "0.5", "-999999999" },
  digits = { "92.85555555555555555555", "00012.50" },
}
for _, kind in ipairs { "bars", "lines", "dumbbell", "share" } do
  for name, values in pairs(sets) do
    local names = {}
    for i in ipairs(values) do names[i] = hostile[(i + #values) % #hostile + 1] end
    for _, width in ipairs { 166, 60 } do
      for _, second in ipairs { false, true } do
        local list = { series(hostile[1], values) }
        if second or kind == "dumbbell" then list[2] = series(hostile[8], values) end
        check_all(("%s of %s, %d mm"):format(kind, name, width), block(kind, names, list,
          { target = second and kind ~= "dumbbell" and series("Target", values) or nil,
            horizontal = name == "one", ranked = true, unit = second and "%" or "Rp",
            alt = hostile[2] }), width)
      end
    end
  end
  local names, values = many(40, function(i) return tostring(100 - i * 1.5) end)
  local _, rows = check_all("40 of " .. kind, block(kind, names,
    { series("a", values), kind == "dumbbell" and series("b", values) or nil }))
  check.that(rows.height < 400, kind .. ": height")
  texts = check_all("none of " .. kind, block(kind, { "a" },
    { series("x", { false }), kind == "dumbbell" and series("y", { false }) or nil }))
  check_has(texts, kind, "tidak ada data")
  texts = check_all("no categories of " .. kind, block(kind, {},
    { series("x", {}), kind == "dumbbell" and series("y", {}) or nil }))
  check_has(texts, kind, "tidak ada data")
end
local long_labels = block("bars", { "a" }, { { name = "x", values = { "1" },
  labels = { ("9"):rep(100000) } } })
check_all("a label of 100 KB", long_labels)
check_all("a name of 100 KB", block("lines", { ("9"):rep(100000), ("a "):rep(50000) },
  { series(("s"):rep(100000), { "1", "2" }) }))

-- ---- what is no chart ----

local function check_error(made, width, text)
  local ok, message = pcall(chart.drawing, made, width)
  check.eq(ok, false, text)
  check.that(type(message) == "string" and message:find(text, 1, true), tostring(message))
end

check_error(nil, 166, "no such type")
check_error(block("pie", { "a" }, { series("x", { "1" }) }), 166, "no such type")
check_error(block("bars", { "a" }, { series("x", { "1" }) }), 0 / 0, "a width")
check_error(block("bars", { "a" }, { series("x", { "1" }) }), "166", "a width")
check_error(block("bars", "a", {}), 166, "categories is no list")
check_error(block("bars", { 1 }, {}), 166, "category 1 is no text")
check_error(block("bars", { "a" }, {}), 166, "wrong number of series")
check_error(block("dumbbell", { "a" }, { series("x", { "1" }) }), 166, "wrong number of series")
check_error(block("bars", { "a" }, { { name = "x", values = { 1 } } }), 166, "plain notation")
for _, value in ipairs { "nan", "0x10", "1e5", "1,5", "", "inf" } do
  check_error(block("bars", { "a" }, { { name = "x", values = { value } } }), 166, "plain notation")
end
check_error(block("bars", { "a" }, { { name = "x", values = { ("9"):rep(400) } } }), 166,
  "too large")
check_error(block("bars", { "a" }, { { name = {}, values = { "1" } } }), 166, "name is no text")
local crowd, crowded = many(501, function() return "1" end)
check_error(block("bars", crowd, { series("x", crowded) }), 166, "more than 500")

check.done()
