"""pages.py FOLDER: every .html in the folder in a browser, on wide and narrow screens, light and
dark, and printed. Prints what is wrong and how many checks passed. Of files with "bermusuhan" in
their names only what they do is looked at.
"""
import glob
import os
import sys

import chromium
import pdf
from findings import Findings

SCREENS = [(width, dark) for width in (1280, 390) for dark in (False, True)]
MEASURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "measure.js")
MARGIN = 14  # millimetres: nothing is printed nearer to an edge


def said_by(page):
    """What came to the console, and addresses that were asked for."""
    messages, addresses = [], []
    for event in page.events:
        params = event["params"]
        if event["method"] == "Runtime.consoleAPICalled":
            messages.append(str(params["args"]))
        elif event["method"] == "Runtime.exceptionThrown":
            messages.append(str(params["exceptionDetails"]))
        elif event["method"] == "Log.entryAdded":
            messages.append(params["entry"]["text"])
        elif event["method"] == "Page.javascriptDialogOpening":
            messages.append("a dialog: " + params["message"])
        elif event["method"] == "Network.requestWillBeSent":
            addresses.append(params["request"]["url"])
    return messages, addresses


def check_screen(browser, path, width, dark, findings):
    what = f"{os.path.basename(path)}, {width} px, {'dark' if dark else 'light'}"
    page = browser.open("file://" + path, width, dark=dark)
    with open(MEASURE, encoding="utf-8") as file:
        measured = page.evaluate(file.read())
    messages, addresses = said_by(page)
    findings.check(not messages, f"{what}: {messages[:3]}")
    findings.check(addresses == ["file://" + path], f"{what}: asks for {addresses}")
    findings.check(measured["tables"] > 0 and measured["texts"] > 100, f"{what}: empty")
    for sentence in measured["wrong"]:
        findings.check(False, f"{what}: {sentence}")
    findings.passed += measured["texts"] + measured["tables"] - measured["count"]
    page.close()


# ---- paper ----

def check_paper(browser, path, findings):
    page = browser.open("file://" + path)
    printed_path = path[:-5] + ".cetak.pdf"
    page.pdf(printed_path)
    cells = page.evaluate("[...document.querySelectorAll('th, td')].map((x) => x.innerText)")
    captions = page.evaluate("[...document.querySelectorAll('figure:not(.chart) figcaption')]"
                             ".flatMap((x) => [x.firstChild.innerText, x.innerText])")
    page.close()
    what = os.path.basename(path) + ", printed"
    sizes, words = pdf.words_of(printed_path)
    for number, size in enumerate(sizes, 1):
        findings.check(pdf.is_a4(size), f"{what}: page {number} of {size}")
    for number, left, _, right, bottom, text in words:
        width, height = sizes[number - 1]
        fits = left >= MARGIN and right <= width - MARGIN and bottom <= height - 5
        findings.check(fits, f"{what}, page {number}: {text} beyond the margin")
    for number, caption in pdf.alone(captions, sizes, words):
        findings.check(False, f"{what}, page {number}: {caption} alone at its foot")
    printed = "".join(word[5] for word in words)
    for cell in cells:
        for word in cell.split():
            findings.check(word in printed, f"{what}: {word} is lost")


def check_hostile(browser, path, findings):
    """Of a report full of hostile texts: it says nothing, asks for nothing, runs nothing."""
    what = os.path.basename(path)
    page = browser.open("file://" + path, 390, dark=True)
    messages, addresses = said_by(page)
    findings.check(not messages, f"{what}: {messages[:3]}")
    findings.check(addresses == ["file://" + path], f"{what}: asks for {addresses}")
    findings.check(page.evaluate("document.scripts.length") == 0, f"{what}: has a script")
    findings.check("q1x" in page.evaluate("document.title"), f"{what}: another title")
    findings.check(page.evaluate("document.querySelectorAll('iframe, img, object').length") == 0,
                   f"{what}: has what the report has not")
    page.close()


def main(folder):
    findings = Findings()
    paths = sorted(glob.glob(os.path.join(os.path.abspath(folder), "*.html")))
    with chromium.Browser(os.path.abspath(folder)) as browser:
        for path in paths:
            if "bermusuhan" in path:
                check_hostile(browser, path, findings)
                continue
            for width, dark in SCREENS:
                check_screen(browser, path, width, dark, findings)
            check_paper(browser, path, findings)
    return findings.end(f"{len(paths)} web pages")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1]))
