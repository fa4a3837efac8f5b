-- Quarters of rencana_aksi.csv by each way of combining, under formulas of every kind: a built-in
-- one, a text and a Lua function give the same worked numbers, against the quarter and the year.
-- Prints how many checks passed.
local capai <const> = require "capai"
local check <const> = dofile "tests/support/check.lua"
local check_eq <const> = check.eq
local folder <const> = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir " .. folder))

local function write(name, text)
  local file <close> = assert(io.open(folder .. "/" .. name, "w"))
  assert(file:write(text))
end

local rules <const> = capai.rules {
  id = "tw", name = "N", basis = { "B 2024" }, round = { digits = 2, mode = "half_up" },
  scale = capai.scale { { "A", ge = 50 }, { "B", lt = 50 } },
  progress = {
    positif = capai.progress.positive,
    positif_teks = capai.formula "realisasi / target * 100",
    positif_fungsi = function(i)
      if not i.target then return nil, "belum_diisi" end
      return capai.ratio(i.realisasi * 100, i.target)
    end,
    negatif = capai.progress.negative,
    negatif_teks = capai.formula "(2*target - realisasi) / target * 100",
    negatif_fungsi = function(i)
      if not i.target then return nil, "belum_diisi" end
      return capai.ratio((2 * i.target - i.realisasi) * 100, i.target)
    end,
    tumbuh = capai.progress.growth,
    tumbuh_fungsi = function(i)
      local last <const> = i:year(2023).realisasi
      return capai.ratio((i.realisasi - last) * 100, last)
    end,
    rentang = capai.progress.range {
      above = capai.progress.negative, below = capai.progress.positive,
    },
    rentang_fungsi = function(i)
      if i.realisasi > i.target_atas then
        return capai.ratio((2 * i.target_atas - i.realisasi) * 100, i.target_atas)
      elseif i.realisasi < i.target_bawah then
        return capai.ratio(i.realisasi * 100, i.target_bawah)
      end
      return 100
    end,
    opini = capai.progress.ordinal { WTP = 4, WDP = 3, TW = 2, TMP = 1 },
    opini_fungsi = function(i) return i.realisasi == i.target and 100 or 50 end,
    kawal = capai.formula "if(target == 0, 100, realisasi / target * 100)",
    gagal = function(i)
      if i.realisasi:eq(13) then error "tiga belas" end
      return i.realisasi
    end,
  },
}

