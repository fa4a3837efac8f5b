-- The description of the module against the module: every function is described and there, every
-- argument that is wrong is refused in the words of its description, every example runs, and the
-- files that are made from the description are what it gives.
local capai <const> = require "capai"
local api <const> = require "capai.api"
local passed = 0

local function check(condition, ...)
  if not condition then error(table.concat({ ... }, " "), 2) end
  passed = passed + 1
end

local data <const> = assert(capai.load "examples/semboro-2024")
local ev <const> = assert(capai.evaluate(data))
local scale <const> = capai.scale { { "A", ge = 50 }, { "B", lt = 50 } }

-- A row as a formula sees it.
local function row_of_formula()
  local row
  local rules <const> = capai.rules {
    id = "row", name = "Row", base = "jember-2024",
    progress = { positif = function(i) row = i return 1 end },
  }
  assert(capai.evaluate(data, rules))
  return row
end

-- A value of each of our types, and the metatable in which its methods stand.
local objects <const> = {
  ["capai.decimal"] = capai.decimal(1),
  ["capai.scale"] = scale,
  ["capai.grade"] = capai.grade { "A", "B" },
  ["capai.efficiency"] = capai.efficiency.saving(),
  ["capai.formula"] = capai.formula "realisasi - target",
  ["capai.ratio"] = capai.ratio(1, 3),
  ["capai.indikator"] = row_of_formula(),
  ["capai.rules"] = capai.rules "jember-2024",
  ["capai.data"] = data,
  ["capai.evaluation"] = ev,
  ["capai.comparison"] = capai.compare(data, nil, "jember-2023"),
  ["capai.survey"] = capai.survey "permenpanrb-14-2017",
  ["capai.table"] = ev.indikator,
  ["capai.row"] = ev.indikator[1],
}

-- ---- every function is described, and every description has its function ----

local described <const> = {}
for _, f in ipairs(api.functions) do
  local object, method = f.name:match("^([%w_]+):([%w_]+)$")
  local place = capai
  if object then
    place = objects["capai." .. object]
    check(place, "no value to try", f.name, "with")
    check(type(place[method]) == "function", f.name, "is not there")
  else
    for part in f.name:gmatch("[%w_]+") do place = place and place[part] end
    check(type(place) == "function", f.name, "is not there")
  end
  check(not described[f.name], f.name, "is described twice")
  check(f.doc:sub(-1) == ".", f.name, "has no sentence")
  described[f.name] = object and objects["capai." .. object][method] or place
end

local function check_described(place, prefix)
  for name, value in pairs(place) do
    if type(value) == "table" then
      check_described(value, prefix .. name .. ".")
    elseif type(value) == "function" then
      check(described[prefix .. name], prefix .. name, "is not described")
    end
  end
end
check_described(capai, "")
for class, object in pairs(objects) do
  local meta <const> = debug.getmetatable(object)
  local methods <const> = type(meta.__index) == "table" and meta.__index or meta.methods or {}
  check_described(methods, class:gsub("^capai%.", "") .. ":")
end

-- ---- wrong arguments ----

local samples <const> = {
  decimal = 1, integer = 1, string = "x", boolean = true, table = {}, ["function"] = print,
  any = 1, rounding = "down", notation = "plain", input = "indikator",
}

local function sample(type)
  local first = type:gsub("%?$", ""):match("^[^|]+")
  if first:sub(1, 1) == '"' then return first:sub(2, -2) end
  if samples[first] ~= nil then return samples[first] end
  return objects[first] or {}
end

local wrong <const> = io.stdout -- of no type that a function of ours takes

local function check_refused(f, number, param, arguments, got)
  local ok, err = pcall(described[f.name], table.unpack(arguments, 1, arguments.n))
  check(not ok and err.code == "ARGUMENT", f.name, param, tostring(err))
  local message <const> = err.message
  local called <const> = f.name:find(":", 1, true) and f.name or "capai." .. f.name
  check(message:find(number .. param, 1, true), f.name, param, message)
  check(message:find(called, 1, true), f.name, param, message)
  check(message:find(got, 1, true), f.name, param, message)
end

for _, f in ipairs(api.functions) do
  local self <const> = f.name:match("^([%w_]+):")
  local before = self and { objects["capai." .. self], n = 1 } or { n = 0 }
  if self then check_refused(f, "", "self", { wrong, n = 1 }, "FILE*") end
  for i, param in ipairs(f.params) do
    local arguments = table.move(before, 1, before.n, 1, {})
    arguments[before.n + 1], arguments.n = wrong, before.n + 1
    check_refused(f, "#" .. i .. " ", param.name, arguments, "FILE*")
    if param.type:sub(-1) ~= "?" and param.name ~= "..." then
      check_refused(f, "#" .. i .. " ", param.name, before, "no value")
    end
    before[before.n + 1], before.n = sample(param.type), before.n + 1
  end
end

-- ---- examples ----

for _, f in ipairs(api.functions) do
  if f.example then
    local environment <const> = setmetatable({ capai = capai, EV = ev, print = function() end },
      { __index = _G })
    local chunk <const> = assert(load(f.example, "=" .. f.name, "t", environment))
    local ok, err = pcall(chunk)
    check(ok, f.name, tostring(err))
  end
end

-- ---- what is made from it ----

for path, text in pairs(dofile "bindings/lua/reference.lua") do
  local handle <close> = assert(io.open(path, "rb"))
  check(handle:read("a") == text, path, "is not what the module says: run make reference")
end
print(passed .. " passed")
