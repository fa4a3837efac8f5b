-- efficiencies: every rule of efisiensi with worked numbers on both sides of its edges, by hand and
-- in a pack. Prints how many checks passed.
local capai = require "capai"

local check <const> = dofile "tests/support/check.lua"
local check_eq <const> = check.looks

-- ---- by hand: capaian, serapan, verdict, value, score ----

local compare <const> = capai.efficiency.compare { greater = "E", equal = "S", less = "T" }
local points <const> = capai.scale {
  { "Efisien", gt = 5 }, { "Cukup efisien", ge = -5, le = 5 }, { "Tidak efisien", lt = -5 },
}
local ratios <const> = capai.scale { { "Efisien", ge = 1 }, { "Tidak efisien", lt = 1 } }
local te <const> = capai.scale {
  { "Sangat efisien", gt = "0,2" }, { "Efisien", ge = 0, le = "0,2" }, { "Tidak efisien", lt = 0 },
}
local scores <const> = capai.scale { { "Baik", ge = 75 }, { "Kurang", lt = 75 } }
local gap <const> = capai.scale { { "A", gt = 1 }, { "B", lt = 1 }, gap = "error" }

local by_hand <const> = {
  -- c1
  { compare, { "92,86", "99,67" }, "T" },
  { compare, { "99,67", "99,67" }, "S" },
  { compare, { "99,68", "99,67" }, "E" },
  -- c2
  { capai.efficiency.saving(), { 100, "91,68" }, "8.32" },
  { capai.efficiency.saving(), { 0, "103" }, "-3" },
  { capai.efficiency.saving { reached_only = true }, { "99,99", 90 }, "nil" },
  { capai.efficiency.saving { reached_only = true }, { 100, 90 }, "10" },
  -- c3
  { capai.efficiency.difference { scale = points }, { 100, "94,99" }, "Efisien", "5.01" },
  { capai.efficiency.difference { scale = points }, { 100, 95 }, "Cukup efisien", "5.00" },
  { capai.efficiency.difference { scale = points }, { 90, 95 }, "Cukup efisien", "-5.00" },
  { capai.efficiency.difference { scale = points }, { "89,99", 95 }, "Tidak efisien", "-5.01" },
  -- c4
  { capai.efficiency.ratio { scale = ratios }, { 100, 80 }, "Efisien", "1.25" },
  { capai.efficiency.ratio { scale = ratios }, { 80, 80 }, "Efisien", "1.00" },
  { capai.efficiency.ratio { scale = ratios }, { "79,99", 80 }, "Tidak efisien", "1.00" },
  { capai.efficiency.ratio { scale = ratios }, { 80, 0 }, "nil", "nil" },
  { capai.efficiency.ratio { scale = te, less_one = true }, { 96, 80 }, "Efisien", "0.20" },
  { capai.efficiency.ratio { scale = te, less_one = true }, { "96,01", 80 }, "Sangat efisien",
    "0.20" },
  { capai.efficiency.ratio { scale = te, less_one = true }, { 80, 80 }, "Efisien", "0.00" },
  { capai.efficiency.ratio { scale = te, less_one = true }, { "79,99", 80 }, "Tidak efisien",
    "0.00" },
  { capai.efficiency.ratio { scale = gap }, { 80, 80 }, "nil",
    "nilai 1 tidak masuk kelas mana pun" },
  -- c5: the range is reached at serapan = 0,8 and 1,2 of the capaian
  { capai.efficiency.adjusted(), { 100, 100 }, "nil", "0.00", "50.00" },
  { capai.efficiency.adjusted(), { 100, 90 }, "nil", "10.00", "75.00" },
  { capai.efficiency.adjusted(), { 80, 90 }, "nil", "-12.50", "18.75" },
  { capai.efficiency.adjusted(), { 100, "80,01" }, "nil", "19.99", "99.98" },
  { capai.efficiency.adjusted(), { 100, 80 }, "nil", "20.00", "100.00" },
  { capai.efficiency.adjusted(), { 100, 10 }, "nil", "20.00", "100.00" },
  { capai.efficiency.adjusted(), { 100, 120 }, "nil", "-20.00", "0.00" },
  { capai.efficiency.adjusted(), { 100, 250 }, "nil", "-20.00", "0.00" },
  { capai.efficiency.adjusted(), { 0, 50 }, "nil", "nil", "nil" },
  { capai.efficiency.adjusted { range = { -10, 30 } }, { 100, 90 }, "nil", "10.00", "50.00" },
  { capai.efficiency.adjusted { scale = scores }, { 100, 90 }, "Baik", "10.00", "75.00" },
  { capai.efficiency.adjusted { scale = scores }, { 100, "90,01" }, "Kurang", "9.99", "74.98" },
  -- c6
  { capai.efficiency.typed { "Efisien", "Tidak efisien" }, { 100, 90 }, "nil" },
}
for i, case in ipairs(by_hand) do
  local got <const> = table.pack(case[1]:judge(table.unpack(case[2])))
  for k = 3, #case do
    local text <const> = tostring(got[k - 2])
    check_eq(text:find(case[k], 1, true) == 1 and case[k] or text, case[k], "by hand, case " .. i)
  end
