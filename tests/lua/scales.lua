-- scales: those that offices print, each with numbers on both sides of every edge, and what a pack
-- says of its gaps and overlaps. Prints how many checks passed.
local capai = require "capai"

local check <const> = dofile "tests/support/check.lua"
local check_eq <const> = check.eq

-- A copy of a scale as printed, with what a pack declares for it.
local function declared(printed, policies)
  local copy = {}
  for key, value in pairs(printed) do copy[key] = value end
  for key, value in pairs(policies) do copy[key] = value end
  return copy
end

-- Values with the class, and how it was found; an empty class: the scale says error.
local function check_values(what, scale, cases)
  for _, case in ipairs(cases) do
    local value <const>, class <const>, match <const> = case[1], case[2], case[3] or "band"
    local name, _, how = scale:classify(value)
    check_eq(name, class, what .. ", class of " .. value)
    if name then check_eq(how, match, what .. ", match of " .. value) end
  end
end

-- The printed scale alone is refused: the message names a value in the flaw.
local function check_refused(what, printed, example)
  local ok, err = pcall(capai.scale, printed)
  if ok then error(what .. " is not refused", 2) end
  local found = tostring(err):find(example, 1, true)
  check_eq(found ~= nil, true, what .. ": " .. tostring(err) .. ", expected " .. example)
end

local TOP <const>, HIGH <const>, MIDDLE <const> = "Sangat Tinggi", "Tinggi", "Sedang"
local LOW <const>, BOTTOM <const> = "Rendah", "Sangat Rendah"

-- ---- b1: 90 stands in two rows, and three gaps of one point ----

local b1 <const> = {
  { TOP, ge = 90 },
  { HIGH, ge = 76, le = 90 },
  { MIDDLE, ge = 66, le = 75 },
  { LOW, ge = 51, le = 65 },
  { BOTTOM, le = 50 },
}
check_refused("b1", b1, "50,5")
check_refused("b1 with gaps declared", declared(b1, { gap = "lower" }), "90")
check_values("b1 lower, upper", capai.scale(declared(b1, { gap = "lower", overlap = "upper" })), {
  { "90,01", TOP }, { "90", TOP, "overlap" }, { "89,99", HIGH }, { "76", HIGH },
  { "75,99", MIDDLE, "gap" }, { "75,01", MIDDLE, "gap" }, { "75", MIDDLE }, { "66", MIDDLE },
  { "65,99", LOW, "gap" }, { "65,01", LOW, "gap" }, { "65", LOW }, { "51", LOW },
  { "50,99", BOTTOM, "gap" }, { "50,01", BOTTOM, "gap" }, { "50", BOTTOM }, { "-3", BOTTOM },
  { "250", TOP },
})
check_values("b1 upper, lower", capai.scale(declared(b1, { gap = "upper", overlap = "lower" })), {
  { "90,000001", TOP }, { "90", HIGH, "overlap" }, { "75,99", HIGH, "gap" },
  { "75,000001", HIGH, "gap" }, { "75", MIDDLE }, { "65,5", MIDDLE, "gap" },
  { "50,5", LOW, "gap" }, { "50", BOTTOM },
})
-- first and last go by the order in which the bands are listed
check_values("b1 first", capai.scale(declared(b1, { gap = "first", overlap = "first" })), {
  { "90", TOP, "overlap" }, { "75,5", HIGH, "gap" }, { "50,5", LOW, "gap" },
})
check_values("b1 last", capai.scale(declared(b1, { gap = "last", overlap = "last" })), {
  { "90", HIGH, "overlap" }, { "75,5", MIDDLE, "gap" }, { "50,5", BOTTOM, "gap" },
})
local b1_upside <const> = { b1[5], b1[4], b1[3], b1[2], b1[1], gap = "first", overlap = "first" }
check_values("b1 first, listed from below", capai.scale(b1_upside), {
  { "90", HIGH, "overlap" }, { "75,5", MIDDLE, "gap" }, { "50,5", BOTTOM, "gap" },
})
check_values("b1 error", capai.scale(declared(b1, { gap = "error", overlap = "error" })), {
  { "90,01", TOP }, { "90" }, { "89,99", HIGH }, { "75,5" }, { "65,5" }, { "50,5" },
  { "50", BOTTOM },
})
-- rounding to whole points closes the gaps; at 75,5 half up decides
check_values("b1 rounded", capai.scale(declared(b1, {
  gap = { round = 0 }, overlap = "upper",
})), {
  { "75,49", MIDDLE, "gap" }, { "75,5", HIGH, "gap" }, { "65,49", LOW, "gap" },
  { "65,5", MIDDLE, "gap" }, { "50,49", BOTTOM, "gap" }, { "50,5", LOW, "gap" },
  -- only what lies in a gap is rounded: 89,5 is no 90
  { "89,5", HIGH }, { "90", TOP, "overlap" },
})
-- rounding to one decimal leaves most of a gap: what is said besides decides
check_values("b1 rounded to 1, then lower", capai.scale(declared(b1, {
  gap = { round = 1, "lower" }, overlap = "upper",
})), {
  { "75,04", MIDDLE, "gap" }, { "75,05", MIDDLE, "gap" }, { "75,94", MIDDLE, "gap" },
  { "75,95", HIGH, "gap" },
})
check_values("b1 rounded to 1, else error", capai.scale(declared(b1, {
  gap = { round = 1 }, overlap = "upper",
})), {
  { "75,04", MIDDLE, "gap" }, { "75,05" }, { "75,94" }, { "75,95", HIGH, "gap" },
})

