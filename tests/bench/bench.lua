-- bench.lua OUT JSON: what `capai batch` and its neighbours take on large data, against libcsv
-- that only splits the same files into fields, measured between them (L). OUT is the folder of the
-- build. Prints a table, and writes the figures into JSON for compare.lua.
--   BENCH   small: 0.1x only; big: 10x too (1x: 370,080 indicators and 1,233,600 budget lines)
--   RUNS    how often each case runs (5)
-- The cases run in turn, so that what else the machine does falls on all of them; the least time of
-- each is taken. What a job takes to bring its files to the disk at the end is told apart, since
-- the other tools do no such thing.
assert(arg[2], "bench.lua OUT JSON")
local OUT <const>, JSON <const> = arg[1], arg[2]
local SIZE <const> = os.getenv "BENCH" or ""
local RUNS <const> = math.tointeger(tonumber(os.getenv "RUNS" or 5))
local FOLDER <const> = OUT .. "/bench/data"
local differ <const> = dofile "tests/bench/differ.lua"
local write_json <const> = dofile "tests/bench/json.lua"

-- ---- commands ----

local function shell(command)
  local pipe <const> = assert(io.popen(command))
  local text <const> = pipe:read "a"
  local _, _, status <const> = pipe:close()
  return (text:gsub("%s+$", "")), status
end

local function must(command)
  local text <const>, status <const> = shell(command)
  assert(status == 0, command)
  return text
end

local THREADS <const> = math.tointeger(tonumber(must "nproc"))

-- ---- data ----

-- The size of a data set: rows of indicators.
local ROWS <const> = { ["0.1x"] = 37008, ["1x"] = 370080, ["10x"] = 3700800 }

local function make(size, kind)
  local folder <const> = ("%s/%s%s"):format(FOLDER, size, kind == "plain" and "" or "-" .. kind)
  local words <const> = { plain = "flat", shuffled = "flat", windows = "flat windows", tree = "" }
  if kind == "shuffled" then
    must("mkdir -p " .. folder)
    for i, name in ipairs { "indikator", "anggaran" } do
      must(("%s/bench/shuffle %s/%s/%s.csv %s/%s.csv %d"):format(OUT, FOLDER, size, name, folder,
        name, i))
    end
  else
    must(("mkdir -p %s && %s/bench/generate %s %d 1 %s"):format(FOLDER, OUT, folder, ROWS[size],
      words[kind]))
  end
  must("sync -f " .. folder)
  return folder
end

-- ---- measuring ----

-- Wall and processor time of libcsv alone, in nanoseconds; how many rows there are.
local function tokenise(folder)
  local text <const> = must(("%s/bench/tokenise %s/indikator.csv %s/anggaran.csv"):format(OUT,
    folder, folder))
  local wall <const>, cpu <const>, rows <const> = text:match "^(%d+) (%d+) (%d+)$"
  return { wall = tonumber(wall), cpu = tonumber(cpu), rows = tonumber(rows) - 2 }
end

-- One run of a case.
local function run(case)
  if case.out then must(("rm -rf %s && mkdir -p %s"):format(case.out, case.out)) end
  local text <const>, status <const> = shell(("%s %s/bench/measure %s/bench/sync.so %s"):format(
    case.environment or "", OUT, OUT, case.command))
  assert(status <= 1, case.name .. " failed: " .. case.command) -- 1: the data have flaws
  local wall <const>, cpu <const>, peak <const>, sync <const>, sync_cpu <const> =
    text:match "^(%d+) (%d+) (%d+) (%d+) (%d+)$"
  local job <const> = case.out ~= nil
  return {
    wall = wall - (job and sync or 0),
    cpu = cpu - (job and sync_cpu or 0),
    peak = tonumber(peak),
    sync = job and tonumber(sync) or 0,
  }
end

