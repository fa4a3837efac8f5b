--- Counts by class: lying bars in the colours of the classes, each with its name and its count.
local lying = require "capai.render.chart.lying"

return function(data, width)
  data.by_class = true
  return lying(data, width)
end
