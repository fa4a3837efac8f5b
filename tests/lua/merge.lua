-- capai merge: shards in any order, and in any groups of groups (--partial), give the bytes and the
-- complaints of one run; what is missing, doubled, damaged or of another run is named.
-- SEED repeats a failure, ROUNDS is how many random groupings are tried.

local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local eq <const>, that <const> = check.eq, check.that
local read <const>, write <const>, shell <const> = check.read, check.write, check.shell
local folder <const> = shell("mktemp -d"):gsub("\n", "")

local SHARDS <const>, OPDS <const> = 7, 300
local ROUNDS <const> = tonumber(os.getenv "ROUNDS" or "6")
local seed <const> = tonumber(os.getenv "SEED" or "") or os.time()
math.randomseed(seed)

local function run(arguments)
  return shell(("%s %s --lang en 2>&1"):format(program, arguments))
end

-- Neighbours that fail for one cause, more complaints than are kept, headers that are warned of.
local data <const> = folder .. "/data"
shell("mkdir " .. data)
local opd, rows = { "opd,tahun,nama,kabupaten,provinsi,aturan" }, {}
for i = 1, OPDS do
  local key <const> = ("opd-%03d"):format(i)
  opd[#opd + 1] = ("%s,2024,Dinas %d,Kabupaten %d,Provinsi %d,%s"):format(key, i, i % 7, i % 2,
    i % 50 > 30 and "tidak-ada" or "jember-2024")
  for k = 1, 9 do
    rows[#rows + 1] = ("%s,2024,Sasaran %d,Nilai %d,positif,1.00%d,%s,%s"):format(key, k % 3, k, k,
      k > 1 and (i % 7 > 0 and "salah " .. i or i * k) or '"3,5"', ("catatan "):rep(60))
  end
end
write(data .. "/opd.csv", table.concat(opd, "\n") .. "\n")
write(data .. "/indikator.csv", "opd,tahun,sasarn,indikator,arah,target,realisasi,catatan\n"
  .. table.concat(rows, "\n") .. "\n")

