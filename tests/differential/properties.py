"""Tries properties on random data under random rules: what must hold whatever the numbers are.

    CAPAI=build/capai /usr/bin/python3 tests/differential/properties.py [ROUNDS [SEED]]

A round is a data set of the generator that run.py uses too. A property changes the data, or the
way to the results, and says what must become of these. KEEP=1 keeps the files of the last round.
"""

from decimal import Decimal, InvalidOperation
from fractions import Fraction
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import data
import evaluate
import run

OPDS, PACKS = 60, 4
TABLES = run.LISTS + tuple(run.KEYS) + ("kabupaten",)
SCALE_FREE = {"tolerance", "stabilize", "growth", "final", "positive", "negative", "inverse"}
# What is in percent, or said of it; in each table as far as that has it.
SHARES = ("capaian", "predikat", "status", "capaian_akhir", "status_capaian_akhir", "tren_persen",
          "di_batas", "jumlah_indikator", "serapan", "status_serapan", "efisiensi",
          "efisiensi_persen", "nilai_efisiensi", "proporsi", "peringkat", "jumlah", "jumlah_opd")


class Broken(Exception):
    """A property that does not hold."""


class Round:
    def __init__(self, folder, seed):
        self.random = random.Random(seed)
        self.folder = folder
        self.packs = [run.random_rules.random_rules(self.random, "acak-%d" % i)
                      for i in range(PACKS)]
        self.opds = data.random_set(self.random, self.packs, OPDS)
        for opd in self.opds: # by whose rules a mixed one is measured hangs on the order of files
            opd["kabupaten"] = "" if opd["kabupaten"] == "Kab. Campuran" else opd["kabupaten"]

    def write(self, opds, delimiter=","):
        run.write_round(self.folder, opds, self.packs, delimiter)

    def results(self, opds, way="batch"):
        self.write(opds, self.random.choice(",;"))
        return run.run_capai(way, self.folder)

    def capai(self, command, where, out, *options):
        """Runs a command on folders of the round; returns what it prints."""
        path = lambda name: os.path.join(self.folder, name)
        target = ["-o", path(out)] if out else []
        done = subprocess.run(run.CAPAI + [command, *map(path, where), "--rules-path",
                                           path("packs"), "--lang", "en", *target, *options],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, errors="replace", check=False)
        if done.returncode not in (0, 1):
            raise Broken("capai %s: status %d\n%s" % (command, done.returncode,
                                                      done.stderr[-2000:]))
        return done.stdout

    def tables(self, out):
        return run.read_tables(os.path.join(self.folder, out))

    def formula(self, opd, row):
        return opd["rules"]["arah"][row["arah"] or opd["rules"]["default_arah"]]


def with_rows(opds, change, change_line=dict):
    """The same OPDs with other rows."""
    return [{**opd, "rows": [change(opd, dict(row)) for row in opd["rows"]],
             "lines": [change_line(line) for line in opd["lines"]]} for opd in opds]


def same(name, one, other, columns=None):
    """The rows of a table hold the same in both."""
    if len(one) != len(other):
        raise Broken("%s: %d rows, and %d" % (name, len(one), len(other)))
    for a, b in zip(one, other):
        for column in columns or a:
            if column in a and a[column] != b[column]:
                raise Broken("%s, %s: %r, and %r\n%s\n%s" % (name, column, a[column], b[column],
                                                             a, b))
    return len(one)


# ---- the numbers ----

def is_plain(cell):
    return cell.kind == "number" and cell.number is not None


