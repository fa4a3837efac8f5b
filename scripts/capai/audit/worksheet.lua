--- Findings as a kertas kerja reviu: what an inspector hands to the OPD, with room for its answer.
local tables = require "capai.document.table"
local temuan = require "capai.audit.temuan"
local text = require "capai.document.text"
local widths = require "capai.document.widths"

local ROOM <const> = 253 -- mm between the margins of a page that lies

--- What tables of documents call: here nothing that a person wrote can be wrong.
local DESK <const> = { fail = function(...) error(table.concat({ ... }, " ")) end,
                       nearest = function() end }

local function paragraph(words, more)
  local block = more or {}
  block.kind, block.align, block.text = "paragraph", "left", text.literal(words)
  return block
end

local function heading(words, id)
  return { kind = "heading", level = 1, text = text.literal(words), id = id }
end

--- The findings in the order of the report's tables; severity by word, the answer left blank. One
--- table, so that a workbook can be filtered.
local function findings(rows, id)
  local block = tables.build(DESK, { rows = rows, size = "matrix", columns = {
    { "No.", index = true, width = 9 },
    { "Tabel", function(row) return row.tabel end, width = 16 },
    { "Baris", function(row) return row.nama end, width = 38 },
    { "Besaran", function(row) return row.sebutan end, width = 26 },
    { "Tercetak", function(row) return row.dilaporkan end, align = "right", width = 25 },
    { "Pembanding", function(row) return row.dihitung or "–" end, align = "right", width = 25 },
    { "Selisih", function(row) return row.selisih or "" end, align = "right", width = 21 },
    { "Tingkat", function(row) return row.tingkat end, width = 13 },
    { "Sebab yang terbaca dari data", function(row) return row.sebab or "" end, width = 34 },
    { "Bukti", function(row) return row.bukti end, width = 21 },
    { "Tanggapan OPD", function() return "" end, width = 25 } } }, text.literal)
  block.caption, block.label, block.id = text.literal "Temuan dan Tanggapan", "Tabel 1", id
  return block
end

local LEGEND <const> = "Berat: mengubah jumlah rupiah atau kesimpulan. Sedang: satu angka. " ..
  "Ringan: pembulatan, ejaan, nomor, atau keterangan. Sebab hanya disebut bila data menunjukkannya."

local function signatures()
  return tables.build(DESK, { rows = { { "Disusun oleh" }, { "Ditelaah oleh" },
    { "Tanggapan diterima dari OPD" } }, columns = {
    { "", function(row) return row[1] end, width = 60 },
    { "Nama", function() return "" end, width = 70 },
    { "Tanggal", function() return "" end, width = 40 },
    { "Tanda tangan", function() return "" end, width = 60 } } }, text.literal)
end

local function add_opd(blocks, rows, name, index)
  local title = "Kertas Kerja Reviu"
  blocks[#blocks + 1] = { kind = "section", landscape = true, left = title, right = name }
  blocks[#blocks + 1] = heading(title, "opd-" .. index)
  blocks[#blocks + 1] = paragraph(name, { align = "center" })
  blocks[#blocks + 1] = paragraph(table.concat(temuan.summary(rows), " "))
  blocks[#blocks + 1] = paragraph(LEGEND, { note = true })
  blocks[#blocks + 1] = findings(rows, "temuan-" .. index)
  local signed = signatures()
  signed.caption, signed.label, signed.id = text.literal "Pengesahan", "Tabel 2", "sah-" .. index
  widths.set(signed, ROOM)
  blocks[#blocks + 1] = signed
end

--- The document (docs/document.md) of a report of findings.
return function(report)
  local blocks, index = {}, 0
  for _, opd in ipairs(report.opd) do
    local rows = {}
    for _, row in ipairs(report.rows) do
      if row.opd == opd.opd then rows[#rows + 1] = row end
    end
    if #rows > 0 then
      index = index + 1
      add_opd(blocks, rows, report.names[opd.opd], index)
    end
  end
  if index == 0 then
    blocks = { { kind = "section", landscape = true, left = "Kertas Kerja Reviu", right = "" },
               paragraph "Tidak ada temuan." }
  end
  return { title = "Kertas Kerja Reviu", layout = "reviu", manifest = {},
           blocks = blocks }
end
