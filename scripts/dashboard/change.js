// What changed between two editions: how many rose and fell, and from which class into which.

const CHANGE_COLOURS = { naik: "var(--p2)", turun: "var(--p4)", tetap: "var(--p3)", kurang: "var(--edge)" };

function pressChange(change) {
  choose({ change: state.change === change ? "" : change });
}

function showDirections({ changes, totals }) {
  const rows = Object.keys(CHANGES).map(name => bar(CHANGES[name], changes[name], totals.n,
    CHANGE_COLOURS[name], state.change === name, () => pressChange(name)));
  rows.push(bar("Predikat berubah", changes.predikat, totals.n, "var(--accent)",
    state.change === "predikat", () => pressChange("predikat")));
  replaceButtons($("arah"), rows);
}

// How many went from each class (rows) into each (columns).
function moves({ now, then, mask }) {
  const size = CLASSES.length, cells = new Uint32Array(size * size);
  for (let i = 0; i < COUNT; i++)
    if (mask[i] && now.kelas[i] >= 0 && then.kelas[i] >= 0)
      cells[then.kelas[i] * size + now.kelas[i]]++;
  return cells;
}

function showMoves(shown) {
  const cells = moves(shown), size = CLASSES.length;
  const used = CLASSES.map((_, k) => k).filter(k => CLASSES[k].of ||
    cells.some((n, at) => n && (at % size === k || Math.floor(at / size) === k)));
  const head = make("tr", {}, make("td", { text: "dari ↓ ke →" }),
    ...used.map(k => make("th", { scope: "col", class: "n" }, named("span", CLASSES[k].word))));
  const rows = used.map(from => make("tr", {}, make("th", { scope: "row" }, named("span", CLASSES[from].word)),
    ...used.map(to => make("td", { class: "n" + (from === to ? " same" : ""),
      text: count(cells[from * size + to]) }))));
  fill($("perpindahan"), make("table", { class: "matrix" },
    make("caption", { text: `Perpindahan predikat dari ${shown.then.label} ke ${shown.now.label} (jumlah OPD)` }),
    make("thead", {}, head), make("tbody", {}, ...rows)));
}

function showChange(shown) {
  $("perubahan").hidden = !shown.then;
  if (!shown.then) return;
  $("h-perubahan").textContent = `Perubahan dari ${shown.then.label} ke ${shown.now.label}`;
  $("sub-perubahan").textContent = "Capaian OPD yang tampil. Pilih satu baris untuk menyaring.";
  showDirections(shown);
  showMoves(shown);
}
