--- Words: classes, what is not filled, labels.
local telling = require "capai.audit.causes.telling"

local causes = {}

--- A class that the scale does not have.
causes[#causes + 1] = function(f, audit)
  local class = f.quantity == "predikat" or f.is_class or
    (f.statement and f.statement.row.operasi == "predikat")
  if not class or f.is_blank or not audit:has_classes(f.opd) or
     audit:is_class(f.opd, f.dilaporkan) then
    return nil
  end
  return ("kelas \"%s\" tidak ada pada skala %s"):format(f.dilaporkan, audit:rules_of(f.opd).id)
end

--- What is printed though the rules give nothing.
causes[#causes + 1] = function(f)
  if f.why == "belum_diisi" then
    return "tercetak, tetapi angka asalnya belum diisi", telling.NEUTRAL
  elseif f.why == "tidak_dapat_dihitung" then
    return "tercetak, tetapi tidak dapat dihitung: pembaginya 0", telling.NEUTRAL
  elseif f.is_blank then
    return "tidak diisi, padahal dapat dihitung", telling.SLIGHT
  elseif f.unread then
    return f.dilaporkan:match "^%s*[-(]" and "di bawah nol" or "tidak dapat dibaca sebagai angka"
  end
end

causes[#causes + 1] = function(f)
  local text = f.dilaporkan:gsub("[%s%%]", "")
  if f.statement and (text == "(kosong)" or text == "-" or text:match "^%.+$") then
    return "tidak diisi"
  end
end

--- A year that is not the report's.
causes[#causes + 1] = function(f, audit)
  if not f.statement or not f.dilaporkan:match "^%d%d%d%d$" then return nil end
  if f.dihitung == tostring(audit.data.tahun) then
    return "bukan tahun laporan, " .. f.dihitung
  end
end

--- The bound of a class is that of the class before: both have it.
causes[#causes + 1] = function(f)
  local s = f.statement
  if s and s.row.operasi == "batas" and s.figure and s.figure.value == s.numbers[1] then
    return "sama dengan batas atas kelas sebelumnya: nilai itu ada di dua kelas", telling.SLIGHT
  end
end

return causes
