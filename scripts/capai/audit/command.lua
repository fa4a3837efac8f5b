--- What the program calls: audits data, and shows what was found.
local audit = require "capai.audit"
local baseline = require "capai.audit.baseline"
local documents = require "capai.audit.documents"
local temuan = require "capai.audit.temuan"
local terminal = require "capai.audit.terminal"
local worksheet = require "capai.audit.worksheet"

local command = {}

--- "Kecamatan Semboro, Kabupaten Jember, 2024": a kabupaten may be written without that word.
local function name_of(opd)
  local place = opd.kabupaten
  local bare = place and not place:match "^[Kk]ab" and not place:match "^[Kk]ota "
  local parts = { opd.nama or opd.opd }
  parts[#parts + 1] = bare and "Kabupaten " .. place or place
  parts[#parts + 1] = tostring(opd.tahun)
  return table.concat(parts, ", ")
end

--- Audits `data` by `rules` (nil: those of each OPD). `list`: path and text of the list of known
--- findings, if there is one. `note(name, place, ...)` takes complaints.
function command.run(data, rules, list, note)
  local found = audit.run(data, rules)
  for _, c in ipairs(found.complaints) do
    note(c.message, c.row:place(c.column or "opd"), table.unpack(c.words, 1, c.words.n))
  end
  local report = { opd = data.opd, names = {}, rows = temuan.rows(found), known = 0, gone = 0,
                   tahun = tostring(data.tahun), tested = found.count.tested,
                   untested = found.count.untested }
  for _, opd in ipairs(data.opd) do report.names[opd.opd] = name_of(opd) end
  if list then
    local known = baseline.read(list.text)
    if not known then
      note("AUDIT_BASELINE", { file = list.path, line = 0 })
      return nil
    end
    report.rows, report.known, report.gone = baseline.subtract(report.rows, known)
  end
  return report
end

command.show = terminal
command.document = function(report, format) return documents[format](report) end
command.worksheet = worksheet

return command
