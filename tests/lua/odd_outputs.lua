-- Places where results cannot be written, or not to their end: folders and files of the same name,
-- links, devices, pipes that nobody reads, limits and disks that are full, folders without rights,
-- standard output that is closed; and names that a shell or an old program would not bear. Each is
-- said with its place and a remedy, in both languages; what stood there before stands there still,
-- and nothing half written is left. CAPAI is the program; ODD_EVERY: only every n-th.
local attack <const> = dofile "tests/support/attack.lua"
local check <const> = attack.check
local quote <const> = attack.quote

local scene <const> = attack.scene()
scene:shell "chmod 755 ."
scene:data "data"
local rows <const> = { "opd,tahun,sasaran,indikator,satuan,arah,target,realisasi" }
for i = 1, 400 do
  rows[#rows + 1] = ("x,2024,S,Indikator yang panjang namanya nomor %d,%%,positif,80,75"):format(i)
end
scene:write("data/indikator.csv", table.concat(rows, "\n") .. "\n")
check.eq(scene:run("batch data -o h").status, 0, "results")
check.eq(scene:run("batch data -o bagian --shard 1/1").status, 0, "a shard")

-- What commands write: { path, command }.
local FILES <const> = {
  { "out/lap.csv", "eval data --table indikator -o out/lap.csv" },
  { "out/lap.json", "eval data -o out/lap.json" },
  { "out/lap.docx", "eval data --layout jember-2024 -o out/lap.docx" },
  { "out/banding.csv", "compare data --rules jember-2023 --rules jember-2024 -o out/banding.csv" },
  { "out/hasil.sqlite", "batch data -o out/hasil.sqlite" },
}
local FOLDERS <const> = {
  { "out/hasil", "eval data -o out/hasil" },
  { "out/hasil", "batch data -o out/hasil" },
  { "out/hasil", "merge bagian -o out/hasil" },
  { "out/hasil", "dashboard h -o out/hasil" },
}
local NEW <const> = {
  { "out/baru.lua", "new rules baru", { at = "out" } },
  { "out/tata.lua", "new layout tata", { at = "out" } },
  { "out/isian", "new data isian --tahun 2024 --rules jember-2024", { at = "out" } },
}

local FOLDER <const> = { id = "sudah ada folder dengan nama itu",
                         en = "there is a folder of that name" }
local LOOP <const> = { id = "tautannya berputar", en = "its links lead in a circle" }
local NO_FOLDER <const> = { id = "foldernya tidak ada", en = "its folder does not exist" }
local NOT_FOLDER <const> = { id = "sudah ada, tetapi bukan folder",
                             en = "exists, but is not a folder" }
local THROUGH <const> = { id = "adalah berkas, bukan folder", en = "is a file, not a folder" }
local READER <const> = { id = "tidak ada yang membacanya", en = "nobody reads it" }
local DENIED <const> = { id = "tidak ada izin", en = "no permission" }
local CANNOT <const> = { id = "tidak dapat ditulis", en = "cannot be written" }
local TAKEN <const> = { id = "sudah ada", en = "exists" }

local turn = 0
local function run(line, how)
  local language <const> = turn % 2 == 0 and "id" or "en"
  turn = turn + 1
  return scene:run(line .. " --lang " .. language, how), language
end

-- The command refuses, names the place, and says what to do.
local function refused(place, line, words, what, how, status)
  local seen <const>, language <const> = run(line, how)
  what = what .. ": " .. line
  check.eq(seen.status, status or 3, what .. ": " .. seen.err)
  check.that(seen.err:find(words[language], 1, true), what .. ": " .. seen.err)
  local inside <const> = place:gsub("([^/]+)$", ".capai-%1") -- where a database is worked on
  check.that(seen.err:find(place, 1, true) or seen.err:find(inside, 1, true),
    what .. ": no place: " .. seen.err)
  check.that(seen.err:find "\n%s*|?%s+%S", what .. ": no remedy: " .. seen.err)
end

-- What lies in the folder, but for what a batch leaves to be gone on with.
local function left()
  return scene:shell("[ -d out ] && cd out && LC_ALL=C find . -mindepth 1 " ..
    "! -path '*/.capai-batch*' ! -name '.capai-hasil.*' ! -path './.capai-hasil.*' | sort")
end

local EVERY <const> = tonumber(os.getenv "ODD_EVERY" or "1")
local tried = 0

local function each(list, make, words, what, status)
  for _, one in ipairs(list) do
    tried = tried + 1
    if tried % EVERY == 0 then
      scene:shell("rm -rf out; mkdir out; " .. make:gsub("P", one[1]))
      local before <const> = left()
      refused(one[3] and one[1]:match "[^/]+$" or one[1], one[2], words, what, one[3], status)
      check.eq(left(), before, what .. ": " .. one[2] .. ": what is left")
    end
  end
end

each(FILES, "mkdir P", FOLDER, "a folder of that name")
each(FILES, "ln -s \"$(basename P)\" P", LOOP, "a link to itself")
each({ FILES[1], FILES[5] }, "ln -s /dev/full P", CANNOT, "a device that is full")
each({ FILES[1], FILES[5] }, "rmdir out", NO_FOLDER, "no folder")
each({ FILES[2], FILES[3] }, "rmdir out; echo lama >out", THROUGH, "a file in place of the folder")
each({ FILES[1], FILES[5] }, "mkfifo P", READER, "a pipe that nobody reads")
each(FOLDERS, "echo lama >P", NOT_FOLDER, "a file of that name")
each(FOLDERS, "ln -s \"$(basename P)\" P", LOOP, "a link to itself")
each(FOLDERS, "ln -s tidak/ada P", NO_FOLDER, "a link to nowhere")
each(FOLDERS, "mkfifo P", NOT_FOLDER, "a pipe")
each(NEW, "mkdir P", TAKEN, "a folder of that name", 2)
each(NEW, "ln -s tidak/ada P", TAKEN, "a link to nowhere", 2)
each(NEW, "mkfifo P", TAKEN, "a pipe", 2)

-- a pipe that somebody reads is written to
scene:shell "rm -rf out; mkdir out; mkfifo out/lap.csv; (cat out/lap.csv >out/dibaca.csv) &"
check.eq(run("eval data --table indikator -o out/lap.csv").status, 0, "a pipe that is read")
scene:shell "for i in 1 2 3 4 5; do [ -s out/dibaca.csv ] && break; sleep 0.1; done"
check.that(#scene:read "out/dibaca.csv" > 100, "what went through the pipe")

-- ---- no room ----

-- A file may not be larger: the signal for it (SIGXFSZ) does not end the program.
for _, list in ipairs { FILES, FOLDERS } do
  for _, one in ipairs(list) do
    scene:shell("rm -rf out; mkdir out; " .. (list == FILES and "echo lama >" .. one[1] or
      ("mkdir %s; echo lama >%s/opd.csv"):format(one[1], one[1])))
    local before <const> = left()
    local seen <const>, language <const> = run(one[2], { before = "prlimit --fsize=2000" })
    check.eq(seen.status, 3, one[2] .. ": " .. seen.err)
    check.that(seen.err:find(list == FILES and CANNOT[language] or CANNOT[language], 1, true)
      or seen.err:find(language == "id" and "tidak dapat dibuat" or "cannot be made", 1, true),
      one[2] .. ": " .. seen.err)
    check.eq(left(), before, "a limit: " .. one[2])
    check.eq(scene:read(list == FILES and one[1] or one[1] .. "/opd.csv"), "lama\n",
      "what stood there: " .. one[2])
  end
end

-- A disk that is full, where one can be made: a small one in a name space of its own.
local small <const> = "unshare -m sh -c 'mount -t tmpfs -o size=24k kecil out && " ..
  "cp lama out/opd.csv && %s; s=$?; ls -A out; cat out/opd.csv; exit $s'"
scene:write("lama", "lama\n")
scene:shell "rm -rf out; mkdir out"
if select(2, scene:shell(small:format "true" .. " >/dev/null 2>&1")) == 0 then
  for language, words in pairs { id = "penyimpanan penuh", en = "the disk is full" } do
    for _, line in ipairs { "eval data --table indikator -o out/opd.csv", "eval data -o out/" } do
      local out <const>, status <const> = scene:shell(small:format(("%s %s --lang %s"):format(
        attack.program, line, language)) .. " 2>&1")
      check.eq(status, 3, line .. ": " .. out)
      check.that(out:find(words, 1, true), line .. ": " .. out)
      check.that(out:find("\nopd.csv\nlama\n$"), line .. ": only the old file is there: " .. out)
    end
  end
end

-- ---- no rights: who runs this may have all of them, and is then somebody else ----

local someone <const> = scene:shell "id -u" == "0\n"
  and "setpriv --reuid=65534 --regid=65534 --clear-groups" or ""
scene:shell "rm -rf out; mkdir out; echo lama >out/lap.csv; chmod 555 out; cp -r data rahasia"
scene:shell "chmod 000 rahasia/indikator.csv"
local can_be <const> = select(2, scene:shell(("%s %s --version >/dev/null 2>&1"):format(someone,
  attack.program))) == 0
if can_be then
  local how <const> = { before = someone }
  for _, list in ipairs { FILES, FOLDERS } do
    for _, one in ipairs(list) do
      refused("out", one[2], one[1] == "out/lap.csv" and CANNOT or DENIED,
        "a folder without rights", how)
    end
  end
  check.eq(scene:read "out/lap.csv", "lama\n", "what stood there")
  refused("rahasia/indikator.csv", "eval rahasia", DENIED, "a file without rights", how)
end

-- ---- standard output ----

-- Runs a line behind which standard output is something else; status and what is said of it.
local function output_to(line, behind)
  scene:shell(("rm -f st; { %s %s 2>said; echo $? >st; } %s"):format(attack.program, line, behind))
  return tonumber(scene:read "st"), scene:read "said"
end

local NOT_WHOLE <const> = {
  id = "hasil tidak dapat ditulis seluruhnya\n  mungkin penyimpanan penuh",
  en = "the results could not be written in full\n  the disk may be full" }
local STOPPED <const> = { id = "pembaca hasil berhenti", en = "the reader of the results stopped" }
local COMMANDS <const> = { "eval data", "explain data --all", "rules", "rules show jember-2024",
                           "help rules", "check jember-2024", "test jember-2024", "audit data",
                           "compare data --rules jember-2023 --rules jember-2024", "dashboard h" }
for i, command in ipairs(COMMANDS) do
  local language <const> = i % 2 == 0 and "id" or "en"
  local line <const> = ("%s --lang %s"):format(command, language)
  for _, behind in ipairs { ">&-", ">/dev/full" } do
    local status <const>, said <const> = output_to(line, behind)
    check.eq(status, 3, line .. behind .. ": " .. said)
    check.that(said:find(NOT_WHOLE[language], 1, true), line .. behind .. ": " .. said)
  end
end
for language, words in pairs(STOPPED) do
  -- more than a pipe holds
  local status <const>, said <const> = output_to("explain data --all --lang " .. language,
    "| head -n 1 >/dev/null")
  check.eq(status, 3, "a reader who stops: " .. said)
  check.that(said:find(words, 1, true), said)
end

-- Complaints that do not concern what is explained are counted: no memory ran out.
local _, counted <const> = output_to(("explain %s/examples/semboro-2024 --all --lang en"):format(
  attack.here), ">/dev/null")
check.that(counted:find("and %d+ more of: warning") and not counted:find "memory", counted)

-- A file that is opened where standard output was closed does not take what is printed.
scene:shell "rm -rf out; mkdir out"
scene:shell(("%s batch data -o out/hasil >&- 2>&- <&-; true"):format(attack.program))
check.eq(scene:read "out/hasil/indikator.csv", scene:read "h/indikator.csv",
  "no descriptor is free")

-- ---- names ----

local NAMES <const> = { "baris\nbaru", "-o", "--rules", "\xFF\xFE bukan UTF-8", ("n"):rep(255), " ",
                        "tanda'kutip\"ganda", "$(id)", "\u{202E}balik" }
for _, name in ipairs(NAMES) do
  scene:shell "rm -rf out; mkdir out"
  scene:shell(("cp -r data out/%s"):format(quote(name)))
  local shown <const> = run("eval ./" .. quote(name) .. " -o hasil", { at = "out" })
  check.eq(shown.status, 0, name .. ": " .. shown.err)
  check.eq(scene:read "out/hasil/indikator.csv", scene:read "h/indikator.csv", name)
  scene:shell "rm -rf out; mkdir out"
  if #name < 250 then name = name .. ".csv" else name = name:sub(1, 251) .. ".csv" end
  local written <const> = run("eval ../data --table indikator -o ./" .. quote(name), { at = "out" })
  check.eq(written.status, 0, name .. ": " .. written.err)
  check.eq(scene:read("out/" .. name), scene:read "h/indikator.csv",
    "a file of that name: " .. name)
  check.eq(scene:shell "ls -A out | wc -l" + 0, name:find "\n" and 2 or 1, "nothing besides")
  local gone <const> = run("eval ./" .. quote(name) .. "x", { at = "out" })
  check.that(gone.status >= 2, "a name that is not there: " .. gone.err)
  attack.check_tame(gone.err)
end
scene:close()
check.done()
