--- Names of budget lines: what is printed before the name itself, and which level it tells.
local names = {}

local ROMAN = { I = 1, V = 5, X = 10 }

local function roman(text)
  local sum, last = 0, 0
  for c in text:reverse():gmatch "." do
    local value = ROMAN[c]
    if not value then return nil end
    sum, last = value < last and sum - value or sum + value, math.max(last, value)
  end
  return sum > 0 and sum or nil
end

--- What stands in a column of numbers: a code of several parts, else a number, Roman too.
function names.number(cell)
  local bare = cell:gsub("[%s.)]+$", "")
  if bare:find "^%d+%.[%d.]*%d$" then return bare end
  return nil, math.tointeger(tonumber(bare:match "^%d%d?$")) or roman(bare)
end

local PREFIXES = { { "^[Ss][Uu][Bb]%s*[Kk][Ee][Gg][Ii][Aa][Tt][Aa][Nn]", 3 },
                   { "^[Kk][Ee][Gg][Ii][Aa][Tt][Aa][Nn]", 2 },
                   { "^[Pp][Rr][Oo][Gg][Rr][Aa][Mm]", 1 } }

--- A name, and what stands before it: its number or code, its level (1 program, 2 kegiatan, 3 sub
--- kegiatan) and whether it is a kind of spending, and below another one.
function names.read(cell)
  local found = {}
  local number, rest = cell:match "^(%d%d?)[.)]%s+(.+)$"
  if number then found.number, cell = math.tointeger(tonumber(number)), rest end
  local code, name = cell:match "^(%d+%.[%d.]*%d)[.)]?%s+(%a.+)$"
  if code then found.code, cell = code, name end
  local dash = cell:match "^%-%s*(.+)$"
  if dash then found.below, cell = true, dash end
  for _, prefix in ipairs(PREFIXES) do
    local stop = select(2, cell:find(prefix[1]))
    if stop and not cell:find("^%a", stop + 1) then
      found.level = prefix[2]
      cell = cell:match("^%s*%d*%s*:%s*(.+)$", stop + 1) or cell
      break
    end
  end
  found.spending = cell:find "^[Bb]elanja" ~= nil or cell:find "^BELANJA" ~= nil
  found.name = cell
  return found
end

--- A name without the word for its level.
function names.bare(name)
  for _, prefix in ipairs(PREFIXES) do
    local stop = select(2, name:find(prefix[1]))
    if stop then return (name:sub(stop + 1):gsub("^[%s:]+", "")) end
  end
  return name
end

--- How many letters must change to make one text of the other; more than `most` counts as that.
local function distance(a, b, most)
  if math.abs(#a - #b) > most then return most + 1 end
  local before = {}
  for j = 0, #b do before[j] = j end
  for i = 1, #a do
    local here, byte = { [0] = i }, a:byte(i)
    for j = 1, #b do
      here[j] = math.min(before[j] + 1, here[j - 1] + 1,
        before[j - 1] + (byte == b:byte(j) and 0 or 1))
    end
    before = here
  end
  return before[#b]
end

--- True for two folded names of which one may be a spelling of the other: it goes on, or a letter
--- in twenty differs.
function names.are_alike(a, b)
  if #a < 8 or #b < 8 then return false end
  if a:sub(1, #b) == b or b:sub(1, #a) == a then return true end
  return distance(a, b, #a // 20) <= #a // 20
end

--- True for the words of a line that sums others.
function names.is_total(cell)
  local bare = cell:lower():gsub("[%s%p]", "")
  return bare:find "^jumlah" ~= nil and #bare < 25 or bare:find "^total" ~= nil and #bare < 25 or
    bare:find "^grandtotal" ~= nil
end

--- The name of a sasaran without "Sasaran 1 :" before it, and whether that stood there.
function names.sasaran(cell)
  local bare = cell:match "^[Ss]asaran%s*[Ss]?t?r?a?t?e?g?i?s?%s*%d+%s*:?%s*(.+)$" or
    cell:match "^%d+[.)]%s+(.+)$"
  return bare or cell, bare ~= nil
end

return names
