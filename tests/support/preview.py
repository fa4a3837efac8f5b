#!/usr/bin/env python3
"""preview.py WORK: capai preview in a headless browser. The page follows changes of data, texts and
layout, tells of errors as a terminal does, does not let an old report pass for a new one, and finds
capai again when that is begun anew. CAPAI is the program; pictures go to the folder WORK."""
import os
import shutil
import signal
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
from browser import Browser  # noqa: E402

WORK = os.path.abspath(sys.argv[1])
CAPAI = os.path.abspath(os.environ.get("CAPAI", "build/capai"))
DATA, LAYOUT = WORK + "/semboro-2024", WORK + "/tata-letak.lua"
passed = 0


def check(got, expected, what):
    global passed
    if got != expected:
        sys.exit(f"FAILED: {what}: got {got!r}, expected {expected!r}")
    passed += 1


def that(condition, what):
    check(bool(condition), True, what)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    """As editors do: another file takes the name."""
    with open(path + "~", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + "~", path)


class Preview:
    """The program, at a port that is known after its first start."""
    port = "0"

    def __enter__(self):
        self.process = subprocess.Popen(
            [CAPAI, "preview", DATA, "--layout", LAYOUT, "--port", self.port, "--lang", "id"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().split()[3]
        Preview.port = self.url.rstrip("/").rpartition(":")[2]
        return self

    def __exit__(self, *details):
        self.process.send_signal(signal.SIGINT)
        check(self.process.wait(20), 0, "exit status")


class Page:
    def __init__(self, browser):
        self.browser = browser

    def wait(self, script):
        try:
            self.browser.wait(script, 30)
        except RuntimeError as error:
            sys.exit(f"FAILED: {error}; the page says {self.line()!r}")
        check(True, True, script)

    def line(self):
        return self.browser.run("document.getElementById('keadaan').textContent")

    def state(self, name):
        self.wait(f"document.getElementById('bilah').dataset.keadaan === {name!r}")

    def report(self, text):
        """Waits until the report has the text."""
        self.wait("[...document.querySelectorAll('iframe:not(.menyusul)')].some(f => "
                  f"f.contentDocument?.body?.textContent.includes({text!r}))")

    def complaints(self):
        return self.browser.run("document.getElementById('pesan').innerText")

    def complains(self, text):
        self.wait(f"document.getElementById('pesan').textContent.includes({text!r})")

    def opened(self):
        return self.browser.run("document.getElementById('rincian').open")

    def old(self):
        return self.browser.run("document.getElementById('laporan').classList.contains('lama')")

    def frames(self):
        return self.browser.run("document.querySelectorAll('iframe').length")

    def fits(self, what):
        """Nothing of the frame is wider than the screen."""
        wide = self.browser.run("document.documentElement.scrollWidth - innerWidth")
        that(wide <= 0, f"{what}: {wide} pixels too wide")

    def picture(self, name):
        self.browser.frames()
        self.browser.picture(f"{WORK}/{name}.png")


def prepare():
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    shutil.copytree("examples/semboro-2024", DATA)
    shutil.copy("scripts/layouts/jember-2024.lua", LAYOUT)


def follow_changes(page, original):
    """Data, texts, layout: all that a report is made of."""
    page.state("mutakhir")
    page.report("BAB III")
    that("·" in page.line(), "since when")
    check(page.opened(), False, "warnings are folded")
    page.fits("desktop")
    page.picture("mutakhir")
    scroll = "document.querySelector('iframe').contentWindow"
    page.browser.run(f"{scroll}.scrollTo(0, 700)")
    write(DATA + "/indikator.csv", original.replace("Meningkatnya", "Uji-Data"))
    page.report("Uji-Data")
    check(page.browser.run(scroll + ".scrollY"), 700, "the reader stays where they were")
    check(page.frames(), 1, "frames")
    write(DATA + "/narasi/penyebab.md", "Uji-Narasi.\n")
    page.report("Uji-Narasi")
    write(LAYOUT, read(LAYOUT).replace("BAB III", "BAB Uji-Letak III"))
    page.report("Uji-Letak")
    write(DATA + "/indikator.csv", original)
    page.wait("!document.querySelector('iframe').contentDocument.body.textContent"
              ".includes('Uji-Data')")


def show_errors(page, original):
    # a bad cell: the report is made, and says what it lacks
    write(DATA + "/indikator.csv", original.replace("positif", "posisif", 1))
    page.state("cacat")
    page.complains("posisif")
    check(page.opened(), True, "errors are open")
    check(page.old(), False, "the report is that of now")
    that("^" in page.complaints(), "a caret")
    page.picture("cacat")
    # a layout that does not compile: no report, and the old one is marked as such
    layout = read(LAYOUT)
    write(LAYOUT, layout + "\nreturn return\n")
    page.state("gagal")
    page.complains("tata-letak.lua")
    check(page.old(), True, "the report is an old one")
    that(page.line().startswith("Laporan tidak dapat diperbarui"), page.line())
    that(page.browser.run("document.title").startswith("(!) "), "the tab says so, too")
    page.picture("gagal")
    # one that never ends
    write(LAYOUT, "while true do end\n" + layout)
    page.complains("terlalu lama")
    # mended
    write(LAYOUT, layout)
    write(DATA + "/indikator.csv", original)
    page.state("mutakhir")
    check(page.old(), False, "the report is new")
    check(page.opened(), False, "nothing to open")
    # a folder that is away for a while
    os.rename(DATA, DATA + "-")
    page.state("gagal")
    os.rename(DATA + "-", DATA)
    page.state("mutakhir")


def on_a_phone(page, url, original):
    write(DATA + "/indikator.csv", original.replace("positif", "posisif", 1))
    page.browser.open(url, width=390, height=844)
    page.state("cacat")
    page.report("BAB")
    page.fits("phone")
    page.picture("telepon")
    write(DATA + "/indikator.csv", original)
    page.state("mutakhir")
    page.browser.open(url, dark=True)
    page.state("mutakhir")
    page.picture("gelap")


def main():
    prepare()
    original = read(DATA + "/indikator.csv")
    with Browser() as browser:
        page = Page(browser)
        with Preview() as preview:
            browser.open(preview.url)
            follow_changes(page, original)
            show_errors(page, original)
            on_a_phone(page, preview.url, original)
            said = [m for m in browser.messages() if not m.startswith("request of " + preview.url)]
            check(said, [], "messages of the browser")
        page.state("terputus")
        check(page.old(), True, "nobody vouches for the report")
        page.picture("terputus")
        browser.forgive()
        with Preview() as preview:
            page.state("mutakhir")
            write(DATA + "/indikator.csv", original.replace("Meningkatnya", "Uji-Lagi"))
            page.report("Uji-Lagi")
            check(page.frames(), 1, "frames")
    left = [name for name in os.listdir(DATA) if name.endswith("~") or name.startswith(".")]
    check(left, [], "files that are left")
    print(f"{passed} passed")


main()
