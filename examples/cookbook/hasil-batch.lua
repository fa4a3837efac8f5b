-- The results of a batch, by kabupaten and year: how many OPDs have which predikat, and who is
-- first and last. Reads the folder that `capai batch DATA -o HASIL` has written.
--   capai run examples/cookbook/hasil-batch.lua HASIL
local capai <const> = require "capai"

assert(arg[1] and not arg[2], "pemakaian: capai run hasil-batch.lua HASIL")
-- A folder of results is a data set, too: what was computed stands in its columns, and reading it
-- takes no time, however long the batch took.
local data <const> = assert(capai.load(arg[1]))
local opd <const> = data:tables "opd"[1]:where(function(row) return row.capaian end)
  :with("nilai", function(row) return capai.cell(row.capaian, "plain").number end)
for _, group in ipairs(opd:sort("kabupaten", "tahun"):group("kabupaten", "tahun")) do
  local ranked <const>, counts <const> = group:sort "-nilai", {}
  for _, class in ipairs(group:group "predikat") do
    counts[#counts + 1] = ("%s %d"):format(class[1].predikat, #class)
  end
  print(("%s %s: %d OPD (%s), rata-rata %s"):format(group[1].kabupaten, group[1].tahun, #group,
    table.concat(counts, ", "), capai.format.percent(group:mean "nilai", 2)))
  if #ranked > 1 then
    print(("  tertinggi %s %s, terendah %s %s"):format(ranked[1].opd, ranked[1]:text "nilai",
      ranked[#ranked].opd, ranked[#ranked]:text "nilai"))
  end
end
