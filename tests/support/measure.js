// What is wrong with a report as it stands in a browser: a list of sentences.
(() => {
  const wrong = [];
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const said = (element) => element.textContent.trim().slice(0, 40);

  // ---- landmarks, headings, names ----
  const one = (what) => {
    const count = all(what).length;
    if (count !== 1) wrong.push(`${count} of ${what}`);
  };
  one("main");
  one("h1");
  one("html[lang=id]");
  if (!document.title.trim()) wrong.push("no title");
  const ids = new Set();
  for (const element of all("[id]")) {
    if (ids.has(element.id)) wrong.push(`two of #${element.id}`);
    ids.add(element.id);
  }
  for (const element of all("[aria-labelledby]"))
    for (const id of element.getAttribute("aria-labelledby").split(/\s+/))
      if (!ids.has(id)) wrong.push(`no #${id} to name it`);
  for (const link of all("a[href]"))
    if (!ids.has(decodeURIComponent(link.hash.slice(1)))) wrong.push(`a link to ${link.hash}`);
  for (const nav of all("nav")) if (!nav.ariaLabel) wrong.push("a nav without a name");
  for (const svg of all("svg"))
    if (!svg.getAttribute("aria-label") || svg.getAttribute("role") !== "img")
      wrong.push("a picture without words");
  let level = 1;
  for (const heading of all("main h1, main h2, main h3, main h4, main h5, main h6")) {
    const own = +heading.tagName[1];
    if (own > level + 1) wrong.push(`h${own} below h${level}: ${said(heading)}`);
    level = own;
  }

  // ---- tables ----
  for (const table of all("table")) {
    const heads = all("thead th", table);
    if (!heads.length) wrong.push("a table without heads");
    for (const head of heads) {
      if (!head.scope) wrong.push(`a head of nothing: ${said(head)}`);
      if (!head.textContent.trim()) wrong.push("an empty head");
    }
    if (!table.closest("[role=region][tabindex='0']")) wrong.push("a table that cannot be moved");
    for (const cell of all("th, td", table))
      if (cell.scrollWidth > cell.clientWidth + 1) wrong.push(`a column cuts ${said(cell)}`);
    for (const cell of all("tbody td", table)) {
      const lines = document.createRange();
      lines.selectNodeContents(cell);
      const tops = new Set([...lines.getClientRects()].map((box) => Math.round(box.top / 4)));
      if (/^[+\u2212]?[\d.,]+%?$/.test(cell.innerText) && tops.size > 1)
        wrong.push(`a broken figure: ${said(cell)}`);
    }
  }

  // ---- widths ----
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth > width) wrong.push("wider than the screen");
  for (const element of all("main *")) {
    if (element.closest(".scroll *, svg *, .hidden")) continue;
    const box = element.getBoundingClientRect();
    if (box.right > width + 1 || box.left < -1)
      wrong.push(`${element.tagName} beyond the screen: ${said(element)}`);
  }

  // ---- contrast ----
  const parse = (color) => {
    const parts = color.match(/[\d.]+/g).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((x) => x / 255)
      .map((x) => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  // Of a text in a picture: the last shape drawn before it that lies behind its middle.
  const shape = (text) => {
    const box = text.getBoundingClientRect();
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    let found = null;
    for (const other of all("rect, path", text.ownerSVGElement)) {
      if (!(other.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      const at = other.getBoundingClientRect(), fill = getComputedStyle(other).fill;
      const behind = at.left <= x && x <= at.right && at.top <= y && y <= at.bottom;
      if (behind && fill.startsWith("rgb") && other.tagName === "rect") found = parse(fill);
    }
    return found;
  };
  const ground = (element) => {
    const behind = element.ownerSVGElement && shape(element);
    if (behind && behind.alpha === 1) return behind.rgb;
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.alpha === 1) return color.rgb;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
  };
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("title, desc, .hidden, .skip")) continue;
    const style = getComputedStyle(element);
    const color = parse(element.ownerSVGElement ? style.fill : style.color);
    const ratio = contrast(color.rgb, ground(element));
    texts += 1;
    if (ratio < 4.5) wrong.push(`contrast ${ratio.toFixed(2)}: ${said(element)}`);
  }
  return { wrong: wrong.slice(0, 20), count: wrong.length, texts, tables: all("table").length };
})()
