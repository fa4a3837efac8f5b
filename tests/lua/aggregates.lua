-- aggregates: what becomes of the capaian of indicators, by every kind of average, and the same
-- functions by hand. Prints how many checks passed.
local capai = require "capai"

local check <const> = dofile "tests/support/check.lua"
local check_eq <const> = check.looks

-- ---- by hand ----

local by_hand <const> = {
  { "mean", { { 80, 100 } }, "90.00" },
  { "mean", { { "33,33", "33,33", "33,34" }, 0 }, "33" },
  { "mean", { { 1, 1, 0 }, 2, "up" }, "0.67" },
  { "mean", { {} }, "nil" },
  { "weighted", { { 80, 100 }, { 3, 1 } }, "85.00" },
  { "weighted", { { 80, 100 }, { "0,3", "0,7" }, 1 }, "94.0" },
  { "weighted", { { 80, 100 }, { 0, 0 } }, "nil" },
  { "geometric", { { 50, 200 } }, "100.00" },
  { "geometric", { { 80, 90 }, 4 }, "84.8528" },
  { "geometric", { { 80, 90 }, 4, "up" }, "84.8529" },
  { "geometric", { { 0, 90 } }, "0.00" },
  { "reached", { { 100, 120, "99,99" } }, "66.67" },
  { "reached", { { 80, "79,99" }, 80 }, "50.00" },
  { "reached", { { 1 } , nil, 0 }, "0" },
  { "all", { { 100, 120 } }, "100" },
  { "all", { { 100, "99,999" } }, "0" },
  { "all", { { 80 }, 80 }, "100" },
}
for _, case in ipairs(by_hand) do
  local name <const>, arguments <const>, expected <const> = case[1], case[2], case[3]
  check_eq(capai.aggregate[name](table.unpack(arguments, 1, 4)), expected, "aggregate." .. name)
end

check_eq(select("#", capai.aggregate.mean {}), "1", "no mean is nil, not nothing")
local _, wrong = pcall(capai.aggregate.mean, { 1, "x" })
check_eq(tostring(wrong):match "decimal%[%] %b()", "decimal[] (#2)", "which entry is wrong")
_, wrong = pcall(capai.decimal, "1.234")
check_eq(tostring(wrong):match '%("1234" | "1,234"%)', '("1234" | "1,234")', "what it may be")

local classes <const> = capai.scale {
  { "Tidak disimpulkan", gt = 120, verdict = false }, { "Tinggi", ge = 76, le = 120 },
  { "Sedang", ge = 51, lt = 76 }, { "Rendah", lt = 50 },
  gap = "error",
}
for _, case in ipairs {
  { { 80, 90, 70 }, "Tinggi 2" },
  { { 80, 70 }, "Sedang 1" }, -- of several the lowest, in whatever order
  { { 70, 80 }, "Sedang 1" },
  { { 80, 70, 10, 20, 75 }, "Rendah 2" },
  { { "Tinggi", "sedang", 76 }, "Tinggi 2" },
  { { 130, 140, 150, 10 }, "Rendah 1" }, -- no verdict has no voice
  { { 130 }, "nil nil" },
  { {}, "nil nil" },
} do
  local name, count = capai.aggregate.modal(case[1], classes)
  check_eq(("%s %s"):format(name, count), case[2], "aggregate.modal")
end
check_eq(select(3, capai.aggregate.modal({ 80, "50,5" }, classes)).code, "SCALE_NO_CLASS", "gap")

local value, message, info = capai.aggregate.geometric { 50, "-0,01" }
check_eq(value, "nil", "geometric below zero")
check_eq(info.code, "GEOMETRIC_NEGATIVE", message)

