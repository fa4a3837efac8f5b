"""Efisiensi of a group, by each of the kinds of docs/rules.md."""

import measure as m
from budget import rupiah
from exact import Root, compare, plain, rounded

COLUMNS = ("efisiensi", "efisiensi_persen", "efisiensi_rupiah", "nilai_efisiensi")


class Judged:
    """What is judged: capaian against serapan, as shown or, under classify = "exact", as they are;
    `money` is the budget, `parts` what `adjusted` sums over: pairs of capaian and money."""

    def __init__(self, rules, capaian, used, money, parts):
        self.rules, self.rule = rules, rules["efficiency"]
        self.capaian, self.used, self.money, self.parts = capaian, used, money, parts
        self.exact = rules["classify"] == "exact"
        if self.rule["kind"] in ("difference", "ratio") and isinstance(capaian.exact, Root):
            self.exact = False # it is irrational, and has no exact ratio to anything

    def numbers(self):
        pair = (self.capaian, self.used)
        return [value.exact if self.exact else value.shown for value in pair]

    def shown(self, quantity, x):
        """x rounded as the rules say, and its text."""
        digits, mode = self.rules["round"][quantity]
        seen = rounded(x, digits, mode)
        return seen, plain(seen, digits)

    def class_of(self, x):
        band = m.classify(self.rule["scale"], x)[0]
        return "" if band is None else self.rule["scale"]["bands"][band]["name"]


def efficiency(rules, capaian, used, money, parts):
    """The four columns as texts."""
    kind = rules["efficiency"]["kind"]
    texts = dict.fromkeys(COLUMNS, "")
    judged = capaian.there and (capaian.band is None or
                                rules["scale"]["bands"][capaian.band]["verdict"])
    if kind != "none" and used.there and (judged or kind == "saving"):
        texts.update(KINDS[kind](Judged(rules, capaian, used, money, parts)))
    return texts


def judge_compare(j):
    return {"efisiensi": j.rule["words"][1 - compare(*j.numbers())]}


def judge_saving(j):
    reached = j.capaian.there and j.capaian.shown >= 100
    if j.rule["reached_only"] and not reached:
        return {}
    return {"efisiensi_persen": plain(100 - j.used.shown, j.rules["round"]["serapan"][0]),
            "efisiensi_rupiah": rupiah(j.money.pagu - j.money.realisasi)}


def judge_difference(j):
    a, b = j.numbers()
    digits = max(j.rules["round"][name][0] for name in ("capaian", "serapan"))
    return {"efisiensi_persen": plain(j.capaian.shown - j.used.shown, digits),
            "efisiensi": j.class_of(a - b)}


def judge_ratio(j):
    a, b = j.numbers()
    if b == 0:
        return {}
    ratio = a / b - (1 if j.rule["less_one"] else 0)
    seen, text = j.shown("efisiensi_persen", ratio * 100)
    return {"efisiensi_persen": text, "efisiensi": j.class_of(ratio if j.exact else seen / 100)}


def judge_adjusted(j):
    if any(not capaian.there or isinstance(each.pagu, str) or isinstance(each.realisasi, str)
           for capaian, each in j.parts):
        return {}
    parts = j.parts or [(j.capaian, j.money)]
    adjusted = sum(each.pagu * capaian.shown / 100 for capaian, each in parts)
    spent = sum(each.realisasi for _, each in parts)
    texts = {"efisiensi_rupiah": rupiah(adjusted - spent)}
    if adjusted <= 0:
        return texts
    low, high = j.rule["range"]
    percentage = m.clamped((adjusted - spent) * 100 / adjusted, j.rule["range"])
    score = (percentage - low) * 100 / (high - low)
    texts["efisiensi_persen"] = j.shown("efisiensi_persen", percentage)[1]
    seen, texts["nilai_efisiensi"] = j.shown("nilai_efisiensi", score)
    if j.rule["scale"]:
        texts["efisiensi"] = j.class_of(score if j.exact else seen)
    return texts


KINDS = {"compare": judge_compare, "saving": judge_saving, "difference": judge_difference,
         "ratio": judge_ratio, "adjusted": judge_adjusted}
