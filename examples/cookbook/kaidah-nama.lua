-- Does a data set keep to the office's own rules for names? Each rule is a file, a column and a
-- function that says what is wrong; what is found is named by file and line, for an editor to open.
--   capai run examples/cookbook/kaidah-nama.lua DATA...
local capai <const> = require "capai"

assert(arg[1], "pemakaian: capai run kaidah-nama.lua DATA...")
local data <const> = assert(capai.load(arg))

local function clean(name)
  return name:find "%s%s" and "spasi ganda" or name:find "%.$" and "diakhiri titik"
    or name:find "/%s" and "spasi sesudah garis miring"
end
local function sasaran(name) -- names what has changed: Meningkatnya, Terjaganya
  return clean(name) or not name:find "^%u%l+nya " and "tidak diawali kata berakhiran -nya"
end
local measures <const> = { "Jumlah", "Persentase", "Indeks", "Nilai", "Cakupan", "Lama", "Tingkat" }
local function indikator(name) -- names what is counted, which the sasaran does not
  for _, word in ipairs(measures) do
    if name:find("^" .. word .. " ") then return clean(name) end
  end
  return "bukan nama ukuran (" .. table.concat(measures, ", ", 1, 3) .. ", ...)"
end
local function program(name)
  return not name:find "%l" and "huruf besar semua" or clean(name)
end
local rules <const> = {
  { "indikator", "sasaran", sasaran }, { "indikator", "indikator", indikator },
  { "anggaran", "uraian", program },
}

local seen <const>, count = {}, 0
for _, rule in ipairs(rules) do
  local file <const>, column <const>, wrong <const> = table.unpack(rule)
  for _, rows in ipairs(data:tables(file)) do
    for _, row in ipairs(rows) do
      local name <const> = row[column]
      local what <const> = name and not seen[column .. name] and wrong(name)
      if what then
        seen[column .. name], count = true, count + 1 -- once, where it first stands
        local place <const> = row:place(column)
        print(("%s:%d: %s %s: %s"):format(place.file, place.line, column, what, name))
      end
    end
  end
end
print(count .. " nama perlu dibetulkan")
os.exit(count == 0)