local whole <const>, expected <const> = run(("batch %s --quiet -o %s/whole"):format(data, folder))
eq(expected, 1, "errors in the data")
that(whole:find("and %d+ more of: error"), "more complaints than are kept: " .. whole:sub(-300))
that(whole:find("tidak-ada", 1, true), "OPDs that fail")
local files <const> = {}
for name in shell("ls -A " .. folder .. "/whole"):gmatch "%S+" do files[#files + 1] = name end
that(#files == 14, "files of the results: " .. #files)

local function same(out, said, what)
  eq(shell("ls -A " .. out), shell("ls -A " .. folder .. "/whole"), what .. ": files")
  for _, name in ipairs(files) do
    that(read(out .. "/" .. name) == read(folder .. "/whole/" .. name), what .. ": " .. name)
  end
  eq(said, whole, what .. ": complaints")
end

local function merge(list, out, options)
  return run(("merge %s --quiet -o %s %s"):format(table.concat(list, " "), out, options or ""))
end

for i = 1, SHARDS do
  run(("batch %s --shard %d/%d --quiet -o %s/%d"):format(data, i, SHARDS, folder, i))
end

local function shuffled(count)
  local list <const> = {}
  for i = 1, count do table.insert(list, math.random(i), ("%s/%d"):format(folder, i)) end
  return list
end

local all <const> = shuffled(SHARDS)
local said = merge(all, folder .. "/merged")
same(folder .. "/merged", said, "all at once")
that(not shell("ls -A " .. all[1]):find "csv", "a shard leaves no results")

-- ---- groups of groups ----

-- Takes some of the list out of it, and puts what they make back.
local function group(list, out)
  local some <const> = {}
  for _ = 1, math.random(1, #list) do
    some[#some + 1] = table.remove(list, math.random(#list))
  end
  local words, status = merge(some, out, "--partial")
  eq(status, 0, table.concat(some, " ") .. ": " .. words)
  eq(words, "", "a part has no complaints of its own")
  table.insert(list, math.random(#list + 1), out)
end

for round = 1, ROUNDS do
  local list <const>, tree = shuffled(SHARDS), ("seed %d, round %d"):format(seed, round)
  for step = 1, math.random(1, 5) do group(list, ("%s/group-%d-%d"):format(folder, round, step)) end
  said = merge(list, folder .. "/merged")
  same(folder .. "/merged", said, tree)
  -- a group holds the same bytes however it came together
  local once <const>, again <const> = folder .. "/once", folder .. "/again"
  merge(list, once, "--partial")
  merge(shuffled(SHARDS), again, "--partial")
  eq(select(2, shell(("diff -r -x lock %s %s"):format(once, again))), 0, tree .. ": a group")
  shell(("rm -r %s/group-%d-* %s %s"):format(folder, round, once, again))
end

-- ---- neighbours that fail for the same cause, which is said once ----

local small <const> = " --limit-opd 1"
local long <const> = {}
for i = 1, 40 do
  long[i] = ('opd-%02d,2024,x,"%s",positif,10,9'):format(i, string.rep("panjang ", 40000))
end
shell("mkdir " .. folder .. "/long")
write(folder .. "/long/indikator.csv",
  "opd,tahun,sasaran,indikator,arah,target,realisasi\n" .. table.concat(long, "\n") .. "\n")
local failing <const> = ("batch %s/long --rules jember-2024 --quiet"):format(folder) .. small
local alone <const> = run(("%s -o %s/alone"):format(failing, folder))
eq(select(2, alone:gsub("more memory than it may", "")), 1, "one cause, said once")
local parts <const> = {}
for i = 1, 3 do
  parts[i] = ("%s/part-%d"):format(folder, i)
  run(("%s --shard %d/3 -o %s"):format(failing, i, parts[i]))
end
eq(merge(parts, folder .. "/joined"), alone, "said once of all shards")
eq(read(folder .. "/joined/gagal.csv"), read(folder .. "/alone/gagal.csv"), "each is listed")
eq(select(2, read(folder .. "/joined/gagal.csv"):gsub("BATCH_MEMORY", "")), 40, "all of them")

-- ---- refusals ----

local function shards(...)
  local list <const> = {}
  for i, name in ipairs { ... } do list[i] = ("%s/%s"):format(folder, name) end
  return list
end
merge(shards(2, 5), folder .. "/two", "--partial")
merge(shards("two", 7), folder .. "/three", "--partial")
for _, case in ipairs {
  { shards(1, "three", 3), "shard 4, 6 of 7 is missing" },
  { shards("three"), "shard 1, 3, 4, 6 of 7 is missing" },
  { shards(1, "three", 3, 4, 5, 6), "shard 5 stands in" },
  { shards(1, "two", "three"), "shard 2 stands in" },
  { shards("two", "merged"), "merged: error: there is no complete shard here" },
  { shards("three", "three"), "shard 2 stands in" },
} do
  local words, status = merge(case[1], folder .. "/refused")
  eq(status, 2, case[2])
  that(words:find(case[2], 1, true), case[2] .. ": " .. words)
end
local words, status = merge(shards("three", 2), folder .. "/refused", "--partial")
eq(status, 2, "doubled in a group")
that(words:find("2: error: shard 2 stands in " .. folder .. "/three already", 1, true)
  or words:find("three: error: shard 2 stands in " .. folder .. "/2 already", 1, true), words)
words, status = merge(shards("three", 1), folder .. "/three", "--partial")
eq(status, 2, "into one of its own shards")
that(words:find("three: error: ", 1, true), words)

-- a shard that was cut off, or changed, on its way from another machine
local description <const> = folder .. "/two/.capai-batch/shard"
local bytes <const> = read(description)
local other <const> = bytes:sub(1, 299) .. string.char(bytes:byte(300) ~ 1) .. bytes:sub(301)
for _, text in ipairs { "", bytes:sub(1, -2), bytes:sub(1, 20), other } do
  write(description, text)
  words, status = merge(shards("two", 1), folder .. "/refused", "--partial")
  eq(status, 2, "a damaged shard")
  that(words:find("two: error: there is no complete shard here", 1, true), words)
end
write(description, bytes)
local table_of <const> = folder .. "/two/.capai-batch/indikator.csv"
local rows_of <const> = read(table_of)
write(table_of, rows_of:sub(1, -2))
words, status = merge(shards("two", 1, 3, 4, 6, 7), folder .. "/refused")
eq(status, 3, "a table that was cut off")
that(words:find("two/.capai-batch/indikator.csv: error: this file of a shard has been cut off", 1,
  true), words)
that(not shell("ls " .. folder .. "/refused"):find "csv", "nothing was written")

-- a bit of what was kept of the OPDs that turned over on its way: figures, complaints, and how long
-- the rows are, of which some bytes mean nothing; never a program that ends as it should not
write(table_of, rows_of)
for _, name in ipairs { "totals", "notices", "failed", "opd" } do
  local path <const> = folder .. "/two/.capai-batch/" .. name
  local kept <const> = read(path)
  for at = 1, math.min(#kept, 200), 3 do
    local turned <const> = string.char(kept:byte(at) ~ (at % 2 == 0 and 0x80 or 0x41))
    write(path, kept:sub(1, at - 1) .. turned .. kept:sub(at + 1))
    words, status = merge(shards("two", 1, 3, 4, 6, 7), folder .. "/refused")
    that(status and status <= 3, ("%s, byte %d: %s"):format(name, at, words:sub(-200)))
  end
  write(path, kept)
end

os.execute("rm -r " .. folder)
check.done()
