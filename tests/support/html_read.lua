-- The tables of a report as web page.
--   local tables <const> = dofile "tests/support/html_read.lua" (page)
-- A list of { label, caption, head, rows }: rows are lists of texts, one for each cell that there
-- is, and `head` says how many of them are of the head. Marks of footnotes are left out.
local ENTITIES <const> = { ["&amp;"] = "&", ["&lt;"] = "<", ["&gt;"] = ">", ["&quot;"] = '"',
                           ["&#39;"] = "'" }

local function plain(markup)
  local text <const> = markup:gsub("<sup>.-</sup>", ""):gsub("<[^>]*>", ""):gsub("%s+", " ")
  return (text:gsub("&[#%w]+;", ENTITIES))
end

local function cells_of(row)
  local list <const> = {}
  for kind, cell, close in row:gmatch "<(t[hd])[^>]*>(.-)</(t[hd])>" do
    assert(kind == close, "a cell that does not close: " .. cell)
    list[#list + 1] = plain(cell)
  end
  return list
end

-- The rows of a part of a table, behind those in `rows`.
local function read_rows(part, rows)
  for row in part:gmatch "<tr[^>]*>(.-)</tr>" do rows[#rows + 1] = cells_of(row) end
  return #rows
end

return function(page)
  local tables <const> = {}
  for figure in page:gmatch "<figure[^>]*>(.-)</figure>" do
    local head <const>, body <const> = figure:match "<thead>(.-)</thead>(.*)</table>"
    if head then
      local label <const>, caption <const> = figure:match "<b>(.-)</b> (.-)</figcaption>"
      local one <const> = { label = plain(label), caption = plain(caption), rows = {} }
      one.head = read_rows(head, one.rows)
      read_rows(body, one.rows)
      tables[#tables + 1] = one
    end
  end
  return tables
end
