--- Headers of tables: which quantity a column holds, and of which year.
local figures = require "capai.intake.figures"

local headers = {}

-- What headers are made of. A cell that has any other word is data.
local WORDS = {}
for word in ([[no nomor urut kode rekening tahun th tahunan anggaran pagu alokasi dana belanja
  rp ribu juta rupiah realisasi real serapan penyerapan persen persentase prosentase sisa program
  kegiatan sub dan nama uraian pendukung sasaran strategis tujuan misi indikator kinerja
  utama iku ikk target capaian pencapaian tingkat terhadap akhir renstra rpjmd periode
  jangka menengah pada satuan predikat kategori kriteria efisiensi sumber daya penggunaan
  opd pd skpd perangkat daerah nasional regional provinsi jawa timur tengah barat kabupaten
  kab kota ket keterangan hasil nilai unsur pelayanan resp responden input output outcome
  dari atas awal kondisi unit kerja penanggung jawab lokasi data per yang di ke untuk s d
  dengan atau penilaian interval skala sebelumnya lalu jumlah murni perubahan induk setelah
  sebelum sesudah apbd u triwulan tw rata rerata mutu keuangan fisik]]):gmatch "%S+" do
  WORDS[word] = true
end

local LONGEST_WORD, LONGEST_CELL = 14, 90

