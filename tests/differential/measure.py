"""What one indicator is worth, and what class a value has: written from docs/rules.md and
docs/data.md, with exact fractions, and as slowly as it takes."""

from fractions import Fraction
import formulas
from exact import Root, compare, rounded
from formulas import NoValue, tree_value

NILAI, BELUM, TIDAK_DAPAT, TIDAK_BERLAKU = ("nilai", "belum_diisi", "tidak_dapat_dihitung",
                                            "tidak_berlaku")


class Value:
    """What became of a quantity: an outcome; where it is "nilai", the exact value, what is shown of
    it, its class (None: in none) and whether that hangs on a rounding or a policy."""

    def __init__(self, outcome, exact=None, shown=None):
        self.outcome, self.exact, self.shown = outcome, exact, shown
        self.band, self.borderline, self.count = None, False, 1

    @property
    def there(self):
        return self.outcome == NILAI


# ---- numbers of cells ----

def number_of(cell):
    if cell.kind == "missing":
        raise NoValue(BELUM)
    if cell.kind == "broken" or cell.number is None:
        raise NoValue(TIDAK_DAPAT)
    return cell.number


def settled(zero, key):
    """The value that the rules give where something is 0; by default there is none."""
    rule = zero.get(key, "none")
    if isinstance(rule, str):
        raise NoValue(TIDAK_DAPAT)
    return rule


# ---- formulas ----

def zero_key(realisasi, divisor):
    """Which part of `zero` holds where the divisor is 0."""
    return "both" if realisasi == 0 and divisor == 0 else "target"


def block(name, zero, field):
    if name in ("growth", "change"):
        return tree_value(formulas.BLOCKS[name], field)
    realisasi = field("realisasi")
    if name == "inverse":
        target = field("target")
        if target == 0:
            return settled(zero, zero_key(realisasi, target))
        if realisasi == 0:
            return settled(zero, "realisasi")
        return formulas.block_value(name, realisasi, target)
    divisor = field(formulas.ZERO_FIELD[name])
    if divisor == 0:
        return settled(zero, zero_key(realisasi, divisor))
    if name in formulas.BLOCKS:
        return tree_value(formulas.BLOCKS[name], field)
    return formulas.block_value(name, realisasi, divisor)


def in_range(formula, zero, realisasi, target):
    value = number_of(realisasi)
    low = number_of(target)
    high = target.upper if target.kind == "range" else low
    if high == 0:
        return settled(zero, zero_key(value, high))
    if low <= value <= high:
        return Fraction(100)
    end, side = (high, formula["above"]) if value > high else (low, formula["below"])
    if (value if side == "inverse" else end) == 0:
        raise NoValue(TIDAK_DAPAT)
    return formulas.block_value(side, value, end)


def score(words, cell):
    if cell.kind == "missing":
        raise NoValue(BELUM)
    if cell.kind == "broken" or cell.word is None or cell.word.lower() not in words:
        raise NoValue(TIDAK_DAPAT)
    return Fraction(words[cell.word.lower()])


def by_words(words, realisasi, target):
    numbers = [score(words, cell) for cell in (realisasi, target)]
    return numbers


def by_rank(grades, realisasi, target):
    names, worse = grades or ([], "error")
    if realisasi.word not in names or target.word not in names:
        raise NoValue(TIDAK_DAPAT)
    ranks = [len(names) - names.index(cell.word) for cell in (realisasi, target)]
    if ranks[0] >= ranks[1]:
        return Fraction(100)
    if worse == "error":
        raise NoValue(TIDAK_DAPAT)
    return Fraction(ranks[0] * 100, ranks[1])


def is_bare_grade(cell):
    return cell.kind == "grade" and cell.number is None


