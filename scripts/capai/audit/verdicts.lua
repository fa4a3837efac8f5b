--- The words that the rules of an OPD judge with: the classes of its scale, its verdicts on
--- efisiensi; each as a set of folded words.
local capai = require "capai"
local printed = require "capai.audit.printed"

local verdicts = {}

--- The classes of the scale; none where nothing was evaluated.
function verdicts.classes(audit, opd)
  return audit:memo("classes\31" .. opd, function()
    local classes = {}
    for _, row in ipairs(audit.answers.versions[1].shown.tables.rekap) do
      if row.opd == opd then classes[printed.fold(row.predikat)] = true end
    end
    return classes
  end)
end

--- Pairs of capaian and serapan of which the rules may think differently.
local PAIRS = { { 100, 50 }, { 100, 100 }, { 50, 100 }, { 100, 90 }, { 90, 100 }, { 60, 40 } }

function verdicts.words(audit, opd)
  return audit:memo("verdicts\31" .. opd, function()
    local rules, words = audit:rules_of(opd), {}
    local efficiency = rules and rules.efficiency
    for _, pair in ipairs(efficiency and PAIRS or {}) do
      local judged, word = pcall(efficiency.judge, efficiency, capai.decimal(pair[1]),
        capai.decimal(pair[2]))
      if judged and type(word) == "string" then words[printed.fold(word)] = true end
    end
    return words
  end)
end

return verdicts
