--- A table that is ready to place: what a layout says of it goes before what is usual. A key that a
--- table does not know stays, so that the table refuses it.

--- Remarks of the layout after those that the table has of itself.
local function join(first, second)
  local list = {}
  for _, words in ipairs(first or {}) do list[#list + 1] = words end
  for _, words in ipairs(second or {}) do list[#list + 1] = words end
  return list
end

--- A table without rows says so, and has no sums.
local function say_empty(usual)
  usual.total, usual.subtotal, usual.below = nil, nil, nil
  usual.remarks = join(usual.remarks, { "Tidak ada data." })
end

--- Places the table of `usual` and `spec`; `own` names keys of `spec` that are not for the table.
return function(self, spec, usual, own)
  local mine = {}
  for _, key in ipairs(own or {}) do mine[key] = true end
  for key, value in pairs(spec) do
    if key == "remarks" then
      usual.remarks = join(usual.remarks, value)
    elseif not mine[key] then
      usual[key] = value
    end
  end
  if usual.rows and #usual.rows == 0 then say_empty(usual) end
  self.methods.table(self, usual)
end
