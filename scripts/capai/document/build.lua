--- The document that a layout builds: what `doc` offers to its build function.
local appendix = require "capai.document.appendix"
local cells = require "capai.document.cells"
local chart = require "capai.document.chart"
local markdown = require "capai.document.markdown"
local numbering = require "capai.document.numbering"
local options = require "capai.document.options"
local parts = require "capai.document.parts"
local standard = require "capai.document.standard"
local tables = require "capai.document.table"
local text = require "capai.document.text"
local values = require "capai.document.values"
local widths = require "capai.document.widths"

--- Millimetres between the margins.
local ROOM <const> = { portrait = 166, landscape = 253 }

local methods = {}

--- ---- texts ----

--- What {name} in a text stands for: a field of the row or table that comes with it.
local function field_of(self, fields, words)
  return function(name)
    if type(fields) == "userdata" then -- a row; what it has not raises
      local cell = cells.field(fields, name, cells.format_of(name, ""), true)
      return cell.soft and cells.why_missing(fields, name) or cell.text
    end
    local value = fields and fields[name]
    if value == nil then
      self.desk.fail("LAYOUT_VALUE", nil, nil, words, name,
        type(fields) == "table" and self.desk.nearest(name, options.sorted(fields)) or nil)
    end
    return type(value) == "string" and value or cells.given(self.desk, value, "number").text
  end
end

--- The line of a text of the data set in which a path stands.
local function line_in(place, path)
  for i, line in ipairs(place.parts) do
    if line:find(path, 1, true) then return place.line + i - 1 end
  end
  return place.line
end

--- The runs of a text of the layout, or, with `place`, of a line of a text of the data set.
local function runs_of(self, words, fields, place)
  local function fail(message, path, ...)
    self.desk.fail(message, place and place.text, place and line_in(place, path), path, ...)
  end
  if type(words) ~= "string" then
    fail("RULES_TYPE", "text", "string", type(words), "doc")
  end
  local made = text.runs(words, field_of(self, fields, words), function(path)
    return values.find(self.desk, self.ev, path, fail)
  end)
  for _, run in ipairs(made) do
    if run.pending then
      local path = run.pending:gsub("^(%a+)%-", "%1.")
      table.insert(self.pending, { run = run, text = place and place.text,
                                   line = place and line_in(place, path) or self.desk.here() })
    end
  end
  return made
end

local function add(self, block)
  table.insert(self.blocks, block)
  return block
end

--- ---- pages ----

--- Begins a new page with the running head of the chapter.
local function section(self, more)
  local block = add(self, { kind = "section", landscape = self.landscape, left = self.title,
                            right = self.chapter or "", prefix = self.prefix })
  for key, value in pairs(more or {}) do block[key] = value end
end

