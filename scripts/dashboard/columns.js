// The columns of the two tables. Each has `values`, numbers to sort by; `cell`, what is shown;
// `csv`, what is downloaded. Classes: n a number, w not beside the panel, w2 not on a narrow screen.

const column = (key, title, cls, values, cell, csv) => ({ key, title, cls, values, cell, csv });

const numeric = (key, title, cls, data, show = i => data.text(i)) =>
  column(key, title, "n " + cls, data.values, show, i => data.plain(i));

const verdictCell = now => i => {
  const verdict = now.verdicts[now.verdict[i]];
  return verdict ? make("span", { class: verdict.good ? "" : "bad", text: verdict.text }) : "–";
};

const signedText = data => i => data.has(i) ? signed(data.values[i], data.digits) : "–";

function whole(values) {
  const data = new Column(null, values.length);
  data.values = Float64Array.from(values, v => v || NaN);
  return data;
}

const missing = values => Float64Array.from(values, v => v < 0 ? NaN : v);

let nameOrder, placeOrder;
const nameRanks = () => nameOrder ??= dictionary(DATA.opd.nama);
const placeRanks = () => placeOrder ??= dictionary(DATA.kabupaten.nama.map((_, k) => kabupatenName(k)));

function changeColumns({ then, difference }) {
  if (!then) return [];
  return [numeric("capaian_lama", `Capaian ${then.label}`, "w", then.capaian),
    numeric("perubahan", "Perubahan (poin)", "w2", difference, signedText(difference))];
}

function opdColumns(shown, rank) {
  const { now, then } = shown, ranked = whole(rank), wide = then ? [] : null;
  return [
    numeric("peringkat", "Peringkat", "", ranked),
    column("nama", "OPD", "text", nameRanks(), i => make("span", {}, make("button", {
      type: "button", class: "link name", text: nameOf(i), "data-opd": i, onclick: () => openPanel(i),
    }), MANY_PLACES ? named("span", kabupatenName(placeOf(i)), "under") : null), nameOf),
    ...(MANY_PLACES ? [column("kabupaten", "Kabupaten", "w text",
      Float64Array.from(DATA.opd.tempat, k => placeRanks()[k]),
      i => named("span", kabupatenName(placeOf(i))), i => DATA.kabupaten.nama[placeOf(i)] ?? "")] : []),
    ...(wide || [numeric("jumlah_indikator", "Indikator", "w", now.jumlah)]),
    numeric("capaian", "Capaian (%)", "", now.capaian, i => make("b", { text: now.capaian.text(i) })),
    ...changeColumns(shown),
    column("predikat", "Predikat", "", missing(now.kelas), i => classLabel(now.kelas[i],
      now.capaian.has(i) ? "–" : statusText(now, i)), i => DATA.predikat[now.kelas[i]] ?? ""),
    ...(wide || [numeric("pagu", "Pagu (Rp)", "w", now.pagu)]),
    numeric("serapan", "Serapan (%)", "w2", now.serapan),
    numeric("selisih", "Selisih (poin)", "w", now.difference, signedText(now.difference)),
    ...(now.given ? [column("efisiensi", "Efisiensi", "w2", missing(now.verdict), verdictCell(now),
      i => DATA.efisiensi[now.verdict[i]] ?? "")] : []),
    ...(now.hemat.any ? [numeric("efisiensi_persen", "Efisiensi (%)", "w2", now.hemat)] : []),
  ];
}

const STATUS_TEXT = { belum_diisi: "belum diisi", tidak_dapat_dihitung: "tidak dapat dihitung",
  tidak_berlaku: "tidak berlaku" };
const statusText = (now, i) => STATUS_TEXT[DATA.status[now.status[i]]] || "belum diisi";

// ---- kabupaten ----

// Their figures as columns; a kabupaten of which no OPD is shown has none.
function placeColumns(shown, figures, rank) {
  const length = DATA.kabupaten.nama.length, { now } = shown;
  const of = (digits, value) => {
    const data = new Column(null, length);
    data.digits = digits;
    for (const figure of figures) data.values[figure.k] = value(figure);
    return data;
  };
  const kelas = new Int16Array(length).fill(-1);
  for (const figure of figures) kelas[figure.k] = figure.kelas;
  const capaian = of(now.capaian.digits, figure => figure.capaian);
  const serapan = of(now.serapan.digits, figure => figure.serapan);
  const pagu = of(now.pagu.digits, ({ totals }) => Number(totals.pagu.value));
  const good = of(1, ({ totals }) => totals.judged ? quotient(totals.good * 1000, totals.judged) : NaN);
  return [
    numeric("peringkat", "Peringkat", "", whole(rank)),
    column("kabupaten", "Kabupaten", "text", placeRanks(), k => make("button", {
      type: "button", class: "link name", text: kabupatenName(k),
      onclick() { choose({ place: k, view: "opd" }); $("peringkat").focus(); },
    }), k => DATA.kabupaten.nama[k] ?? ""),
    ...(MANY_PROVINCES ? [column("provinsi", "Provinsi", "w text", missing(DATA.kabupaten.provinsi),
      k => named("span", provinceName(k) || "–"), provinceName)] : []),
    numeric("jumlah_opd", "OPD", "w", of(0, ({ totals }) => totals.n)),
    numeric("capaian", "Rata-rata capaian (%)", "", capaian, k => make("b", { text: capaian.text(k) })),
    column("predikat", "Predikat", "", missing(kelas), k => classLabel(kelas[k], "–"),
      k => DATA.predikat[kelas[k]] ?? ""),
    numeric("pagu", "Pagu (Rp)", "w", pagu),
    numeric("serapan", "Serapan (%)", "w2", serapan),
    numeric("efisien", now.given ? "OPD efisien (%)" : "Capaian ≥ serapan (% OPD)", "w2", good),
  ];
}
