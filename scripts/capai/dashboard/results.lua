--- The OPDs of folders of results, as `capai eval -o` writes them: which there are, and their
--- figures in each edition, that is, in a year of a folder.
local csv = require "capai.dashboard.csv"

local results = {}

local OPD <const> = { "opd", "tahun", "nama", "kabupaten", "provinsi", "aturan", "jumlah_indikator",
  "capaian", "predikat", "status", "pagu", "realisasi", "serapan", "status_serapan", "efisiensi",
  "efisiensi_persen" }
--- What an edition holds of an OPD.
results.FIGURES = { "aturan", "jumlah_indikator", "capaian", "predikat", "status", "pagu",
  "realisasi", "serapan", "status_serapan", "efisiensi", "efisiensi_persen" }
local KABUPATEN <const> = { "provinsi", "kabupaten", "tahun", "jumlah_opd", "capaian", "predikat",
  "pagu", "realisasi", "serapan" }
results.FIGURES_KABUPATEN = { "jumlah_opd", "capaian", "predikat", "pagu", "realisasi", "serapan" }

local function edition_of(model, folder, tahun)
  local key = folder .. "\0" .. (tahun or "")
  local edition = model.edition_of[key]
  if not edition then
    edition = { folder = folder, tahun = tahun, opd = {}, kabupaten = {}, filled = 0 }
    for _, name in ipairs(results.FIGURES) do edition.opd[name] = {} end
    for _, name in ipairs(results.FIGURES_KABUPATEN) do edition.kabupaten[name] = {} end
    edition.seen, edition.at_bound = {}, {}
    model.edition_of[key] = edition
    model.editions[#model.editions + 1] = edition
  end
  return edition
end

--- The edition of a row that was read before; nil where there is none.
function results.find(model, folder, tahun)
  return model.edition_of[folder .. "\0" .. (tahun or "")]
end

local function kabupaten_of(model, row)
  local key = (row.provinsi or "") .. "\0" .. (row.kabupaten or "")
  local index = model.kabupaten_of[key]
  if not index then
    index = #model.kabupaten + 1
    model.kabupaten[index] = { nama = row.kabupaten, provinsi = row.provinsi }
    model.kabupaten_of[key] = index
  end
  return index
end

--- Two data sets may both list an OPD: the row that has figures stands. Where --rules named the
--- rules of all, only the manifest may say which.
local function take_opd(model, folder, row)
  local ids = model.manifests[folder].rules
  row.aturan = row.aturan or #ids == 1 and ids[1] or nil
  local edition, index = edition_of(model, folder, row.tahun), model.index[row.opd]
  if not index then
    index = #model.opd + 1
    model.index[row.opd], model.opd[index] = index, row.opd
  end
  model.nama[index] = row.nama or model.nama[index]
  if row.kabupaten or not model.place[index] then model.place[index] = kabupaten_of(model, row) end
  if edition.seen[index] and not (row.capaian or row.pagu) then return end
  edition.seen[index] = true
  if row.capaian then edition.filled = edition.filled + 1 end
  for _, name in ipairs(results.FIGURES) do edition.opd[name][index] = row[name] end
end

local function take_kabupaten(model, folder, row)
  local edition = results.find(model, folder, row.tahun)
  local index = model.kabupaten_of[(row.provinsi or "") .. "\0" .. (row.kabupaten or "")]
  if not edition or not index then return end
  for _, name in ipairs(results.FIGURES_KABUPATEN) do edition.kabupaten[name][index] = row[name] end
end

--- The words of the scale of each pack, best first, as the recap lists them.
local function take_recap(model, folder, row)
  local edition, index = results.find(model, folder, row.tahun), model.index[row.opd]
  local place = tonumber(row.urutan)
  if not edition or not index or not place or not row.predikat then return end
  local id = edition.opd.aturan[index] or ""
  local scale = model.scales[id]
  if not scale then
    scale = {}
    model.scales[id] = scale
    model.scale_ids[#model.scale_ids + 1] = id
  end
  scale[place] = scale[place] or row.predikat
end

local FAILED <const> = { "opd", "sebab", "berkas", "nomor_baris", "kolom" }

--- What failed: an OPD or a data set, where, and why.
local function take_failed(model, row)
  model.failed_count = model.failed_count + 1
  if #model.failed == results.FAILED_MOST then return end
  local place = row.berkas
  if place and row.nomor_baris then place = place .. ":" .. row.nomor_baris end
  if place and row.kolom then place = place .. ":" .. row.kolom end
  model.failed[#model.failed + 1] = { row.opd or "", place or "", row.sebab or "" }
end
results.FAILED_MOST = 1000

local SHORT <const> = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

--- The text that stands between the quotes of a text of JSON.
local function unquoted(text)
  return (text:gsub("\\(.)(%x?%x?%x?%x?)", function(sign, code)
    if sign == "u" and #code == 4 then return utf8.char(tonumber(code, 16)) end
    return (SHORT[sign] or sign) .. code
  end))
end

--- By table and title the column that stands there; false where it holds the text of the source.
local function read_titles(text)
  local titles = {}
  for name, rest in text:gmatch '\n    {"table": "(%l+)", "title": "([^\n]*)' do
    local title, column, behind = rest:match '^(.*)", "column": "(.-)"(.-)},?$'
    if title then
      titles[name] = titles[name] or {}
      titles[name][unquoted(title)] = behind == "" and unquoted(column)
    end
  end
  return titles
end

local function read_manifest(folder, desk)
  local text = desk.text(folder .. "/manifest.json") or ""
  local manifest = { text = text, rules = {}, sha256 = {}, titles = read_titles(text) }
  for id in text:gmatch '{"id": "([a-z0-9-]+)"' do manifest.rules[#manifest.rules + 1] = id end
  local scripts = text:match '"scripts": (%b[])' or ""
  for name, sum in scripts:gmatch '"name": "([^"]*)", "sha256": "(%x+)"' do
    manifest.sha256[name] = sum
  end
  return manifest
end

--- Drops the editions in which nothing was measured or spent, such as years that are only planned;
--- all of them stay where there is nothing else.
local function drop_empty(model)
  local kept = {}
  for _, edition in ipairs(model.editions) do
    if edition.filled > 0 or next(edition.opd.serapan) then kept[#kept + 1] = edition end
  end
  if #kept > 0 then model.editions = kept end
end

--- In the order of the folders, and of the years.
local function sort_editions(model, folders)
  local place = {}
  for i, folder in ipairs(folders) do place[folder] = i end
  table.sort(model.editions, function(a, b)
    if a.folder ~= b.folder then return place[a.folder] < place[b.folder] end
    return (a.tahun or "") < (b.tahun or "")
  end)
  for i, edition in ipairs(model.editions) do edition.index = i end
end

--- Calls take(row, line) for a table of a folder, as csv.each does; nil where there is none.
function results.each(model, folder, name, names, take)
  local lines = model.desk.lines(("%s/%s.csv"):format(folder, name))
  return lines and csv.each(lines, names, take, model.manifests[folder].titles[name])
end

--- Reads the folders, by what `desk` reads. Nil, the name of a message and the file where one is no
--- folder of results.
function results.read(folders, desk)
  local model = { desk = desk, opd = {}, index = {}, nama = {}, place = {}, kabupaten = {},
                  kabupaten_of = {}, editions = {}, edition_of = {}, scales = {}, scale_ids = {},
                  manifests = {}, failed = {}, failed_count = 0 }
  for _, folder in ipairs(folders) do
    local path = folder .. "/opd.csv"
    model.manifests[folder] = read_manifest(folder, desk)
    local there = results.each(model, folder, "opd", OPD,
      function(row) if row.opd then take_opd(model, folder, row) end end)
    if not there then return nil, "DASHBOARD_FOLDER", path end
    if not there.opd then return nil, "DASHBOARD_COLUMN", path end
    results.each(model, folder, "rekap", { "opd", "tahun", "predikat", "urutan" },
      function(row) take_recap(model, folder, row) end)
    results.each(model, folder, "kabupaten", KABUPATEN,
      function(row) take_kabupaten(model, folder, row) end)
    results.each(model, folder, "gagal", FAILED, function(row) take_failed(model, row) end)
  end
  if #model.opd == 0 then return nil, "DASHBOARD_EMPTY", folders[#folders] .. "/opd.csv" end
  drop_empty(model)
  sort_editions(model, folders)
  return model
end

return results
