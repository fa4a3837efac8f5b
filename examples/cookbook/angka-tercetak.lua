-- Printed against computed: every column that ends in _lapor holds what the report prints, and the
-- column of the same name what follows from the data. Where they differ, both, and the difference.
--   capai run examples/cookbook/angka-tercetak.lua DATA...
local capai <const> = require "capai"

assert(arg[1], "pemakaian: capai run angka-tercetak.lua DATA...")
local ev <const> = assert(capai.evaluate(assert(capai.load(arg))))

-- Words differ by more than capitals; numbers as numbers, so that 100 and 100,00 are equal.
local function differ(printed, computed)
  if type(printed) == "string" and type(computed) == "string" then
    return printed:lower() ~= computed:lower()
  end
  return printed and computed and printed ~= computed
end

local checked, wrong = 0, 0
for _, result in ipairs { "indikator", "sasaran" } do
  for _, column in ipairs(ev[result]:columns()) do
    local name <const> = column:match "^(.+)_lapor$"
    for _, row in ipairs(name and ev[result] or {}) do
      local printed <const>, computed <const> = row[column], row[name]
      if printed and computed then checked = checked + 1 end
      if differ(printed, computed) then
        wrong = wrong + 1
        local gap <const> = type(printed) == "userdata" and type(computed) == "userdata"
          and (", selisih %s"):format(capai.format.number(printed - computed)) or ""
        print(("%s %d, %s\n  %s tercetak %s, dihitung %s%s"):format(row.opd, row.tahun, row[result],
          name, row:text(column), row:text(name), gap))
      end
    end
  end
end
print(("%d dari %d angka tercetak berbeda"):format(wrong, checked))