local function least_and_median(runs, what)
  local list <const> = {}
  for i, figures in ipairs(runs) do list[i] = figures[what] end
  table.sort(list)
  return math.tointeger(list[1]), math.tointeger(list[(#list + 1) // 2])
end

-- Runs the cases in turn. Those of one data set follow what libcsv takes for it. What a case checks
-- is checked after its first run.
local function measure(cases, runs)
  local libcsv <const> = {}
  for round = 1, runs do
    for _, case in ipairs(cases) do
      local bare = libcsv[case.data or false]
      if case.data and not bare then
        bare = {}
        libcsv[case.data] = bare
      end
      if bare and #bare < round then bare[round] = tokenise(case.data) end
      if round <= (case.runs or runs) then
        case.measured = case.measured or {}
        table.insert(case.measured, run(case))
        if round == 1 and case.check then case.differ = case.check(case) end
      end
    end
  end
  for _, case in ipairs(cases) do
    case.libcsv = case.data and { wall = least_and_median(libcsv[case.data], "wall"),
                                  cpu = least_and_median(libcsv[case.data], "cpu") }
    case.rows = case.data and libcsv[case.data][1].rows
    case.wall, case.median = least_and_median(case.measured, "wall")
    case.cpu = least_and_median(case.measured, "cpu")
    case.peak = select(2, least_and_median(case.measured, "peak"))
    case.sync = select(2, least_and_median(case.measured, "sync"))
  end
end

-- ---- cases ----

local function result(name) return FOLDER .. "/out/" .. name:gsub("[^%w.]+", "-") end

-- The job of job.sh. `settings` are its variables beside CAPAI and JOBS.
local function job(size, name, data, threads, settings)
  local out <const> = result(size .. " " .. name)
  return {
    size = size, name = name, data = data, out = out,
    environment = ("CAPAI=%s/capai JOBS=%d %s"):format(OUT, threads, settings or ""),
    command = ("sh tests/bench/job.sh %s %s"):format(data, out),
  }
end

-- The result of a case is that of another one, byte for byte.
local function same_as(other)
  return function(case)
    for _, name in ipairs { "hasil_indikator.csv", "hasil_opd.csv" } do
      must(("cmp %s/%s %s/%s"):format(case.out, name, other.out, name))
    end
    return "0 0"
  end
end

-- ... in another order.
local function same_rows_as(other)
  return function(case)
    for _, name in ipairs { "hasil_indikator.csv", "hasil_opd.csv" } do
      local function digest(folder)
        return must(("LC_ALL=C sort %s/%s | cksum"):format(folder, name))
      end
      assert(digest(case.out) == digest(other.out), case.name .. ": other rows")
    end
    return "0 0"
  end
end

local function peer(size, tool, data, first)
  local out <const> = result(size .. " " .. tool)
  return {
    size = size, name = tool, data = data, out = out, runs = 2,
    command = ("sh tests/bench/peer.sh %s %s %s"):format(tool, data, out),
    check = function(case) return ("%d %d"):format(differ(case.out, first.out)) end,
  }
end

local function eval(size, data)
  return {
    size = size, name = "capai eval, one table", data = data,
    command = ("%s/capai eval %s --rules jember-2024 --format csv --table indikator"):format(OUT,
      data),
  }
end

-- What is wanted of a case: at least, and the aim.
local function wanted(case, what, least, aim)
  case.wanted = case.wanted or {}
  table.insert(case.wanted, { what = what, least = least, aim = aim })
  return case
end

-- One thread and all of them.
local function both(size, name, data)
  local one <const> = job(size, name .. ", 1 thread", data, 1)
  if THREADS == 1 then return { one } end
  local all <const> = job(size, ("%s, %d threads"):format(name, THREADS), data, THREADS)
  all.check = same_as(one)
  return { one, all }
end

local function small()
  local plain <const> = make("0.1x", "plain")
  local cases <const> = both("0.1x", "job", plain)
  table.insert(cases, eval("0.1x", plain))
  return cases
end

-- The three ways to say a formula; all ratios are those to the first.
local function formulas(size, data, first)
  local cases <const> = {}
  for i, pack in ipairs { "named", "text", "function" } do
    local case <const> = job(size, "formula: " .. pack, data, 1,
      ("RULES=tests/bench/rules/%s.lua"):format(pack))
    case.check = same_as(first)
    case.times = i > 1 and cases[1] or nil
    cases[i] = case
  end
  wanted(cases[2], "times", 1.5)
  wanted(cases[3], "times", 3)
  return cases
end

local function large()
  local plain <const>, cases <const> = make("1x", "plain"), {}
  local function add(list) table.move(list, 1, #list, #cases + 1, cases) end
  add(both("1x", "job", plain))
  local first <const> = cases[1]
  wanted(wanted(first, "libcsv", 0.30, 0.16), "MiB", 24, 12)
  if cases[2] then wanted(wanted(cases[2], "libcsv", 0.20, 0.11), "MiB", 24, 12) end
  local windows <const> = job("1x", "Windows export, 1 thread", make("1x", "windows"), 1)
  windows.times, windows.check = first, same_as(first)
  local forced <const> = job("1x", "job, --force-libcsv", plain, 1, "OPTIONS=--force-libcsv")
  forced.check = same_as(first)
  local shuffled <const> = both("1x", "shuffled", make("1x", "shuffled"))
  shuffled[1].check = same_rows_as(first)
  add { wanted(windows, "times", 1.3), forced }
  add(shuffled)
  add { job("1x", "budget trees, 1 thread", make("1x", "tree"), 1) }
  add(formulas("1x", plain, first))
  add { peer("1x", "mawk", plain, first), peer("1x", "sqlite3", plain, first) }
  return cases
end

local function huge()
  local cases <const> = both("10x", "job", make("10x", "plain"))
  wanted(cases[1], "MiB", 160, 60)
  return cases
end

-- Whole processes: one OPD, and reports of three chapters.
local function processes()
  local one <const> = {
    size = "one OPD", name = "capai eval", command = OUT .. "/capai eval examples/semboro-2024" }
  local cases <const> = { wanted(one, "ms", 5, 2) }
  for _, form in ipairs { "html", "docx", "xlsx" } do
    local out <const> = ("%s/out/report.%s"):format(FOLDER, form)
    table.insert(cases, {
      size = "one OPD", name = "report, " .. form,
      command = ("%s/capai eval examples/semboro-2024 --layout jember-2024 -o %s"):format(OUT, out),
    })
  end
  wanted(cases[2], "cpu_ms", 50)
  wanted(cases[3], "cpu_ms", 150)
  wanted(cases[4], "cpu_ms", 150)
  return cases
end

-- ---- what is told ----

local function seconds(nanoseconds) return ("%.3f"):format(nanoseconds / 1e9) end

-- The figure that is wanted to be small, and how it is written.
local FIGURES <const> = {
  libcsv = function(case) return case.wall / case.libcsv.wall, "%.2f of libcsv" end,
  MiB = function(case) return case.peak / 1024, "%.1f MiB" end,
  ms = function(case) return case.wall / 1e6, "%.1f ms" end,
  cpu_ms = function(case) return case.cpu / 1e6, "%.1f ms of CPU" end,
  -- of one thread each
  times = function(case) return case.cpu / case.times.cpu, "%.2f CPU of " .. case.times.name end,
}

local function remark(case)
  local list <const> = {}
  for _, wish in ipairs(case.wanted or {}) do
    local value <const>, form <const> = FIGURES[wish.what](case)
    list[#list + 1] = ("%s (wanted: %s%s)"):format(form:format(value), wish.least,
      wish.aim and ", aim " .. wish.aim or "")
    wish.value = value
  end
  if case.differ and case.differ ~= "0 0" then
    list[#list + 1] = ("%s indicators, %s OPDs differ"):format(case.differ:match "(%d+) (%d+)")
  end
  return table.concat(list, "; ")
end

local function put(...)
  print((("%-28s %8s %8s %8s %7s %7s %8s  %s"):format(...):gsub("%s+$", "")))
end

local function put_case(case)
  local l <const> = case.libcsv
  put(case.name, seconds(case.wall), seconds(case.median), seconds(case.cpu),
    l and ("%.2f"):format(case.wall / l.wall) or "", l and ("%.2f"):format(case.cpu / l.cpu) or "",
    ("%.1f"):format(case.peak / 1024), remark(case))
  if case.sync > 0 then
    put("  its last fsync, not counted", seconds(case.sync), "", "", "", "", "", "")
  end
end

local function put_cases(cases)
  local rows = cases[1].rows
  print()
  put(cases[1].size .. (rows and (", %d rows"):format(rows) or ""), "wall s", "median", "CPU s",
    "wall/L", "CPU/L", "MiB", "")
  for _, case in ipairs(cases) do put_case(case) end
  local told <const> = {}
  for _, case in ipairs(cases) do
    if case.libcsv and not told[case.data] then
      told[case.data] = true
      print(("L of %s: libcsv alone takes %s s"):format(case.data:match "[^/]+$",
        seconds(case.libcsv.wall)))
      if case.libcsv.wall > 1.2 * case.libcsv.cpu then
        print(("  of which the processor worked %s s: the machine is busy, believe the CPU times")
          :format(seconds(case.libcsv.cpu)))
      end
    end
  end
  io.stdout:flush()
end

local function figures_of(case)
  return {
    { "data", case.data and case.data:match "[^/]+$" or case.size }, { "case", case.name },
    { "runs", #case.measured }, { "wall_ns", case.wall }, { "wall_median_ns", case.median },
    { "cpu_ns", case.cpu }, { "peak_kib", case.peak }, { "sync_ns", case.sync },
    { "libcsv_wall_ns", case.libcsv and case.libcsv.wall },
    { "libcsv_cpu_ns", case.libcsv and case.libcsv.cpu },
    { "rows", case.rows },
    { "indicators_differ", case.differ and math.tointeger(tonumber(case.differ:match "^%d+")) },
    { "opds_differ", case.differ and math.tointeger(tonumber(case.differ:match "%d+$")) },
  }
end

local function about_machine()
  local function said(command) return (shell(command .. " 2>/dev/null"):match "^[^\n]*") end
  return {
    { "date", os.date "!%Y-%m-%dT%H:%M:%SZ" },
    { "commit", said "git describe --always --dirty" },
    { "program", said(OUT .. "/capai --version") },
    { "processor", said "sed -n 's/^model name.*: //p' /proc/cpuinfo" },
    { "processors", THREADS },
    { "kernel", said "uname -sr" },
    { "compiler", said "cc --version" },
  }
end

-- ---- the benchmark ----

local sizes <const> = { [""] = { small, large }, small = { small }, big = { small, large, huge } }
local figures <const> = {}
local machine <const> = about_machine()
assert(sizes[SIZE], "BENCH is small or big, or not set")
assert(RUNS and RUNS > 0, "RUNS is a number of runs")

for i, pair in ipairs(machine) do
  if i > 1 and pair[2] then print(("%-12s %s"):format(pair[1], pair[2])) end
end
print(("%d runs of each; the least of them, and the median"):format(RUNS))

must("rm -rf " .. FOLDER)
must(("mkdir -p %s/out"):format(FOLDER))
local function section(cases, runs)
  measure(cases, runs)
  put_cases(cases)
  for _, case in ipairs(cases) do figures[#figures + 1] = figures_of(case) end
end
for _, cases in ipairs(sizes[SIZE]) do section(cases(), RUNS) end
section(processes(), 10 * RUNS)
must("rm -rf " .. FOLDER)

write_json(JSON, machine, figures)
print(("\nfigures in %s; lua5.4 tests/bench/compare.lua OLD NEW sets two such files side by side")
  :format(JSON))
