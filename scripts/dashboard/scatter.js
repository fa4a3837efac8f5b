// Capaian against serapan. The points are on one canvas, which is drawn when the filters change; what
// the reader points at is on another above it, so that moving over 30,000 points draws one.

const plot = { points: [], hit: -1, order: null, scale: null };

const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

// The same range on both axes, so that the line of efficiency is the diagonal: tens that hold nearly
// all OPDs of the edition. It does not move with the filters.
function rangeOf(now) {
  if (now.range) return now.range;
  const lows = [], highs = [], c = 10 ** now.capaian.digits, s = 10 ** now.serapan.digits;
  for (let i = 0; i < COUNT; i++) {
    if (!now.difference.has(i)) continue;
    const x = now.serapan.values[i] / s, y = now.capaian.values[i] / c;
    lows.push(Math.min(x, y));
    highs.push(Math.max(x, y));
  }
  lows.sort((a, b) => a - b);
  highs.sort((a, b) => a - b);
  const few = Math.floor(lows.length * 0.002);
  const low = lows.length ? Math.floor(lows[few] / 10) * 10 : 0;
  const high = highs.length ? Math.ceil(highs[highs.length - 1 - few] / 10) * 10 : 100;
  return now.range = [Math.max(0, Math.min(low, 90)), Math.max(100, Math.min(high, 200))];
}

function canvas(id, ratio) {
  const element = $(id), width = element.clientWidth, height = element.clientHeight;
  element.width = Math.round(width * ratio);
  element.height = Math.round(height * ratio);
  const g = element.getContext("2d");
  g.scale(ratio, ratio);
  return { g, width, height };
}

// ---- axes ----

function place(now, width, height) {
  const [low, high] = rangeOf(now), left = high > 100 ? 48 : 40, bottom = 34, right = 12, top = 8;
  const spread = high - low;
  return { low, high, left, right: width - right, top, bottom: height - bottom,
    x: v => left + (Math.max(low, Math.min(high, v)) - low) / spread * (width - left - right),
    y: v => height - bottom - (Math.max(low, Math.min(high, v)) - low) / spread * (height - bottom - top) };
}

function drawAxes(g, scale, width, height) {
  const step = scale.high - scale.low > 100 ? 20 : 10;
  g.font = "12px " + getComputedStyle(document.body).fontFamily;
  g.fillStyle = colour("soft");
  g.strokeStyle = colour("line");
  g.textBaseline = "middle";
  for (let v = Math.ceil(scale.low / step) * step; v <= scale.high; v += step) {
    g.beginPath();
    g.moveTo(scale.left, scale.y(v));
    g.lineTo(scale.right, scale.y(v));
    g.stroke();
    g.textAlign = "right";
    g.fillText(v, scale.left - 6, scale.y(v));
    g.textAlign = "center";
    g.fillText(v, scale.x(v), scale.bottom + 12);
  }
  g.fillText("Serapan (%)", (width + scale.left) / 2, height - 6);
  g.save();
  g.translate(9, (scale.top + scale.bottom) / 2);
  g.rotate(-Math.PI / 2);
  g.fillText("Capaian (%)", 0, 0);
  g.restore();
}

function drawLine(g, scale) {
  g.strokeStyle = colour("ink");
  g.lineWidth = 1.6;
  g.setLineDash([6, 4]);
  g.beginPath();
  g.moveTo(scale.x(scale.low), scale.y(scale.low));
  g.lineTo(scale.x(scale.high), scale.y(scale.high));
  g.stroke();
  g.setLineDash([]);
}

// ---- points ----

// Shape and colour both say the verdict: a disc is a good one, a triangle a bad one, a square none.
function trace(g, kind, x, y, size) {
  g.beginPath();
  if (kind === "good") g.arc(x, y, size, 0, 7);
  else if (kind === "none") g.rect(x - size * .8, y - size * .8, size * 1.6, size * 1.6);
  else {
    g.moveTo(x, y - size * 1.15);
    g.lineTo(x + size * 1.15, y + size);
    g.lineTo(x - size * 1.15, y + size);
    g.closePath();
  }
}

// How much of each pixel the shape covers.
function stamp(kind, size, ratio) {
  const side = Math.ceil((size * 2.4 + 2) * ratio), element = document.createElement("canvas");
  element.width = element.height = side;
  const g = element.getContext("2d", { willReadFrequently: true });
  g.scale(ratio, ratio);
  trace(g, kind, side / ratio / 2, side / ratio / 2, size);
  g.fill();
  const { data } = g.getImageData(0, 0, side, side);
  return { side, alpha: Float32Array.from({ length: side * side }, (_, p) => data[p * 4 + 3] / 255) };
}

