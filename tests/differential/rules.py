"""Random rules: a plain Python description, and the Lua script that says the same to Capai."""

from fractions import Fraction
import formulas
from exact import shortest

MODES = ["half_up", "half_even", "down", "up", "floor", "ceil"]
QUANTITIES = ["capaian", "capaian_akhir", "selisih", "tren", "tren_persen", "serapan", "proporsi",
              "efisiensi_persen", "nilai_efisiensi"]
NAMES = ["Sangat Tinggi", "Tinggi", "Sedang", "Rendah", "Sangat Rendah", "Gagal"]
WORDS = {"WTP": 4, "WDP": 3, "TW": 2, "TMP": 1}
GRADES = ["AA", "A", "BB", "B", "CC", "C", "D"]


def decimal(r, low, high, digits):
    return Fraction(r.randint(low * 10 ** digits, high * 10 ** digits), 10 ** digits)


def random_round(r):
    mode = r.choice(MODES) if r.random() < 0.5 else "half_up"
    return (r.choice([0, 1, 2, 2, 2, 2, 3, 4]), mode)


def random_clamp(r, low=(0, 30), high=(90, 150)):
    low = decimal(r, *low, r.choice([0, 0, 1])) if r.random() < 0.6 else None
    high = decimal(r, *high, r.choice([0, 0, 1])) if r.random() < 0.7 else None
    return (low, high)


# ---- scales ----

def random_scale(r, low=20, high=130, plain=False):
    """Bands from the highest down. Between two of them a common bound, a gap or an overlap."""
    digits = r.choice([0, 0, 1, 2])
    count = r.randint(2, len(NAMES))
    cuts = sorted({decimal(r, low, high, digits) for _ in range(count - 1)}, reverse=True)
    bands, gap, overlap = [], False, False
    upper = None
    step = Fraction(1, 10 ** digits)
    for i, cut in enumerate(cuts):
        kind = "seam" if plain else r.choice(["seam"] * 3 + ["point", "gap", "both", "over"])
        room = cut - (cuts[i + 1] if i + 1 < len(cuts) else cut - 10 * step)
        if kind in ("gap", "over") and room <= 2 * step:
            kind = "seam"
        closed = r.random() < 0.7
        lower_end, upper_end = (cut, closed), (cut, not closed)
        if kind == "point":
            lower_end, upper_end, gap = (cut, False), (cut, False), True
        elif kind == "gap":
            lower_end, upper_end, gap = (cut, closed), (cut - step, r.random() < 0.7), True
        elif kind == "both":
            lower_end, upper_end, overlap = (cut, True), (cut, True), True
        elif kind == "over":
            lower_end, upper_end, overlap = (cut - step, closed), (cut, r.random() < 0.7), True
        bands.append({"low": lower_end, "high": upper})
        upper = upper_end
    bands.append({"low": None, "high": upper})
    for band, name in zip(bands, NAMES):
        band["name"], band["verdict"] = name, plain or r.random() < 0.93
    scale = {"bands": bands, "gap": None, "overlap": None, "above": None, "below": None}
    if not plain and r.random() < 0.3:
        bands[0]["high"] = (bands[0]["low"][0] + 20, r.random() < 0.5)
        scale["above"] = r.choice(["error", bands[0]["name"], bands[-1]["name"]])
    if not plain and r.random() < 0.2:
        bands[-1]["low"] = (bands[-1]["high"][0] - 10, r.random() < 0.5)
        scale["below"] = r.choice(["error", bands[-1]["name"]])
    if r.random() < 0.2:
        r.shuffle(bands)
    edges = ["first", "last", "lower", "upper", "error"]
    if gap:
        scale["gap"] = (r.choice([None, None, digits]), r.choice(edges))
    if overlap:
        scale["overlap"] = (None, r.choice(edges))
    return scale


def scale_text(scale):
    lines = []
    for band in scale["bands"]:
        part = ['"%s"' % band["name"]]
        for end, closed, open_ in (("low", "ge", "gt"), ("high", "le", "lt")):
            if band[end]:
                value, is_closed = band[end]
                part.append('%s = "%s"' % (closed if is_closed else open_, shortest(value)))
        if not band["verdict"]:
            part.append("verdict = false")
        lines.append("{ %s }" % ", ".join(part))
    for key in ("gap", "overlap"):
        if scale[key]:
            digits, edge = scale[key]
            lines.append('%s = "%s"' % (key, edge) if digits is None else
                         '%s = { round = %d, "%s" }' % (key, digits, edge))
    for key in ("above", "below"):
        if scale[key]:
            lines.append('%s = "%s"' % (key, scale[key]))
    return "capai.scale { %s }" % ", ".join(lines)


