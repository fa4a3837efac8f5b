-- Signs in data, scripts, names of files and arguments that would drive a terminal: clear it, name
-- its window, turn the direction of what follows. Each command meets them on a terminal of its own.
local attack <const> = dofile "tests/support/attack.lua"
local check <const>, quote <const> = attack.check, attack.quote

-- Clears the screen, by C0 and by C1, rings, turns the direction, names the window, comes back over
-- what was written; and a word by which it is found.
local BAD <const> = "\27[2J\u{9B}2J\7\u{202E}é–dibalik\u{2066}\u{2028}\27]0;judul\7\127"
local NAME <const> = "buruk" .. BAD
local name <const> = quote(NAME)

local function cell(text) return '"' .. text .. BAD .. '"' end

-- A row of CSV: all cells but numbers, and words behind "=", have the signs.
local function row(...)
  local cells <const> = { ... }
  for i, text in ipairs(cells) do
    local ours <const> = tostring(text):match "^=(.*)" or type(text) == "number" and text
    cells[i] = ours or cell(text)
  end
  return table.concat(cells, ",") .. "\n"
end

local function write_data(scene, folder)
  scene:write(folder .. "/opd.csv",
    "opd,nama,kabupaten,tahun,aturan\n" .. row("x", "Dinas", "Kab", 2024, "=jember-2024"))
  scene:write(folder .. "/indikator.csv",
    "opd,tahun,tujuan,sasaran,indikator,satuan,arah,target,realisasi,capaian_lapor," ..
    cell "kolom" .. "\n" ..
    row("x", 2024, "T", "S", "Indikator", "%", "=positif", 80, 75, 99, "c\r") ..
    row("x", 2024, "T", "S", "Lain", "%", "posisif", "8o", 75, "", "c"))
  scene:write(folder .. "/anggaran.csv", "opd,tahun,tabel,kode,jenjang,uraian,sasaran,pagu," ..
    "realisasi,serapan_lapor\n" .. row("x", 2024, 1, "1", "=program", "P", "S", 100, 90, 80))
end

-- Packs and a layout that complain in their own words.
local function write_scripts(scene)
  local bad <const> = ("%q"):format(BAD)
  scene:write("pak.lua", ([[local capai = require "capai"
return capai.rules { id = "pak", name = %s, basis = { %s },
  progress = { positif = function() error(%s) end }, round = {},
  scale = capai.scale { { %s, ge = 50 }, { "B", lt = 50 } },
  tests = { { name = %s, indikator = { arah = "positif", target = 1, realisasi = 1 },
              capaian = 99 } } }]]):format(bad, bad, bad, bad, bad))
  scene:write("kunci.lua", ([[return require "capai".rules { [%s] = 1 }]]):format(bad))
  scene:write("galat.lua", ("error(%s, 0)"):format(bad))
  scene:write("tulis.lua", "local x = = '" .. BAD .. "'\n")
  scene:write("tata.lua", ([[return require "capai".layout { name = %s, build = function(doc, ev)
  doc:heading(1, %s) doc:paragraph(%s) error(%s) end }]]):format(bad, bad, bad, bad))
  scene:write("muat.lua", "error(" .. bad .. ")")
end

local function make(scene)
  write_data(scene, "data")
  write_data(scene, NAME)
  write_scripts(scene)
  scene:write("dasar.csv", "besaran," .. cell "x" .. "\n1,2\n")
  check.write(scene:path(NAME .. ".lua"), scene:read "pak.lua")
end

-- A command that meets the signs; `word` is found in what it shows.
local function case(what, command, word)
  return {
    what, tries = "drive the terminal by signs of " .. what, must = "they are shown as U+FFFD",
    run = function(scene)
      make(scene)
      local shown <const> = scene:terminal(command)
      check.that(shown:find(word or "é–dibalik", 1, true), "what was to be shown: " .. shown)
      attack.check_tame(shown)
    end,
  }
end

