-- What tests/fuzz/narasi.c calls with texts that a fuzzer makes up.
local capai <const> = require "capai"
local markdown <const> = require "capai.document.markdown"
local statements <const> = require "capai.audit.statements"
local operations <const> = require "capai.audit.operations"
local printed <const> = require "capai.audit.printed"
local text <const> = require "capai.document.text"

local narasi <const> = {}

local function named(name) return "<" .. name .. ">" end

local function runs_of(words)
  local literal <const> = text.plain(text.runs(text.escaped(words), error, error))
  assert(literal == words, "escaped words are read as they are")
  return text.runs(words, named, named)
end

-- Counts line ends as a reader of the file does.
local function count_lines(words)
  return select(2, words:gsub("\r\n?", "\n"):gsub("\n", "")) + 1
end

--- The document of a text in Markdown. Its parts stand in the order of the lines they begin in.
function narasi.document(words)
  local blocks <const> = { { kind = "section", left = "", right = "" } }
  local lines <const>, last = count_lines(words), 1
  markdown.parse(words, function(kind, said, place, more)
    assert(place.line >= last and place.line + #place.parts - 1 <= lines, "the line of a part")
    last = place.line
    if kind == "heading" then
      local level <const> = math.min(4, math.max(1, more.level))
      blocks[#blocks + 1] = { kind = "heading", level = level, text = runs_of(said) }
    elseif kind == "item" then
      blocks[#blocks + 1] = { kind = "list", ordered = more.ordered,
                              items = { { text = runs_of(said), level = more.level } } }
    else
      assert(kind == "paragraph", kind)
      blocks[#blocks + 1] = { kind = "paragraph", text = runs_of(said) }
    end
  end, function(line, said)
    assert(line >= 1 and line <= lines and type(said) == "string", "the line of a warning")
  end)
  return { title = words:sub(1, 40), blocks = blocks }
end

local names <const> = {}
for name in pairs(operations) do names[#names + 1] = name end
table.sort(names)

--- Tests a statement as `capai audit` does: the operation of that number (any other: the third
--- text is its name) on what is printed and the operands. It is tested, or said not to be.
function narasi.statement(number, dilaporkan, operan, name, rules)
  local outcome
  local function once(what)
    assert(outcome == nil, "one outcome")
    outcome = what
  end
  local audit <const> = { tables = function(self) return { { self.row } } end }
  audit.data = audit
  audit.row = { opd = "x", tahun = 2024, dilaporkan = dilaporkan, operan = operan,
                operasi = names[number] or name }
  function audit.rules_of() return rules end
  function audit.tested() once "tested" end
  function audit.untested() once "untested" end
  function audit.is_class() return false end
  function audit.is_verdict() return false end
  function audit.add() end
  function audit.complain(_, row, column, message)
    assert(row == audit.row and row[column] and message:find "^AUDIT_OPERA", "a complaint")
  end
  function audit.figure(_, finding, exact)
    once "tested"
    local figure <const> = printed.read(finding.dilaporkan)
    local how <const> = figure and printed.compare(figure, exact)
    if how == "same" then
      assert(printed.compare(figure, figure.value) == "same", "a figure agrees with itself")
    end
    if figure then printed.show(figure, exact) end
  end
  statements.check(audit)
  assert(outcome, "an outcome")
end

function narasi.rules() return { scale = capai.scale {
  { "Sangat Tinggi", ge = 90 }, { "Tinggi", ge = 76, lt = 90 }, { "Rendah", lt = 76 } } } end

return narasi
