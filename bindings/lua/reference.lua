-- Makes scripts/types/capai.lua (for editors) and docs/lua.md (for people) from the description
-- that the module itself gives. `make reference` runs it; a test compares what it returns.
local api <const> = require "capai.api"

-- The name of a class as editors see it: what capai.decimal returns is capai.decimal.
local function lua_type(type)
  type = type:gsub("([%w_%.]+)", function(word)
    return word == "decimal" and "capai.number" or word == "rounding" and "capai.rounding"
      or word == "notation" and "capai.notation" or word
  end)
  return type
end

local function one_line(doc)
  return (doc:gsub("%s*\n%s*", " "))
end

-- ---- stubs ----

local out = {}

local function line(format, ...)
  local text = select("#", ...) > 0 and format:format(...) or format
  out[#out + 1] = text:gsub("[ \t]+$", "")
end

local function doc_lines(doc)
  for part in (doc .. "\n"):gmatch("(.-)\n") do line("---%s", part) end
end

local function optional(type)
  return type:sub(-1) == "?", (type:gsub("%?$", ""))
end

local function stub_field(field)
  local may_miss, type = optional(field.type)
  local name = field.name .. (may_miss and field.name:sub(1, 1) ~= "[" and "?" or "")
  if may_miss and field.name:sub(1, 1) == "[" then type = type .. "|nil" end
  line("---@field %s %s %s", name, lua_type(type), field.doc)
end

local function local_name(class)
  return (class:gsub("^capai%.", ""):gsub("%.", "_"))
end

local function stub_function(f)
  local object, method = f.name:match("^([%w_]+):([%w_]+)$")
  local names = {}
  doc_lines(f.doc)
  for _, p in ipairs(f.params) do
    local may_miss, type = optional(p.type)
    names[#names + 1] = p.name
    line("---@param %s%s %s %s", p.name, may_miss and "?" or "", lua_type(type), p.doc)
  end
  for _, r in ipairs(f.returns) do
    local may_miss, type = optional(r.type)
    line("---@return %s%s %s %s", lua_type(type), may_miss and "?" or "", r.name, r.doc)
  end
  if object then
    line("function %s:%s(%s) end", object, method, table.concat(names, ", "))
  else
    line("function capai.%s(%s) end", f.name, table.concat(names, ", "))
  end
  line("")
end

local function stubs()
  out = {}
  line("---@meta capai")
  line("-- luacheck: ignore")
  line("-- Made from the module by `make reference`; changes belong into bindings/lua.")
  line("")
  line("---@alias capai.number capai.decimal|number|string")
  for _, alias in ipairs(api.aliases) do
    line("---%s", alias.doc)
    line("---@alias capai.%s %s", alias.name, alias.type)
  end
  line("")
  local methods = {}
  for _, f in ipairs(api.functions) do
    local object = f.name:match("^([%w_]+):")
    if object then methods["capai." .. object] = true end
  end
  for _, class in ipairs(api.classes) do
    doc_lines(class.doc)
    line("---@class %s", class.name)
    for _, field in ipairs(class.fields) do stub_field(field) end
    for _, op in ipairs(class.operators) do
      line("---@operator %s%s: %s", op.name, op.type and "(" .. lua_type(op.type) .. ")" or "",
        op.doc)
    end
    if methods[class.name] then line("local %s = {}", local_name(class.name)) end
    line("")
  end
  line("---@class capai")
  line("---@field version string The version of the program.")
  line("local capai = {}")
  local tables = {}
  for _, f in ipairs(api.functions) do
    local name = f.name:match("^([%w_]+)%.")
    if name and not tables[name] then
      tables[name] = true
      line("capai.%s = {}", name)
    end
  end
  line("")
  for _, f in ipairs(api.functions) do stub_function(f) end
  line("return capai")
  return table.concat(out, "\n") .. "\n"
end

-- ---- the reference page ----

local function cell(text)
  return (one_line(text):gsub("|", "\\|"))
end

local function page_values(title, values)
  if #values == 0 then return end
  line("| %s | type | |", title)
  line("|---|---|---|")
  for _, v in ipairs(values) do
    local may_miss, type = optional(v.type)
    line("| `%s` | `%s`%s | %s |", v.name, cell(type), may_miss and ", optional" or "", cell(v.doc))
  end
  line("")
end

local function page_function(f)
  local names, object = {}, f.name:match("^[%w_]+:")
  for _, p in ipairs(f.params) do names[#names + 1] = p.name end
  line("### %s%s(%s)", object and "" or "capai.", f.name, table.concat(names, ", "))
  line("")
  line("%s", f.doc)
  line("")
  page_values("parameter", f.params)
  page_values("result", f.returns)
  if f.example then
    line("```lua")
    line("%s", (f.example:gsub("%f[%w]EV%f[%W]", "ev")))
    line("```")
    line("")
  end
end

local function page()
  out = {}
  line("# The Lua module")
  line("")
  line([[
This page is made from the module by `make reference`. The same description checks the arguments
of each function and gives editors their stubs (`scripts/types/capai.lua`).

    local capai = require "capai"
    local data = assert(capai.load "examples/semboro-2024")
    local ev = assert(capai.evaluate(data))
    for _, row in ipairs(ev.indikator:where { tahun = ev.tahun }) do
      print(row.indikator, row.capaian, row.predikat)
    end

Wrong use raises an error that names the argument, what was expected and what came. What is wrong
in data or files comes back as nil, a message and a table with its parts (`capai.info`). A
`decimal` as a parameter is a decimal, a Lua number of at most 15 digits, or a text such as
`"1.234,50"`. Rule packs see what stands before `capai.load`; scripts that `capai run` starts, and
programs that load the module, see everything.
]])
  line("## Functions")
  line("")
  for _, f in ipairs(api.functions) do page_function(f) end
  line("## Types")
  line("")
  for _, alias in ipairs(api.aliases) do
    line("### %s", alias.name)
    line("")
    line("%s One of `%s`.", alias.doc, alias.type)
    line("")
  end
  for _, class in ipairs(api.classes) do
    line("### %s", class.name)
    line("")
    line("%s", class.doc)
    line("")
    page_values("field", class.fields)
  end
  return (table.concat(out, "\n"):gsub("\n+$", "\n"))
end

local files <const> = { ["scripts/types/capai.lua"] = stubs(), ["docs/lua.md"] = page() }
if arg and arg[0] and arg[0]:find("reference.lua", 1, true) then
  for path, text in pairs(files) do
    local handle <close> = assert(io.open(path, "wb"))
    assert(handle:write(text))
  end
end
return files
