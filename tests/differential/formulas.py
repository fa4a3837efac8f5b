"""Random formulas: building blocks, formula texts and Lua functions, and what each is worth.

A formula text is a tree of tuples: ("number", x), ("field", name), (operator, tree, ...). Trees are
printed with no more parentheses than precedence asks for, so that the reader of texts is tried,
too.
"""

from fractions import Fraction
from exact import rounded, shortest

ARITHMETIC = {"+": 4, "-": 4, "*": 5, "/": 5}
COMPARISONS = ["<", "<=", ">", ">=", "==", "~="]
WORDS = {"WTP": 4, "WDP": 3, "TW": 2, "TMP": 1}
YES, NO = ["Ya", "Tercapai", "Ada", "Sudah"], ["Tidak", "Tidak tercapai", "Belum tercapai",
                                               "Tidak ada", "Belum ada", "Belum"]
BINARY = {**{word.lower(): 1 for word in YES}, **{word.lower(): 0 for word in NO}}


class NoValue(Exception):
    """There is no value, and the outcome says why."""

    def __init__(self, outcome):
        super().__init__(outcome)
        self.outcome = outcome


# ---- trees ----

def random_tree(r, depth, fields):
    if depth == 0 or r.random() < 0.15:
        if r.random() < 0.65:
            return ("field", r.choice(fields))
        over = r.choice([1, 1, 2, 10, 100])
        return ("number", Fraction(r.choice([1, 2, 3, 7, 50, 100, 1000]), over))
    kind = r.choice(["+", "-", "*", "/", "/", "negate", "min", "max", "abs", "if"])
    if kind in ("negate", "abs"):
        return (kind, random_tree(r, depth - 1, fields))
    if kind == "if":
        return (kind, random_condition(r, depth - 1, fields), random_tree(r, depth - 1, fields),
                random_tree(r, depth - 1, fields))
    count = r.choice([2, 2, 3]) if kind in ("min", "max") else 2
    return (kind,) + tuple(random_tree(r, depth - 1, fields) for _ in range(count))


def random_condition(r, depth, fields):
    if depth > 0 and r.random() < 0.3:
        kind = r.choice(["and", "or", "not"])
        return (kind,) + tuple(random_condition(r, depth - 1, fields)
                               for _ in range(1 if kind == "not" else 2))
    return (r.choice(COMPARISONS),) + tuple(random_tree(r, max(0, depth - 1), fields) for _ in "ab")


def leaves(tree):
    if tree[0] in ("number", "field"):
        return 1
    return sum(map(leaves, tree[1:]))


def tree_text(tree, above=0):
    kind = tree[0]
    if kind == "number":
        return shortest(tree[1])
    if kind == "field":
        return tree[1]
    if kind == "negate":
        return "-" + tree_text(tree[1], 6)
    if kind in ("min", "max", "abs", "if"):
        return "%s(%s)" % (kind, ", ".join(map(tree_text, tree[1:])))
    if kind == "not":
        return "not (%s)" % tree_text(tree[1])
    level = {"or": 1, "and": 2}.get(kind) or ARITHMETIC.get(kind, 3)
    text = "%s %s %s" % (tree_text(tree[1], level), kind, tree_text(tree[2], level + 1))
    return "(%s)" % text if level < above or (level == 3 and above == 4) else text


def tree_value(tree, field):
    kind = tree[0]
    if kind == "number":
        return tree[1]
    if kind == "field":
        return field(tree[1])
    if kind == "if":
        return tree_value(tree[2 if tree_value(tree[1], field) else 3], field)
    if kind == "and":
        return tree_value(tree[1], field) and tree_value(tree[2], field)
    if kind == "or":
        return tree_value(tree[1], field) or tree_value(tree[2], field)
    parts = [tree_value(part, field) for part in tree[1:]]
    a, b = parts[0], parts[-1]
    if kind == "/":
        if b == 0:
            raise NoValue("tidak_dapat_dihitung")
        return a / b
    return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "negate": lambda: -a,
            "abs": lambda: abs(a), "min": lambda: min(parts), "max": lambda: max(parts),
            "not": lambda: not a, "<": lambda: a < b, "<=": lambda: a <= b, ">": lambda: a > b,
            ">=": lambda: a >= b, "==": lambda: a == b, "~=": lambda: a != b}[kind]()


# ---- functions ----

# Templates in Lua, with what they are worth: r and t are fractions, or None where a cell is empty.
def _ratio(r, t, k):
    if t == 0:
        raise NoValue("tidak_dapat_dihitung")
    return r * k / t


def _points(r, t, k):
    return (r - t) * k


def _whole(r, t, k):
    if t == 0:
        raise NoValue("tidak_berlaku")
    return rounded(r * 100 / t, 0, "half_up") # after 34 digits, which no data here reach


