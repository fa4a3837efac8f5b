-- The module capai in the stock interpreter. Prints how many checks passed.
local capai = require "capai"

local check <const> = dofile "tests/support/check.lua"
local check_eq <const>, check_code <const> = check.eq, check.code

-- The call raises, and its message holds every one of the texts.
local function check_error(texts, f, ...)
  local ok, err = pcall(f, ...)
  local message = tostring(err)
  if ok then error("no error, expected " .. table.concat(texts, ", "), 2) end
  for _, text in ipairs(texts) do
    if not message:find(text, 1, true) then error(message .. ": expected " .. text, 2) end
  end
  check.passed = check.passed + 1
end

local d <const> = capai.decimal

-- ---- what the module holds ----

check_eq(type(capai.version), "string", "version")
check_eq(capai.version:match("^%d+%.%d+%.%d+$") ~= nil, true, "version " .. capai.version)
check_eq(require "capai", capai, "the same module twice")
for _, name in ipairs { "decimal", "round", "scale", "grade", "rules" } do
  check_eq(type(capai[name]), "function", name)
end
check_eq(type(capai.progress), "table", "progress")
check_eq(type(capai.efficiency), "table", "efficiency")

-- ---- decimals from numbers and texts ----

local construction <const> = {
  { 0, "0" }, { 7, "7" }, { -7, "-7" }, { 1e3, "1000" }, { 100.0, "100" }, { -0.0, "0" },
  { math.maxinteger, "9223372036854775807" }, { math.mininteger, "-9223372036854775808" },
  { 0.1, "0.1" }, { 76.61, "76.61" }, { 0.111, "0.111" }, { -2.5, "-2.5" }, { 0.5, "0.5" },
  { 123456789012.345, "123456789012.345" }, { 0.123456789012345, "0.123456789012345" },
  { 99999999999999.9, "99999999999999.9" },
  { "0", "0" }, { "83,20", "83.20" }, { "83.20", "83.20" }, { "76,61", "76.61" },
  { "76.61", "76.61" }, { "1.234.567,89", "1234567.89" }, { "1234567.89", "1234567.89" },
  { "1234567,89", "1234567.89" }, { "1.234,5", "1234.5" }, { "-5", "-5" }, { "-0,50", "-0.50" },
  { " 5 ", "5" }, { "12.345.678", "12345678" },
  { "1234567890123456789012345678901234", "1234567890123456789012345678901234" },
  { d(5), "5" }, { d "1,50", "1.50" },
}
for _, case in ipairs(construction) do
  check_eq(tostring(d(case[1])), case[2], "decimal of " .. tostring(case[1]))
end

-- Few digits, though Lua prints an exponent.
local exponents <const> = {
  { 0.00001, "0.00001" }, { 1e15, "1000000000000000" }, { 1.5e-7, "0.00000015" },
  { 1e20, "100000000000000000000" }, { -2.5e-5, "-0.000025" },
}
local function check_exponents()
  for _, case in ipairs(exponents) do
    check_eq(tostring(d(case[1])), case[2], "decimal of " .. case[1])
  end
end

for _, number in ipairs {
  0.1 + 0.2, 1 / 3, 2 ^ 53, 0.12345678901234567, 123456789012345.67, math.pi, math.huge,
  -math.huge, 0 / 0,
} do
  check_error({ "#1", "decimal (<= 15 digits), yang ada number" }, d, number)
end

for _, text in ipairs {
  "", " ", "x", "5 Dok", "1,2,3", "1.23.4", "9.871.1466.000", "1e5", "0x10", "inf", "nan",
  "--5", "5\0", "BB (74)", "7 - 8", "12345678901234567890123456789012345", "NA",
} do
  check_error({ "#1", "diharapkan decimal, yang ada \"" }, d, text)
end
check_error({ '#1', 'diharapkan decimal ("1234" | "1,234"), yang ada "1.234"' }, d, "1.234")
for _, value in ipairs { true, {}, print, io.stdout, capai.scale { { "A" } } } do
  check_error({ "#1", "diharapkan decimal" }, d, value)
end
check_error({ "#1", "diharapkan decimal, yang ada no value" }, d)
check_error({ "#1", "diharapkan decimal, yang ada nil" }, d, nil)

-- ---- arithmetic ----

