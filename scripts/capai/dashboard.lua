--- The dashboard: one page for the OPDs of a folder of results, and beside it their indicators.
local columns = require "capai.dashboard.columns"
local data = require "capai.dashboard.data"
local detail = require "capai.dashboard.detail"
local page = require "capai.dashboard.page"
local results = require "capai.dashboard.results"

local dashboard = {}

--- Writes dasbor.html and dasbor-data/ for one folder of results, or for two: the second is then
--- shown, and compared with the first. `desk` is what it takes from the program: read(name), a file
--- of our scripts; lines(path) and text(path), a file of the results; sha256(text);
--- write(name, text), which writes a file, in the order of calls.
--- Gives how many OPDs and files there are; nil, the name of a message and a file where there is no
--- folder of results.
function dashboard.write(folders, desk)
  local model, message, path = results.read(folders, desk)
  if not model then return nil, message, path end
  local words = columns.vocabulary()
  local book = detail.read(model, folders, words)
  local figures, key = data.json(model, folders, words, desk)
  for number = 1, detail.files(model) do
    desk.write(("dasbor-data/%04d.js"):format(number), detail.file(book, number, key))
  end
  desk.write("dasbor.html", page(figures, desk))
  return #model.opd, detail.files(model) + 1
end

return dashboard
