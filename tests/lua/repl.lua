-- repl at a terminal: keys are sent through a pseudo-terminal (`script`), and what appears is read
-- from its record. CAPAI is the program; the folder of the checkout is the working directory.

local program <const> = os.getenv("CAPAI") or "build/capai"
local checks = 0

local function shell(command)
  local pipe = assert(io.popen(command))
  local out = pipe:read("a")
  pipe:close()
  return (out:gsub("\n$", ""))
end

local folder <const> = shell("mktemp -d")
local record <const> = folder .. "/record"

local function read(path)
  local handle <close> = io.open(path, "rb")
  return handle and handle:read("a") or ""
end

-- What people see: without the codes that colour and move.
local function seen()
  return (read(record):gsub("\27%[[%d;?]*%a", ""):gsub("\27.", ""):gsub("\r", ""))
end

local session, mark

-- Waits until `text` appears behind what was waited for before.
local function expect(text)
  for _ = 1, 600 do
    local _, last = seen():find(text, mark, true)
    if last then
      mark, checks = last + 1, checks + 1
      return
    end
    os.execute("sleep 0.05")
  end
  error(("%s did not appear in:\n%s"):format(text, seen():sub(mark)), 2)
end

local function send(keys)
  assert(session:write(keys))
  session:flush()
end

local function start()
  os.remove(record)
  mark = 1
  local command = ("TERM=xterm LC_ALL=id_ID.UTF-8 XDG_STATE_HOME=%s/state "
    .. "timeout 120 script -qefc '%s repl' %s"):format(folder, program, record)
  session = assert(io.popen(command .. " >/dev/null", "w"))
  expect("help() untuk petunjuk")
  expect("capai> ")
end

-- Ctrl-D counts only where the program reads key by key already: typed too early it is lost.
local function stop()
  os.execute("sleep 0.3")
  send("\4")
  session:close()
end

start()
send("1 + 1\n")
expect("\n2\n")
expect("capai> ")

-- Tab: one name is inserted, several are extended as far as they agree, then shown.
send("capai.ver\t\n")
expect('\n"')
expect("capai> ")
send("namaku_satu, namaku_dua = 1, 2\n")
expect("capai> ")
send("nam\t")
expect("namaku_")
send("\t")
expect("namaku_dua")
expect("namaku_satu")
send("s\t + 40\n")
expect("\n41\n")
expect("capai> ")
send('data = capai.load "examples/semboro-2024"\n')
expect("capai> ")
send("ev = capai.evaluate(data)\n")
expect("capai> ")
send("ev.sasa\t[2].cap\t\n")
expect("capai> ")
send("baris = ev.sasaran[2]\n")
expect("capai> ")
send("baris.capaia\t\n")
expect("\n100.00\n")
expect("capai> ")
send("#ev.opd:whe\t{ tahun = 2024 }\n")
expect("\n1\n")
expect("capai> ")
send("tidak_ada.x\t = 1\n")
expect("kesalahan")
expect("capai> ")
send("retu\t 5\n")
expect("\n5\n")
expect("capai> ")

send("help()\n")
expect("decimal, round")
expect("capai> ")

-- Ctrl-C drops a line, a statement that is not whole, and what runs.
send("ini salah\3")
expect("\n")
expect("capai> ")
send("for i = 1, 2 do\n")
expect("    >> ")
send("\3")
expect("capai> ")
send("7 * 6\n")
expect("\n42\n")
expect("capai> ")
send("print 'mulai' while true do end\n")
expect("\nmulai\n")
send("\3")
expect("interrupted")
expect("capai> ")

-- Letters of more than one byte, and a statement of several lines.
send('"Kecamatan \xC3\xA9 \xE2\x80\x93"\n')
expect('\n"Kecamatan \xC3\xA9 \xE2\x80\x93"\n')
expect("capai> ")
send("function dua()\n")
expect("    >> ")
send("return 2\nend\ndua() * 50\n")
expect("\n100\n")
expect("capai> ")
stop()

-- The history of one session serves the next.
start()
send("\27[A\n")
expect('nama "dua" tidak ada di sini')
expect("capai> ")
send("\27[A\27[A\27[A\27[A\27[A\n")
expect("Kecamatan")
expect("capai> ")
stop()
local history = read(folder .. "/state/capai/history")
for _, line in ipairs { "1 + 1", "capai.version", "function dua()", '"Kecamatan \xC3\xA9' } do
  assert(history:find(line, 1, true), line .. " in the history:\n" .. history)
  checks = checks + 1
end
assert(not history:find("ini salah", 1, true), "a line that was dropped is not kept")
assert(shell("stat -c %a " .. folder .. "/state/capai/history") == "600", "nobody else reads it")
checks = checks + 2

-- A long history is cut to its last thousand lines; a folder that cannot be made does no harm.
local handle = assert(io.open(folder .. "/state/capai/history", "w"))
for i = 1, 5000 do handle:write("baris_", i, "\n") end
handle:close()
start()
stop()
local lines = {}
for line in read(folder .. "/state/capai/history"):gmatch("[^\n]+") do lines[#lines + 1] = line end
assert(#lines == 1000 and lines[1] == "baris_4001" and lines[1000] == "baris_5000", #lines)
os.execute(("rm -r %s/state && touch %s/state"):format(folder, folder))
start()
send("1 + 2\n")
expect("\n3\n")
stop()
checks = checks + 2

os.execute("rm -rf " .. folder)
print(checks .. " passed")
