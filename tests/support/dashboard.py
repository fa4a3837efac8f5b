#!/usr/bin/env python3
"""dashboard.py WORK [KABUPATEN OPD INDIKATOR]: makes the results of a country in the folder WORK and
their dashboard, opens it in a headless browser from the disk, and works every figure that it shows
out again from the tables. Prints how long loading and filtering take beside what they may take: a
machine that does other work, too, is slow, so no test fails for it. CAPAI is the program."""
import csv
import io
import os
import shutil
import statistics
import subprocess
import sys
from fractions import Fraction

sys.path.insert(0, os.path.dirname(__file__))
from browser import Browser  # noqa: E402

WORK = os.path.abspath(sys.argv[1])
SIZE = sys.argv[2:5] or ["514", "60", "12"]
CAPAI, LUA = os.environ.get("CAPAI", "build/capai"), os.environ.get("LUA", "lua5.4")
LOADED, FILTERED = 2000, 250  # milliseconds
passed = 0


def check(got, expected, what):
    global passed
    if got != expected:
        sys.exit(f"FAILED: {what}: got {got!r}, expected {expected!r}")
    passed += 1


def that(condition, what):
    check(bool(condition), True, what)


# ---- figures, worked out again ----

def half_up(x, digits):
    sign, x = (-1, -x) if x < 0 else (1, x)
    scaled = (2 * x * 10 ** digits + 1) // 2
    return Fraction(sign * scaled, 10 ** digits)


def people(x, digits):
    """A number as the page writes it."""
    text = f"{abs(int(x * 10 ** digits)):0{digits + 1}d}"
    whole, rest = (text[:-digits], "," + text[-digits:]) if digits else (text, "")
    return ("−" if x < 0 else "") + f"{int(whole):,}".replace(",", ".") + rest


def count(n):
    return people(Fraction(n), 0)


def table(folder, name):
    with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def number(text):
    return Fraction(text) if text else None


class Opd:
    def __init__(self, row):
        self.row = row
        for name in ("capaian", "serapan", "pagu", "realisasi"):
            setattr(self, name, number(row[name]))


def figures(rows):
    """The five key figures of some OPDs, as the page shows them."""
    measured = [o.capaian for o in rows if o.capaian is not None]
    pagu, spent = sum(o.pagu for o in rows), sum(o.realisasi for o in rows)
    judged = [o for o in rows if o.row["efisiensi"]]
    good = sum(o.row["efisiensi"] == "Efisien" for o in judged)
    return [people(half_up(sum(measured) / len(measured), 2), 2) + "%" if measured else "–",
            people(half_up(spent / pagu * 100, 2), 2) + "%" if pagu else "–",
            people(half_up(Fraction(good * 100, len(judged)), 2), 2) + "%" if judged else "–",
            None, count(len(rows) - len(measured))]


def ranked(rows):
    """(rank, OPD), equal ones sharing a rank in the order of the table, the unmeasured last."""
    order = sorted((o for o in rows if o.capaian is not None), key=lambda o: -o.capaian)
    list_, rank = [], 0
    for i, o in enumerate(order):
        if not i or o.capaian != order[i - 1].capaian:
            rank = i + 1
        list_.append((count(rank), o))
    return list_ + [("–", o) for o in rows if o.capaian is None]


# ---- the page ----

# What the page is told shows with the next frame, which a machine with other work may draw late.
class Dashboard:
    def __init__(self, page, folder):
        self.page, self.url = page, "file://" + folder + "/dasbor.html"

    def open(self, **how):
        return self.page.open(self.url, **how)

    def text(self, selector):
        return self.page.run(f"document.querySelector('{selector}').textContent")

    def texts(self, selector):
        return self.page.run(f"[...document.querySelectorAll('{selector}')].map(e => e.textContent)")

    def rows(self):
        return self.page.run("[...document.querySelectorAll('#isi tr')].map(row => "
                             "[...row.cells].map(cell => cell.textContent))")

    def set(self, element, value):
        event = "input" if element == "cari" else "change"
        self.page.run(f"(() => {{ const e = document.getElementById('{element}'); e.value = {value!r};"
                      f" e.dispatchEvent(new Event('{event}')); }})()")
        self.page.frames()

    def press(self, group, text):
        that(self.page.run(
            f"(() => {{ const b = [...document.querySelectorAll('#{group} button')].find(b => "
            f"b.textContent.startsWith({text!r})); b?.click(); return !!b; }})()"), f"a button {text}")
        self.page.frames()

    def clear(self):
        self.page.run("document.getElementById('hapus').click()")
        self.page.frames()

    def sort(self, key):
        self.page.run(f"document.querySelector('[data-key={key}]').click()")
        self.page.frames()

    def settle(self):
        self.page.wait("!document.querySelector('[aria-busy]')")
        self.page.frames()


