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

--- Audits `data` by `rules` (nil: those of each OPD). `note(name, place, ...)` takes complaints.
function command.run(data, rules, known_path, note)
  local found = audit.run(data, rules)
  for _, c in ipairs(found.complaints) do
    note(c.message, c.row:place(c.column or "opd"), table.unpack(c.words, 1, c.words.n))
  end
  local report = { opd = data.opd, names = {}, rows = temuan.rows(found), known = 0, gone = 0,
                   tahun = tostring(data.tahun), tested = found.count.tested,
                   untested = found.count.untested }
  for _, opd in ipairs(data.opd) do report.names[opd.opd] = name_of(opd) end
  if known_path then
    local known, reason = baseline.read(known_path)
    if not known then
      local message = reason and reason:find "No such file" and "READ_NO_FILE"
        or reason and "FILE_READ" or "AUDIT_BASELINE"
      note(message, { file = known_path, line = 0 },
        message == "FILE_READ" and reason:match ": (.*)$" or nil)
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