-- What goes to a program is exact, and what is left on a terminal is still to be read.
local function exact(format)
  return {
    "data as " .. format .. " in a pipe", tries = "change what another program reads",
    must = "the bytes are those of the data, escaped where the format has escapes",
    run = function(scene)
      make(scene)
      local out <const> = scene:run("eval data --table indikator --format " .. format).out
      local expected <const> = format == "csv" and BAD or
        "\\u001b[2J\\u009b2J\\u0007\\u202eé–dibalik\\u2066\\u2028\\u001b]0;judul\\u0007\\u007f"
      check.that(out:find("Indikator" .. expected, 1, true), out)
    end,
  }
end

local compared <const> = "compare data --rules jember-2023 --rules jember-2024"

return {
  title = "signs that drive a terminal, in every command",
  case("names, on the report of eval", "eval data"),
  case("names, as a table", "eval data --table indikator 2>&-"),
  case("names, as CSV", "eval data --table anggaran --format csv 2>&-"),
  case("names, as JSON", "eval data --format json 2>&-"),
  case("names, as Markdown", "eval data --table opd --format md 2>&-"),
  case("names, through a layout", "eval data --layout ringkas"),
  case("bad cells, quoted with their line", "eval data --rules pak.lua"),
  case("the error of a formula", "eval data --rules pak.lua --table indikator"),
  case("a key of a pack", "eval data --rules kunci.lua"),
  case("the error of a pack", "eval data --rules galat.lua"),
  case("the source of a pack, quoted", "eval data --rules tulis.lua"),
  case("the error of a layout", "eval data --layout tata.lua -o x.md"),
  case("the name of a folder", "eval " .. name),
  case("the name of a folder that is not there", "eval " .. name .. "x"),
  case("the name of a pack", ("eval data --rules %s.lua"):format(name)),
  case("the name of a pack that is not there", "eval data --rules " .. name),
  case("the name of a layout", "eval data --layout " .. name),
  case("the name of a table", "eval data --table " .. name),
  case("a year", "eval data --tahun " .. name),
  case("a version", "eval data --versi " .. name),
  case("a language", "eval data --lang " .. name),
  case("a choice of columns", "batch data -o hasil --columns " .. name),
  case("an output", ("eval data -o %s/x.csv"):format(name .. "z")),
  case("an option", "eval data --" .. name),
  case("a command", name),
  case("a page of help", "help " .. name),
  case("names, explained", "explain data Indikator"),
  case("all names, explained", "explain data --all"),
  case("names, explained as JSON", "explain data Indikator --format json 2>&-"),
  case("names, explained as Markdown", "explain data Indikator --format md"),
  case("a name that is not there", "explain data " .. name),
  case("names, compared", compared),
  case("names, compared as CSV", compared .. " --format csv"),
  case("names, compared as JSON", compared .. " --format json"),
  case("the classes of a pack, compared", "compare data --rules jember-2024 --rules pak.lua"),
  case("names, audited", "audit data"),
  case("names, audited as CSV", "audit data --format csv"),
  case("names, audited as JSON", "audit data --format json"),
  case("names, audited as Markdown", "audit data --format md"),
  case("a list of findings", "audit data --baseline dasar.csv"),
  case("names, in a batch", "batch data -o hasil"),
  case("names of a folder, in a batch", ("batch %s -o hasil"):format(name)),
  case("the reason of a failed OPD", "batch data -o hasil --rules pak.lua"),
  case("the folder of a batch", ("batch data -o %sh"):format(name)),
  case("a shard", ("merge %s -o hasil"):format(name)),
  case("a pack, checked", ("check pak.lua kunci.lua galat.lua tulis.lua %s.lua"):format(name)),
  case("a pack, tested", ("test pak.lua galat.lua %s.lua"):format(name)),
  case("a pack, shown", "rules show pak --rules-path ."),
  case("a pack, listed", "rules list --rules-path .", "pak"),
  case("a new pack", "new rules " .. name),
  case("a new layout", "new layout " .. name),
  case("a new data set, from nothing", ("new data neu --from %sx"):format(name)),
  case("a folder of results", "dashboard " .. name),
  case("a script that is trusted, and fails", "run muat.lua"),
  case("the name of a script", ("run %sx.lua"):format(name)),
  exact "csv", exact "json",
}