-- "capaian|capaian_tahun" of each quarter, an outcome in place of a capaian that is none.
local function evaluate(arah, target, cells, options)
  write("indikator.csv", ("tahun;sasaran;indikator;arah;target;realisasi\n2023;S;i;%s;%s;50\n" ..
    "2024;S;i;%s;%s;\n"):format(arah, target, arah, target))
  write("rencana_aksi.csv", "tahun;sasaran;indikator;perhitungan;tw1;tw2;tw3;tw4;realisasi_tw1;" ..
    "realisasi_tw2;realisasi_tw3;realisasi_tw4\n2024;S;i;" .. cells .. "\n")
  local ev <const> = assert(capai.evaluate(assert(capai.load(folder, options)), rules))
  local texts, codes = {}, {}
  for i, row in ipairs(ev.triwulan) do
    texts[i] = ("%s|%s"):format(row.capaian or row.status, row.capaian_tahun or "")
  end
  for _, n in ipairs(ev:notices()) do
    if n.file and n.file:find "rencana_aksi" then
      codes[#codes + 1] = ("%s:%d"):format(n.code, n.column)
    end
  end
  return table.concat(texts, " "), table.concat(codes, " ")
end

local EMPTY <const>, BAD <const> = "belum_diisi|", "tidak_dapat_dihitung|"

-- ---- each way, against the quarter and the year (60) at once ----

local ways <const> = {
  -- sums 8 32 44 64 against 10 30 45 60
  { "positif", "jumlah;10;20;15;15;8;24;12;20",
    "80.00|13.33 106.67|53.33 97.78|73.33 106.67|106.67" },
  -- without the second quarter: 8 20 40 against 10 25 40
  { "positif", "jumlah;10;20;15;15;8;;12;20",
    "80.00|13.33 " .. EMPTY .. " 80.00|33.33 100.00|66.67" },
  { "positif", "terakhir;60;60;60;60;54;;57;61,2",
    "90.00|90.00 " .. EMPTY .. " 95.00|95.00 102.00|102.00" },
  { "positif", "tidak_turun;15;30;45;60;12;30;30;57",
    "80.00|20.00 100.00|50.00 66.67|50.00 95.00|95.00" },
  -- 29 after 30 falls, and is left out of what follows
  { "positif", "tidak_turun;15;30;45;60;12;30;29;57",
    "80.00|20.00 100.00|50.00 " .. BAD .. " 95.00|95.00", "QUARTER_FALLS:40" },
  -- 25 is above the 20 that fell, and still below the 30 before
  { "positif", "tidak_turun;15;30;45;60;30;20;25;60",
    "200.00|50.00 " .. BAD .. " " .. BAD .. " 100.00|100.00", "QUARTER_FALLS:37 QUARTER_FALLS:40" },
  -- rises 12 18 6 24 against 15 each
  { "positif", "kenaikan;15;30;45;60;12;30;36;60",
    "80.00|20.00 120.00|50.00 40.00|60.00 160.00|100.00" },
  -- less is better: (2T - R) / T of the same
  { "negatif", "jumlah;10;20;15;15;8;24;12;20",
    "120.00|186.67 93.33|146.67 102.22|126.67 93.33|93.33" },
  { "negatif", "terakhir;60;60;60;60;54;;57;61,2",
    "110.00|110.00 " .. EMPTY .. " 105.00|105.00 98.00|98.00" },
  { "negatif", "tidak_turun;15;30;45;60;12;30;30;57",
    "120.00|180.00 100.00|150.00 133.33|150.00 105.00|105.00" },
  { "negatif", "kenaikan;15;30;45;60;12;30;36;60",
    "120.00|180.00 80.00|150.00 160.00|140.00 40.00|100.00" },
  -- a quarter without target of its own: against the year only
  { "positif", "terakhir;;60;60;60;54;57;60;60",
    EMPTY .. "90.00 95.00|95.00 100.00|100.00 100.00|100.00" },
}
for _, way in ipairs(ways) do
  for _, kind in ipairs { "", "_teks", "_fungsi" } do
    local values <const>, codes <const> = evaluate(way[1] .. kind, "60", way[2])
    check_eq(values, way[3], way[1] .. kind .. ", " .. way[2])
    check_eq(codes, way[4] or "", way[1] .. kind .. ", complaints of " .. way[2])
  end
end

-- half a year: what came later is not known, and the half is measured against the year
for _, kind in ipairs { "", "_teks", "_fungsi" } do
  check_eq(evaluate("positif" .. kind, "60", "jumlah;10;20;15;15;8;24;12;20", { triwulan = 2 }),
    "80.00|13.33 106.67|53.33", "half a year")
  check_eq(evaluate("negatif" .. kind, "60", "kenaikan;15;30;45;60;12;30;36;60", { triwulan = 2 }),
    "120.00|180.00 80.00|150.00", "half a year, rises")
end

-- ---- formulas that look at other things than target ----

local others <const> = {
  -- growth on the 50 of last year
  { "tumbuh", "60", "terakhir;;;;;54;57;50;61,2", "8.00|8.00 14.00|14.00 0.00|0.00 22.40|22.40" },
  { "tumbuh_fungsi", "60", "terakhir;;;;;54;57;50;61,2",
    "8.00|8.00 14.00|14.00 0.00|0.00 22.40|22.40" },
  -- a range of months: above, inside, below, at its end
  { "rentang", "7 - 8 bulan", "terakhir;7 - 8;7 - 8;7 - 8;7 - 8;9;8;6;7",
    "87.50|87.50 100.00|100.00 85.71|85.71 100.00|100.00" },
  { "rentang_fungsi", "7 - 8 bulan", "terakhir;7 - 8;7 - 8;7 - 8;7 - 8;9;8;6;7",
    "87.50|87.50 100.00|100.00 85.71|85.71 100.00|100.00" },
  -- a range cannot be added up
  { "rentang", "7 - 8", "jumlah;7 - 8;8;;;7;8;;", BAD .. "100.00 " .. BAD .. "12.50 " ..
    BAD .. "12.50 " .. BAD .. "12.50", "RANGE_FORMULA:17" },
  -- words have scores: 3 of 4, then all; WDP after WTP falls
  { "opini", "WTP", "terakhir;WDP;WTP;WTP;WTP;WDP;WDP;WTP;TW",
    "100.00|75.00 75.00|75.00 100.00|100.00 50.00|50.00" },
  { "opini", "WTP", "tidak_turun;WDP;WTP;WTP;WTP;WDP;WTP;WDP;WTP",
    "100.00|75.00 100.00|100.00 " .. BAD .. " 100.00|100.00", "QUARTER_FALLS:46" },
  { "opini", "WTP", "terakhir;WDP;WTP;WTP;WTP;WXP;WTP;;",
    BAD .. " 100.00|100.00 " .. EMPTY .. " " .. EMPTY, "ARAH_WORD:35" },
  -- a function judges the words itself, and they have no order
  { "opini_fungsi", "Baik", "tidak_turun;Cukup;Baik;Baik;Baik;Cukup;Baik;Cukup;Baik",
    "100.00|50.00 100.00|100.00 50.00|50.00 100.00|100.00" },
  { "opini_fungsi", "Baik", "jumlah;Cukup;Baik;;;Cukup;Baik;;",
    BAD .. " " .. BAD .. " " .. BAD .. " " .. BAD,
    "NOT_A_NUMBER:17 NOT_A_NUMBER:23 NOT_A_NUMBER:30 NOT_A_NUMBER:36" },
  -- a target of 0 behind a guard
  { "kawal", "60", "jumlah;0;20;;;0;25;;", "100.00|0.00 125.00|41.67 125.00|41.67 125.00|41.67" },
  -- a function that fails in one quarter
  { "gagal", "60", "terakhir;60;60;60;60;12;13;14;15", "12.00|12.00 " .. BAD ..
    " 14.00|14.00 15.00|15.00", "FORMULA_FAILED:34" },
}
for _, other in ipairs(others) do
  local values <const>, codes <const> = evaluate(other[1], other[2], other[3])
  check_eq(values, other[4], other[1] .. ", " .. other[3])
  check_eq(codes, other[5] or "", other[1] .. ", complaints of " .. other[3])
end

os.execute("rm -r " .. folder)
check.done()
