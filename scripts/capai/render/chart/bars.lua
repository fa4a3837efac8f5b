--- Bars: standing where their names and figures have room beside each other, else lying.
local standing = require "capai.render.chart.standing"
local lying = require "capai.render.chart.lying"

return function(data, width)
  return not data.horizontal and standing(data, width) or lying(data, width)
end