def capaian(rules, arah, realisasi, target, others):
    """The exact capaian of one row; `others` has the other fields of a formula, as cells or
    numbers."""
    formula = rules["arah"][arah]
    kind = formula["kind"]
    cells = {"realisasi": realisasi, "target": target, **others}

    def field(name):
        value = cells.get(name)
        if value is None:
            raise NoValue(BELUM)
        return Fraction(value) if isinstance(value, int) else number_of(value)

    if kind == "function": # a cell that it looks at and that cannot be read leaves no value
        looks = formula["name"] == "capped" or realisasi.kind != "missing"
        if realisasi.kind == "broken" or (looks and target.kind == "broken"):
            raise NoValue(TIDAK_DAPAT)
        return formulas.function_value(formula, realisasi.number, target.number)
    if kind == "ordinal":
        words = {word.lower(): number for word, number in formulas.WORDS.items()}
        a, b = by_words(words, realisasi, target)
        if b == 0:
            raise NoValue(TIDAK_DAPAT)
        return a * 100 / b
    if kind == "binary":
        a, b = by_words(formulas.BINARY, realisasi, target)
        return Fraction(100 if a == b else 0)
    tree = kind in ("text", "range") or formula.get("name") in formulas.BLOCKS
    if "missing" in (realisasi.kind, target.kind) and not tree:
        raise NoValue(BELUM)
    if "missing" not in (realisasi.kind, target.kind) and \
            (is_bare_grade(realisasi) or is_bare_grade(target)):
        return by_rank(rules["grades"], realisasi, target)
    if kind == "range":
        return in_range(formula, rules["zero"], realisasi, target)
    if kind == "text":
        return tree_value(formula["tree"], field)
    return block(formula["name"], rules["zero"], field)


# ---- classes ----

def holds(band, x):
    for end, sign in (("low", 1), ("high", -1)):
        if band[end]:
            value, closed = band[end]
            side = compare(x, value) * sign
            if side < 0 or (side == 0 and not closed):
                return False
    return True


def beyond(bands, x, end, sign):
    """True where x lies on that side of every band."""
    def is_beyond(bound):
        side = compare(x, bound[0]) * sign
        return side > 0 or (side == 0 and not bound[1])

    return all(band[end] and is_beyond(band[end]) for band in bands)


def by_edge(candidates, bands, edge):
    """Of several bands the one that the policy names; None where it is an error."""
    if edge == "error":
        return None
    if edge in ("first", "last"):
        return (min if edge == "first" else max)(candidates)

    def height(i):
        low = bands[i]["low"]
        return (low is not None, low and low[0], low and not low[1])

    return (min if edge == "lower" else max)(candidates, key=height)


def classify(scale, x):
    """The index of the band of x (None: an error), and whether a policy for gaps or overlaps
    decided."""
    bands = scale["bands"]
    inside = [i for i, band in enumerate(bands) if holds(band, x)]
    if len(inside) == 1:
        return inside[0], False
    if inside:
        return by_edge(inside, bands, scale["overlap"][1]), True
    for key, end, sign in (("above", "high", 1), ("below", "low", -1)):
        if beyond(bands, x, end, sign):
            name = scale[key]
            names = [band["name"] for band in bands]
            return (None if name in (None, "error") else names.index(name)), False
    digits, edge = scale["gap"]
    if digits is not None:
        again = rounded(x, digits, "half_up")
        inside = [i for i, band in enumerate(bands) if holds(band, again)]
        if len(inside) == 1:
            return inside[0], True
        if inside:
            return by_edge(inside, bands, scale["overlap"][1]), True
    lower = [i for i, band in enumerate(bands) if band["high"] and compare(x, band["high"][0]) >= 0]
    upper = [i for i, band in enumerate(bands) if band["low"] and compare(x, band["low"][0]) <= 0]
    beside = [max(lower, key=lambda i: (bands[i]["high"][0], bands[i]["high"][1])),
              min(upper, key=lambda i: (bands[i]["low"][0], not bands[i]["low"][1]))]
    return by_edge(beside, bands, edge), True


def clamped(x, clamp):
    low, high = clamp
    if low is not None and compare(x, low) < 0:
        return low
    if high is not None and compare(x, high) > 0:
        return high
    return x


def give_class(rules, value):
    """Sets the class of a value that is there."""
    answers = [classify(rules["scale"], clamped(x, rules["clamp_class"]))
               for x in (value.shown, value.exact)]
    chosen = answers[1 if rules["classify"] == "exact" else 0]
    value.band = chosen[0]
    value.borderline = chosen[1] or answers[0][0] != answers[1][0]


def shown(rules, quantity, x):
    return rounded(x, *rules["round"][quantity])


def finished(rules, exact):
    """A capaian with what is shown of it and its class."""
    value = Value(NILAI, exact, shown(rules, "capaian", exact))
    give_class(rules, value)
    return value


def measure(rules, arah, realisasi, target, others):
    if not arah:
        arah = rules["default_arah"]
    try:
        exact = capaian(rules, arah, realisasi, target, others)
    except NoValue as none:
        return Value(none.outcome)
    return finished(rules, clamped(exact, rules["clamp"]))


__all__ = ["Value", "Root", "measure", "finished", "clamped", "classify", "shown", "number_of"]
