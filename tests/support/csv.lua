-- The rows of an RFC 4180 text, as lists of strings.
return function(text)
  local rows, row, at = {}, {}, 1
  while at <= #text do
    local field, stop
    if text:sub(at, at) == '"' then
      local close = text:find('"', at + 1, true)
      while text:byte(close + 1) == 0x22 do close = text:find('"', close + 2, true) end
      field, at = text:sub(at + 1, close - 1):gsub('""', '"'), close + 1
    else
      stop = text:find("[,\r\n]", at) or #text + 1
      field, at = text:sub(at, stop - 1), stop
    end
    row[#row + 1] = field
    if text:sub(at, at) ~= "," then
      rows[#rows + 1], row = row, {}
      at = at + (text:sub(at, at + 1) == "\r\n" and 2 or 1)
    else
      at = at + 1
    end
  end
  return rows
end
