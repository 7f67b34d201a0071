// The matrices: drawn by what is selected, folding, and the arrow keys.
const MATRICES = new Map();
const LABELS = new Map();
const GROUP_OF = new Map();

// Every button of a matrix knows its cell: population/outcome/contrast.
for (const matrix of document.querySelectorAll(".matrix")) {
  const contrast = matrix.dataset.contrast, table = matrix.querySelector("table");
  const heads = table ? [...table.tHead.rows[1].cells] : [];
  const groups = table ? [...table.tHead.rows[0].cells].slice(1) : [];
  groups.flatMap((group) => Array(group.colSpan).fill(group.dataset.group)).forEach((group, at) => GROUP_OF.set(heads[at].dataset.code, group));
  const codes = heads.map((head) => head.dataset.code);
  const rows = (table ? [...table.querySelectorAll("th[scope=row]")] : []).map((head) => ({ head, row: head.parentElement, code: head.dataset.code, tds: [...head.parentElement.cells].slice(1) }));
  for (const { code, tds } of rows) {
    tds.forEach((td, at) => {
      const key = `${code}/${codes[at]}/${contrast}`;
      if (!td.firstElementChild && contrast === "efficacy" && REVIEWS_AT.has(`${code}/${codes[at]}`)) reviewOnly(td, key, code, codes[at]);
      if (!td.firstElementChild) return;
      td.firstElementChild.dataset.cell = key;
      LABELS.set(key, td.firstElementChild.getAttribute("aria-label"));
    });
  }
  for (const row of rows) {
    row.buttons = row.tds.map((td) => td.firstElementChild);
    row.keys = row.buttons.map((button) => button?.dataset.cell);
  }
  const bodies = table ? [...table.tBodies] : [];
  bodies.forEach((body, at) => { body.dataset.at = at; });
  MATRICES.set(contrast, { contrast, matrix, table, heads, codes, groups, rows, bodies, shown: codes.map(() => true) });
}

// A place that only reviews speak of: no verdict, and on the map only where reviews are counted.
function reviewOnly(td, key, population, outcome) {
  CELLS.set(key, { population, outcome, contrast: "efficacy", only_reviews: true, strength: "none", direction: "unclear", n_studies: 0, n_silent: 0, votes: [], reasons: [], verdicts: [], stability: null });
  td.className = "none absent";
  td.append(make("button", { "aria-label": `${label("population", population)}, ${label("outcome", outcome)}: no primary study here`, hidden: true }, sign("absent", "")));
  td.firstElementChild.firstElementChild.removeAttribute("class");
}

const put = (element, name, value) => { if (element[name] !== value) element[name] = value; };

// Shows what is selected in the matrix of the state's contrast; returns how many rows and columns that leaves.
function drawMatrix(view, state, selection) {
  if (!view.table) return { rows: 0, columns: 0 };
  const shown = view.codes.map((code) => selection.columns.has(code) || (!state.hide && !state.off.includes(GROUP_OF.get(code))));
  let lines = 0;
  for (const { head, row, code, tds, buttons, keys } of view.rows) {
    const kept = selection.rows.has(code) || !state.hide;
    put(row.dataset, "kept", kept ? "1" : "");
    put(row, "hidden", !kept || state.folded.includes(Number(row.parentElement.dataset.at)));
    lines += kept ? 1 : 0;
    put(head.querySelector("small").firstChild, "data", String(selection.rows.get(code)?.studies ?? 0));
    for (let at = 0; at < tds.length; at += 1) {
      const td = tds[at], button = buttons[at];
      if (view.shown[at] !== shown[at]) td.hidden = !shown[at];
      if (!button) continue;
      const left = selection.cells.get(keys[at]);
      if (button.hidden === Boolean(left)) { button.hidden = !left; td.classList.toggle("off", !left); }
      if (left) caption(button, left, state, selection.part);
    }
  }
  view.heads.forEach((head, at) => put(head, "hidden", !shown[at]));
  spanGroups(view, shown);
  view.shown = shown;
  for (const body of view.bodies) {
    const kept = [...body.rows].filter((row) => row.dataset.kept).length;
    put(body, "hidden", kept === 0);
    body.querySelector(".group small").textContent = kept;
    fold(body, state.folded.includes(Number(body.dataset.at)));
  }
  order(view, state, selection.rows);
  view.matrix.classList.toggle("part", selection.part);
  view.matrix.classList.toggle("of-reviews", state.layer === "review");
  rove(view.table);
  return { rows: lines, columns: shown.filter(Boolean).length };
}

