--- Findings for programs and documents: CSV, JSON, SARIF and Markdown, each as one text.
local capai = require "capai"
local temuan = require "capai.audit.temuan"

local documents = {}

function documents.csv(report)
  return capai.table(temuan.COLUMNS, report.rows, "temuan"):text "csv"
end

--- What was tested and what was found, as fields of a table with one row.
local SUMMARY = { "angka_diuji", "tidak_dapat_diuji", "temuan", "berat", "sedang", "ringan",
                  "selisih_rupiah", "jumlah_selisih" }

local function summary(report)
  local count = temuan.count(report.rows)
  local rupiah, differences = temuan.rupiah(report.rows)
  return { angka_diuji = report.tested, tidak_dapat_diuji = report.untested,
           temuan = #report.rows, berat = count.berat, sedang = count.sedang,
           ringan = count.ringan, selisih_rupiah = rupiah, jumlah_selisih = differences }
end

--- A table as JSON, without the end of its last line.
local function array(table)
  return (table:text("json"):gsub("%s+$", ""))
end

function documents.json(report)
  return ('{"ringkasan": %s,\n"temuan": %s}\n'):format(
    array(capai.table(SUMMARY, { summary(report) }, "ringkasan")),
    array(capai.table(temuan.COLUMNS, report.rows, "temuan")))
end

--- ---- SARIF 2.1.0, which editors and review systems show ----

local function quote(text)
  return '"' .. text:gsub('[%c"\\]', function(c)
    return c == '"' and '\\"' or c == "\\" and "\\\\" or ("\\u%04x"):format(c:byte())
  end) .. '"'
end

--- A value as JSON; of a table with `order` the fields in that order, else a list.
local function encode(value, indent)
  if type(value) ~= "table" then
    return type(value) == "string" and quote(value) or tostring(value)
  end
  local parts, inner = {}, indent .. "  "
  for _, key in ipairs(value.order or {}) do
    if value[key] ~= nil then
      parts[#parts + 1] = quote(key) .. ": " .. encode(value[key], inner)
    end
  end
  for _, item in ipairs(value.order and {} or value) do parts[#parts + 1] = encode(item, inner) end
  local open, close = value.order and "{" or "[", value.order and "}" or "]"
  if #parts == 0 then return open .. close end
  return open .. "\n" .. inner .. table.concat(parts, ",\n" .. inner) .. "\n" .. indent .. close
end

local function object(...)
  local fields = { ... }
  local value = { order = {} }
  for i = 1, #fields, 2 do
    value.order[#value.order + 1] = fields[i]
    value[fields[i]] = fields[i + 1]
  end
  return value
end

local LEVELS = { berat = "error", sedang = "warning", ringan = "note" }
local KINDS = { hitung = "angka tidak sama dengan hasil hitungan menurut aturan",
                jumlah = "jumlah tidak sama dengan rinciannya",
                silang = "angka yang sama tercetak berbeda di dua tempat",
                kelas = "predikat, efisiensi, atau mutu tidak sesuai aturan",
                narasi = "pernyataan dalam narasi tidak sesuai data" }

--- A path as a URI reference: what is no letter, digit or mark of a path is written in hex.
local function uri(path)
  return (path:gsub("[^%w%-._~/]", function(c) return ("%%%02X"):format(c:byte()) end))
end

local function result(row)
  local words = ("%s, %s, %s%s: tercetak %s, pembanding %s"):format(row.tabel, row.nama,
    row.sebutan, row.tahun ~= "" and " (" .. row.tahun .. ")" or "", row.dilaporkan,
    row.dihitung or "-")
  if row.place.sheet then words = row.bukti .. ": " .. words end
  local region = object("startLine", row.nomor_baris)
  if row.place.column and not row.place.sheet then
    region = object("startLine", row.nomor_baris, "startColumn", row.place.column)
  end
  return object("ruleId", row.jenis, "level", LEVELS[row.tingkat],
    "message", object("text", row.sebab and words .. "; " .. row.sebab or words),
    "locations", { object("physicalLocation", object(
      "artifactLocation", object("uri", uri(row.place.file)), "region", region)) })
end

--- The summary, as what SARIF lets a tool add.
local function properties(report)
  local values, bag = summary(report), object()
  for _, name in ipairs(SUMMARY) do
    if values[name] ~= nil then
      bag.order[#bag.order + 1] = name
      bag[name] = math.type(values[name]) and values[name] or tostring(values[name])
    end
  end
  return bag
end

function documents.sarif(report)
  local rules, results = {}, {}
  for _, kind in ipairs { "hitung", "jumlah", "silang", "kelas", "narasi" } do
    rules[#rules + 1] = object("id", kind, "shortDescription", object("text", KINDS[kind]))
  end
  for i, row in ipairs(report.rows) do results[i] = result(row) end
  return encode(object("$schema", "https://json.schemastore.org/sarif-2.1.0.json",
    "version", "2.1.0", "runs", { object(
      "tool", object("driver", object("name", "capai", "version", capai.version, "rules", rules)),
      "columnKind", "unicodeCodePoints", "results", results,
      "properties", properties(report)) }), "") .. "\n"
end

--- ---- Markdown ----

--- A text in a cell: what Markdown would take for its own is set off.
local function cell(text)
  return (tostring(text or ""):gsub("[\\`*_%[%]<>|#~]", "\\%0"):gsub("%c", " "))
end

local function table_row(row)
  local cells = { row.tingkat, row.tahun, row.nama, row.sebutan, row.dilaporkan, row.dihitung,
                  row.selisih, row.sebab, row.bukti }
  for i = 1, 9 do cells[i] = cell(cells[i]) end
  return "| " .. table.concat(cells, " | ") .. " |"
end

function documents.md(report)
  local lines = { "# Temuan audit", "" }
  local function add(text) lines[#lines + 1] = text end
  for _, run in ipairs(temuan.runs(report.rows, "opd")) do
    add("## " .. cell(report.names[run[1].opd]))
    for _, sentence in ipairs(temuan.summary(run)) do
      add("")
      add(sentence)
    end
    for _, rows in ipairs(temuan.runs(run, "tabel")) do
      add("")
      add("### " .. (rows[1].tabel:match "%.csv$" and "Berkas " or "Tabel ") ..
        cell(rows[1].tabel))
      add("")
      add("| Tingkat | Tahun | Baris | Besaran | Tercetak | Pembanding | Selisih | Sebab | Bukti |")
      add("|---|---|---|---|---:|---:|---:|---|---|")
      for _, row in ipairs(rows) do add(table_row(row)) end
    end
    add("")
  end
  if #report.rows == 0 then add("Tidak ada temuan.") end
  if #report.rows == 0 then add("") end
  add(("%d angka diuji, %d tidak dapat diuji."):format(report.tested, report.untested))
  return table.concat(lines, "\n") .. "\n"
end

return documents
