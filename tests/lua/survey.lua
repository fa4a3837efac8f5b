-- capai.survey and capai.sample_size: what packs may say of surveys, and what is refused.
local capai = require "capai"

local passed = 0

local function check(right, what)
  if not right then error(what, 2) end
  passed = passed + 1
end

local function check_code(code, words, fields)
  local ok, err = pcall(capai.survey, fields)
  local text = tostring(err)
  check(not ok and err.code == code and text:find(words, 1, true),
    ("%s: expected %s, %s"):format(text, code, words))
end

local scale <const> = capai.scale { { "Baik", ge = 76 }, { "Kurang", lt = 76 } }

-- A list of n unsur u1, u2, ...; `weights` by place.
local function unsur(n, weights)
  local list = {}
  for i = 1, n do
    list[i] = { "u" .. i, "Unsur " .. i, weight = weights and weights[i] }
  end
  return list
end

-- ---- weights: 1/n, as it is printed, or one for each unsur ----

for _, case in ipairs {
  { 9, "0,111" }, { 9, "0,11" }, { 9, 0.1 }, { 9, "0,1111" }, { 9, "equal" }, { 9 },
  { 11, "0,09" }, { 11, "0,091" }, { 6, "0,16" }, { 6, "0,17" }, { 8, 0.125 }, { 1, 1 },
  { 3, "0,333333333333333333333333" },
} do
  check(capai.survey { unsur = unsur(case[1]), weight = case[2], scale = scale },
    ("%d unsur of %s"):format(case[1], case[2]))
end
for _, case in ipairs {
  { 9, "0,12" }, { 9, "0,112" }, { 9, "0,1110" }, { 9, 0 }, { 9, -0.11 }, { 11, "0,08" },
  { 6, "0,18" }, { 1, 2 },
} do
  check_code("SURVEY_WEIGHT", "1/" .. case[1],
    { unsur = unsur(case[1]), weight = case[2], scale = scale })
end
check(capai.survey { unsur = unsur(3, { "0,5", 0.25, 0.25 }), scale = scale }, "own weights")
check_code("SURVEY_WEIGHTS", "0,99", { unsur = unsur(3, { "0,5", 0.25, 0.24 }), scale = scale })
check_code("SURVEY_WEIGHTS", "0,5", { unsur = unsur(3, { "0,5" }), scale = scale })
check_code("SURVEY_WEIGHTS", "1", { unsur = unsur(3, { 1, 1, -1 }), scale = scale })
check_code("RULES_BOTH", "weight",
  { unsur = unsur(2, { 0.5, 0.5 }), weight = 0.5, scale = scale })
check_code("RULES_TYPE", "weight", { unsur = unsur(2), weight = "separuh", scale = scale })

-- ---- the other parts ----

check_code("RULES_KEY_MISSING", "unsur", { scale = scale })
check_code("RULES_KEY_MISSING", "scale", { unsur = unsur(2) })
check_code("RULES_KEY_UNKNOWN", "unsur", { unsurr = unsur(2), scale = scale })
check_code("SURVEY_UNSUR", "unsur", { unsur = {}, scale = scale })
check_code("SURVEY_UNSUR", "unsur", { unsur = unsur(101), scale = scale })
check_code("SURVEY_UNSUR", "unsur", { unsur = { "u1" }, scale = scale })
check_code("SURVEY_UNSUR", "unsur", { unsur = { {} }, scale = scale })
check_code("SURVEY_UNSUR", "unsur", { unsur = { { "u1", "a", "b" } }, scale = scale })
check_code("RULES_ENTRY", "survey.unsur", { unsur = { { 1 } }, scale = scale })
check_code("RULES_KEY_UNKNOWN", "weight", { unsur = { { "u1", wieght = 1 } }, scale = scale })
check_code("SURVEY_DOUBLED", "U1", { unsur = { { "u1" }, { "U1" } }, scale = scale })
check_code("RULES_TYPE", "scale", { unsur = unsur(2), scale = {} })
for _, answers in ipairs { {}, { 1 }, { 1, 2, 3 }, { 4, 1 }, { 1, 1 }, { -1, 4 }, { 1, 101 },
  { 1, 4.5 }, { "1", "4" } } do
  check_code("SURVEY_ANSWERS", "{ 1, 4 }", { unsur = unsur(2), scale = scale, answers = answers })
