-- carry FILE...: writes the list of files that a program carries inside (core/carried.h) as C to
-- standard output. The paths are those given, in byte order.

-- A line as a C string. A question mark might begin a trigraph.
local function literal(line)
  return '"' .. line:gsub('[%c"\\?\128-\255]', function(c)
    return ("\\%03o"):format(c:byte())
  end) .. '"'
end

local paths <const> = { table.unpack(arg) }
table.sort(paths)
print "const struct carried carried_files[] = {"
for _, path in ipairs(paths) do
  local file <close> = assert(io.open(path, "rb"))
  local text <const> = file:read "a"
  print(('    {%s, {'):format(literal(path)))
  for line in text:gmatch "[^\n]*\n?" do
    if line ~= "" then print("         " .. literal(line)) end
  end
  print(('         "", %d}},'):format(#text))
end
print "};"
print "const size_t carried_count = sizeof carried_files / sizeof *carried_files;"
