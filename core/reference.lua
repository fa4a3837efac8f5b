-- Makes docs/headers.md of the headers in include/capai: what stands at the top of each, and every
-- declaration with the comment above it, its contract. `make reference` runs it; a test compares
-- what it returns.

local function read(path)
  local handle <close> = assert(io.open(path, "rb"))
  return handle:read("a")
end

-- A comment as text: without its marks and stars, paragraphs kept.
local function prose(comment)
  local text = comment:gsub("^/%*%s*", ""):gsub("%s*%*/%s*$", "")
  local out = {}
  for line in (text .. "\n"):gmatch("(.-)\n") do out[#out + 1] = line:gsub("^%s+%*? ?", "") end
  text = table.concat(out, "\n")
  -- signs of Markdown mean themselves, but for code in backquotes
  return (("``" .. text):gsub("(`[^`\n]*`)([^`]*)", function(code, words)
    return code .. words:gsub("[*<%[]", "\\%0")
  end):sub(3))
end

-- What a declaration declares, for its heading.
local function name_of(code)
  local plain = code:gsub("/%*.-%*/", "")
  local macro = plain:match("^#define ([%w_]+)")
  if macro then return macro end
  local kind, name = plain:match("^(%l+) (capai_[%w_]+) {")
  if name then return kind .. " " .. name end
  name = plain:match("^typedef.*%f[%w_](capai_[%w_]+)") or plain:match("%(%*(capai_[%w_]+)%)")
    or plain:match("(capai_[%w_]+)%(") or plain:match("(CAPAI_[%u%d_]+)")
  return name
end

-- The parts of a header between its includes and its end: { comment or nil, code }.
local function parts_of(text)
  local body = text:match("CAPAI_API_BEGIN\n(.*)\nCAPAI_API_END")
    or text:match("#define [%u_]+_H\n(.*)#endif")
  local list, at = {}, 1
  while true do
    at = body:find("%S", at)
    if not at then return list end
    local comment
    if body:find("^/%*", at) then
      local _, stop = body:find("%*/\n?", at)
      comment, at = body:sub(at, stop), stop + 1
    end
    local stop = body:find("\n\n", at, true) or #body + 1
    local code = body:sub(at, stop - 1):gsub("%s+$", "")
    -- a blank line within braces does not end a declaration
    while select(2, code:gsub("{", "")) > select(2, code:gsub("}", "")) do
      stop = body:find("\n\n", stop + 2, true) or #body + 1
      code = body:sub(at, stop - 1):gsub("%s+$", "")
    end
    list[#list + 1] = { comment, code }
    at = stop
  end
end

local function header(out, name)
  local text <const> = read("include/capai/" .. name)
  out[#out + 1] = ("## %s\n"):format(name)
  out[#out + 1] = prose(text:match("^/%*.-%*/")) .. "\n"
  for _, part in ipairs(parts_of(text)) do
    local comment, code = part[1], part[2]
    if code ~= "" and not code:find("^#include") then
      local declared = name_of(code)
      if declared then out[#out + 1] = ("### %s\n"):format(declared) end
      if comment then out[#out + 1] = prose(comment) .. "\n" end
      out[#out + 1] = ("```c\n%s\n```\n"):format(code)
    elseif comment then
      out[#out + 1] = prose(comment) .. "\n"
    end
  end
end

local out <const> = { [[
# The C headers

Every declaration of `include/capai/` with its contract; made by `make reference` from the headers.
How the parts go together: [c.md](c.md).
]] }
local pipe <const> = assert(io.popen("ls include/capai/*.h"))
for path in pipe:lines() do header(out, path:match("[^/]*$")) end
pipe:close()

local files <const> = { ["docs/headers.md"] = table.concat(out, "\n") }
if arg and arg[0] and arg[0]:find("core/reference.lua", 1, true) then
  for path, text in pairs(files) do
    local handle <close> = assert(io.open(path, "wb"))
    assert(handle:write(text))
  end
end
return files
