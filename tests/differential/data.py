"""Random data sets: what they mean, in Python, and the CSV files that say it to Capai."""

import csv
import io
import os
from collections import namedtuple
from fractions import Fraction
import formulas
from exact import plain

# A cell as it is written, and what it means: `number` with `digits` decimals; of a range the lower
# end, and `upper`; `word` of a grade or text. `bare`: results print the number, else the text.
Cell = namedtuple("Cell", "text kind number upper word digits bare")
MISSING, BROKEN = ["", "NA", "n/a", "-"], ["9.871.1466.000", "#DIV/0!", "8S,57", "1.2.3"]
YEAR = 2024
GRADED = ["positive", "negative", "inverse", "tolerance", "stabilize"]


def cell(text, kind, number=None, upper=None, word=None, digits=0, bare=False):
    return Cell(text, kind, number, upper, word, digits, bare)


def empty(text=""):
    return cell(text, "missing")


def indonesian(value, digits, grouped):
    whole, _, rest = plain(abs(value), digits).partition(".")
    if grouped:
        whole = "{:,}".format(int(whole)).replace(",", ".")
    return ("-" if value < 0 else "") + whole + ("," + rest if rest else "")


def number_cell(r, value, digits, usual):
    """A number as offices write it."""
    text, bare = indonesian(value, digits, r.random() < 0.6), True
    shape = 0 if usual else r.random()
    if shape > 0.95 and 1 <= digits <= 2 and value >= 0:
        text = plain(value, digits) # the other notation, and nothing else
    elif shape > 0.9 and value < 0:
        text = "(%s)" % indonesian(-value, digits, True)
    elif shape > 0.85:
        text += r.choice(["%", " %"])
    elif shape > 0.8:
        text, bare = text + r.choice([" Dok", "Kali", " orang"]), False
    elif shape > 0.77:
        text, bare = text + " (IKM Kab. Jember)", False
    if not usual and r.random() < 0.05:
        text = " " + text + " "
    return cell(text, "number", value, digits=digits, bare=bare)


def random_value(r, most):
    """A number of at most so many digits."""
    digits = r.choice([0, 0, 1, 2, 2, 3])
    size = r.randint(1, max(1, min(7, most - digits)))
    return Fraction(r.randint(0 if r.random() < 0.05 else 1, 10 ** size), 10 ** digits), digits


def random_pair(r, rules, most):
    """Target and realisasi; often such that the capaian is at a bound or a tie of rounding."""
    target, digits = random_value(r, most)
    shape = r.random()
    if shape < 0.45 or most < 9:
        return (target, digits), random_value(r, most)
    if shape < 0.6:
        factor = Fraction(r.randint(50, 130), 100)
    else:
        ends = [band[end][0] for band in rules["scale"]["bands"] for end in ("low", "high")
                if band[end]]
        shown = rules["round"]["capaian"][0]
        tie = 2 * r.randint(10, 130) * 10 ** shown + r.choice([0, 1, 1, -1])
        factor = r.choice(ends) / 100 if ends and shape < 0.8 else Fraction(tie, 200 * 10 ** shown)
        factor += r.choice([0, 0, 0, 1, -1]) * Fraction(1, 10 ** (shown + 2 + r.choice([0, 1, 3])))
        target, digits = Fraction(r.choice([1, 2, 4, 5, 8, 10, 20, 80, 100, 200, 250, 1000])), 0
    realisasi = target * factor
    digits_r = 0
    while (realisasi * 10 ** digits_r).denominator != 1:
        digits_r += 1
    return (target, digits), (realisasi, digits_r)


def random_grade(r, rules):
    word = r.choice(rules["grades"][0] + ["E"])
    if r.random() < 0.5:
        return cell(word, "grade", word=word)
    value = Fraction(r.randint(3000, 9900), 100)
    text = "%s (%s)" % (word, indonesian(value, 2, False))
    return cell(text, "grade", value, word=word, digits=2)


def odd_cell(r, usual):
    """What stands in a cell on a bad day, or None."""
    if usual:
        return None
    shape = r.random()
    if shape < 0.06:
        return empty(r.choice(MISSING))
    if shape < 0.08:
        return cell(r.choice(BROKEN), "broken")
    if shape < 0.12:
        return cell(*r.choice([("0", "number"), ("0,00", "number")]), number=Fraction(0), bare=True)
    if shape < 0.14:
        return number_cell(r, -random_value(r, 5)[0], 3, False)
    return None


def fix_digits(one):
    """The zero "0,00" has two decimals."""
    return one._replace(digits=2) if one.text == "0,00" else one


