// Which OPDs are shown, and the figures of all of them together.

// How an OPD moved since the edition that it is compared with.
const CHANGES = { naik: "Naik", turun: "Turun", tetap: "Tetap", kurang: "Tidak cukup data" };

function changeOf(difference, i) {
  const v = difference.values[i];
  return Number.isNaN(v) ? "kurang" : v > 0 ? "naik" : v < 0 ? "turun" : "tetap";
}

// The difference of capaian to the base, kept for each pair.
const differences = new Map();
function differenceToBase() {
  if (state.base < 0) return null;
  const key = `${state.edition}-${state.base}`;
  if (!differences.has(key))
    differences.set(key, subtract(edition(state.edition).capaian, edition(state.base).capaian));
  return differences.get(key);
}

const classMoved = (now, then, i) =>
  now.kelas[i] >= 0 && then.kelas[i] >= 0 && now.kelas[i] !== then.kelas[i];

function passesChange(now, then, difference, i) {
  return state.change === "predikat" ? classMoved(now, then, i)
    : changeOf(difference, i) === state.change;
}

// All but the class: the bars of classes count these, so that another can still be chosen.
function passes(now, then, difference, parts, i) {
  const place = placeOf(i);
  return now.has[i] && (state.place < 0 || place === state.place) &&
    (state.province < 0 || DATA.kabupaten.provinsi[place] === state.province) &&
    (!state.verdicts.size || state.verdicts.has(now.verdict[i])) &&
    (!state.change || !then || passesChange(now, then, difference, i)) &&
    parts.every(part => searched()[i].includes(part));
}

// The sums of some OPDs.
class Totals {
  constructor() {
    this.n = this.measured = this.judged = this.good = this.bound = this.boundOpd = 0;
    this.sum = 0;
    this.pagu = new Sum();
    this.spent = new Sum();
    this.base = { n: 0, now: 0, then: 0 };
  }
  add(now, then, i) {
    this.n++;
    if (now.capaian.has(i)) { this.measured++; this.sum += now.capaian.values[i]; }
    if (now.verdict[i] >= 0) { this.judged++; this.good += now.verdicts[now.verdict[i]].good; }
    if (now.bound[i]) { this.boundOpd++; this.bound += now.bound[i]; }
    if (now.pagu.has(i) && now.realisasi.has(i)) {
      this.pagu.add(now.pagu.values[i]);
      this.spent.add(now.realisasi.values[i]);
    }
    if (then && now.capaian.has(i) && then.capaian.has(i)) {
      this.base.n++;
      this.base.now += now.capaian.values[i];
      this.base.then += then.capaian.values[i];
    }
  }
  mean() { return this.measured ? quotient(this.sum, this.measured) : NaN; }
  // Serapan with the decimals of the column; null where there is no pagu.
  serapan(now) {
    const pagu = this.pagu.value;
    if (pagu <= 0n) return null;
    const { digits } = now.serapan, shift = now.pagu.digits - now.realisasi.digits;
    const a = this.spent.value * 10n ** BigInt(2 + digits + Math.max(0, shift));
    return quotient(a, pagu * 10n ** BigInt(Math.max(0, -shift)));
  }
}

// What is shown: `mask` of the OPDs, `totals` of all and of each kabupaten, `classes` the numbers in
// each class before that filter (the last one: without a class).
function select() {
  const now = edition(state.edition), then = state.base < 0 ? null : edition(state.base);
  const difference = differenceToBase();
  const parts = folded(state.query).split(/\s+/).filter(Boolean);
  const mask = new Uint8Array(COUNT), classes = new Array(CLASSES.length + 1).fill(0);
  const totals = new Totals(), places = [], changes = { naik: 0, turun: 0, tetap: 0, kurang: 0, predikat: 0 };
  for (let i = 0; i < COUNT; i++) {
    if (!passes(now, then, difference, parts, i)) continue;
    const kelas = now.kelas[i] < 0 ? CLASSES.length : now.kelas[i];
    classes[kelas]++;
    if (state.classes.size && !state.classes.has(kelas)) continue;
    mask[i] = 1;
    totals.add(now, then, i);
    (places[placeOf(i)] ??= new Totals()).add(now, then, i);
    if (then) {
      changes[changeOf(difference, i)]++;
      changes.predikat += classMoved(now, then, i);
    }
  }
  return { now, then, difference, mask, totals, places, classes, changes };
}

// How many OPDs each kabupaten has in an edition.
const sizes = new Map();
function placeSizes(now) {
  if (!sizes.has(now)) {
    const list = new Uint32Array(DATA.kabupaten.nama.length);
    now.has.forEach((one, i) => { list[placeOf(i)] += one; });
    sizes.set(now, list);
  }
  return sizes.get(now);
}

// Ranks by a column of numbers among those of a mask: 1 + how many are greater, 0 where there is no
// number.
function ranks(values, order, mask) {
  const list = new Uint32Array(values.length);
  let seen = 0, last = NaN, rank = 0;
  for (const i of order) {
    if (!mask[i] || Number.isNaN(values[i])) continue;
    seen++;
    if (values[i] !== last) { rank = seen; last = values[i]; }
    list[i] = rank;
  }
  return list;
}

// Indexes by a column of numbers; missing ones last, equal ones in the order of the input.
function ordered(values, up) {
  const list = Uint32Array.from(values, (_, i) => i);
  const sign = up ? 1 : -1;
  return list.sort((a, b) => {
    const x = values[a], y = values[b], difference = x - y;
    if (difference === difference) return difference * sign || a - b;
    return Number.isNaN(x) - Number.isNaN(y) || a - b;
  });
}

// The class of a mean under rules that are known, its place in CLASSES; -1 where it is not known.
function classOf(value, digits, rule) {
  const { kelas, desimal } = DATA.aturan[rule] || {};
  if (!kelas || desimal !== digits) return -1;
  let found = -1;
  for (const [least, word] of kelas)
    if (least === null || value >= least) found = DATA.predikat.indexOf(word);
  return found;
}

// The one pack by which all of an edition were measured; -1 where there are several.
const soleRule = now => DATA.aturan.length === 1 || now.aturan.every(rule => rule === now.aturan[0])
  ? now.aturan[0] : -1;
