--- Numbers in words: a wrong word, or the words of another number.
local capai = require "capai"
local telling = require "capai.audit.causes.telling"

local number = capai.format.number
local causes = {}

local function is_said(f)
  return f.statement ~= nil and f.statement.row.operasi == "terbilang" and
    f.statement.numbers ~= nil
end

local SCALES = { "ribu", "juta", "milyar", "miliar", "triliun" }

--- With another word for thousand, million and so on they say what they should.
causes[#causes + 1] = function(f)
  if not is_said(f) then return nil end
  local s = f.statement
  for _, from in ipairs(SCALES) do
    for at in s.text:gmatch("()%f[%a]" .. from .. "%f[%A]") do
      for _, to in ipairs(SCALES) do
        local other = from ~= to and
          capai.parse_terbilang(s.text:sub(1, at - 1) .. to .. s.text:sub(at + #from))
        if other and other == s.numbers[1] then
          return ("\"%s\" seharusnya \"%s\""):format(from, to)
        end
      end
    end
  end
end

--- A word that no number has, or the number that the words say instead.
causes[#causes + 1] = function(f, audit)
  if not is_said(f) then return nil end
  local text = f.statement.text
  local value, _, info = capai.parse_terbilang(text)
  if not value then
    local start = info and info.column and utf8.offset(text, info.column)
    local word = start and text:sub(start):match "^%S+"
    if not word then return nil end
    for _, scale in ipairs(SCALES) do
      if word == scale then return ("\"%s\" tidak pada tempatnya"):format(word) end
    end
    return ("salah ketik: \"%s\" bukan kata bilangan"):format(word), telling.SLIGHT
  end
  local other = audit.facts:statement(f.opd, value)
  if not other then return "kata-katanya berarti " .. number(value) end
  return ("terbilang mengikuti angka %s (%s%s)"):format(number(value),
    other.tabel or "narasi.csv", other.baris and ", " .. other.baris or "")
end

return causes
