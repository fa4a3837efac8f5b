// Searching without a server, the menu of a wide screen, and copying.
(() => {
  "use strict";
  const menu = document.getElementById("menu");
  const wide = matchMedia("(min-width: 900px)");
  const fit = () => { menu.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();

  // ---- copying ----
  if (navigator.clipboard) {
    for (const code of document.querySelectorAll("pre > code.language-sh, pre > code.language-lua, pre > code.language-csv, pre > code.language-md")) {
      const box = document.createElement("div"), button = document.createElement("button");
      box.className = "copy";
      button.type = "button";
      button.textContent = document.documentElement.lang === "id" ? "Salin" : "Copy";
      button.onclick = () => navigator.clipboard.writeText(code.textContent)
        .then(() => { button.textContent = "✓"; });
      code.parentNode.replaceWith(box);
      box.append(code.parentNode, button);
    }
  }

  // ---- searching ----
  const field = document.getElementById("search");
  const found = document.getElementById("found");
  let index = null;

  const fold = (text) => text.toLowerCase();

  // The index is a script, since a page on a disk may load nothing else.
  window.capai_index = (pages) => {
    index = [];
    for (const [url, sections] of pages)
      for (const [anchor, heading, text] of sections)
        index.push({ url: url + (anchor ? "#" + anchor : ""), page: sections[0][1] || sections[1][1],
          heading, text, head: fold(heading), body: fold(text) });
    show();
  };

  // Sections that have all words; those that have them in their heading come first.
  const look_for = (words) => {
    const hits = [];
    for (const section of index) {
      let score = 0;
      for (const word of words) {
        const in_head = section.head.includes(word), in_body = section.body.includes(word);
        if (!in_head && !in_body) { score = 0; break; }
        score += (section.head === word ? 50 : in_head ? 20 : 0) + (in_body ? 1 : 0);
      }
      if (score) hits.push([score, section]);
    }
    return hits.sort((a, b) => b[0] - a[0]).slice(0, 30).map((hit) => hit[1]);
  };

  // The words around the first that is found, which is marked.
  const excerpt = (section, words) => {
    const at = Math.max(0, section.body.indexOf(words.find((word) => section.body.includes(word)) || ""));
    const start = Math.max(0, at - 50), line = document.createElement("small");
    const text = (start ? "… " : "") + section.text.slice(start, at + 110);
    const pattern = new RegExp("(" + words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") + ")", "iu");
    for (const [i, part] of text.split(pattern).entries()) {
      const node = document.createElement(i % 2 ? "b" : "span");
      node.textContent = part;
      line.append(node);
    }
    return line;
  };

  const show = () => {
    const words = fold(field.value).split(/\s+/).filter((word) => word);
    found.hidden = !words.length || !index;
    if (found.hidden) return;
    found.replaceChildren(...look_for(words).map((section) => {
      const link = document.createElement("a");
      link.href = field.dataset.root + section.url;
      link.append(section.page + (section.heading && section.heading !== section.page ? " – " + section.heading : ""));
      link.append(excerpt(section, words));
      return link;
    }));
    if (!found.childElementCount) {
      const none = document.createElement("p");
      none.textContent = field.dataset.nothing;
      found.append(none);
    }
  };

  const load = () => {
    if (document.getElementById("index")) return;
    const script = document.createElement("script");
    script.id = "index";
    script.src = field.dataset.index;
    document.head.append(script);
  };
  field.addEventListener("focus", load);
  field.addEventListener("input", () => { load(); show(); });
  found.addEventListener("click", () => { found.hidden = true; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") found.hidden = true;
    if (event.key === "/" && document.activeElement !== field) { event.preventDefault(); field.focus(); }
    if (!found.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const links = [field, ...found.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      (links[at] || field).focus();
      event.preventDefault();
    }
  });
  document.addEventListener("click", (event) => {
    if (!found.contains(event.target) && event.target !== field) found.hidden = true;
  });
})();
