--- What the rules give for the rows of input files: words by the rules as they are, numbers
--- unrounded, so that rounding them to what a report prints decides as the exact ones would.
local capai = require "capai"
local keys = require "capai.audit.keys"

local answers = {}
answers.__index = answers

local TABLES = { "indikator", "sasaran", "tujuan", "anggaran", "opd", "output", "skm", "lke",
                 "triwulan", "renstra", "rekap" }

--- By what rows of a file and of the results meet.
local NAMES = {
  indikator = { "opd", "tahun", "versi", "jenis", "tujuan", "sasaran", "indikator" },
  output = { "opd", "tahun", "kode", "output" },
  anggaran = { "opd", "tahun", "versi", "tabel", "kode" },
  skm = { "opd", "tahun", "unsur" },
  opd = { "opd", "tahun" },
  lke = { "opd", "tahun", "kode" },
  tujuan = { "opd", "tahun", "tujuan" },
  sasaran = { "opd", "tahun", "sasaran" },
  triwulan = { "opd", "tahun", "sasaran", "indikator" },
  renstra = { "opd", "versi", "kode", "indikator" },
}

-- What is wrong with the machine, and not with data or rules.
local MACHINE <const> = { MEMORY = true, FILE_READ = true, READ_DENIED = true }

--- The tables of an evaluation, and indexes of their rows as they are needed; without rows where
--- nothing can be evaluated.
local function evaluate(data, rules)
  local tables, evaluation, _, info = {}, capai.evaluate(data, rules)
  if info and MACHINE[info.code] then error(info, 0) end -- what was found would be too little
  for _, name in ipairs(TABLES) do tables[name] = evaluation and evaluation[name] or {} end
  return { tables = tables, index = {}, columns = {} }
end

--- True where rows of a file are of a revised version.
local function is_revised(data, file)
  for _, rows in ipairs(data:tables(file)) do
    for _, row in ipairs(rows) do
      if keys.versi(row.versi) == "perubahan" then return true end
    end
  end
  return false
end

--- Evaluates data by the rules of each OPD, or by `rules` alone; where there are two versions, the
--- revised one and then the original.
function answers.read(data, rules)
  local self = setmetatable({ data = data, rules = {}, versions = {}, own = {} }, answers)
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

--- ---- rows ----

