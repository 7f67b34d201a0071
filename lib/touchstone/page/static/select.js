// Which cells the state of the page shows, and what each has left.
const SORTS = { studies: (row) => -row.studies, strength: (row) => row.rank };
const RANK = Object.fromEntries(Object.keys(WORDS.strength).map((code, at) => [code, at]));

// What fits in one cell: `n` studies (or reviews) with a result, `people` in them, `silent` ones, and their rows.
function tally(cell, state, weighed) {
  const reviews = state.layer === "review";
  if (!reviews && !weighed.active) return { n: cell.n_studies || 0, people: cell.n_participants || 0, silent: cell.n_silent || 0, entries: cell.votes || [] };
  const entries = (reviews ? reviewsOf(cell) : cell.votes || []).filter((at) => weighed.fit[at]);
  let n = 0, people = 0;
  for (const at of entries) {
    const entry = LAYERS[state.layer][at];
    if (!entry.vote) continue;
    n += 1;
    if (!reviews) people += STUDIES[entry.study].n || 0;
  }
  return { n, people, silent: entries.length - n, entries };
}

// `cells`: what is shown, by key; `rows` and `columns`: the codes in use, a row with its studies and best strength;
// `strengths`: cells by strength, whatever strength is asked for.
function select(state) {
  const weighed = weigh(state);
  weighed.active = filtering(state);
  const wanted = state.find.trim().toLowerCase();
  const has = (facet, code) => label(facet, code).toLowerCase().includes(wanted);
  const cells = new Map(), rows = new Map(), columns = new Set(), strengths = {};
  for (const [key, cell] of CELLS) {
    if (cell.contrast !== state.contrast || (cell.only_reviews && state.layer !== "review")) continue;
    const left = tally(cell, state, weighed);
    if (left.n + left.silent === 0 || left.n < state.least) continue;
    if (state.gap && reviewsOf(cell).length) continue;
    if (cell.population !== "any" && left.n) strengths[cell.strength] = (strengths[cell.strength] || 0) + 1;
    if (state.strength && cell.strength !== state.strength) continue;
    const inColumn = wanted && has("outcome", cell.outcome);
    if (wanted && !inColumn && !has("population", cell.population)) continue;
    if (state.off.includes(GROUP_OF.get(cell.outcome)) && !inColumn) continue;
    cells.set(key, left);
    columns.add(cell.outcome);
    const row = rows.get(cell.population) || { ids: new Set(), rank: Infinity };
    for (const at of left.entries) if (LAYERS[state.layer][at].vote) row.ids.add(LAYERS[state.layer][at].study);
    row.rank = Math.min(row.rank, RANK[cell.strength] ?? Infinity);
    rows.set(cell.population, row);
  }
  for (const row of rows.values()) row.studies = row.ids.size;
  return { weighed, cells, rows, columns, strengths, part: weighed.active || state.layer === "review" };
}

// A cell in words, for those who cannot see it; with filters on, what fits is said first.
function cellWords(key, left, state, part) {
  const all = LABELS.get(key);
  if (!part) return all;
  const cell = CELLS.get(key), verdict = all.slice(all.indexOf(": ") + 2);
  if (state.layer === "review") return `${cellName(cell)}: ${count(left.n, "review")}. Verdict of the primary studies: ${verdict}`;
  return `${cellName(cell)}: ${left.n} of ${count(cell.n_studies || 0, "study", "studies")} fit the filters. Verdict of all of them: ${verdict}`;
}

// The codes of the rows (or of groups of them) in the order that is asked for; `first` is the order of the protocol.
function sorted(codes, state, rows) {
  if (!state.sort) return codes;
  const place = new Map(codes.map((code, at) => [code, at]));
  const none = { studies: -1, rank: Infinity };
  const key = SORTS[state.sort] && ((code) => SORTS[state.sort](rows.get(code) || none));
  const compare = key ? (a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)) : (a, b) => label("population", a).localeCompare(label("population", b), "en");
  return [...codes].sort((a, b) => compare(a, b) || place.get(a) - place.get(b));
}