end
check(capai.survey { unsur = unsur(2), scale = scale, answers = { 0, 5 } }, "0 to 5")
check_code("RULES_VALUE", "conversion", { unsur = unsur(2), scale = scale, conversion = 0 })
check_code("RULES_VALUE", "responden", { unsur = unsur(2), scale = scale, missing = "skip" })
check_code("RULES_VALUE", "responden", { unsur = unsur(2), scale = scale, invalid = "zero" })
check_code("RULES_KEY_UNKNOWN", "index",
  { unsur = unsur(2), scale = scale, round = { index = { digits = 2 } } })
check_code("RULES_VALUE", "0 .. 12",
  { unsur = unsur(2), scale = scale, round = { ikm = { digits = 13 } } })

-- ---- surveys of packs ----

check(capai.survey "permenpanrb-14-2017", "by the id of a pack")
check(capai.rules "karanganyar-2023".survey, "part of a pack")
check(capai.rules "jember-2024".survey == nil, "a pack without")
check(capai.survey { base = "permenpanrb-14-2017", weight = "0,11" }, "from a base")
check(capai.survey { base = "permenpanrb-14-2017", unsur = unsur(11) }, "eleven unsur")
check_code("RULES_KEY_MISSING", "survey", { base = "jember-2024" })
check_code("RULES_NOT_FOUND", "permenpanrb-14-2017", { base = "permenpanrb-14-2071" })
check(not pcall(capai.survey, "jember-2024"), "a pack without a survey")

-- ---- the survey of Jaten ----

local data = assert(capai.load "examples/jaten-2023")

-- Index, IKM and mutu under a survey that differs from Karanganyar's in `fields`.
local function index(fields)
  fields.base = "karanganyar-2023"
  local ev = assert(capai.evaluate(data, capai.rules {
    id = "uji", name = "Uji", base = "karanganyar-2023", survey = capai.survey(fields),
  }))
  local opd = ev.opd[1]
  return table.concat({ tostring(opd.indeks), tostring(opd.ikm), tostring(opd.mutu) }, " ")
end

check(index {} == "3.328131 83.20328 B Baik", "0,111")
check(index { weight = "equal" } == "3.331463 83.28657 B Baik", "1/9")
check(index { weight = "equal", round = { ikm = { digits = 4 } } }:find "83.2866", "1/9, short")
check(index { weight = "0,11", round = { ikm = { digits = 4 } } }:find "82.4537", "0,11")
check(index { missing = "none", invalid = "none" } == index {}, "no hole, no wrong answer")
check(index { conversion = 20 } == "3.328131 66.56263 C Kurang baik", "another conversion")

local ranks, sums = {}, {}
for _, row in ipairs(capai.evaluate(data).skm) do
  ranks[#ranks + 1], sums[#sums + 1] = tostring(row.peringkat), tostring(row.jumlah)
end
check(table.concat(ranks, " ") == "6 4 9 2 7 5 3 8 1", "ranks")
check(table.concat(sums, " ") == "961 971 926 1094 959 966 977 947 1104", "sums")

-- ---- samples ----

check(capai.sample_size(100):eq(80), "100")
check(capai.sample_size("1000"):eq(278), "1000")
check(capai.sample_size(1000, { error = "0,1" }):eq(88), "a wider margin")
check(capai.sample_size(1000, { chi_square = "6,635" }):eq(399), "99 percent")
check(capai.sample_size(1000, { proportion = "0,2" }):eq(197), "a rarer trait")
local none, message, info = capai.sample_size(0)
check(none == nil and message:find "0" and info.code == "SAMPLE", "no population")
check(not pcall(capai.sample_size, 10, { errors = 1 }), "a wrong option")

print(passed .. " passed")
