--- Lines of plain text: as many characters as columns, broken at blanks. A word is broken only
--- where it is longer than the whole line.
local lines = {}

--- How many columns a text takes: its characters.
function lines.width(text) return utf8.len(text) end

--- The text with the minus that every terminal has.
function lines.plain(text) return (text:gsub("−", "-")) end

local function add_word(list, word, width)
  local from = 1
  repeat
    local to = utf8.offset(word, width + 1, from) or #word + 1
    list[#list + 1], from = word:sub(from, to - 1), to
  until from > #word
end

--- The text in lines of at most `width` columns; at least one.
function lines.wrap(text, width)
  local list, room = {}, 0
  for word in lines.plain(text):gmatch "[^ ]+" do
    local length = lines.width(word)
    if list[1] and length + 1 <= room then
      list[#list], room = list[#list] .. " " .. word, room - length - 1
    else
      add_word(list, word, width)
      room = width - lines.width(list[#list])
    end
  end
  if not list[1] then list[1] = "" end
  return list
end

--- Columns of the longest word.
function lines.longest_word(text)
  local longest = 0
  for word in text:gmatch "[^ ]+" do longest = math.max(longest, lines.width(word)) end
  return longest
end

--- The text filled up with blanks to a width; `align` is "left", "right" or "center".
function lines.pad(text, width, align)
  local gap = width - lines.width(text)
  if gap <= 0 then return text end
  if align == "right" then return (" "):rep(gap) .. text end
  if align ~= "center" then return text .. (" "):rep(gap) end
  return (" "):rep(gap // 2) .. text .. (" "):rep(gap - gap // 2)
end

return lines
