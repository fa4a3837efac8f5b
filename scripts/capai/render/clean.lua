--- Text that any format can take: valid UTF-8 without control characters, and without marks that
--- change the direction of writing, behind which a figure could stand elsewhere than where it is.
--- What data hold may be anything; a reader sees that something was there.

local REPLACEMENT <const> = "\u{FFFD}"

--- What stands for a character that a document cannot hold.
local function substitute(code)
  if code == 9 or code == 10 or code == 13 or code == 0x2028 or code == 0x2029 then return " " end
  return REPLACEMENT
end

local function is_control(code)
  return code < 0x20 or (code >= 0x7F and code < 0xA0) or code == 0x2028 or code == 0x2029 or
    (code >= 0x202A and code <= 0x202E) or (code >= 0x2066 and code <= 0x2069) or
    (code >= 0xD800 and code < 0xE000) or (code >= 0xFDD0 and code <= 0xFDEF) or
    code & 0xFFFE == 0xFFFE or code > 0x10FFFF
end

--- Each byte that is part of no character becomes one that says so.
local function mend(text)
  local parts, from = {}, 1
  while true do
    local length, wrong = utf8.len(text, from)
    if length then break end
    parts[#parts + 1] = text:sub(from, wrong - 1) .. REPLACEMENT
    from = wrong + 1
  end
  parts[#parts + 1] = text:sub(from)
  return table.concat(parts)
end

--- The text as a document can hold it.
return function(text)
  if not utf8.len(text) then text = mend(text) end
  if not text:find "[%c\xC2\xE2\xEF\xF0-\xF4]" then return text end
  return (text:gsub(utf8.charpattern, function(character)
    local code = utf8.codepoint(character)
    if is_control(code) then return substitute(code) end
  end))
end
