"""The slow evaluator: rows of one OPD in, the rows of the result tables out, as the text of each
computed cell. Written from docs/rules.md and docs/data.md."""

from collections import OrderedDict
import measure as m
from budget import Amount, Budget, ZERO, fold, rupiah, serapan
from efficiency import efficiency
from exact import Root, compare, plain
from fractions import Fraction
from measure import BELUM, NILAI, TIDAK_BERLAKU, TIDAK_DAPAT, Value


# ---- means ----

def enters(average, value):
    """What a value counts for in a mean, before it is limited."""
    x = value.shown if average["of"] == "rounded" or isinstance(value.exact, Root) else value.exact
    return m.clamped(x, average["clamp"])


def first_of(outcomes):
    """What is said of several values that are not there."""
    return next((word for word in (BELUM, TIDAK_DAPAT) if word in outcomes), TIDAK_BERLAKU)


def collect(average, kind, values, weights):
    """The values that enter a mean, with their weights, and how many indicators they stand for; or
    the outcome for which there is none: the most hopeful of those that stop it. A row without its
    weight has not been filled in, and cannot count as 0 either."""
    members, without, stopped, count, negative = [], [], [], 0, False
    for i, value in enumerate(values):
        weight = weights[i] if kind == "weighted" else Fraction(1)
        outcome = BELUM if value.there and weight is None else value.outcome
        missing = average["missing"]
        policy = missing if isinstance(missing, str) else missing.get(outcome, "skip")
        enters_as = enters(average, value) if outcome == NILAI else ZERO
        if kind == "geometric" and compare(enters_as, ZERO) < 0:
            negative = True
        elif outcome == NILAI or (policy == "zero" and weight is not None):
            members.append((enters_as, weight))
            count += value.count
        elif policy != "skip":
            stopped.append(outcome)
        if outcome != NILAI:
            without.append(outcome)
    if stopped or negative:
        return first_of(stopped or [TIDAK_DAPAT]), members, 0
    return NILAI if count else first_of(without), members, count


def combined(kind, threshold, members):
    """One exact value of many; None where there is none."""
    numbers = [x for x, _ in members]
    if kind == "weighted":
        total = sum(weight for _, weight in members)
        return sum(x * weight for x, weight in members) / total if total else None
    if kind == "geometric":
        product = Fraction(1)
        for x in numbers:
            product *= x
        return Root(product, len(numbers))
    if kind == "reached":
        return Fraction(100 * sum(x >= threshold for x in numbers), len(numbers))
    if kind == "all":
        return Fraction(100 if all(x >= threshold for x in numbers) else 0)
    return sum(numbers) / len(numbers)


def mean(rules, values, weights=None, above=False):
    """The value of a group; `above`: of groups, not of indicators."""
    average = rules["average"]
    kind = average["kind"]
    if above and kind in ("weighted", "reached", "all"):
        kind = "mean"
    outcome, members, count = collect(average, kind, values, weights)
    exact = combined(kind, average["threshold"], members) if outcome == NILAI else None
    if exact is None:
        result = Value(outcome if outcome != NILAI else TIDAK_DAPAT)
    else:
        result = m.finished(rules, exact)
    result.count = count if result.there else 0
    if average["modal"] and result.there:
        result.band = modal(rules["scale"]["bands"], values)
    return result


def modal(bands, values):
    counts = {}
    for value in values:
        if value.there and value.band is not None and bands[value.band]["verdict"]:
            counts[value.band] = counts.get(value.band, 0) + 1
    if not counts:
        return None
    most = max(counts.values())
    return m.by_edge([band for band in counts if counts[band] == most], bands, "lower")


# ---- rows ----

def capaian_texts(rules, value):
    bands = rules["scale"]["bands"]
    return {"capaian": plain(value.shown, rules["round"]["capaian"][0]) if value.there else "",
            "predikat": bands[value.band]["name"] if value.there and value.band is not None else "",
            "status": value.outcome}


def group_texts(rules, value, money, used, parts, borrowed=None):
    texts = capaian_texts(rules, value)
    texts["jumlah_indikator"] = str(value.count)
    texts["pagu"] = rupiah(money.pagu) if money else ""
    texts["realisasi"] = rupiah(money.realisasi) if money else ""
    texts["serapan"] = plain(used.shown, rules["round"]["serapan"][0]) if used.there else ""
    texts["status_serapan"] = used.outcome
    texts.update(efficiency(rules, value, used, money, parts))
    return texts


