// The figures that the page holds, as columns.

const DATA = JSON.parse($("data").textContent);
const COUNT = DATA.opd.nama.length;

// A column of numbers: values[i] is a whole number that stands for values[i] / 10^digits; NaN where
// there is none. `exact` has the digits of the few that have more or fewer decimals.
class Column {
  constructor(source, length) {
    this.digits = source ? source.d : 0;
    this.exact = source && source.asli || {};
    this.values = new Float64Array(length).fill(NaN);
    if (source) source.v.forEach((v, i) => { if (v !== null) this.values[i] = v; });
    this.any = source != null;
  }
  has(i) { return !Number.isNaN(this.values[i]); }
  plain(i) {
    if (!this.has(i)) return "";
    return this.exact[i] ?? decimal(this.values[i], this.digits).replaceAll(".", "")
      .replace(",", ".").replace(MINUS, "-");
  }
  text(i) {
    if (!this.has(i)) return "–";
    return this.exact[i] ? people(this.exact[i]) : decimal(this.values[i], this.digits);
  }
}

// Places of words; -1 where there is none.
function words(source, length) {
  const list = new Int16Array(length).fill(-1);
  if (Array.isArray(source)) list.set(source);
  else if (source != null) list.fill(source);
  return list;
}

// ---- classes ----

// A class of a scale: its word, its colour, and how many steps of how many it has reached. A word
// that no scale lists comes last, without steps.
const CLASSES = DATA.predikat.map((word, i) => {
  const [place, of] = DATA.kelas[i] || [0, 0];
  const colour = of > 1 ? Math.round(place / (of - 1) * 4) + 1 : 3;
  return { word, steps: of - place, of, colour: of ? `var(--p${colour})` : "var(--none)",
           short: word.split(/\s+/).map(part => part.charAt(0)).join("").toUpperCase() };
});

// ---- editions ----

// The figures of one year of one folder.
class Edition {
  constructor(source) {
    const { opd, kabupaten } = source, places = DATA.kabupaten.nama.length;
    this.label = source.label;
    this.tahun = source.tahun;
    this.has = Uint8Array.from(opd.ada);
    this.capaian = new Column(opd.capaian, COUNT);
    this.serapan = new Column(opd.serapan, COUNT);
    this.pagu = new Column(opd.pagu, COUNT);
    this.realisasi = new Column(opd.realisasi, COUNT);
    this.jumlah = new Column(opd.jumlah_indikator, COUNT);
    this.hemat = new Column(opd.efisiensi_persen, COUNT);
    this.kelas = words(opd.predikat, COUNT);
    this.status = words(opd.status, COUNT);
    this.aturan = words(opd.aturan, COUNT);
    this.bound = opd.di_batas ? Uint16Array.from(opd.di_batas) : new Uint16Array(COUNT);
    this.place = { capaian: new Column(kabupaten.capaian, places),
                   kelas: words(kabupaten.predikat, places) };
    this.difference = subtract(this.capaian, this.serapan);
    this.judge(words(opd.efisiensi, COUNT));
    this.total = this.has.reduce((sum, one) => sum + one, 0);
    this.orders = new Map();
  }

  // The verdicts: those that the rules give; where they give none, on which side of the line an OPD
  // stands. A verdict is a good one when most who have it reached more than they spent.
  judge(verdict) {
    const given = verdict.some(v => v >= 0), above = [], all = [];
    if (!given)
      verdict = verdict.map((_, i) => this.difference.has(i) ? +(this.difference.values[i] < 0) : -1);
    verdict.forEach((v, i) => {
      if (v < 0 || !this.difference.has(i)) return;
      above[v] = (above[v] || 0) + (this.difference.values[i] >= 0);
      all[v] = (all[v] || 0) + 1;
    });
    const texts = given ? DATA.efisiensi : ["Capaian ≥ serapan", "Capaian < serapan"];
    this.verdict = verdict;
    this.given = given;
    this.verdicts = texts.map((text, i) => ({ text, used: all[i] > 0, good: above[i] * 2 >= all[i] }));
  }
}

// The difference of two columns, of the numbers that are shown.
function subtract(a, b) {
  const result = new Column(null, a.values.length);
  result.digits = Math.max(a.digits, b.digits);
  result.any = a.any && b.any;
  const x = 10 ** (result.digits - a.digits), y = 10 ** (result.digits - b.digits);
  for (let i = 0; i < result.values.length; i++)
    result.values[i] = a.values[i] * x - b.values[i] * y;
  return result;
}

const made = [];
const edition = index => made[index] ??= new Edition(DATA.edisi[index]);

// ---- names ----

const nameOf = i => DATA.opd.nama[i];
const codeOf = i => DATA.opd.kode[i] || DATA.opd.nama[i];
const placeOf = i => DATA.opd.tempat[i];
const kabupatenName = k => DATA.kabupaten.nama[k] ?? "(kabupaten belum diisi)";
const provinceName = k => DATA.kabupaten.daftar_provinsi[DATA.kabupaten.provinsi[k]] ?? "";
const MANY_PLACES = DATA.kabupaten.nama.length > 1;
const MANY_PROVINCES = DATA.kabupaten.daftar_provinsi.length > 1;

const folded = text => text.toLocaleLowerCase("id");
let haystack;
// The text in which an OPD is looked for.
const searched = () => haystack ??= DATA.opd.nama.map((name, i) =>
  folded(`${name} ${kabupatenName(placeOf(i))} ${DATA.opd.kode[i] || ""}`));

// The order of texts in a dictionary, as numbers to sort by.
const collator = new Intl.Collator("id", { numeric: true });
function dictionary(texts) {
  const order = texts.map((_, i) => i).sort((a, b) => collator.compare(texts[a], texts[b]) || a - b);
  const place = new Float64Array(texts.length);
  order.forEach((index, i) => {
    place[index] = i && texts[order[i - 1]] === texts[index] ? place[order[i - 1]] : i;
  });
  return place;
}
