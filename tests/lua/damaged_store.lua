-- Stores of a batch and of shards that are damaged, or written by somebody who wants harm: what is
-- not what Capai wrote is said with its file and a remedy, in both languages; nothing is published,
-- and what stood in the folder of results stands there still. CAPAI is the program. Bytes turned at
-- random, with digests made to fit, are the matter of tests/fuzz/store.c.
local attack <const> = dofile "tests/support/attack.lua"
local check <const> = attack.check

local scene <const> = attack.scene()
scene:data "data"
local rows <const> = { "opd,tahun,sasaran,indikator,satuan,arah,target,realisasi" }
for i = 1, 40 do rows[#rows + 1] = ("x,2024,S,Indikator %d,%%,positif,80,%s"):format(i, i) end
rows[#rows + 1] = "x,2024,S,Rusak,%,positif,80,delapan" -- a complaint
scene:write("data/indikator.csv", table.concat(rows, "\n") .. "\n")
scene:write("lain/opd.csv", "opd,nama,kabupaten,tahun,aturan\ny,Dinas Y,Kab,2024,tidak-ada\n")
scene:shell "cp data/indikator.csv lain/indikator.csv; sed -i 's/^x/y/' lain/indikator.csv"

local WORDS <const> = {
  BATCH_DAMAGED = {
    id = "berkas kerja ini rusak: isinya bukan yang ditulis Capai\n  ulangi tanpa",
    en = "this working file is damaged: it does not hold what Capai wrote\n  run it" },
  BATCH_SHORT = { id = "lebih pendek daripada catatan jurnalnya",
                  en = "shorter than its journal says" },
  MERGE_DAMAGED = {
    id = "berkas bagian ini rusak: isinya bukan yang ditulis Capai\n  salin lagi",
    en = "this file of a shard is damaged: it does not hold what Capai wrote\n  copy" },
  MERGE_SHORT = { id = "berkas bagian ini terpotong", en = "has been cut off" },
}

-- A batch that could not end, since a folder has the name of a file that it makes last.
local function interrupted()
  scene:shell "rm -rf hasil; mkdir -p hasil/.capai-batch/kabupaten.csv; echo lama >hasil/opd.csv"
  check.eq(scene:run("batch data lain -o hasil --jobs 1").status, 3, "it cannot end")
  scene:shell "rmdir hasil/.capai-batch/kabupaten.csv"
end

-- What is done to a file: { its name, what, how }.
local HARM <const> = {
  { "totals", "a huge number of terms", function(text)
    local at <const> = text:find("\232\7\0\0\232\7\0\0", 1, true) -- 2024 twice, behind it
    return text:sub(1, at - 5) .. "\255\255\255\127" .. text:sub(at)
  end },
  { "totals", "a byte too many", function(text) return "\7" .. text:sub(1, -2) end },
  { "failed", "a text of two thousand million bytes", function(text)
    return "\255\255\255\127" .. text:sub(5)
  end },
  { "notices", "a message that there is not", function(text) return ("\255"):rep(#text) end },
  { "opd", "a row of more bytes than the file", function(text)
    return "\255\255\255\255\255\255\255\127" .. text:sub(9)
  end },
}

local function spoil(path, how)
  local text <const> = scene:read(path)
  check.that(text and #text > 12, path .. " has something to spoil")
  local other <const> = how(text)
  check.that(other ~= text, path .. ": nothing was changed")
  scene:write(path, other)
end

-- ---- going on ----

local function refused(line, file, message, what)
  for language, words in pairs(WORDS[message]) do
    local seen <const> = scene:run(line .. " --lang " .. language)
    check.eq(seen.status, 3, what .. ": " .. seen.err)
    check.that(seen.err:find(file .. ": ", 1, true), what .. ": place: " .. seen.err)
    check.that(seen.err:find(words, 1, true), what .. ": " .. seen.err)
  end
end

interrupted()
local whole <const> = scene:run("batch data lain -o hasil --jobs 1 --resume")
check.eq(whole.status, 1, "an undamaged store is gone on with: " .. whole.err)
check.that(#scene:read "hasil/opd.csv" > 100, "results")
for _, harm in ipairs(HARM) do
  local name <const>, what <const>, how <const> = table.unpack(harm)
  interrupted()
  spoil("hasil/.capai-batch/" .. name, how)
  refused("batch data lain -o hasil --jobs 1 --resume", "hasil/.capai-batch/" .. name,
    "BATCH_DAMAGED", name .. ", " .. what)
  check.eq(scene:read "hasil/opd.csv", "lama\n", what .. ": earlier results")
end
interrupted()
spoil("hasil/.capai-batch/totals", function(text) return text:sub(1, -2) end)
refused("batch data lain -o hasil --jobs 1 --resume", "hasil/.capai-batch/totals", "BATCH_SHORT",
  "a file that was cut")
check.eq(scene:run("batch data lain -o hasil --jobs 1").status, 1, "the remedy")

-- ---- shards ----

check.eq(scene:run("batch data lain -o a --shard 1/2").status <= 1, true, "a shard")
check.eq(scene:run("batch data lain -o b --shard 2/2").status <= 1, true, "a shard")
scene:shell "mkdir gabung; echo lama >gabung/opd.csv"
local merge <const> = "merge b a -o gabung"
for _, harm in ipairs(HARM) do
  local name <const>, what <const>, how <const> = table.unpack(harm)
  local path = "a/.capai-batch/" .. name
  if #scene:read(path) == 0 then path = "b/.capai-batch/" .. name end
  local before <const> = scene:read(path)
  spoil(path, how)
  refused(merge, path, "MERGE_DAMAGED", name .. ", " .. what)
  refused(merge .. " --partial", path, "MERGE_DAMAGED", name .. ", partial, " .. what)
  check.eq(scene:read "gabung/opd.csv", "lama\n", what .. ": earlier results")
  scene:write(path, before:sub(1, -2))
  refused(merge, path, "MERGE_SHORT", name .. ", cut")
  scene:write(path, before)
end
local merged <const> = scene:run(merge)
check.eq(merged.status, 1, "the shards are whole again: " .. merged.err)
check.eq(scene:read "gabung/opd.csv", scene:read "hasil/opd.csv", "as the batch had it")
scene:close()
check.done()
