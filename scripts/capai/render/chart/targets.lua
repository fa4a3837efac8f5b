--- Targets: where all are the same, one text says so and none is written beside each mark.
local targets = {}

--- The one text of all targets, if they have one.
function targets.common(target)
  for _, label in ipairs(target.labels) do
    if label ~= target.labels[1] then return nil end
  end
  return target.labels[1]
end

--- The legend of bars: what is full, hatched and a mark; nothing where there is but one thing.
function targets.legend(data, mark)
  local items = {}
  if not data.series[2] and not data.target then return items end
  items[1] = { mark = "full", text = data.series[1].name }
  if data.series[2] then items[2] = { mark = "hatched", text = data.series[2].name } end
  if data.target then
    local common = targets.common(data.target)
    items[#items + 1] = { mark = mark,
                          text = data.target.name .. (common and " " .. common or "") }
  end
  return items
end

return targets
