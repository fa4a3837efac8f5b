-- windows: the program for Windows under wine, build/windows/capai.exe, beside the one for Linux in
-- CAPAI: the same cases of the command line, and the same bytes in all that they write; names and
-- words that only Windows has; what a console shows; what is not there, and says so.
--   lua5.4 tests/support/windows.lua FOLDER (an empty one, by its whole path)
local check <const> = dofile "tests/support/check.lua"
local folder <const> = assert(arg[1])
local root <const> = (check.shell "pwd"):gsub("\n", "")
local linux <const> = ("'%s/%s'"):format(root, assert(os.getenv "CAPAI"))
local windows <const> = ("wine '%s/build/windows/capai.exe'"):format(root)

-- Replaces the words in capitals of a command.
local function fill(command, words) return (command:gsub("%u[%u_]+", words)) end

local words <const> = {
  WINDOWS = windows,
  LINUX = linux,
  SEMBORO = root .. "/examples/semboro-2024",
  LEDOKOMBO = root .. "/examples/ledokombo-2023",
  FOLDER = folder,
  NAMA = "Laporan Kinerja – Kecamatan Ñandú 日本",
}

-- Runs a command in the folder; both its outputs together, and its status.
local function run(command)
  command = fill(command, words)
  return check.shell(("exec 2>&1; cd '%s'; export LC_ALL=C.UTF-8; %s"):format(folder, command))
end

local function done(command, expected, what)
  local out, status = run(command)
  check.eq(status, expected, what or command .. ": " .. out)
end

-- Both programs say the same.
local function same(command)
  local expected, status = run("LINUX " .. command)
  local out, got = run("WINDOWS " .. command)
  check.eq(out, expected, command)
  check.eq(got, status, command .. ": status")
end

local function has(text, part, what)
  check.that(text:find(part, 1, true), ("%s: no %q in\n%s"):format(what, part, text))
end

-- ---- the cases of the command line ----

-- Their limit is one of the shell, which Windows does not know.
local elsewhere <const> = { ["isolate-time"] = true, ["test-isolated"] = true }

for case in check.shell("ls tests/cli/*/args"):gmatch "tests/cli/([^/]+)/args" do
  if not elsewhere[case] then
    local out, status = check.shell(([[CAPAI_WRAP=wine CARRIED=1 sh tests/support/cli-case \
      build/windows/capai.exe tests/cli/%s '%s' 2>&1]]):format(case, folder))
    check.eq(status, 0, case .. "\n" .. out)
  end
end
check.that(check.passed > 200, "too few cases")

-- ---- what is written ----

for _, program in ipairs { "WINDOWS", "LINUX" } do
  local to <const> = program:lower()
  done("mkdir " .. to, 0)
  for command, expected in pairs {
    ["eval SEMBORO --layout jember-2024 -o a.html -o a.docx -o a.xlsx -o a.md"] = 0,
    ["eval SEMBORO -o tabel -o semua.json"] = 0,
    ["audit SEMBORO -o temuan.json -o temuan.sarif"] = 1,
    ["batch SEMBORO LEDOKOMBO -o satu -o hasil.xlsx --quiet --jobs 1"] = 0,
    ["batch SEMBORO LEDOKOMBO -o dua --quiet --jobs 2"] = 0,
    ["batch SEMBORO -o tiga --layout ringkas --to docx,html --quiet"] = 0,
    ["new rules aturan"] = 0,
    ["new layout susunan"] = 0,
    ["new data buku.xlsx"] = 0,
    ["new data berkas"] = 0,
  } do
    done(("cd %s; %s %s"):format(to, program, command), expected)
  end
  done(("%s dashboard %s/satu -o %s/papan"):format(program, to, to), 0)
end
-- the stubs for editors lie elsewhere where a program carries them inside
done("diff -r -x .luarc.json -x .capai-types windows linux", 0)

-- ---- names ----

