-- formats: what each release wrote, in tests/formats/VERSION, is read as it was then: packs with
-- their worked numbers, results as data and for the dashboard, shards, workbooks, findings that are
-- known. A form that only a later Capai knows is refused, and a run that another one began.
-- tests/formats/make adds a release.
local check <const> = dofile "tests/support/check.lua"
local eq <const>, that <const> = check.eq, check.that
local read <const>, write <const>, shell <const> = check.read, check.write, check.shell
local here <const> = shell("pwd"):gsub("\n", "")
local program <const> =
  (" " .. (os.getenv "CAPAI" or "build/capai")):gsub(" build/", " " .. here .. "/build/")
local version <const> = shell(program .. " --version"):match "%d+%.%d+%.%d+"
local folder <const> = shell("mktemp -d"):gsub("\n", "")

-- Runs the program in a folder: what it says, and its status.
local function run(place, arguments)
  return shell(("cd %s && CAPAI_PATH=%s/scripts %s %s 2>&1")
    :format(place, here, program, arguments))
end

-- A table of results, as CSV.
local function csv_of(place, input, name)
  return (shell(("cd %s && CAPAI_PATH=%s/scripts %s eval %s --rules ./paket.lua --table %s "
    .. "--format csv 2>/dev/null"):format(place, here, program, input, name)))
end

-- A manifest names the program that wrote it.
local function anonymous(text) return (text:gsub('"capai": "[^"]*"', '"capai": ""')) end

local function same(name, made, kept)
  if name == "manifest.json" then made, kept = anonymous(made), anonymous(kept) end
  that(made == kept, name .. " is another one:\n" .. made .. "\nas it was then:\n" .. kept)
end

-- A file in which `old` stands once is written with `new` in its place.
local function change(path, old, new)
  local text <const> = read(path)
  local first <const>, last <const> = text:find(old, 1, true)
  that(first and not text:find(old, last, true), old .. " is to stand once in " .. path)
  write(path, text:sub(1, first - 1) .. new .. text:sub(last + 1))
end

local function tables_of(place, kept)
  for name in shell("ls " .. kept):gmatch "%S+" do
    same(name, read(place .. "/" .. name), read(kept .. "/" .. name))
  end
end

local resume <const> = "batch data --rules ./paket.lua --shard 1/2 --quiet --resume -o bagian-1"
local releases <const> = {}
for name in shell("ls tests/formats"):gmatch "%S+" do
  if name:match "^%d" then releases[#releases + 1] = name end
end
that(releases[1] == "0.1.0", "the files of the first release are there")

for _, release in ipairs(releases) do
  local place <const> = folder .. "/" .. release
  shell(("cp -R tests/formats/%s %s"):format(release, place))

  -- a pack: the numbers that it says of itself, and the results that it gave
  local said, status = run(place, "test ./paket.lua --lang en")
  that(status == 0 and said:find("tests passed", 1, true), said)
  said, status = run(place, "batch data --rules ./paket.lua --quiet -o lagi")
  eq(status, 0, said)
  tables_of(place .. "/lagi", place .. "/hasil")

  -- results, read as data; those of a workbook, too, and a template
  for _, name in ipairs { "indikator", "sasaran", "opd", "anggaran" } do
    said = csv_of(place, "hasil", name)
    same("dari-hasil-" .. name, said, read(("%s/dari-hasil-%s.csv"):format(place, name)))
  end
  said = csv_of(place, "hasil.xlsx", "indikator")
  same("dari-buku-indikator", said, read(place .. "/dari-buku-indikator.csv"))
  said = run(place, "eval isian.xlsx --rules ./paket.lua --lang en")
  that(not said:find("column", 1, true), "the columns of a template are known: " .. said)
  said, status = run(place, "dashboard hasil -o dasbor --lang en")
  eq(status, 0, said)
  that(read(place .. "/dasbor/dasbor.html"):find("<html", 1, true), "a page")

  -- shards
  said, status = run(place, "merge bagian-1 bagian-2 --quiet -o gabungan")
  eq(status, 0, said)
  tables_of(place .. "/gabungan", place .. "/hasil")

  -- findings that are known are not shown again
  local audit <const> = "audit data --rules ./paket.lua --format csv --lang en"
  said, status = run(place, audit .. " --baseline temuan.csv")
  eq(status, 0, said)
  said, status = run(place, audit)
  eq(status, 1, "without them there is one: " .. said)

  -- a run that was begun is ended by the version that began it, and by no other
  said, status = run(place, resume .. " --lang en")
  if release == version then
    eq(status, 0, said)
  else
    eq(status, 2, said)
    that(said:find("begun by Capai " .. release, 1, true), said)
  end
end

-- What a later Capai would write: a form that we do not know.
local newest <const> = folder .. "/" .. releases[#releases]
eq(releases[#releases], version, "the files of this release are there: tests/formats/make")
local store <const> = newest .. "/bagian-1/.capai-batch/"
for language, words in pairs {
  en = { "begun by Capai 9.3.0; this is Capai ", "written by Capai 9.3.0, in a form" },
  id = { "dimulai oleh Capai 9.3.0; yang berjalan sekarang Capai ",
    "ditulis oleh Capai 9.3.0, dalam bentuk" },
} do
  shell(("rm -rf %s && cp -R tests/formats/%s %s"):format(newest, version, newest))
  local function refused(arguments, what)
    local said <const>, status <const> = run(newest, arguments .. " --lang " .. language)
    eq(status, 2, arguments .. ": " .. said)
    that(said:find(what, 1, true), said)
  end
  change(store .. "run", "capai run 1 " .. version, "capai run 1 9.3.0")
  refused(resume, words[1])
  change(store .. "run", "capai run 1 9.3.0", "capai run 2 9.3.0")
  refused(resume, words[1])
  change(store .. "shard", "capai shard 1 " .. version, "capai shard 2 9.3.0")
  refused("merge bagian-1 bagian-2 -o gabungan", words[2])
  change(newest .. "/hasil/manifest.json", '"format": 1', '"format": 2')
  change(newest .. "/hasil/manifest.json", ('"capai": "%s"'):format(version), '"capai": "9.3.0"')
  refused("eval hasil --rules ./paket.lua", words[2])
  refused("batch hasil --rules ./paket.lua -o lagi", words[2])
  refused("dashboard hasil", words[2])
end

shell("rm -rf " .. folder)
check.done()