// The numbers in a cell, and its name; what was written last is kept, so that only what differs is written.
const WRITTEN = new WeakMap();
function caption(button, left, state, part) {
  const before = WRITTEN.get(button) || { n: -1 };
  if (before.n === left.n && before.people === left.people && before.part === part && before.layer === state.layer) return;
  WRITTEN.set(button, { n: left.n, people: left.people, part, layer: state.layer });
  if (before.n === -1 && !part) return;
  let [studies, people] = [button.querySelector("b"), button.querySelector("small")];
  if (!studies && (left.n || part)) button.append(studies = make("b"), people = make("small"));
  if (!studies) return;
  studies.textContent = left.n || !part ? String(left.n || "") : "–";
  people.textContent = state.layer === "review" || !left.n ? "" : left.people ? number(left.people) : "?";
  button.setAttribute("aria-label", cellWords(button.dataset.cell, left, state, part));
}

// The heads over groups of columns are as wide as what is shown under them.
function spanGroups({ table, groups, heads, codes }, shown) {
  for (const group of groups) {
    const mine = codes.map((code, at) => at).filter((at) => GROUP_OF.get(codes[at]) === group.dataset.group);
    const visible = mine.filter((at) => shown[at]);
    put(group, "hidden", visible.length === 0);
    if (visible.length) put(group, "colSpan", visible.length);
    for (const at of mine) heads[at].classList.toggle("first", at === visible[0]);
  }
  const wide = shown.filter(Boolean).length + 1;
  for (const head of table.querySelectorAll(".group th")) put(head, "colSpan", wide);
}

// Rows within their groups, and groups by their first row, as the state sorts them.
function order(view, state, rows) {
  const first = view.rows.map(({ code }) => code);
  const place = new Map((state.sort ? sorted(first, state, rows) : first).map((code, at) => [code, at]));
  const at = (row) => place.get(row.cells[0].dataset.code);
  const bodies = view.bodies.map((body) => [body, [...body.rows].slice(1).sort((a, b) => at(a) - at(b))]);
  for (const [body, lines] of bodies) if (lines.some((row, n) => body.rows[n + 1] !== row)) body.append(...lines);
  const wanted = state.sort ? [...bodies].sort((a, b) => at(a[1][0]) - at(b[1][0])) : bodies;
  if (wanted.some(([body], n) => view.table.tBodies[n] !== body)) view.table.append(...wanted.map(([body]) => body));
}

function fold(body, folded) {
  body.classList.toggle("folded", folded);
  body.querySelector(".group button").setAttribute("aria-expanded", String(!folded));
}

const openButtons = (scope) => [...scope.querySelectorAll("td button")].filter((button) => !button.hidden && !button.closest("[hidden]"));

// One cell of a table can be tabbed to; arrow keys reach the others.
function rove(table, to = null) {
  const before = table.querySelector("td button[data-at]");
  const open = (button) => button && !button.hidden && !button.closest("[hidden]");
  const at = to || (open(before) ? before : openButtons(table)[0]);
  if (before && before !== at) { before.tabIndex = -1; delete before.dataset.at; }
  if (at) { at.tabIndex = 0; at.dataset.at = "1"; }
}
for (const { table } of MATRICES.values()) if (table) for (const button of table.querySelectorAll("td button")) button.tabIndex = -1;

function arrow(event) {
  const button = event.target.closest("td button");
  const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -Infinity], End: [0, Infinity] };
  if (!button || !moves[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const [down, right] = moves[event.key];
  const table = button.closest("table"), row = button.closest("tr"), column = button.parentElement.cellIndex;
  let next = null;
  if (right) {
    const line = openButtons(row);
    next = line[Math.min(Math.max(line.indexOf(button) + right, 0), line.length - 1)];
  } else {
    const lines = [...table.querySelectorAll("tbody tr")];
    for (let at = lines.indexOf(row) + down; lines[at] && !next; at += down) {
      if (lines[at].hidden || !lines[at].cells[column]) continue;
      const cell = lines[at].cells[column].firstElementChild;
      next = cell && cell.matches("button") && !cell.hidden && !cell.closest("[hidden]") ? cell : null;
    }
  }
  if (next) { rove(table, next); next.focus(); next.scrollIntoView({ block: "nearest", inline: "nearest" }); }
}
