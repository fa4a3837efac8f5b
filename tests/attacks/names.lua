-- Names in data, packs and arguments that lead out of a folder, begin with a hyphen, or hold line
-- ends; what is made of them stays where it belongs.
local attack <const> = dofile "tests/support/attack.lua"
local check <const>, quote <const> = attack.check, attack.quote

-- The key of an OPD, of which a batch of reports makes the name of a file.
local function opd(name, key)
  return {
    name, tries = "lead the report of an OPD out of the folder of reports, or hide it",
    must = "the report stands in hasil/laporan, under a name of harmless signs",
    run = function(scene)
      local cell <const> = '"' .. key:gsub('"', '""') .. '"'
      scene:write("data/opd.csv",
        "opd,nama,kabupaten,tahun,aturan\n" .. cell .. ",D,K,2024,jember-2024\n")
      scene:write("data/indikator.csv", "opd,tahun,sasaran,indikator,arah,target,realisasi\n" ..
        cell .. ",2024,S,I,positif,80,75\n")
      local seen <const> = scene:run "batch data -o hasil --layout ringkas --to md"
      check.that(seen.status <= 1, seen.all)
      local files <const> = scene:shell "cd hasil/laporan && ls -A"
      check.that(files:find "^%w[%w._-]*%.md\n$", "the reports: " .. files)
      check.that(not files:lower():find "^con%." and not files:lower():find "^nul%.", files)
      check.eq(scene:shell "ls -A | sort | tr '\\n' ' '", "data hasil ", "files beside the folder")
    end,
  }
end

-- The rules that data name: an id, never a path.
local function rules(name, id)
  return {
    name, tries = ("have data name the script %s as their rules"):format(id),
    must = "no such pack is found; the script is not read",
    run = function(scene)
      scene:data "data"
      scene:write("data/opd.csv", "opd,nama,tahun,aturan\nx,D,2024," .. id .. "\n")
      for _, place in ipairs { "jahat.lua", "data/jahat.lua", "jahat", "x/jahat.lua" } do
        scene:write(place, "error 'TERBACA'")
      end
      scene:shell("mkdir -p rules && cp jahat.lua rules/")
      local seen <const> = scene:run("eval data", { at = "" })
      check.eq(seen.status, 2, seen.all)
      check.that(not seen.all:find "TERBACA", "it was read: " .. seen.all)
    end,
  }
end

-- The pack that another is derived from: an id, too.
local function base(name, id)
  return {
    name, tries = ("have a pack name the script %s as its base"):format(id),
    must = "no such pack is found; the script is not read",
    run = function(scene)
      scene:data "data"
      scene:write("jahat.lua", "error 'TERBACA'")
      scene:write("x/pak.lua", ([[return require "capai".rules { id = "pak", name = "P",
  base = %q }]]):format((id:gsub("FOLDER", scene.folder))))
      local seen <const> = scene:run "eval data --rules x/pak.lua --rules-path x"
      check.eq(seen.status, 2, seen.all)
      check.that(not seen.all:find "TERBACA", "it was read: " .. seen.all)
    end,
  }
end

-- A file of data whose name is a path, wherever data name one.
local function reads_no(name, file, text, command)
  return {
    name, tries = "have data name a file of the victim, and show it",
    must = "nothing of that file appears",
    run = function(scene)
      scene:data "data"
      scene:write("milik/surat.md", "RAHASIA\n")
      scene:write("milik/surat.txt", "RAHASIA\n")
      scene:write("milik/indikator.csv", "RAHASIA\n")
      scene:write(file, text)
      local seen <const> = scene:run(command)
      local files <const> = scene:shell "cat hasil* hasil/* 2>&1"
      check.that(not (seen.all .. files):find "RAHASIA", "it is shown: " .. seen.all)
    end,
  }
end

-- An argument that a shell makes of the name of a file: `--` ends the options.
local function hyphen(name, folder, option)
  return {
    name, tries = ("have the folder %s taken for an option"):format(folder),
    must = "behind -- and in ./ it is a folder",
    run = function(scene)
      scene:data(folder:sub(1, 1) == "-" and "./" .. folder or folder)
      for _, argument in ipairs { "-- " .. quote(folder), quote("./" .. folder) } do
        local seen <const> = scene:run("eval --table opd --format csv " .. argument)
        check.eq(seen.status, 0, argument .. ": " .. seen.all)
        check.that(seen.out:find("Dinas X", 1, true), seen.out)
      end
      local seen <const> = scene:run("eval " .. quote(folder))
      check.that(not option or seen.status ~= 0, "an option was taken: " .. seen.all)
    end,
  }
