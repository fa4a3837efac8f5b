--- Measures as Word counts them: whole numbers of a twentieth of a point and the like.
local unit = {}

local function round(x) return math.floor(x + 0.5) end

--- Millimetres in twips.
function unit.twips(mm) return round(mm * 1440 / 25.4) end

--- Points in twips.
function unit.of_points(points) return round(points * 20) end

--- The size of type in half points.
function unit.half_points(points) return math.floor(points * 2) end

--- Millimetres in the units of drawings.
function unit.emu(mm) return round(mm * 36000) end

return unit