local arithmetic <const> = {
  { "0.1 + 0.2", d(0.1) + d(0.2), "0.3" },
  { "1 + 2", d(1) + 2, "3" }, { "1 + 2", 1 + d(2), "3" }, { "text", d(1) + "0,50", "1.50" },
  { "1.50 - 0.5", d "1.50" - d "0.5", "1.00" }, { "5 - 7", 5 - d(7), "-2" },
  { "1.10 * 3", d "1.10" * 3, "3.30" }, { "-2 * 0.5", d(-2) * d(0.5), "-1.0" },
  { "1 / 4", d(1) / 4, "0.25" }, { "6 / 3", d(6) / d(3), "2" }, { "0 / 5", d(0) / 5, "0" },
  { "1 / 3", d(1) / 3, "0.3333333333333333333333333333333333" },
  { "2 / 3", d(2) / 3, "0.6666666666666666666666666666666667" },
  { "-5", -d(5), "-5" }, { "- -1.50", -d "-1.50", "1.50" }, { "-0", -d(0), "0" },
  { "68.45 / 70 * 100", d(68.45) * 100 / 70, "97.78571428571428571428571428571429" },
}
for _, case in ipairs(arithmetic) do check_eq(tostring(case[2]), case[3], case[1]) end

-- Operands are never changed.
local kept <const> = d "1.50"
check_eq(tostring(kept + 1), "2.50", "sum")
check_eq(tostring(-kept), "-1.50", "negation")
check_eq(tostring(kept), "1.50", "operand after use")

for _, zero in ipairs { 0, "0,00", d(0), 0.0 } do
  check_error({ "pembagian dengan nol", "module.lua:" }, function() return d(1) / zero end)
end
check_error({ "pembagian dengan nol" }, function() return d(0) / 0 end)
check_error({ "module.lua:" }, function()
  local x = d "9999999999999999999999999999999999"
  for _ = 1, 10 do x = x * x end
  return x
end)
check_error({ "diharapkan decimal, yang ada table" }, function() return d(1) + {} end)
check_error({ "nilai kosong (nil)" }, function() return d(1) * nil end)
check_error({ "decimal (<= 15 digits)" }, function() return d(1) + 1 / 3 end)
check_error({ "arithmetic" }, function() return d(7) % 2 end)
check_error({ "index" }, function() kept.x = 1 end)
check_error({ "concatenate" }, function() return "a" .. kept end)

-- ---- comparison ----

check_eq(d "83.20" == d "83.2", true, "83.20 == 83.2")
check_eq(d(1) == d(2), false, "1 == 2")
check_eq(d(1) ~= d(2), true, "1 ~= 2")
check_eq(d(1) < d(2), true, "1 < 2")
check_eq(d(2) < d(1), false, "2 < 1")
check_eq(d(2) > d(1), true, "2 > 1")
check_eq(d "1.0" <= d(1), true, "1.0 <= 1")
check_eq(d(1) >= d "1.00", true, "1 >= 1.00")
check_eq(d(1) < 2, true, "1 < number")
check_eq(0.5 <= d(0.5), true, "number <= 0.5")
check_eq(d(-1) < d(0), true, "-1 < 0")
check_error({ "diharapkan decimal" }, function() return d(1) < {} end)
-- Lua never asks the metatable when the types differ.
check_eq(d(0) == 0, false, "decimal == number")
check_eq(d(0):eq(0), true, "0:eq(0)")
check_eq(d "1,50":eq "1.5", true, "1,50:eq(text)")
check_eq(d(1):eq(d(2)), false, "1:eq(2)")
check_eq(d(0):is_zero(), true, "0:is_zero")
check_eq(d "0,00":is_zero(), true, "0,00:is_zero")
check_eq((-d(0)):is_zero(), true, "-0:is_zero")
check_eq(d(0.01):is_zero(), false, "0.01:is_zero")
check_error({ "#1 y", "diharapkan decimal, yang ada table" }, d(1).eq, d(1), {})
check_error({ "self", "diharapkan capai.decimal, yang ada no value" }, d(1).is_zero)
check_eq(getmetatable(d(1)), false, "metatable of a decimal")

-- ---- rounding ----

local modes <const> = { "half_up", "half_even", "down", "up", "floor", "ceil" }
local rounding <const> = { -- x, digits, then a result per mode
  { "2.5", 0, "3", "2", "2", "3", "2", "3" },
  { "3.5", 0, "4", "4", "3", "4", "3", "4" },
  { "-2.5", 0, "-3", "-2", "-2", "-3", "-3", "-2" },
  { "-3.5", 0, "-4", "-4", "-3", "-4", "-4", "-3" },
  { "1,005", 2, "1.01", "1.00", "1.00", "1.01", "1.00", "1.01" },
  { "-1,005", 2, "-1.01", "-1.00", "-1.00", "-1.01", "-1.01", "-1.00" },
  { "97.7857", 2, "97.79", "97.79", "97.78", "97.79", "97.78", "97.79" },
  { "0.4", 0, "0", "0", "0", "1", "0", "1" },
  { "-0.4", 0, "0", "0", "0", "-1", "-1", "0" },
  { "2.51", 1, "2.5", "2.5", "2.5", "2.6", "2.5", "2.6" },
  { "2.50", 1, "2.5", "2.5", "2.5", "2.5", "2.5", "2.5" },
  { "7", 2, "7.00", "7.00", "7.00", "7.00", "7.00", "7.00" },
  { "0", 3, "0.000", "0.000", "0.000", "0.000", "0.000", "0.000" },
}
for _, case in ipairs(rounding) do
  for i, mode in ipairs(modes) do
    local what = ("round %s to %d %s"):format(case[1], case[2], mode)
    check_eq(tostring(capai.round(case[1], case[2], mode)), case[i + 2], what)
  end
  check_eq(tostring(capai.round(d(case[1]), case[2])), case[3], "half_up is the default")
