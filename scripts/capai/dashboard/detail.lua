--- The indicators of all OPDs, in files of some OPDs each, which a page loads when one is opened.
local json = require "capai.dashboard.json"
local results = require "capai.dashboard.results"

local detail = {}

--- How many OPDs share a file: some hundred kilobytes that a disk gives at once.
detail.PER_FILE = 100

local INDIKATOR <const> = { "opd", "tahun", "jenis", "tujuan", "sasaran", "indikator", "satuan",
  "arah", "target", "realisasi", "capaian", "predikat", "status", "di_batas" }
local GROUP <const> = { "opd", "tahun", "sasaran", "tujuan", "capaian", "predikat", "pagu",
  "realisasi", "serapan", "efisiensi" }

--- What is collected of each OPD: JSON of its groups and of its indicators.
local function begin(model, words)
  local book = { model = model, words = words, groups = {}, rows = {}, last = {} }
  for i = 1, #model.opd do book.groups[i], book.rows[i] = {}, {} end
  return book
end

--- The OPD and the edition of a row; nil for one that is not shown.
local function place(book, folder, row)
  local edition = results.find(book.model, folder, row.tahun)
  return edition and edition.index and book.model.index[row.opd], edition
end

--- A word of a small vocabulary, by its number.
local function word(book, text) return text and book.words:index(text) or "-1" end

local function add_group(book, folder, row, kind)
  local index, edition = place(book, folder, row)
  local list = index and book.groups[index]
  if not list then return end
  list[#list + 1] = "[" .. edition.index - 1 .. "," .. kind .. "," ..
    json.text(kind == "1" and row.tujuan or row.sasaran) .. "," .. json.text(row.capaian) .. "," ..
    word(book, row.predikat) .. "," .. json.text(row.pagu) .. "," .. json.text(row.realisasi) ..
    "," .. json.text(row.serapan) .. "," .. word(book, row.efisiensi) .. "]"
end

--- The sasaran of a row, 0 where it is that of the row before.
local function name_group(book, index, row)
  local name = row.sasaran or row.tujuan
  if name and name == book.last[index] then return "0" end
  book.last[index] = name
  return json.text(name)
end

local function add_indicator(book, folder, row, line)
  local index, edition = place(book, folder, row)
  local list = index and book.rows[index]
  if not list then return end
  if row.di_batas == "ya" then
    edition.at_bound[index] = (edition.at_bound[index] or 0) + 1
  end
  list[#list + 1] = "[" .. edition.index - 1 .. "," .. name_group(book, index, row) .. "," ..
    word(book, row.jenis) .. "," .. json.text(row.indikator) .. "," .. json.text(row.satuan) ..
    "," .. word(book, row.arah) .. "," .. json.text(row.target) .. "," ..
    json.text(row.realisasi) .. "," .. json.text(row.capaian) .. "," ..
    word(book, row.predikat) .. "," .. word(book, row.status) .. "," ..
    (row.di_batas == "ya" and 1 or 0) .. "," .. line .. "]"
end

--- Reads the tables of all folders; `words` takes the words that the files name by number.
function detail.read(model, folders, words)
  local book = begin(model, words)
  for _, folder in ipairs(folders) do
    results.each(model, folder, "tujuan", GROUP,
      function(row) add_group(book, folder, row, "1") end)
    results.each(model, folder, "sasaran", GROUP,
      function(row) add_group(book, folder, row, "0") end)
    results.each(model, folder, "indikator", INDIKATOR,
      function(row, line) add_indicator(book, folder, row, line) end)
  end
  return book
end

function detail.files(model) return (#model.opd + detail.PER_FILE - 1) // detail.PER_FILE end

--- The script of the file `number` (from 1): it hands its OPDs to the page that has the same key.
function detail.file(book, number, key)
  local list, first = {}, (number - 1) * detail.PER_FILE
  for i = first + 1, math.min(first + detail.PER_FILE, #book.model.opd) do
    list[#list + 1] = "[" .. json.list(book.groups[i]) .. "," .. json.list(book.rows[i]) .. "]"
    book.groups[i], book.rows[i] = nil, nil -- a country's are given back while it is written
  end
  return ("capaiRincian(%s,%d,[\n%s\n]);\n"):format(json.text(key), number,
    table.concat(list, ",\n"))
end

return detail
