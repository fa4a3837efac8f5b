// The panel of one OPD: its figures, its indicators and how each came about. The indicators of some
// OPDs each stand in files beside the page; a script tag loads them, which works from a disk, too.

const waiting = new Map(); // number of a file -> { promise, done }

const fileName = number => `dasbor-data/${String(number).padStart(4, "0")}.js`;

// What the files call. One of another dashboard is not taken.
window.capaiRincian = (key, number, list) => {
  waiting.get(number)?.done(key === DATA.kunci ? { list } :
    { problem: `${fileName(number)} bukan milik dasbor ini; buat dasbor sekali lagi.` });
};

function load(number) {
  if (waiting.has(number)) return waiting.get(number).promise;
  const entry = {};
  entry.promise = new Promise(done => { entry.done = done; });
  waiting.set(number, entry);
  const missing = `${fileName(number)} tidak ditemukan. Salin folder dasbor-data bersama dasbor.html.`;
  document.head.append(make("script", { src: fileName(number),
    onload: () => entry.done({ problem: `${fileName(number)} tidak berisi rincian.` }), // if nobody called
    onerror: () => { waiting.delete(number); entry.done({ problem: missing }); } }));
  return entry.promise;
}

const FIELDS = ["edisi", "kelompok", "jenis", "nama", "satuan", "arah", "target", "realisasi",
  "capaian", "predikat", "status", "batas", "baris"];
const GROUP_FIELDS = ["edisi", "tujuan", "nama", "capaian", "predikat", "pagu", "realisasi",
  "serapan", "efisiensi"];
const WORDS = ["jenis", "arah", "predikat", "status", "efisiensi"];

function record(fields, row) {
  const object = Object.fromEntries(fields.map((field, i) => [field, row[i]]));
  for (const field of WORDS) if (field in object) object[field] = DATA.kata[object[field]] ?? null;
  return object;
}

// The groups and indicators of an OPD. A name 0 is that of the row before.
function unpack([groups, rows]) {
  let last = null;
  return { groups: groups.map(row => record(GROUP_FIELDS, row)), rows: rows.map(row => {
    const object = record(FIELDS, row);
    last = object.kelompok = object.kelompok === 0 ? last : object.kelompok;
    return object;
  }) };
}

// ---- the figures of the OPD ----

function fact(title, value, note) {
  return make("div", {}, make("dt", { text: title }), make("dd", { text: value }),
    note && make("dd", { class: "note", text: note }));
}

const percent = (data, i) => data.has(i) ? data.text(i) + "%" : "–";

function factList(i) {
  const now = edition(state.edition), then = state.base < 0 ? null : edition(state.base);
  const note = (a, b) => {
    if (!then) return null;
    const difference = subtract(a, b);
    return difference.has(i) ? `${moved(difference.values[i], difference.digits)} dari ${then.label}`
      : "tidak cukup data";
  };
  return make("dl", { class: "facts" },
    fact("Capaian", percent(now.capaian, i), then && note(now.capaian, then.capaian)),
    fact("Serapan", percent(now.serapan, i), then && note(now.serapan, then.serapan)),
    fact("Selisih (poin)", signedText(now.difference)(i)));
}

function rankText(i) {
  const now = edition(state.edition), best = keptOrder(now, "capaian", now.capaian.values, false);
  const among = test => ranks(now.capaian.values, best, now.has.map((one, k) => one && test(k)))[i];
  if (!now.capaian.has(i)) return "tanpa peringkat";
  const all = `peringkat ${count(among(() => 1))} dari ${count(now.total)}`;
  const size = placeSizes(now)[placeOf(i)];
  if (!MANY_PLACES || size < 2) return all;
  return `${all}, ${count(among(k => placeOf(k) === placeOf(i)))} dari ${count(size)} di kabupatennya`;
}

function budget(i) {
  const now = edition(state.edition);
  if (!now.pagu.has(i) && !now.realisasi.has(i)) return [];
  const rest = subtract(now.pagu, now.realisasi);
  const row = (title, data) => make("tr", {}, make("th", { scope: "row", text: title }),
    make("td", { class: "n", text: data.has(i) ? "Rp" + data.text(i) : "–" }));
  const rows = [row("Pagu", now.pagu), row("Realisasi", now.realisasi), row("Sisa", rest)];
  if (now.hemat.has(i)) rows.push(make("tr", {}, make("th", { scope: "row", text: "Efisiensi" }),
    make("td", { class: "n", text: now.hemat.text(i) + "%" })));
  return [make("h3", { text: "Anggaran" }), make("table", { class: "list" }, make("tbody", {}, ...rows))];
}

