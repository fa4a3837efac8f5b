--- The page itself: the parts in scripts/dashboard, put together around the figures.

local STYLE <const> = { "colours.css", "page.css", "table.css", "panel.css", "print.css" }
local SCRIPT <const> = { "base.js", "number.js", "data.js", "explain.js", "state.js", "select.js",
  "filters.js", "summary.js", "scatter.js", "change.js", "columns.js", "table.js", "panel.js",
  "download.js", "main.js" }
local DIGITS <const> = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

--- The bytes that a hexadecimal digest stands for, in base 64.
local function base64(digest)
  local list = {}
  for at = 1, #digest, 6 do
    local piece = digest:sub(at, at + 5)
    local bits = tonumber(piece .. ("0"):rep(6 - #piece), 16)
    for i = 0, 3 do
      local place = (bits >> (18 - 6 * i) & 63) + 1
      list[#list + 1] = i * 6 < #piece * 4 and DIGITS:sub(place, place) or "="
    end
  end
  return table.concat(list)
end

local function read(desk, names)
  local list = {}
  for i, name in ipairs(names) do list[i] = assert(desk.read("dashboard/" .. name), name) end
  return table.concat(list)
end

--- The page with those figures, a JSON text. It runs no script but its own, and asks no network.
return function(figures, desk)
  local style = "\n" .. read(desk, STYLE)
  local script = '\n"use strict";\n(() => {\n' .. read(desk, SCRIPT) .. "})();\n"
  local parts = { gaya = style, skrip = script, data = figures,
    sidik_gaya = base64(desk.sha256(style)), sidik_skrip = base64(desk.sha256(script)) }
  return (read(desk, { "page.html" }):gsub("{{([%l_]+)}}", parts))
end
