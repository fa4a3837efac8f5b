local capai = require "capai"

local function version(from, to)
  return capai.rules {
    base = "permendagri-86-2017",
    id = "versi",
    name = "Versi sejak " .. from,
    valid = { from = from, to = to },
  }
end

return { version(2020, 2023), version(2024, 2025), version(2022, 2024) }
