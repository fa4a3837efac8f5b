--- What the rules give for the rows of input files: words by the rules as they are, numbers
--- unrounded, so that rounding them to what a report prints decides as the exact ones would.
local capai = require "capai"
local printed = require "capai.audit.printed"

local answers = {}
answers.__index = answers

local TABLES = { "indikator", "sasaran", "tujuan", "anggaran", "opd", "rekap", "output", "skm" }

local KEYS = {
  indikator = { "opd", "tahun", "versi", "jenis", "tujuan", "sasaran", "indikator" },
  output = { "opd", "tahun", "kode", "output" },
  anggaran = { "opd", "tahun", "versi", "tabel", "kode" },
  skm = { "opd", "tahun", "unsur" },
  opd = { "opd", "tahun" },
}

--- The tables of an evaluation, and indexes of their rows as they are needed; without rows where
--- nothing can be evaluated.
local function evaluate(data, rules)
  local evaluation, tables = capai.evaluate(data, rules), {}
  for _, name in ipairs(TABLES) do tables[name] = evaluation and evaluation[name] or {} end
  return { tables = tables, index = {} }
end

--- True where rows of a file are of a revised version.
local function is_revised(data, file)
  for _, rows in ipairs(data:tables(file)) do
    for _, row in ipairs(rows) do
      local versi = printed.fold(row.versi)
      if versi == "perubahan" or versi == "setelahperubahan" then return true end
    end
  end
  return false
end

--- Evaluates data by the rules of each OPD, or by `rules` alone; where there are two versions, the
--- revised one and then the original.
function answers.read(data, rules)
  local self = setmetatable({ rules = {}, versions = {} }, answers)
  local two = is_revised(data, "indikator") or is_revised(data, "anggaran")
  for _, versi in ipairs(two and { "perubahan", "murni" } or { "perubahan" }) do
    data:versi(versi)
    local version = { shown = evaluate(data, rules), exact = {} }
    local by_id = {}
    for _, opd in ipairs(data.opd) do
      --- an OPD without rules is said by whoever evaluates; what needs none is checked all the same
      local found, own = pcall(capai.rules, rules or opd.aturan, not rules and opd.tahun or nil)
      if found then
        by_id[own.id] = by_id[own.id] or evaluate(data, own:unrounded())
        self.rules[opd.opd], version.exact[opd.opd] = own, by_id[own.id]
      end
    end
    self.versions[#self.versions + 1] = version
  end
  data:versi()
  return self
end

--- What an entry of a key stands for where it is empty.
local USUAL = { jenis = "sasaran" }

local function key_of(row, names)
  local parts = {}
  for i, name in ipairs(names) do parts[i] = tostring(row[name] or USUAL[name] or "") end
  return table.concat(parts, "\31")
end

--- The rows of a table by a key; of equal ones the first.
local function index_of(evaluation, name, key)
  local index = evaluation.index[name]
  if index then return index end
  index = {}
  for _, row in ipairs(evaluation.tables[name]) do
    local k = key(row)
    index[k] = index[k] or row
  end
  evaluation.index[name] = index
  return index
end

local function find(evaluation, name, row)
  local names = KEYS[name]
  return index_of(evaluation, name, function(r) return key_of(r, names) end)[key_of(row, names)]
end

--- The sasaran of a row of sasaran.csv, or the tujuan, where its name is one's.
local function find_group(evaluation, row)
  for _, name in ipairs(row.jenis == "tujuan" and { "tujuan" } or { "tujuan", "sasaran" }) do
    local index = index_of(evaluation, name, function(r)
      return r.opd .. "\31" .. r.tahun .. "\31" .. printed.fold(r[name])
    end)
    local found = index[row.opd .. "\31" .. row.tahun .. "\31" .. printed.fold(row.sasaran)]
    if found then return found end
  end
end

--- The row of an evaluation that answers a row of a file.
local function answer(evaluation, file, row)
  if file == "sasaran" then return find_group(evaluation, row) end
  if file ~= "skm_lapor" then return find(evaluation, file, row) end
  return find(evaluation, row.unsur == "total" and "opd" or "skm", row)
end

--- A word, or a number; nil where the rules give nothing.
function answers:of(file, row, column)
  for _, version in ipairs(self.versions) do
    local found = answer(version.shown, file, row)
    local value = found and found[column]
    if math.type(value) then return capai.decimal(value) end
    if type(value) == "string" then return value end
    local exact = value and version.exact[row.opd]
    if exact then return answer(exact, file, row)[column] end
  end
end

return answers
