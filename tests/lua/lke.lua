-- capai.lke: the worksheet by its parts, its grades and edges, older forms, and what is wrong in
-- lke.csv.
local capai = require "capai"

local check <const> = dofile "tests/support/check.lua"
local check_eq <const> = check.looks
local folder <const> = os.tmpname()
os.remove(folder)
assert(os.execute(("mkdir '%s'"):format(folder)))

local function write(name, text)
  local handle <close> = assert(io.open(folder .. "/" .. name, "wb"))
  assert(handle:write(text))
end

write("opd.csv", "opd,tahun\nuji,2024\n")

local function check_code(code, words, fields)
  local ok, err = pcall(capai.lke, fields)
  local text = tostring(err)
  if ok or err.code ~= code or not text:find(words, 1, true) then
    error(("%s: expected %s, %s"):format(text, code, words), 2)
  end
  check.passed = check.passed + 1
end

-- The evaluation of `csv` as lke.csv of 2024, by the base with `fields` put over its LKE.
local function evaluate(csv, fields)
  write("indikator.csv", "tahun,sasaran,indikator,arah,target,realisasi\n2024,S,i,positif,1,1\n")
  write("lke.csv", csv)
  local rules = capai.rules "permenpanrb-88-2021"
  if fields then
    fields.base = fields.base or (not fields.parts and "permenpanrb-88-2021" or nil)
    rules = capai.rules { id = "uji", name = "Uji", base = "permenpanrb-88-2021",
      lke = capai.lke(fields) }
  end
  return assert(capai.evaluate(assert(capai.load(folder)), rules))
end

-- Nilai and grade, as "100.00 AA".
local function total(ev)
  local opd = ev.opd[1]
  return tostring(opd.nilai_lke) .. " " .. tostring(opd.grade_lke)
end