end

for what, call in pairs {
  ["no scale"] = function() return capai.efficiency.difference {} end,
  ["no scale of a ratio"] = function() return capai.efficiency.ratio { less_one = true } end,
  ["a word for a scale"] = function() return capai.efficiency.ratio { scale = "x" } end,
  ["an unknown key"] = function() return capai.efficiency.adjusted { skala = scores } end,
  ["a range of one"] = function() return capai.efficiency.adjusted { range = { 20 } } end,
  ["a range turned round"] = function() return capai.efficiency.adjusted { range = { 5, 5 } } end,
  ["a range of words"] = function() return capai.efficiency.typed { range = { "a", "b" } } end,
  ["a number for a word"] = function() return capai.efficiency.typed { 5 } end,
} do
  check_eq(pcall(call), "false", what)
end

-- ---- in a pack ----

local folder <const> = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir " .. folder))

local function put(name, text)
  local file <close> = assert(io.open(folder .. "/" .. name .. ".csv", "w"))
  file:write(text)
end

local function evaluate(efficiency, more)
  local pack <const> = {
    id = "uji", name = "Uji", basis = "Uji", round = { digits = 2 },
    progress = { positif = capai.progress.positive },
    scale = capai.scale { { "Tinggi", ge = 90 }, { "Rendah", lt = 90 } },
    efficiency = efficiency,
  }
  for key, value in pairs(more or {}) do pack[key] = value end
  return assert(capai.evaluate(assert(capai.load(folder)), capai.rules(pack)))
end

