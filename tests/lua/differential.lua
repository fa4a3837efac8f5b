-- Random data under random rules, by Capai and by the slow evaluator of tests/differential: the
-- same to the last digit. `make differential` does more of it. CAPAI is the program; the folder of the
-- checkout is the working directory. CASES and SEED say how many, and which.

local check <const> = dofile "tests/support/check.lua"
local program <const> = os.getenv "CAPAI" or "build/capai"
local folder <const> = check.shell("mktemp -d"):gsub("\n", "")

local function differential(command, cases, seed)
  return check.shell(("CAPAI='%s' PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 " ..
    "tests/differential/run.py %d %d 2>&1"):format(command, cases, seed))
end

local out <const>, status <const> = differential(program, tonumber(os.getenv "CASES" or 4000),
  tonumber(os.getenv "SEED" or 1))
check.that(status == 0 and out:find ": 0 differences\n$", out)

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
local told <const>, found <const> = differential(folder .. "/liar", 100, 7)
check.eq(found, 1, "status of what is found")
check.that(told:find("seed 7, capai batch: indikator, row %d+, status: expected 'nilai', found " ..
  "'belum_diisi'"), told)
check.that(told:find("return capai.rules {", 1, true), "the rules: " .. told)
check.that(told:find("\nindikator.csv\nopd;tahun;", 1, true), "the data: " .. told)

check.shell("rm -rf " .. folder)
check.done()
