-- Lua functions as formulas of packs: what they see, what they may return, and that what goes wrong
-- in one row stays in that row. Prints how many checks passed.
local capai <const> = require "capai"
local check <const> = dofile "tests/support/check.lua"
local check_eq <const> = check.eq

local folder <const> = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir " .. folder))
local script <const> = folder .. "/p.lua"

local function write(path, text)
  local file <close> = assert(io.open(path, "w"))
  assert(file:write(text))
end

local HEAD <const> = "opd,tahun,sasaran,indikator,arah,target,realisasi,target_akhir,catatan\n"

local function load(rows)
  write(folder .. "/indikator.csv", HEAD .. rows)
  return assert(capai.load(folder))
end

-- The function stands in line 6 of the pack; what goes before it, in line 2.
local function pack(body, before, more)
  write(script, ([[
local capai = require "capai"
%s
return capai.rules {
  id = "p", name = "N", basis = { "B" }, round = { digits = 2, mode = "half_up" },
  scale = capai.scale { { "A", ge = 50 }, { "B", lt = 50 } }, %s
  progress = { x = function(i) %s end },
}
]]):format(before or "", more or "", body))
end

-- capaian and status of the rows, one after the other, and the complaints.
local function evaluate(rows, rules)
  local ev <const> = assert(capai.evaluate(load(rows), rules or script))
  local texts = {}
  for i, row in ipairs(ev.indikator) do
    texts[i] = row.capaian and tostring(row.capaian) or row.status
  end
  return table.concat(texts, " "), ev:notices(), ev
end

local function codes(notices)
  local list = {}
  for i, n in ipairs(notices) do
    list[i] = n.code .. ":" .. n.file:match("[^/]+$") .. ":" .. (n.line or 0)
  end
  table.sort(list)
  return table.concat(list, " ")
end

local BAD <const>, EMPTY <const> = "tidak_dapat_dihitung", "belum_diisi"

-- ---- what comes back ----

local good <const> = {
  { "return capai.ratio(i.realisasi * 100, i.target)", "80.00" },
  { "return i.realisasi / i.target * 100", "80.00" },
  { "return capai.progress.negative(i.realisasi, i.target)", "120.00" },
  { "return 100", "100.00" },
  { "return 97.5", "97.50" },
  { "return capai.ratio(100, 3)", "33.33" },
  { "return capai.ratio(1, 0)", BAD },
  { "return nil, 'belum_diisi'", EMPTY },
  { "return nil, 'tidak_dapat_dihitung'", BAD },
  { "return nil, 'tidak_berlaku'", "tidak_berlaku" },
  { "return i.target_akhir", "20.00" },
  { "return i.pembanding or i.bobot or i.catatan == 'a;b' and 1", "1.00" },
  { "return i.indikator == 'i' and i.sasaran == 'S' and i.opd == 'D' and 1", "1.00" },
  { "return i.tahun", "2024.00" },
  { "return i:year(2023).realisasi * i:year(2023).target", "6.00" },
  { "return i:year(2022) == nil and i:year(-1) == nil and 1", "1.00" },
  { "return i:year(2023):year(2024).realisasi", "4.00" },
  { "return i.target_bawah + i.target_atas", "10.00" },
}
for _, case in ipairs(good) do
  pack(case[1])
  local values, notices = evaluate("D,2024,S,i,x,5,4,20,a;b\nD,2023,S,i,x,3,2,20,a;b\n")
  check_eq(values:match "^%S+", case[2], case[1])
  check_eq(codes(notices), "", case[1])
end

pack "return nil, 'tidak_berlaku', 'belum ada survei'"
do
  local values, notices = evaluate "D,2024,S,i,x,5,4,,\n"
  check_eq(values, "tidak_berlaku", "with a reason")
  check_eq(codes(notices), "FORMULA_REASON:indikator.csv:2", "the reason is told")
  check_eq(notices[1].code, "FORMULA_REASON", "its code")
  check_eq(notices[1].level or notices[1].status, "note", "as a note")
end

pack("return i.target == '7 - 8 bulan' and i.realisasi == 'BB' and i.target_atas or 0")
check_eq(evaluate "D,2024,S,i,x,7 - 8 bulan,BB,,\n", "8.00", "cells that are no number are text")
pack("return i.target == nil and i.realisasi == nil and 1 or 0")
check_eq(evaluate "D,2024,S,i,x,NA,-,,\n", "1.00", "what is missing is nil")

