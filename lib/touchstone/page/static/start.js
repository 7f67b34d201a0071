// The controls, the panel, and the address between them.
const OPENS = { cell: CELLS, study: STUDY_AT, claim: CLAIMS };
const panel = by("panel");
let selection = null, shown = "", opener = null, depth = 0;

const keep = () => history.replaceState(null, "", address());

function draw() {
  selection = select(state);
  const view = MATRICES.get(state.contrast), list = listed(state);
  for (const { matrix, contrast } of MATRICES.values()) matrix.hidden = contrast !== state.contrast || (list && Boolean(view.table));
  by("list").hidden = !list || !view.table;
  const left = drawMatrix(view, state, selection);
  if (list && view.table) drawList(view, state, selection); else by("list").replaceChildren();
  drawFacets(state, selection.weighed);
  const all = [...CELLS.values()].filter((cell) => cell.contrast === state.contrast && (!cell.only_reviews || state.layer === "review")).length;
  const size = `${count(left.rows, "population")} by ${count(left.columns, "outcome")}`;
  const cells = selection.cells.size === all ? `${count(all, "cell")}: ${size}.` : `${number(selection.cells.size)} of ${count(all, "cell")} shown: ${size}.`;
  const studies = selection.part ? ` ${count(selection.weighed.studies, state.layer === "review" ? "review" : "study", state.layer === "review" ? "reviews" : "studies")} fit.` : "";
  by("status").textContent = selection.cells.size ? cells + studies : `Nothing fits: no cell of ${all} is shown. Loosen a filter, or reset them.`;
  by("part").hidden = !selection.part;
  by("part").textContent = state.layer === "review"
    ? "Numbers count reviews. Shape, dots and shade stay the verdict of the primary studies: reviews are never added to them, and stand the same under every comparison."
    : "Numbers count the studies that fit the filters. Shape, dots and shade stay the verdict of all studies of the cell: verdicts are not judged again here.";
  by("print-state").textContent = [`Compared with: ${WORDS.contrast[state.contrast]}`, state.layer === "review" ? "reviews counted" : "", ...filterWords(state), state.find.trim() && `population or outcome: “${state.find.trim()}”`,
    state.strength && `strength: ${WORDS.strength[state.strength].toLowerCase()}`, state.least && `at least ${state.least}`, state.gap && "cells without a review"].filter(Boolean).join("; ");
  for (const button of by("counts").querySelectorAll("button")) {
    button.querySelector("b").textContent = selection.strengths[button.dataset.strength] || 0;
    button.setAttribute("aria-pressed", String(button.dataset.strength === state.strength));
  }
  const groups = new Set(view.groups.map((group) => group.dataset.group));
  for (const button of by("groups").querySelectorAll("button")) {
    button.hidden = !groups.has(button.dataset.group);
    button.setAttribute("aria-pressed", String(!state.off.includes(button.dataset.group)));
  }
  const on = [...groups].filter((group) => !state.off.includes(group)).length;
  by("groups-shown").textContent = on === groups.size ? `all ${on}` : `${on} of ${groups.size}`;
  by("fold").textContent = view.bodies.length && state.folded.length === view.bodies.length ? "Unfold all groups" : "Fold all groups";
  by("fold").hidden = list;
  for (const name of ["contrast", "layer"]) for (const input of document.querySelectorAll(`[name=${name}]`)) input.checked = input.value === state[name];
  for (const input of document.querySelectorAll("[name=view]")) input.checked = (input.value === "list") === list;
  if (by("find").value.trim() !== state.find.trim()) by("find").value = state.find;
  by("least").value = String(state.least);
  by("sort").value = state.sort;
  by("hide").checked = state.hide;
  by("gap").checked = state.gap;
  filterClaims(state);
}

function change(values) {
  Object.assign(state, values);
  draw();
  keep();
}

function toggled(list, value) {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value].sort((a, b) => (a > b ? 1 : -1));
}

// Reads the address: `cell`, `study` or `claim` opens the panel, the rest is the state of the map.
function read() {
  const text = location.hash.slice(1);
  if (text && !text.includes("=")) { panel.close(); draw(); return; }
  const parts = new URLSearchParams(text);
  const kind = Object.keys(OPENS).find((name) => parts.has(name));
  const name = kind && parts.get(kind);
  const found = kind && OPENS[kind].get(name);
  if (!kind || [...parts].length > 1 || !panel.open) restore(parts);
  if (kind === "cell" && found) state.contrast = found.contrast;
  draw();
  if (found === undefined || !kind) panel.close();
  else if (kind === "cell") open(`cell=${name}`, showCell(found));
  else if (kind === "study") open(`study=${name}`, showStudy(STUDIES[found]));
  else open(`claim=${name}`, showClaim(found));
}

