local check <const> = dofile "tests/support/check.lua"
local csv <const> = dofile "tests/support/csv.lua"

-- ---- the three reports ----

local REPORTS <const> = { ["jaten-2023"] = "karanganyar-2023", ["semboro-2024"] = "jember-2024",
  ["ledokombo-2023"] = "jember-2023" }

local function column(rows, name)
  for i, title in ipairs(rows[1]) do if title == name then return i end end
  error("no column " .. name)
end

local function quoted(text) return "'" .. text:gsub("'", "''") .. "'" end

-- Adds {call, answer} for every row of indikator.csv: the cells as they stand, capaian and predikat
-- as the program has them.
local function add_report(list, program, data, rules)
  local source <const> = csv(check.read(("examples/%s/indikator.csv"):format(data)))
  local result <const> = csv((check.shell((
    "%s eval examples/%s --table indikator --format csv --tahun semua --rules %s 2>/dev/null")
    :format(program, data, rules))))
  assert(#result == #source and #source > 10, data)
  for i = 2, #source do
    local capaian <const> = ("capai_capaian(capai_angka(%s), capai_angka(%s), %s, '%s')")
      :format(quoted(source[i][column(source, "realisasi")]),
        quoted(source[i][column(source, "target")]), quoted(source[i][column(source, "arah")]),
        rules)
    list[#list + 1] = {
      ("coalesce(cast(%s AS text), '') || '|' || coalesce(capai_predikat(%s, '%s'), '')")
        :format(capaian, capaian, rules),
      result[i][column(result, "capaian")] .. "|" .. result[i][column(result, "predikat")],
    }
  end
end

local function reports(program)
  local list, filled = {}, 0
  for data, rules in pairs(REPORTS) do add_report(list, program, data, rules) end
  for _, case in ipairs(list) do if case[2] ~= "|" then filled = filled + 1 end end
  assert(filled > 30, "hardly a figure")
  return list
end

-- What the SQL functions answer, whatever the database: {call, answer}, NULL for nothing;
-- {call, English message, Indonesian message} for an error, each a part of it. Numbers stand bare
-- or in quotes as both databases take them.
return {
  reports = reports,
  answers = {
    { "capai_capaian('83.57', '90', 'positif')", "92.85555555555555555556" },
    { "capai_capaian('120', '100', 'negatif')", "80" },
    { "capai_capaian('3', '4', 'negatif_terbalik')", "133.33333333333333333333" },
    { "capai_capaian('70', '70', 'POSITIF')", "100" },
    { "capai_capaian('5', '0', 'positif')", "NULL" },
    { "capai_capaian('0', '0', 'positif')", "NULL" },
    { "capai_capaian(NULL, '90', 'positif')", "NULL" },
    { "capai_capaian('1', NULL, 'positif')", "NULL" },
    { "capai_capaian('1', '2', NULL)", "NULL" },
    { "capai_capaian('1', '2', 'positif', NULL)", "NULL" },
    -- cut where it goes on: the last digit is never 0 or 5, so that rounding again is right
    { "capai_capaian('1', '3', 'positif')", "33.33333333333333333333" },
    { "capai_capaian('1', '100000000000000000000000000000', 'positif')",
      "0.00000000000000000001" },
    { "capai_capaian('0.00000000000000000000000000000001', '-3', 'positif')",
      "-0.00000000000000000001" },
    { "capai_bulat(capai_capaian('0.00000000000000000000000000000001', '3', 'positif'), 2, 'up')",
      "0.01" },
    -- exact, however long
    { "capai_capaian('100000000000000000000000000000', '1', 'positif')",
      "10000000000000000000000000000000" },
    { "capai_capaian('1', '8', 'positif')", "12.5" },
    -- a formula in place of a name
    { "capai_capaian('120', '100', 'apa saja', '(2*target - realisasi) / target * 100')", "80" },
    { "capai_capaian('3', '2', 'x', 'target-realisasi')", "-1" },
    { "capai_capaian('3', '2', 'x', 'if(realisasi >= target, 100, 0)')", "100" },
    { "capai_capaian('3', '0', 'x', 'realisasi / target')", "NULL" },
    -- rules in place of a formula: clamped and rounded as their reports are
    { "capai_capaian('83.57', '90', 'positif', 'jember-2024')", "92.86" },
    { "capai_capaian('68.45', '70', 'positif', 'karanganyar-2023')", "97.79" },
    { "capai_capaian('12', '10', 'positif', 'jember-2023')", "100.00" },
    { "capai_capaian('25', '10', 'negatif', 'jember-2023')", "0.00" },
    { "capai_capaian('25', '10', 'negatif', 'jember-2024')", "-50.00" },
    { "capai_capaian('5', '0', 'positif', 'jember-2024')", "NULL" },

    { "capai_predikat('92.86', 'jember-2024')", "Sangat Tinggi" },
    { "capai_predikat('89.996', 'jember-2024')", "Sangat Tinggi" }, -- the number that is shown
    { "capai_predikat('75.4', 'jember-2024')", "Sedang" }, -- in a gap of the printed scale
    { "capai_predikat(NULL, 'jember-2024')", "NULL" },
    { "capai_predikat('75', 'Baik >= 75; Cukup >= 50 < 75; Kurang < 50')", "Baik" },
    { "capai_predikat('74.999', 'Baik>=75;Cukup >= 50 < 75;Kurang<50;')", "Cukup" },
    { "capai_predikat('-3', 'Baik >= 75; Cukup >= 50 < 75; Kurang < 50')", "Kurang" },

    { "capai_bulat('68.45', 1)", "68.5" },
    { "capai_bulat('2.675', 2, 'half_up')", "2.68" },
    { "capai_bulat('2.665', 2, 'half_even')", "2.66" },
    { "capai_bulat('97.7857', 2, 'down')", "97.78" },
    { "capai_bulat('-97.7857', 2, 'floor')", "-97.79" },
    { "capai_bulat('-97.7857', 2, 'ceil')", "-97.78" },
    { "capai_bulat('97.7801', 2, 'UP')", "97.79" },
    { "capai_bulat('5', 2)", "5.00" },
    { "capai_bulat(NULL, 2)", "NULL" },

    { "capai_terbilang('1250000000')", "satu miliar dua ratus lima puluh juta" },
    { "capai_terbilang('2000000000', 'milyar')", "dua milyar" },
    { "capai_terbilang('83.20')", "delapan puluh tiga koma dua nol" },
    { "capai_terbilang('-7')", "minus tujuh" },
    { "capai_terbilang(NULL)", "NULL" },

    { "capai_angka('Rp 1.234.567,89')", "1234567.89" },
    { "capai_angka('97,78%')", "97.78" },
    { "capai_angka('4 Dok')", "4" },
    { "capai_angka('BB (74)')", "74" },
    { "capai_angka('NA')", "NULL" },
    { "capai_angka('')", "NULL" },
    { "capai_angka('1,234.5', 'us')", "1234.5" },
    { "capai_angka(NULL)", "NULL" },
  },
  errors = {
    { "capai_capaian('1', '2', 'positip')", 'arah cannot be "positip"',
      'arah tidak dapat bernilai "positip"' },
    { "capai_capaian('1', '2', 'positip')", "perhaps meant: positif",
      "mungkin maksudnya: positif" },
    { "capai_capaian('1', '2', 'naik', 'jember-2024')", 'do not know the arah "naik"',
      'arah "naik" tidak dikenal' },
    { "capai_capaian('1', '2', 'positif', 'jember-2042')", "there is no rule pack jember-2042",
      "paket aturan jember-2042 tidak ditemukan" },
    { "capai_capaian('1', '2', 'x', 'realisasi / targt')", "the name targt is not known",
      "targt" },
    { "capai_capaian('1', '2', 'x', 'realisasi / bobot')", "needs more than realisasi and target",
      "memerlukan lebih dari realisasi dan target" },
    { "capai_capaian('1', '2', 'x', '')", "formula", "rumus" },
    { "capai_capaian('100000000000000000000000000000', '3', 'positif')", "more than 34 digits",
      "melampaui 34 digit" },
    { "capai_predikat('1', '../rules/jember-2024')", "there is no rule pack ../rules/jember-2024",
      "paket aturan ../rules/jember-2024 tidak ditemukan" },
    { "capai_predikat('60', 'Baik >= 75; Kurang < 50')", "the value 60 is in no class",
      "nilai 60 tidak masuk kelas mana pun" },
    { "capai_predikat('60', 'Baik >= 50; Bagus >= 50')", "the value 60 is in no class",
      "nilai 60 tidak masuk kelas mana pun" },
    { "capai_predikat('60', 'Baik >= 75 > 50')", '"Baik >= 75 > 50" is no class of a scale',
      '"Baik >= 75 > 50" bukan kelas skala' },
    { "capai_predikat('60', 'Baik; Kurang < 50')", '"Baik" is no class of a scale',
      '"Baik" bukan kelas skala' },
    { "capai_predikat('60', '> 50')", '"> 50" is no class of a scale',
      '"> 50" bukan kelas skala' },
    { "capai_predikat('60', 'Baik >= tujuh')", '"tujuh" is not a complete number',
      '"tujuh" bukan angka yang utuh' },
    { "capai_predikat('60', 'Baik >= 90 < 80')", 'the class "Baik" can hold no value',
      'kelas "Baik" tidak dapat memuat' },
    { "capai_bulat('1', 101)", 'digit cannot be "101"', 'digit tidak dapat bernilai "101"' },
    { "capai_bulat('1', -1)", 'digit cannot be "-1"', 'digit tidak dapat bernilai "-1"' },
    { "capai_bulat('1', 2, 'half_upp')", "perhaps meant: half_up", "mungkin maksudnya: half_up" },
    { "capai_bulat('1', 34)", "more than 34 digits", "melampaui 34 digit" },
    { "capai_terbilang('1', 'milyard')", 'ejaan cannot be "milyard"',
      'ejaan tidak dapat bernilai "milyard"' },
    { "capai_angka('BB')", '"BB" is not a number', '"BB" bukan angka' },
    { "capai_angka('7 - 8 bulan')", '"7 - 8 bulan" is not a number', '"7 - 8 bulan" bukan angka' },
    { "capai_angka('9.871.1466.000')", "broken digit groups", "letak pemisah ribuannya salah" },
    { "capai_angka('1', 'inggris')", 'notasi cannot be "inggris"',
      'notasi tidak dapat bernilai "inggris"' },
  },
}