def check_figures(d, rows, all_rows, what):
    check(d.text("#jumlah").split(":")[0],
          f"Menampilkan {count(len(rows))} dari {count(len(all_rows))} OPD", what)
    shown = d.texts("#angka dd:first-of-type")
    for got, expected in zip(shown, figures(rows)):
        if expected is not None:
            check(got, expected, what + ", key figures")
    expected = ranked(rows)[:25]
    got = d.rows()
    if not rows:
        check(len(got), 1, what + ", no row")
        return
    check([(row[0], row[1].split("Kabupaten ")[0]) for row in got],
          [(rank, o.row["nama"]) for rank, o in expected], what + ", ranking")


CLASSES = ["Sangat Tinggi", "Tinggi", "Sedang", "Rendah", "Sangat Rendah"]


def check_classes(d, rows):
    for name, text in zip(CLASSES + [""], d.texts("#sebaran button b")):
        check(text, count(sum(o.row["predikat"] == name for o in rows)), "class " + name)


def check_filters(d, opd):
    check_figures(d, opd, opd, "nothing filtered")
    check_classes(d, opd)
    place = opd[len(opd) // 2].row["kabupaten"]
    index = d.page.run(f"[...document.querySelectorAll('#kabupaten option')].find(o => "
                       f"o.textContent === {place!r}).value")
    d.set("kabupaten", index)
    check_figures(d, [o for o in opd if o.row["kabupaten"] == place], opd, "one kabupaten")
    d.press("efisiensi", "Tidak efisien")
    both = [o for o in opd if o.row["kabupaten"] == place and o.row["efisiensi"] == "Tidak efisien"]
    check_figures(d, both, opd, "and a verdict")
    check_classes(d, both)
    d.clear()
    d.press("predikat", "Rendah")
    d.press("predikat", "Sangat Rendah")
    low = [o for o in opd if o.row["predikat"] in ("Rendah", "Sangat Rendah")]
    check_figures(d, low, opd, "two classes")
    check_classes(d, opd)
    d.set("cari", "KESEHATAN  dinas")
    check_figures(d, [o for o in low if o.row["nama"] == "Dinas Kesehatan"], opd, "and a text")
    d.set("cari", "tidak ada yang begini")
    check_figures(d, [], opd, "nothing left")
    d.clear()
    check_figures(d, opd, opd, "cleared")


def check_sorting(d, opd):
    keys = {"nama": lambda o: (o.row["nama"],), "capaian": lambda o: (o.capaian is None, o.capaian),
            "pagu": lambda o: (o.pagu,), "serapan": lambda o: (o.serapan,)}
    for key, of in keys.items():
        for _ in range(2):
            d.sort(key)
            marks = d.page.run("[...document.querySelectorAll('#kepala th[aria-sort]')].map(h => "
                               "[h.firstChild.dataset.key, h.getAttribute('aria-sort')])")
            check([mark[0] for mark in marks], [key], "one column is sorted")
            has = [o for o in opd if key != "capaian" or o.capaian is not None]
            order = sorted(has, key=of, reverse=marks[0][1] == "descending")
            column = d.page.run(f"[...document.querySelectorAll('#kepala th')].findIndex(h => "
                                f"h.firstChild.dataset.key === '{key}')")
            shown = [row[column] for row in d.rows()]
            digits = 0 if key == "pagu" else 2
            expected = [o.row["nama"] if key == "nama" else people(getattr(o, key), digits)
                        for o in order[:25]]
            shown = [text.split("Kabupaten ")[0] for text in shown]
            check(shown, expected, f"sorted by {key} {marks[0][1]}")
    check(d.page.run("document.activeElement.dataset.key"), "serapan", "the focus stays on the button")
    d.sort("peringkat")


def check_places(d, folder, opd):
    d.press("pandangan", "Kabupaten")
    expected = sorted((row for row in table(folder, "kabupaten") if row["tahun"] == "2024"),
                      key=lambda row: -Fraction(row["capaian"]))
    got = d.rows()
    for row, wanted in zip(got, expected):
        check((row[0], row[1]), (wanted["peringkat"], wanted["kabupaten"]), "rank of a kabupaten")
        check(row[4], people(Fraction(wanted["capaian"]), 2), "its capaian")
        check(row[7], people(Fraction(wanted["serapan"]), 2), "its serapan")
    d.press("predikat", "Tinggi")
    name = d.rows()[0][1]
    mine = [o.capaian for o in opd if o.row["kabupaten"] == name and o.row["predikat"] == "Tinggi"]
    check(d.rows()[0][4], people(half_up(sum(mine) / len(mine), 2), 2), "the mean of what is shown")
    d.clear()
    d.press("pandangan", "OPD")


def check_detail(d, folder, opd):
    page = d.page
    wanted = {o.row["opd"]: [] for _, o in ranked(opd)[:25:12]}
    for row in table(folder, "indikator"):
        if row["opd"] in wanted and row["tahun"] == "2024":
            wanted[row["opd"]].append(row)
    for place, (_, o) in list(enumerate(ranked(opd)[:25]))[::12]:
        page.run(f"document.querySelectorAll('#isi .link')[{place}].click()")
        d.settle()
        check(d.text("#h-rincian"), o.row["nama"], "the panel of the OPD")
        check(page.run("document.activeElement.id"), "rincian", "the focus is in it")
        got = page.run("[...document.querySelectorAll('#rincian tbody tr')].filter(r => "
                       "r.cells.length === 4).map(r => [...r.cells].map(c => c.firstChild.textContent))")
        check(got, [[row["indikator"], shown(row["target"]), shown(row["realisasi"]),
                     shown(row["capaian"]) if row["capaian"] else "belum diisi"]
                    for row in wanted[o.row["opd"]]], "its indicators")
        groups = list(dict.fromkeys(row["sasaran"] for row in wanted[o.row["opd"]]))
        check(d.texts("#rincian th[scope=colgroup] .name"), groups, "its sasaran")
        page.run("[...document.querySelectorAll('#rincian td .link')].at(-1).click()")
        last = [row for row in wanted[o.row["opd"]] if row["capaian"]][-1]
        why = d.text("#alasan")
        that(last["indikator"] in why and shown(last["capaian"]) in why, "how a figure came about")
        that("Nilai" in why and "realisasi" in why, "by which formula, from which value")
        page.key("Escape", 27)
        check(page.run("document.getElementById('rincian').hidden"), True, "Esc closes it")
        check(page.run("document.activeElement.textContent"), o.row["nama"], "the focus goes back")


def shown(text):
    return people(Fraction(text), len(text.partition(".")[2])) if text else "–"


def check_comparison(d, now, then):
    before = {o.row["opd"]: o for o in then}
    d.set("pembanding", 0)
    pairs = [(o, before[o.row["opd"]]) for o in now]
    known = [(a, b) for a, b in pairs if a.capaian is not None and b.capaian is not None]
    ups = sum(a.capaian > b.capaian for a, b in known)
    downs = sum(a.capaian < b.capaian for a, b in known)
    moved = [a for a, b in known if a.row["predikat"] != b.row["predikat"]]
    check(d.texts("#arah b"), [count(ups), count(downs), count(len(known) - ups - downs),
                               count(len(pairs) - len(known)), count(len(moved))], "what changed")
    cells = d.texts("#perpindahan td.n")
    check(cells, [count(sum(a.row["predikat"] == to and b.row["predikat"] == start for a, b in known))
                  for start in CLASSES for to in CLASSES], "from class to class")
    mean = [half_up(sum(side) / len(known), 2) for side in
            ([a.capaian for a, _ in known], [b.capaian for _, b in known])]
    step = mean[0] - mean[1]
    words = f"{'naik' if step > 0 else 'turun'} {people(abs(step), 2)} poin" if step else "tetap"
    check(d.text("#angka .note"), f"{words} dari 2023 ({count(len(known))} OPD)", "of the mean")
    d.press("arah", "Predikat berubah")
    check_figures(d, moved, now, "whose class changed")
    d.clear()
    d.set("pembanding", -1)


def check_download(d, now):
    d.press("predikat", "Rendah")
    text = d.page.download("document.getElementById('unduh').click()", "peringkat-opd.csv")
    got = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    wanted = ranked([o for o in now if o.row["predikat"] == "Rendah"])
    check(len(got), len(wanted), "all rows that are shown, of all pages")
    for row, (rank, o) in zip(got, wanted):
        check(row["peringkat"], rank.replace(".", ""), "rank in the download")
        for name in ("opd", "nama", "kabupaten", "provinsi", "tahun", "capaian", "predikat", "pagu",
                     "realisasi", "serapan", "efisiensi", "jumlah_indikator", "aturan"):
            check(row[name], o.row[name], name + " in the download")
    d.clear()


# ---- what a person needs ----

# Text that is less than 4.5 to 1 on what lies behind it: [text, ratio].
CONTRAST = """(() => {
  const luminance = c => { const [r, g, b] = c.map(v => (v /= 255) <= .04045 ? v / 12.92
    : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (!text || !e.offsetParent || e.closest('script,:disabled') || !e.getClientRects().length) continue;
    const a = luminance(parse(getComputedStyle(e).color).slice(0, 3)), b = luminance(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) low.push([text.slice(0, 40), ratio]);
  }
  return low; })()"""

# What can be pressed and is lower than a finger: [text, height].
SMALL = """[...document.querySelectorAll('button, select, input, summary')].filter(e => e.offsetParent &&
  e.getBoundingClientRect().height < 39.5).map(e => [e.textContent.slice(0, 40),
  e.getBoundingClientRect().height])"""


# What is wider than its place.
SIDEWAYS = """[...document.querySelectorAll('html, .scroll, aside')].filter(e => e.clientWidth &&
  e.scrollWidth > e.clientWidth + 1).map(e => e.className + ' ' + e.scrollWidth)"""


def check_looks(d):
    for dark in (False, True):
        for width in (1440, 1280, 1024, 768, 390):
            d.open(width=width, height=900, dark=dark)
            check(d.page.run("document.documentElement.dataset.tema"), "gelap" if dark else "terang",
                  "the theme of the screen")
            d.page.run("document.querySelector('#isi .link').click()")
            d.settle()
            check(d.page.run(CONTRAST), [], f"contrast at {width} px, dark {dark}")
            check(d.page.run("document.getElementById('wrap').inert"), width < 1200,
                  "what the panel covers cannot be reached")
            if width < 600:
                check(d.page.run(SMALL), [], "what is pressed on a phone is 40 px high")
            check(d.page.run(SIDEWAYS), [], f"nothing to the side at {width} px, beside a panel")
            d.page.key("Escape", 27)
            check(d.page.run(SIDEWAYS), [], f"nothing to the side at {width} px")
            if width < 600:
                check(d.page.run(SMALL), [], "on the page too")


def check_keyboard(d):
    d.open()
    d.page.run("document.getElementById('pilih').focus()")
    d.page.key("ArrowRight", 39)
    d.page.key("ArrowRight", 39)
    heard = d.text("#dengar")
    that("capaian" in heard and "serapan" in heard, "the chart says where it is")
    d.page.key("Enter", 13, "\r")
    d.settle()
    check(d.text("#h-rincian"), heard.split(",")[0], "and opens that OPD")
    d.page.key("Escape", 27)


def check_speed(d):
    """Milliseconds that a filter keeps the page from anything else, and until it is drawn."""
    times = d.page.run("""(async () => {
      const q = document.getElementById('cari'), times = [];
      const drawn = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
      for (const text of ['d', 'di', 'din', 'dinas', 'dinas k', 'dinas ke', 'kec', 'kecamatan', 'a', ''])
        for (let again = 0; again < 2; again++) {
          await drawn();
          const start = performance.now();
          q.value = text;
          q.dispatchEvent(new Event('input'));
          const script = performance.now() - start;
          await drawn();
          times.push([script, performance.now() - start]);
        }
      return times; })()""")
    blocked, drawn = (statistics.median(t[k] for t in times) for k in (0, 1))
    print(f"filter: {blocked:.0f} ms in the script, drawn after {drawn:.0f} ms (medians of {len(times)}); "
          f"longest {max(t[1] for t in times):.0f} ms; wanted: {FILTERED} ms")


def check_missing(d, folder):
    """Without the files beside it the page says so, and the rest works on."""
    moved = folder + "/dasbor-data.away"
    d.open()
    check(d.page.messages(), [], "the console is empty until then")
    os.rename(folder + "/dasbor-data", moved)
    d.page.run("document.querySelector('#isi .link').click()")
    d.settle()
    that("tidak ditemukan" in d.text("#rincian [role=alert]"), "the missing file is named")
    os.rename(moved, folder + "/dasbor-data")
    d.page.key("Escape", 27)
    d.page.run("document.querySelector('#isi .link').click()")
    d.settle()
    that(d.page.run("!!document.querySelector('#alasan')"), "it is looked for again")
    d.page.forgive()  # the browser itself complains of the file


def check_foreign(d, folder):
    """A file of another dashboard is refused."""
    d.open()
    number = d.page.run("Math.floor(document.querySelector('#isi .link').dataset.opd / 100) + 1")
    path = f"{folder}/dasbor-data/{number:04d}.js"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace('("', '("0', 1))
    d.page.run("document.querySelector('#isi .link').click()")
    d.settle()
    that("bukan milik dasbor ini" in d.text("#rincian [role=alert]"), "it is refused")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


