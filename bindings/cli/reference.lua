-- Makes docs/commands.md from the pages of `capai help`, docs/messages.md from the message list,
-- and both in Indonesian in docs/id. `make reference` runs it; a test compares what it returns.
-- CAPAI is the program.
local program <const> = os.getenv("CAPAI") or "build/capai"

local function help(language, topic)
  local pipe <close> = assert(io.popen(("%s help --format md --lang %s %s"):format(program,
    language, topic)))
  return pipe:read("a")
end

local heads <const> = {
  en = "# Commands and topics\n\nWhat `capai help` shows; made by `make reference` from "
    .. "`scripts/help/en`.\nIn Indonesian: [id/commands.md](id/commands.md).\n",
  id = "# Perintah dan topik\n\nIsi `capai help`; dibuat oleh `make reference` dari "
    .. "`scripts/help/id`.\nDalam bahasa Inggris: [../commands.md](../commands.md).\n",
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

local message_heads <const> = { en = [[
# Messages

Every complaint of Capai with the hint that follows it; made by `make reference` from
`include/capai/messages.def`. In Indonesian: [id/messages.md](id/messages.md). Behind the code,
which programs see (`--format json`, `info.code`), stand the severity and the exit status that it
leads to. `{1}` is a word of the message; what stands in brackets is left out where its word is
missing; of `{1|row|rows}` the first is said of one. Each is provoked by a test.
]], id = [[
# Pesan

Semua keluhan Capai dengan petunjuk yang menyertainya; dibuat oleh `make reference` dari
`include/capai/messages.def`. Dalam bahasa Inggris: [../messages.md](../messages.md). Di belakang
kode, yang dibaca program (`--format json`, `info.code`), tertulis beratnya dan status akhir yang
ditimbulkannya. `{1}` adalah kata yang diisikan; yang di dalam kurung siku hilang kalau katanya
tidak ada. Setiap pesan dimunculkan oleh sebuah pengujian.
]] }

-- The groups of the list, and severities, as the Indonesian page has them.
local indonesian <const> = {
  ["Numbers and cells"] = "Angka dan sel", ["Numbers in words"] = "Angka dengan huruf",
  ["Indicator math"] = "Hitungan indikator", ["Files"] = "Berkas", ["Workbooks"] = "Buku kerja",
  ["Budget and names"] = "Anggaran dan nama", ["Rule scripts"] = "Skrip aturan",
  ["What Lua says"] = "Kata Lua",
  ["Rule scripts and other scripts"] = "Skrip aturan dan skrip lain",
  ["Layouts"] = "Tata letak", ["Formula texts"] = "Rumus", ["The command line"] = "Baris perintah",
  ["The list of packs, and new ones"] = "Daftar paket, dan paket baru",
  ["capai new data"] = "capai new data", ["What capai check finds"] = "Temuan capai check",
  ["The tests of packs"] = "Pengujian paket", ["capai audit"] = "capai audit",
  ["capai preview and eval --watch"] = "capai preview dan eval --watch",
  ["capai batch"] = "capai batch", ["capai dashboard"] = "capai dashboard",
  ["SQL functions"] = "Fungsi SQL", ["The rest"] = "Lain-lain",
  note = "catatan", warning = "peringatan", error = "kesalahan",
}

local function words(text, language)
  if language == "en" then return text end
  return assert(indonesian[text], "bindings/cli/reference.lua has no Indonesian for: " .. text)
end

local function messages(language)
  local out, group = { message_heads[language] }, nil
  for _, m in ipairs(dofile "bindings/cli/messages.lua") do
    if m.status ~= "OK" then
      if m.group ~= group then out[#out + 1] = "## " .. words(m.group, language) .. "\n" end
      group = m.group
      local status = assert(statuses[m.status])
        :gsub("%l+", function(w) return words(w, language) end)
      out[#out + 1] = ("**`%s`** (%s)\n\n%s\n"):format(m.code, status,
        sentence(m[language], m["hint_" .. language]))
    end
  end
  return table.concat(out, "\n")
end

local files <const> = {
  ["docs/commands.md"] = commands "en", ["docs/id/commands.md"] = commands "id",
  ["docs/messages.md"] = messages "en", ["docs/id/messages.md"] = messages "id",
}
if arg and arg[0] and arg[0]:find("reference.lua", 1, true) then
  for path, text in pairs(files) do
    local handle <close> = assert(io.open(path, "wb"))
    assert(handle:write(text))
  end
end
return files
