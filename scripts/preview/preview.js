// Shows the report that capai preview serves, and says at any time how current it is: it listens to
// /peristiwa, loads /laporan anew when that has changed, and connects again when capai runs again.
"use strict";

const part = (name) => document.getElementById(name);
const RETRY = 1000; // milliseconds
const SOON = 400; // what is computed sooner than that makes no noise

let words = {};
let shown = null; // digest of the report in the frame
let state = null; // the last one that was told, other than that it computes
let since = null; // when the report in the frame was made
let busy = 0;

// ---- complaints: the text of a terminal, its colours too ----

const STYLES = { "1": "tebal", "38;5;246": "lunak", "38;5;215": "perhatian", "38;5;210": "salah" };

function add_styled(element, line) {
  let style = "";
  for (const piece of line.split(/(\x1b\[[\d;]*m)/)) {
    if (piece.startsWith("\x1b[")) {
      style = STYLES[piece.slice(2, -1)] || "";
    } else if (piece) {
      const span = document.createElement("span");
      span.className = style;
      span.textContent = piece;
      element.append(span);
    }
  }
}

// A line of the file and the caret below it scroll together; all else is broken where it must.
const plain = (line) => line.replace(/\x1b\[[\d;]*m/g, "");
const quotes = (line) => /^ *\d+ \| /.test(plain(line));
const points = (line) => /^ *\| *[\^~]+$/.test(plain(line));

// One complaint: place and message, the line it is about, what to do.
function complaint_of(lines) {
  const block = document.createElement("div");
  let excerpt = null;
  for (const line of lines) {
    if (quotes(line) || points(line)) {
      if (!excerpt || quotes(line)) block.append((excerpt = document.createElement("pre")));
      add_styled(excerpt, line + "\n");
      continue;
    }
    const hint = line !== lines[0];
    const paragraph = document.createElement("p");
    paragraph.className = hint ? "petunjuk" : "";
    add_styled(paragraph, hint ? line.replace(/^((?:\x1b\[[\d;]*m)*) *\| /, "$1") : line);
    block.append(paragraph);
  }
  return block;
}

// Errors first: one of them may be why there is no report.
function show_complaints(text) {
  const complaints = [];
  for (const line of text.split("\n")) {
    if (!plain(line).trim()) continue;
    if (/^(  | *\| )/.test(plain(line)) || quotes(line)) complaints.at(-1)?.push(line);
    else complaints.push([line]);
  }
  const blocks = complaints.map(complaint_of);
  const wrong = (block) => block.querySelector("p .salah") !== null;
  part("pesan").replaceChildren(...blocks.filter(wrong), ...blocks.filter((b) => !wrong(b)));
  part("pesan").scrollTop = 0;
  show_carets();
}

// Where a line is longer than the screen, the place in question is what to see of it.
function show_carets() {
  for (const excerpt of document.querySelectorAll("#pesan pre")) {
    const caret = excerpt.querySelector(".salah, .perhatian");
    if (caret) excerpt.scrollLeft = caret.offsetLeft - excerpt.clientWidth / 3;
  }
}
part("rincian").addEventListener("toggle", show_carets);

// ---- the report ----

// The new one is loaded behind the old one and takes its place where the reader was.
function load(digest) {
  const old = part("laporan").querySelector("iframe:not(.menyusul)");
  for (const late of document.querySelectorAll("iframe.menyusul")) late.remove();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-same-origin allow-popups");
  frame.title = words.judul;
  frame.src = "/laporan?" + digest;
  frame.className = "menyusul";
  frame.addEventListener("load", () => {
    if (!frame.isConnected) return;
    if (old) {
      frame.contentWindow.scrollTo(old.contentWindow.scrollX, old.contentWindow.scrollY);
      old.remove();
    }
    frame.className = "";
    const title = frame.contentDocument.title;
    if (title) document.documentElement.dataset.judul = title;
    name_tab();
  });
  part("laporan").append(frame);
  shown = digest;
}

// ---- how current it is ----

function name_tab() {
  const mark = { cacat: "(!) ", gagal: "(!) ", terputus: "(–) " }[part("bilah").dataset.keadaan];
  document.title = (mark || "") + (document.documentElement.dataset.judul || words.judul || "Capai");
}

function say(name, text) {
  part("bilah").dataset.keadaan = name;
  part("keadaan").replaceChildren(text);
  const old = name === "gagal" || name === "terputus";
  part("laporan").classList.toggle("lama", old);
  if (since && name !== "menghitung") {
    const time = document.createElement("time");
    time.textContent = " · " + since.toLocaleTimeString(words.bahasa);
    part("keadaan").append(time);
  }
  name_tab();
}

function show(next) {
  clearTimeout(busy);
  if (next.keadaan === "menghitung") {
    busy = setTimeout(() => say("menghitung", words.menghitung), state ? SOON : 0);
    return;
  }
  since = next.laporan ? new Date(Number(next.pukul) * 1000) : null;
  const failed = next.keadaan === "gagal", errors = failed || next.keadaan === "cacat";
  const before = state;
  state = next;
  if (next.laporan && next.laporan !== shown) load(next.laporan);
  say(next.keadaan, failed && !next.laporan ? words.kosong : words[next.keadaan]);
  part("sendiri").hidden = !next.laporan;
  part("rincian").hidden = !next.pesan;
  part("hitungan").textContent = next.hitungan || words[next.keadaan];
  show_complaints(next.pesan || "");
  // warnings are there to be opened; an error opens by itself, once
  if (!before || errors !== (before.keadaan !== "mutakhir")) part("rincian").open = errors;
}

// ---- the connection ----

function connect() {
  const source = new EventSource("/peristiwa");
  source.addEventListener("teks", (event) => {
    words = JSON.parse(event.data);
    document.documentElement.lang = words.bahasa;
    part("sendiri").textContent = words.sendiri;
  });
  source.addEventListener("keadaan", (event) => show(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    source.close();
    clearTimeout(busy);
    if (words.terputus) say("terputus", words.terputus);
    setTimeout(connect, RETRY);
  });
}

connect();
