// The page's state stands in its address, so that a view can be kept and sent; the panel opens from there too.
const FIRST = { contrast: "efficacy", find: "", least: 0, hide: true, folded: "" };
const state = { ...FIRST };
const by = (id) => document.getElementById(id);
const panel = by("panel");
let shown = "", opener = null, depth = 0;

document.documentElement.classList.add("js");

function address(extra = {}) {
  const parts = new URLSearchParams();
  if (state.contrast !== FIRST.contrast) parts.set("contrast", state.contrast);
  if (state.find.trim()) parts.set("find", state.find.trim());
  if (state.least) parts.set("least", state.least);
  if (!state.hide) parts.set("empty", "1");
  if (state.folded) parts.set("folded", state.folded);
  for (const [name, value] of Object.entries(extra)) parts.set(name, value);
  return `#${parts.toString().replace(/%2F/g, "/").replace(/%3A/g, ":")}`;
}

const keep = () => history.replaceState(null, "", address() === "#" ? location.pathname + location.search : address());

function draw() {
  for (const [contrast, matrix] of MATRICES) matrix.hidden = contrast !== state.contrast;
  const matrix = MATRICES.get(state.contrast);
  const folded = new Set(state.folded.split(".").filter(Boolean).map(Number));
  [...matrix.querySelectorAll("tbody")].forEach((body, at) => fold(body, folded.has(at)));
  const left = filter(matrix, state);
  const all = matrix.querySelectorAll("td button").length;
  by("status").textContent = left.cells === all ? `${count(all, "cell")}: ${count(left.rows, "population")} by ${count(left.columns, "outcome")}.` : `${number(left.cells)} of ${count(all, "cell")} shown: ${count(left.rows, "population")} by ${count(left.columns, "outcome")}.`;
  const bodies = matrix.querySelectorAll("tbody").length;
  by("fold").textContent = folded.size === bodies && bodies ? "Unfold all groups" : "Fold all groups";
  for (const input of document.querySelectorAll("[name=contrast]")) input.checked = input.value === state.contrast;
  if (by("find").value.trim() !== state.find.trim()) by("find").value = state.find;
  by("least").value = String(state.least);
  by("hide").checked = state.hide;
}

function change(values) {
  Object.assign(state, values);
  draw();
  keep();
}

// Reads the address: `#cell=…`, `#study=…` and `#claim=…` open the panel, the rest is the state of the map.
function read() {
  const text = location.hash.slice(1);
  if (text && !text.includes("=")) { shut(); return; }
  const parts = new URLSearchParams(text);
  const opens = ["cell", "study", "claim"].find((kind) => parts.has(kind));
  if (!opens || parts.size > 1) {
    const least = Number(parts.get("least"));
    state.contrast = MATRICES.has(parts.get("contrast")) ? parts.get("contrast") : FIRST.contrast;
    state.find = parts.get("find") || "";
    state.least = [...by("least").options].some((option) => Number(option.value) === least) ? least : 0;
    state.hide = parts.get("empty") !== "1";
    state.folded = /^[\d.]*$/.test(parts.get("folded") || "") ? parts.get("folded") || "" : "";
  }
  const cell = opens === "cell" ? CELLS.get(parts.get("cell")) : null;
  if (cell) state.contrast = cell.contrast;
  draw();
  if (cell) open(`cell=${parts.get("cell")}`, showCell(cell));
  else if (opens === "study" && STUDY_AT.has(parts.get("study"))) open(`study=${parts.get("study")}`, showStudy(STUDIES[STUDY_AT.get(parts.get("study"))]));
  else if (opens === "claim" && CLAIMS.has(parts.get("claim"))) open(`claim=${parts.get("claim")}`, showClaim(CLAIMS.get(parts.get("claim"))));
  else shut();
}

function open(key, content) {
  if (shown === key) return;
  if (!panel.open) { opener = document.activeElement; depth = 0; } else depth += 1;
  shown = key;
  by("panel-body").replaceChildren(...content.filter(Boolean));
  by("back").hidden = depth === 0;
  for (const button of document.querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
  if (key.startsWith("cell=")) {
    const button = document.querySelector(`[data-cell="${CSS.escape(key.slice(5))}"]`);
    if (button) { button.setAttribute("aria-current", "true"); if (!button.hidden) rove(button.closest("table"), button); }
  }
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  by("panel-head").focus({ preventScroll: true });
}

function shut() {
  if (panel.open) panel.close();
}

panel.addEventListener("close", () => {
  shown = "";
  for (const button of document.querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
  if (/(^|[#&])(cell|study|claim)=/.test(location.hash)) keep();
  if (opener && opener.isConnected) opener.focus({ preventScroll: true });
});
panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
by("close").addEventListener("click", () => panel.close());
by("back").addEventListener("click", () => { depth = Math.max(depth - 2, -1); history.back(); });

document.addEventListener("click", (event) => {
  const button = event.target.closest("td button");
  if (button) { location.hash = address({ cell: button.dataset.cell }); return; }
  const folder = event.target.closest(".group button");
  if (folder) {
    const bodies = [...folder.closest("table").tBodies];
    const at = bodies.indexOf(folder.closest("tbody"));
    const folded = new Set(state.folded.split(".").filter(Boolean).map(Number));
    if (!folded.delete(at)) folded.add(at);
    change({ folded: [...folded].sort((a, b) => a - b).join(".") });
    return;
  }
  const link = event.target.closest('a[href^="#cell="], a[href^="#study="], a[href^="#claim="]');
  if (link) {
    event.preventDefault();
    const [kind, value] = link.getAttribute("href").slice(1).split("=");
    location.hash = address({ [kind]: decodeURIComponent(value) });
  }
});
document.addEventListener("keydown", arrow);
document.querySelector(".contrast").addEventListener("change", (event) => change({ contrast: event.target.value, folded: "" }));
by("find").addEventListener("input", (event) => change({ find: event.target.value }));
by("least").addEventListener("change", (event) => change({ least: Number(event.target.value) }));
by("hide").addEventListener("change", (event) => change({ hide: event.target.checked }));
by("reset").addEventListener("click", () => change({ ...FIRST, contrast: state.contrast }));
by("controls").addEventListener("submit", (event) => event.preventDefault());
by("fold").addEventListener("click", () => {
  const bodies = MATRICES.get(state.contrast).querySelectorAll("tbody").length;
  const all = state.folded.split(".").filter(Boolean).length === bodies;
  change({ folded: all ? "" : [...Array(bodies).keys()].join(".") });
});
by("claim-filter").addEventListener("click", (event) => {
  const chosen = event.target.closest("button");
  if (!chosen) return;
  for (const button of by("claim-filter").children) button.setAttribute("aria-pressed", String(button === chosen));
  for (const claim of document.querySelectorAll(".claim")) claim.hidden = Boolean(chosen.dataset.finding) && claim.dataset.finding !== chosen.dataset.finding;
  for (const group of document.querySelectorAll(".claim-group")) group.hidden = !group.querySelector(".claim:not([hidden])");
});
window.addEventListener("hashchange", read);

by("controls").hidden = false;
by("claim-filter").hidden = false;
read();
