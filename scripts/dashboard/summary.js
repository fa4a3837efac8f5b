// The key figures, the classes, and the kabupaten at both ends.

function classLabel(index, text) {
  const kelas = CLASSES[index];
  if (!kelas) return make("span", { class: "none", text: text || "belum diisi" });
  const meter = kelas.of ? make("span", { class: "steps", "aria-hidden": true }) : null;
  for (let i = 0; i < kelas.of; i++)
    meter.append(make("i", { style: i < kelas.steps ? { background: kelas.colour } : {} }));
  return make("span", { class: "class" }, meter,
    make("span", { class: "short", "aria-hidden": true, text: kelas.short }),
    named("span", kelas.word, "long"));
}

function kpi(title, value, unit, note) {
  return make("div", { class: "kpi" }, make("dt", { text: title }),
    make("dd", { text: value }, unit && make("small", { text: unit })),
    make("dd", { class: "note", text: note }));
}

// "naik 16,73 poin", of numbers of d decimals.
function moved(v, d) {
  return v === 0 ? "tetap" : `${v > 0 ? "naik" : "turun"} ${decimal(Math.abs(v), d)} poin`;
}

function meanNote({ now, then, totals }, mean) {
  if (!totals.measured) return "tidak ada data";
  if (then) {
    const { base } = totals, d = Math.max(now.capaian.digits, then.capaian.digits);
    if (!base.n) return `tidak cukup data ${then.label}`;
    const a = quotient(base.now * 10 ** (d - now.capaian.digits), base.n);
    const b = quotient(base.then * 10 ** (d - then.capaian.digits), base.n);
    return `${moved(a - b, d)} dari ${then.label} (${count(base.n)} OPD)`;
  }
  const found = classOf(mean, now.capaian.digits, soleRule(now));
  return found >= 0 ? `predikat ${CLASSES[found].word}` : `dari ${count(totals.measured)} OPD`;
}

function showFigures(shown) {
  const { now, totals } = shown, mean = totals.mean(), serapan = totals.serapan(now);
  const good = now.verdicts.filter(verdict => verdict.used && verdict.good);
  const judged = !now.given ? "Capaian ≥ serapan"
    : `OPD ${good.map(({ text }) => folded(text)).join(" atau ") || "efisien"}`;
  fill($("angka"),
    kpi("Rata-rata capaian", totals.measured ? decimal(mean, now.capaian.digits) : "–",
      totals.measured ? "%" : "", meanNote(shown, mean)),
    kpi("Serapan anggaran", serapan === null ? "–" : decimal(serapan, now.serapan.digits),
      serapan === null ? "" : "%", serapan === null ? "tidak ada pagu"
        : `dari pagu ${rupiahShort(totals.pagu.value, now.pagu.digits)}`),
    kpi(judged, totals.judged ? decimal(quotient(totals.good * 10000, totals.judged), 2) : "–",
      totals.judged ? "%" : "", `${count(totals.good)} dari ${count(totals.judged)} OPD`),
    kpi("Di batas predikat", count(totals.bound), "",
      totals.bound ? `indikator pada ${count(totals.boundOpd)} OPD` : "tidak ada indikator di batas"),
    kpi("Belum diisi", count(totals.n - totals.measured), "", "tidak ikut rata-rata"));
}

// A bar that can be pressed: its share of the track is that of the OPDs, as the text beside it says.
function bar(text, value, all, colour, pressed, press_) {
  const width = `${all ? value / all * 100 : 0}%`, minWidth = value ? "2px" : "0";
  return make("button", { type: "button", "aria-pressed": pressed, onclick: press_ },
    named("span", text), make("span", { class: "track", "aria-hidden": true },
      make("span", { class: "fill", style: { width, minWidth, background: colour } })),
    make("span", { class: "v" }, make("b", { text: count(value) }), ` (${share(value, all)})`));
}

// Puts buttons in place of others, and the focus where it was among them.
function replaceButtons(element, buttons) {
  const at = [...element.children].indexOf(document.activeElement);
  fill(element, ...buttons);
  if (at >= 0) element.children[at]?.focus();
}

function showClasses({ classes }) {
  const none = classes[CLASSES.length], all = classes.reduce((a, b) => a + b, 0);
  const rows = CLASSES.map(({ word, colour }, i) => [word, colour, i]);
  if (none) rows.push(["Tanpa predikat", "var(--edge)", CLASSES.length]);
  replaceButtons($("sebaran"), rows.map(([word, colour, i]) => bar(word, classes[i],
    all, colour, state.classes.has(i), () => { toggle(state.classes, i); refresh(); })));
}

// The figures of each kabupaten: those of the results where all its OPDs are shown, else of the
// OPDs that are.
function placeFigures({ now, places }) {
  const sizes = placeSizes(now), rule = soleRule(now), list = [];
  places.forEach((totals, k) => {
    const whole = totals.n === sizes[k] && now.place.capaian.has(k);
    const same = now.place.capaian.digits === now.capaian.digits;
    const capaian = whole && same ? now.place.capaian.values[k] : totals.mean();
    list.push({ k, totals, capaian, serapan: totals.serapan(now) ?? NaN, kelas: Number.isNaN(capaian)
      ? -1 : whole ? now.place.kelas[k] : classOf(capaian, now.capaian.digits, rule) });
  });
  return list;
}

function showEnds(shown, figures) {
  const list = figures.filter(({ capaian }) => !Number.isNaN(capaian));
  list.sort((a, b) => b.capaian - a.capaian || a.k - b.k);
  const column = (title, rows) => make("div", {}, make("h3", { text: title }), make("ul", {},
    ...rows.map(({ k, capaian }) => make("li", {}, make("button", {
      type: "button", class: "link name", text: kabupatenName(k),
      onclick() { choose({ place: k }); $("kabupaten").focus(); },
    }), make("span", { text: decimal(capaian, shown.now.capaian.digits) })))));
  if (list.length < 6) fill($("ujung"));
  else fill($("ujung"), column("Kabupaten tertinggi (%)", list.slice(0, 3)),
    column("Kabupaten terendah (%)", list.slice(-3).reverse()));
}