# ---- the whole ----

def random_zero(r):
    return {key: (r.choice(["none", "error"]) if r.random() < 0.4 else decimal(r, 0, 120, 0))
            for key in ("both", "target", "realisasi") if r.random() < 0.6}


def random_average(r):
    average = {"over": r.choice(["indikator", "indikator", "sasaran"]),
               "of": r.choice(["exact", "exact", "rounded"]),
               "missing": r.choice(["skip", "skip", "zero", "none"]),
               "kind": r.choice(["mean"] * 5 + ["weighted", "geometric", "reached", "all"]),
               "threshold": Fraction(100), "clamp": (None, None), "jenis": None,
               "modal": r.random() < 0.15}
    if r.random() < 0.25:
        average["missing"] = {word: r.choice(["skip", "zero", "none"]) for word in
                              ("belum_diisi", "tidak_dapat_dihitung", "tidak_berlaku")}
    if average["kind"] in ("reached", "all") and r.random() < 0.5:
        average["threshold"] = decimal(r, 60, 110, 1)
    if r.random() < 0.5:
        average["clamp"] = random_clamp(r)
    if r.random() < 0.3:
        average["jenis"] = r.choice([["sasaran"], ["tujuan"], ["program", "sasaran"],
                                     ["sasaran", "tujuan", "program"]])
    return average


def random_efficiency(r):
    kind = r.choice(["none", "compare", "compare", "saving", "difference", "ratio", "adjusted"])
    rule = {"kind": kind}
    if kind == "compare":
        rule["words"] = ("Efisien", r.choice(["Efisien", "Setara"]), "Tidak efisien")
    elif kind == "saving":
        rule["reached_only"] = r.random() < 0.5
    elif kind == "difference":
        rule["scale"] = random_scale(r, -30, 40)
    elif kind == "ratio":
        rule["less_one"] = r.random() < 0.5
        rule["scale"] = random_scale(r, -1 if rule["less_one"] else 0, 2)
    elif kind == "adjusted":
        rule["range"] = (Fraction(-20), Fraction(20)) if r.random() < 0.5 else \
            (decimal(r, -40, -5, 0), decimal(r, 5, 40, 0))
        rule["scale"] = random_scale(r, 0, 100) if r.random() < 0.5 else None
    return rule


def random_rules(r, name):
    """`plain` rules are of the kind that most OPDs of a batch have."""
    plain = r.random() < 0.5
    rules = {"id": name, "arah": formulas.random_arah(r, plain), "round": {}, "plain": plain,
             "zero": {} if plain else random_zero(r),
             "default_arah": "positif" if r.random() < 0.3 else None,
             "classify": r.choice(["rounded", "rounded", "exact"]),
             "clamp": (None, None), "clamp_class": (None, None),
             "average": random_average(r), "scale": random_scale(r, plain=plain),
             "efficiency": random_efficiency(r), "grades": None,
             "unlinked": r.random() < 0.3,
             "zero_pagu": r.choice([None, None, Fraction(0), Fraction(100), "none"])}
    usual = random_round(r)
    for quantity in QUANTITIES:
        rules["round"][quantity] = random_round(r) if r.random() < 0.15 else usual
    shape = r.random()
    if shape < 0.2:
        rules["clamp"] = random_clamp(r)
    elif shape < 0.4:
        rules["clamp"], rules["clamp_class"] = (
            random_clamp(r) if r.random() < 0.5 else (None, None)), random_clamp(r)
    if plain:
        average = rules["average"]
        average.update(kind="mean", over="indikator", modal=False, jenis=None)
        rules["efficiency"] = r.choice([{"kind": "none"}, {
            "kind": "compare", "words": ("Efisien", r.choice(["Efisien", "Setara"]), "Boros")}])
    elif r.random() < 0.5:
        rules["grades"] = (GRADES[:r.randint(3, 7)], r.choice(["ratio", "error"]))
    return rules


