--- The auditor: what does not add up in a printed report.
local capai = require "capai"
local answers = require "capai.audit.answers"
local causes = require "capai.audit.causes"
local facts = require "capai.audit.facts"
local inherit = require "capai.audit.inherit"
local keys = require "capai.audit.keys"
local layout = require "capai.audit.layout"
local money = require "capai.audit.money"
local printed = require "capai.audit.printed"
local tree = require "capai.audit.tree"
local verdicts = require "capai.audit.verdicts"

--- In this order: what cannot be read is a finding where no other check met it.
local CHECKS = { "recompute", "budget", "plans", "quarters", "statements", "unread" }

local THOUSAND = capai.decimal(1000)

local audit = {}
audit.__index = audit

--- The rules of an OPD.
function audit:rules_of(opd)
  return self.answers.rules[opd]
end

--- What is worked out once: `make` is called where there is nothing under the key yet.
function audit:memo(key, make)
  if self.known[key] == nil then self.known[key] = make() end
  return self.known[key]
end

--- ---- what was tested ----

function audit:tested()
  self.count.tested = self.count.tested + 1
end

--- A figure that is printed, and cannot be tested.
function audit:untested()
  self.count.untested = self.count.untested + 1
end

--- ---- findings ----

local function push(lists, key, finding)
  lists[key] = lists[key] or {}
  table.insert(lists[key], finding)
end

function audit:add(finding)
  finding.place = finding.row:place(finding.kolom)
  finding.cell = keys.cell(finding.row, finding.kolom)
  push(self.found, finding.cell, finding)
  for _, part in ipairs(finding.file == "anggaran" and finding.parts or {}) do
    push(self.sums, keys.cell(part.row, finding.kolom), finding)
  end
  local s = finding.statement
  if s and finding.figure then
    local key = keys.join(finding.opd, printed.key(finding.figure.value))
    self.statements[key] = self.statements[key] or finding
  end
  self.findings[#self.findings + 1] = finding
  push(self.by_opd, finding.opd, finding)
end

--- The findings of an OPD.
function audit:findings_of(opd)
  return self.by_opd[opd] or {}
end

--- The findings of a cell.
function audit:findings_at(row, column)
  return self.found[keys.cell(row, column)] or {}
end

function audit:has_finding(row, column)
  return #self:findings_at(row, column) > 0
end

--- The sums that do not hold and that a cell is part of.
function audit:sums_of(row, column)
  return self.sums[keys.cell(row, column)] or {}
end

--- The first statement that prints a value and is a finding.
function audit:statement_with(opd, value)
  return self.statements[keys.join(opd, printed.key(value))]
end

--- Compares what is printed with an exact value, which `rule` rounds, and adds a finding where they
--- differ.
function audit:figure(finding, exact, rule)
  local figure = finding.figure or printed.read(finding.dilaporkan)
  local how = figure and printed.compare(figure, exact, rule) or "other"
  self:tested()
  if how == "same" then return end
  finding.figure, finding.rule = figure, rule
  if figure and figure.value > THOUSAND and money.abs(exact) < THOUSAND then
    figure, finding.is_other_kind = nil, true
  end
  figure = figure or { digits = 2, percent = finding.dilaporkan:find("%%") ~= nil }
  finding.jenis = finding.jenis or "hitung"
  finding.expected, finding.cut = exact, how ~= "other" and how or nil
  finding.dihitung = printed.show(figure, exact, rule)
  self:add(finding)
end

--- True for a word that is a class of the scale, true for an OPD whose scale is known, and true for
--- a verdict of the rules.
function audit:is_class(opd, word)
  return verdicts.classes(self, opd)[printed.fold(word)] or false
end

function audit:has_classes(opd)
  return next(verdicts.classes(self, opd)) ~= nil
end

function audit:is_verdict(opd, word)
  return verdicts.words(self, opd)[printed.fold(word)] or false
end

--- ---- remarks ----

--- What cannot be tested: a message of the program and its words.
function audit:complain(row, column, message, ...)
  self.complaints[#self.complaints + 1] = { row = row, column = column, message = message,
                                            words = table.pack(...) }
end

--- ---- the whole ----

--- Gives a finding its cause. One that fails has none to give: it ends no audit.
local function explain(self, finding)
  for _, cause in ipairs(causes) do
    local held, words, what = pcall(cause, finding, self)
    if not held then
      self.failed[#self.failed + 1] = words
    elseif words then
      what = what or { row = finding.row, column = finding.kolom }
      finding.sebab, finding.weight = words, what.slight and "slight" or nil
      local row = not what.neutral and (what.row or finding.row)
      finding.culprit = row and keys.cell(row, what.column or finding.kolom) or nil
      return
    end
  end
end

--- First what stands for itself, then what repeats another figure and may have that one's cause.
local function explain_all(self)
  for _, finding in ipairs(self.findings) do
    if not inherit.is_repeat(finding) then explain(self, finding) end
  end
  for _, finding in ipairs(self.findings) do
    if inherit.is_repeat(finding) and not inherit.take(self, finding) then
      explain(self, finding)
    end
  end
end

--- Audits data by the rules of each OPD, or by `rules` alone.
local function run(data, rules)
  local self = setmetatable({ data = data, findings = {}, by_opd = {}, found = {}, sums = {},
                              statements = {}, complaints = {}, known = {}, failed = {},
                              count = { tested = 0, untested = 0 } }, audit)
  self.answers = answers.read(data, rules)
  self.layout = layout.read(data)
  self.layout:check(self)
  self.tree = tree.read(data)
  self.facts = facts.collect(data, self.layout)
  for _, check in ipairs(CHECKS) do require("capai.audit." .. check).check(self) end
  explain_all(self)
  return self
end

return { run = run }