end

-- A name with line ends, behind which a message of its own would stand.
local function forged(name, command, make)
  return {
    name, tries = "write a line of its own into the complaints",
    must = "the line end is shown as a blank",
    run = function(scene)
      scene:data "data"
      if make then make(scene) end
      local seen <const> = scene:run(command)
      check.that(seen.all:find("palsu", 1, true), seen.all)
      check.that(not ("\n" .. seen.all):find "[\n\r]palsu", "a line of its own: " .. seen.all)
    end,
  }
end

local LINE <const> = quote "x\npalsu: kesalahan: semua angka benar"

return {
  title = "names that lead elsewhere, begin with a hyphen or hold line ends",
  opd("OPD above the folder", "../../keluar"), opd("OPD of an absolute path", "/tmp/keluar"),
  opd("OPD with backslashes", "..\\..\\keluar"), opd("OPD of two points", ".."),
  opd("OPD of one point", "."), opd("OPD of a hidden name", ".profile"),
  opd("OPD that is an option", "-rf"), opd("OPD with a line end", "a\nb"),
  opd("OPD with NUL", "a\0b"), opd("OPD with an escape", "a\27[2Jb"),
  opd("OPD of a device", "CON"), opd("OPD of a device with an ending", "nul.txt"),
  opd("OPD of a long name", ("panjang"):rep(600)), opd("OPD of blanks", "   a"),
  opd("OPD of signs only", "<>:\"|?*"), opd("OPD of other direction", "\u{202E}dm.x"),
  opd("OPD of a stream", "a:b"), opd("OPD of a variable", "$HOME/%PATH%"),
  rules("rules above the folder", "../jahat"), rules("rules by a file name", "jahat.lua"),
  rules("rules beside the data", "jahat"), rules("rules in this folder", "./jahat"),
  rules("rules below the data", "data/jahat"), rules("rules of an absolute path", "/tmp/jahat"),
  rules("rules with a hyphen", "--rules=jahat.lua"), rules("rules with a pattern", "*"),
  base("base above the folder", "../jahat"), base("base by a file name", "jahat.lua"),
  base("base of an absolute path", "FOLDER/jahat"), base("base in this folder", "./jahat"),
  reads_no("file of a printed table", "data/tabel.csv",
    "tabel,berkas,jenis,kolom,acuan\n1,../milik/surat.txt,indikator,target,\n", "audit data"),
  reads_no("text above the folder, named in a layout", "tata.lua", [[
return require "capai".layout { name = "T", build = function(doc)
  doc:heading(1, "H") doc:narasi "../../milik/surat" end }]],
    "eval data --layout tata.lua -o hasil.md"),
  reads_no("text above the folder, named in a text", "data/narasi/penyebab.md",
    "{{../../milik/surat}} {narasi:../../milik/surat}\n![x](../../milik/surat.md)\n",
    "eval data --layout jember-2024 -o hasil.md -o hasil.html"),
  hyphen("folder that is an option", "--rules=jahat"),
  hyphen("folder of one hyphen more", "-o", true),
  hyphen("folder of a long option", "--table", true), hyphen("folder with a line end", "a\nb"),
  hyphen("folder with a quotation mark", "a'b\"c"), hyphen("folder of blanks", "  "),
  hyphen("folder of no UTF-8", "a\xFFb"),
  forged("data of two lines", "eval " .. LINE),
  forged("an option of two lines", "eval data --" .. LINE),
  forged("rules of two lines", "eval data --rules " .. LINE),
  forged("layout of two lines", "eval data --layout " .. LINE),
  forged("a cell of two lines", "eval data", function(scene)
    scene:write("data/indikator.csv", "opd,tahun,sasaran,indikator,arah,target,realisasi\n" ..
      'x,2024,S,I,"pos\npalsu: benar",80,75\n')
  end),
  forged("an error of two lines", "eval data --rules pak.lua", function(scene)
    scene:write("pak.lua", [[error("x\npalsu: kesalahan", 0)]])
  end),
  forged("an error of returns", "eval data --rules pak.lua", function(scene)
    scene:write("pak.lua", [[error("x\rpalsu: kesalahan", 0)]])
  end),
  forged("an argument with a return", "explain data " .. quote "x\rpalsu"),
}
