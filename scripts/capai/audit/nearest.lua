--- The name that was probably meant.

--- How many letters must change to make one word of another; more than `most` counts as `most`.
local function distance(a, b, most)
  if math.abs(#a - #b) >= most then return most end
  local row = {}
  for k = 0, #b do row[k] = k end
  for i = 1, #a do
    local corner, least = row[0], i
    row[0] = i
    for k = 1, #b do
      local same = a:byte(i) == b:byte(k) and 0 or 1
      corner, row[k] = row[k], math.min(row[k] + 1, row[k - 1] + 1, corner + same)
      least = math.min(least, row[k])
    end
    if least >= most then return most end
  end
  return row[#b]
end

--- Of `names` the one nearest to `word`, where a third of its letters at most are others, or where
--- one begins with the other; nil for none. Of equally near ones the first in the alphabet.
return function(word, names)
  local best, least = nil, #word // 3 + 1
  for _, name in ipairs(names) do
    local short = math.min(#name, #word)
    local begins = short >= 4 and name:sub(1, short):lower() == word:sub(1, short):lower()
    local far = begins and 1 or distance(word:lower(), name:lower(), #word // 3 + 1)
    if far < least or (far == least and best and name < best) then best, least = name, far end
  end
  return best
end
