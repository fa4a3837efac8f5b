--- How deep the lines of a tree stand: by their jenjang where it tells them apart, else by their
--- codes.
local levels = {}

local RANKS <const> = { tujuan = 1, sasaran = 2, urusan = 3, bidang = 4, program = 5, kegiatan = 6,
                        subkegiatan = 7, belanja = 8 }

--- The ranks that there are, as levels from 0.
local function by_rank(rows)
  local present, list = {}, {}
  for _, row in ipairs(rows) do
    local rank = RANKS[row.jenjang]
    if rank and not present[rank] then
      present[rank], list[#list + 1] = true, rank
    end
  end
  table.sort(list)
  for level, rank in ipairs(list) do present[rank] = level - 1 end
  return present, #list
end

--- How many lines stand above a code.
local function by_code(rows)
  local known = {}
  for _, row in ipairs(rows) do if row.kode then known[row.kode] = true end end
  return function(row)
    local level, code = 0, row.kode or ""
    while code:find "%." do
      code = code:match "^(.*)%."
      if known[code] then level = level + 1 end
    end
    return level
  end
end

--- What gives the level of each of these rows.
function levels.of(rows)
  local ranks, count = by_rank(rows)
  if count < 2 then return by_code(rows) end
  return function(row) return ranks[RANKS[row.jenjang]] or 0 end
end

return levels
