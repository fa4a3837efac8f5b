-- Files that are not what their name says: pipes, devices, folders, links that go round or nowhere,
-- nothing at all, and ten gigabytes of holes; where a command reads, and where it writes. Each is
-- refused, or taken for what it is, with its place and a remedy, in the language of the reader and
-- with the status that fits; nobody waits, no memory runs out, and what stood there before stands
-- there still. CAPAI is the program; ODD_EVERY: only every n-th.
local attack <const> = dofile "tests/support/attack.lua"
local check <const> = attack.check
local LANGUAGES <const> = { "id", "en" }

-- Memory that a command may have, where the program can be held to it: a sanitizer's cannot.
local LIMIT <const> = "prlimit --as=2000000000"
local limited <const> = select(2, check.shell(("%s %s --version >/dev/null 2>&1"):format(LIMIT,
  attack.program))) == 0 and LIMIT or ""

-- ---- what is put in the place of a file ----

local MAKE <const> = {
  fifo = "mkfifo P",
  folder = "mkdir P",
  loop = "ln -s \"$(basename P)\" P",
  dangling = "ln -s tidak/ada P",
  empty = ": >P",
  zero = "ln -s /dev/zero P",
  full = "ln -s /dev/full P",
  file = "echo lama >P",
  sparse = "truncate -s 10G P",
}
local READ <const> = { "fifo", "folder", "loop", "dangling", "empty", "zero", "sparse" }

-- Words of a refusal in both languages. The last of them that fits an oddity is its usual one.
local SPECIAL <const> = { "ini bukan berkas biasa", "this is no regular file" }
local FOLDER <const> = { "ini folder, bukan berkas", "this is a folder, not a file" }
local LINK <const> = { "tautan ini tidak sampai ke berkas mana pun", "this link leads to no file" }
local LOOP <const> = { "tautannya berputar", "its links lead in a circle" }
local NONE <const> = { "berkas ini tidak ditemukan", "this file is not found" }
local LARGE <const> = { "10.737 MB, paling banyak 2.147 MB", "10.737 MB, of 2.147 MB at most" }
local NO_HEADER <const> = { "berkas kosong", "the file is empty" }
local NO_DATA <const> = { "bukan folder dan bukan buku kerja", "neither a folder nor a workbook" }
local NO_SHARD <const> = { "tidak ada bagian yang selesai", "there is no complete shard here" }
local NO_RESULTS <const> = { "bukan folder hasil", "no folder of results" }
local NO_TABLE <const> = { "indikator.csv tidak ada", "there is no indikator.csv" }
local PACKED <const> = { "terkompresi ini rusak", "compressed file is damaged" }

-- A kind of place: what each oddity is there, { status, words }, or false where all is well.
local function kind(own)
  local all <const> = { fifo = { 3, SPECIAL }, folder = { 3, FOLDER }, loop = { 3, LOOP },
                        dangling = { 3, NONE }, zero = { 3, SPECIAL }, sparse = { 3, LARGE } }
  for odd, wanted in pairs(own) do all[odd] = wanted end
  return all
end

local TABLE <const> = kind { loop = { 2, LINK }, dangling = { 2, LINK }, empty = { 2, NO_HEADER } }
local OPTIONAL_OF_BATCH <const> = kind { fifo = { 1, SPECIAL }, folder = { 1, FOLDER },
  zero = { 1, SPECIAL }, sparse = { 1, LARGE }, loop = { 1, LINK }, dangling = { 1, LINK },
  empty = { 1, NO_HEADER } }
local OPTIONAL <const> = kind { loop = { 1, LINK }, dangling = { 1, LINK },
                                empty = { 1, NO_HEADER } }
-- of a batch, the only data set fails
local BATCH <const> = kind { fifo = { 2, SPECIAL }, folder = { 2, FOLDER }, zero = { 2, SPECIAL },
                             sparse = { 2, LARGE }, loop = { 2, LINK }, dangling = { 2, LINK },
                             empty = { 2, NO_HEADER } }
local MANIFEST <const> = kind { loop = { 1, LINK }, dangling = { 1, LINK },
                                empty = { 0, { "manifes tidak terbaca", "manifest cannot be" } } }
local SCRIPT <const> = kind { empty = { 2, { "aturan.lua", "aturan.lua" } } }
local PACK_FOLDER <const> = kind { folder = { 2, { "tidak memuat paket aturan", "no rule pack" } },
                                   empty = { 2, { "aturan.lua", "aturan.lua" } } }
local RULES_OF_BATCH <const> = kind { fifo = { 2, SPECIAL }, folder = { 2, FOLDER },
                                      zero = { 2, SPECIAL }, sparse = { 2, LARGE },
                                      dangling = { 2, NONE }, empty = { 2, { "aturan.lua" } } }
local RUN <const> = kind { empty = false, sparse = { 2, { "skrip.lua:1", "skrip.lua:1" } } }
local TEXT <const> = kind { empty = false }
local BOOK <const> = kind { fifo = { 2, NO_DATA }, zero = { 2, NO_DATA }, folder = { 2, NO_TABLE },
                            loop = { 2, LINK }, dangling = { 2, LINK },
                            empty = { 2, { "buku", "buku" } } }
local DOCUMENT <const> = kind { empty = { 2, { "lap.docx", "lap.docx" } } }
local BASELINE <const> = kind { empty = { 2, { "bukan daftar temuan", "no list of findings" } } }
local RESULTS <const> = kind { empty = { 2, { "h/opd.csv", "h/opd.csv" } },
                               sparse = { 2, NO_RESULTS } }