const kindOf = (now, i) => now.verdict[i] < 0 ? "none" : now.verdicts[now.verdict[i]].good ? "good" : "bad";

function pointsOf({ now, mask }, scale) {
  const list = [], c = 10 ** now.capaian.digits, s = 10 ** now.serapan.digits;
  for (let i = 0; i < COUNT; i++) {
    if (!mask[i] || !now.difference.has(i)) continue;
    list.push({ i, x: scale.x(now.serapan.values[i] / s), y: scale.y(now.capaian.values[i] / c),
      kind: kindOf(now, i) });
  }
  return list;
}

// How much of each pixel of the picture the points of a kind cover, one upon the other.
function coverage(kind, look, width, height, ratio) {
  const { side, alpha } = stamp(kind, look.size, ratio), cover = new Float32Array(width * height);
  for (const point of plot.points) {
    if (point.kind !== kind) continue;
    const left = Math.round(point.x * ratio - side / 2), top = Math.round(point.y * ratio - side / 2);
    for (let y = Math.max(0, -top); y < side && top + y < height; y++)
      for (let x = Math.max(0, -left); x < side && left + x < width; x++) {
        const at = (top + y) * width + left + x, a = alpha[y * side + x] * look.alpha;
        cover[at] += a * (1 - cover[at]);
      }
  }
  return cover;
}

