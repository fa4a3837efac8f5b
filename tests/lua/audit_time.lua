-- What an audit takes: the time grows with the report, and neither with the number of wrong
-- statements nor with the ways in which their operands might be replaced.

local capai <const> = require "capai"
local audit <const> = require "capai.audit"
local check <const> = dofile "tests/support/check.lua"

local folder <const> = check.shell("mktemp -d"):gsub("\n", "")

local function write(name, lines)
  check.write(("%s/%s.csv"):format(folder, name), table.concat(lines, "\n") .. "\n")
end

-- The processor time of an audit, and how much it found.
local function time()
  local data = assert(capai.load(folder, { lapor = true }))
  local start = os.clock()
  local found = audit.run(data)
  return os.clock() - start, #found.findings
end

write("opd", { "opd,nama,kabupaten,tahun,aturan,tabel_anggaran",
               "x,Kecamatan X,Jember,2024,jember-2024,T1" })
write("indikator", { "opd,tahun,sasaran,indikator,arah,target,realisasi",
                     "x,2024,S,I,positif,1,1" })

-- ---- many wrong statements, sums and percentages of amounts that stand nowhere ----

local function statements(count)
  local lines = { "opd,tahun,tabel,baris,besaran,dilaporkan,operasi,operan" }
  for i = 1, count do
    lines[#lines + 1] = ("x,2024,IV,a%d,pagu,%d,jumlah,%d;%d"):format(i, 7000017 * i, 1000003 * i,
      2000009 * i)
    lines[#lines + 1] = ('x,2024,IV,b%d,serapan,"%d,%02d%%",persen,%d;%d'):format(i, i % 90 + 1,
      i % 100, 1000003 * i, 3000017 * i)
  end
  write("narasi", lines)
end

statements(50)
local few <const> = math.max(time(), 0.01)
statements(400)
local many <const>, found <const> = time()
check.eq(found >= 790, true, "nearly all are wrong")
check.that(many < few * 40, ("eight times the statements: %.2f s and %.2f s"):format(few, many))

-- ---- a sum of twelve operands, each of which six tables have otherwise ----

local budget, operands = { "opd,tahun,tabel,kode,jenjang,uraian,pagu,realisasi" }, {}
for t = 1, 6 do
  for i = 1, 12 do
    local amount = 100000000 + 7777777 * i * t + 1313 * t * t
    budget[#budget + 1] = ("x,2024,T%d,1.%d,kegiatan,K%d,%d,"):format(t, i, i, amount)
    operands[#operands + 1] = t == 1 and tostring(amount) or nil
  end
end
write("anggaran", budget)
local layout = { "tabel,berkas,jenis,kolom,acuan" }
for t = 2, 6 do layout[t] = ("T%d,anggaran.csv,,,T1"):format(t) end
write("tabel", layout)
write("narasi", { "opd,tahun,tabel,baris,besaran,dilaporkan,operasi,operan",
                  "x,2024,IV,total,jumlah pagu,9999999999,jumlah," .. table.concat(operands, ";") })
local took <const> = time()
check.that(took < 5, ("a sum of twelve operands: %.2f s"):format(took))

check.shell("rm -rf " .. folder)
check.done()