def monotone(this):
    """A higher realisasi never lowers a positive capaian, and never raises a negative one."""
    def raised(opd, row):
        if is_plain(row["realisasi"]):
            step = Fraction(this.random.choice([0, 1, 7, 10 ** this.random.randint(0, 6)]),
                            10 ** this.random.randint(0, 3))
            cell = row["realisasi"]
            row["realisasi"] = data.number_cell(this.random, cell.number + step, cell.digits + 3,
                                                True)
        return row

    higher = with_rows(this.opds, raised)
    before, after = this.results(this.opds)["indikator"], this.results(higher)["indikator"]
    rows = [(opd, row) for opd in this.opds for row in opd["rows"]]
    same("indikator", before, after, ["opd", "indikator", "target"])
    count = 0
    for (opd, row), a, b in zip(rows, before, after):
        name = this.formula(opd, row).get("name")
        if name not in ("positive", "negative", "inverse") or not is_plain(row["target"]) or \
                not is_plain(row["realisasi"]) or row["target"].number <= 0 or \
                row["realisasi"].number < (name == "inverse"):
            continue
        low, high = (a, b) if name == "positive" else (b, a)
        if a["status"] != "nilai" or Decimal(low["capaian"]) > Decimal(high["capaian"]):
            raise Broken("%s: realisasi %s gives %r, %s gives %r" % (
                row["indikator"], a["realisasi"], a["capaian"], b["realisasi"], b["capaian"]))
        if opd["rules"]["plain"] and rank(opd, low) > rank(opd, high):
            raise Broken("%s: the class falls from %s to %s" % (row["indikator"], high["predikat"],
                                                                low["predikat"]))
        count += 1
    return count


def rank(opd, found):
    """How high a class stands on a scale without gaps and overlaps."""
    bands = sorted(opd["rules"]["scale"]["bands"], key=lambda band: band["low"] is not None and
                   (1, band["low"][0]) or (0, 0))
    return [band["name"] for band in bands].index(found["predikat"])


def times_ten(cell):
    if cell.kind == "range":
        text = "%d - %d" % (cell.number * 10, cell.upper * 10)
        return cell._replace(text=text, number=cell.number * 10, upper=cell.upper * 10)
    if not is_plain(cell):
        return cell
    text = data.indonesian(cell.number * 10, max(cell.digits, 1), True)
    return cell._replace(text=text, number=cell.number * 10)


def scale_invariant(this):
    """Target, realisasi, pagu and what was spent times ten: every percentage stays."""
    def measured(opd, row):
        formula = this.formula(opd, row)
        if formula["kind"] == "text" or formula["kind"] == "function" or \
                formula.get("name", "positive") not in SCALE_FREE:
            row["arah"] = "positif"
        for column in ("target", "realisasi"):
            if row[column].kind == "grade": # beside a number its number would have to grow, too
                row[column] = data.empty()
        return row

    def larger(_, row):
        return {**row, **{column: times_ten(row[column]) for column in
                          ("target", "realisasi", "target_akhir", "pembanding")}}

    def larger_line(line):
        return {**line, **{column: times_ten(line[column]) for column in ("pagu", "realisasi")}}

    opds = with_rows(this.opds, measured)
    one, other = this.results(opds), this.results(with_rows(opds, larger, larger_line))
    return sum(same(name, one[name], other[name], SHARES) for name in TABLES)


def total(texts):
    """The sum of amounts; None where there is none, or one is missing or cannot be read."""
    try:
        return sum(map(Decimal, texts)) if texts else None
    except InvalidOperation:
        return None


def children_add_up(this):
    """What stands in pagu_anak is the sum of the lines below, and the OPD's pagu that of the
    lines without a parent."""
    tables = this.results(this.opds)
    rows, at, count = tables["anggaran"], 0, 0
    totals = {row["opd"]: row for row in tables["opd"] if row["tahun"] == str(data.YEAR)}
    for opd in this.opds:
        lines = rows[at:at + len(opd["lines"])]
        at += len(lines)
        codes = {line["kode"] for line in lines if line["jenjang"] != "total"}
        below = {}
        for line in lines:
            parts = line["kode"].split(".")
            above = [".".join(parts[:i]) for i in range(len(parts) - 1, 0, -1)]
            parent = next((code for code in above if code in codes), "")
            if line["jenjang"] != "total":
                below.setdefault(parent, []).append(line)
        for line in lines + [totals[opd["opd"]]] if lines else []:
            whole = "kode" not in line
            for column in ("pagu", "realisasi"):
                found = line[column if whole else column + "_anak"]
                own = below.get("" if whole else line["kode"], []) \
                    if whole or line["jenjang"] != "total" else []
                expected = total([part[column] for part in own])
                if (Decimal(found) if found else None) != expected:
                    raise Broken("%s of %s, %s: %r, not %r" % (column, opd["opd"],
                                                               line.get("kode"), found, expected))
                count += 1
    return count


