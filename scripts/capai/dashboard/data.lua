--- The figures of all OPDs as one JSON text, which the page holds.
local columns = require "capai.dashboard.columns"
local detail = require "capai.dashboard.detail"
local json = require "capai.dashboard.json"
local results = require "capai.dashboard.results"
local rules = require "capai.dashboard.rules"

local data = {}

local IS_WORD <const> = { predikat = "predikat", status = "status", status_serapan = "status",
  efisiensi = "efisiensi", aturan = "aturan" }

local function figures(of, names, count, words)
  local list = {}
  for _, name in ipairs(names) do
    local vocabulary = words[IS_WORD[name]]
    list[#list + 1] = { name, vocabulary and columns.words(of[name], count, vocabulary) or
      next(of[name]) and columns.numbers(of[name], count) }
  end
  return list
end

local function base_name(folder) return folder:gsub("[/\\]+$", ""):match "[^/\\]*$" end

--- What tells the editions of a folder from those of another: its rules, else its name.
local function tag(model, folder, folders)
  local mine = model.manifests[folder].rules
  for _, other in ipairs(folders) do
    local its = model.manifests[other].rules
    if other ~= folder and (#mine ~= 1 or #its ~= 1 or its[1] == mine[1]) then
      return base_name(folder)
    end
  end
  return mine[1] or base_name(folder)
end

--- The name of each edition: its year, with that of the folder where a year alone could be another.
local function labels(model, folders)
  local used, list, doubled = {}, {}, false
  for i, edition in ipairs(model.editions) do
    list[i] = edition.tahun or "tanpa tahun"
    doubled = doubled or used[list[i]]
    used[list[i]] = true
  end
  for i, edition in ipairs(model.editions) do
    if doubled then list[i] = list[i] .. " · " .. tag(model, edition.folder, folders) end
  end
  return list
end

local function counts(at_bound, count)
  local list, any = {}, next(at_bound)
  for i = 1, count do list[i] = tostring(at_bound[i] or 0) end
  return any and json.list(list)
end

local function edition_json(model, edition, label, words)
  local opd = figures(edition.opd, results.FIGURES, #model.opd, words)
  local seen = {}
  for i = 1, #model.opd do seen[i] = edition.seen[i] and "1" or "0" end
  opd[#opd + 1] = { "di_batas", counts(edition.at_bound, #model.opd) }
  opd[#opd + 1] = { "ada", json.list(seen) }
  return json.object { { "label", json.text(label) }, { "tahun", json.text(edition.tahun) },
    { "opd", json.object(opd) }, { "kabupaten", json.object(figures(edition.kabupaten,
      results.FIGURES_KABUPATEN, #model.kabupaten, words)) } }
end

--- The edition that is shown first: of the last folder the newest year that is not half empty.
local function newest(model, folder)
  local most, found = 0, 1
  for _, edition in ipairs(model.editions) do
    if edition.folder == folder then most = math.max(most, edition.filled) end
  end
  for i, edition in ipairs(model.editions) do
    if edition.folder == folder and edition.filled * 2 >= most then found = i end
  end
  return found
end

--- What it is compared with at first: the other folder in that year, else in its newest.
local function other(model, folders, shown)
  if #folders < 2 then return 0 end
  for i, edition in ipairs(model.editions) do
    if edition.folder == folders[1] and edition.tahun == model.editions[shown].tahun and i ~= shown
    then
      return i
    end
  end
  local found = newest(model, folders[1])
  return found ~= shown and found or 0
end

--- The classes of all scales, best first: a word takes its place from the first scale that has it.
local function add_classes(model, vocabulary)
  local list, known = {}, {}
  for _, id in ipairs(model.scale_ids) do
    local scale, last = model.scales[id], 0
    for place in pairs(scale) do last = math.max(last, place) end
    for place = 1, last do
      local word = scale[place]
      if word and not known[word] then
        known[word] = true
        list[#list + 1] = { word = word, place = place, of = last, order = #list }
      end
    end
  end
  table.sort(list, function(a, b)
    local x, y = (a.place - 1) * math.max(1, b.of - 1), (b.place - 1) * math.max(1, a.of - 1)
    if x ~= y then return x < y end
    return a.order < b.order
  end)
  local places = {}
  for i, class in ipairs(list) do
    vocabulary:index(class.word)
    places[i] = json.list { tostring(class.place - 1), tostring(class.of) }
  end
  return json.list(places)
end

local function names(model)
  local codes, list, places = {}, {}, {}
  for i, code in ipairs(model.opd) do
    local name = model.nama[i] or code
    codes[i] = code == name and "0" or json.text(code)
    list[i], places[i] = json.text(name), tostring(model.place[i] - 1)
  end
  return json.object { { "kode", json.list(codes) }, { "nama", json.list(list) },
                       { "tempat", json.list(places) } }
end

local function places(model)
  local provinces, list, numbers = columns.vocabulary(), {}, {}
  for i, kabupaten in ipairs(model.kabupaten) do
    list[i] = json.text(kabupaten.nama)
    numbers[i] = tostring(kabupaten.provinsi and provinces:index(kabupaten.provinsi) or -1)
  end
  return json.object { { "nama", json.list(list) }, { "provinsi", json.list(numbers) },
                       { "daftar_provinsi", json.texts(provinces.list) } }
end

local function packs(model, ids, shown, folders, desk)
  local list = {}
  for i, id in ipairs(ids) do
    local manifest = { sha256 = {} }
    for _, folder in ipairs(folders) do
      local its = model.manifests[folder]
      if its.sha256[id .. ".lua"] then manifest = its end
    end
    list[i] = rules.json(id, model.editions[shown].tahun, manifest, desk)
  end
  return json.list(list)
end

local function failures(model)
  local list = {}
  for i, row in ipairs(model.failed) do
    list[i] = json.texts(row)
  end
  return json.list(list)
end

--- The text, and the key that tells it from any other; `words` are those of the details.
function data.json(model, folders, words, desk)
  local own = { predikat = columns.vocabulary(), status = columns.vocabulary(),
                efisiensi = columns.vocabulary(), aturan = columns.vocabulary() }
  local classes, editions = add_classes(model, own.predikat), {}
  local shown = newest(model, folders[#folders])
  for i, label in ipairs(labels(model, folders)) do
    editions[i] = edition_json(model, model.editions[i], label, own)
  end
  local parts = { { "opd", names(model) }, { "kabupaten", places(model) },
    { "edisi", json.list(editions) }, { "utama", tostring(shown - 1) },
    { "pembanding", tostring(other(model, folders, shown) - 1) },
    { "predikat", json.texts(own.predikat.list) }, { "kelas", classes },
    { "status", json.texts(own.status.list) }, { "efisiensi", json.texts(own.efisiensi.list) },
    { "aturan", packs(model, own.aturan.list, shown, folders, desk) },
    { "kata", json.texts(words.list) }, { "gagal", failures(model) },
    { "jumlah_gagal", tostring(model.failed_count) }, { "per_berkas", tostring(detail.PER_FILE) } }
  local digest = { json.object(parts) }
  for _, folder in ipairs(folders) do digest[#digest + 1] = model.manifests[folder].text end
  local key = desk.sha256(table.concat(digest, "\0")):sub(1, 16)
  table.insert(parts, 1, { "kunci", json.text(key) })
  return json.object(parts), key
end

return data
