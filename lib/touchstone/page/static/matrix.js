// The matrices: filters, folding, and the arrow keys.
const MATRICES = new Map([...document.querySelectorAll(".matrix")].map((matrix) => [matrix.dataset.contrast, matrix]));

// Every button of a matrix knows its cell: population/outcome/contrast.
for (const [contrast, matrix] of MATRICES) {
  const outcomes = [...matrix.querySelectorAll(".cols th")].map((head) => head.dataset.code);
  for (const button of matrix.querySelectorAll("td button")) {
    const [row, column] = [button.closest("tr").cells[0], button.parentElement.cellIndex - 1];
    button.dataset.cell = `${row.dataset.code}/${outcomes[column]}/${contrast}`;
  }
}

// Shows the rows and columns that `state` asks for; returns what is left, for the status line.
function filter(matrix, state) {
  const table = matrix.querySelector("table");
  if (!table) return { cells: 0, rows: 0, columns: 0 };
  const heads = [...table.tHead.rows[1].cells];
  const wanted = state.find.trim().toLowerCase();
  const has = (head) => head.textContent.toLowerCase().includes(wanted);
  const rows = [...table.querySelectorAll("th[scope=row]")];
  const rowHit = new Set(rows.filter(has)), columnHit = new Set(heads.filter(has));
  const inUse = heads.map(() => 0);
  const off = groupOf(table).map((group) => state.off.includes(group));
  let cells = 0, shownRows = 0;
  const perRow = rows.map((head) => {
    const tds = [...head.parentElement.cells].slice(1);
    let here = 0;
    tds.forEach((td, at) => {
      const button = td.firstElementChild;
      if (!button) return;
      const cell = CELLS.get(button.dataset.cell);
      const show = cell.n_studies >= state.least && (!state.strength || cell.strength === state.strength)
        && (wanted ? rowHit.has(head) || columnHit.has(heads[at]) : true) && (!off[at] || (wanted && columnHit.has(heads[at])));
      button.hidden = !show;
      td.classList.toggle("off", !show);
      if (show) { here += 1; inUse[at] += 1; }
    });
    cells += here;
    return [head.parentElement, tds, here];
  });
  const columnShown = inUse.map((n, at) => n > 0 || (!state.hide && !off[at]));
  for (const [row, tds, here] of perRow) {
    const folded = row.parentElement.classList.contains("folded");
    const show = here > 0 || !state.hide;
    row.dataset.kept = show ? "1" : "";
    row.hidden = !show || folded;
    shownRows += show ? 1 : 0;
    tds.forEach((td, at) => { td.hidden = !columnShown[at]; });
  }
  heads.forEach((head, at) => { head.hidden = !columnShown[at]; });
  spanGroups(table, heads, columnShown);
  for (const body of table.tBodies) {
    const kept = [...body.rows].filter((row) => row.dataset.kept).length;
    body.hidden = kept === 0;
    body.querySelector(".group small").textContent = kept;
  }
  rove(table);
  return { cells, rows: shownRows, columns: columnShown.filter(Boolean).length };
}

// The group of each column.
function groupOf(table) {
  return [...table.tHead.rows[0].cells].slice(1).flatMap((head) => Array(Number(head.dataset.wide || head.colSpan)).fill(head.dataset.group));
}

// The heads over groups of columns are as wide as what is shown under them.
function spanGroups(table, heads, shown) {
  let at = 0;
  for (const head of [...table.tHead.rows[0].cells].slice(1)) {
    const wide = Number(head.dataset.wide || head.colSpan);
    head.dataset.wide = wide;
    const visible = shown.slice(at, at + wide).filter(Boolean).length;
    head.hidden = visible === 0;
    if (visible) head.colSpan = visible;
    heads.slice(at, at + wide).forEach((cell, place) => cell.classList.toggle("first", shown[at + place] && !shown.slice(at, at + place).some(Boolean)));
    at += wide;
  }
  const visible = shown.filter(Boolean).length + 1;
  for (const row of table.querySelectorAll(".group th")) row.colSpan = visible;
}

function fold(body, folded) {
  body.classList.toggle("folded", folded);
  body.querySelector(".group button").setAttribute("aria-expanded", String(!folded));
  for (const row of [...body.rows].slice(1)) row.hidden = folded || !row.dataset.kept;
}

const openButtons = (scope) => [...scope.querySelectorAll("td button")].filter((button) => !button.hidden && !button.closest("[hidden]"));

// One cell of a table can be tabbed to; arrow keys reach the others.
function rove(table, to = null) {
  const buttons = openButtons(table);
  const at = to || buttons.find((button) => button.tabIndex === 0 && button.dataset.at) || buttons[0];
  for (const button of table.querySelectorAll("td button")) {
    button.tabIndex = button === at ? 0 : -1;
    if (button === at) button.dataset.at = "1"; else delete button.dataset.at;
  }
}

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
      const cells = openButtons(lines[at]);
      cells.sort((a, b) => Math.abs(a.parentElement.cellIndex - column) - Math.abs(b.parentElement.cellIndex - column));
      next = cells[0] && cells[0].parentElement.cellIndex === column ? cells[0] : null;
    }
  }
  if (next) { rove(table, next); next.focus(); next.scrollIntoView({ block: "nearest", inline: "nearest" }); }
}
