"""report.py IN.txt OUT.docx|OUT.xlsx: a text whose tables are set off by tabs as an office document.

In a .docx lines with tabs become rows of tables, other lines paragraphs. In a .xlsx all lines are rows
of one sheet, amounts and percentages numbers. A cell "^" is merged with the one above.
"""
import decimal
import re
import sys
import xml.sax.saxutils
import zipfile

import openpyxl

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType=
"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml" Type=
"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
AMOUNT = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?|\d+,\d+%")


def paragraph(text):
    words = xml.sax.saxutils.escape(text)
    return f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def word_cell(text):
    if text == "^":
        return f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"
    return f"<w:tc><w:tcPr/>{paragraph(text)}</w:tc>"


def write_docx(lines, out):
    body, rows = [], []
    for line in [*lines, ""]:
        if "\t" in line:
            cells = map(word_cell, line.split("\t"))
            rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
            continue
        if rows:
            body.append(f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>")
            rows = []
        body.append(paragraph(line))
    document = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(body)}</w:body></w:document>'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELS)
        package.writestr("word/document.xml", document)


def write_xlsx(lines, out):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Laporan"
    for r, line in enumerate(lines, 1):
        for c, text in enumerate(line.split("\t"), 1):
            if text == "^":
                sheet.merge_cells(start_row=r - 1, start_column=c, end_row=r, end_column=c)
            if text in ("", "^"):
                continue
            cell = sheet.cell(r, c, text)
            cell.data_type = "s"
            if AMOUNT.fullmatch(text):
                number = decimal.Decimal(text.rstrip("%").replace(".", "").replace(",", "."))
                cell.value = number / 100 if text.endswith("%") else number
                cell.number_format = "0.00%" if text.endswith("%") else "#,##0"
    book.save(out)


def main(source, out):
    with open(source, encoding="utf-8", newline="") as text:
        lines = text.read().splitlines()
    (write_docx if out.endswith(".docx") else write_xlsx)(lines, out)


main(*sys.argv[1:])