-- ---- b2, b3: a gap below the top, nothing above 100 ----

local function b2(names)
  return {
    { names[1], ge = 91, le = 100 },
    { names[2], ge = 76, le = 90 },
    { names[3], ge = 66, le = 75 },
    { names[4], ge = 51, le = 65 },
    { names[5], le = 50 },
  }
end

local good <const> = { "Sangat Baik", "Baik", "Cukup", "Kurang", "Sangat Kurang" }
for what, names in pairs { b2 = { TOP, HIGH, MIDDLE, LOW, BOTTOM }, b3 = good } do
  check_refused(what, declared(b2(names), { gap = "lower" }), "101")
  check_values(what, capai.scale(declared(b2(names), { gap = "lower", above = names[1] })), {
    { "100,01", names[1], "above" }, { "100", names[1] }, { "91", names[1] },
    { "90,99", names[2], "gap" }, { "90,01", names[2], "gap" }, { "90", names[2] },
    { "76", names[2] }, { "75,99", names[3], "gap" }, { "75", names[3] }, { "66", names[3] },
    { "65,99", names[4], "gap" }, { "65", names[4] }, { "51", names[4] },
    { "50,99", names[5], "gap" }, { "50", names[5] },
  })
  check_values(what .. " above is an error",
    capai.scale(declared(b2(names), { gap = "upper", above = "error" })),
    { { "100,01" }, { "100", names[1] }, { "90,01", names[1], "gap" } })
end
-- the installed pack is b2
check_values("permendagri-86-2017", capai.scale "permendagri-86-2017", {
  { "110", TOP, "above" }, { "91", TOP }, { "90,5", HIGH, "gap" }, { "50", BOTTOM },
})

-- ---- b4 ----

local b4 <const> = {
  { "Sangat Baik", gt = 100 },
  { "Baik", ge = 75, le = 100 },
  { "Cukup", ge = 55, le = 74 },
  { "Kurang", lt = 55 },
}
check_refused("b4", b4, "74,5")
check_values("b4", capai.scale(declared(b4, { gap = "lower" })), {
  { "100,01", "Sangat Baik" }, { "100", "Baik" }, { "75", "Baik" }, { "74,99", "Cukup", "gap" },
  { "74,01", "Cukup", "gap" }, { "74", "Cukup" }, { "55", "Cukup" }, { "54,99", "Kurang" },
})
check_values("karanganyar-2023", capai.scale "karanganyar-2023", {
  { "110,93", "Sangat Baik" }, { "100", "Baik" }, { "74,5", "Cukup", "gap" }, { "54,99", "Kurang" },
})

-- ---- b5: letters; lower bounds exclusive, 0 in no row ----