local function column(rows, name)
  local list = {}
  for _, row in ipairs(rows) do list[#list + 1] = tostring(row[name]) end
  return table.concat(list, " ")
end

local function codes(evaluation)
  local list = {}
  for _, notice in ipairs(evaluation:notices()) do list[#list + 1] = notice.code end
  return table.concat(list, " ")
end

local function check_columns(what, rows, verdict, percent, rupiah, score)
  check_eq(column(rows, "efisiensi"), verdict, what .. ", efisiensi")
  check_eq(column(rows, "efisiensi_persen"), percent, what .. ", efisiensi_persen")
  check_eq(column(rows, "efisiensi_rupiah"), rupiah, what .. ", efisiensi_rupiah")
  check_eq(column(rows, "nilai_efisiensi"), score, what .. ", nilai_efisiensi")
end

put("indikator", [[
tahun,tujuan,sasaran,indikator,arah,target,realisasi
2024,T,S1,I1,positif,100,100
2024,T,S2,I2,positif,100,80
2024,T,S3,I3,positif,3,2
2024,T,S4,I4,positif,100,
]])
put("anggaran", [[
tahun,kode,uraian,sasaran,pagu,realisasi
2024,1,A,S1,1000,900
2024,2,B,S2,2000,1700
2024,3,C,S3,3000,1850
]])

-- S3: capaian 66,67, serapan 61,67 as they are shown; 66,666... - 61,666... = 5 exactly
local difference <const> = capai.efficiency.difference { scale = points }
check_columns("difference", evaluate(difference).sasaran,
  "Efisien Cukup efisien Cukup efisien nil", "10.00 -5.00 5.00 nil", "nil nil nil nil",
  "nil nil nil nil")
check_columns("difference, exact", evaluate(difference, { classify = "exact" }).sasaran,
  "Efisien Cukup efisien Cukup efisien nil", "10.00 -5.00 5.00 nil", "nil nil nil nil",
  "nil nil nil nil")
check_columns("ratio", evaluate(capai.efficiency.ratio { scale = ratios }).sasaran,
  "Efisien Tidak efisien Efisien nil", "111.11 94.12 108.11 nil", "nil nil nil nil",
  "nil nil nil nil")
check_columns("ratio less one, one decimal",
  evaluate(capai.efficiency.ratio { scale = te, less_one = true },
    { round = { digits = 2, efisiensi_persen = { digits = 1, mode = "down" } } }).sasaran,
  "Efisien Tidak efisien Efisien nil", "11.1 -5.8 8.1 nil", "nil nil nil nil", "nil nil nil nil")

-- a geometric mean is irrational, also where exact values are classified: 81,10 / 74,17
check_columns("ratio of a geometric mean", evaluate(capai.efficiency.ratio { scale = ratios },
  { classify = "exact", average = { kind = "geometric" } }).opd, "Efisien", "109.34", "nil", "nil")

-- S1: (1000 - 900) / 1000; S2: (1600 - 1700) / 1600; S3: (2000,10 - 1850) / 2000,10
local adjusted <const> = evaluate(capai.efficiency.adjusted())
check_columns("adjusted", adjusted.sasaran, "nil nil nil nil", "10.00 -6.25 7.50 nil",
  "100 -100 150.1 nil", "75.00 34.38 68.76 nil")
-- the tujuan and the OPD from the sums: (4600,10 - 4450) / 4600,10
check_columns("adjusted, tujuan", adjusted.tujuan, "nil", "3.26", "150.1", "58.16")
check_columns("adjusted, opd", adjusted.opd, "nil", "3.26", "150.1", "58.16")
check_columns("adjusted with words", evaluate(capai.efficiency.adjusted { scale = scores }).sasaran,
  "Baik Kurang Kurang nil", "10.00 -6.25 7.50 nil", "100 -100 150.1 nil",
  "75.00 34.38 68.76 nil")
local no_class <const> = evaluate(capai.efficiency.adjusted { scale = capai.scale {
  { "A", gt = 75 }, { "B", lt = 75 }, gap = "error",
} })
check_eq(column(no_class.sasaran, "efisiensi"), "nil B B nil", "no class at 75")
check_eq(codes(no_class), "EFFICIENCY_NO_CLASS", "no class at 75")

-- a sasaran with a budget and without a capaian leaves the sum without a value
put("anggaran", [[
tahun,kode,uraian,sasaran,pagu,realisasi
2024,1,A,S1,1000,900
2024,2,B,S4,1000,900
]])
local incomplete <const> = evaluate(capai.efficiency.adjusted())
check_columns("a part without capaian", incomplete.opd, "nil", "nil", "nil", "nil")

-- where no line names a sasaran, the OPD is judged by its own capaian: 82,22 of 1000
put("anggaran", "tahun,kode,uraian,pagu,realisasi\n2024,1,A,1000,900\n")
local unlinked <const> = evaluate(capai.efficiency.adjusted(), { budget = { unlinked = "opd" } })
check_columns("no lines of a sasaran", unlinked.opd, "nil", "-9.46", "-77.8", "26.34")
check_columns("borrowed", unlinked.sasaran, "nil nil nil nil", "10.00 -12.50 -20.00 nil",
  "100 -100 -233.3 nil", "75.00 18.75 0.00 nil")

-- a digit too many is said, and leaves the rest
put("anggaran", [[
tahun,kode,uraian,sasaran,pagu,realisasi
2024,1,A,S1,1000000000000000000000000000000000,900
2024,2,B,S2,2000,1700
]])
local huge <const> = evaluate(capai.efficiency.ratio { scale = ratios }, { classify = "exact" })
check_eq(column(huge.sasaran, "efisiensi"), "nil Tidak efisien nil nil", "34 digits")

-- ---- typed by hand ----

put("anggaran", [[
tahun,kode,uraian,sasaran,pagu,realisasi
2024,1,A,S1,1000,900
2024,2,B,S2,2000,1700
2024,3,C,S3,3000,1850
]])
put("sasaran", [[
tahun,sasaran,efisiensi
2024,S1,efisien
2024,S2,Efisien
2024,S3,Efisein
2024,S4,
]])
local typed <const> = capai.efficiency.typed { "Efisien", "Cukup efisien", "Tidak efisien" }
local words <const> = evaluate(typed)
check_columns("typed", words.sasaran, "Efisien Efisien nil nil", "nil nil nil nil",
  "nil nil nil nil", "nil nil nil nil")
check_eq(#words:notices(), "2", "typed")
check_eq(words:notices()[1].code, "EFFICIENCY_WORD_DOUBTFUL", "typed")
check_eq(words:notices()[2].code, "EFFICIENCY_WORD", "typed")
check_eq(words:notices()[1].line, "3", "typed, line")
check_eq(words:notices()[1].column, "9", "typed, column")
check_eq(words:notices()[2].hint:find("Efisien", 1, true) ~= nil, "true", "typed, nearest")
check_eq(column(evaluate(capai.efficiency.typed()).sasaran, "efisiensi"),
  "efisien Efisien Efisein nil", "any word")
check_eq(column(words.opd, "efisiensi"), "nil", "there is no such column for an OPD")

put("sasaran", [[
tahun,sasaran,efisiensi
2024,S1,"8,32"
2024,S2,100
2024,S3,"100,01"
2024,S4,Tidak efisien
]])
local numbers <const> = evaluate(typed)
check_columns("typed numbers", numbers.sasaran, "nil nil nil Tidak efisien",
  "8.32 100 100.01 nil", "nil nil nil nil", "nil nil nil nil")
check_eq(codes(numbers), "EFFICIENCY_NUMBER_DOUBTFUL", "typed numbers")

-- ---- the pack ----

local pmk <const> = capai.rules "pmk-22-2021"
check_eq(pmk.from .. " " .. pmk.to, "2021 2023", "years of PMK 22/2021")
check_eq(select(3, pmk.efficiency:judge("96,5", 90)), "66.84", "PMK 22/2021: 50 + 6,7358 / 20 * 50")
for value, class in pairs {
  ["90,01"] = "Sangat Baik", ["90"] = "Baik", ["80,01"] = "Baik", ["80"] = "Cukup",
  ["60,01"] = "Cukup", ["60"] = "Kurang", ["50,01"] = "Kurang", ["50"] = "Sangat Kurang",
} do
  check_eq(pmk.scale:classify(value), class, "PMK 22/2021, " .. value)
end

os.execute("rm -r " .. folder)
check.done()
