--- The letterhead of a report: which kabupaten it comes from, and which office wrote it.
local letterhead = {}

-- What the names of offices begin with.
local OFFICES = { "KECAMATAN", "DINAS", "BADAN", "KANTOR", "SEKRETARIAT", "INSPEKTORAT", "SATUAN",
                  "RUMAH SAKIT" }

--- A name in capitals as it is written in a sentence; a word without a vowel is an abbreviation.
local function in_words(name)
  return (name:gsub("%a+", function(word)
    if word == "DAN" then return "dan" end
    if not word:find "[AIUEO]" then return word end
    return word:sub(1, 1) .. word:sub(2):lower()
  end))
end

--- Where the name of an office begins in a line of capitals; nil for none.
local function office_at(line)
  local first
  for _, office in ipairs(OFFICES) do
    local at = line:find("%f[%a]" .. office .. "%f[%A]")
    if at and (not first or at < first) then first = at end
  end
  return first
end

--- The first letterhead: kabupaten, the name of the office, and their line; nil for none. The name
--- stands behind the kabupaten or in the next line, all in capitals.
function letterhead.find(items)
  for i, item in ipairs(items) do
    local kind, rest = (item.text or ""):match "^#*%s*PEMERINTAH%s+(%u+)%s+([^%l]+)$"
    if kind == "KABUPATEN" or kind == "KOTA" then
      local at, following = office_at(rest), items[i + 1] and items[i + 1].text or ""
      local name = at and rest:sub(at) or office_at(following) == 1 and following
      local place = at and rest:sub(1, at - 1) or rest
      place = place:gsub("%s+$", "")
      if name and not name:find "%l" and place ~= "" then
        return (kind == "KOTA" and "Kota " or "") .. in_words(place), in_words(name), item.line
      end
    end
  end
end

return letterhead
