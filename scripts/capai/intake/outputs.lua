--- Tables of outputs: what a sub kegiatan was to deliver, with the money for it in between.
local figures = require "capai.intake.figures"
local headers = require "capai.intake.headers"
local lines = require "capai.intake.lines"
local names = require "capai.intake.names"

local outputs = {}

local GROUP = { columns = { pagu = 1, realisasi = 2, serapan_lapor = 3 } }

--- The last of the paragraphs that names a sub kegiatan, with those that go on with it.
local function sub_before(segment)
  local found
  for _, item in ipairs(segment.before) do
    if item.text:lower():find "^sub%s*kegiatan" then
      found = item.text
    elseif found and not item.gap then
      found = found .. " " .. item.text
    end
  end
  return found
end

local function sasaran_before(segment)
  for i = #segment.before, 1, -1 do
    local bare, numbered = names.sasaran(segment.before[i].text)
    if numbered and segment.before[i].text:lower():find "^sasaran" then return { name = bare } end
  end
end

--- The code of a line of that name in tables before; nil for none.
local function code_elsewhere(data, name)
  local key = lines.key(data, 3, name)
  return data.made[key] or data.printed[key]
end

--- The figures of a row, by what they are of a budget line.
local function money(cells, at)
  local capaian = at.realisasi or at.capaian
  return { pagu = cells[at.target], realisasi = cells[capaian],
           serapan_lapor = at.persen and cells[at.persen] or nil }
end

local function filled(values)
  for quantity, cell in pairs(values) do
    if figures.is_missing(cell) then values[quantity] = nil end
  end
  return values
end

--- Adds the row of an output; its code follows when the lines have theirs.
local function add_output(data, segment, line, at, row, name)
  local out = { tahun = segment.year, output = name, line = row.line }
  local values = money(row.cells, at)
  out.over = line
  out.satuan = at.satuan and row.cells[at.satuan] or nil
  data:put(out, "target", values.pagu, figures.quantity)
  data:put(out, "realisasi", values.realisasi, figures.quantity)
  data:put(out, "capaian_lapor", values.serapan_lapor)
  if out.target and not out.realisasi then data:miss(out, "realisasi") end
  return out
end

--- Gives the outputs what their lines have. One that stands there already, the same in all, is
--- left out.
local function finish(data, list, sasaran)
  for _, out in ipairs(list) do
    local line = out.over
    out.over = nil
    out.kode, out.subkegiatan = line and line.code, line and names.bare(line.shown)
    out.sasaran = sasaran and sasaran.name
    local key = table.concat({ tostring(out.tahun), out.kode or "", data.fold(out.output),
                               out.target or "", out.realisasi or "",
                               out.capaian_lapor or "" }, "|")
    local before = data:once("output", key, out.line, out)
    if before ~= out then data:say("DOUBLED", out.line, out.output, data.place(before.line)) end
  end
end

local ROLES = { "target", "realisasi", "capaian", "persen", "satuan", "input", "uraian" }

local function columns_of(header)
  local at = {}
  for _, role in ipairs(ROLES) do at[role] = headers.find(header, role) end
  at.persen = at.persen or at.realisasi and at.capaian
  return at
end

--- A table for each sub kegiatan, which the paragraph before it names: Input and Output.
local function place_single(data, segment, at)
  local state = lines.new(data, segment, { { year = segment.year, columns = GROUP.columns } })
  local name, list, line = sub_before(segment), {}, nil
  if not name then
    data:say("TABLE", segment.line, segment.name, tostring(#segment.rows))
    return
  end
  local found = names.read(name)
  for _, row in ipairs(segment.rows) do
    local what, words = row.cells[1]:lower(), row.cells[at.input] or ""
    if what:find "^input" and words:lower():find "dana" then
      line = lines.add(state, { line = row.line, no = "", name = "", sub = name, figures = true,
                                groups = { filled(money(row.cells, at)) } }, {})
      line.code = code_elsewhere(data, found.name)
      line.borrowed = line.code ~= nil
    elseif what:find "^out" or what == "" and #list > 0 then
      list[#list + 1] = add_output(data, segment, nil, at, row, words)
    else
      data:say("ROW", row.line, words, segment.name)
    end
  end
  state:write()
  for _, out in ipairs(list) do out.over = line or { shown = found.name } end
  finish(data, list)
end

--- One table for all: lines of the budget tree, below each of them Dana, Output, Outcome.
local function place_tree(data, segment, at)
  local sasaran = sasaran_before(segment)
  local state = lines.new(data, segment, { { year = segment.year, columns = GROUP.columns } })
  local last, list = nil, {}
  for _, row in ipairs(segment.rows) do
    local first = row.cells[1]:lower()
    if at.uraian == 2 and (first:find "^%a+%s*:" or first:find "^sub%s*kegiatan") then
      table.insert(row.cells, 1, "") -- on this page the empty column before the names is lost
    end
    local name, no = row.cells[at.uraian] or "", at.uraian > 1 and row.cells[1] or ""
    local word = name:lower():match "^(%a+)%s*:"
    if word == "dana" and last then
      last.groups = { filled(money(row.cells, at)) }
      last.figures, last.line = true, row.line
    elseif word == "output" or word == "outcome" then
      list[#list + 1] = add_output(data, segment, last, at, row, name)
    elseif names.read(name).level then
      last = lines.add(state, { line = row.line, no = no, name = name, sub = "", groups = {} },
        { sasaran = sasaran })
    elseif table.concat(row.cells):find "%S" then
      data:say("ROW", row.line, data.words(row.cells), segment.name)
    end
  end
  state:write()
  finish(data, list, sasaran)
end

--- Reads a table of outputs into the data set.
function outputs.place(data, segment)
  local at = columns_of(segment.header)
  if at.input then place_single(data, segment, at) else place_tree(data, segment, at) end
end

return outputs
