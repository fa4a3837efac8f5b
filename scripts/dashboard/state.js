// What the reader has chosen. Everything on the page follows from it.

const state = {
  edition: DATA.utama,
  base: DATA.pembanding, // what it is compared with; -1: nothing
  query: "",
  province: -1,
  place: -1,
  classes: new Set(), // empty: all
  verdicts: new Set(),
  change: "", // "naik", "turun", "tetap", "kurang", "predikat"
  view: "opd",
  sort: { opd: { by: "peringkat", up: true }, kabupaten: { by: "peringkat", up: true } },
  page: 0,
  open: -1, // the OPD whose panel is open
};

const NOTHING = { query: "", province: -1, place: -1, change: "" };

const filtered = () => state.classes.size > 0 || state.verdicts.size > 0 ||
  Object.keys(NOTHING).some(key => state[key] !== NOTHING[key]);

function clearFilters() {
  Object.assign(state, NOTHING, { page: 0 });
  state.classes.clear();
  state.verdicts.clear();
}

// Chooses a value of a set, or lets it go.
function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
  state.page = 0;
}