function methods.cover(self, lines)
  section(self, { cover = true, left = "", right = "", landscape = false })
  local block = add(self, { kind = "cover", lines = {} })
  local sizes, last = { "title", "subtitle" }, 0
  options.need(self.desk, { lines = lines }, "doc:cover", { lines = "table" })
  for i in pairs(lines) do last = math.max(last, math.tointeger(i) or 0) end
  for i = 1, last do -- a line that is missing takes no other away
    local words = lines[i]
    if words ~= nil then
      block.lines[#block.lines + 1] = { text = tostring(words), size = sizes[i] or "small" }
    end
  end
end

--- Everything from here on lies across the page, or stands upright again.
function methods.landscape(self)
  self.landscape = true
  section(self)
end

function methods.portrait(self)
  self.landscape = false
  section(self)
end

function methods.page_break(self) add(self, { kind = "break" }) end

--- Lists of what the report holds, on pages of their own.
function methods.contents(self)
  self.chapter, self.prefix = "Daftar Isi", nil
  section(self)
  for _, list in ipairs { { "Daftar Isi", "heading" }, { "Daftar Tabel", "table" },
                          { "Daftar Gambar", "chart" } } do
    add(self, { kind = "contents", title = list[1], of = list[2], entries = {} })
  end
end

--- ---- text blocks ----

--- A heading; of level 1 a chapter, which begins a page. `plain`: without a number.
function methods.heading(self, level, words, plain)
  options.range(self.desk, { level = level or "" }, "level", 1, 4)
  local number, title = numbering.heading(self.numbers, level, words, plain)
  local made = runs_of(self, title)
  if level == 1 then
    local said = text.plain(made)
    self.prefix = number and number:match "%S+$" or nil
    self.chapter = number and "Bab " .. self.prefix .. " " .. parts.title_case(said) or said
    section(self, { restart = number ~= nil })
  end
  self.heading_count = self.heading_count + 1
  add(self, { kind = "heading", level = level, number = number, text = made,
              id = "bagian-" .. self.heading_count })
end

function methods.paragraph(self, words, fields)
  add(self, { kind = "paragraph", align = "justify", text = runs_of(self, words, fields) })
end

--- A small line below what it explains.
function methods.note(self, words, fields)
  add(self, { kind = "paragraph", align = "left", note = true,
              text = runs_of(self, words, fields) })
end

function methods.list(self, items)
  options.need(self.desk, { items = items }, "doc:list", { items = "table" })
  options.need(self.desk, items, "doc:list", { ordered = "boolean|nil" })
  local block = add(self, { kind = "list", ordered = items.ordered or false, items = {} })
  for i, words in ipairs(items) do
    block.items[i] = { text = runs_of(self, words), level = 0 }
  end
end

--- A formula, as a fraction where it has a denominator.
function methods.formula(self, spec)
  options.check(self.desk, spec,
    { "title", "left", "numerator", "denominator", "tail", "result" }, "formula", 0)
  options.need(self.desk, spec, "formula", { left = "string", numerator = "string",
    title = "string|nil", denominator = "string|nil", tail = "string|nil", result = "string|nil" })
  local block = { kind = "formula" }
  for key, value in pairs(spec) do block[key] = value end
  add(self, block)
end

--- ---- texts of the data set ----

local function add_item(self, made, more)
  local last = self.blocks[#self.blocks] or {}
  local other = more.level == 0 and last.ordered ~= more.ordered
  if last.kind ~= "list" or not last.narasi or other then
    last = add(self, { kind = "list", narasi = true, ordered = more.ordered, items = {} })
  end
  table.insert(last.items, { text = made, level = more.level })
end

--- What stands in narasi/NAME.md of the data set; where there is none, a mark that says so.
function methods.narasi(self, name)
  local file = name .. ".md"
  local words = self.desk.texts[file]
  if not words then
    self.desk.warn("LAYOUT_TEXT_MISSING", nil, nil, name)
    add(self, { kind = "paragraph", align = "left", note = true,
                text = text.literal("Belum diisi: narasi/" .. file) })
    return
  end
  markdown.parse(words, function(kind, said, place, more)
    place.text = file
    if kind == "heading" then
      self.heading_count = self.heading_count + 1
      add(self, { kind = "heading", level = math.min(4, math.max(3, more.level)),
                  text = runs_of(self, said, nil, place), id = "bagian-" .. self.heading_count })
    elseif kind == "item" then
      add_item(self, runs_of(self, said, nil, place), more)
    else
      add(self, { kind = "paragraph", align = "justify", text = runs_of(self, said, nil, place) })
    end
  end, function(line, said) self.desk.warn("LAYOUT_MARKDOWN", file, line, said) end)
end

--- True where the data set has such a text.
function methods.has_narasi(self, name) return self.desk.texts[name .. ".md"] ~= nil end

--- ---- tables and charts ----

--- Gives a table or chart its label and its id.
local function identify(self, block, id, kind, word)
  block.label = numbering.label(self.numbers, kind, word)
  block.id = word:lower() .. "-" .. (id or tostring(#self.blocks + 1))
  if self.named[block.id] then self.desk.fail("LAYOUT_NAME_TWICE", nil, nil, id) end
  self.named[block.id] = block
  return block
end

function methods.table(self, spec)
  local fields = spec.fields
  local block = tables.build(self.desk, spec, function(words)
    return runs_of(self, words, fields)
  end, self.rules)
  widths.set(block, self.landscape and ROOM.landscape or ROOM.portrait)
  add(self, identify(self, block, spec.id, "table", "Tabel"))
end

function methods.chart(self, spec)
  local block = chart.build(self.desk, spec, function(words) return runs_of(self, words) end)
  add(self, identify(self, block, spec.id, "chart", "Gambar"))
end

for name, part in pairs(parts.methods) do methods[name] = part end
for name, part in pairs(standard.methods) do methods[name] = part end
for name, part in pairs(appendix.methods) do methods[name] = part end

--- ---- the end ----

--- Fills in what points at tables and charts, now that all are known.
local function resolve(self)
  for _, open in ipairs(self.pending) do
    local block = self.named[open.run.pending]
    if not block then
      local word, id = open.run.pending:match "^(%a+)%-(.*)$"
      local names = {}
      for _, known in ipairs(options.sorted(self.named)) do
        names[#names + 1] = known:match("^" .. word .. "%-(.*)$")
      end
      self.desk.fail("LAYOUT_REFERENCE", open.text, open.line, id, self.desk.nearest(id, names))
    end
    open.run.text, open.run.ref, open.run.pending = block.label, block.id, nil
  end
end

--- What the lists at the front name.
local function fill_contents(self)
  for _, block in ipairs(self.blocks) do
    if block.kind == "contents" then
      for _, other in ipairs(self.blocks) do
        if other.kind == block.of and (other.level or 1) <= 3 and (other.number or other.label or
           other.level == 1) then
          table.insert(block.entries, { number = other.number or other.label or "", id = other.id,
            text = text.plain(other.text or other.caption), level = other.level or 1 })
        end
      end
    end
  end
  local kept = {}
  for _, block in ipairs(self.blocks) do
    if block.kind ~= "contents" or #block.entries > 0 then kept[#kept + 1] = block end
    block.narasi = nil
  end
  self.blocks = kept
end

--- A method that the layout calls on doc, which holds nothing else.
local function bind(self, method)
  return function(_, ...) return method(self, ...) end
end

--- The document that `layout` builds of an evaluation.
return function(desk, layout, ev, name)
  local opd = ev:current "opd"[1]
  local self = { desk = desk, ev = ev, rules = ev:rules(opd.opd), opd = opd, blocks = {},
                 pending = {}, named = {}, heading_count = 0, landscape = false,
                 methods = methods }
  self.numbers = numbering.new(layout.numbering)
  self.title = "Laporan Kinerja " .. (opd.nama or opd.opd) .. " Tahun " .. ev.tahun
  local doc = {}
  for key, method in pairs(methods) do doc[key] = bind(self, method) end
  doc.rules, doc.opd, doc.nama = self.rules, opd, opd.nama or opd.opd
  desk.guard(doc, "doc")
  layout.build(doc, ev)
  if not self.blocks[1] or self.blocks[1].kind ~= "section" then
    table.insert(self.blocks, 1, { kind = "section", landscape = false, left = self.title,
                                   right = "" })
  end
  resolve(self)
  fill_contents(self)
  return { title = self.title, opd = opd.nama or opd.opd, kabupaten = opd.kabupaten,
           year = ev.tahun, layout = name, blocks = self.blocks, manifest = desk.manifest }
end