-- What was complained of, as "CODE line:column" in the order of places.
local function said(ev)
  local list = {}
  for _, notice in ipairs(ev:notices()) do
    list[#list + 1] = ("%s %d:%d"):format(notice.code, notice.line or 0, notice.column or 0)
  end
  return table.concat(list, ", ")
end

local codes <const> = { "1.a", "1.b", "1.c", "2.a", "2.b", "2.c", "3.a", "3.b", "3.c", "4.a",
  "4.b", "4.c" }

-- lke.csv that answers every sub-component with `answer`, but for those in `others`.
local function form(answer, others)
  local lines = { "kode,kriteria,jawaban" }
  for _, code in ipairs(codes) do
    lines[#lines + 1] = ("%s,Kriteria,%s"):format(code, others and others[code] or answer)
  end
  return table.concat(lines, "\n") .. "\n"
end

-- ---- the form of 88/2021 ----

local upper <const> = capai.scale { { "AA", ge = 90 }, { "A", ge = 80, lt = 90 },
  { "BB", ge = 70, lt = 80 }, { "B", ge = 60, lt = 70 }, { "CC", ge = 50, lt = 60 },
  { "C", ge = 30, lt = 50 }, { "D", lt = 30 } }

for _, case in ipairs { -- answer, with >, with >=
  { "AA", "100.00 AA", "100.00 AA" }, { "A", "90.00 A", "90.00 AA" },
  { "BB", "80.00 BB", "80.00 A" }, { "B", "70.00 B", "70.00 BB" },
  { "CC", "60.00 CC", "60.00 B" }, { "C", "50.00 C", "50.00 CC" }, { "D", "30.00 D", "30.00 C" },
  { "E", "0.00 D", "0.00 D" },
} do
  local ev = evaluate(form(case[1]))
  check_eq(total(ev), case[2], case[1])
  check_eq(said(ev), "", case[1])
  check_eq(total(evaluate(form(case[1]), { scale = upper })), case[3], case[1] .. ", >=")
end

do
  local ev = evaluate(form("A", { ["1.a"] = "AA", ["3.b"] = "bb", ["4.c"] = "CC" }))
  check_eq(total(ev), "86.40 A", "mixed: 90 + 0,6 - 0,45 - 3,75")
  local rows = {}
  for _, row in ipairs(ev.lke) do
    rows[#rows + 1] = ("%s %s %s %s"):format(row.kode, row.uraian, row.bobot, row.nilai)
  end
  check_eq(#rows, 16, "components and sub-components")
  check_eq(rows[1], "1 Perencanaan kinerja 30 27.60", "a component is the sum below it")
  check_eq(rows[2], "1.a Keberadaan 6 6.00", "a sub-component")
  check_eq(rows[11], "3.b Kualitas 4.5 3.60", "an answer in small letters")
  check_eq(rows[13], "4 Evaluasi akuntabilitas kinerja internal 25 18.75", "the last component")
  check_eq(ev.lke[2].jawaban, "AA", "columns of the file come along")
  check_eq(ev.lke[1].status, "nilai", "status")
end

-- ---- what is missing, and what is wrong ----

do
  local ev = evaluate(form("AA", { ["2.b"] = "" }))
  check_eq(said(ev), "LKE_UNANSWERED 6:14", "a hole")
  check_eq(total(ev), "nil nil", "no nilai")
  check_eq(ev.lke[5].status, "belum_diisi", "its component")
  check_eq(tostring(ev.lke[1].nilai), "30.00", "another component")
  check_eq(total(evaluate(form("AA", { ["2.b"] = "NA" }), { missing = "zero" })), "91.00 AA",
    "a hole that counts as 0")
  check_eq(said(evaluate("kode,jawaban\n1.a,AA\n")):gsub("[^,]", ""), (","):rep(10),
    "rows that are not there")
end
for _, case in ipairs {
  { "5.a,K,AA\n", "LKE_CODE 14:1", "100.00 AA", "a code of none" },
  { "1,K,AA\n", "LKE_UPPER 14:5", "100.00 AA", "a component is not answered" },
  { "1,Perencanaan,\n", "", "100.00 AA", "a heading" },
  { "1.a,Kriteria,AA\n", "ROW_DOUBLED 14:1", "100.00 AA", "twice the same" },
  { "1.a,Kriteria,E\n", "ROW_CONFLICT 14:1", "100.00 AA", "twice, the first counts" },
  { "1.a.1,K,E\n", "", "100.00 AA", "a criterion beside an answer" },
  { "1.ab,K,AA\n", "LKE_CODE 14:1", "100.00 AA", "no criterion" },
} do
  local ev = evaluate(form "AA" .. case[1])
  check_eq(said(ev), case[2], case[4])
  check_eq(total(ev), case[3], case[4])
end
do
  local ev = evaluate(form("AA", { ["1.c"] = "AAA" }))
  check_eq(said(ev), "LKE_ANSWER 4:14", "an unknown answer")
  check_eq(ev:notices()[1].message:find("AAA", 1, true) ~= nil, true, "names it")
  check_eq(total(ev), "nil nil", "no nilai")
  check_eq(ev.lke[4].status, "tidak_dapat_dihitung", "status of a wrong answer")
  ev = evaluate("kode,jawaban,bobot\n1.a,AA,6\n1.b,AA,9\n1.c,AA,15\n2.a,AA,6\n2.b,AA,9\n2.c,AA,15\n"
    .. "3.a,AA,3\n3.b,AA,\"4,5\"\n3.c,AA,15\n4.a,AA,5\n4.b,AA,\"7,5\"\n4.c,AA,\"12,5\"\n")
  check_eq(said(ev), "LKE_FORM_TOTAL 2:8, LKE_WEIGHT 10:8", "a form of 107,5")
  check_eq(total(ev), "100.00 AA", "the weights of the rules count")
  write("indikator.csv", "tahun,sasaran,indikator,arah,target,realisasi\n2024,S,i,positif,1,1\n")
  ev = assert(capai.evaluate(assert(capai.load(folder)), "jember-2024"))
  check_eq(ev:notices()[1].code, "LKE_NO_RULE", "a pack without LKE")
  check_eq(#ev.lke, 0, "no rows")
end

-- ---- older forms: criteria of Y and T, a to e, five components ----

local function old(fields)
  fields.parts = {
    { "A", "Perencanaan", weight = 30, { "A.1", "Renstra", weight = 10 },
      { "A.2", "Perencanaan tahunan", weight = 20 } },
    { "B", "Pengukuran", weight = 25 }, { "C", "Pelaporan", weight = 15 },
    { "D", "Evaluasi internal", weight = 10 }, { "E", "Capaian", weight = 20 },
  }
  fields.answers = { Y = 1, T = 0, a = 1, b = "0,75", c = 0.5, d = 0.25, e = 0 }
  fields.full, fields.scale = 1, upper
  return fields
end
local answers <const> = "kode,jawaban\nA.1.1,Y\nA.1.2,T\nA.1.3,Y\nA.2.1,b\nA.2.2,B\nB.1,c\nC.1,y\n"
  .. "D.1,d\nE.1,a\nE.2,e\n"
do
  local ev = evaluate(answers, old {})
  check_eq(said(ev), "", "an older form")
  -- 10 * 2/3 + 20 * 0,75 + 12,5 + 15 + 2,5 + 10
  check_eq(total(ev), "61.67 B", "its sum, rounded once")
  check_eq(tostring(ev.lke[2].nilai), "6.67", "a mean of criteria")
  check_eq(("%s %s %s"):format(ev.lke[3].kode, ev.lke[3].bobot, ev.lke[3].nilai),
    "A.1.1 3.33 3.33", "a criterion")
  ev = evaluate(answers:gsub("A.1.3,Y", "A.1.3,"), old {})
  check_eq(total(ev), "nil nil", "a criterion without an answer")
  ev = evaluate(answers:gsub("A.1.3,Y", "A.1.3,"), old { missing = "zero" })
  check_eq(total(ev), "58.33 CC", "that counts as 0")
  ev = evaluate(answers, old { round = { digits = 1, mode = "down" } })
  check_eq(total(ev), "61.6 B", "another rounding")
end

-- ---- packs ----

local function pack(fields)
  local all = { parts = { { "1", "P", weight = 100 } }, answers = { Y = 100 }, scale = upper }
  for key, value in pairs(fields) do all[key] = value end
  return all
end

check_eq(pcall(capai.lke, pack {}), true, "one part")
check_code("LKE_WEIGHTS", "107,5", pack { parts = { { "1", "P", weight = 100 },
  { "2", "Q", weight = "7,5" } } })
check_eq(pcall(capai.lke, pack { total = "107,5", parts = { { "1", "P", weight = 100 },
  { "2", "Q", weight = "7,5" } } }), true, "a sum that the pack declares")
check_code("LKE_WEIGHTS", "20", pack { parts = { { "1", "P", weight = 100,
  { "1.a", "Q", weight = 15 }, { "1.b", "Q", weight = 5 } } } })
check_code("LKE_DOUBLED", "1.A", pack { parts = { { "1", "P", weight = 100,
  { "1.a", "Q", weight = 50 }, { "1.A", "Q", weight = 50 } } } })
for _, parts in ipairs {
  {}, { "1" }, { { "1", weight = 100 } }, { { "1", "P" } }, { { "1", "P", weight = 0 } },
  { { "", "P", weight = 100 } }, { { "1", "P", weight = 100, "x" } },
} do
  check_code("LKE_PARTS", "parts", pack { parts = parts })
end
do
  local deep = { "1", "P", weight = 100 }
  deep[3] = deep -- a table within itself ends too
  check_code("LKE_PARTS", "parts", pack { parts = { deep } })
end
for _, list in ipairs { {}, { "Y" }, { Y = "banyak" }, { Y = -1 }, { Y = 101 } } do
  check_code("LKE_ANSWERS", "answers", pack { answers = list })
end
check_code("LKE_ANSWERS", "answers", pack { full = 0 })
check_code("RULES_VALUE", "zero", pack { missing = "skip" })
check_code("RULES_TYPE", "scale", pack { scale = {} })
check_code("RULES_KEY_UNKNOWN", "parts", pack { part = {} })
check_code("RULES_KEY_UNKNOWN", "weight", pack { parts = { { "1", "P", wight = 1 } } })
check_code("RULES_KEY_MISSING", "answers", { parts = { { "1", "P", weight = 100 } } })
check_code("RULES_KEY_MISSING", "lke", { base = "jember-2024" })
check_eq(pcall(capai.lke, "permenpanrb-88-2021"), true, "by the id of a pack")
check_eq(capai.rules "permenpanrb-88-2021".lke ~= nil, true, "part of a pack")

assert(os.execute(("rm -r '%s'"):format(folder)))
check.done()
