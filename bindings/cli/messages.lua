-- The message list, include/capai/messages.def, as a table of { code =, status =, group =, id =,
-- en =, hint_id =, hint_en = } in its order. The page that is made of it and the tests read it.
local handle <close> = assert(io.open("include/capai/messages.def", "rb"))
local source <const> = handle:read("a")

local escapes <const> = { n = "\n", t = "\t", ['"'] = '"', ["\\"] = "\\" }

-- The arguments of a macro that begins at `at`, strings joined; and where it ends.
local function arguments(at)
  local list, text, word = {}, nil, ""
  while true do
    local char = source:sub(at, at)
    if char == '"' then
      local stop = at + 1
      while source:sub(stop, stop) ~= '"' do
        stop = stop + (source:sub(stop, stop) == "\\" and 2 or 1)
      end
      text = (text or "") .. source:sub(at + 1, stop - 1):gsub("\\(.)", escapes)
      at = stop
    elseif char == "," or char == ")" then
      list[#list + 1] = text or word
      text, word = nil, ""
      if char == ")" then return list, at end
    elseif char == "" then
      error("the message list ends within an entry")
    elseif not char:find("%s") then
      word = word .. char
    end
    at = at + 1
  end
end

-- What a comment says of the entries below it, up to what the words of the messages are.
local function group_of(comment)
  local text = comment:gsub("\n %* ?", " "):match("^%s*(.-)%s*$")
  return (text:match("^(.-);") or text:match("^(.-):") or text):gsub("%.$", "")
end

local messages, at, group = {}, 1, nil
while true do
  local macro, comment = source:find("\nCAPAI_MESSAGE(", at, true), source:find("\n/*", at, true)
  if not macro then break end
  if comment and comment < macro then
    local stop = source:find("*/", comment, true)
    group, at = group_of(source:sub(comment + 3, stop - 1)), stop
  else
    local parts, stop = arguments(macro + #"\nCAPAI_MESSAGE(")
    assert(#parts == 6, parts[1])
    messages[#messages + 1] = { code = parts[1], status = parts[2], group = group, id = parts[3],
      en = parts[4], hint_id = parts[5], hint_en = parts[6] }
    at = stop
  end
end
return messages