-- A cell that cannot be read is nil, and whatever the function makes of that, it is no value.
for _, case in ipairs {
  { "if not i.realisasi then return nil, 'belum_diisi' end return 5", "1..2", "5", BAD },
  { "return i.realisasi and 5 or 6", "#DIV/0!", "5", BAD },
  { "return capai.ratio(i.realisasi * 100, i.target)", "9.871.1466.000", "5", BAD },
  { "local ok = pcall(function() return i.realisasi + 1 end) return ok and 5 or 6", "1..2", "5",
    BAD },
  { "return i.target_bawah or 5", "4", "8 - 7", BAD },
  { "return i:year(2023).realisasi or 5", "4", "5", BAD, "1..2" },
  { "return i.target", "1..2", "5", "5.00" },
} do
  pack(case[1])
  local values, notices = evaluate(("D,2024,S,i,x,%s,%s,,\nD,2023,S,i,x,5,%s,,\n"):format(
    case[3], case[2], case[5] or "5"))
  check_eq(values:match "^%S+", case[4], case[1])
  check_eq(#notices, 1, case[1] .. ": told when it was read")
end

-- A quotient enters rounding and sums exactly: 200/3 and 100/3 have the mean 50.
pack("return capai.ratio(i.realisasi, 3)", "", "average = { of = 'exact' },")
do
  local _, _, ev = evaluate "D,2024,S,i,x,5,200,,\nD,2024,S,j,x,5,100,,\n"
  check_eq(tostring(ev.opd[1].capaian), "50.00", "mean of thirds")
end

-- target_akhir is measured by the same function, where there is one
pack "return capai.ratio(i.realisasi * 100, i.target)"
do
  local _, _, ev = evaluate "D,2024,S,i,x,5,4,8,\nD,2024,S,j,x,5,4,,\n"
  check_eq(tostring(ev.indikator[1].capaian_akhir), "50.00", "against the end")
  check_eq(ev.indikator[2].status_capaian_akhir, EMPTY, "no end")
end

-- ---- what goes wrong stays in its row ----

local wrong <const> = {
  { "return", "FORMULA_NOTHING" },
  { "return nil", "FORMULA_RETURN" },
  { "return nil, 'nilai'", "FORMULA_RETURN" },
  { "return nil, 'kosong'", "FORMULA_RETURN" },
  { "return nil, 'belum_diisi', 5", "FORMULA_RETURN" },
  { "return 'seratus'", "FORMULA_RETURN" },
  { "return '100'", "FORMULA_RETURN" },
  { "return 0/0", "FORMULA_RETURN" },
  { "return 1/0", "FORMULA_RETURN" },
  { "return 0.1 + 0.2", "FORMULA_RETURN" },
  { "return {}", "FORMULA_RETURN" },
  { "return true", "FORMULA_RETURN" },
  { "return i", "FORMULA_RETURN" },
  { "error 'rusak'", "RULES_LUA" },
  { "error {}", "RULES_LUA" },
  { "error()", "RULES_LUA" },
  { "return i.pembanding * 2", "RULES_LUA" },
  { "return i.realisai * 2", "FIELD_UNKNOWN" },
  { "return i:tahun(5)", "RULES_LUA" },
  { "return i:year '2023'", "ARGUMENT" },
  { "return i.realisasi / 0", "DIVISION_BY_ZERO" },
  { "return i.realisasi / i.pembanding", "OPERAND_NIL" },
  { "i.target = 5", "ROW_FIXED" },
  { "leak = 5", "RULES_FROZEN" },
  { "capai.progress = nil", "RULES_FROZEN" },
  { "kept[1] = 5", "RULES_FROZEN" },
  { "while true do end", "RULES_STEPS" },
  { "while true do pcall(function() while true do end end) end", "RULES_STEPS" },
  { "local t = {} while true do t[#t + 1] = t end", "RULES_STEPS" },
  { "local s = 'x' while true do s = s .. s end", "RULES_MEMORY" },
  { "local function f() return 1 + f() end return f()", "RULES_STEPS" },
}
for _, case in ipairs(wrong) do
  pack("if i.indikator == 'b' then " .. case[1] .. " end return 7", "local kept = {}")
  local values, notices =
    evaluate "D,2024,S,a,x,5,4,,\nD,2024,S,b,x,5,4,,\nD,2024,S,c,x,5,4,,\nE,2024,S,a,x,5,4,,\n"
  check_eq(values, "7.00 " .. BAD .. " 7.00 7.00", case[1])
  local list <const> = codes(notices)
  check_eq(list:match "FORMULA_FAILED:[%w.:]+", "FORMULA_FAILED:indikator.csv:3", case[1])
  if not list:find(case[2] .. ":p.lua:6", 1, true) then error(case[1] .. " gives " .. list) end
  check_eq(#notices, 2, case[1])
end

-- the cause is told once in an OPD, every row of it is named
pack "error 'rusak'"
do
  local values, notices = evaluate "D,2024,S,a,x,5,4,,\nD,2024,S,b,x,5,4,,\n"
  check_eq(values, BAD .. " " .. BAD, "both rows")
  check_eq(codes(notices), "FORMULA_FAILED:indikator.csv:2 FORMULA_FAILED:indikator.csv:3 " ..
    "RULES_LUA:p.lua:6", "once")
end

-- a loop in every row ends with the steps of the OPD, and the next OPD has its own
do
  local rows <const> = { "D,2024,S,a,x,5,4,,\n" }
  for n = 1, 50 do rows[#rows + 1] = ("E,2024,S,b%d,x,5,4,,\n"):format(n) end
  rows[#rows + 1] = "F,2024,S,a,x,5,4,,\n"
  pack "if i.opd == 'E' then while true do end end return 7"
  local started <const> = os.clock()
  local values = evaluate(table.concat(rows))
  check_eq(os.clock() - started < 5, true, "endless loops end")
  check_eq(values, "7.00 " .. (BAD .. " "):rep(50) .. "7.00", "other OPDs go on")
end

-- ---- nothing goes from one row's use to another OPD's ----

pack("n = n + 1 return n", "local n = 0")
check_eq(evaluate "D,2024,S,a,x,5,4,,\nD,2024,S,b,x,5,4,,\nE,2024,S,a,x,5,4,,\n",
  "1.00 2.00 1.00", "upvalues begin anew")
pack("if last then return last.realisasi end last = i return 1", "local last")
do
  local values, notices = evaluate "D,2024,S,a,x,5,4,,\nD,2024,S,b,x,5,4,,\n"
  check_eq(values, "1.00 " .. BAD, "a row that was kept is refused")
  check_eq(codes(notices), "FORMULA_FAILED:indikator.csv:3 ROW_GONE:p.lua:6", "and named")
end

-- a base's function serves the pack that derives from it
write(folder .. "/q.lua", [[
local capai = require "capai"
return capai.rules { id = "q", name = "Q", base = "jember-2024",
  progress = { x = function(i) return capai.ratio(i.target, i.realisasi) end } }
]])
check_eq(evaluate("D,2024,S,a,x,5,4,,\nD,2024,S,b,positif,5,4,,\n", folder .. "/q.lua"),
  "1.25 80.00", "beside those of the base")

-- ---- the same in a trusted script ----

do
  local kept
  local rules = capai.rules {
    id = "own", name = "Own", base = "jember-2024",
    progress = {
      x = function(i)
        kept = i
        if i.indikator == "b" then error "rusak" end
        return capai.ratio(i.realisasi * 100, i.target)
      end,
    },
  }
  local values, notices = evaluate("D,2024,S,a,x,5,4,,\nD,2024,S,b,x,5,4,,\n", rules)
  check_eq(values, "80.00 " .. BAD, "a function of this script")
  check_eq(codes(notices):gsub(":%d+$", ""),
    "FORMULA_FAILED:indikator.csv:3 RULES_LUA:functions.lua", "its error")
  local ok, err = pcall(function() return kept.target end)
  check_eq(not ok and err.code, "ROW_GONE", "a row outside of its call")
  rules, kept = nil, nil -- luacheck: ignore 311
  collectgarbage()
  local inside = coroutine.wrap(function()
    return evaluate("D,2024,S,a,x,5,4,,\n", capai.rules {
      id = "own", name = "Own", base = "jember-2024", progress = { x = function() return 5 end },
    })
  end)
  check_eq(inside(), "5.00", "in a coroutine")
end

os.execute("rm -r " .. folder)
check.done()