end
check_eq(tostring(capai.round(1.005, 2)), "1.01", "a float is the decimal it shows")
check_eq(tostring(capai.round(1, 12)), "1.000000000000", "12 digits")
check_eq(tostring(capai.round(2.5, 0.0)), "3", "digits as an integral float")
check_eq(tostring(capai.round(2.5, 0, nil)), "3", "no mode")
check_error({ "#1", "diharapkan decimal" }, capai.round, {}, 2)
check_error({ "#2", "diharapkan integer" }, capai.round, 1)
check_error({ "#2" }, capai.round, 1, 2.5)
check_error({ "#2", "0 .. 12" }, capai.round, 1, 13)
check_error({ "#2", "0 .. 12" }, capai.round, 1, -1)
check_error({ "#2", "0 .. 12" }, capai.round, 1, math.maxinteger)
check_error({ "#3", "halfup" }, capai.round, 1, 2, "halfup")
check_error({ "#3" }, capai.round, 1, 2, {})
check_error({ "module.lua" }, function()
  return capai.round("1234567890123456789012345678901234", 12)
end)

-- ---- progress ----

local progress <const> = {
  { "positive", 68.45, 70, "97.78571428571428571428571428571429" },
  { "positive", 5, 4, "125" }, { "positive", 0, 4, "0" }, { "positive", -1, 4, "-25" },
  { "positive", "83,57", "83,57", "100" },
  { "negative", 5, 5, "100" }, { "negative", 4, 5, "120" }, { "negative", 10, 5, "0" },
  { "negative", 15, 5, "-100" }, { "negative", 0, 5, "200" },
  { "inverse", 5, 5, "100" }, { "inverse", 10, 5, "50" }, { "inverse", 4, 5, "125" },
}
for _, case in ipairs(progress) do
  local value = capai.progress[case[1]](case[2], case[3])
  local what = ("%s(%s, %s)"):format(case[1], case[2], case[3])
  check_eq(value ~= nil and value:eq(case[4]), true, what)
end
for _, case in ipairs {
  { "positive", 5, 0 }, { "positive", 0, 0 }, { "negative", 5, 0 }, { "negative", 0, 0 },
  { "inverse", 0, 5 }, { "inverse", 0, 0 }, { "inverse", 5, 0 },
} do
  local value, outcome = capai.progress[case[1]](case[2], d(case[3]))
  check_eq(value, nil, case[1] .. " of zero")
  check_eq(outcome, "tidak_dapat_dihitung", case[1] .. " of zero")
end
for _, name in ipairs { "positive", "negative", "inverse" } do
  local f <const> = capai.progress[name]
  check_error({ "#1", "diharapkan decimal, yang ada table" }, f, {}, 5)
  check_error({ "#2", "diharapkan decimal, yang ada no value" }, f, 5)
  check_error({ "#2", "diharapkan decimal, yang ada nil" }, f, 5, nil)
  check_error({ "#2", "decimal (<= 15 digits)" }, f, 5, 1 / 3)
  check_error({ "#1", "diharapkan decimal, yang ada \"4 Dok\"" }, f, "4 Dok", 5)
end

-- ---- scale, grade, efficiency, rules ----

local scale <const> = capai.scale {
  { "Tinggi", ge = 76.61 }, { "Rendah", le = "75,5" }, gap = "lower", basis = "B",
}
local grade <const> = capai.grade { "A", "B", worse = "ratio" }
local compare <const> = capai.efficiency.compare { greater = "E", equal = "E", less = "T" }
for _, value in ipairs {
  scale, grade, compare, capai.efficiency.saving(), capai.efficiency.saving { reached_only = true },
} do
  check_eq(type(value), "userdata", "a part")
  check_eq(getmetatable(value), false, "metatable of a part")
end

