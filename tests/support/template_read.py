"""template_read.py FILE: what a template holds besides its cells, a line for each header cell:

    SHEET<TAB>COLUMN<TAB>NAME<TAB>FORMAT OF THE CELLS<TAB>CHOICES<TAB>COMMENT

CHOICES are words with commas between, =FORMULA or LEAST..MOST, with a ! behind them where nothing
else is taken. Sheets whose header is not frozen have a * behind their names.
"""
import re
import sys

import openpyxl


def choices_of(sheet, column):
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            if area.min_col <= column <= area.max_col and area.min_row == 2 and area.max_row > 1000:
                strict = "!" if rule.error else ""
                if rule.type == "whole":
                    return f"{rule.formula1}..{rule.formula2}{strict}"
                quoted = rule.formula1.startswith('"')
                return (rule.formula1.strip('"') if quoted else "=" + rule.formula1) + strict
    return ""


for sheet in openpyxl.load_workbook(sys.argv[1]):
    if sheet.title == "petunjuk":
        continue
    frozen = "" if sheet.freeze_panes == "A2" else "*"
    for cell in sheet[1]:
        comment = re.sub(r"\s+", " ", cell.comment.text) if cell.comment else ""
        print(sheet.title + frozen, cell.column, cell.value, sheet.column_dimensions[cell.column_letter].number_format,
              choices_of(sheet, cell.column), comment, sep="\t")
