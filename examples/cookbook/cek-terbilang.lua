-- Amounts in a letter or report that are written twice, in figures and in words: do both say the
-- same? Any text will do, such as the narasi of a data set or a document saved as plain text.
--   capai run examples/cookbook/cek-terbilang.lua TEKS...
local capai <const> = require "capai"

assert(arg[1], "pemakaian: capai run cek-terbilang.lua TEKS...")
local checked, wrong = 0, 0
for _, path in ipairs(arg) do
  local number = 0
  for line in io.lines(path) do
    number = number + 1
    for figures, words in line:gmatch "Rp%.?%s*([%d%.,]*%d)[,%.%-]*%s*%(([^%)]+)%)" do
      checked = checked + 1
      local amount <const> = assert(capai.cell(figures)).number
      local said <const>, why <const> = capai.parse_terbilang(words)
      if not said or said ~= amount then
        wrong = wrong + 1
        print(("%s:%d: Rp%s (%s)"):format(path, number, figures, words))
        print("  seharusnya: " .. capai.terbilang(amount) .. " rupiah")
        print("  tertulis: " .. (said and capai.format.rupiah(said) or why))
      end
    end
  end
end
print(("%d dari %d jumlah tidak sama dengan terbilangnya"):format(wrong, checked))
