// The filters above the figures.

function options(select, list, chosen) {
  fill(select, ...list.map(([value, text]) => make("option", { value, text })));
  select.value = chosen;
}

const byName = (a, b) => collator.compare(a[1], b[1]);

function placeOptions() {
  const list = DATA.kabupaten.nama.map((_, k) => [k, kabupatenName(k)])
    .filter(([k]) => state.province < 0 || DATA.kabupaten.provinsi[k] === state.province).sort(byName);
  const twice = new Set(list.map(([, name]) => name)).size < list.length;
  options($("kabupaten"), [[-1, "Semua kabupaten"], ...list.map(([k, name]) =>
    [k, twice ? `${name}, ${provinceName(k)}` : name])], state.place);
}

function baseOptions() {
  const list = DATA.edisi.map((source, i) => [i, source.label]).filter(([i]) => i !== state.edition);
  options($("pembanding"), [[-1, "Tidak dibandingkan"], ...list], state.base);
}

// Buttons that can be pressed, one for each { value, text, colour }.
function chips(element, list, set) {
  fill(element, ...list.map(({ value, text, colour }) => make("button", {
    type: "button", "aria-pressed": set.has(value), onclick() { toggle(set, value); refresh(); },
  }, colour && make("span", { class: "swatch", "aria-hidden": true, style: { background: colour } }),
    text)));
  element.values = list.map(({ value }) => value);
}

function press(element, set) {
  (element.values || []).forEach((value, i) =>
    element.children[i].setAttribute("aria-pressed", set.has(value)));
}

// What depends on the edition.
function editionFilters() {
  const now = edition(state.edition);
  for (const v of [...state.verdicts]) if (!now.verdicts[v]?.used) state.verdicts.delete(v);
  chips($("predikat"), CLASSES.map(({ word, colour }, value) => ({ value, text: word, colour })),
    state.classes);
  chips($("efisiensi"), now.verdicts.map(({ text, used, good }, value) => ({ value, text, used, good }))
    .filter(({ used }) => used).sort((a, b) => b.good - a.good), state.verdicts);
  $("f-efisiensi").firstElementChild.textContent = now.given ? "Efisiensi" : "Capaian dan serapan";
  $("f-efisiensi").hidden = !now.verdicts.some(({ used }) => used);
  $("f-predikat").hidden = !CLASSES.length;
  baseOptions();
}

function startFilters() {
  options($("provinsi"), [[-1, "Semua provinsi"], ...DATA.kabupaten.daftar_provinsi
    .map((name, i) => [i, name]).sort(byName)], state.province);
  options($("edisi"), DATA.edisi.map((source, i) => [i, source.label]), state.edition);
  $("f-provinsi").hidden = !MANY_PROVINCES;
  $("f-kabupaten").hidden = !MANY_PLACES;
  if (DATA.edisi.some(source => source.label !== source.tahun)) $("f-edisi").firstElementChild.textContent = "Hasil";
  $("f-edisi").hidden = $("f-pembanding").hidden = DATA.edisi.length < 2;
  placeOptions();
  editionFilters();
  $("saringan").addEventListener("submit", event => event.preventDefault());
  $("cari").addEventListener("input", () => choose({ query: $("cari").value.trim() }));
  $("kabupaten").addEventListener("change", () => choose({ place: +$("kabupaten").value }));
  $("provinsi").addEventListener("change", () => {
    choose({ province: +$("provinsi").value, place: -1 });
    placeOptions();
  });
  $("edisi").addEventListener("change", () => chooseEdition(+$("edisi").value));
  $("pembanding").addEventListener("change", () => {
    choose({ base: +$("pembanding").value, change: "" });
  });
  $("hapus").addEventListener("click", () => {
    clearFilters();
    $("cari").value = "";
    $("provinsi").value = -1;
    placeOptions();
    refresh();
    $("cari").focus();
  });
}

function choose(changes) {
  Object.assign(state, changes, { page: 0 });
  refresh();
}

function chooseEdition(index) {
  if (state.base === index) state.base = state.edition;
  choose({ edition: index, change: "" });
  editionFilters();
  if (state.open >= 0) openPanel(state.open, false);
}

// The filters in words, for who prints the page or cannot see the buttons.
function filterWords() {
  const list = [];
  if (state.query) list.push(`nama memuat “${isolated(state.query)}”`);
  if (state.province >= 0) list.push(isolated(DATA.kabupaten.daftar_provinsi[state.province]));
  if (state.place >= 0) list.push(isolated(kabupatenName(state.place)));
  for (const k of state.classes) list.push(CLASSES[k]?.word ?? "tanpa predikat");
  for (const v of state.verdicts) list.push(edition(state.edition).verdicts[v].text);
  if (state.change) list.push(state.change === "predikat" ? "predikat berubah"
    : CHANGES[state.change].toLowerCase());
  return list.join(", ");
}

function showFilters(shown) {
  const words = filterWords();
  press($("predikat"), state.classes);
  press($("efisiensi"), state.verdicts);
  $("kabupaten").value = state.place;
  $("jumlah").textContent = `Menampilkan ${count(shown.totals.n)} dari ${count(shown.now.total)} OPD` +
    (words ? `: ${words}` : "");
  $("hapus").hidden = !filtered();
}