def _capped(r, t, k):
    if t == 0:
        raise NoValue("belum_diisi")
    if r < 0:
        return -r
    return Fraction(120) if r * k > t * 120 else r * k / t


FUNCTIONS = {
    "ratio": (_ratio, """function(i)
      if not i.realisasi or not i.target then return nil, "belum_diisi" end
      if i.target:is_zero() then return nil, "tidak_dapat_dihitung", "target nol" end
      return capai.ratio(i.realisasi * "%s", i.target)
    end"""),
    "points": (_points, """function(i)
      if not i.realisasi or not i.target then return nil, "belum_diisi" end
      return (i.realisasi - i.target) * "%s"
    end"""),
    "whole": (_whole, """function(i)
      if not (i.realisasi and i.target) then return nil, "belum_diisi" end
      if i.target:is_zero() then return nil, "tidak_berlaku" end
      return capai.round(i.realisasi * 100 / i.target, 0) -- %s is not asked for
    end"""),
    "capped": (_capped, """function(i)
      local r, t = i.realisasi, i.target
      if not r or not t then return nil, "belum_diisi" end
      if t:is_zero() then return nil, "belum_diisi" end
      local zero = r - r
      if r < zero then return -r end
      if r * "%s" > t * 120 then return 120 end
      return capai.ratio(r * "%s", t)
    end"""),
}

# ---- formulas ----

R, T, HUNDRED = ("field", "realisasi"), ("field", "target"), ("number", Fraction(100))
BEFORE, END = ("field", "realisasi_lalu"), ("field", "target_akhir")
BEYOND = ("/", ("-", R, T), T)
BLOCKS = {
    "tolerance": ("if", ("<=", R, T), HUNDRED,
                  ("max", ("number", Fraction(0)), ("-", HUNDRED, ("*", BEYOND, HUNDRED)))),
    "stabilize": ("-", HUNDRED, ("*", ("abs", BEYOND), HUNDRED)),
    "growth": ("*", ("/", ("-", R, BEFORE), BEFORE), HUNDRED),
    "change": ("-", R, BEFORE),
    "final": ("*", ("/", R, END), HUNDRED),
}
ZERO_FIELD = {"positive": "target", "negative": "target", "tolerance": "target",
              "stabilize": "target", "final": "target_akhir"}
COMMON = ["realisasi", "target"]
RARE = COMMON * 3 + ["target_akhir", "pembanding", "bobot", "realisasi_lalu", "target_lalu",
                     "tahun"]


def random_arah(r, plain):
    arah = {"positif": {"kind": "block", "name": "positive"}}
    arah["negatif"] = {"kind": "block", "name": r.choice(["negative", "negative", "inverse"])}
    for i in range(r.randint(0, 3)):
        arah["teks%d" % i] = {"kind": "text", "tree": random_tree(r, 3, COMMON if plain else RARE)}
    for i in range(r.randint(0, 2)):
        arah["fungsi%d" % i] = {"kind": "function", "name": r.choice(sorted(FUNCTIONS)),
                                "factor": r.choice(["100", "50", "0,5", "33,25"])}
    if not plain:
        for name in sorted(BLOCKS):
            if r.random() < 0.5:
                arah["b_" + name] = {"kind": "block", "name": name}
        sides = ["positive", "negative", "inverse"]
        if r.random() < 0.5:
            arah["rentang"] = {"kind": "range", "above": r.choice(sides), "below": r.choice(sides)}
        if r.random() < 0.5:
            arah["opini"] = {"kind": "ordinal"}
        if r.random() < 0.5:
            arah["capai"] = {"kind": "binary"}
    return arah


def digits_allowed(formula):
    """Digits of a number with which the formula stays within 34 digits."""
    return 26 // leaves(formula["tree"]) if formula["kind"] == "text" else 10


def text(formula):
    kind = formula["kind"]
    if kind == "block":
        return "capai.progress." + formula["name"]
    if kind == "range":
        return "capai.progress.range { above = capai.progress.%s, below = capai.progress.%s }" % (
            formula["above"], formula["below"])
    if kind == "ordinal":
        words = ", ".join("%s = %d" % pair for pair in WORDS.items())
        return "capai.progress.ordinal { %s }" % words
    if kind == "binary":
        return "capai.progress.binary"
    if kind == "text":
        return 'capai.formula "%s"' % tree_text(formula["tree"])
    return FUNCTIONS[formula["name"]][1].replace("%s", formula["factor"])


def block_value(name, realisasi, target):
    """positive, negative and inverse, where nothing divides by 0."""
    if name == "positive":
        return realisasi * 100 / target
    if name == "negative":
        return (target - (realisasi - target)) * 100 / target
    return target * 100 / realisasi


def function_value(formula, realisasi, target):
    if realisasi is None or target is None:
        raise NoValue("belum_diisi")
    return FUNCTIONS[formula["name"]][0](realisasi, target,
                                         Fraction(formula["factor"].replace(",", ".")))