def random_cells(r, rules, formula, usual):
    """target and realisasi for a formula."""
    kind = formula["kind"]
    pair = random_pair(r, rules, formulas.digits_allowed(formula))
    target, realisasi = (number_cell(r, value, digits, usual) for value, digits in pair)
    if kind == "ordinal":
        words = list(formulas.WORDS)
        target, realisasi = (cell(word, "grade", word=word) for word in r.choices(words, k=2))
    elif kind == "binary":
        words = formulas.YES + formulas.NO
        target, realisasi = (cell(word, "text", word=word) for word in r.choices(words, k=2))
    elif kind == "range":
        low, width = r.choice([0, r.randint(1, 60), r.randint(1, 60)]), r.randint(0, 30)
        if r.random() < 0.8:
            target = cell("%d - %d%s" % (low, low + width, r.choice(["", " bulan", "%"])), "range",
                          Fraction(low), Fraction(low + width))
        else:
            target = number_cell(r, Fraction(low), 0, usual)
        value = Fraction(r.randint(0, 200), 2)
        realisasi = number_cell(r, value, 1, usual)
    elif formula.get("name") in GRADED and not usual and rules["grades"] and r.random() < 0.08:
        target, realisasi = random_grade(r, rules), random_grade(r, rules)
    return (fix_digits(odd_cell(r, usual) or target), fix_digits(odd_cell(r, usual) or realisasi))


# ---- rows ----

SASARAN = ["Meningkatnya mutu layanan", "Akuntabilitas kinerja", "Tata kelola, tertib dan rapi",
           "Kesehatan ibu", "Sarana prasarana", "Ketahanan \"pangan\""]
TUJUAN = ["Pemerintahan yang baik", "Rakyat sejahtera", "Lingkungan lestari"]


def respelt(r, name, usual):
    return r.choice([name.upper(), name.replace(" ", "  ", 1), name + "."]) \
        if name and not usual and r.random() < 0.1 else name


def indicator_rows(r, key, rules, usual):
    names = r.sample(SASARAN[:-1] if usual else SASARAN, r.randint(1, 4))
    above = {name: r.choice(TUJUAN) for name in names}
    weights = rules["average"]["kind"] == "weighted"
    two_years = not usual and r.random() < 0.4
    rows = []
    for k in range(r.randint(1, 9)):
        arah = r.choice(["positif", "positif", "negatif", r.choice(list(rules["arah"]))])
        formula = rules["arah"][arah]
        sasaran = r.choice(names)
        row = {"opd": key, "tahun": YEAR, "jenis": "", "sasaran": sasaran, "tujuan": above[sasaran],
               "indikator": "Indikator nomor %d" % k, "arah": arah, "target_akhir": empty(),
               "tahun_akhir": None, "pembanding": empty(), "bobot": empty()}
        if not usual:
            row["jenis"] = r.choice(["", "", "", "sasaran", "tujuan", "program"])
            if rules["default_arah"] and arah == rules["default_arah"] and r.random() < 0.5:
                row["arah"] = ""
            if row["jenis"] == "tujuan" and r.random() < 0.7:
                row["sasaran"] = ""
        if not usual and r.random() < 0.3:
            value, digits = random_value(r, formulas.digits_allowed(formula))
            row["target_akhir"] = odd_cell(r, False) or number_cell(r, value, digits, False)
            row["tahun_akhir"] = 2026
        if not usual and r.random() < 0.3:
            value, digits = random_value(r, formulas.digits_allowed(formula))
            row["pembanding"] = odd_cell(r, False) or number_cell(r, value, digits, False)
        if (weights and r.random() < 0.93) or (not usual and r.random() < 0.1):
            value, digits = r.choice([("20", 0), ("25", 0), ("0.25", 2), ("0.5", 1), ("10", 0)])
            row["bobot"] = cell(indonesian(Fraction(value), digits, False), "number",
                                Fraction(value), digits=digits, bare=True)
        for year in ([YEAR - 1, YEAR] if two_years and r.random() < 0.7 else [YEAR]):
            target, realisasi = random_cells(r, rules, formula, usual)
            rows.append({**row, "tahun": year, "target": target, "realisasi": realisasi,
                         "sasaran": respelt(r, row["sasaran"], usual)})
    if usual: # the budget names no other sasaran
        names = sorted({row["sasaran"] for row in rows})
    return rows, names


