// The same cells as a list, population by population: for narrow screens, and for whoever prefers one.
const NARROW = matchMedia("(max-width: 640px)");
const listed = (state) => (state.view ? state.view === "list" : NARROW.matches);

function drawList(view, state, selection) {
  const inOrder = sorted(view.rows.map(({ code }) => code), state, selection.rows).filter((code) => selection.rows.has(code));
  const open = new Set([...by("list").querySelectorAll("details[open]")].map((details) => details.dataset.code));
  by("list").replaceChildren(...inOrder.map((code) => {
    const keys = view.codes.map((outcome) => `${code}/${outcome}/${state.contrast}`).filter((key) => selection.cells.has(key));
    const entries = make("ul", {});
    const entry = make("details", { "data-code": code },
      make("summary", {}, make("span", {}, label("population", code)), make("small", {}, count(keys.length, "outcome"))), entries);
    const fill = () => { if (!entries.children.length) entries.append(...keys.map((key) => make("li", {}, listButton(key, selection.cells.get(key), state, selection.part)))); };
    entry.addEventListener("toggle", fill);
    if (open.has(code) || inOrder.length === 1) { fill(); entry.open = true; }
    return entry;
  }));
}

function listButton(key, left, state, part) {
  const cell = CELLS.get(key);
  const reviews = state.layer === "review";
  const direction = cell.n_studies ? cell.direction : "absent";
  const size = reviews ? count(left.n, "review") : left.n ? `${count(left.n, "study", "studies")}${left.people ? `, ${count(left.people, "person", "people")}` : ""}` : `${count(left.silent, "study", "studies")} without a vote`;
  return make("button", { type: "button", class: `t-${cell.strength}`, "data-cell": key, "aria-label": cellWords(key, left, state, part) },
    sign(direction), make("span", {}, label("outcome", cell.outcome), make("small", {}, size)), cell.n_studies ? sign(cell.strength, "dots") : null);
}