local function pack(change)
  local t = {
    id = "p", name = "N", basis = "B", round = {}, scale = scale, grade = grade,
    efficiency = compare, progress = { positif = capai.progress.positive },
  }
  for key, value in pairs(change or {}) do t[key] = value end
  return t
end

check_eq(type(capai.rules(pack())), "userdata", "rules")
check_eq(getmetatable(capai.rules(pack())), false, "metatable of rules")
do
  local rules <const> = capai.rules(pack { version = "1", valid = { from = 2020, to = 2024 } })
  check_eq(rules.id, "p", "id")
  check_eq(rules.name, "N", "name")
  check_eq(rules.version, "1", "version")
  check_eq(rules.from, 2020, "from")
  check_eq(rules.to, 2024, "to")
  check_eq(rules.basis[1], "B", "basis")
  check_eq(rules.scale:classify(80), "Tinggi", "scale of rules")
  check_eq(rules.grade:rank "A", 2, "grade of rules")
  check_eq(rules.grade:rank "X", nil, "no such grade")
  check_eq(rules.efficiency:judge(100, 90), "E", "efficiency of rules")
  check_eq(rules.efficiency:judge(80, 90), "T", "efficiency of rules")
  check_code("FIELD_UNKNOWN", function() return rules.basiss end)
  check_error({ "basiss", "basis" }, function() return rules.basiss end)
end
check_code("ARGUMENT", capai.round, {}, 2)
check_error({ "#3 mode", "capai.round", "half_up", "\"halfup\"" }, capai.round, 1, 2, "halfup")

-- ---- scales by hand ----

do
  local name, index, match = scale:classify(80)
  check_eq(name .. index .. match, "Tinggi1band", "a band")
  name, index, match = scale:classify "76,00"
  check_eq(name .. index .. match, "Rendah2gap", "a gap")
  local strict <const> = capai.scale { { "A", ge = 50 }, below = "error" }
  local none, message, info = strict:classify(49)
  check_eq(none, nil, "no class")
  check_eq(message:find("49", 1, true) ~= nil, true, "names the value")
  check_eq(info.code, "SCALE_NO_CLASS", "code")
  check_eq(info.level, "error", "level")
  local flaws <const> = scale:check()
  check_eq(#flaws, 1, "flaws")
  check_eq(flaws[1].kind .. flaws[1].lower .. flaws[1].upper, "gapRendahTinggi", "flaw")
  check_eq(flaws[1].example > d "75,5" and flaws[1].example < d "76,61", true, "example")
end
check_eq(tostring(capai.rules(pack())):match("^capai%.rules") ~= nil, true, "type name of rules")
check_error({ "module.lua:", "halfup", "half_up" }, function()
  return capai.rules(pack { round = { mode = "halfup" } })
end)
check_error({ "module.lua:", "nam", "name" }, function() return capai.rules(pack { nam = 1 }) end)
check_error({ "capai.scale" }, capai.rules, pack { scale = {} })
check_error({ "capai.grade" }, capai.rules, pack { grade = scale })
check_error({ "capai.efficiency" }, capai.rules, pack { efficiency = grade })
check_eq(capai.rules(pack { base = "jember-2024" }).id, "p", "a pack from an installed base")
check_eq(capai.grade "permenpanrb-88-2021":rank "D", 1, "grades of an installed pack")
check_error({ "jember-2025", "jember-2024" }, capai.rules, pack { base = "jember-2025" })
check_error({ "jember-2025", "jember-2024" }, capai.grade, "jember-2025")
check_error({ "scale", "table" }, capai.scale, 5)
check_error({ "scale", "table" }, capai.scale)
check_error({ "#1", "1 sampai 1.000 kelas" }, function()
  local bands = {}
  for i = 1, 1001 do bands[i] = { "A" } end
  return capai.scale(bands)
end)
check_error({ "75,5", "celah" }, capai.scale, { { "A", gt = 75.5 }, { "B", lt = 75.5 } })
check_error({ "#1", "1 sampai 1.000 nilai huruf" }, capai.grade, {})
check_error({ "efficiency", "greater" }, capai.efficiency.compare, { less = "x" })
check_error({ "reached_only", "boolean" }, capai.efficiency.saving, { reached_only = 1 })

-- Parts live as long as the rules that hold them, and die without harm.
for _, mode in ipairs { "generational", "incremental" } do
  collectgarbage(mode)
  local all = {}
  for i = 1, 300 do
    all[i % 7 + 1] = capai.rules(pack {
      name = "name " .. i, scale = capai.scale { { "only " .. i } },
      grade = capai.grade { "g" .. i }, progress = { ["arah" .. i] = capai.progress.inverse },
    })
    if i % 50 == 0 then collectgarbage() end
  end
  check_eq(#all, 7, mode)
end

check_exponents()
check.done()