local RESULTS_MANIFEST <const> = kind { empty = false }
local GZIP <const> = kind { empty = { 2, PACKED }, sparse = { 2, PACKED } }
local SHARD <const> = kind { fifo = { 2, NO_SHARD }, folder = { 2, NO_SHARD },
                             loop = { 2, NO_SHARD }, dangling = { 2, NO_SHARD },
                             empty = { 2, NO_SHARD }, zero = { 2, NO_SHARD } }
local DATA <const> = kind { fifo = { 2, NO_DATA }, zero = { 2, NO_DATA }, folder = { 2, NO_TABLE },
                            loop = { 2, LINK }, dangling = { 2, LINK }, empty = { 2, NO_DATA } }

-- Place, command, and what is said there. The oddity stands in the place before the command runs.
local PLACES <const> = {
  { "data/opd.csv", "eval data", TABLE },
  { "data/indikator.csv", "eval data", TABLE },
  { "data/anggaran.csv", "eval data", OPTIONAL },
  { "data/alias.csv", "explain data I", OPTIONAL },
  { "data/manifest.json", "eval data", MANIFEST },
  { "data/narasi/penyebab.md", "eval data --layout jember-2024 -o hasil/lap.md", TEXT },
  { "data/indikator.csv", "batch data -o hasil", BATCH },
  { "data/anggaran.csv", "batch data -o hasil", OPTIONAL_OF_BATCH },
  { "data/narasi.csv", "audit data", OPTIONAL },
  { "temuan.csv", "audit data --baseline temuan.csv", BASELINE },
  { "aturan.lua", "eval data --rules aturan.lua", SCRIPT },
  { "aturan.lua", "check aturan.lua", PACK_FOLDER },
  { "aturan.lua", "test aturan.lua", PACK_FOLDER },
  { "aturan.lua", "rules show aturan.lua", PACK_FOLDER },
  { "aturan.lua", "compare data --rules jember-2024 --rules aturan.lua", SCRIPT },
  { "aturan.lua", "batch data --rules aturan.lua -o hasil", RULES_OF_BATCH },
  { "aturan.lua", "eval data --layout aturan.lua -o hasil/lap.md", SCRIPT },
  { "skrip.lua", "run skrip.lua", RUN },
  { "buku.xlsx", "eval buku.xlsx", BOOK },
  { "buku.ods", "explain buku.ods I", BOOK },
  { "lap.docx", "new data baru --from lap.docx", DOCUMENT },
  { "h/opd.csv", "dashboard h", RESULTS },
  { "h/manifest.json", "dashboard h", RESULTS_MANIFEST },
  { "bagian/.capai-batch/shard", "merge bagian -o hasil", SHARD },
  { "besar/indikator.csv.gz", "batch besar -o hasil", GZIP },
  { "berkas", "eval berkas", DATA },
}

-- One folder for all: what a command could spoil is looked at after each.
local scene <const> = attack.scene()
scene:data "data"
scene:shell "mkdir -p data/narasi h besar bagian/.capai-batch hasil"
scene:shell "cp data/opd.csv h; cp data/opd.csv besar; : >bagian/.capai-batch/complete"
scene:shell "echo lama >hasil/opd.csv; echo lama >hasil/lap.md"

local function run(line, language)
  local program, rest = line:match "^(run) (.*)" -- what stands behind a script is the script's
  local arguments <const> = program and ("run --lang %s %s"):format(language, rest)
    or ("%s --lang %s"):format(line, language)
  return scene:run(arguments, { before = limited })
end

-- Behind a message stands what to do, in its own line.
local function check_remedy(seen, what)
  check.that(seen.err:find "\n  %S" or seen.err:find "\n%s+|%s+%S",
    what .. ": no remedy: " .. seen.err)
end

local function check_said(seen, wanted, language, what)
  local words <const> = wanted[2][language == "id" and 1 or 2] or wanted[2][1]
  check.eq(seen.status, wanted[1], what .. ": status; " .. seen.err)
  check.that(seen.err:find(words, 1, true), ("%s: %s: expected %s"):format(what, seen.err, words))
  check_remedy(seen, what)
end

-- Puts the oddity into the place, runs the command, and takes it away again.
local function try(place, odd, language)
  local path <const>, line <const>, wanted <const> = table.unpack(place)
  local what <const> = ("%s as %s, %s"):format(odd, path, line)
  scene:shell((MAKE[odd]:gsub("P", path)))
  local seen <const> = run(line, language)
  if wanted[odd] then
    check_said(seen, wanted[odd], language, what)
    check.that(seen.err:find(path, 1, true) or seen.err:find(path:match "^[^/]+", 1, true),
      what .. ": no place: " .. seen.err)
  else
    check.that(seen.status <= 1, what .. ": " .. seen.err)
  end
  if seen.status == 3 or seen.status == 2 and not line:find "^batch" then
    check.eq(scene:read "hasil/opd.csv", "lama\n", what .. ": earlier results")
    check.eq(scene:read "hasil/lap.md", "lama\n", what .. ": an earlier report")
  end
  scene:shell(("rm -rf %s hasil/.capai-batch baru"):format(path))
  scene:shell "for f in opd.csv lap.md; do echo lama >hasil/$f; done"
end

local EVERY <const> = tonumber(os.getenv "ODD_EVERY" or "1")
for number, place in ipairs(PLACES) do
  scene:shell(("if [ -e %s ]; then mv %s asli; fi"):format(place[1], place[1]))
  for nth, odd in ipairs(READ) do -- each is met in both languages
    if (number + nth) % EVERY == 0 then try(place, odd, LANGUAGES[(number + nth // 2) % 2 + 1]) end
  end
  scene:shell(("if [ -e asli ]; then mv asli %s; fi"):format(place[1]))
end
scene:close()
check.done()
