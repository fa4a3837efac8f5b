// The table that is shown, all pages of it, as CSV.

// A spreadsheet must not take a text for a formula: such a text begins with an apostrophe.
function inert(text) {
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  return /^[\s\u0000-\u001f]*[=+\-@\t\r]/.test(text) ? "'" + text : text;
}

function quoted(value) {
  const text = inert(String(value));
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Columns of the download that are not on the screen.
function besides(now, then) {
  if (state.view !== "opd") return [];
  const extra = [["opd", codeOf], ["provinsi", i => provinceName(placeOf(i))], ["tahun", () => now.tahun ?? ""],
    ["jumlah_indikator", i => now.jumlah.plain(i)], ["pagu", i => now.pagu.plain(i)],
    ["realisasi", i => now.realisasi.plain(i)], ["indikator_di_batas", i => now.bound[i]],
    ["aturan", i => DATA.aturan[now.aturan[i]]?.id ?? ""]];
  if (then) extra.push(["pembanding", () => then.label], ["predikat_lama", i => DATA.predikat[then.kelas[i]] ?? ""]);
  const shown = new Set(table.columns.map(({ key }) => key));
  return extra.filter(([key]) => !shown.has(key));
}

function csvText() {
  const now = edition(state.edition), then = state.base < 0 ? null : edition(state.base);
  const columns = [...table.columns.map(({ key, csv }) => [key, csv]), ...besides(now, then)];
  const lines = [columns.map(([key]) => key).join(",")];
  for (const i of table.rows) lines.push(columns.map(([, value]) => quoted(value(i))).join(","));
  return "\uFEFF" + lines.join("\r\n") + "\r\n";
}

function startDownload() {
  $("unduh").addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([csvText()], { type: "text/csv;charset=utf-8" }));
    const link = make("a", { href: url, download: `peringkat-${table.what.toLowerCase()}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  });
}
