--- Sizes of what stands in charts, in points and mm.
local style = {
  label = { size = 9, bold = true },
  name = { size = 9 },
  tick = { size = 8.5, color = "soft" },
  legend = { size = 9 },
  grid = { color = "grid", width = 0.25 },
  base = { color = "soft", width = 0.35 },
  link = { color = "link", width = 0.7 },
  over = { color = "second", width = 0.7, dash = { 1.6, 1 } },
  step = { color = "target", width = 0.7 },
  gap = 1.5,       -- between a mark and its text
  leading = 3.7,   -- from baseline to baseline
  middle = 1.1,    -- from the middle of a line of text down to its baseline
  most_lines = 12, -- of one name
}

--- A style with some of its fields set anew.
function style.with(base, more)
  local result = {}
  for key, value in pairs(base) do result[key] = value end
  for key, value in pairs(more) do result[key] = value end
  return result
end

return style
