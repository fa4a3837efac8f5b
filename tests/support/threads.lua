-- Batches with 1, 2, 4 and 16 threads under the thread sanitizer: no race, and the same bytes.
-- CAPAI is the program, TOOLS the folder of the generator.

local check <const> = dofile "tests/support/check.lua"
local program <const>, tools <const> = os.getenv "CAPAI", os.getenv "TOOLS"
local shell <const>, write <const> = check.shell, check.write
local folder <const> = shell("mktemp -d"):gsub("\n", "")

local rules <const> = [[
local capai <const> = require "capai"
local function positif(i)
  if not i.realisasi or not i.target then return nil, "belum_diisi" end
  return capai.ratio(i.realisasi * 100, i.target)
end
return capai.rules { id = "fungsi", name = "Fungsi", base = "jember-2024",
  progress = { positif = positif,
    negatif = capai.formula "(2 * target - realisasi) / target * 100" } }
]]
write(folder .. "/fungsi.lua", rules)
shell(("%s/generate %s/grouped 3000 1"):format(tools, folder))
shell(("mkdir %s/scattered && cp %s/grouped/opd.csv %s/scattered"):format(folder, folder, folder))
for seed, name in ipairs { "indikator", "anggaran" } do
  shell(("%s/shuffle %s/grouped/%s.csv %s/scattered/%s.csv %d"):format(tools, folder, name, folder,
    name, seed))
end

-- Runs a batch; a race ends it with status 66.
local function batch(data, options, out)
  local said, status = shell(("TSAN_OPTIONS=exitcode=66:halt_on_error=1 %s batch %s --quiet "
    .. "-o %s/%s %s 2>&1"):format(program, data, folder, out, options))
  check.that(status <= 1 and not said:find("ThreadSanitizer", 1, true),
    ("%s %s: status %d\n%s"):format(data, options, status, said:sub(1, 8000)))
end

for _, case in ipairs {
  { folder .. "/grouped", "--rules jember-2024" },
  { folder .. "/grouped", "--rules " .. folder .. "/fungsi.lua" },
  { folder .. "/scattered", "--rules jember-2024 --force-libcsv" },
  { folder .. "/grouped", "--rules jember-2024 --columns opd.capaian,indikator.capaian" },
  { "examples", "" },
} do
  for _, jobs in ipairs { 1, 2, 4, 16 } do
    batch(case[1], ("%s --jobs %d"):format(case[2], jobs), jobs)
    local differ = shell(("diff -rq %s/1 %s/%d"):format(folder, folder, jobs))
    check.eq(differ, "", ("%s %s: %d threads"):format(case[1], case[2], jobs))
  end
  shell(("rm -r %s/1 %s/2 %s/4 %s/16"):format(folder, folder, folder, folder))
end

os.execute("rm -r " .. folder)
check.done()
