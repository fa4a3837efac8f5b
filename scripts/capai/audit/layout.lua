--- What only a person can know of a report: which of its tables shows which column of which file
--- (tabel.csv), and which line of one table is which of another (padanan.csv).
local keys = require "capai.audit.keys"
local nearest = require "capai.audit.nearest"
local printed = require "capai.audit.printed"

local FILES = { "anggaran.csv", "indikator.csv", "lke.csv", "opd.csv", "output.csv",
                "rencana_aksi.csv", "renstra.csv", "sasaran.csv", "skm.csv", "skm_lapor.csv" }

local layout = {}

local mt = { __index = layout }

--- A file by its name, with or without its ending.
local function file_key(name)
  return keys.name((name:gsub("%.csv%s*$", "")))
end

local function set_line(self, row)
  if row.tabel and row.kode then
    self.lines[keys.of(row, { "opd", "tabel", "kode" })] =
      { tabel = row.tabel_acuan, kode = row.kode_acuan }
  end
end

--- Reads tabel.csv and padanan.csv of a data set; a set without them has an empty layout.
function layout.read(data)
  local self = { tables = {}, lines = {}, said = {} }
  for _, rows in ipairs(data:tables "tabel") do
    for _, row in ipairs(rows) do
      local opd = row.opd or ""
      self.tables[opd] = self.tables[opd] or {}
      local shown = { file = file_key(row.berkas or ""),
                      key = keys.code(row.tabel), jenis = row.jenis and keys.name(row.jenis),
                      tabel = row.tabel, kolom = row.kolom, acuan = row.acuan, row = row }
      table.insert(self.tables[opd], shown)
      self.said[#self.said + 1] = shown
    end
  end
  self.pairs = data:tables "padanan"
  for _, rows in ipairs(self.pairs) do
    for _, row in ipairs(rows) do set_line(self, row) end
  end
  return setmetatable(self, mt)
end

local function fits(wanted, value)
  return not wanted or printed.fold(wanted) == printed.fold(value)
end

--- Of a plan `jenis` is its version: murni and sebelum perubahan are one.
local function fits_jenis(shown, jenis)
  if shown.file == "renstra" and shown.jenis then
    return keys.versi(shown.jenis) == keys.versi(jenis)
  end
  return fits(shown.jenis, jenis)
end

--- The printed table that shows `kolom` of a row of `file` that is of `jenis`: by tabel.csv, else
--- by the row itself, else the name of the file.
function layout:table_of(row, file, jenis, kolom)
  for _, t in ipairs(self.tables[row.opd] or {}) do
    if t.file == keys.name(file) and fits_jenis(t, jenis) and fits(t.kolom, kolom) then
      return t.tabel or file .. ".csv"
    end
  end
  return printed.entry(row, "tabel") or file .. ".csv"
end

--- The table that a budget table repeats in its lines of `jenjang`; nil for none. A row of
--- tabel.csv that names the jenjang goes before one that names none.
function layout:acuan_of(opd, tabel, jenjang)
  local acuan
  for _, t in ipairs(self.tables[opd] or {}) do
    if t.file == "anggaran" and t.key == keys.code(tabel) and t.acuan then
      if t.jenis == keys.name(jenjang) then return t.acuan end
      acuan = acuan or (not t.jenis and t.acuan or nil)
    end
  end
  return acuan
end

--- The table whose total is that of a budget table, where tabel.csv says so of its total; nil.
function layout:whole_of(opd, tabel)
  for _, t in ipairs(self.tables[opd] or {}) do
    if t.file == "anggaran" and t.key == keys.code(tabel) and t.jenis == "total" then
      return t.acuan
    end
  end
end

--- Where line `kode` of the budget table `tabel` stands in the table that it repeats: table and
--- code; nil where it repeats none, and then whether padanan.csv says so.
function layout:partner(row)
  if not row.tabel then return nil end
  local line = self.lines[keys.of(row, { "opd", "tabel", "kode" })]
  if line then return line.kode and line.tabel, line.kode, not line.kode end
  local acuan = self:acuan_of(row.opd, row.tabel, row.jenjang)
  return acuan, acuan and (row.kode or "")
end

--- ---- what is written there and is nowhere ----

--- The entries of a column of the budget, as they are spelt, and a set of their keys.
local function spelt(audit, opd, column, tabel)
  local key = keys.join("spelt", opd or "", column, keys.code(tabel))
  return audit:memo(key, function()
    local known = { seen = {}, list = {} }
    for _, rows in ipairs(audit.data:tables "anggaran") do
      for _, row in ipairs(rows) do
        local text = row.opd == opd and row[column]
        local own = text and (not tabel or keys.code(row.tabel) == keys.code(tabel))
        if own and not known.seen[keys.code(text)] then
          known.seen[keys.code(text)], known.list[#known.list + 1] = true, text
        end
      end
    end
    return known
  end)
end

local function miss(audit, row, column, word, list)
  audit:complain(row, column, "AUDIT_NAME", word, nearest(word, list))
end

--- Complains of an entry that is no table, or no line of one, of the budget.
local function check_budget_name(audit, row, column, of, tabel)
  local word = row[column]
  local known = spelt(audit, row.opd, of, tabel)
  if word and not known.seen[keys.code(word)] then miss(audit, row, column, word, known.list) end
end

local function check_shown(audit, t)
  local known = false
  for _, file in ipairs(FILES) do known = known or file_key(file) == t.file end
  if not known then return miss(audit, t.row, "berkas", t.row.berkas or "", FILES) end
  if t.file ~= "anggaran" then return end
  check_budget_name(audit, t.row, "tabel", "tabel")
  check_budget_name(audit, t.row, "acuan", "tabel")
  if t.jenis ~= "total" then check_budget_name(audit, t.row, "jenis", "jenjang") end
end

--- Complains of what tabel.csv and padanan.csv name and the data do not have: a check that is not
--- made must be heard of.
function layout:check(audit)
  for _, t in ipairs(self.said) do check_shown(audit, t) end
  for _, rows in ipairs(self.pairs) do
    for _, row in ipairs(rows) do
      check_budget_name(audit, row, "tabel", "tabel")
      check_budget_name(audit, row, "kode", "kode", row.tabel)
      if row.kode_acuan then
        check_budget_name(audit, row, "tabel_acuan", "tabel")
        check_budget_name(audit, row, "kode_acuan", "kode", row.tabel_acuan)
      end
    end
  end
end

return layout
