// The ranking: of OPDs, or of kabupaten. Only the rows of one page are ever made.

const PAGE = 25;
// What was last drawn: columns, the indexes shown in their order, and what one of them is.
const table = { columns: [], rows: [], what: "OPD" };

// The order of an edition by a column of it, which does not change with the filters.
function keptOrder(now, key, values, up) {
  const name = `${key} ${up} ${key === "perubahan" || key === "capaian_lama" ? state.base : ""}`;
  if (!now.orders.has(name)) now.orders.set(name, ordered(values, up));
  return now.orders.get(name);
}

// Ranks rise where capaian falls.
function opdOrder(shown, columns) {
  const { by, up } = state.sort.opd;
  if (by === "peringkat") return keptOrder(shown.now, "capaian", shown.now.capaian.values, !up);
  const found = columns.find(({ key }) => key === by);
  return keptOrder(shown.now, by, found.values, up);
}

function opdTable(shown) {
  const best = keptOrder(shown.now, "capaian", shown.now.capaian.values, false);
  const columns = opdColumns(shown, ranks(shown.now.capaian.values, best, shown.mask));
  if (!columns.some(({ key }) => key === state.sort.opd.by)) state.sort.opd = { by: "peringkat", up: true };
  return { columns, what: "OPD", rows: opdOrder(shown, columns).filter(i => shown.mask[i]) };
}

function placeTable(shown, figures) {
  const length = DATA.kabupaten.nama.length, mask = new Uint8Array(length);
  const values = new Float64Array(length).fill(NaN);
  for (const { k, capaian } of figures) { mask[k] = 1; values[k] = capaian; }
  const columns = placeColumns(shown, figures, ranks(values, ordered(values, false), mask));
  const { by, up } = state.sort.kabupaten, found = columns.find(({ key }) => key === by);
  return { columns, what: "kabupaten", rows: ordered(found.values, up).filter(k => mask[k]) };
}

// ---- drawing ----

function sortBy(key, title) {
  const sort = state.sort[state.view];
  const falls = /\bn\b/.test(table.columns.find(column => column.key === key).cls) && key !== "peringkat";
  state.sort[state.view] = { by: key, up: sort.by === key ? !sort.up : !falls };
  state.page = 0;
  refreshTable();
  $("kepala").querySelector(`[data-key="${key}"]`).focus();
  const { up } = state.sort[state.view];
  $("dengar").textContent = `Diurutkan menurut ${title}, ${up ? "naik" : "turun"}`;
}

function drawHead() {
  const sort = state.sort[state.view];
  fill($("kepala"), ...table.columns.map(({ key, title, cls }) => {
    const on = sort.by === key;
    return make("th", { scope: "col", class: cls,
      "aria-sort": on ? sort.up ? "ascending" : "descending" : null },
    make("button", { type: "button", "data-key": key, onclick: () => sortBy(key, title) }, title,
      make("i", { "aria-hidden": true, text: on ? sort.up ? "▲" : "▼" : "↕" })));
  }));
}

function drawRows() {
  const pages = Math.max(1, Math.ceil(table.rows.length / PAGE));
  state.page = Math.max(0, Math.min(state.page, pages - 1));
  const from = state.page * PAGE, rows = table.rows.slice(from, from + PAGE);
  const empty = make("tr", {}, make("td", { class: "empty", colspan: table.columns.length,
    text: "Tidak ada OPD yang cocok. Ubah atau hapus saringan." }));
  fill($("isi"), ...(rows.length ? [...rows].map(i => make("tr", {
    class: state.view === "opd" && i === state.open ? "on" : "",
  }, ...table.columns.map(({ cls, cell }) => make("td", { class: cls }, cell(i))))) : [empty]));
  $("halaman").textContent = rows.length
    ? `Baris ${count(from + 1)}–${count(from + rows.length)} dari ${count(table.rows.length)}` : "";
  $("mundur").disabled = state.page === 0;
  $("maju").disabled = state.page >= pages - 1;
}

const SUBTITLES = {
  opd: "Peringkat di antara OPD yang tampil; nilai sama, peringkat sama. " +
    "Pilih judul kolom untuk mengurutkan, nama OPD untuk rincian.",
  kabupaten: "Rata-rata OPD yang tampil; bila semua OPD sebuah kabupaten tampil, angka dari kabupaten.csv. " +
    "Pilih nama kabupaten untuk melihat OPD-nya.",
};

function showTable(shown, figures) {
  Object.assign(table, state.view === "opd" ? opdTable(shown) : placeTable(shown, figures));
  $("h-peringkat").textContent = `Peringkat ${table.what}`;
  $("judul-tabel").textContent = `Peringkat ${table.what} menurut saringan`;
  $("sub-peringkat").textContent = SUBTITLES[state.view];
  for (const button of $("pandangan").children)
    button.setAttribute("aria-pressed", button.value === state.view);
  drawHead();
  drawRows();
}

function turn(step) {
  state.page += step;
  drawRows();
}

function startTable() {
  if (MANY_PLACES) fill($("pandangan"), ...[["opd", "OPD"], ["kabupaten", "Kabupaten"]].map(([value, text]) =>
    make("button", { type: "button", value, text, onclick() {
      Object.assign(state, { view: value, page: 0 });
      refreshTable();
    } })));
  $("mundur").addEventListener("click", () => turn(-1));
  $("maju").addEventListener("click", () => turn(1));
}