def amount_cell(r, value, usual):
    text = r.choice(["{:,}".format(value).replace(",", "."), str(value)])
    if not usual:
        text = r.choice([text, text, "Rp " + text, "Rp" + text + ",00", "Rp. " + text + ",-"])
    return cell(text, "number", Fraction(value), bare=True)


def odd_amount(r, usual):
    if usual or r.random() > 0.04:
        return None
    return r.choice([empty(), empty("-"), cell("9.871.1466.000", "broken"),
                     cell("0", "number", Fraction(0), bare=True)])


def budget_lines(r, key, names, usual):
    lines = []

    def add(kode, sasaran, pagu, spent, jenjang):
        lines.append({"opd": key, "tahun": YEAR, "kode": kode, "sasaran": sasaran,
                      "jenjang": "" if usual else jenjang,
                      "pagu": odd_amount(r, usual) or amount_cell(r, pagu, usual),
                      "realisasi": odd_amount(r, usual) or amount_cell(r, spent, usual)})

    for p in range(r.choice([0, 1, 2, 3, 3])):
        program, sasaran = "7.01.%02d" % (p + 1), r.choice(names)
        where = len(lines)
        sums = [0, 0]
        for k in range(r.choice([0, 0, 2, 3])):
            pagu = r.randint(1, 10 ** r.randint(5, 10))
            spent = pagu * r.randint(50, 100) // 100
            sums = [sums[0] + pagu, sums[1] + spent]
            own = "" if usual or r.random() < 0.6 else r.choice(names)
            form = "%s.%d" if usual or r.random() < 0.7 else "%s.2.%02d"
            add(form % (program, k + 1), sasaran if usual else own, pagu, spent, "kegiatan")
        if not sums[0] or (not usual and r.random() < 0.2):
            sums[0] = r.choice([r.randint(1, 10 ** 10), r.randint(1, 200) * 10 ** 6])
            used = r.randint(0, 100 if usual else 105)
            sums[1] = sums[0] * r.choice([50, 75, 80, 90, 100, used]) // 100
        rest = lines[where:]
        del lines[where:]
        add(program, "" if not usual and r.random() < 0.2 else sasaran, *sums, "program")
        lines.extend(rest)
    if lines and not usual and r.random() < 0.1:
        add("7.T", "", r.randint(1, 10 ** 9), r.randint(1, 10 ** 9), "total")
    codes = [line["kode"] for line in lines]
    return [line for i, line in enumerate(lines) if line["kode"] not in codes[:i]]


def random_set(r, packs, count):
    """`count` OPDs, each under one of the packs, in kabupaten of one pack each."""
    opds = []
    for i in range(count):
        rules = r.choice(packs)
        usual = r.random() < (0.85 if rules["plain"] else 0.1)
        key = "opd-%04d" % i
        rows, names = indicator_rows(r, key, rules, usual)
        lines = budget_lines(r, key, names, usual)
        kabupaten = r.choice(["", "Kab. %s %d" % (rules["id"], r.randint(1, 3)),
                              "Kab. %s" % rules["id"], "Kab. Campuran"])
        opds.append({"opd": key, "kabupaten": kabupaten, "provinsi": "Jawa", "rules": rules,
                     "rows": rows, "lines": lines})
    return opds


# ---- files ----

INDIKATOR = ["opd", "tahun", "jenis", "tujuan", "sasaran", "indikator", "arah", "target",
             "realisasi", "target_akhir", "tahun_akhir", "pembanding", "bobot"]
ANGGARAN = ["opd", "tahun", "kode", "jenjang", "sasaran", "pagu", "realisasi"]
OPD = ["opd", "tahun", "nama", "kabupaten", "provinsi", "aturan"]


def as_text(value):
    if isinstance(value, Cell):
        return value.text
    return "" if value is None else str(value)


def write_file(path, columns, rows, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([as_text(row[column]) for column in columns])
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(out.getvalue())
        if os.path.basename(path) == "indikator.csv":
            file.write(" " * (1 << 20) + "\n") # so that it is no small data set


def write_set(folder, opds, delimiter=","):
    os.makedirs(folder, exist_ok=True)
    listed = [{**opd, "tahun": YEAR, "nama": opd["opd"].upper(), "aturan": opd["rules"]["id"]}
              for opd in opds]
    write_file(os.path.join(folder, "opd.csv"), OPD, listed, delimiter)
    write_file(os.path.join(folder, "indikator.csv"), INDIKATOR,
               [row for opd in opds for row in opd["rows"]], delimiter)
    write_file(os.path.join(folder, "anggaran.csv"), ANGGARAN,
               [line for opd in opds for line in opd["lines"]], delimiter)
