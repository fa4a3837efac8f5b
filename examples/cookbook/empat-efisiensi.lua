-- Four measures of efficiency that governments use, side by side on the same sasaran: the choice
-- belongs into the rules, and this shows what hangs on it.
--   capai run examples/cookbook/empat-efisiensi.lua DATA...
local capai <const> = require "capai"

assert(arg[1], "pemakaian: capai run empat-efisiensi.lua DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg))))

local words <const> = { greater = "Efisien", equal = "Efisien", less = "Tidak efisien" }
local ratio <const> = capai.scale { { "Efisien", ge = 1 }, { "Tidak efisien", lt = 1 } }
local rules <const> = {
  { "banding", capai.efficiency.compare(words) }, -- capaian against serapan
  { "hemat", capai.efficiency.saving() }, -- 100 - serapan
  { "rasio", capai.efficiency.ratio { scale = ratio } }, -- capaian / serapan
  { "pmk", capai.efficiency.adjusted() }, -- what of pagu * capaian was not spent
}

local rows = ev:current("sasaran"):where(function(row) return row.capaian and row.serapan end)
for _, rule in ipairs(rules) do
  rows = rows:with(rule[1], function(row)
    -- a word, the number behind it, and of PMK the score; saving has no word
    local verdict <const>, value <const>, score <const> = rule[2]:judge(row.capaian, row.serapan)
    local figure <const> = score or value
    return figure and capai.format.number(figure, 2) or verdict or "–"
  end)
end
rows:select("sasaran", "capaian", "serapan", "banding", "hemat", "rasio", "pmk"):print()
