--- How wide a text is: the advance widths that Arial, Liberation Sans and Arimo share, in
--- thousandths of an em. What is drawn or set in columns is measured here before it is placed.
local metrics = {}

local PLAIN <const> = [[
278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778
667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556
556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584]]
local BOLD <const> = [[
278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778
667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611
611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584]]
local OTHERS <const> = { ["–"] = 556, ["−"] = 584, ["×"] = 584, ["²"] = 333, ["°"] = 400,
                         ["∕"] = 167 }

local MM_PER_POINT <const> = 25.4 / 72

local function read(list)
  local widths, code = {}, 32
  for width in list:gmatch "%d+" do
    widths[code], code = tonumber(width), code + 1
  end
  for character, width in pairs(OTHERS) do widths[utf8.codepoint(character)] = width end
  return widths
end

local plain_widths <const>, bold_widths <const> = read(PLAIN), read(BOLD)

local function of(bold) return bold and bold_widths or plain_widths end

--- Of a character that is not in the table: Latin letters with marks are like those without, the
--- rest is taken for as wide as it can be, since a gap is better than an overlap.
local function unknown(code)
  if code < 0x250 then return 667 end
  return 1000
end

--- The width of one character in thousandths of an em.
function metrics.advance(code, bold)
  return of(bold)[code] or unknown(code)
end

--- The width in mm of a text of `size` points.
function metrics.width(text, size, bold)
  local sum, widths <const> = 0, of(bold)
  for _, code in utf8.codes(text) do sum = sum + (widths[code] or unknown(code)) end
  return sum / 1000 * size * MM_PER_POINT
end

--- Points as mm.
function metrics.mm(points) return points * MM_PER_POINT end

--- The longest beginning that is no wider than `room`, and the rest; at least one character.
local function split(text, room, size, bold)
  local used, units = 0, room / (size * MM_PER_POINT) * 1000
  for at, code in utf8.codes(text) do
    used = used + metrics.advance(code, bold)
    if used > units and at > 1 then return text:sub(1, at - 1), text:sub(at) end
  end
  return text, ""
end

--- A text that must stay on one line: what is wider than `room` ends with an ellipsis.
function metrics.fit(text, room, size, bold)
  if metrics.width(text, size, bold) <= room then return text end
  return (split(text, room - metrics.width("…", size, bold), size, bold)) .. "…"
end

--- A word wider than the line is broken where it must be; what is beyond `most` lines is one line.
local function add_word(lines, word, room, size, bold, most)
  while word ~= "" do
    local part, rest = word, ""
    if not most or #lines < most then part, rest = split(word, room, size, bold) end
    lines[#lines + 1], word = part, rest
  end
end

--- The lines of a text that is broken at blanks to be no wider than `room`; where it has more than
--- `most` lines, the last ends with an ellipsis.
function metrics.wrap(text, room, size, bold, most)
  local lines = {}
  for word in text:gmatch "[^ ]+" do
    local longer = lines[1] and lines[#lines] .. " " .. word
    if longer and metrics.width(longer, size, bold) <= room then
      lines[#lines] = longer
    else
      add_word(lines, word, room, size, bold, most)
    end
    if most and #lines > most then
      local last = metrics.fit(lines[most] .. " " .. lines[most + 1], room, size, bold)
      return table.move(lines, 1, most - 1, 1, { [most] = last })
    end
  end
  if not lines[1] then lines[1] = "" end
  return lines
end

return metrics