HOSTILE = ["</script><script>window.hit=1</script>", "<img src=x onerror='window.hit=2'>",
           "=HYPERLINK(\"http://x\")", "+1+1", "@SUM(1)", "-1+1", "\t=1", "balik\u202ekanan\u202c",
           "a\u2028b", "tanda\u200fkanan \u0623\u0628", "k\"utip', koma; \\"]


def check_hostile(page):
    folder = WORK + "/jahat"
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/opd.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["opd", "tahun", "nama", "kabupaten", "capaian", "predikat", "status", "serapan",
                      "efisiensi"])
        for i, name in enumerate(HOSTILE):
            out.writerow([f"k{i}", 2024, name, name, f"9{i}.00", name, "nilai", "50.00", name])
    with open(folder + "/indikator.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["opd", "tahun", "sasaran", "indikator", "satuan", "arah", "target", "realisasi",
                      "capaian", "predikat", "status"])
        for i, name in enumerate(HOSTILE):
            out.writerow([f"k{i}", 2024, name, name, name, name, name, name, "90.00", name, "nilai"])
    with open(folder + "/gagal.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([["opd", "sebab"], [HOSTILE[0], HOSTILE[1]]])
    subprocess.run([CAPAI, "dashboard", folder], check=True, stdout=subprocess.DEVNULL)
    d = Dashboard(page, folder + "/dasbor")
    d.open()
    scripts = page.run("document.scripts.length")
    page.run("document.querySelector('#gagal').open = true")
    for i in range(len(HOSTILE)):
        page.run(f"document.querySelectorAll('#isi .link')[{i}].click()")
        d.settle()
    names = page.run("[...document.querySelectorAll('#isi .link')].map(e => e.textContent)")
    for name in HOSTILE[:6]:
        that(name in names, "shown as it is: " + name)
    check(page.run("window.hit"), None, "nothing was run")
    check(page.run("document.images.length"), 0, "nothing was loaded")
    check(page.run("document.scripts.length"), scripts + 1, "one file of details, once")
    check(d.text("#isi-gagal td:last-child"), HOSTILE[1], "reasons are text")
    text = page.download("document.getElementById('unduh').click()", "peringkat-opd.csv")
    for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")):
        for cell in row.values():
            that(not cell.lstrip().startswith(("=", "+", "@")) and not cell.startswith("-1+"),
                 "a spreadsheet sees no formula: " + cell)


def main():
    folder = WORK + "/negara"
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(folder)
    subprocess.run([LUA, "tests/bench/results.lua", folder, *SIZE, "2023", "2024"], check=True)
    subprocess.run([CAPAI, "dashboard", folder], check=True)
    opd = [Opd(row) for row in table(folder, "opd")]
    now = [o for o in opd if o.row["tahun"] == "2024"]
    then = [o for o in opd if o.row["tahun"] == "2023"]
    size = os.path.getsize(folder + "/dasbor/dasbor.html")
    that(size <= 15e6 * max(1, len(now) / 30840) * 2, "the page of two years")
    with Browser() as page:
        d = Dashboard(page, folder + "/dasbor")
        times = sorted(d.open() for _ in range(3))
        print(f"load: {times[1]:.0f} ms for {len(now)} OPD in two years, {size / 1e6:.1f} MB; "
              f"wanted: {LOADED} ms")
        check_filters(d, now)
        check_sorting(d, now)
        check_places(d, folder, now)
        check_detail(d, folder, now)
        check_comparison(d, now, then)
        check_download(d, now)
        check_speed(d)
        check_looks(d)
        check_keyboard(d)
        check_missing(d, folder + "/dasbor")
        check_foreign(d, folder + "/dasbor")
        check_hostile(page)
        check(page.messages(), [], "the console is empty, and no network was asked")
    print(f"{passed} passed")


main()
