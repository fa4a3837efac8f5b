// Puts everything on the page, and again whenever the reader chooses something.

let shown, figures;

// The points of 30,000 OPDs take longer than a letter that is typed: they follow in the next frame.
const redrawScatter = soon(() => drawScatter(shown));

function refresh() {
  shown = select();
  figures = placeFigures(shown);
  showTitle();
  showFilters(shown);
  showFigures(shown);
  showClasses(shown);
  showEnds(shown, figures);
  showChange(shown);
  refreshTable();
  redrawScatter();
}

// For what changes the order, or which of the two tables is shown, and no figure.
function refreshTable() { showTable(shown, figures); }

function showTitle() {
  const now = edition(state.edition), places = placeSizes(now).filter(n => n > 0).length;
  $("judul").textContent = document.title = `Evaluasi Kinerja OPD ${now.tahun ? "Tahun " : ""}${now.label}`;
  const rules = [...new Set(now.aturan)].filter(rule => rule >= 0).map(rule => DATA.aturan[rule].id);
  fill($("meta"), `${count(now.total)} OPD` + (MANY_PLACES ? ` di ${count(places)} kabupaten` : ""),
    rules.length ? " · aturan " : "", ...rules.slice(0, 3).flatMap((id, i) => [i ? ", " : "",
      make("code", { text: id })]), rules.length > 3 ? ` dan ${rules.length - 3} lagi` : "",
    state.base >= 0 ? ` · dibandingkan dengan ${edition(state.base).label}` : "");
}

function showFailed() {
  const { gagal, jumlah_gagal: all } = DATA;
  $("gagal").hidden = !all;
  if (!all) return;
  $("h-gagal").textContent = `${count(all)} OPD gagal dihitung dan tidak ikut dalam angka di atas`;
  $("gagal").addEventListener("toggle", () => {
    fill($("isi-gagal"), ...gagal.map(row => make("tr", {}, ...row.map(text =>
      make("td", {}, named("span", text || "–"))))));
  }, { once: true });
  $("sub-gagal").textContent = all > gagal.length
    ? `Tampil ${count(gagal.length)} yang pertama; semuanya ada dalam gagal.csv.` : "";
}

// ---- theme, paper ----

function theme(name) {
  document.documentElement.dataset.tema = name;
  $("tema").textContent = name === "gelap" ? "Tema terang" : "Tema gelap";
  if (shown) drawScatter(shown);
}

function startTheme() {
  theme(window.matchMedia("(prefers-color-scheme: dark)").matches ? "gelap" : "terang");
  $("tema").addEventListener("click", () =>
    theme(document.documentElement.dataset.tema === "gelap" ? "terang" : "gelap"));
  let screen;
  window.addEventListener("beforeprint", () => {
    screen = document.documentElement.dataset.tema;
    theme("terang");
  });
  window.addEventListener("afterprint", () => { if (screen) theme(screen); });
}

startTheme();
startFilters();
startScatter();
startTable();
startPanel();
startDownload();
showFailed();
refresh();
new ResizeObserver(() => redrawScatter()).observe($("plot"));
