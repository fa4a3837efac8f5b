--- What cells of a template offer: the words of closed lists, what other sheets have already, and
--- words that offices use. Only what no pack could take otherwise is refused.
local ROWS <const> = 2000
local LIST_MOST <const> = 255 -- of all words, as spreadsheets hold them

local UNITS <const> = { "%", "Indeks", "Nilai", "Predikat", "Poin", "Dokumen", "Laporan", "Orang",
  "Unit", "Paket", "Kegiatan", "Kejadian", "Kali", "Bulan", "Hari", "Kelurahan", "Desa" }

local refusals = {
  id = { words = "Pilihan: %s.", year = "Tahun ditulis empat angka, misalnya 2024.",
    answer = "Jawaban berupa angka bulat, %d sampai %d.", title = "Isi ini tidak dikenal" },
  en = { words = "There are: %s.", year = "A year has four digits, such as 2024.",
    answer = "Answers are whole numbers, %d to %d.", title = "This is not known" },
}

--- The letter of a column: A to ZZ.
local function letter(place)
  local first = (place - 1) // 26
  return (first > 0 and string.char(64 + first) or "") .. string.char(65 + (place - 1) % 26)
end

--- What stands in a column of a sheet so far, as a formula.
local function standing(template, file, name)
  for _, other in ipairs(template.files) do
    for i, column in ipairs(other.name == file and other.columns or {}) do
      if column.name == name then
        local at = ("%s!$%s$2"):format(file, letter(i))
        return ("OFFSET(%s,0,0,MAX(1,COUNTA(%s:$%s$%d)),1)"):format(at, at, letter(i), ROWS)
      end
    end
  end
end

local function same_as(template, file, name)
  if file ~= "indikator" then return { from = standing(template, "indikator", name) } end
end

--- Columns of open lists: what is offered in them.
local open = {
  opd = function(template, file)
    if file ~= "opd" then return { from = standing(template, "opd", "opd") } end
  end,
  sasaran = function(template, file) return same_as(template, file, "sasaran") end,
  indikator = function(template, file)
    if file == "rencana_aksi" then return same_as(template, file, "indikator") end
  end,
  arah = function(template)
    local words = table.move(template.facts.pack.arah, 1, #template.facts.pack.arah, 1, {})
    -- the one that most rows have stands on top
    table.sort(words, function(a, b)
      return a == "positif" and b ~= a or b ~= "positif" and a < b
    end)
    return { words = words }
  end,
  aturan = function(template) return { words = template.facts.packs } end,
  satuan = function() return { words = UNITS } end,
  jawaban = function(template) return { words = template.facts.pack.answers } end,
}

local function closed(template, column)
  local facts = template.facts
  local say = refusals[facts.language]
  local refusal = { strict = true, title = say.title }
  if column.words then
    refusal.words = column.words
    refusal.message = say.words:format(table.concat(column.words, ", "))
  elseif column.entry == "year" then
    refusal.least, refusal.most, refusal.message = 1900, 2199, say.year
  elseif column.entry == "answer" and #facts.pack.unsur > 0 then
    refusal.least, refusal.most = facts.pack.lowest, facts.pack.highest
    refusal.message = say.answer:format(facts.pack.lowest, facts.pack.highest)
  else
    return nil
  end
  return refusal
end

return function(template, file)
  local list = {}
  for i, column in ipairs(file.columns) do
    local choice = closed(template, column)
      or open[column.name] and open[column.name](template, file.name)
    local words = choice and choice.words
    local fits = not words or #words > 0 and #table.concat(words, ",") <= LIST_MOST
    if choice and fits then
      choice.row, choice.column, choice.rows = 2, i, ROWS - 1
      list[#list + 1] = choice
    end
  end
  return list
end