local b5 <const> = {
  { "AA", gt = 90, le = 100 },
  { "A", gt = 80, le = 90 },
  { "BB", gt = 70, le = 80 },
  { "B", gt = 60, le = 70 },
  { "CC", gt = 50, le = 60 },
  { "C", gt = 30, le = 50 },
  { "D", gt = 0, le = 30 },
}
check_refused("b5", declared(b5, { above = "AA" }), "-1")
check_values("b5", capai.scale(declared(b5, { above = "AA", below = "D" })), {
  { "100,01", "AA", "above" }, { "100", "AA" }, { "90,01", "AA" }, { "90", "A" },
  { "80,01", "A" }, { "80", "BB" }, { "70,01", "BB" }, { "70", "B" }, { "60,01", "B" },
  { "60", "CC" }, { "50,01", "CC" }, { "50", "C" }, { "30,01", "C" }, { "30", "D" },
  { "0,01", "D" }, { "0", "D", "below" },
})
check_values("b5, 0 is an error", capai.scale(declared(b5, { above = "error", below = "error" })), {
  { "100,01" }, { "100", "AA" }, { "0,01", "D" }, { "0" },
})

-- ---- b6: 85 in no row ----

local b6 <const> = {
  { "Memuaskan", gt = 85, le = 100 },
  { "Sangat Baik", gt = 75, lt = 85 },
  { "Baik", gt = 65, le = 75 },
  { "Cukup Baik", gt = 50, le = 65 },
  { "Agak Kurang", gt = 30, le = 50 },
  { "Kurang", ge = 0, le = 30 },
}
check_refused("b6", declared(b6, { above = "Memuaskan", below = "Kurang" }), "85")
check_values("b6 lower", capai.scale(declared(b6, {
  gap = "lower", above = "Memuaskan", below = "Kurang",
})), {
  { "100,01", "Memuaskan", "above" }, { "100", "Memuaskan" }, { "85,01", "Memuaskan" },
  { "85", "Sangat Baik", "gap" }, { "84,99", "Sangat Baik" }, { "75,01", "Sangat Baik" },
  { "75", "Baik" }, { "65,01", "Baik" }, { "65", "Cukup Baik" }, { "50,01", "Cukup Baik" },
  { "50", "Agak Kurang" }, { "30,01", "Agak Kurang" }, { "30", "Kurang" }, { "0", "Kurang" },
  { "-0,01", "Kurang", "below" },
})
check_values("b6 upper", capai.scale(declared(b6, {
  gap = "upper", above = "error", below = "error",
})), { { "85", "Memuaskan", "gap" }, { "84,99", "Sangat Baik" }, { "100,01" }, { "-0,01" } })

-- ---- b7, b10, b11: whole scales; b9: two classes ----

check_values("b7", capai.scale {
  { "merah", lt = 70 }, { "kuning", ge = 70, le = 90 }, { "hijau", gt = 90 },
}, { { "69,99", "merah" }, { "70", "kuning" }, { "90", "kuning" }, { "90,01", "hijau" } })

check_values("b9", capai.scale { { "Tercapai", ge = 100 }, { "Belum Tercapai", lt = 100 } }, {
  { "100,01", "Tercapai" }, { "100", "Tercapai" },
  { "99,999999999999999999999999999999", "Belum Tercapai" }, { "0", "Belum Tercapai" },
})

check_values("b10", capai.scale {
  { "Sangat Berhasil", ge = 85 },
  { "Berhasil", ge = 70, lt = 85 },
  { "Cukup Berhasil", ge = 55, lt = 70 },
  { "Tidak Berhasil", lt = 55 },
}, {
  { "85", "Sangat Berhasil" }, { "84,99", "Berhasil" }, { "70", "Berhasil" },
  { "69,99", "Cukup Berhasil" }, { "55", "Cukup Berhasil" }, { "54,99", "Tidak Berhasil" },
})

local b11 <const> = {
  { "hijau", ge = 100, le = 120 }, { "kuning", ge = 80, lt = 100 }, { "merah", lt = 80 },
}
check_refused("b11", b11, "121")
check_values("b11", capai.scale(declared(b11, { above = "hijau" })), {
  { "120,01", "hijau", "above" }, { "120", "hijau" }, { "100", "hijau" }, { "99,99", "kuning" },
  { "80", "kuning" }, { "79,99", "merah" },
})

-- ---- b8: gaps of one hundredth ----

