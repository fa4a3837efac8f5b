"""Compares Capai with the slow evaluator, on random data under random rules, to the last digit.

    CAPAI=build/capai /usr/bin/python3 tests/differential/run.py [CASES [SEED]]

A case is one row of the result tables indikator, sasaran, tujuan, anggaran, opd or kabupaten, all
computed cells of which are compared. A round is a data set of some hundred OPDs under eight random
packs; Capai does each twice, by `capai batch` with all tables and by `capai batch --columns`, where
OPDs of the common kind go the quick way, and now and then by `capai eval`. What differs is made
small and printed with its data, its rules and the seed of its round, which as SEED repeats it.
KEEP=1 keeps the files of the last round.
"""

import csv
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import data
import evaluate
import rules as random_rules

CAPAI = shlex.split(os.environ.get("CAPAI", "build/capai")) # perhaps under valgrind
OPDS, PACKS = 250, 8
KEYS = {"sasaran": ("sasaran", "tahun"), "tujuan": ("tujuan", "tahun"), "opd": ("tahun",),
        "rekap": ("tahun", "predikat")}
LISTS = ("indikator", "anggaran")
COMMON = {"indikator": ["opd", "tahun", "indikator", "target", "realisasi", "capaian", "predikat",
                        "status", "di_batas"],
          "opd": ["opd", "tahun", "jumlah_indikator", "capaian", "predikat", "status", "pagu",
                  "realisasi", "serapan", "status_serapan", "efisiensi", "peringkat"],
          "rekap": ["opd", "tahun", "predikat", "urutan", "jumlah"],
          "kabupaten": ["kabupaten", "tahun", "jumlah_opd", "capaian", "predikat", "pagu",
                        "realisasi", "serapan", "peringkat"]}
WAYS = {
    "batch": ["batch", "--jobs", "1"],
    "batch --columns": ["batch", "--jobs", "2", "--columns",
                        ",".join("%s.%s" % (table, column) for table, columns in COMMON.items()
                                 for column in columns)],
    "eval": ["eval", "--tahun", "semua"],
}


def run_capai(way, folder):
    """Capai's result tables, each a list of rows, by one of the ways."""
    out = os.path.join(folder, "out")
    shutil.rmtree(out, ignore_errors=True)
    command, options = WAYS[way][0], WAYS[way][1:]
    done = subprocess.run(CAPAI + [command, os.path.join(folder, "data"), "--rules-path",
                           os.path.join(folder, "packs"), "-o", out, "--lang", "en"] + options,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError("capai %s: status %d\n%s" % (command, done.returncode,
                                                        done.stdout[-3000:]))
    return read_tables(out)


def read_tables(out):
    tables = {}
    for name in LISTS + tuple(KEYS) + ("kabupaten",):
        path = os.path.join(out, name + ".csv")
        if os.path.exists(path):
            with open(path, encoding="utf-8", newline="") as file:
                tables[name] = list(csv.DictReader(file))
    return tables


class Difference:
    def __init__(self, way, table, opd, where, column, expected, found):
        self.way, self.table, self.opd, self.where = way, table, opd, where
        self.column, self.expected, self.found = column, expected, found

    def same_kind(self, other):
        return (self.way, self.table, self.column) == (other.way, other.table, other.column)


def key_of(table, row):
    fold = evaluate.fold if table in ("sasaran", "tujuan") else str
    return (row["opd"],) + tuple(fold(row[column]) if column == table else row[column]
                                 for column in KEYS[table])


def compare_row(differ, expected, found):
    if found is None:
        differ("(row)", "a row", "none")
        return
    for column, text in expected.items():
        if column in found and found[column] != text:
            differ(column, text, found[column])


def compare_all(way, opds, results, totals, tables):
    """What differs, and how many rows were compared."""
    differences, count = [], 0
    by_key = {name: {key_of(name, row): row for row in tables.get(name, [])} for name in KEYS}
    next_row = dict.fromkeys(LISTS, 0)
    kabupaten, ranks = totals

    def differ(table, opd, where):
        return lambda *what: differences.append(Difference(way, table, opd, where, *what))

    for opd, result in zip(opds, results):
        for table in LISTS:
            for i, expected in enumerate(result[table] if table in tables else []):
                at, next_row[table] = next_row[table], next_row[table] + 1
                found = tables[table][at] if at < len(tables[table]) else None
                compare_row(differ(table, opd, "row %d" % (i + 1)), expected, found)
                count += 1
        rows = {name: result[name] for name in ("sasaran", "tujuan", "rekap")}
        rows["opd"] = {(year,): {**texts, "peringkat": ranks[opd["opd"], year]}
                       for year, (_, _, texts) in result["opd"].items()}
        for table, expected_rows in rows.items():
            for where, expected in expected_rows.items() if table in tables else ():
                key = (opd["opd"],) + tuple(map(str, where))
                compare_row(differ(table, opd, where), expected, by_key[table].pop(key, None))
                count += table != "rekap"
    found_rows = {(row["kabupaten"], row["tahun"]): row for row in tables.get("kabupaten", [])}
    for (name, year), expected in kabupaten.items():
        compare_row(differ("kabupaten", None, (name, year)), expected,
                    found_rows.pop((name, str(year)), None))
        count += 1
    by_key["kabupaten"] = found_rows
    for table, left in by_key.items():
        for key in left:
            if table != "opd" or left[key].get("status"):
                differ(table, None, key)("(row)", "none", "a row")
    for table in LISTS:
        if table in tables and next_row[table] != len(tables[table]):
            differ(table, None, "")("(rows)", str(next_row[table]), str(len(tables[table])))
    return differences, count


def write_round(folder, opds, packs, delimiter):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "packs"))
    for pack in packs:
        path = os.path.join(folder, "packs", pack["id"] + ".lua")
        with open(path, "w", encoding="utf-8") as file:
            file.write(random_rules.script(pack))
    data.write_set(os.path.join(folder, "data"), opds, delimiter)


