"""workbook.py FOLDER OUT.xlsx text|typed: the CSV files of a data set as sheets of a workbook.

As text every cell stays as it is written in the file. Typed, a year, an amount and a quantity that
is a bare number or percentage becomes a number, as an office would have typed it, where the number
can be written back to the same digits.
"""
import csv
import decimal
import pathlib
import re
import sys

import openpyxl

NUMBERS = re.compile(
    r"tahun(_akhir)?|target(_akhir|_\d{4})?|(realisasi_)?tw\d|realisasi|pembanding|pagu|bobot|awal"
    r"|rp_.*|.*_lapor"
)
BARE = re.compile(r"-?(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?%?")


def put(cell, text, column):
    cell.value = text
    cell.data_type = "s"
    if not NUMBERS.fullmatch(column) or not BARE.fullmatch(text):
        return
    plain = text.rstrip("%").replace(".", "").replace(",", ".")
    number = decimal.Decimal(plain)
    if len(number.as_tuple().digits) > 15 or plain != f"{number.normalize():f}":
        return
    cell.value = number / 100 if text.endswith("%") else number
    if text.endswith("%"):
        cell.number_format = "0.00%"


def main(folder, out, how):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for path in sorted(pathlib.Path(folder).glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        with open(path, encoding="utf-8-sig", newline="") as source:
            rows = list(csv.reader(source))
        for r, row in enumerate(rows, 1):
            for c, text in enumerate(row, 1):
                if text:
                    put(sheet.cell(r, c), text, rows[0][c - 1] if how == "typed" and r > 1 else "")
    book.save(out)


main(*sys.argv[1:])
