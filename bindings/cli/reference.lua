-- Makes docs/commands.md and docs/perintah.md from the pages of `capai help`, and docs/messages.md
-- from the message list. `make reference` runs it; a test compares what it returns. CAPAI is the
-- program.
local program <const> = os.getenv("CAPAI") or "build/capai"

local function help(language, topic)
  local pipe <close> = assert(io.popen(("%s help --format md --lang %s %s"):format(program,
    language, topic)))
  return pipe:read("a")
end

local heads <const> = {
  en = "# Commands and topics\n\nWhat `capai help` shows; made by `make reference` from "
    .. "`scripts/help/en`.\nIn Indonesian: [perintah.md](perintah.md).\n",
  id = "# Perintah dan topik\n\nIsi `capai help`; dibuat oleh `make reference` dari "
    .. "`scripts/help/id`.\nDalam bahasa Inggris: [commands.md](commands.md).\n",
}

local function commands(language)
  local out = { heads[language], help(language, "") }
  for name in out[2]:gmatch("\n%- `(%l+)`:") do out[#out + 1] = help(language, name) end
  return table.concat(out, "\n")
end

-- ---- messages ----

local statuses <const> = {
  NOTE = "note, 0", WARNING = "warning, 0", ERR_DATA = "error, 1", ERR_UNUSABLE = "error, 2",
  ERR_RULES = "error, 2", ERR_USAGE = "error, 2", ERR_SYSTEM = "error, 3", ERR_MEMORY = "error, 3",
}

local function plain(text) return (text:gsub("[<>*_|`]", "\\%0")) end

local function sentence(text, hint)
  return "> " .. plain(text) .. (hint ~= "" and "\\\n> *" .. plain(hint) .. "*" or "")
end

local function messages()
  local out, group = { [[
# Messages

Every complaint of Capai, in Indonesian and English, with the hint that follows it; made by `make
reference` from `include/capai/messages.def`. Behind the code, which programs see (`--format json`,
`info.code`), stand the severity and the exit status that it leads to. `{1}` is a word of the
message; what stands in brackets is left out where its word is missing; of `{1|row|rows}` the first
is said of one. Each is provoked by a test.
]] }, nil
  for _, m in ipairs(dofile "bindings/cli/messages.lua") do
    if m.status ~= "OK" then
      if m.group ~= group then out[#out + 1] = "## " .. m.group .. "\n" end
      group = m.group
      out[#out + 1] = ("**`%s`** (%s)\n\n%s\n>\n%s\n"):format(m.code,
        assert(statuses[m.status]), sentence(m.id, m.hint_id), sentence(m.en, m.hint_en))
    end
  end
  return table.concat(out, "\n")
end

local files <const> = { ["docs/commands.md"] = commands "en", ["docs/perintah.md"] = commands "id",
  ["docs/messages.md"] = messages() }
if arg and arg[0] and arg[0]:find("reference.lua", 1, true) then
  for path, text in pairs(files) do
    local handle <close> = assert(io.open(path, "wb"))
    assert(handle:write(text))
  end
end
return files