def quantity(rules, name, x):
    return plain(m.shown(rules, name, x), rules["round"][name][0])


def cell_number(cell):
    return cell.number if cell is not None and cell.kind in ("number", "grade") else None


def indicator(rules, row, last):
    """The computed cells of a row; `last` is that of the year before."""
    others = {"target_akhir": row["target_akhir"], "pembanding": row["pembanding"],
              "bobot": row["bobot"], "tahun": row["tahun"], "tahun_akhir": row["tahun_akhir"],
              "realisasi_lalu": last and last["realisasi"], "target_lalu": last and last["target"]}
    value = m.measure(rules, row["arah"], row["realisasi"], row["target"], others)
    texts = capaian_texts(rules, value)
    texts["di_batas"] = ("ya" if value.borderline else "tidak") if texts["predikat"] else ""
    end = Value(BELUM)
    if row["target_akhir"].kind != "missing":
        end = m.measure(rules, row["arah"], row["realisasi"], row["target_akhir"], others)
    texts["capaian_akhir"] = quantity(rules, "capaian_akhir", end.exact) if end.there else ""
    texts["status_capaian_akhir"] = end.outcome
    now, other = cell_number(row["realisasi"]), cell_number(row["pembanding"])
    before = cell_number(last["realisasi"]) if last else None
    texts["selisih"] = quantity(rules, "selisih", now - other) if None not in (now, other) else ""
    texts["tren"] = quantity(rules, "tren", now - before) if None not in (now, before) else ""
    texts["tren_persen"] = quantity(rules, "tren_persen", (now - before) * 100 / before) \
        if None not in (now, before) and before else ""
    for name in ("target", "realisasi"):
        cell = row[name]
        texts[name] = "" if cell.kind == "missing" else \
            plain(cell.number, cell.digits) if cell.bare else cell.text.strip()
    return value, texts


def line_texts(rules, budget, i):
    money, whole = budget.amounts[i], budget.whole()
    used = serapan(rules, money)
    texts = {"serapan": plain(used.shown, rules["round"]["serapan"][0]) if used.there else "",
             "status": used.outcome,
             **dict.fromkeys(("sisa", "proporsi", "pagu_anak", "realisasi_anak"), "")}
    if isinstance(money.pagu, Fraction) and isinstance(money.realisasi, Fraction):
        texts["sisa"] = rupiah(money.pagu - money.realisasi)
    of_whole = whole and isinstance(whole.pagu, Fraction) and whole.pagu
    if budget.lines[i]["jenjang"] != "total" and isinstance(money.pagu, Fraction) and of_whole:
        texts["proporsi"] = quantity(rules, "proporsi", money.pagu * 100 / whole.pagu)
    below = budget.sum(budget.children(i))
    if below:
        texts["pagu_anak"], texts["realisasi_anak"] = rupiah(below.pagu), rupiah(below.realisasi)
    return texts


class Group:
    def __init__(self, name):
        self.name, self.rows, self.tujuan, self.value, self.money = name, [], "", None, None


def groups_of(rows, column):
    """The groups that rows name, by their folded name, in order of appearance."""
    groups = OrderedDict()
    for row in rows:
        name = row[column]
        if name:
            groups.setdefault(fold(name), Group(name))
    return groups


def key_of(row, year):
    return (row["indikator"], jenis(row), fold(row["tujuan"]), fold(row["sasaran"]), year)


def evaluate_opd(opd):
    """All result rows of an OPD: lists for `indikator` and `anggaran`, else dictionaries by key."""
    rules = opd["rules"]
    result = {"indikator": [], "anggaran": [], "sasaran": {}, "tujuan": {}, "opd": {}, "rekap": {}}
    by_key = {key_of(row, row["tahun"]): row for row in opd["rows"]}
    for row in opd["rows"]:
        value, texts = indicator(rules, row, by_key.get(key_of(row, row["tahun"] - 1)))
        row["value"] = value
        result["indikator"].append(texts)
    for year in sorted({row["tahun"] for row in opd["rows"]}):
        evaluate_year(opd, rules, year, result)
    budget = Budget(opd["lines"])
    result["anggaran"] = [line_texts(rules, budget, i) for i in range(len(opd["lines"]))]
    return result


def jenis(row):
    return row["jenis"] or "sasaran"


def row_mean(rules, rows):
    return mean(rules, [row["value"] for row in rows],
                [row["bobot"].number for row in rows])