--- True where a text without blanks can be cut into words of headers.
local function is_vocabulary(folded)
  if #folded > LONGEST_CELL then return false end
  local reached = { [0] = true }
  for i = 0, #folded - 1 do
    for length = 1, reached[i] and LONGEST_WORD or 0 do
      if WORDS[folded:sub(i + 1, i + length)] then reached[i + length] = true end
    end
  end
  return reached[#folded] or false
end

local function fold(cell) return (cell:lower():gsub("[^%a]", "")) end

-- What a column is: the first line that fits. `is` must be in it, `no` must not.
local ROLES = {
  { "capaian_akhir", is = "capaian.*akhir" },
  { "target_akhir", is = "target.*akhir" }, { "target_akhir", is = "target.*menengah" },
  { "target_akhir", is = "target.*renstra" },
  { "efisiensi", is = "efisiensi" },
  { "serapan", is = "serapan" }, { "serapan", is = "penyerapan" },
  { "serapan", is = "penggunaansumberdaya" },
  { "serapan", is = "realisasianggaran", percent = true },
  { "serapan", is = "^realisasi$", percent = true },
  { "predikat", is = "predikat" }, { "predikat", is = "^kategori" },
  { "pembanding", is = "^real.*nasional" }, { "pembanding", is = "^real.*provinsi" },
  { "pembanding", is = "^real.*kab" },
  { "subkegiatan", is = "^namasubkegiatan" },
  { "satuan", is = "satuan" },
  { "input", is = "^uraianinput" },
  { "indikator", is = "indikator" },
  { "target", is = "target" },
  { "uraian", is = "^program" }, { "uraian", is = "kegiatan" }, { "uraian", is = "^uraian" },
  { "uraian", is = "^belanja" },
  { "capaian", is = "capaian" },
  { "realisasi", is = "real" },
  { "pagu", is = "pagu", no = "sumber" }, { "pagu", is = "anggaran", no = "sumber" },
  { "pagu", is = "^dana" },
  { "rp", is = "rp$" },
  { "sasaran", is = "sasaran" }, { "tujuan", is = "tujuan" },
  { "kode", is = "kode" },
  { "no", is = "^no$" }, { "no", is = "^nomor" }, { "responden", is = "resp" },
  { "persen", is = "^persen$" }, { "persen", is = "^prosentase$" },
  { "persen", is = "^persentase$" },
  { "tahun", is = "^tahun$" },
}

--- The role of a header cell, below what stands over it; nil where it has none.
local function role_of(over, cell)
  local whole = over .. " " .. cell
  local folded = fold(whole)
  local unsur = cell:match "^[Uu]%s*(%d+)$"
  if unsur then return "u" .. unsur end
  if fold(over):find "^predikat" then return "kelas" end
  if not is_vocabulary(folded) then return nil end
  -- the progress of works, and parts of a year: no quantities of ours
  if folded:find "fisik" or folded:find "triwulan" or folded:find "tw" then return "bagian" end
  local percent = whole:find("%", 1, true) ~= nil
  local own = fold(cell)
  if own == "" and cell:find("%", 1, true) then return "persen" end
  if own == "uraian" and over ~= "" then
    local group = fold(over)
    return group:find "^sub" and "subkegiatan" or group:find "^sasaran" and "sasaran" or
      group:find "^tujuan" and "tujuan" or "uraian"
  end
  -- the cell itself decides before its group does, but for a bare unit
  for _, part in ipairs { own ~= "" and own ~= "rp" and own or folded, folded } do
    for _, role in ipairs(ROLES) do
      if part:find(role.is) and not (role.no and part:find(role.no)) and
         (not role.percent or percent) then
        return role[1]
      end
    end
  end
  return percent and "persen" or nil
end

--- True for the line that numbers the columns: 1 2 3, (1) (2) (3), 6 (5/4*100%).
function headers.is_numbering(cells)
  local last, count = 0, 0
  for _, cell in ipairs(cells) do
    local number = tonumber(cell:match "^%(?(%d%d?)%)?$" or cell:match "^(%d%d?) ?[%(=]")
    if number and number <= last or not number and cell ~= "" then return false end
    last, count = number or last, count + (number and 1 or 0)
  end
  return count >= 3
end

--- True for a second line of a header: it fills what the groups of the first one left open.
local function is_second(first, second)
  local group, filled, below = nil, 0, 0
  for i = 1, math.max(#first, #second) do
    local over, cell = first[i] or "", second[i] or ""
    if over ~= "" then group = i end
    if cell ~= "" then
      local open = group and ((first[group + 1] or "") == "")
      local year = cell:find "^20%d%d$"
      if not open and not role_of("", cell) or cell:find "%d%.%d%d%d" then return false end
      if cell:find "^%d" and not year then return false end
      filled, below = filled + 1, below + (group ~= i and 1 or 0)
    end
  end
  return filled > 0 and below > 0
end

--- The words over each column of a second line: groups reach over the empty cells behind them.
local function spread(first, second)
  local over, group = {}, ""
  for i = 1, math.max(#first, #second) do
    local cell = first[i] or ""
    if cell ~= "" then group = cell end
    over[i] = (second[i] or "") ~= "" and group or cell
  end
  return over
end

local function has(columns, role)
  for _, column in pairs(columns) do
    if column.role == role then return true end
  end
  return false
end

local function count_of(columns, pattern)
  local count = 0
  for _, column in pairs(columns) do
    count = count + ((column.role or ""):find(pattern) and 1 or 0)
  end
  return count
end

--- What a table with such columns is about; nil where it is none that a data set can hold.
local function kind_of(c)
  if count_of(c, "^u%d+$") >= 3 then return "survey" end
  if has(c, "efisiensi") and (has(c, "sasaran") or has(c, "tujuan")) then return "efficiency" end
  if count_of(c, "^rp$") >= 2 then return nil end
  if has(c, "pagu") and (has(c, "uraian") or has(c, "subkegiatan")) then return "budget" end
  if has(c, "input") and has(c, "target") and has(c, "realisasi") then return "output" end
  if has(c, "subkegiatan") then return nil end
  if has(c, "uraian") and has(c, "target") and (has(c, "capaian") or has(c, "realisasi")) and
     not has(c, "indikator") then
    return "output"
  end
  if has(c, "uraian") and has(c, "serapan") then return "budget" end
  -- a predikat beside target and realisasi is one more figure of the indikator
  local measured = has(c, "indikator") and has(c, "target") and has(c, "realisasi") and
    not has(c, "kelas")
  if (has(c, "predikat") or has(c, "kelas")) and has(c, "capaian") and not measured and
     (has(c, "indikator") or has(c, "sasaran")) then
    return "classes"
  end
  if has(c, "indikator") and not has(c, "uraian") and
     (has(c, "target") or has(c, "realisasi")) then
    return "indicator"
  end
  return nil
end

--- Reads the lines of a header: columns by their number, each with role, year and words.
local function columns_of(first, second)
  local columns, over = {}, second and spread(first, second)
  for i = 1, math.max(#first, second and #second or 0) do
    local cell = second and second[i] or ""
    local above = over and cell ~= "" and over[i] or ""
    if cell == "" then cell = first[i] or "" end
    local words = above == "" and cell or above .. " " .. cell
    columns[i] = { role = cell ~= "" and role_of(above, cell) or nil, words = words, group = above,
                   year = math.tointeger(tonumber(words:match "%f[%d]20%d%d%f[%D]")) }
    if columns[i].role == nil and cell:find "^20%d%d$" then
      columns[i].role = role_of("", above)
    end
  end
  return columns
end

--- The header that begins in row `i`; nil for none. `last` is its last row.
function headers.at(rows, i)
  local first, filled = rows[i].cells, 0
  for _, cell in ipairs(first) do
    if cell ~= "" then filled = filled + 1 end
    if figures.is_amount(cell) then return nil end
  end
  if filled < 2 then return nil end
  local second = rows[i + 1] and not rows[i + 1].loose and is_second(first, rows[i + 1].cells) and
    rows[i + 1].cells
  local columns = columns_of(first, second)
  local kind = kind_of(columns)
  if not kind then return nil end
  local last = second and i + 1 or i
  if rows[last + 1] and headers.is_numbering(rows[last + 1].cells) and kind ~= "survey" then
    last = last + 1
  elseif rows[last + 1] and rows[last + 1].cells[1]:find "^%(%d+%)$" then
    last = last + 1
  end
  local parts = {}
  for k, column in ipairs(columns) do parts[k] = fold(column.words) .. (column.year or "") end
  local key = table.concat(parts, "|"):gsub("|+$", "")
  return { kind = kind, columns = columns, width = #columns, last = last, key = key }
end

--- The number of the first column of a role (and a year), which counts as read then; nil for none.
function headers.find(header, role, year)
  for i, column in ipairs(header.columns) do
    if column.role == role and (year == nil or column.year == year) then
      column.read = true
      return i
    end
  end
end

--- True for a column that holds the budget as it was changed within the year.
function headers.is_revised(column)
  local folded = fold(column.words)
  return (folded:find "perubahan" or folded:find "setelah" or folded:find "sesudah") ~= nil and
    not folded:find "sebelum"
end

--- The columns that no reader took, each with its number and, where there is one, the column of the
--- same quantity that was taken.
function headers.left(header)
  local list = {}
  for i, column in ipairs(header.columns) do
    local rival
    for _, other in ipairs(header.columns) do
      if other.read and other.role and other.role == column.role and other.year == column.year then
        rival = rival or other
      end
    end
    if not column.read and column.role ~= "no" then
      list[#list + 1] = { i = i, words = column.words, rival = rival }
    end
  end
  return list
end

return headers
