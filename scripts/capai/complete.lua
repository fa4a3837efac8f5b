--- What can stand next on a command line, for the shells: `capai complete -- WORDS...`, where the
--- words are those behind `capai`, the last one as far as it is typed. Each line of the answer is a
--- word and, behind a tab, what it is; or `:folders`, `:files` or `:files lua csv`, where the shell
--- knows better. bindings/cli/guide.h says what the program gives.
local clean = require "capai.render.clean"
local pages = require "capai.help.pages"

-- ---- the answer ----

local function offer(state, word, about)
  if word == "" or clean(word) ~= word then return end -- it would stand on the line of a shell
  if word:lower():sub(1, #state.partial) ~= state.partial:lower() then return end
  if state.offered[word] then return end
  state.offered[word] = true
  local text = about and clean((about:gsub("[`\t\n]", ""))) or ""
  state.guide.write(state.prefix .. word .. (text ~= "" and "\t" .. text or "") .. "\n")
end

local function offer_all(state, words)
  for word in words:gmatch("%S+") do offer(state, word) end
end

--- Behind "--layout=" a shell would look for files of that whole name.
local function files(state, endings)
  if state.prefix ~= "" then return end
  state.guide.write(":files" .. (endings and " " .. endings or "") .. "\n")
end

local function folders(state) state.guide.write ":folders\n" end

--- Commands that write folders only.
local into_folder <const> = { dashboard = true }

-- ---- values ----

local function scripts(folder)
  return function(state)
    for _, id in ipairs(state.guide.ids(folder)) do offer(state, id) end
    files(state, "lua")
  end
end

local layouts = scripts "layouts"

local function packs(state)
  local own = state.given["--rules-path"]
  for _, id in ipairs(own and state.guide.ids(own, true) or {}) do offer(state, id) end
  scripts "rules"(state)
end

local function words(list)
  return function(state) offer_all(state, list) end
end

--- Whoever presses a key does not wait for the data of a province.
local MOST <const> = 8 << 20

local function is_small(guide, path)
  local size <const> = guide.size(path .. "/indikator.csv") or guide.size(path)
  return size and size <= MOST
end

--- The data sets of the command line, or nil.
local function load(state)
  for _, path in ipairs(state.arguments) do
    if not is_small(state.guide, path) then return nil end
  end
  local ok, data = pcall(function() return require("capai").load(state.arguments) end)
  return #state.arguments > 0 and ok and data or nil
end

local function years(state)
  local data, seen, list = load(state), {}, {}
  for _, rows in ipairs(data and data:tables "indikator" or {}) do
    for _, row in ipairs(rows) do
      local year = row.tahun
      if year and not seen[year] then list[#list + 1], seen[year] = year, true end
    end
  end
  table.sort(list)
  for _, year in ipairs(list) do offer(state, tostring(year)) end
  if state.command ~= "new" then offer(state, "semua") end
end

local forms = {
  eval = "text csv json md", explain = "text json md", compare = "text csv json md",
  audit = "text csv json md sarif", rules = "text json", check = "text json", test = "text json",
  help = "text md man",
}
local tables = {
  eval = "indikator sasaran tujuan anggaran opd rekap output skm lke triwulan renstra kabupaten",
  compare = "perbandingan gerak perpindahan sebab",
}

local values = {
  ["--rules"] = packs,
  ["--rules-path"] = folders,
  ["--layout"] = layouts,
  ["--table"] = function(state) offer_all(state, tables[state.command] or "") end,
  ["--format"] = function(state) offer_all(state, forms[state.command] or "") end,
  ["-o"] = function(state)
    if into_folder[state.command] then return folders(state) end
    files(state)
  end,
  ["--baseline"] = function(state) files(state, "csv") end,
  ["--tahun"] = years,
  ["--versi"] = words "murni perubahan",
  ["--to"] = words "docx html md",
  ["--triwulan"] = words "1 2 3 4",
  ["--notation"] = words "indonesia plain us",
  ["--lang"] = words "id en",
  ["--from"] = function(state)
    local what = state.arguments[1]
    if what == "layout" then return layouts(state) end
    if what == "data" then return files(state, "docx xlsx xlsm ods txt") end
    packs(state)
  end,
}

-- ---- arguments ----

local function data_sets(state) files(state, "xlsx xlsm ods") end

--- Names that explain knows, of the report year.
local function names(state, data)
  for _, file in ipairs { "indikator", "anggaran" } do
    for _, rows in ipairs(data:tables(file)) do
      for _, row in ipairs(rows) do
        local fields = {}
        for column, value in pairs(row) do fields[column] = value end
        if not fields.tahun or fields.tahun == data.tahun then
          offer(state, fields.id or "", fields.indikator)
          offer(state, fields.indikator or "", fields.sasaran)
          offer(state, file == "indikator" and fields.sasaran or "", "sasaran")
          offer(state, fields.tujuan or "", "tujuan")
          if state.partial ~= "" then offer(state, fields.kode or "", fields.uraian) end
        end
      end
    end
  end
  for _, opd in ipairs(data.opd) do offer(state, opd.opd, opd.nama) end
  if #data:tables "skm" > 0 then offer(state, "skm", "SKM") end
  if #data:tables "lke" > 0 then offer(state, "lke", "LKE") end
end

local arguments = { eval = data_sets, compare = data_sets, preview = data_sets,
  audit = data_sets, batch = data_sets,
  merge = folders, dashboard = folders }

function arguments.explain(state)
  local data = load(state)
  if data then names(state, data) end
  data_sets(state)
end

function arguments.rules(state)
  if #state.arguments == 0 then return offer_all(state, "list show") end
  if state.arguments[1] == "show" then packs(state) end
end

arguments.check, arguments.test = packs, packs

function arguments.new(state)
  if #state.arguments == 0 then offer_all(state, "data rules layout") end
end

function arguments.run(state) files(state, #state.arguments == 0 and "lua" or nil) end

function arguments.help(state)
  if #state.arguments > 0 then return end
  for _, name in ipairs(pages.names(state.book)) do
    offer(state, name, state.book.pages[name].summary)
  end
end

-- ---- the line ----

--- Options that may be given again.
local again = { ["-o"] = true, ["--rules"] = true }

local function options(state)
  local command = state.book.commands[state.command]
  for _, block in ipairs(command and pages.options(state.book, command) or {}) do
    if not state.given[block.option] or again[block.option] then
      offer(state, block.option, block.text)
    end
  end
end

local function commands(state)
  if state.partial:sub(1, 1) == "-" then return offer_all(state, "--help --version --lang") end
  for _, name in ipairs(state.book.commands) do
    offer(state, name, state.book.pages[name].summary)
  end
end

--- Takes the words before the one that is typed: command, arguments, options; `state.option` is the
--- one whose value is next.
local function read(state, line, valued)
  local only_words = false
  for i = 1, #line - 1 do
    local word = line[i]
    local name, value = word:match("^(%-%-[%w-]+)=(.*)$")
    if state.option then
      if word ~= "=" then -- a shell may set it apart
        state.given[state.option], state.option = word, nil
      end
    elseif not only_words and word == "--" then
      only_words = true
    elseif not only_words and word:sub(1, 1) == "-" and word ~= "-" then
      name = name or word
      state.given[name] = value or ""
      state.option = not value and valued[name] and name or nil
    elseif not state.command then
      state.command = word
    else
      state.arguments[#state.arguments + 1] = word
      only_words = only_words or state.command == "run"
    end
  end
  return only_words
end

return function(guide)
  local book = pages.open(guide)
  local line = guide.arguments
  if not book or #line == 0 then return end
  local state = { guide = guide, book = book, arguments = {}, given = {}, offered = {}, prefix = "",
    partial = line[#line] }
  local valued = {}
  for _, command in ipairs(guide.commands) do
    for _, option in ipairs(command.options) do valued[option.name] = option.value end
  end
  local only_words = read(state, line, valued)
  local name, value = state.partial:match("^(%-%-[%w-]+)=(.*)$")
  if state.option and state.partial == "=" then state.partial = "" end
  if name and not state.option and not only_words then
    state.option, state.prefix, state.partial = name, name .. "=", value
  end
  if state.option then
    local of = values[state.option]
    if of then of(state) end
  elseif not state.command then
    commands(state)
  elseif state.partial:sub(1, 1) == "-" and not only_words then
    options(state)
  elseif arguments[state.command] then
    arguments[state.command](state)
  end
end