done("mkdir 'NAMA'; cp -r 'SEMBORO' 'NAMA/data 2024'; cp linux/buku.xlsx 'NAMA/Buku é.xlsx'", 0)
same "eval 'NAMA/data 2024'"
same "eval 'NAMA/Buku é.xlsx'"
same "'NAMA/data 2024' --table sasaran --format csv"
same "eval 'NAMA/tidak ada'"
words.SPELT = ("Z:%s/%s/data 2024"):format(folder, words.NAMA):gsub("/", "\\")
has(run "WINDOWS 'SPELT'", "Kecamatan Semboro", "backslashes")
has(run "WINDOWS eval 'SPELT\\indikator.csv'", "indikator.csv", "backslashes")
has(run "WINDOWS eval 'SPELT' -o 'NAMA\\tidak\\ada.csv' --table opd", "its folder does not exist",
  "no folder")
for _, what in ipairs { "ü", "ü.json", "ü.xlsx --layout ringkas" } do
  local name <const>, more <const> = what:match "(%S+)(.*)"
  done(("WINDOWS eval 'NAMA\\data 2024' -o 'NAMA\\a %s' %s"):format(name, more), 0)
  done(("LINUX eval 'NAMA/data 2024' -o 'NAMA/b %s' %s"):format(name, more), 0)
  done(("diff -r -x manifest.json 'NAMA/a %s' 'NAMA/b %s'"):format(name, name), 0)
end

-- what Lua opens by itself
check.write(folder .. "/baca é.lua", [[
  local path = arg[1] .. "/catatan ö.txt"
  local file = assert(io.open(path, "w"))
  file:write("satu\ndua\n")
  file:close()
  assert(os.rename(path, path .. "x"))
  do local again <close> = assert(io.open(path .. "x", "rb")); print(#again:read "a") end
  assert(os.remove(path .. "x"))
  print(io.open(path))
  print(os.getenv "ISI")
  local temporary = os.tmpname()
  assert(io.open(temporary, "w")):close()
  assert(os.remove(temporary))
  local spool <close> = assert(io.tmpfile())
  spool:write "x"
  print(("%.14g %5.1f %q"):format(1e15, 2.25, 0.1))]])
words.LUA = "'baca é.lua' 'NAMA'"
same "run LUA"

-- ---- ends of lines ----

done("cp -r 'SEMBORO' crlf; sed -i 's/$/\\r/' crlf/*.csv", 0)
done(("sed 's/$/\\r/' '%s/scripts/rules/jember-2024.lua' >crlf.lua"):format(root), 0)
same "eval crlf --rules ./crlf.lua"
check.eq(run "printf 'print(1 + 1)\\r\\nx = 3\\r\\nx * 2\\r\\n' | WINDOWS repl", "2\n6\n", "repl")

-- ---- processes ----

done("WINDOWS test jember-2024", 0)
check.write(folder .. "/lama.lua", "while true do end")
same "check ./lama.lua --limit-time 300"
has(run "WINDOWS eval SEMBORO --layout jember-2024 -o x.pdf", "weasyprint", "no PDF")
check.write(folder .. "/pdf.c", [[
  #include <stdio.h>
  int main(int argc, char **argv)
  {
      int count = 0;
      (void)argv;
      while (getchar() != EOF)
          count++;
      if (count < 9999)
          return 1;
      printf("%%PDF-1.7 of %d words\n", argc);
      return 0;
  }]])
done("mkdir bin; x86_64-w64-mingw32-gcc -o bin/weasyprint.exe pdf.c", 0)
done("WINEPATH='Z:FOLDER/bin' WINDOWS eval SEMBORO --layout jember-2024 -o x.pdf", 0)
has(check.read(folder .. "/x.pdf"), "%PDF-1.7 of ", "another program")

-- ---- what is not there ----

has(run "WINDOWS preview SEMBORO", "the program for Windows has no preview", "NOT_ON_WINDOWS")
has(run "WINDOWS eval --watch SEMBORO", "the program for Windows has no eval --watch",
  "NOT_ON_WINDOWS")

-- ---- a console ----

-- It was opened for the program alone, and so the program waits for Enter.
local shown <const> = run([[(sleep 4; printf '\r'; sleep 1) | TERM=xterm timeout 60 \
  script -qec "WINDOWS eval 'NAMA/tidak ada'" /dev/null]])
has(shown, "Ñandú 日本", "UTF-8 in a console")
has(shown, "Press Enter to close this window.", "the window stays")

check.done()
