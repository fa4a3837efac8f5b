--- What a layout may say in a table of options.
local options = {}

--- Refuses a key that is not known; `entries` places of a list are.
function options.check(desk, given, keys, what, entries)
  if type(given) ~= "table" then
    desk.fail("RULES_TYPE", nil, nil, what, "table", type(given), "layout")
  end
  local known = {}
  for _, key in ipairs(keys) do known[key] = true end
  local wrong
  for key in pairs(given) do
    local is_entry = math.type(key) == "integer" and key >= 1 and
      (entries == nil or key <= math.max(entries, 2))
    if not known[key] and not is_entry then
      if not wrong or tostring(key) < wrong then wrong = tostring(key) end
    end
  end
  if wrong then
    desk.fail("RULES_KEY_UNKNOWN", nil, nil, wrong, what, desk.nearest(wrong, keys))
  end
end

--- Refuses a value of another type than `types` says, "a|b" for either.
function options.need(desk, given, what, types)
  for _, key in ipairs(options.sorted(types)) do
    local found = type(given[key])
    local fits = false
    for one in types[key]:gmatch "[^|]+" do fits = fits or one == found end
    if not fits then
      desk.fail("RULES_TYPE", nil, nil, key, types[key], found, what)
    end
  end
end

--- Refuses a value that is none of the words of a list, where there is one.
function options.choose(desk, given, key, words)
  if given[key] == nil then return end
  for _, word in ipairs(words) do
    if given[key] == word then return end
  end
  local found = type(given[key]) == "string" and given[key] or type(given[key])
  desk.fail("RULES_VALUE", nil, nil, key, found, table.concat(words, ", "))
end

--- Refuses a value that is no whole number of a range, where there is one.
function options.range(desk, given, key, least, most)
  local value = given[key]
  if value == nil or math.type(value) == "integer" and value >= least and value <= most then
    return
  end
  local found = (type(value) == "number" or type(value) == "string") and tostring(value) or
    type(value)
  desk.fail("LAYOUT_RANGE", nil, nil, key, found, least .. " .. " .. most)
end

--- The keys of a table in byte order.
function options.sorted(given)
  local keys = {}
  for key in pairs(given) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

return options