for what, call in pairs {
  ["a hole"] = function() return capai.aggregate.mean { 1, nil, 3 } end,
  ["a hole at the front"] = function() return capai.aggregate.mean { [2] = 3 } end,
  ["a key"] = function() return capai.aggregate.mean { 1, x = 3 } end,
  ["too few weights"] = function() return capai.aggregate.weighted({ 1, 2 }, { 1 }) end,
  ["no class of that name"] = function() return capai.aggregate.modal({ "Tingi" }, classes) end,
  ["no scale"] = function() return capai.aggregate.modal { 1 } end,
  ["a hole among classes"] = function() return capai.aggregate.modal({ 1, nil, 3 }, classes) end,
  ["too many digits"] = function() return capai.aggregate.mean({ 1 }, 13) end,
} do
  check_eq(pcall(call), "false", what)
end

-- ---- in a pack ----

local folder <const> = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir " .. folder))

local function put(rows)
  local file <close> = assert(io.open(folder .. "/indikator.csv", "w"))
  file:write("tahun,tujuan,sasaran,indikator,arah,bobot,target,realisasi\n")
  for i, row in ipairs(rows) do
    file:write(("2024,T,%s,I%d,positif,%s,100,%s\n"):format(row[1], i, row[3] or "", row[2]))
  end
end

local function evaluate(average)
  local data <const> = assert(capai.load(folder))
  return assert(capai.evaluate(data, capai.rules {
    id = "uji", name = "Uji", basis = "Uji", round = { digits = 2 },
    progress = { positif = capai.progress.positive },
    scale = capai.scale {
      { "Tinggi", ge = 90 }, { "Sedang", ge = 70, lt = 90 }, { "Rendah", lt = 70 },
    },
    average = average,
  }))
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

-- capaian of sasaran, tujuan, opd
local function check_all(what, average, sasaran, tujuan, opd)
  local evaluation <const> = evaluate(average)
  check_eq(column(evaluation.sasaran, "capaian"), sasaran, what .. ", sasaran")
  check_eq(column(evaluation.tujuan, "capaian"), tujuan, what .. ", tujuan")
  check_eq(column(evaluation.opd, "capaian"), opd, what .. ", opd")
  return evaluation
end

put { { "S1", 50 }, { "S1", 200 }, { "S2", 80 }, { "S2", 90 }, { "S2", 100 } }
check_all("mean", {}, "125.00 90.00", "107.50", "104.00")
check_all("mean of means", { over = "sasaran" }, "125.00 90.00", "107.50", "107.50")
check_all("mean of capped", { clamp = { max = 100 } }, "75.00 90.00", "82.50", "84.00")
-- 720000^(1/3) = 89,6280...; a tujuan takes its sasaran as they are shown: sqrt(100 * 89,63)
check_all("geometric", { kind = "geometric" }, "100.00 89.63", "94.67", "93.64")
check_all("geometric over sasaran", { kind = "geometric", over = "sasaran" },
  "100.00 89.63", "94.67", "94.67")
check_all("geometric of capped", { kind = "geometric", clamp = { 0, 100 } },
  "70.71 89.63", "79.61", "81.52")
-- indicators that reached 100: of S1 one of two, of S2 one of three
check_all("reached", { kind = "reached" }, "50.00 33.33", "41.67", "40.00")
check_all("reached 90", { kind = "reached", threshold = 90 }, "50.00 66.67", "58.33", "60.00")
check_all("reached over sasaran", { kind = "reached", over = "sasaran" },
  "50.00 33.33", "41.67", "41.67")
check_all("all at 80", { kind = "all", threshold = 80 }, "0.00 100.00", "50.00", "0.00")
check_all("all at 80 over sasaran", { kind = "all", threshold = 80, over = "sasaran" },
  "0.00 100.00", "50.00", "50.00")
check_all("all at 50", { kind = "all", threshold = 50 }, "100.00 100.00", "100.00", "100.00")

-- the value that is counted is exact, or the one shown
put { { "S1", '"99,996"' }, { "S1", '"99,994"' } }
check_all("reached, exact", { kind = "reached" }, "0.00", "0.00", "0.00")
check_all("reached, rounded", { kind = "reached", of = "rounded" }, "50.00", "50.00", "50.00")