def over_groups(kinds, rows, sasaran, tujuan):
    """What an OPD's mean over sasaran is over: these, and tujuan that have rows of their own."""
    own = {fold(row["tujuan"]) for row in rows if jenis(row) == "tujuan"}
    return [group.value for name, group in tujuan.items() if "tujuan" in kinds and name in own] + \
        [group.value for group in sasaran.values() if "sasaran" in kinds]


def kabupaten_of(opds, results):
    """The table kabupaten, and the ranks of OPDs: (kabupaten, year) and (opd, year) to texts."""
    groups, ranks, table = OrderedDict(), {}, {}
    for opd, result in zip(opds, results):
        for year, (value, whole, _) in result["opd"].items():
            groups.setdefault((opd["kabupaten"], year), []).append((opd, value, whole))
    means = {}
    for (name, year), members in groups.items():
        for opd, value, _ in members:
            ranks[opd["opd"], year] = rank(value, [other for _, other, _ in members])
        if name:
            means[name, year] = kabupaten(members)
    for (name, year), (texts, value) in means.items():
        table[name, year] = {**texts, "peringkat": rank(value, [
            other for (_, when), (_, other) in means.items() if when == year])}
    return table, ranks


def rank(value, others):
    """1 + the number of greater ones, as they are shown."""
    if not value.there:
        return ""
    return str(1 + sum(other.there and other.shown > value.shown for other in others))


def kabupaten(members):
    """The row of a kabupaten in a year, by the rules of its first OPD."""
    rules = members[0][0]["rules"]
    plain_rules = {**rules, "average": {**rules["average"], "kind": "mean", "modal": False}}
    for _, value, _ in members:
        value.count = 1
    value = mean(plain_rules, [value for _, value, _ in members])
    texts = {**capaian_texts(rules, value), "jumlah_opd": str(value.count)}
    del texts["status"]
    money = None
    for _, _, whole in members:
        if whole:
            money = money or Amount()
            money.add(whole)
    used = serapan(rules, money)
    texts["pagu"] = rupiah(money.pagu) if money else ""
    texts["realisasi"] = rupiah(money.realisasi) if money else ""
    texts["serapan"] = plain(used.shown, rules["round"]["serapan"][0]) if used.there else ""
    return texts, value


def evaluate_year(opd, rules, year, result):
    rows = [row for row in opd["rows"] if row["tahun"] == year]
    budget = Budget([line for line in opd["lines"] if line["tahun"] == year])
    whole = budget.whole()
    whole_used = serapan(rules, whole)
    sasaran, tujuan = groups_of(rows, "sasaran"), groups_of(rows, "tujuan")
    for name, group in sasaran.items():
        of = [row for row in rows if fold(row["sasaran"]) == name]
        group.value = row_mean(rules, [row for row in of if jenis(row) == "sasaran"])
        group.money = budget.of_names({name})
        group.tujuan = fold(of[0]["tujuan"])
        money, used, parts = group.money, serapan(rules, group.money), []
        if money is None and rules["unlinked"]:
            money, used = whole, whole_used
        result["sasaran"][name, year] = group_texts(rules, group.value, money, used, parts)
    average = rules["average"]
    for name, group in tujuan.items():
        own = [row for row in rows if fold(row["tujuan"]) == name and jenis(row) == "tujuan"]
        below = [each for each in sasaran.values() if each.tujuan == name]
        group.value = row_mean(rules, own) if own else \
            mean(rules, [each.value for each in below], None, True)
        money = budget.of_names({fold(each.name) for each in below})
        parts = [(each.value, each.money) for each in below if each.money]
        used = serapan(rules, money)
        if money is None and rules["unlinked"]:
            money, used = whole, whole_used
        result["tujuan"][name, year] = group_texts(rules, group.value, money, used, parts)
    kinds = average["jenis"] or ["tujuan", "sasaran"]
    counted = [row for row in rows if jenis(row) in kinds]
    if average["over"] == "sasaran":
        value = mean(rules, over_groups(kinds, rows, sasaran, tujuan), None, True)
    else:
        value = row_mean(rules, counted)
    parts = [(each.value, each.money) for each in sasaran.values() if each.money]
    texts = group_texts(rules, value, whole, whole_used, parts)
    result["opd"][year] = (value, whole, texts)
    for i, band in enumerate(rules["scale"]["bands"]):
        result["rekap"][year, band["name"]] = {
            "urutan": str(i + 1),
            "jumlah": str(sum(row["value"].there and row["value"].band == i for row in counted))}