const cellButton = (key) => [...document.querySelectorAll(`[data-cell="${CSS.escape(key.replace(/^cell=/, ""))}"]`)].find((button) => !button.closest("[hidden]"));

function open(key, content) {
  if (shown === key) return;
  if (panel.open) depth += 1;
  else { depth = 0; opener = key.startsWith("cell=") ? cellButton(key) || document.activeElement : document.activeElement; }
  shown = key;
  by("panel-body").replaceChildren(...content.filter(Boolean));
  by("back").hidden = depth === 0;
  mark(key.startsWith("cell=") ? cellButton(key) : null);
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  by("panel-head").focus({ preventScroll: true });
}

// The cell that the panel tells of is outlined on the map.
function mark(button) {
  for (const other of document.querySelectorAll("button[data-cell][aria-current]")) other.removeAttribute("aria-current");
  if (!button) return;
  button.setAttribute("aria-current", "true");
  if (!button.hidden && button.closest("table")) rove(button.closest("table"), button);
}

panel.addEventListener("close", () => {
  shown = "";
  mark(null);
  if (Object.keys(OPENS).some((kind) => new URLSearchParams(location.hash.slice(1)).has(kind))) keep();
  if (opener?.isConnected) opener.focus({ preventScroll: true });
});
panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
by("close").addEventListener("click", () => panel.close());
by("back").addEventListener("click", () => { depth = Math.max(depth - 2, -1); history.back(); });

document.addEventListener("click", (event) => {
  const saving = event.target.closest("[data-save]");
  if (saving) {
    const [what, kind] = saving.dataset.save.split(".");
    saveShown(what, kind, state, selection, what === "cell" ? CELLS.get(shown.replace(/^cell=/, "")) : null);
    return;
  }
  const cell = event.target.closest("button[data-cell]");
  if (cell) { location.hash = address({ cell: cell.dataset.cell }); return; }
  const folder = event.target.closest(".group button");
  if (folder) { change({ folded: toggled(state.folded, Number(folder.closest("tbody").dataset.at)) }); return; }
  const link = event.target.closest('a[href^="#cell="], a[href^="#study="], a[href^="#claim="]');
  if (!link) return;
  event.preventDefault();
  const [kind, value] = link.getAttribute("href").slice(1).split("=");
  location.hash = address({ [kind]: decodeURIComponent(value) });
});
document.addEventListener("keydown", arrow);
const pressed = (id, then) => by(id).addEventListener("click", (event) => { const button = event.target.closest("button"); if (button) then(button.dataset); });
pressed("counts", ({ strength }) => change({ strength: state.strength === strength ? "" : strength }));
pressed("groups", ({ group }) => change({ off: toggled(state.off, group) }));
pressed("verdicts", ({ finding }) => change({ verdict: state.verdict === finding ? "" : finding }));
by("controls").addEventListener("change", ({ target }) => {
  if (target.name === "contrast") change({ contrast: target.value, folded: [] });
  else if (target.name === "layer" || target.name === "view") change({ [target.name]: target.value });
  else if (FACETS.some(({ name }) => name === target.name)) change({ [target.name]: toggled(state[target.name], target.value) });
});
for (const [id, name] of [["find", "find"], ["words", "words"], ["claim-find", "claim"]]) by(id).addEventListener("input", ({ target }) => change({ [name]: target.value }));
for (const id of ["from", "to"]) by(id).addEventListener("input", ({ target }) => { if (/^(\d{4})?$/.test(target.value)) change({ [id]: target.value }); });
for (const id of ["sort", "made"]) by(id).addEventListener("change", ({ target }) => change({ [id]: target.value }));
for (const id of ["hide", "gap"]) by(id).addEventListener("change", ({ target }) => change({ [id]: target.checked }));
by("least").addEventListener("change", ({ target }) => change({ least: Number(target.value) }));
by("reset").addEventListener("click", () => change({ ...FIRST, ...Object.fromEntries(KEPT.map((name) => [name, state[name]])) }));
by("print").addEventListener("click", () => print());
by("fold").addEventListener("click", () => {
  const bodies = MATRICES.get(state.contrast).bodies.length;
  change({ folded: state.folded.length === bodies ? [] : [...Array(bodies).keys()] });
});
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
}
window.addEventListener("hashchange", read);
NARROW.addEventListener("change", () => draw());

document.documentElement.classList.add("js");
if (NARROW.matches) by("key").open = false;
read();
