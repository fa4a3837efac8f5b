"""papers.py FOLDER: the .docx, .xlsx and .pdf of reports as pages: LibreOffice converts the first
two without complaint, and all three are A4, with all their tables, nothing beyond an edge. Each
report has a .json of its document beside it. Files with "bermusuhan" in their names are only
converted.
"""
import glob
import json
import os
import re
import subprocess
import sys

import pdf
from findings import Findings

EDGE = 9  # millimetres
MOST_PAGES = 60


def convert(folder, form, findings):
    """All files of a form as PDF, in a folder of its own; returns it."""
    paths = sorted(glob.glob(f"{folder}/*.{form}"))
    out = f"{folder}/{form}"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", out,
                           *paths], capture_output=True, text=True, timeout=300)
    said = [line for line in (done.stdout + done.stderr).splitlines()
            if not line.startswith("convert ") and "javaldx" not in line]
    findings.check(done.returncode == 0 and not said, f"{form}: LibreOffice says {said}")
    for path in paths:
        name = os.path.basename(path)[:-len(form)] + "pdf"
        findings.check(os.path.exists(f"{out}/{name}"), f"{path} is not converted")
    return out


def plain(runs):
    return "".join(run["text"] for run in runs)


def blocks_of(document, kind):
    return [block for block in document["blocks"] if block["kind"] == kind]


def check_pages(path, document, findings):
    """Size, edges, captions, and words and figures of tables; returns sizes and words."""
    sizes, words = pdf.words_of(path)
    findings.check(5 < len(sizes) < MOST_PAGES, f"{path}: {len(sizes)} pages")
    filled = {word[0] for word in words}
    for number, size in enumerate(sizes, 1):
        findings.check(pdf.is_a4(size), f"{path}, page {number}: {size}")
        findings.check(number in filled, f"{path}, page {number} is empty")
    for number, left, top, right, bottom, text in words:
        width, height = sizes[number - 1]
        inside = (left >= EDGE and right <= width - EDGE and top >= EDGE - 2
                  and bottom <= height - EDGE + 2)
        findings.check(inside, f"{path}, page {number}: {text} beyond the edge")
    whole = {word[5] for word in words}
    said = pdf.together("".join(word[5] for word in words))
    for block in blocks_of(document, "table") + blocks_of(document, "chart"):
        caption = block["label"] + plain(block["caption"])
        findings.check(pdf.together(caption) in said, f"{path}: no caption {caption}")
    for block in blocks_of(document, "table"):
        for row in block["head"] + block["rows"]:
            for cell in row["cells"]:
                check_cell(path, block, cell, said, whole, findings)
    return sizes, words


def check_cell(path, block, cell, said, whole, findings):
    """Words may be broken over lines, figures not; those of a workbook are shown as its reader has
    them."""
    if "number" not in cell:
        for word in cell["text"].split():
            findings.check(word in said, f"{path}: {word} of {block['label']} is lost")
    elif "/xlsx/" not in path:
        word = cell["text"].split()[0]
        findings.check(word in whole, f"{path}: {word} of {block['label']} is lost or broken")


def check_order(path, document, sizes, words, findings):
    """Of a document of pages: those that lie across are those of landscape, and all are counted."""
    across = any(block.get("landscape") for block in blocks_of(document, "section"))
    findings.check(any(width > height for width, height in sizes) == across,
                   f"{path}: pages that lie across")
    covers = len(blocks_of(document, "cover"))
    for number in range(1 + covers, len(sizes) + 1):
        width, height = sizes[number - 1]
        foot = [word[5] for word in words if word[0] == number and word[4] > height - 26
                and word[1] > width / 2]
        findings.check(foot and re.fullmatch(r"\d+|[ivx]+", foot[-1]),
                       f"{path}, page {number}: no number, but {foot}")
    captions = [caption for block in blocks_of(document, "table")
                for caption in (block["label"], block["label"] + plain(block["caption"]))]
    for number, caption in pdf.alone(captions, sizes, words):
        findings.check(False, f"{path}, page {number}: {caption} alone at its foot")
    for number in range(1, len(sizes) + 1):
        tall = sizes[number - 1][1]
        body = [word for word in words if word[0] == number and 22 < word[2] < tall - 26]
        said = " ".join(word[5] for word in body)
        findings.check(len(body) > 3, f"{path}, page {number}: {said} alone")


def check_bookmarks(path, document, findings):
    marks = {pdf.together(mark).upper() for mark in pdf.bookmarks_of(path)}
    for block in blocks_of(document, "heading"):
        name = (block.get("number", "") + plain(block["text"]))
        findings.check(pdf.together(name).upper() in marks, f"{path}: no bookmark {name}")


def main(folder):
    folder = os.path.abspath(folder)
    findings = Findings()
    folders = {form: convert(folder, form, findings) for form in ("docx", "xlsx")}
    folders["pdf"] = folder
    reports = [path for path in sorted(glob.glob(folder + "/*.json")) if "bermusuhan" not in path]
    for path in reports:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        name = os.path.basename(path)[:-4] + "pdf"
        for form in "docx", "xlsx", "pdf":
            here = f"{folders[form]}/{name}"
            sizes, words = check_pages(here, document, findings)
            if form != "xlsx":
                check_order(here, document, sizes, words, findings)
        check_bookmarks(f"{folder}/{name}", document, findings)
    return findings.end(f"{len(reports)} reports on paper")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1]))