// Lays a colour over a picture.
function lay(data, cover, hex) {
  const rgb = [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
  for (let p = 0; p < cover.length; p++) {
    const a = cover[p];
    if (!a) continue;
    const below = data[p * 4 + 3] / 255 * (1 - a), all = a + below;
    for (let k = 0; k < 3; k++) data[p * 4 + k] = (rgb[k] * a + data[p * 4 + k] * below) / all;
    data[p * 4 + 3] = all * 255;
  }
}

// The points are put together pixel by pixel: a canvas takes many times as long for 30,000 shapes.
function drawPoints(g, look, width, height, ratio) {
  const element = document.createElement("canvas");
  element.width = Math.round(width * ratio);
  element.height = Math.round(height * ratio);
  if (!element.width || !element.height) return;
  const image = new ImageData(element.width, element.height);
  for (const kind of ["none", "good", "bad"])
    lay(image.data, coverage(kind, look, element.width, element.height, ratio), colour(kind));
  element.getContext("2d").putImageData(image, 0, 0);
  g.drawImage(element, 0, 0, width, height);
}

const LOOKS = [[400, { size: 3.6, alpha: .8 }], [6000, { size: 2.6, alpha: .42 }],
  [Infinity, { size: 1.9, alpha: .3 }]];

function drawScatter(shown) {
  const ratio = window.devicePixelRatio || 1, { g, width, height } = canvas("titik", ratio);
  const scale = place(shown.now, width, height);
  plot.scale = scale;
  plot.points = pointsOf(shown, scale);
  plot.order = null;
  if (!plot.points.some(({ i }) => i === plot.hit)) plot.hit = -1;
  const look = LOOKS.find(([most]) => plot.points.length < most)[1];
  drawAxes(g, scale, width, height);
  drawPoints(g, look, width, height, ratio);
  drawLine(g, scale);
  const good = plot.points.filter(({ kind }) => kind === "good").length;
  $("pilih").setAttribute("aria-label", `Diagram pencar capaian terhadap serapan: ` +
    `${count(plot.points.length)} OPD, ${count(good)} di antaranya bertanda lingkaran. ` +
    "Data yang sama ada pada tabel peringkat.");
  showLegend(shown);
  drawHit();
}

// ---- legend ----

function mark(kind) {
  const element = make("canvas", { "aria-hidden": true }), ratio = window.devicePixelRatio || 1;
  element.width = element.height = 12 * ratio;
  element.style.width = element.style.height = "12px";
  const g = element.getContext("2d");
  g.scale(ratio, ratio);
  g.fillStyle = colour(kind);
  trace(g, kind, 6, 6, 4.5);
  g.fill();
  return element;
}

function dashes() {
  const element = make("canvas", { "aria-hidden": true }), ratio = window.devicePixelRatio || 1;
  element.width = 26 * ratio;
  element.height = 10 * ratio;
  element.style.width = "26px";
  element.style.height = "10px";
  const g = element.getContext("2d");
  g.scale(ratio, ratio);
  g.strokeStyle = colour("ink");
  g.lineWidth = 1.5;
  g.setLineDash([5, 3]);
  g.beginPath();
  g.moveTo(0, 5);
  g.lineTo(26, 5);
  g.stroke();
  return element;
}

function showLegend({ now, totals }) {
  const texts = kind => {
    const list = now.verdicts.filter(({ used, good }) => used && good === (kind === "good"));
    return list.slice(0, 3).map(({ text }) => isolated(text)).join(", ") + (list.length > 3 ? " dan lainnya" : "");
  };
  const items = ["good", "bad"].filter(kind => texts(kind)).map(kind =>
    make("span", {}, mark(kind), texts(kind)));
  if (plot.points.some(({ kind }) => kind === "none"))
    items.push(make("span", {}, mark("none"), "belum dinilai"));
  items.push(make("span", {}, dashes(), "capaian = serapan"));
  const outside = plot.points.filter(({ i }) => isOutside(now, i)).length;
  if (outside) items.push(make("span", { text: `${count(outside)} OPD di luar rentang digambar di tepi` }));
  const absent = totals.n - plot.points.length;
  if (absent) items.push(make("span", { text: `${count(absent)} OPD tanpa capaian atau serapan tidak digambar` }));
  fill($("keterangan"), ...items);
}

function isOutside(now, i) {
  const [low, high] = rangeOf(now);
  return [now.capaian, now.serapan].some(column => {
    const v = column.values[i] / 10 ** column.digits;
    return v < low || v > high;
  });
}

// ---- pointing ----

const hitText = (now, i) => `capaian ${now.capaian.text(i)}%, serapan ${now.serapan.text(i)}%`;

function drawHit() {
  const { g, width } = canvas("pilih", window.devicePixelRatio || 1), now = edition(state.edition);
  const chosen = plot.hit >= 0 ? plot.hit : state.open;
  const point = plot.points.find(({ i }) => i === chosen), tip = $("tip");
  tip.hidden = !point || plot.hit < 0;
  if (!point) return;
  g.strokeStyle = colour("ink");
  g.lineWidth = 2;
  g.beginPath();
  g.arc(point.x, point.y, 7, 0, 7);
  g.stroke();
  if (tip.hidden) return;
  fill(tip, named("b", nameOf(point.i)), make("br"), named("span", kabupatenName(placeOf(point.i))),
    make("br"), hitText(now, point.i));
  tip.style.left = `${Math.max(0, Math.min(point.x + 12, width - tip.offsetWidth - 4))}px`;
  tip.style.top = `${Math.max(0, point.y - tip.offsetHeight - 10)}px`;
}

function nearest(event) {
  const box = $("pilih").getBoundingClientRect();
  const x = event.clientX - box.left, y = event.clientY - box.top;
  let best = 15 ** 2, found = -1;
  for (const point of plot.points) {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (distance < best) { best = distance; found = point.i; }
  }
  return found;
}

function pointAt(i) {
  if (i === plot.hit) return;
  plot.hit = i;
  drawHit();
}

// The next point to the right or the left.
function walk(step) {
  plot.order ??= [...plot.points].sort((a, b) => a.x - b.x || b.y - a.y);
  if (!plot.order.length) return;
  const at = plot.order.findIndex(({ i }) => i === plot.hit);
  const to = at < 0 ? 0 : Math.max(0, Math.min(plot.order.length - 1, at + step));
  pointAt(plot.order[to].i);
  $("dengar").textContent = `${nameOf(plot.hit)}, ${hitText(edition(state.edition), plot.hit)}`;
}

function startScatter() {
  const element = $("pilih"), steps = { ArrowRight: 1, ArrowLeft: -1, PageDown: 100, PageUp: -100 };
  element.addEventListener("pointermove", event => pointAt(nearest(event)));
  element.addEventListener("pointerleave", () => pointAt(-1));
  element.addEventListener("blur", () => pointAt(-1));
  element.addEventListener("click", event => {
    const found = nearest(event);
    if (found >= 0) openPanel(found);
  });
  element.addEventListener("keydown", event => {
    if (event.key === "Enter" && plot.hit >= 0) openPanel(plot.hit);
    else if (steps[event.key]) walk(steps[event.key]);
    else return;
    event.preventDefault();
  });
}