local b8 <const> = {
  { "Kritis", ge = 0, le = "59,99" },
  { "Perlu Perhatian", ge = 60, le = "79,99" },
  { "Mendekati", ge = 80, le = "94,99" },
  { "Tercapai", ge = 95, le = 105 },
  { "Melampaui", ge = "105,01" },
}
check_refused("b8", declared(b8, { below = "Kritis" }), "59,995")
check_values("b8", capai.scale(declared(b8, { gap = { round = 2 }, below = "Kritis" })), {
  { "-1", "Kritis", "below" }, { "0", "Kritis" }, { "59,99", "Kritis" },
  { "59,9949", "Kritis", "gap" }, { "59,995", "Perlu Perhatian", "gap" },
  { "60", "Perlu Perhatian" },
  { "79,99", "Perlu Perhatian" }, { "79,994", "Perlu Perhatian", "gap" },
  { "79,995", "Mendekati", "gap" }, { "80", "Mendekati" }, { "94,99", "Mendekati" },
  { "94,9949", "Mendekati", "gap" }, { "94,995", "Tercapai", "gap" }, { "95", "Tercapai" },
  { "105", "Tercapai" }, { "105,0049", "Tercapai", "gap" }, { "105,005", "Melampaui", "gap" },
  { "105,01", "Melampaui" },
})

-- ---- b12: the top band is no verdict ----

local b12 <const> = {
  { "Tidak dapat disimpulkan", gt = 120, verdict = false },
  { "Sangat Baik", gt = 110, le = 120 },
  { "Baik", ge = 90, le = 110 },
  { "Cukup", ge = 70, lt = 90 },
  { "Kurang", ge = 50, lt = 70 },
  { "Sangat Kurang", lt = 50 },
}
check_values("b12", capai.scale(b12), {
  { "120,01", "Tidak dapat disimpulkan" }, { "120", "Sangat Baik" }, { "110,01", "Sangat Baik" },
  { "110", "Baik" }, { "90", "Baik" }, { "89,99", "Cukup" }, { "70", "Cukup" },
  { "69,99", "Kurang" }, { "50", "Kurang" }, { "49,99", "Sangat Kurang" },
})

-- ---- whole data sets: a capaian without verdict, a binary scale ----

local folder <const> = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir " .. folder))

local function put(name, text)
  local file <close> = assert(io.open(folder .. "/" .. name, "w"))
  file:write(text)
end

put("indikator.csv", [[
tahun,sasaran,indikator,arah,target,realisasi
2024,S1,I1,positif,10,13
2024,S2,I2,positif,10,12
2024,S3,I3,positif,10,9
]])
put("anggaran.csv", [[
tahun,kode,uraian,sasaran,pagu,realisasi
2024,1,A,S1,1000,900
2024,2,B,S2,1000,900
2024,3,C,S3,1000,900
]])

local function evaluate(scale)
  return capai.evaluate(assert(capai.load(folder)), capai.rules {
    id = "uji", name = "Uji", basis = "Uji", round = { digits = 2 },
    progress = { positif = capai.progress.positive },
    scale = scale,
    efficiency = capai.efficiency.compare { greater = "E", equal = "S", less = "T" },
  })
end

local function column(rows, name)
  local list = {}
  for _, row in ipairs(rows) do list[#list + 1] = tostring(row[name]) end
  return table.concat(list, " ")
end

local no_verdict <const> = evaluate(capai.scale(b12))
for _, rows in ipairs { no_verdict.indikator, no_verdict.sasaran } do
  check_eq(column(rows, "predikat"), "Tidak dapat disimpulkan Sangat Baik Baik", "b12")
end
check_eq(column(no_verdict.sasaran, "serapan"), "90.00 90.00 90.00", "b12, serapan")
check_eq(column(no_verdict.sasaran, "efisiensi"), "nil E S", "b12: no efisiensi without a verdict")
check_eq(column(no_verdict.rekap, "jumlah"), "1 1 1 0 0 0", "b12: the recap counts it")
check_eq(column(no_verdict.opd, "capaian"), "113.33", "b12: the value enters the mean")

local binary <const> = evaluate(capai.scale {
  { "Tercapai", ge = 100 }, { "Belum Tercapai", lt = 100 },
})
check_eq(column(binary.sasaran, "predikat"), "Tercapai Tercapai Belum Tercapai", "b9")
check_eq(column(binary.sasaran, "efisiensi"), "E E S", "b9, efisiensi")
check_eq(column(binary.rekap, "jumlah"), "2 1", "b9, recap")

os.execute("rm -r " .. folder)
check.done()
