--- Running texts: lists of runs, as one text.
local fields = require "capai.render.fields"

local runs = {}

--- The text of all runs; `convert(text, run)` says how each is written, as it is where missing.
function runs.text(list, what, convert)
  local parts = {}
  for i, run in ipairs(fields.list(list, what)) do
    local text = fields.text(fields.record(run, what).text, what)
    parts[i] = convert and convert(text, run) or text
  end
  return table.concat(parts)
end

return runs
