-- near words: whoever misspells a name is told the one that is meant, in both languages: columns,
-- words in cells, keys, packs, indicators, commands, options and their values, layouts, topics,
-- files, and names of the Lua module.
local check <const> = dofile "tests/support/check.lua"

local here <const> = check.shell("pwd"):gsub("\n", "")
local program <const> = (os.getenv("CAPAI") or "build/capai"):gsub("(%S+)$", function(path)
  return path:sub(1, 1) == "/" and path or here .. "/" .. path
end)
local folder <const> = check.shell("mktemp -d"):gsub("\n", "")
local semboro <const> = here .. "/examples/semboro-2024"

-- ---- what is misspelt ----

local HEAD <const> = "tahun,sasaran,indikator,satuan,arah,target,realisasi\n"
local ROW <const> = "2024,S,Indeks Kepuasan,indeks,positif,80,84\n"
local function data(name, files)
  local path <const> = folder .. "/" .. name
  os.execute(("mkdir '%s'"):format(path))
  for file, text in pairs(files) do check.write(("%s/%s.csv"):format(path, file), text) end
end
local OPD <const> = "opd,tahun,aturan\nuji,2024,jember-2024\n"
data("kolom", { opd = OPD, indikator = (HEAD .. ROW):gsub("realisasi", "realisai") })
data("kolom-lain", { opd = OPD,
  indikator = (HEAD .. ROW):gsub("satuan", "satuan,stuan"):gsub("indeks,", "indeks,x,") })
data("kata", { opd = OPD, indikator = HEAD .. ROW:gsub("positif", "postif") })
data("aturan", { opd = OPD:gsub("jember%-2024", "jember-2042"), indikator = HEAD .. ROW })
data("sasaran", { opd = OPD, indikator = HEAD .. ROW:gsub(",S,", ",Layanan membaik,"),
  anggaran = "tahun,kode,uraian,sasaran,pagu,realisasi\n2024,1,P,Layanan membak,100,90\n" })
data("alih", { opd = OPD, indikatr = HEAD .. ROW })

local function pack(name, text)
  check.write(("%s/%s.lua"):format(folder, name), 'local capai = require "capai"\n' .. text)
end
local function rules(name, keys)
  pack(name, ('return capai.rules { id = "%s", name = "N", base = "jember-2024", %s }\n')
    :format(name, keys))
end
rules("kunci", "progres = {}")
rules("kunci-skala", 'scale = capai.scale { { "Tinggi", gee = 76 }, { "Rendah", lt = 76 } }')
rules("kelas", 'scale = capai.scale { { "Tinggi", ge = 76 }, { "Rendah", ge = 0, lt = 76 }, ' ..
  'below = "Rendah", above = "Tingi" }')
rules("dasar", 'basis = {}, base = "jember-2042"')
rules("fungsi", "progress = { positif = capai.progress.postive }")
rules("nilai", 'round = { digits = 2, mode = "half_upp" }')
rules("rumus", 'progress = { positif = capai.formula "realisasi / targt * 100" }')
pack("berkas", ('assert(capai.load "%s"):tables "indikatr"\n'):format(semboro))
pack("baris", ('local ev = capai.evaluate(assert(capai.load "%s"))\nprint(ev.sasaran[1].capain)\n')
  :format(semboro))
pack("tabel", ('local ev = capai.evaluate(assert(capai.load "%s"))\nprint(ev.sasran)\n')
  :format(semboro))
pack("modul", "capai.evalute()\n")
pack("tata-letak", [[return capai.layout { name = "L", build = function(doc)
  doc:paragraph "{{opd.capain}}" end }
]])

-- What is typed, and what is meant.
local cases <const> = {
  { "columns", "eval kolom", "realisai" },
  { "columns beside others", "eval kolom-lain", "satuan" },
  { "columns of a batch", "batch %s -o hasil --columns opd.capain", "capaian" },
  { "words in cells", "eval kata", "positif" },
  { "sasaran", "eval sasaran", "Layanan membaik" },
  { "keys", "eval %s --rules ./kunci.lua", "progress" },
  { "keys of a scale", "eval %s --rules ./kunci-skala.lua", "ge" },
  { "functions in packs", "eval %s --rules ./fungsi.lua", "positive" },
  { "words of arguments", "eval %s --rules ./nilai.lua", "half_up" },
  { "fields of formulas", "eval %s --rules ./rumus.lua", "target" },
  { "classes of a scale", "eval %s --rules ./kelas.lua", "Tinggi" },
  { "packs", "eval %s --rules jember-2042", "jember-2024" },
  { "packs in data", "eval aturan", "jember-2024" },
  { "packs as a base", "eval %s --rules ./dasar.lua", "jember-2024" },
  { "packs to show", "rules show jember-2042", "jember-2024" },
  { "scripts", "eval %s --rules ./kunc.lua", "kunci.lua" },
  { "indicators", "explain %s 'Indeks Kepuasn Masyarakat'", "Indeks Kepuasan Masyarakat" },
  { "commands", "evl %s", "eval" },
  { "options", "eval %s --tabel sasaran", "--table" },
  { "options of another command", "audit %s --basline x.csv", "--baseline" },
  { "values of options", "eval %s --table sasran", "sasaran" },
  { "formats", "eval %s --format jsn", "json" },
  { "layouts", "eval %s --layout jember-2042 -o x.md", "jember-2024" },
  { "values in reports", "eval %s --layout ./tata-letak.lua -o x.md", "capaian" },
  { "endings of files", "eval %s --layout jember-2024 -o x.docs", ".docx" },
  { "topics", "help notasion", "notation" },
  { "things to make", "new rulse x", "rules" },
  { "folders", "eval kolm", "kolom" },
  { "files of a folder", "eval alih", "indikatr.csv" },
  { "scripts to run", "run modl.lua", "modul.lua" },
  { "files in Lua", "run berkas.lua", "indikator" },
  { "columns in Lua", "run baris.lua", "capaian" },
  { "tables in Lua", "run tabel.lua", "sasaran" },
  { "functions in Lua", "run modul.lua", "evaluate" },
}

-- ---- what is said ----

local words <const> = { id = { "maksudnya", "dimaksud", "terdekat" },
  en = { "meant", "mean", "nearest" } }

local function plain(text) return (text:gsub("%p", "%%%0")) end

local missing <const> = {}
for _, case in ipairs(cases) do
  local what <const>, command <const>, meant <const> = table.unpack(case)
  for _, language in ipairs { "id", "en" } do
    -- what follows a script is the script's
    local typed <const> = command:format(semboro):gsub("^run ", "run --lang " .. language .. " ")
    local said <const>, status <const> = check.shell(
      ("cd '%s' && CAPAI_PATH='%s/scripts' %s %s --lang %s 2>&1 >/dev/null")
        :format(folder, here, program, typed, language))
    local found = false
    for _, word in ipairs(words[language]) do
      found = found or said:find(word .. "[^\n]-%f[%w_.-]" .. plain(meant) .. "%f[^%w_-]")
    end
    if found then
      check.passed = check.passed + 1
    else
      missing[#missing + 1] = ("%s: %s is not named (%s, status %s):\n%s")
        :format(what, meant, language, status, said)
    end
  end
end

os.execute(("rm -rf '%s'"):format(folder))
for _, what in ipairs(missing) do print(what) end
check.done()
os.exit(#missing == 0)
