// What is shown, as files: CSV for spreadsheets, RIS for reference managers.
const quote = (text) => (/[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
// Text that a spreadsheet would take for a formula begins with an apostrophe; numbers stay numbers.
const field = (value) => (value === null || value === undefined ? "" : typeof value === "number" ? String(value) : quote(/^[=+\-@\t\r']/.test(value) ? `'${value}` : value));
const csv = (rows) => `\ufeff${[Object.keys(rows[0] || {}), ...rows.map(Object.values)].map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;

function save(name, kind, text) {
  const link = make("a", { download: name, href: URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` })), hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function cellsAsCsv(selection, state) {
  return csv([...selection.cells].map(([key, left]) => {
    const cell = CELLS.get(key);
    return {
      population: label("population", cell.population), outcome: label("outcome", cell.outcome), compared: WORDS.contrast[cell.contrast],
      direction: cell.n_studies ? cell.direction : "", strength: cell.strength, certainty: cell.certainty || "", coding_stability: cell.stability,
      studies: cell.n_studies, people: cell.n_participants, randomised: cell.n_randomised, votes_benefit: cell.votes_benefit || 0,
      votes_no_difference: cell.votes_no_difference || 0, votes_worse: cell.votes_worse || 0, votes_mixed: cell.votes_mixed || 0,
      without_vote: cell.n_silent || 0, reviews: reviewsOf(cell).length, shown: left.n, shown_people: state.layer === "review" ? null : left.people,
      filters: [state.layer === "review" ? "reviews counted" : "", ...filterWords(state)].filter(Boolean).join("; "),
    };
  }));
}

// The studies behind the cells that are shown, each once, as places in STUDIES.
function studiesShown(selection, state) {
  const places = new Set();
  for (const left of selection.cells.values()) for (const at of left.entries) places.add(LAYERS[state.layer][at].study);
  return [...places].sort((a, b) => a - b);
}

const studiesAsCsv = (places) => csv(places.map((at) => {
  const s = STUDIES[at];
  return {
    study_id: s.id, authors: s.authors || "", year: s.year, title: s.title, journal: s.journal || "", pmid: s.pmid || "", doi: s.doi || "", design: s.design,
    people: s.n, population: s.population, life_stage: s.stage, intervention: s.technique, comparator: s.comparator, country: s.country, layer: s.layer, coded_by: s.coded_by,
  };
}));

const claimsAsCsv = () => csv(CLAIM_ENTRIES.filter((entry) => !entry.hidden).map((entry) => {
  const c = CLAIMS.get(entry.id.replace("claim=", ""));
  return { claim_id: c.id, claim: c.text, type: c.type, finding: c.finding, certainty: c.certainty, strength: c.strength, verdict: c.verdict, studies_for: (c.for || []).length, studies_against: (c.against || []).length, cells: (c.cells || []).join(";") };
}));

const withComma = (name) => name.replace(/^([^,]+?) (\p{Lu}{1,4})(?: (Jr|Sr|[1-9](?:st|nd|rd|th)|I{2,3}|IV))?$/u, (_, family, initials, suffix) => [family, initials, suffix].filter(Boolean).join(", "));
// A further line of a text cannot be taken for a tag or for the end of a record.
const guarded = (text) => String(text).replace(/\r/g, " ").replace(/\n(?=(?:[A-Z][A-Z0-9]  -|(?:TY|ER) {0,4}-))/g, "\n ");

function studiesAsRis(places) {
  return places.map((at) => {
    const s = STUDIES[at];
    const [start, end] = [(s.pages || "").split("-")[0], (s.pages || "").split("-").slice(1).join("-")];
    const abstract = (s.texts || []).map((row) => TEXTS[row]).find((text) => text.field === "abstract");
    const lines = [["TY", s.book ? "BOOK" : "JOUR"], ["ID", s.id], ...(s.authors ? s.authors.split("; ").map((name) => ["AU", withComma(name)]) : []), ["TI", s.title], ["T2", s.journal], ["PY", s.year],
      ["VL", s.volume], ["IS", s.issue], ["SP", start], ["EP", end], ["DO", s.doi], ["AN", s.pmid], ["DB", s.pmid ? "PubMed" : ""], ["C2", s.pmcid], ["LA", s.language], ["AB", abstract && abstract.text]];
    return [...lines.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${guarded(value)}`), "ER  - ", ""].join("\n");
  }).join("\n");
}

// `what` is cells, studies, claims or cell; `kind` is csv or ris.
function saveShown(what, kind, state, selection, cell) {
  if (what === "claims") save("claims.csv", "text/csv", claimsAsCsv());
  else if (what === "cells") save("cells.csv", "text/csv", cellsAsCsv(selection, state));
  else {
    const places = cell ? [...new Set(tally(cell, state, selection.weighed).entries.map((at) => LAYERS[state.layer][at].study))] : studiesShown(selection, state);
    save(`studies.${kind}`, kind === "csv" ? "text/csv" : "application/x-research-info-systems", kind === "csv" ? studiesAsCsv(places) : studiesAsRis(places));
  }
}
