--- The data set that comes of a report: rows in the columns of its files, what is doubtful about
--- them, and what found no place.
local capai = require "capai"
local figures = require "capai.intake.figures"

local dataset = { fold = require "capai.fold" }
dataset.__index = dataset

local FILES = {
  { "opd", { "opd", "tahun", "nama", "kabupaten", "provinsi", "aturan", "tabel_anggaran" } },
  { "indikator", { "opd", "tahun", "jenis", "tujuan", "sasaran", "indikator", "satuan", "arah",
                   "target", "realisasi", "target_akhir", "tahun_akhir", "pembanding",
                   "capaian_lapor", "capaian_akhir_lapor", "predikat_lapor", "sumber",
                   "catatan" } },
  { "anggaran", { "opd", "tahun", "tabel", "kode", "jenjang", "uraian", "sasaran", "pagu",
                  "realisasi", "serapan_lapor", "sumber", "catatan" } },
  { "sasaran", { "opd", "tahun", "sasaran", "capaian_lapor", "serapan_lapor", "efisiensi_lapor",
                 "predikat_lapor", "sumber", "catatan" } },
  { "output", { "opd", "tahun", "kode", "sasaran", "subkegiatan", "output", "satuan", "target",
                "realisasi", "capaian_lapor", "sumber", "catatan" } },
  { "skm", { "opd", "tahun", "responden" } },
  { "skm_lapor", { "opd", "tahun", "unsur", "uraian", "jumlah_lapor", "nrr_lapor",
                   "nrr_tertimbang_lapor", "rata_lapor", "peringkat_lapor", "sumber", "catatan" } },
}

--- An empty data set of the OPD `opd`. `place(line)` names a line of the source in words.
function dataset.new(opd, tahun, place)
  local self = { opd = opd, tahun = tahun, place = place, rows = {}, notices = {}, codes = {},
                 made = {}, printed = {}, columns = {}, keyed = {} }
  for _, file in ipairs(FILES) do
    self.rows[file[1]] = {}
    self.columns[file[1]] = table.move(file[2], 1, #file[2], 1, {})
  end
  return setmetatable(self, dataset)
end

--- Says something of a line of the source: a message of the program and its words.
function dataset:say(message, line, ...)
  self.notices[#self.notices + 1] = { message = "INTAKE_" .. message, line = line, words = { ... } }
end

--- Adds a row that stands in a line of the source.
function dataset:add(file, line, row)
  row.opd, row.tahun, row.line = self.opd, tostring(row.tahun or self.tahun or ""), line
  row.sumber = self.place(line)
  table.insert(self.rows[file], row)
  return row
end

--- The row of a file with that key; nil for none.
function dataset:known(file, key) return self.keyed[file .. "|" .. key] end

--- Gives a row of a file a key, perhaps another one.
function dataset:know(file, key, row) self.keyed[file .. "|" .. key] = row end

--- The row of a file with that key, added where there is none.
function dataset:once(file, key, line, row)
  if not self:known(file, key) then self:know(file, key, self:add(file, line, row)) end
  return self:known(file, key)
end

--- A remark that stays in the row, for the person who checks it.
function dataset.mark(row, words)
  if not row.catatan then
    row.catatan = words
  elseif not row.catatan:find(words, 1, true) then
    row.catatan = row.catatan .. "; " .. words
  end
end

--- Says that a row lacks a figure beside others, at the line that should hold it.
function dataset:miss(row, column, line)
  self:say("EMPTY", line or row.line, column)
  self.mark(row, column .. " kosong")
end

--- Puts a cell into a row as a figure; `read` is figures.read or figures.quantity. What is doubtful
--- about it is said and marked.
function dataset:put(row, column, cell, read)
  if not cell or cell == "" then return end
  if cell:find "^=" then -- a workbook that was written by a program, and never calculated
    row[column] = cell
    self:say("FORMULA", row.line, cell, column)
    self.mark(row, column .. " berisi rumus")
    return
  end
  local value, doubt = (read or figures.read)(cell)
  row[column] = value
  if doubt == "mended" then
    self:say("MENDED", row.line, cell, value, column)
    self.mark(row, column .. ' tertulis "' .. cell .. '"')
  elseif doubt == "unreadable" then
    self:say("UNREADABLE", row.line, cell, column)
    self.mark(row, column .. " tidak terbaca")
  end
end

--- The words of a row, for people.
function dataset.words(cells)
  return (table.concat(cells, " "):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

--- The files that have rows (indikator and opd always): name, columns and rows.
function dataset:tables()
  local list = {}
  for _, file in ipairs(FILES) do
    local name, rows = file[1], self.rows[file[1]]
    if #rows > 0 or name == "indikator" or name == "opd" then
      list[#list + 1] = { name = name, columns = self.columns[name], rows = rows }
    end
  end
  return list
end

--- The same as pairs of name and CSV.
function dataset:files()
  local list = {}
  for i, file in ipairs(self:tables()) do
    list[i] = { file.name .. ".csv", capai.table(file.columns, file.rows, file.name):text "csv" }
  end
  return list
end

return dataset
