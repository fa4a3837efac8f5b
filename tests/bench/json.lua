-- write_json(PATH, ABOUT, FIGURES): an object of the pairs { key, value } of ABOUT, and in it
-- `figures`, a list of objects of such pairs. One figure stands in each line.

local function text(value)
  if type(value) == "number" then return ("%d"):format(value) end
  return '"' .. value:gsub('["\\]', "\\%0"):gsub("%c", " ") .. '"'
end

local function object(pairs_)
  local list <const> = {}
  for _, pair in ipairs(pairs_) do
    if pair[2] then list[#list + 1] = ("%s: %s"):format(text(pair[1]), text(pair[2])) end
  end
  return "{" .. table.concat(list, ", ") .. "}"
end

return function(path, about, figures)
  local file <close> = assert(io.open(path, "wb"))
  local lines <const> = {}
  for i, figure in ipairs(figures) do lines[i] = "  " .. object(figure) end
  assert(file:write(object(about):sub(1, -2), ', "figures": [\n', table.concat(lines, ",\n"),
    "\n]}\n"))
end
