-- Random data under random rules, by Capai and by the slow evaluator of tests/differential: the
-- same to the last digit; and what must hold whatever the numbers are. `make differential` and
-- `make properties` do more of it. CAPAI is the program; the folder of the checkout is the working
-- directory. CASES, ROUNDS and SEED say how many, and which.

local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local folder <const> = check.shell("mktemp -d"):gsub("\n", "")

local function run(command, script, count, seed)
  return check.shell(("CAPAI='%s' PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 " ..
    "tests/differential/%s.py %d %d 2>&1"):format(command, script, count, seed))
end

local SEED <const> = tonumber(os.getenv "SEED" or 1)
local out <const>, status <const> = run(program, "run", tonumber(os.getenv "CASES" or 4000), SEED)
check.that(status == 0 and out:find ": 0 differences\n$", out)

-- What must hold whatever the numbers are.
local held <const>, broken <const> = run(program, "properties", tonumber(os.getenv "ROUNDS" or 1),
  SEED)
check.eq(broken, 0, held)
for name in ("monotone scale_invariant children_add_up row_order file_order threads read_back " ..
  "json_and_csv"):gmatch "%S+" do
  check.that(tonumber(held:match(name .. " +(%d+)") or 0) > 0, name .. ": " .. held)
end

-- One that says of a result that is there that it is not is found out, with what repeats it.
check.write(folder .. "/liar", ([[
#!/bin/sh
%s "$@"
status=$?
while [ "$1" != -o ]; do shift; done
[ ! -e "$2/indikator.csv" ] || sed -i '0,/,nilai,/s//,belum_diisi,/' "$2/indikator.csv"
exit $status
]]):format(program))
check.shell(("chmod +x %s/liar"):format(folder))
local told <const>, found <const> = run(folder .. "/liar", "run", 100, 7)
check.eq(found, 1, "status of what is found")
check.that(told:find("seed 7, capai batch: indikator, row %d+, status: expected 'nilai', found " ..
  "'belum_diisi'"), told)
check.that(told:find("return capai.rules {", 1, true), "the rules: " .. told)
check.that(told:find("\nindikator.csv\nopd;tahun;", 1, true), "the data: " .. told)

local said <const>, kept <const> = run(folder .. "/liar", "properties", 1, 1)
check.eq(kept, 1, "status of a property that does not hold")
check.that(said:find "^seed 1, monotone: Indikator nomor %d+: realisasi %S+ gives ", said)

check.shell("rm -rf " .. folder)
check.done()
