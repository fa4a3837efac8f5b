"""docx_read.py FILE.docx: the tables of a document as a word processor's library reads them.

One line for each thing, its parts separated by tabs:

    table  LABEL  CAPTION                         "Tabel 3.1", "Capaian Kinerja"
    head   ROW  COLUMN  COLSPAN  ROWSPAN  TEXT  MARK     a cell of a row that repeats on each page
    cell   ROW  COLUMN  COLSPAN  ROWSPAN  TEXT  MARK     any other cell

Rows and columns count from 1, rows through head and body. A merged cell is there once, where it
begins. MARK is what stands raised in a cell, as "a)"; TEXT is the rest. A table without a caption
has two empty parts in its place.
"""
import sys

import docx
from docx.oxml.ns import qn


def clean(text):
    return " ".join(text.split())


def paragraph_lines(paragraph):
    """The text of a paragraph, a line each; what fields show is text, their instructions are not."""
    lines = [""]
    for node in paragraph.iter(qn("w:t"), qn("w:br")):
        if node.tag == qn("w:br"):
            lines.append("")
        else:
            lines[-1] += node.text or ""
    return [clean(line) for line in lines]


def style_of(paragraph):
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val")) if style is not None else None


def is_raised(run):
    raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return raised is not None and raised.get(qn("w:val")) == "superscript"


def cell_text(tc):
    """What stands in a cell, and what stands raised in it."""
    parts = {True: "", False: ""}
    for run in tc.iter(qn("w:r")):
        parts[is_raised(run)] += "".join(node.text or "" for node in run.iter(qn("w:t")))
    return clean(parts[False]), clean(parts[True])


def row_span(rows, at, column):
    """How many rows the cell covers that begins in row `at` at `column`."""
    span = 1
    for row in rows[at + 1:]:
        below = {start: tc for start, tc in places(row)}.get(column)
        if below is None or below.vMerge != "continue":
            break
        span += 1
    return span


def places(row):
    column = 1
    for tc in row.tc_lst:
        yield column, tc
        column += tc.grid_span


def print_table(table, caption):
    label, *rest = caption or ["", ""]
    print("table", label, " ".join(rest), sep="\t")
    rows = table.tr_lst
    for at, row in enumerate(rows):
        is_head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for column, tc in places(row):
            if tc.vMerge == "continue":
                continue
            span = row_span(rows, at, column) if tc.vMerge == "restart" else 1
            print("head" if is_head else "cell", at + 1, column, tc.grid_span, span,
                  *cell_text(tc), sep="\t")


def main(path):
    caption = None
    for element in docx.Document(path).element.body:
        if element.tag == qn("w:tbl"):
            print_table(element, caption)
            caption = None
        elif element.tag == qn("w:p"):
            caption = paragraph_lines(element) if style_of(element) == "Caption" else None


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1])
