-- What a terminal gets to see: control characters in data cannot drive it, whatever the format, and
-- the same bytes are exact in a pipe. `script` runs the program on a terminal of its own.

local program <const> = os.getenv("CAPAI") or "build/capai"
local checks = 0

local function run(command)
  local pipe = assert(io.popen(command .. " 2>/dev/null </dev/null"))
  local out = pipe:read("a")
  pipe:close()
  return out
end

local function check(what, good)
  assert(good, what)
  checks = checks + 1
end

local folder = os.tmpname()
os.remove(folder)
assert(os.execute(("mkdir '%s'"):format(folder)))
local handle = assert(io.open(folder .. "/indikator.csv", "wb"))
-- clear the screen, the same by C1, ring, delete, return to the beginning of the line
assert(handle:write("tahun,sasaran,indikator,arah,target,realisasi,catatan\n",
  '2024,S,"é\27[2J\u{9B}2J\7\127",positif,100,90,"kembali\rke awal"\n'))
handle:close()

local arguments <const> = ("eval '%s' --rules jember-2024 --table indikator --format "):format(
  folder)
for _, format in ipairs { "csv", "md", "json", "text" } do
  local seen = run(('script -qec "%s %s%s" /dev/null'):format(program, arguments, format))
    :gsub("\r\n", "\n"):gsub("\27%[[%d;]*m", "") -- what the terminal and our own colours add
  check(format .. " shows the row", seen:find("é", 1, true))
  check(format .. " has no control character", not seen:find("[\0-\8\11-\31\127]"))
  check(format .. " has no C1 control", not seen:find("\u{9B}", 1, true))
end
local piped = run(program .. " " .. arguments .. "csv")
check("CSV is exact in a pipe", piped:find("é\27[2J\u{9B}2J\7\127", 1, true))
check("CSV keeps CR in a pipe", piped:find('"kembali\rke awal"', 1, true))

assert(os.execute(("rm -r '%s'"):format(folder)))
print(checks .. " passed")
