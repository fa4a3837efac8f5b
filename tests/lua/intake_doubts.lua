-- What capai new data must say, and must not: small reports, each with one thing that was once read
-- wrong, or lost, without a word.
-- CAPAI is the program; the folder of the checkout is the working directory.

local check <const> = dofile "tests/support/check.lua"
local parse <const> = dofile "tests/support/csv.lua"
local here <const> = check.shell("pwd"):gsub("\n", "")
local program <const> =
  (" " .. (os.getenv "CAPAI" or "build/capai")):gsub(" build/", " " .. here .. "/build/")
local folder <const> = check.shell("mktemp -d"):gsub("\n", "")
local INDIKATOR <const> = "No|Sasaran|Indikator|Target|Realisasi|Capaian"
local BUDGET <const> = "No|Program|Pagu|Realisasi|%"

local function run(arguments)
  return check.shell(("cd %s && CAPAI_PATH=%s/scripts %s %s %s 2>&1"):format(folder, here,
    program, arguments, arguments:find "%-%-lang" and "" or "--lang en"))
end

local function rows_of(path)
  local file <close> = io.open(path, "rb")
  local rows, records = {}, file and parse(file:read("a")) or { {} }
  for i = 2, #records do
    rows[#rows + 1] = {}
    for k, name in ipairs(records[1]) do rows[#rows][name] = records[i][k] or "" end
  end
  return rows
end

local made = 0

-- Reads a report of the year 2024, "|" between cells: what the program prints, and the rows of a
-- file of the data set.
local function read(lines, file, arguments)
  made = made + 1
  local name = "r" .. made
  local text = "LKjIP TAHUN 2024\n" .. table.concat(lines, "\n"):gsub("|", "\t") .. "\n"
  check.write(("%s/%s.txt"):format(folder, name), text)
  local out, status = run(("new data %s --from %s.txt %s"):format(name, name, arguments or ""))
  check.eq(status, 0, out)
  return out, rows_of(("%s/%s/%s.csv"):format(folder, name, file or "indikator"))
end

local function says(out, words)
  check.that(out:find(words, 1, true), words .. "\nnot in\n" .. out)
end

local function silent(out, words)
  check.that(not out:find(words, 1, true), out)
end

-- ---- figures ----

-- letters that stand for digits are no unit, and two figures in one cell are not one
for _, cell in ipairs { "8S,57", "7S,OO%", "9B%", "1S Dok", "8\u{417},57", "1.2S0", "83,5B",
                        "B3,57", ">83", "\u{B1}83,57", "83 57", "10 20" } do
  local out, rows = read { "Tabel 3.1 Capaian", INDIKATOR,
                           "1|Sasaran|Satu|90|" .. cell .. "|92,86" }
  says(out, ('"%s" for the column realisasi cannot be read as a number'):format(cell))
  check.eq(rows[1].realisasi, cell, "carried as it stands")
end
for _, cell in ipairs { "4 Dok", "3Kali", "5m2", "7 - 8 bulan", "20 Orang/bulan", "BB (74)", "WTP",
                        "Level 3" } do
  local out = read { "Tabel 3.1 Capaian", INDIKATOR, "1|Sasaran|Satu|90|" .. cell .. "|92,86" }
  silent(out, "cannot be read")
end
for cell, number in pairs { ["5 00.000.000"] = "500.000.000", ["1 000 000"] = "1.000.000",
                            ["2. 500"] = "2.500" } do
  local out, rows = read({ "Tabel 3.2 Anggaran", BUDGET, "1|Program A|" .. cell .. "|1|1" },
    "anggaran")
  says(out, ('"%s" in column pagu is read as %s'):format(cell, number))
  check.eq(rows[1].pagu, number, "blanks within groups of three")
end

check.shell("rm -rf " .. folder)
check.done()