def clamp_text(clamp):
    parts = ['%s = "%s"' % (key, shortest(value)) for key, value in zip(("min", "max"), clamp)
             if value is not None]
    return "{ %s }" % ", ".join(parts)


def has(clamp):
    return clamp != (None, None)


def word_or_number(value):
    return '"%s"' % (value if isinstance(value, str) else shortest(value))


def average_text(average):
    parts = ['over = "%s"' % average["over"], 'of = "%s"' % average["of"],
             'kind = "%s"' % average["kind"]]
    missing = average["missing"]
    parts.append('missing = "%s"' % missing if isinstance(missing, str) else "missing = { %s }" %
                 ", ".join('%s = "%s"' % pair for pair in sorted(missing.items())))
    if average["kind"] in ("reached", "all"):
        parts.append('threshold = "%s"' % shortest(average["threshold"]))
    if has(average["clamp"]):
        parts.append("clamp = " + clamp_text(average["clamp"]))
    if average["jenis"]:
        parts.append("jenis = { %s }" % ", ".join('"%s"' % word for word in average["jenis"]))
    if average["modal"]:
        parts.append('predikat = "modal"')
    return "{ %s }" % ", ".join(parts)


def efficiency_text(rule):
    kind, parts = rule["kind"], []
    if kind == "compare":
        parts = ['%s = "%s"' % pair for pair in zip(("greater", "equal", "less"), rule["words"])]
    elif kind == "saving":
        parts = ["reached_only = %s" % str(rule["reached_only"]).lower()]
    elif kind == "ratio":
        parts = ["less_one = %s" % str(rule["less_one"]).lower()]
    elif kind == "adjusted":
        parts = ['range = { "%s", "%s" }' % tuple(map(shortest, rule["range"]))]
    if rule.get("scale"):
        parts.append("scale = " + scale_text(rule["scale"]))
    return "capai.efficiency.%s { %s }" % (kind, ", ".join(parts))


def script(rules):
    """The rule script."""
    rounding = {}
    for quantity, (digits, mode) in rules["round"].items():
        rounding.setdefault((digits, mode), []).append(quantity)
    usual = max(rounding, key=lambda key: len(rounding[key]))
    parts = ['digits = %d, mode = "%s"' % usual]
    for quantity in QUANTITIES: # capaian_akhir would follow capaian
        if rules["round"][quantity] != usual or quantity == "capaian_akhir":
            own = (quantity,) + rules["round"][quantity]
            parts.append('%s = { digits = %d, mode = "%s" }' % own)
    lines = ['id = "%s"' % rules["id"], 'name = "Acak %s"' % rules["id"],
             'basis = { "Aturan acak 1/2024" }',
             "progress = {\n%s  }" % "".join("    %s = %s,\n" % (name, formulas.text(formula))
                                             for name, formula in rules["arah"].items()),
             "round = { %s }" % ", ".join(parts), 'classify = "%s"' % rules["classify"],
             "average = " + average_text(rules["average"]), "scale = " + scale_text(rules["scale"])]
    if rules["default_arah"]:
        lines.append('arah = "%s"' % rules["default_arah"])
    if rules["zero"]:
        lines.append("zero = { %s }" % ", ".join(
            "%s = %s" % (key, word_or_number(value)) for key, value in rules["zero"].items()))
    if has(rules["clamp_class"]):
        both = [("capaian", rules["clamp"]), ("predikat", rules["clamp_class"])]
        lines.append("clamp = { %s }" % ", ".join("%s = %s" % (key, clamp_text(value))
                                                  for key, value in both if has(value)))
    elif has(rules["clamp"]):
        lines.append("clamp = " + clamp_text(rules["clamp"]))
    if rules["efficiency"]["kind"] != "none":
        lines.append("efficiency = " + efficiency_text(rules["efficiency"]))
    if rules["grades"]:
        names, worse = rules["grades"]
        lines.append('grade = capai.grade { %s, worse = "%s" }' %
                     (", ".join('"%s"' % name for name in names), worse))
    budget = []
    if rules["unlinked"]:
        budget.append('unlinked = "opd"')
    if rules["zero_pagu"] is not None:
        budget.append("zero = " + word_or_number(rules["zero_pagu"]))
    if budget:
        lines.append("budget = { %s }" % ", ".join(budget))
    return 'local capai = require "capai"\nreturn capai.rules {\n  %s,\n}\n' % ",\n  ".join(lines)