-- missing values: left out, zero, or no mean
put { { "S1", 100 }, { "S1", "" } }
check_all("geometric, skip", { kind = "geometric" }, "100.00", "100.00", "100.00")
check_all("geometric, zero", { kind = "geometric", missing = "zero" }, "0.00", "0.00", "0.00")
check_all("geometric, none", { kind = "geometric", missing = "none" }, "nil", "nil", "nil")
check_all("reached, skip", { kind = "reached" }, "100.00", "100.00", "100.00")
check_all("reached, zero", { kind = "reached", missing = "zero" }, "50.00", "50.00", "50.00")
check_all("all, zero", { kind = "all", missing = "zero" }, "0.00", "0.00", "0.00")
check_all("all, none", { kind = "all", missing = "none" }, "nil", "nil", "nil")

-- below zero there is no geometric mean, unless a floor is set
put { { "S1", 100 }, { "S1", -10 } }
local negative <const> = check_all("geometric below zero", { kind = "geometric" }, "nil", "nil",
  "nil")
check_eq(codes(negative), "GEOMETRIC_NEGATIVE GEOMETRIC_NEGATIVE", "geometric below zero")
check_eq(column(negative.sasaran, "status"), "tidak_dapat_dihitung", "geometric below zero")
check_all("geometric with a floor", { kind = "geometric", clamp = { min = 0 } }, "0.00", "0.00",
  "0.00")

-- ---- modal predikat ----

put { { "S1", 95 }, { "S1", 20 }, { "S1", 20 }, { "S2", 95 }, { "S2", 95 }, { "S2", 60 } }
local by_value <const>, modal <const> = evaluate {}, evaluate { predikat = "modal" }
check_eq(column(by_value.sasaran, "predikat"), "Rendah Sedang", "by value")
check_eq(column(modal.sasaran, "predikat"), "Rendah Tinggi", "modal")
check_eq(column(modal.sasaran, "capaian"), "45.00 83.33", "modal leaves the value")
check_eq(column(modal.tujuan, "predikat"), "Rendah", "a tie is the lower class")
check_eq(column(modal.opd, "predikat"), "Rendah", "three of each: the lower class")

-- ---- weights ----

local function weights_of(average, rows)
  put(rows)
  return evaluate(average)
end

local weighted <const>, by_sasaran <const> = { kind = "weighted" },
  { kind = "weighted", over = "sasaran" }
for what, case in pairs {
  ["100"] = { weighted, { { "S1", 80, 60 }, { "S1", 100, 40 } }, "" },
  ["1"] = { weighted, { { "S1", 80, '"0,6"' }, { "S1", 100, '"0,4"' } }, "" },
  ["107,5"] = { weighted, { { "S1", 80, 60 }, { "S1", 100, '"47,5"' } }, "WEIGHT_SUM" },
  ["99,99"] = { weighted, { { "S1", 80, 60 }, { "S1", 100, '"39,99"' } }, "WEIGHT_SUM" },
  ["plain"] = { {}, { { "S1", 80, 60 }, { "S1", 100, 50 } }, "" },
  ["each sasaran 100"] = { by_sasaran, { { "S1", 80, 100 }, { "S2", 100, 100 } }, "" },
  ["both together 100"] = { by_sasaran, { { "S1", 80, 60 }, { "S2", 100, 40 } }, "" },
  ["one sasaran 90"] = { by_sasaran, { { "S1", 80, 90 }, { "S2", 100, 100 } }, "WEIGHT_SUM" },
} do
  check_eq(codes(weights_of(case[1], case[2])), case[3], "weights " .. what)
end
local broken <const> = weights_of(weighted, { { "S1", 80, 60 }, { "S1", 100, '"47,5"' } })
check_eq(column(broken.opd, "capaian"), "88.84", "divided by the sum that there is")
check_eq(broken:notices()[1].message:find("107,5", 1, true) ~= nil, "true", "names the sum")
check_eq(broken:notices()[1].line, "2", "at the first row")

os.execute("rm -r " .. folder)
check.done()
