--- Words: classes, numbers in words, what is not filled, labels.
local capai = require "capai"
local printed = require "capai.audit.printed"

local number = capai.format.number
local SLIGHT = "slight"
local causes = {}

--- A class that the scale does not have.
causes[#causes + 1] = function(f, audit)
  local scale = audit:classes_of(f.opd)
  if scale[printed.fold(f.dilaporkan)] or not scale[printed.fold(f.dihitung)] then
    return nil
  end
  return "kelas \"" .. f.dilaporkan .. "\" tidak ada pada skala " .. audit:rules_of(f.opd).id
end

--- A number in words: the word that no number has, or the number that it says instead.
causes[#causes + 1] = function(f, audit)
  local s = f.statement
  if not s or s.row.operasi ~= "terbilang" then return nil end
  local scales = { "ribu", "juta", "milyar", "miliar", "triliun" }
  for _, from in ipairs(scales) do
    for _, to in ipairs(scales) do
      for at in s.text:gmatch("()%f[%a]" .. from .. "%f[%A]") do
        local other = capai.parse_terbilang(s.text:sub(1, at - 1) .. to ..
          s.text:sub(at + #from))
        if from ~= to and other and other == s.numbers[1] then
          return "\"" .. from .. "\" seharusnya \"" .. to .. "\""
        end
      end
    end
  end
  local value, _, info = capai.parse_terbilang(s.text)
  if not value then
    local word = info and info.column and s.text:sub(utf8.offset(s.text, info.column)):match "^%S+"
    return word and ("salah ketik: \"" .. word .. "\" bukan kata bilangan"), SLIGHT
  end
  local other = audit.facts:statement(f.opd, value)
  if other then
    return "terbilang mengikuti angka " .. number(value) .. " (" .. other.tabel .. ", " ..
      other.baris .. ")"
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
    return "sama dengan batas atas kelas sebelumnya: nilai itu ada di dua kelas", SLIGHT
  end
end

return causes
