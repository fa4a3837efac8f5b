-- compare.lua OLD NEW: two files of `make bench` side by side. Times of two days or machines cannot
-- be compared, but those that are divided by what libcsv took beside them can.
local read_json <const> = dofile "tests/support/json.lua"

local function load_figures(path)
  local file <close> = assert(io.open(path or error("compare.lua OLD NEW", 0), "rb"))
  return read_json(file:read "a")
end

local old <const>, new <const> = load_figures(arg[1]), load_figures(arg[2])

local function by_name(run)
  local cases <const> = {}
  for _, figure in ipairs(run.figures) do cases[figure.data .. "\n" .. figure.case] = figure end
  return cases
end

-- Wall and processor time by those of libcsv; in milliseconds where that was not measured.
local function times(figure)
  local wall <const>, cpu <const> = figure.libcsv_wall_ns, figure.libcsv_cpu_ns
  if wall then return figure.wall_ns / wall, figure.cpu_ns / cpu, "%.2f" end
  return figure.wall_ns / 1e6, figure.cpu_ns / 1e6, "%.1f ms"
end

local function change(before, after) return ("%+.0f%%"):format((after / before - 1) * 100) end

local LINE <const> = "%-13s %-26s" .. (" %9s %9s %6s"):rep(3)
local function put(...) print((LINE:format(...):gsub("%s+$", ""))) end

for _, key in ipairs { "date", "commit", "processor", "processors", "compiler" } do
  print(("%-11s %s%s"):format(key, old[key] or "", old[key] == new[key] and "" or
    " | " .. tostring(new[key])))
end
print()
put("data", "case", "wall/L", "", "", "CPU/L", "", "", "MiB", "", "")
put("", "", "old", "new", "", "old", "new", "", "old", "new", "")

local before <const>, seen <const> = by_name(old), {}
for _, figure in ipairs(new.figures) do
  local name <const> = figure.data .. "\n" .. figure.case
  local was <const> = before[name]
  seen[name] = true
  if not was then
    put(figure.data, figure.case, "", "new", "", "", "", "", "", "", "")
  else
    local wall <const>, cpu <const>, form <const> = times(was)
    local now <const>, now_cpu <const> = times(figure)
    local peak <const>, now_peak <const> = was.peak_kib / 1024, figure.peak_kib / 1024
    put(figure.data, figure.case, form:format(wall), form:format(now), change(wall, now),
      form:format(cpu), form:format(now_cpu), change(cpu, now_cpu), ("%.1f"):format(peak),
      ("%.1f"):format(now_peak), change(peak, now_peak))
  end
end
for _, figure in ipairs(old.figures) do
  if not seen[figure.data .. "\n" .. figure.case] then
    put(figure.data, figure.case, "", "gone", "", "", "", "", "", "", "")
  end
end
