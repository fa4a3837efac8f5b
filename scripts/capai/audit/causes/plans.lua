--- The Renstra: an amount in the column of another year, a total that was not changed.
local capai = require "capai"

local number = capai.format.number
local ZERO = capai.decimal(0)
local causes = {}

--- What one year has too much another has too little, and one line below has just that.
causes[#causes + 1] = function(f, audit)
  if f.file ~= "renstra" or f.besaran ~= "jumlah Rp anak" then return nil end
  local difference = f.figure.value - f.expected
  for _, other in ipairs(audit:findings_of(f.opd)) do
    if other.file == "renstra" and other.row.kode == f.row.kode and other.tahun ~= f.tahun and
       other.tabel == f.tabel and other.besaran == f.besaran and
       other.figure.value - other.expected == -difference then
      local year = difference < ZERO and f.tahun or other.tahun
      local right = difference < ZERO and other.tahun or f.tahun
      local amount = difference < ZERO and -difference or difference
      for _, child in ipairs(f.parts or {}) do
        local figure = child.amounts[year]
        if figure and figure.value == amount and not child.amounts[right] then
          return figure.text .. " (baris " .. child.kode .. ") tercetak di kolom " .. year ..
            "; di kolom " .. right .. " kedua tahun tepat"
        end
      end
    end
  end
end

--- The same difference in several years.
causes[#causes + 1] = function(f, audit)
  if f.file ~= "renstra" or f.besaran ~= "jumlah Rp anak" or not f.tahun:match "^%d+$" then
    return nil
  end
  local difference, years = f.figure.value - f.expected, {}
  for _, other in ipairs(audit:findings_of(f.opd)) do
    if other.file == "renstra" and other.row.kode == f.row.kode and other.tabel == f.tabel and
       other.besaran == f.besaran and other.tahun:match "^%d+$" and
       other.figure.value - other.expected == difference then
      years[#years + 1] = other.tahun
    end
  end
  if #years < 2 then return nil end
  return "jumlah tidak ikut diubah: selisihnya sama, " .. number(difference) .. ", pada tahun " ..
    table.concat(years, ", ")
end

return causes
