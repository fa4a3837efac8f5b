// What all parts share. Text from data is only ever set as text, never read as markup.

const $ = id => document.getElementById(id);

// An element: make("td", { class: "n", text: "7" }, child...). `text` is its text; `style` an object
// of properties; what begins with "on" a handler; anything else an attribute, unless it is null.
function make(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(options)) {
    if (value == null || value === false) continue;
    if (key === "text") element.textContent = value;
    else if (key === "style") for (const [k, v] of Object.entries(value)) element.style.setProperty(k, v);
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value);
  }
  element.append(...children.filter(child => child != null));
  return element;
}

function fill(element, ...children) {
  element.replaceChildren(...children.filter(child => child != null));
}

// A text from data within a line of ours, which it cannot turn either.
const isolated = text => `\u2068${text}\u2069`;

// A name from data: its direction of writing is its own.
const named = (tag, text, cls = "") => make(tag, { class: ("name " + cls).trim(), text });

// Runs `work` before the next frame, once however often it is asked for until then.
function soon(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; work(); });
  };
}
