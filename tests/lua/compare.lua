-- capai.compare in scripts: the tables of the command, rules by name and by value, failures.
local capai <const> = require "capai"
local program <const> = os.getenv("CAPAI") or "build/capai"
local check <const> = dofile "tests/support/check.lua"
local check_eq <const>, read <const> = check.eq, check.read

-- What the command prints of a table.
local function command(arguments)
  local pipe <close> = assert(io.popen(("%s compare %s --format csv 2>/dev/null"):format(
    program, arguments)))
  return pipe:read("a")
end

local path <const> = os.tmpname() .. ".csv"
local function csv(t)
  assert(t:save(path))
  return read(path)
end

-- ---- the same as the command says ----

local tables <const> = { "perbandingan", "gerak", "perpindahan", "sebab" }
local folders <const> = { "examples/semboro-2024", "examples/jaten-2023" }
local data <const> = assert(capai.load(folders))
local given <const> = table.concat(folders, " ")

local named <const> = assert(capai.compare(data, "jember-2023", "karanganyar-2023"))
for _, name in ipairs(tables) do
  check_eq(csv(named[name]), command(("%s --rules jember-2023 --rules karanganyar-2023 --table %s")
    :format(given, name)), name)
  check_eq(named[name], named[name], name .. " is one value")
end
local own <const> = assert(capai.compare(data, nil, "jember-2023", true))
check_eq(csv(own.perbandingan), command(given .. " --rules jember-2023 --tahun semua"),
  "the rules of each OPD, in all years")

check_eq(named.jumlah_opd, 2, "OPDs")
check_eq(named.berubah, #named.perbandingan:where { berubah = "ya" }, "rows that differ")
local opd <const> = named.perbandingan:where { jenis = "opd", opd = "jaten" }[1]
check_eq(opd.indeks_a, nil, "no index under rules without a survey")
check_eq(tostring(opd.ikm_b), "83.20328", "IKM")
check_eq(opd.sebab_mutu, "survey", "why there is a mutu")
check_eq(#named:notices() > #data:notices(), true, "notices of reading and comparing")

-- ---- rules by value ----

local function rules(text)
  return capai.rules { id = "uji", name = "Uji", base = "jember-2024", progress = text }
end
local cut <const> = rules { positif = capai.progress.positive,
  negatif = capai.formula "if(realisasi <= target, 100, 0)" }
local by_function <const> = rules { positif = function(i)
  if i.target == nil or i.realisasi == nil then return nil, "belum_diisi" end
  return capai.ratio(i.realisasi * 100, i.target)
end }
local broken <const> = rules { positif = function(i) return i.realisasi.none end }
local by_value <const> = assert(capai.compare(data, "jember-2024", cut))
check_eq(by_value.perbandingan[1].aturan_b, "uji", "id of rules by value")
for _, row in ipairs(by_value.sebab) do
  check_eq(row.sebab:find("progress", 1, true), 1, "the formula alone differs")
end
check_eq(assert(capai.compare(data, "jember-2024", by_function)).berubah, 0,
  "a function that says what the built-in formula does")
local failed <const> = assert(capai.compare(data, "jember-2024", broken))
check_eq(failed.sebab[1].sebab, "progress.positif", "a function that fails")
for i = 1, 100 do collectgarbage(i % 2 == 0 and "collect" or "step") end
local said = 0
for _, notice in ipairs(failed:notices()) do
  if notice.code == "FORMULA_FAILED" or notice.code == "FIELD_UNKNOWN" then
    check_eq(notice.file ~= nil and #tostring(notice) > 0, true, "place of a failure")
    said = said + 1
  end
end
check_eq(said > 0, true, "failures of a function are said")
check_eq(by_value.perbandingan[1].opd, "semboro", "the tables outlive a collection")

local loose
do
  local short <const> = assert(capai.load "examples/ledokombo-2023")
  loose = assert(capai.compare(short, capai.rules "jember-2023", cut)).gerak
end
collectgarbage()
collectgarbage()
check_eq(loose[1].jenis, "indikator", "a table keeps all that it needs")

-- ---- what fails ----

local none, message, info = capai.compare(data, "jember-2023", "jembr-2024")
check_eq(none, nil, "a pack that is not there")
check_eq(info.code, "RULES_NOT_FOUND", "its code")
check_eq(message:find("jembr-2024", 1, true) ~= nil, true, message)
local ok, err = pcall(function() return named.gerakan end)
check_eq(ok, false, "a table that there is not")
check_eq(err.code, "FIELD_UNKNOWN", "its code")
check_eq(err.message:find("gerakan", 1, true) ~= nil, true, err.message)

os.remove(path)
check.done()