// ---- its indicators ----

const shownNumber = text => text == null ? "–" : people(text);

// "naik 1,50 poin dari 2023", of the same indicator in the other edition.
function changeText(row, others) {
  if (state.base < 0) return null;
  const same = others.find(other => other.edisi === state.base && other.nama === row.nama &&
    other.kelompok === row.kelompok && other.jenis === row.jenis);
  const a = fraction(row.capaian), b = fraction(same?.capaian);
  if (!a || !b) return "tidak cukup data";
  const [n, d] = OPERATIONS["-"](a, b), digits = Math.max(String(a[1]).length, String(b[1]).length) - 1;
  return moved(Number(n * 10n ** BigInt(digits) / d), digits);
}

function indicatorRow(row, others, open) {
  const change = changeText(row, others);
  const value = row.capaian == null ? STATUS_TEXT[row.status] || "–" : make("button", {
    type: "button", class: "link", text: people(row.capaian), "aria-expanded": false,
    "aria-controls": "alasan", onclick: event => open(row, event.currentTarget),
  });
  return make("tr", {}, make("td", {}, named("span", row.nama || "–")),
    make("td", { class: "n" + (row.target?.length > 12 ? " text" : "") }, named("span", shownNumber(row.target))),
    make("td", { class: "n" + (row.realisasi?.length > 12 ? " text" : "") }, named("span", shownNumber(row.realisasi))),
    make("td", { class: "n" }, value, row.batas ? make("span", { class: "small", text: "di batas" }) : null,
      change && make("span", { class: "small", text: change })));
}

function groupRow(name, group) {
  const facts = group ? [group.capaian && `capaian ${people(group.capaian)}%`,
    group.serapan && `serapan ${people(group.serapan)}%`, group.efisiensi].filter(Boolean).join(", ") : "";
  return make("tr", {}, make("th", { scope: "colgroup", colspan: 4 }, named("span", name || "Tanpa sasaran"),
    facts ? make("span", { class: "small note", text: facts }) : null));
}

function indicators({ groups, rows }, open) {
  const body = [], mine = rows.filter(row => row.edisi === state.edition);
  mine.forEach((row, i) => {
    const before = mine[i - 1];
    if (!before || before.kelompok !== row.kelompok || (before.jenis === "tujuan") !== (row.jenis === "tujuan"))
      body.push(groupRow(row.kelompok, groups.find(group => group.edisi === state.edition &&
        group.nama === row.kelompok && !!group.tujuan === (row.jenis === "tujuan"))));
    body.push(indicatorRow(row, rows, open));
  });
  if (!mine.length) return make("p", { class: "none", text: "Tidak ada indikator." });
  const head = ["Indikator", "Target", "Realisasi", "Capaian (%)"].map((text, i) =>
    make("th", { scope: "col", class: i ? "n" : "", text }));
  return make("table", { class: "list" }, make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...body));
}

// ---- how a figure came about ----

const step = (title, ...children) => make("li", {}, make("span", { text: title }), make("span", {}, ...children));
const line = text => make("span", { class: "name", style: { display: "block" }, text });

// The steps, always in the same order.
function reasons(row, i) {
  const rule = DATA.aturan[edition(state.edition).aturan[i]] || {}, formula = rule.rumus?.[row.arah];
  const list = [
    step("Besaran", make("b", { text: "capaian" }), " ", named("span", row.nama)),
    step("Masukan", line(`target ${isolated(shownNumber(row.target))}, realisasi ` +
      isolated(shownNumber(row.realisasi)) + (row.satuan ? `, satuan ${isolated(row.satuan)}` : "")), make("code", { text: `indikator.csv:${row.baris}` })),
  ];
  if (formula) {
    const { words: text, numbers, value } = steps(formula, row.target, row.realisasi, row.capaian);
    list.push(step("Rumus", line(`arah ${row.arah}: ${text}`), numbers ? line("= " + numbers) : null));
    if (value) list.push(step("Nilai", line(value)));
  } else if (row.arah) list.push(step("Rumus", line(`arah ${row.arah}` +
    (formula === 0 ? ", dihitung oleh fungsi dalam aturan" : ""))));
  if (rule.pembulatan)
    list.push(step("Pembulatan", `${rule.pembulatan} → `, make("b", { text: people(row.capaian) })));
  else list.push(step("Hasil", make("b", { text: people(row.capaian) })));
  const bound = rule.batas?.[row.predikat];
  list.push(step("Predikat", classLabel(DATA.predikat.indexOf(row.predikat), "–"),
    bound ? line(bound + (rule.skala ? ` (${rule.skala})` : "")) : null));
  list.push(step("Aturan", make("code", { text: rule.id ?? "tidak disebut" }),
    rule.nama ? line(rule.nama) : line("Paket yang terpasang lain dari yang dipakai; rumus tidak ditampilkan.")));
  return make("ol", {}, ...list);
}

