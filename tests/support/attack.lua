-- What attacks of tests/attacks/ are made with: a folder of their own, the program, a terminal, and
-- what a victim has that nothing may touch.
--   local scene <const> = attack.scene()        a new folder; scene:close() takes it away
--   local seen <const> = scene:run "eval data"  in that folder; { out, err, status, all }
local check <const> = dofile "tests/support/check.lua"

local attack <const> = {}
local scene <const> = {}
scene.__index = scene

local here <const> = check.shell "pwd":gsub("\n", "")
-- The program with what wraps it, found from any folder.
attack.program = (os.getenv "CAPAI" or "build/capai"):gsub("[^ ]+$", function(path)
  return path:sub(1, 1) == "/" and path or here .. "/" .. path
end)
attack.here = here

-- Long enough for a build that is slow on a machine that has other work; who waits for ever, waits
-- longer.
local PATIENCE <const> = 120

function attack.quote(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

local quote <const> = attack.quote

function attack.scene()
  local folder <const> = check.shell "mktemp -d":gsub("\n", "")
  return setmetatable({ folder = folder }, scene)
end

function scene:close()
  check.shell(("chmod -R u+rwx %s; rm -rf %s"):format(quote(self.folder), quote(self.folder)))
end

function scene:path(name) return self.folder .. "/" .. name end

-- Runs a line of the shell in the folder; what it says on standard output.
function scene:shell(line)
  return check.shell(("cd %s && { %s\n}"):format(quote(self.folder), line))
end

-- Writes a file, and the folders that it stands in.
function scene:write(name, text)
  local above <const> = name:match "^(.*)/"
  if above then check.shell("mkdir -p " .. quote(self:path(above))) end
  check.write(self:path(name), text)
end

function scene:read(name)
  local handle <close> = io.open(self:path(name), "rb")
  return handle and handle:read "a"
end

-- A data set that is in order: one OPD with one indicator, under rules of its own.
function scene:data(name)
  self:write(name .. "/opd.csv",
    "opd,nama,kabupaten,tahun,aturan\nx,Dinas X,Kab,2024,jember-2024\n")
  self:write(name .. "/indikator.csv",
    "opd,tahun,sasaran,indikator,satuan,arah,target,realisasi\nx,2024,S,I,%,positif,80,75\n")
end

-- Runs the program; of `how` stands `before` in front of it; it reads `input`, in the folder `at`.
function scene:run(arguments, how)
  how = how or {}
  local line <const> = ("cd %s && %s timeout %d %s %s >%s 2>%s <%s"):format(
    quote(self:path(how.at or "")), how.before or "", PATIENCE, attack.program, arguments,
    quote(self:path ".out"), quote(self:path ".err"), how.input or "/dev/null")
  local _, status <const> = check.shell(line)
  local seen <const> = { out = self:read ".out", err = self:read ".err", status = status }
  seen.all = seen.out .. seen.err
  os.remove(self:path ".out")
  os.remove(self:path ".err")
  check.that(status ~= 124, "it never ends: " .. arguments)
  check.that(status < 124, ("it crashes (%d): %s\n%s"):format(status, arguments, seen.err))
  check.that(not seen.err:find "Sanitizer" and not seen.err:find "runtime error", seen.err)
  return seen
end

-- What a terminal shows of the program, as it came; nothing of it may drive the terminal but what
-- our own colours and the progress bar need.
function scene:terminal(arguments, how)
  how = how or {}
  local line <const> = quote(("%s timeout %d %s %s"):format(how.before or "", PATIENCE,
    attack.program, arguments))
  return self:shell(("TERM=xterm-256color script -qec %s /dev/null </dev/null"):format(line))
end

-- Raises where bytes would drive a terminal, or turn the direction of what stands around them.
function attack.check_tame(shown)
  local rest <const> = shown:gsub("\r\n", "\n"):gsub("\27%[[%d;]*m", ""):gsub("\r\27%[K", "")
  local bad <const> = rest:match "[\0-\8\11-\31\127]"
  check.that(not bad, ("byte %d reaches the terminal"):format(bad and bad:byte() or 0))
  for _, sign in ipairs { "\xC2[\x80-\x9F]", "\xE2\x80[\xA8-\xAE]",
                          "\xE2\x81[\xA6-\xA9]" } do
    check.that(not rest:find(sign), "a sign reaches the terminal that turns or drives it: " .. sign)
  end
  check.that(utf8.len(rest), "no UTF-8 reaches the terminal")
end

-- The program refuses, and says why in these words.
function attack.check_refused(seen, words, status)
  check.that(seen.status == (status or 2) or seen.status == 3 and not status,
    ("status %d: %s"):format(seen.status, seen.all))
  check.that(seen.all:find(words, 1, true), ("%s: expected %s"):format(seen.all, words))
end

attack.check = check
return attack