--- The columns of a table of the results, as a set.
local function columns_of(evaluation, name)
  if not evaluation.columns[name] then
    local rows, set = evaluation.tables[name], {}
    for _, column in ipairs(#rows > 0 and rows:columns() or {}) do set[column] = true end
    evaluation.columns[name] = set
  end
  return evaluation.columns[name]
end

local function index_of(evaluation, name)
  evaluation.index[name] = evaluation.index[name] or
    keys.index({ evaluation.tables[name] }, NAMES[name])
  return evaluation.index[name]
end

function answers:own_index(file)
  self.own[file] = self.own[file] or keys.index(self.data:tables(file), NAMES[file])
  return self.own[file]
end

--- Which table of the results answers a quantity of a row, the column there, and what else its row
--- must have: for a file that none answers by itself.
local ROUTES = {
  skm_lapor = function(row, column)
    local total = keys.name(row.unsur) == "total"
    return total and "opd" or "skm", column == "predikat" and "mutu" or column
  end,
  rencana_aksi = function(_, column)
    local quantity, quarter = column:match "^(.*)_tw([1-4])$"
    return "triwulan", quantity or column, { triwulan = tonumber(quarter) }
  end,
  renstra = function(_, column)
    local quantity, year = column:match "^(.*)_(%d%d%d%d)$"
    return "renstra", quantity or column, { tahun = tonumber(year) }
  end,
}

--- The row of a list that has certain entries.
local function pick(list, wanted)
  for _, row in ipairs(list or {}) do
    local fits = true
    for name, value in pairs(wanted) do fits = fits and row[name] == value end
    if fits then return row end
  end
end

--- The sasaran of a row of sasaran.csv, or the tujuan, where its name is one's.
local function find_group(evaluation, row)
  for _, name in ipairs(row.jenis == "tujuan" and { "tujuan" } or { "tujuan", "sasaran" }) do
    local key = keys.join(tostring(row.opd), tostring(row.tahun or ""), keys.name(row.sasaran))
    local list = index_of(evaluation, name)[key]
    if list then return list[1], name end
  end
end

--- The row of an evaluation that answers a column of a row of a file: it, the column, its table.
function answers:find(evaluation, file, row, column)
  if file == "sasaran" then
    local found, name = find_group(evaluation, row)
    return found, column, name or "sasaran"
  end
  local name, quantity, wanted = file, column, nil
  if ROUTES[file] then name, quantity, wanted = ROUTES[file](row, column) end
  local index = index_of(evaluation, name)
  if wanted then return pick(index[keys.of(row, NAMES[name])], wanted), quantity, name end
  if file == name then
    return keys.twin(row, self:own_index(file), index, NAMES[name]), quantity, name
  end
  return (index[keys.of(row, NAMES[name])] or {})[1], quantity, name
end

--- ---- values ----

--- True where a table of the results has a column: what no rule computes is only carried along.
function answers:has(file, row, column)
  local evaluation = self.versions[1].shown
  local _, quantity, name = self:find(evaluation, file, row, column)
  return #evaluation.tables[name] == 0 or columns_of(evaluation, name)[quantity] or false
end

--- The columns of the results that answer a file, for whoever looks for the nearest.
function answers:columns(file, row)
  local evaluation, list = self.versions[1].shown, {}
  local _, _, name = self:find(evaluation, file, row, "")
  for column in pairs(columns_of(evaluation, name)) do list[#list + 1] = column end
  table.sort(list)
  return list
end

--- Why a row of the results has no value in a column.
local function reason(version, found, name, column)
  local columns = columns_of(version.shown, name)
  local status = columns["status_" .. column] and "status_" .. column or "status"
  return columns[status] and found[status] or "belum_diisi"
end

--- A number, and how the rules show it: nothing where they do not round it.
local function number(self, version, place, shown, quantity)
  local file, row, column = table.unpack(place)
  local rules, exact = self.rules[row.opd], version.exact[row.opd]
  if math.type(shown) or not rules then return { exact = capai.decimal(shown) } end
  local digits, mode = rules:digits(quantity)
  local found = exact and self:find(exact, file, row, column)
  return { exact = found and found[quantity] or shown,
           rule = digits and { shown = shown, digits = digits, mode = mode } }
end

--- What the rules give for a column of a row: a `word`, or the `exact` number, with the `rule` that
--- rounds it. Else nil and why: the outcome, or "alone" where no row answers.
function answers:of(file, row, column)
  local why = "alone"
  for _, version in ipairs(self.versions) do
    local found, quantity, name = self:find(version.shown, file, row, column)
    local value = found and columns_of(version.shown, name)[quantity] and found[quantity]
    if type(value) == "string" then return { word = value } end
    if value then return number(self, version, { file, row, column }, value, quantity) end
    if found then why = reason(version, found, name, quantity) end
  end
  return nil, why
end

--- The names that rows of the results have where one of a file has no partner.
function answers:partners(file, row)
  local list, evaluation = {}, self.versions[1].shown
  local _, _, name = self:find(evaluation, file, row, "")
  for _, column in ipairs(name == "sasaran" and { "sasaran", "tujuan" } or { name }) do
    local entry = column == "skm" and "unsur" or column == "triwulan" and "indikator" or column
    for _, found in ipairs(evaluation.tables[column]) do
      local same = keys.of(found, NAMES.opd) == keys.of(row, NAMES.opd)
      list[#list + 1] = same and found[entry] or nil
    end
  end
  return list
end

return answers
