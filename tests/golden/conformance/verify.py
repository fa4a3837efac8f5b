"""Works out every figure of the conformance set again, with whole fractions and without Capai.

Each number in `cells` has its arithmetic in `from`. It is evaluated exactly, rounded half up to the
decimals of the expected text, and compared with that text. Exit status 1: one differs.
"""
import ast
import glob
import json
import math
import os
import re
import sys
from fractions import Fraction

COUNTS = {"tahun", "jumlah_indikator", "jumlah_opd", "jumlah", "urutan", "responden", "peringkat"}
INPUTS = {"realisasi": "triwulan", "bobot": "lke"}
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def cut(x, digits, way):
    scaled = abs(x) * 10**digits
    whole = math.floor(scaled)
    rest = scaled - whole
    if way == "half_up" and rest >= Fraction(1, 2):
        whole += 1
    if way == "half_even" and (rest > Fraction(1, 2) or rest == Fraction(1, 2) and whole % 2):
        whole += 1
    if way == "floor" and x < 0 and rest:
        whole += 1
    return Fraction(whole if x >= 0 else -whole, 10**digits)


def root(x, n):
    """The n-th root: exact where there is one, else cut off after ten decimals, with a rest."""
    scaled = x * 10 ** (10 * n)
    whole = round(float(scaled) ** (1 / n))
    while whole**n > scaled:
        whole -= 1
    while (whole + 1) ** n <= scaled:
        whole += 1
    rest = 0 if whole**n == scaled else Fraction(1, 10**12)
    return Fraction(whole, 10**10) + rest


FUNCTIONS = {"min": min, "max": max, "root": lambda x, n: root(x, int(n))}
for name in ("half_even", "down", "floor"):
    FUNCTIONS[name] = lambda x, digits, way=name: cut(x, int(digits), way)


def value(node, source):
    """A number in the text is that decimal, not the binary number that Python would make of it."""
    if isinstance(node, ast.Constant):
        return Fraction(ast.get_source_segment(source, node))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -value(node.operand, source)
    if isinstance(node, ast.Call):
        return FUNCTIONS[node.func.id](*(value(a, source) for a in node.args))
    left, right = value(node.left, source), value(node.right, source)
    if isinstance(node.op, ast.Add):
        return left + right
    if isinstance(node.op, ast.Sub):
        return left - right
    if isinstance(node.op, ast.Mult):
        return left * right
    if isinstance(node.op, ast.Div):
        return left / right
    if isinstance(node.op, ast.Pow):
        return left**right
    raise ValueError(source)


def text_of(x, digits):
    sign = "-" if x < 0 else ""
    whole = str(abs(x.numerator) * 10**digits // x.denominator).rjust(digits + 1, "0")
    return sign + (whole[:-digits] + "." + whole[-digits:] if digits else whole)


def check(case, row):
    """The figures of a row that do not come out, or that nothing explains."""
    figures = row.get("from", {})
    for column, text in row.get("cells", {}).items():
        if column in COUNTS or INPUTS.get(column) == row["table"] or not NUMBER.fullmatch(text):
            continue
        digits = len(text.partition(".")[2])
        if column not in figures:
            yield f"{case['id']}: {row['table']}.{column} {text}: nothing says where it comes from"
            continue
        source = figures[column]
        exact = value(ast.parse(source, mode="eval").body, source)
        if text_of(cut(exact, digits, "half_up"), digits) != text:
            yield f"{case['id']}: {row['table']}.{column} {text}: {source} is {float(exact)}"
    for column in figures:
        if column not in row["cells"]:
            yield f"{case['id']}: {column} has no cell"


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    wrong, figures = [], 0
    for path in sorted(glob.glob(folder + "/*.json")):
        with open(path, encoding="utf-8") as file:
            for case in json.load(file)["cases"]:
                for row in case["expect"]:
                    figures += len(row.get("from", {}))
                    wrong.extend(check(case, row))
    print("\n".join(wrong + [f"{figures} figures"]))
    return bool(wrong) or not figures


sys.exit(main())
