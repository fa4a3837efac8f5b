-- What the Lua tests share: checks that count themselves, files, commands.
--   local check <const> = dofile "tests/support/check.lua"
local check <const> = { passed = 0 }

local function count() check.passed = check.passed + 1 end

local function compare(got, expected, equal, what)
  if not equal then
    error(("%s: got %s, expected %s"):format(what, tostring(got), tostring(expected)), 3)
  end
  count()
end

function check.eq(got, expected, what) compare(got, expected, got == expected, what) end

-- The same of what both look like: a decimal against its digits.
function check.looks(got, expected, what)
  compare(got, expected, tostring(got) == tostring(expected), what)
end

function check.that(condition, what)
  if not condition then error(what, 2) end
  count()
end

-- The function raises that code; returns the message.
function check.code(code, f, ...)
  local ok, err = pcall(f, ...)
  if ok or err.code ~= code then error(tostring(err) .. ": expected " .. code, 2) end
  count()
  return err.message
end

function check.read(path)
  local handle <close> = assert(io.open(path, "rb"))
  return handle:read("a")
end

function check.write(path, text)
  local handle <close> = assert(io.open(path, "wb"))
  assert(handle:write(text))
end

-- Runs a command; returns its standard output and exit status.
function check.shell(command)
  local pipe = assert(io.popen(command))
  local out = pipe:read("a")
  local _, _, status = pipe:close()
  return out, status
end

-- The end of a test: how many checks passed.
function check.done() print(check.passed .. " passed") end

return check