# ---- the way ----

def unordered(tables):
    """The rows of each table in an order of their own, names as they meet."""
    result = {}
    for name in TABLES:
        rows = [{**row, **{column: evaluate.fold(row[column]) for column in ("sasaran", "tujuan")
                           if column in row}} for row in tables[name]]
        result[name] = sorted(rows, key=lambda row: sorted(row.items()))
    return result


def same_rows(one, other):
    one, other = unordered(one), unordered(other)
    return sum(same(name, one[name], other[name]) for name in TABLES)


def row_order(this):
    """The order of rows changes nothing but the order of results."""
    one = this.results(this.opds)
    this.write(this.opds)
    for name in ("opd", "indikator", "anggaran"):
        path = os.path.join(this.folder, "data", name + ".csv")
        with open(path, encoding="utf-8") as file:
            header, *lines = file.read().rstrip().split("\n")
        this.random.shuffle(lines)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join([header] + lines) + "\n")
            if name == "indikator" and this.random.random() < 0.5:
                file.write(" " * (1 << 20) + "\n")
    return same_rows(one, run.run_capai(this.random.choice(["batch", "eval"]), this.folder))


def file_order(this):
    """One data set or several, in any order: the same rows."""
    one = this.results(this.opds)
    shares, names = [[], [], []], ["bagian-%d" % i for i in range(3)]
    for opd in this.opds:
        this.random.choice(shares).append(opd)
    for name, share in zip(names, shares):
        data.write_set(os.path.join(this.folder, name), share)
    this.random.shuffle(names)
    this.capai("batch", names, "several")
    return same_rows(one, this.tables("several"))


def threads(this):
    """The same bytes with any number of threads."""
    this.write(this.opds)
    count = 0
    for jobs in ("1", "2", "5"):
        this.capai("batch", ["data"], "jobs-" + jobs, "--jobs", jobs)
    for name in sorted(os.listdir(os.path.join(this.folder, "jobs-1"))):
        texts = []
        for jobs in ("1", "2", "5"):
            with open(os.path.join(this.folder, "jobs-" + jobs, name), "rb") as file:
                texts.append(file.read())
        if texts[0] != texts[1] or texts[0] != texts[2]:
            raise Broken("%s is not the same with 1, 2 and 5 threads" % name)
        count += 1
    return count


def read_back(this):
    """A folder of results is a data set that has the same results."""
    this.write(this.opds)
    this.capai("eval", ["data"], "once", "--tahun", "semua")
    this.capai("eval", ["once"], "twice", "--tahun", "semua")
    one, other = this.tables("once"), this.tables("twice")
    return sum(same(name, one[name], other[name]) for name in TABLES)


def json_and_csv(this):
    """JSON holds what CSV does, digit by digit."""
    one = this.results(this.opds, "eval")
    text = this.capai("eval", ["data"], None, "--tahun", "semua", "--format", "json")
    found = json.loads(text, parse_float=str, parse_int=str)
    count = 0
    for name in TABLES:
        rows = [{column: "" if value is None else value for column, value in row.items()}
                for row in found[name]]
        count += same(name, one[name], rows)
    return count


PROPERTIES = [monotone, scale_invariant, children_add_up, row_order, file_order, threads, read_back,
              json_and_csv]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    folder = tempfile.mkdtemp(prefix="properties-")
    counts = dict.fromkeys(PROPERTIES, 0)
    try:
        for seed in range(first, first + rounds):
            for one in PROPERTIES:
                shutil.rmtree(os.path.join(folder, "round"), ignore_errors=True)
                try:
                    counts[one] += one(Round(os.path.join(folder, "round"), seed))
                except (Broken, RuntimeError) as broken:
                    print("seed %d, %s: %s" % (seed, one.__name__, broken))
                    return 1
        for one, count in counts.items():
            print("%-16s %8d  %s" % (one.__name__, count, " ".join(one.__doc__.split())))
        return 0
    finally:
        if os.environ.get("KEEP"):
            print(folder)
        else:
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
