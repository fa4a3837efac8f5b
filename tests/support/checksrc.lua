-- checksrc FILE...: rules of the house that compilers do not know. Prints each offence as
-- file:line: text and fails when there is one.
--
-- An exemption is written in the line it is for, or in the line before: checksrc: allow NAME. One
-- that nothing needs is an offence itself.

local LINE, FUNCTION, FILE <const> = 100, 60, 1000

local banned_everywhere <const> = {
  "sprintf", "strcpy", "strcat", "strncpy", "strtok", "atoi", "atof", "strtod", "sscanf", "gets",
  "setlocale", "localtime", "gmtime", "rand", "system",
}
local banned_in_core <const> = { "printf", "fprintf", "puts", "putchar", "exit", "abort", "getenv" }

local offences = 0

local function offend(file, line, text)
  offences = offences + 1
  print(("%s:%d: %s"):format(file, line, text))
end

-- Without strings, character constants and comments, so that words in prose do not count.
local function bare(text)
  text = text:gsub("/%*.-%*/", function(comment) return (comment:gsub("[^\n]", " ")) end)
  return (text:gsub('"[^"\n]*"', '""'):gsub("'[^'\n]*'", "''"):gsub("//[^\n]*", ""))
end

local function lines_of(text)
  local list = {}
  for line in (text .. "\n"):gmatch("(.-)\n") do list[#list + 1] = line end
  if list[#list] == "" then list[#list] = nil end
  return list
end

local function check(file)
  local handle <close> = assert(io.open(file))
  local text = handle:read("a")
  local raw, code = lines_of(text), lines_of(bare(text))
  local in_core = file:match("^core/") or file:match("^include/")
  local allowed, used = {}, {}
  for number, line in ipairs(raw) do
    local name = line:match("checksrc: allow ([%w_]+)")
    if name then allowed[number] = name end
  end

  local function unless_allowed(number, name, message)
    for _, at in ipairs { number, number - 1 } do
      if allowed[at] == name then
        used[at] = true
        return
      end
    end
    offend(file, number, message)
  end

  if #raw > FILE then offend(file, #raw, "more than " .. FILE .. " lines") end
  local start, opening
  for number, line in ipairs(code) do
    if raw[number]:find("\t") then offend(file, number, "a tab") end
    if raw[number]:find("%s$") then offend(file, number, "blanks at the end") end
    if utf8.len(raw[number]) and utf8.len(raw[number]) > LINE and not file:find("%.def$") then
      offend(file, number, "more than " .. LINE .. " characters")
    end
    for word in line:gmatch("([%a_][%w_]*)%s*%(") do
      for _, name in ipairs(banned_everywhere) do
        if word == name then unless_allowed(number, name, "banned: " .. name) end
      end
      for _, name in ipairs(in_core and banned_in_core or {}) do
        if word == name then unless_allowed(number, name, "banned in the core: " .. name) end
      end
    end
    if line:find("%f[%w_]float%f[^%w_]") or line:find("%f[%w_]double%f[^%w_]") then
      unless_allowed(number, "double", "binary floating point")
    end
    if in_core and line:find('#include%s*<l[ua][ua]') then
      offend(file, number, "Lua in the core")
    end
    if line:find("^{") then start, opening = number, true end
    if line:find("^}") and opening then
      if number - start > FUNCTION then
        unless_allowed(start - 1, "length", "a function of more than " .. FUNCTION .. " lines")
      end
      opening = false
    end
  end
  for number, name in pairs(allowed) do
    if not used[number] then offend(file, number, "an exemption that nothing needs: " .. name) end
  end
end

for _, file in ipairs(arg) do check(file) end
os.exit(offences == 0)
