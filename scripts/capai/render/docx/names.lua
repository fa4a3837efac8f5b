--- What the blocks of a document are called inside it: bookmarks, counters, and the page prefix of
--- the section that each stands in.
local names = {}

local MOST <const> = 40 -- characters of a bookmark
local HIGHEST <const> = 9999 -- of a counter

--- A name of letters, digits and low lines that no other key of `taken` has.
local function free_name(text, taken)
  local base = text:gsub("[^%w]+", "_"):gsub("^_+", ""):gsub("_+$", ""):sub(1, MOST - 8)
  if not base:find "^%a" then base = "b_" .. base end
  local name, count = base, 1
  while taken[name:lower()] do
    count = count + 1
    name = base .. "_" .. count
  end
  taken[name:lower()] = true
  return name
end

local NAMED <const> = { heading = true, table = true, chart = true }

--- By the id of a block: { bookmark, number, label, prefix, block }; the first of an id has it.
function names.targets(blocks)
  local targets <const>, taken <const> = {}, {}
  local count, prefix = 0, nil
  for _, block in ipairs(blocks) do
    if block.kind == "section" then prefix = block.prefix end
    if NAMED[block.kind] and block.id and not targets[block.id] then
      count = count + 1
      targets[block.id] = { bookmark = free_name(block.id, taken), number = count,
                            label = block.label, prefix = prefix, block = block }
    end
  end
  return targets
end

--- "Tabel 3.", "2" of "Tabel 3.2"; nil where a label ends in no number that Word counts.
local function split(label)
  local before, digits = label:match "^(.-)(%d+)$"
  if not before then return nil end
  local zeros <const>, number <const> = digits:match "^(0*)(%d+)$"
  if tonumber(number) > HIGHEST then return nil end
  return before .. zeros, number
end

--- Counts labels: `counters(label)` gives the text before the number, the number and the
--- instruction of a field whose update gives that number again. Each "Tabel 3." counts by itself.
function names.counters()
  local series <const>, taken <const> = {}, {}
  return function(label)
    local before <const>, number = split(label)
    if not before then return label end
    local one <const> = series[before] or { name = free_name(before, taken), last = 0 }
    series[before] = one
    local restart <const> = tonumber(number) ~= one.last + 1 and " \\r " .. number or ""
    one.last = tonumber(number)
    return before, number, ("SEQ %s \\* ARABIC%s"):format(one.name, restart)
  end
end

return names
