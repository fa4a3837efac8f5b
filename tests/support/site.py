"""site.py SITE: the pages that `make docs` has built, in a browser, from the disk. Every link leads
somewhere, every page stands in the contents of its language, nothing is wider than a phone or a desk,
searching finds, and nothing is asked of a network. Prints what is wrong and how many checks passed.
"""
import glob
import os
import re
import sys
import time

from browser import Browser
from findings import Findings

SCREENS = [(width, dark) for width in (390, 1280) for dark in (False, True)]
WIDER = """(() => {
  const width = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll("main *, header *")].filter((x) =>
    !x.parentElement.closest("pre, .wide") && !x.matches(".skip") &&
    x.getBoundingClientRect().right > width + 1);
  return [document.scrollingElement.scrollWidth > width,
          wide.slice(0, 3).map((x) => x.tagName + " " + x.textContent.slice(0, 60))];
})()"""


def check_links(site, findings):
    names, texts = {}, {}
    for path in glob.glob(site + "/**/*.html", recursive=True):
        with open(path, encoding="utf-8") as file:
            texts[path] = file.read()
        names[path] = re.findall(r'\bid="([^"]+)"', texts[path])
        findings.check(len(names[path]) == len(set(names[path])) or "404" in path,
                       f"{path}: two of one id")
    for path, text in texts.items():
        for link in re.findall(r'\b(?:href|src)="([^"]+)"', text):
            address, _, anchor = link.partition("#")
            target = os.path.normpath(os.path.join(os.path.dirname(path), address)) if address else path
            there = os.path.exists(target) and (not anchor or anchor in names.get(target, [anchor]))
            findings.check(there and not re.match(r"\w+:", link), f"{path}: a link to {link}")
        if "404" not in path:
            findings.check('aria-current="page"' in text or path.endswith("index.html"),
                           f"{path} is not in the contents")
            findings.check("<!-- test:" not in text, f"{path}: a mark of a test is to be seen")
        findings.check("<code>  " not in text, f"{path}: code that is set in")
    # lists within lists, as they are written
    nested = [path for path in texts if re.search(r"<li>[^<]*(<a[^>]*>[^<]*</a>)?\s*<ul>", texts[path])]
    findings.check(len(nested) > 1, f"pages with lists within lists: {nested}")
    return sorted(path for path in texts if "404" not in path)


def check_widths(page, paths, findings):
    for path in paths:
        for width, dark in SCREENS:
            page.open("file://" + path, width=width, dark=dark)
            moves, wide = page.run(WIDER)
            what = f"{path}, {width} px"
            findings.check(not moves, what + ": wider than the screen")
            findings.check(not wide, f"{what}: {wide}")
            menu = page.run("document.getElementById('menu').open")
            findings.check(menu == (width > 900), what + ": the menu")


def search(page, words):
    page.run("(() => { const f = document.getElementById('search'); f.focus(); "
             f"f.value = {words!r}; f.dispatchEvent(new Event('input')); }})()")
    for _ in range(50):
        if not page.run("document.getElementById('found').hidden"):
            break
        time.sleep(0.1)
    return page.run("[...document.querySelectorAll('#found > *')].map((x) => [x.href, x.textContent])")


def check_search(page, site, findings):
    for start, words, wanted in [
            ("/index.html", "sample_size", "lua.html#"),
            ("/lua.html", "capai_scale_classify", "headers.html#"),
            ("/index.html", "NUMBER_SYNTAX", "messages.html#"),
            ("/id/tutorial.html", "kertas kerja", "id/review.html#"),
            ("/id/index.html", "peraturan baru", "id/permen.html")]:
        page.open("file://" + site + start, width=390)
        found = search(page, words)
        findings.check(found and any(wanted in hit[0] for hit in found),
                       f"{words}: found {[hit[0] for hit in found or []][:3]}, not {wanted}")
        for address, _ in (found or [])[:3]:
            findings.check(os.path.exists(address[len("file://"):].partition("#")[0]), address)
    found = search(page, "xyzzy qwerty")
    findings.check(len(found) == 1 and found[0][1] == "Tidak ditemukan.", f"nothing: {found}")


def main():
    site = os.path.abspath(sys.argv[1])
    findings = Findings()
    paths = check_links(site, findings)
    findings.check(len(paths) > 30, f"{len(paths)} pages")
    with Browser() as page:
        check_widths(page, paths, findings)
        check_search(page, site, findings)
        findings.check(not page.messages(), f"said: {page.messages()[:3]}")
    return findings.end("site")


sys.exit(main())
