// The page's state stands in its address, so that a view can be kept and sent; the panel opens from there too.
const OUTSIDE = "Outside the vocabulary";
const FIRST = { contrast: "efficacy", find: "", least: 0, hide: true, strength: "", off: [OUTSIDE], folded: [], claim: "", made: "", verdict: "" };
const OPENS = { cell: CELLS, study: STUDY_AT, claim: CLAIMS };
const state = { ...FIRST };
const by = (id) => document.getElementById(id);
const panel = by("panel");
let shown = "", opener = null, depth = 0;

// What differs from the first view, as the part of the address behind #.
function address(extra = {}) {
  const parts = new URLSearchParams();
  for (const name of ["contrast", "find", "least", "strength", "claim", "made", "verdict"]) {
    const value = String(state[name]).trim();
    if (value !== String(FIRST[name])) parts.set(name === "claim" ? "said" : name, value);
  }
  if (!state.hide) parts.set("empty", "1");
  if (state.off.join() !== FIRST.off.join()) parts.set("without", state.off.join("."));
  if (state.folded.length) parts.set("folded", state.folded.join("."));
  for (const [name, value] of Object.entries(extra)) parts.set(name, value);
  return `#${parts.toString().replace(/%2F/g, "/").replace(/%3A/g, ":")}`;
}

const keep = () => history.replaceState(null, "", address());

function draw() {
  for (const [contrast, matrix] of MATRICES) matrix.hidden = contrast !== state.contrast;
  const matrix = MATRICES.get(state.contrast);
  const bodies = [...matrix.querySelectorAll("tbody")];
  bodies.forEach((body, at) => fold(body, state.folded.includes(at)));
  const left = filter(matrix, state);
  const here = [...CELLS.values()].filter((cell) => cell.contrast === state.contrast);
  const size = `${count(left.rows, "population")} by ${count(left.columns, "outcome")}`;
  by("status").textContent = left.cells === here.length ? `${count(here.length, "cell")}: ${size}.` : `${number(left.cells)} of ${count(here.length, "cell")} shown: ${size}.`;
  const counted = [...CELLS].filter(([key, cell]) => cell.contrast === state.contrast && !key.startsWith("any/")).map(([, cell]) => cell);
  for (const button of by("counts").querySelectorAll("button")) {
    button.querySelector("b").textContent = counted.filter((cell) => cell.strength === button.dataset.strength).length;
    button.setAttribute("aria-pressed", String(button.dataset.strength === state.strength));
  }
  const groups = new Set(groupOf(matrix.querySelector("table") || document.querySelector(".matrix table")));
  for (const button of by("groups").querySelectorAll("button")) {
    button.hidden = !groups.has(button.dataset.group);
    button.setAttribute("aria-pressed", String(!state.off.includes(button.dataset.group)));
  }
  const on = [...groups].filter((group) => !state.off.includes(group)).length;
  by("groups-shown").textContent = on === groups.size ? `all ${on}` : `${on} of ${groups.size}`;
  by("fold").textContent = bodies.length && state.folded.length === bodies.length ? "Unfold all groups" : "Fold all groups";
  for (const input of document.querySelectorAll("[name=contrast]")) input.checked = input.value === state.contrast;
  if (by("find").value.trim() !== state.find.trim()) by("find").value = state.find;
  by("least").value = String(state.least);
  by("hide").checked = state.hide;
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
  if (!kind || [...parts].length > 1 || !panel.open) {
    const one = (key, allowed, first = "") => (allowed.includes(parts.get(key)) ? parts.get(key) : first);
    const values = (select) => [...by(select).options].map((option) => option.value);
    state.contrast = one("contrast", [...MATRICES.keys()], FIRST.contrast);
    state.find = parts.get("find") || "";
    state.least = Number(one("least", values("least"), "0"));
    state.strength = one("strength", Object.keys(WORDS.strength));
    state.hide = parts.get("empty") !== "1";
    state.off = parts.has("without") ? parts.get("without").split(".").filter(Boolean) : [...FIRST.off];
    state.folded = (parts.get("folded") || "").split(".").filter((part) => /^\d+$/.test(part)).map(Number);
    state.claim = parts.get("said") || "";
    state.made = one("made", values("made"));
    state.verdict = one("verdict", [...by("verdicts").querySelectorAll("button")].map((button) => button.dataset.finding));
  }
  const found = kind && OPENS[kind].get(name);
  if (kind === "cell" && found) state.contrast = found.contrast;
  draw();
  if (found === undefined || !kind) panel.close();
  else if (kind === "cell") open(`cell=${name}`, showCell(found));
  else if (kind === "study") open(`study=${name}`, showStudy(STUDIES[found]));
  else open(`claim=${name}`, showClaim(found));
}

const cellButton = (key) => document.querySelector(`[data-cell="${CSS.escape(key.replace(/^cell=/, ""))}"]`);

function open(key, content) {
  if (shown === key) return;
  if (panel.open) depth += 1;
  else { depth = 0; opener = key.startsWith("cell=") ? cellButton(key) : document.activeElement; }
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
  for (const other of document.querySelectorAll("td [aria-current]")) other.removeAttribute("aria-current");
  if (!button) return;
  button.setAttribute("aria-current", "true");
  if (!button.hidden) rove(button.closest("table"), button);
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
  const cell = event.target.closest("td button");
  if (cell) { location.hash = address({ cell: cell.dataset.cell }); return; }
  const folder = event.target.closest(".group button");
  if (folder) { change({ folded: toggled(state.folded, [...folder.closest("table").tBodies].indexOf(folder.closest("tbody"))) }); return; }
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
document.querySelector(".contrast").addEventListener("change", (event) => change({ contrast: event.target.value, folded: [] }));
by("find").addEventListener("input", (event) => change({ find: event.target.value }));
by("least").addEventListener("change", (event) => change({ least: Number(event.target.value) }));
by("hide").addEventListener("change", (event) => change({ hide: event.target.checked }));
by("claim-find").addEventListener("input", (event) => change({ claim: event.target.value }));
by("made").addEventListener("change", (event) => change({ made: event.target.value }));
by("reset").addEventListener("click", () => change({ ...FIRST, contrast: state.contrast, claim: state.claim, made: state.made, verdict: state.verdict }));
by("fold").addEventListener("click", () => {
  const bodies = MATRICES.get(state.contrast).querySelectorAll("tbody").length;
  change({ folded: state.folded.length === bodies ? [] : [...Array(bodies).keys()] });
});
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
}
window.addEventListener("hashchange", read);

document.documentElement.classList.add("js");
if (matchMedia("(max-width: 640px)").matches) by("key").open = false;
read();
