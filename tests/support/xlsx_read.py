"""xlsx_read.py FILE [SHEET]: the tables of a workbook that scripts/capai/render/xlsx.lua has made.

For each sheet of a table, in order:

    # LABEL<TAB>CAPTION
    ROW<TAB>CELL<TAB>CELL...     for each row of head and body, ROW counted from the head's first

A merged cell stands once, at its first place, and places that it covers are left out. Numbers are
plain, with the decimals that the sheet shows ("92.86", "-6.81", "3000000"); a number that is kept as
text stands as it is shown. Text has its tabs and line ends as blanks.

With --full each cell stands on a line of its own, as the sheet holds it:

    SHEET!A1<TAB>KIND<TAB>VALUE[<TAB>COMMENT]     KIND is text, number or formula

With --values the same, formulas as the numbers that are stored with them.
"""
import decimal
import re
import sys

import openpyxl

HEAD = 4  # the first row of the head


def one_line(text):
    return re.sub(r"[\t\r\n]", " ", text)


def unescape(text):
    """openpyxl leaves _x005F_ as it stands in the file."""
    return text.replace("_x005F_", "_")


def shown(cell):
    """A cell as the sheet shows it, numbers in plain notation."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return one_line(unescape(cell.value))
    first = re.sub(r'"[^"]*"|_.', "", cell.number_format.split(";")[0])
    decimals = re.search(r"\.(0+)", first)
    places = len(decimals.group(1)) if decimals else 0
    exact = decimal.Decimal(repr(cell.value))
    return str(exact.quantize(decimal.Decimal(1).scaleb(-places), decimal.ROUND_HALF_UP))


def covered(sheet):
    places = set()
    for area in sheet.merged_cells.ranges:
        places.update((row, column)
                      for row in range(area.min_row, area.max_row + 1)
                      for column in range(area.min_col, area.max_col + 1)
                      if (row, column) != (area.min_row, area.min_col))
    return places


def last_row(sheet):
    """The last row that has a border: below the table there are only notes."""
    rows = [row for row in range(HEAD, sheet.max_row + 1)
            if sheet.cell(row, 1).border.left.style is not None]
    return max(rows, default=HEAD - 1)


def print_table(sheet):
    hidden = covered(sheet)
    columns = sheet.max_column - 2  # behind the table: a gap, the way back
    print("# " + one_line(unescape(sheet.cell(1, 1).value or "")) + "\t" +
          one_line(unescape(sheet.cell(2, 1).value or "")))
    for row in range(HEAD, last_row(sheet) + 1):
        cells = [shown(sheet.cell(row, column)) for column in range(1, columns + 1)
                 if (row, column) not in hidden]
        print("\t".join([str(row - HEAD + 1)] + cells))


def print_full(sheet):
    hidden = covered(sheet)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None or (cell.row, cell.column) in hidden:
                continue
            kind = {"s": "text", "n": "number", "f": "formula"}.get(cell.data_type, cell.data_type)
            value = unescape(cell.value) if isinstance(cell.value, str) else repr(cell.value)
            parts = [f"{sheet.title}!{cell.coordinate}", kind, one_line(value)]
            if cell.comment:
                parts.append(one_line(unescape(cell.comment.text)))
            print("\t".join(parts))


def main(arguments):
    full = "--full" in arguments or "--values" in arguments
    names = [name for name in arguments if not name.startswith("--")]
    book = openpyxl.load_workbook(names[0], data_only="--full" not in arguments)
    for sheet in book.worksheets:
        if len(names) > 1 and sheet.title != names[1]:
            continue
        if full:
            print_full(sheet)
        elif sheet.title != "Isi" and not sheet._charts:
            print_table(sheet)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1:])
