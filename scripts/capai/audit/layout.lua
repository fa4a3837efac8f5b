--- What only a person can know of a report: which of its tables shows which column of which file
--- (tabel.csv), and which line of one table is which of another (padanan.csv).
local printed = require "capai.audit.printed"

local layout = {}

local mt = { __index = layout }

local function key(...)
  return table.concat({ ... }, "\31")
end

--- Reads tabel.csv and padanan.csv of a data set; a set without them has an empty layout.
function layout.read(data)
  local self = { tables = {}, lines = {} }
  for _, rows in ipairs(data:tables "tabel") do
    for _, row in ipairs(rows) do
      local file = (row.berkas or ""):gsub("%.csv$", "")
      local opd = row.opd or ""
      self.tables[opd] = self.tables[opd] or {}
      table.insert(self.tables[opd], { file = file, tabel = row.tabel, jenis = row.jenis,
                                       kolom = row.kolom, acuan = row.acuan })
    end
  end
  for _, rows in ipairs(data:tables "padanan") do
    for _, row in ipairs(rows) do
      if row.tabel and row.kode then
        self.lines[key(row.opd or "", row.tabel, row.kode)] =
          { tabel = row.tabel_acuan, kode = row.kode_acuan }
      end
    end
  end
  return setmetatable(self, mt)
end

local function fits(wanted, value)
  return not wanted or printed.fold(wanted) == printed.fold(value)
end

--- The printed table that shows `kolom` of the rows of `file` that are of `jenis`; the name of the
--- file where tabel.csv does not say.
function layout:table_of(opd, file, jenis, kolom)
  for _, t in ipairs(self.tables[opd] or {}) do
    if t.file == file and fits(t.jenis, jenis) and fits(t.kolom, kolom) then
      return t.tabel
    end
  end
  return file .. ".csv"
end

--- The table that a budget table repeats in its lines of `jenjang`; nil for none. A row of
--- tabel.csv that names the jenjang goes before one that names none.
function layout:acuan_of(opd, tabel, jenjang)
  local acuan
  for _, t in ipairs(self.tables[opd] or {}) do
    if t.file == "anggaran" and t.tabel == tabel and t.acuan then
      if t.jenis == jenjang then return t.acuan end
      acuan = acuan or (not t.jenis and t.acuan or nil)
    end
  end
  return acuan
end

--- The table whose total is that of a budget table, where tabel.csv says so of its total; nil.
function layout:whole_of(opd, tabel)
  for _, t in ipairs(self.tables[opd] or {}) do
    if t.file == "anggaran" and t.tabel == tabel and t.jenis == "total" then
      return t.acuan
    end
  end
end

--- Where line `kode` of the budget table `tabel` stands in the table that it repeats: table and
--- code; nil where it repeats none.
function layout:partner(opd, tabel, jenjang, kode)
  if not tabel then return nil end
  local line = self.lines[key(opd, tabel, kode)]
  if line then return line.kode and line.tabel, line.kode end
  local acuan = self:acuan_of(opd, tabel, jenjang)
  return acuan, acuan and kode
end

return layout
