--- The auditor: what does not add up in a printed report.
local capai = require "capai"
local answers = require "capai.audit.answers"
local budget = require "capai.audit.budget"
local causes = require "capai.audit.causes"
local facts = require "capai.audit.facts"
local layout = require "capai.audit.layout"
local plans = require "capai.audit.plans"
local printed = require "capai.audit.printed"
local recompute = require "capai.audit.recompute"
local statements = require "capai.audit.statements"
local telling = require "capai.audit.causes.telling"

local CHECKS = { recompute, budget, plans, statements }

local THOUSAND = capai.decimal(1000)

local audit = {}
audit.__index = audit

--- The rules of an OPD.
function audit:rules_of(opd)
  return self.answers.rules[opd]
end

--- What the rules give for a row of an input file; nil where they give nothing.
function audit:computed(file, row, column)
  return self.answers:of(file, row, column)
end

--- ---- findings ----

function audit:add(finding)
  local place = finding.row:place(finding.kolom)
  finding.place = place
  local key = place.file .. ":" .. place.line .. ":" .. finding.kolom
  self.found[key] = self.found[key] or {}
  table.insert(self.found[key], finding)
  self.findings[#self.findings + 1] = finding
  table.insert(self:findings_of(finding.opd), finding)
end

--- The findings of an OPD.
function audit:findings_of(opd)
  self.by_opd[opd] = self.by_opd[opd] or {}
  return self.by_opd[opd]
end

--- Compares what is printed with an exact value, and adds a finding where they differ.
function audit:figure(finding, exact)
  local figure = finding.figure or printed.read(finding.dilaporkan)
  local how = figure and printed.compare(figure, exact) or "other"
  if how == "same" then return end
  finding.figure = figure
  if figure and figure.value > THOUSAND and exact < THOUSAND then figure = nil end
  figure = figure or { digits = 2, percent = finding.dilaporkan:find("%%") ~= nil }
  finding.jenis = finding.jenis or "hitung"
  finding.expected, finding.cut = exact, how == "cut"
  finding.dihitung = printed.show(figure, exact)
  self:add(finding)
end

--- The classes of the scale of an OPD, folded; empty where there is none.
function audit:classes_of(opd)
  if not self.classes then
    self.classes = {}
    for _, row in ipairs(self.answers.versions[1].shown.tables.rekap) do
      local classes = self.classes[row.opd] or {}
      self.classes[row.opd], classes[printed.fold(row.predikat)] = classes, true
    end
  end
  return self.classes[opd] or {}
end

--- True for a word that is a class of the scale.
function audit:is_class(opd, word)
  return self:classes_of(opd)[printed.fold(word)] or false
end

--- A statement that cannot be tested: a message of the program and its words.
function audit:complain(row, column, message, ...)
  self.complaints[#self.complaints + 1] = { row = row, column = column, message = message,
                                            words = { ... } }
end

--- ---- the whole ----

--- Gives a finding its cause.
local function explain(self, finding)
  for _, cause in ipairs(causes) do
    local words, weight = cause(finding, self)
    if words then
      finding.sebab, finding.weight = words, weight
      return
    end
  end
end

local function place_key(row, column)
  local place = row:place(column)
  return place.file .. ":" .. place.line .. ":" .. column
end

--- True where a figure is held against another one that is printed.
local function is_repeat(finding)
  return finding.jenis == "silang" or
    (finding.statement ~= nil and finding.statement.row.operasi == "sama")
end

--- A figure that disagrees with one that is wrong itself has that one's cause. True where it has.
local function inherit(self, finding)
  local function take(key, words)
    for _, other in ipairs(self.found[key] or {}) do
      if other.sebab and other.weight ~= "below" and not is_repeat(other) then
        finding.sebab = words .. other.sebab
        return true
      end
    end
  end
  if take(place_key(finding.row, finding.kolom), "") then return true end
  if finding.other then
    local key = place_key(finding.other, finding.kolom)
    return take(key, "di " .. telling.where(finding.other) .. ": ")
  end
  for _, place in ipairs(finding.expected and
                         self.facts:places(finding.opd, finding.expected) or {}) do
    if place.row.tahun == finding.tahun and place.file == "anggaran" and
       take(place_key(place.row, place.column), "di " .. telling.where(place.row) .. ": ") then
      return true
    end
  end
end

--- Audits data by the rules of each OPD, or by `rules` alone.
local function run(data, rules)
  local self = setmetatable({ data = data, findings = {}, by_opd = {}, found = {},
                              complaints = {} }, audit)
  self.answers = answers.read(data, rules)
  self.layout = layout.read(data)
  self.budget = budget.read(data)
  self.facts = facts.collect(data, self.layout)
  for _, check in ipairs(CHECKS) do check.check(self) end
  for _, finding in ipairs(self.findings) do
    if not is_repeat(finding) then explain(self, finding) end
  end
  for _, finding in ipairs(self.findings) do
    if is_repeat(finding) and not inherit(self, finding) then explain(self, finding) end
  end
  return self
end

return { run = run }