// ---- opening and closing ----

function details(i, parts) {
  const why = make("div", { class: "why", id: "alasan", role: "region", "aria-label": "Penjelasan angka",
    "aria-live": "polite" });
  const title = make("h3", { text: "Penjelasan angka" });
  let pressed;
  const open = (row, button) => {
    pressed?.setAttribute("aria-expanded", false);
    button?.setAttribute("aria-expanded", true);
    pressed = button;
    fill(why, reasons(row, i));
  };
  const list = indicators(parts, open), first = list.querySelector("button[aria-expanded]");
  const row = parts.rows.find(one => one.edisi === state.edition && one.capaian != null);
  if (row) open(row, first);
  return [make("h3", { text: "Indikator" }), list, ...(row ? [title, why] : [])];
}

function flags(i) {
  const now = edition(state.edition), list = [];
  if (now.bound[i]) list.push(make("p", { class: "flag", text: `${count(now.bound[i])} indikator berada di batas ` +
    "predikat. Predikatnya dapat berubah bila aturan pembulatan berubah." }));
  if (!now.capaian.has(i)) list.push(make("p", { class: "flag", text: now.has[i]
    ? `Capaian OPD ini ${statusText(now, i)}.` : `Tidak ada dalam hasil ${now.label}.` }));
  return list;
}

const covers = window.matchMedia("(max-width: 1199px)");

function coverPage() { $("wrap").inert = covers.matches && state.open >= 0; }

async function openPanel(i, focus = true) {
  const now = edition(state.edition), panel = $("rincian"), verdict = now.verdicts[now.verdict[i]];
  state.open = i;
  document.body.classList.add("panel");
  panel.hidden = false;
  coverPage();
  const place = MANY_PLACES ? `${isolated(kabupatenName(placeOf(i)))} · ` : "";
  const rest = make("div", { "aria-busy": true }, make("p", { class: "none", text: "Memuat rincian…" }));
  fill(panel, make("div", { class: "top" }, make("div", {},
    make("h2", { id: "h-rincian", class: "name", text: nameOf(i) }),
    make("p", { class: "meta name", text: `${place}${now.label} · ${rankText(i)}` })),
    make("button", { class: "btn", type: "button", text: "Tutup", onclick: closePanel })),
    factList(i), make("p", { class: "verdict" }, classLabel(now.kelas[i], statusText(now, i)),
      verdict && now.given ? make("span", { class: verdict.good ? "" : "bad", text: verdict.text }) : null),
    ...flags(i), rest, ...budget(i));
  if (focus) panel.focus({ preventScroll: true });
  panel.scrollTop = 0;
  drawRows();
  drawHit();
  const { list, problem } = await load(Math.floor(i / DATA.per_berkas) + 1);
  rest.removeAttribute("aria-busy");
  if (problem) fill(rest, make("p", { class: "flag", role: "alert", text: problem }));
  else fill(rest, ...details(i, unpack(list[i % DATA.per_berkas])));
}

// The focus goes back to the row, or to the chart where the row is not on the page.
function closePanel() {
  const i = state.open;
  state.open = -1;
  $("rincian").hidden = true;
  document.body.classList.remove("panel");
  coverPage();
  drawRows();
  drawHit();
  ($("isi").querySelector(`[data-opd="${i}"]`) || $("pilih")).focus({ preventScroll: false });
}

function startPanel() {
  covers.addEventListener("change", coverPage);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && state.open >= 0) closePanel();
  });
}