def try_round(folder, opds, packs, ways, delimiter=","):
    write_round(folder, opds, packs, delimiter)
    results = [evaluate.evaluate_opd(opd) for opd in opds]
    totals = evaluate.kabupaten_of(opds, results)
    differences, cases = [], 0
    for way in ways:
        found, count = compare_all(way, opds, results, totals, run_capai(way, folder))
        differences += found
        cases = max(cases, count) # each row is a case once, however many ways lead to it
    return differences, cases


# ---- what differs ----

def shrink(folder, difference):
    """The smallest part of the OPD that still differs in the same way."""
    opd = difference.opd

    def differs(smaller):
        try:
            return any(difference.same_kind(other) for other in
                       try_round(folder, [smaller], [opd["rules"]], [difference.way])[0])
        except RuntimeError:
            return False

    if not differs(opd):
        return None
    for part in ("lines", "rows"):
        i = 0
        while i < len(opd[part]):
            smaller = {**opd, part: opd[part][:i] + opd[part][i + 1:]}
            if (part == "lines" or smaller["rows"]) and differs(smaller):
                opd = smaller
            else:
                i += 1
    return opd


def report(folder, seed, difference, count):
    print("seed %d, capai %s: %s, %s, %s: expected %r, found %r (the first of %d)" % (
        seed, difference.way, difference.table, difference.where, difference.column,
        difference.expected, difference.found, count))
    opd = difference.opd and shrink(folder + "-small", difference)
    if opd:
        print(random_rules.script(opd["rules"]))
        for name, columns, part in (("indikator.csv", data.INDIKATOR, "rows"),
                                    ("anggaran.csv", data.ANGGARAN, "lines")):
            print(name, ";".join(columns), sep="\n")
            for row in opd[part]:
                print(";".join(data.as_text(row[column]) for column in columns))
        difference = next(other for other in try_round(
            folder + "-small", [opd], [opd["rules"]], [difference.way])[0]
            if difference.same_kind(other))
        print("here: %s: expected %r, found %r" % (difference.where, difference.expected,
                                                   difference.found))
    elif difference.opd:
        print("(not with that OPD alone: %s under %s)" % (difference.opd["opd"],
                                                          difference.opd["rules"]["id"]))


def main():
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    first = seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    folder = os.path.join(tempfile.mkdtemp(prefix="differential-"), "round")
    cases = 0
    try:
        while cases < wanted:
            r = random.Random(seed)
            packs = [random_rules.random_rules(r, "acak-%d" % i) for i in range(PACKS)]
            opds = data.random_set(r, packs, min(OPDS, 20 + (wanted - cases) // 10))
            ways = ["batch", "batch --columns"] + (["eval"] if (seed - first) % 8 == 0 else [])
            differences, count = try_round(folder, opds, packs, ways, r.choice(",;"))
            if differences:
                report(folder, seed, differences[0], len(differences))
                return 1
            cases += count
            seed += 1
            if sys.stdout.isatty() or (seed - first) % 50 == 0:
                print("%d cases, seeds %d to %d" % (cases, first, seed - 1), flush=True)
        print("%d cases under %d random packs, seeds %d to %d: 0 differences" % (
            cases, (seed - first) * PACKS, first, seed - 1))
        return 0
    finally:
        if not os.environ.get("KEEP"):
            shutil.rmtree(os.path.dirname(folder))
        else:
            print(folder)


if __name__ == "__main__":
    sys.exit(main())
