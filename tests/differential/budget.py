"""The budget of an OPD: amounts that may be missing, the tree of its lines, serapan. Written from
docs/data.md."""

from fractions import Fraction
import re
import measure as m
from exact import shortest
from measure import BELUM, NILAI, TIDAK_BERLAKU, TIDAK_DAPAT, Value

ZERO = Fraction(0)


def fold(name):
    """Names meet when they are equal without capitals, blanks and punctuation."""
    return re.sub(r"[\W_]+", "", name.lower())


class Amount:
    """pagu and realisasi, or their sum; each a number or the outcome for which there is none."""

    def __init__(self, pagu=ZERO, realisasi=ZERO):
        self.pagu, self.realisasi = pagu, realisasi

    def add(self, other):
        self.pagu, self.realisasi = (total(a, b) for a, b in ((self.pagu, other.pagu),
                                                              (self.realisasi, other.realisasi)))


def total(a, b):
    for outcome in (BELUM, TIDAK_DAPAT): # the more hopeful one
        if outcome in (a, b):
            return outcome
    return a + b


def amount(cell):
    try:
        return m.number_of(cell)
    except m.formulas.NoValue as none:
        return none.outcome


def rupiah(x):
    return shortest(x) if isinstance(x, Fraction) else ""


def serapan(rules, money):
    """Realisasi in percent of pagu."""
    if money is None:
        return Value(TIDAK_BERLAKU)
    for x in (money.pagu, money.realisasi):
        if isinstance(x, str):
            return Value(x)
    if money.pagu == 0:
        zero = rules["zero_pagu"]
        if zero is None or isinstance(zero, str):
            return Value(TIDAK_DAPAT)
        return Value(NILAI, zero, m.shown(rules, "serapan", zero))
    exact = money.realisasi * 100 / money.pagu
    return Value(NILAI, exact, m.shown(rules, "serapan", exact))


class Budget:
    """The lines of an OPD as a tree."""

    def __init__(self, lines):
        self.lines = lines
        codes = {line["kode"]: i for i, line in enumerate(lines) if line["jenjang"] != "total"}
        self.amounts = [Amount(amount(line["pagu"]), amount(line["realisasi"])) for line in lines]
        self.parents = [self.parent(codes, line) for line in lines]
        self.names = [self.name(i) for i in range(len(lines))]
        self.roots = [i for i, line in enumerate(lines)
                      if line["jenjang"] != "total" and self.parents[i] is None]

    @staticmethod
    def parent(codes, line):
        if line["jenjang"] == "total":
            return None
        parts = line["kode"].split(".")
        for size in range(len(parts) - 1, 0, -1):
            if ".".join(parts[:size]) in codes:
                return codes[".".join(parts[:size])]
        return None

    def name(self, i):
        while i is not None and not self.lines[i]["sasaran"]:
            i = self.parents[i]
        return fold(self.lines[i]["sasaran"]) if i is not None else ""

    def children(self, i):
        return [k for k, parent in enumerate(self.parents) if parent == i]

    def sum(self, indices):
        if not indices:
            return None
        money = Amount()
        for i in indices:
            money.add(self.amounts[i])
        return money

    def whole(self):
        return self.sum(self.roots)

    def of_names(self, names):
        """The sum of the lines that name one of these sasaran and stand under none that does."""
        def under(i):
            i = self.parents[i]
            while i is not None and self.names[i] not in names:
                i = self.parents[i]
            return i is not None
        return self.sum([i for i, line in enumerate(self.lines) if line["jenjang"] != "total" and
                         self.names[i] in names and not under(i)])
