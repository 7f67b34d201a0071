// The filters on studies: which results fit, and how many studies each choice would leave.
const OTHER = 1 << 15;
const RESULT_CODES = [...Object.entries(WORDS.direction).filter(([code]) => code !== "unclear"), ["none", "No vote"]];
const FACETS = [
  { name: "design", legend: "Design", options: DATA.facets.design },
  { name: "technique", legend: "Technique", options: DATA.facets.technique },
  { name: "comparator", legend: "Comparator", options: DATA.facets.comparator },
  { name: "stage", legend: "Life stage", options: DATA.facets.stage },
  { name: "country", legend: "Country", options: DATA.facets.country },
  { name: "result", legend: "Reported result", options: RESULT_CODES, of: (entry) => [resultAt.get(entry.vote || "none")] },
  { name: "coded", legend: "Result read by", options: [["people", "People"], ["machine", "The machine"]], of: (entry) => entry.readers },
];
const resultAt = new Map(RESULT_CODES.map(([code], at) => [code, at]));
const YEARS = STUDIES.map((study) => study.year).filter(Boolean);
const LAYERS = { primary: VOTES, review: REVIEWS };

// Results in the order of their studies, so that a study is counted once in one pass.
const IN_ORDER = {};
for (const [layer, entries] of Object.entries(LAYERS)) {
  IN_ORDER[layer] = entries.map((_, at) => at).sort((a, b) => entries[a].study - entries[b].study);
  for (const entry of entries) {
    const machine = (entry.results || []).map((at) => RESULTS[at].coded_by === "machine");
    entry.readers = [...(machine.includes(false) ? [0] : []), ...(machine.includes(true) ? [1] : [])];
    if (!machine.length) entry.readers = [STUDIES[entry.study].coded_by === "the machine" ? 1 : 0];
  }
}

// All the words of a study, lower case; made when somebody searches first.
let haystack = null;
function wordsOf(at) {
  haystack ||= STUDIES.map((study) => [study.name, study.title, study.authors, study.journal, study.pmid, study.doi, ...FACETS.filter(({ of }) => !of).map(({ name }) => study[name]),
    ...(study.texts || []).map((text) => TEXTS[text].text)].join("\n").toLowerCase());
  return haystack[at];
}

const filtering = (state) => FACETS.some(({ name }) => state[name].length) || state.from !== "" || state.to !== "" || state.words.trim() !== "";

// For the results of the state's layer: `fit`, 1 for each that fits; `counts`, studies by facet and option, each facet
// counted under all the other filters; `studies`, how many fit.
function weigh(state) {
  const entries = LAYERS[state.layer];
  const chosen = FACETS.map(({ name, options }) => new Set(state[name].map((code) => options.findIndex(([one]) => one === code))));
  const wanted = state.words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const [from, to] = [Number(state.from) || -Infinity, Number(state.to) || Infinity];
  const misses = STUDIES.map((study, at) => {
    let missed = 0;
    FACETS.forEach(({ name, of }, bit) => { if (!of && chosen[bit].size && !study.codes[name].some((code) => chosen[bit].has(code))) missed |= 1 << bit; });
    if ((state.from !== "" || state.to !== "") && !(study.year >= from && study.year <= to)) missed |= OTHER;
    if (wanted.length && !(missed & OTHER) && !(missed & (missed - 1)) && !wanted.every((word) => wordsOf(at).includes(word))) missed |= OTHER;
    return missed;
  });
  const counts = FACETS.map(({ options }) => new Int32Array(options.length));
  const last = FACETS.map(({ options }) => new Int32Array(options.length).fill(-1));
  const fit = new Uint8Array(entries.length);
  let studies = 0, before = -1;
  for (const at of IN_ORDER[state.layer]) {
    const entry = entries[at];
    if (entry.contrast && entry.contrast !== state.contrast) continue;
    let missed = misses[entry.study];
    FACETS.forEach(({ of }, bit) => { if (of && chosen[bit].size && !of(entry).some((code) => chosen[bit].has(code))) missed |= 1 << bit; });
    if (missed & (missed - 1) || missed === OTHER) continue;
    FACETS.forEach(({ name, of }, bit) => {
      if (missed && missed !== 1 << bit) return;
      for (const option of of ? of(entry) : STUDIES[entry.study].codes[name]) {
        if (last[bit][option] === entry.study) continue;
        last[bit][option] = entry.study;
        counts[bit][option] += 1;
      }
    });
    if (missed) continue;
    fit[at] = 1;
    if (entry.study !== before) studies += 1;
    before = entry.study;
  }
  return { fit, counts, studies };
}

// The lists of choices, one a facet, made once; a choice nobody could take is hidden.
for (const { name, legend, options } of FACETS) {
  const boxes = options.map(([code, word]) => make("label", { class: "option" }, make("input", { type: "checkbox", name, value: code }), make("span", {}, word), make("small", {})));
  by("facets").append(make("details", { class: "facet", "data-facet": name }, make("summary", {}, `${legend}: `, make("b", {})),
    make("fieldset", {}, make("legend", { class: "vh" }, legend), ...boxes)));
}
const FACET_BOXES = FACETS.map(({ name }) => [...document.querySelectorAll(`#facets input[name=${name}]`)]);
if (YEARS.length) for (const id of ["from", "to"]) by(id).placeholder = String(id === "from" ? Math.min(...YEARS) : Math.max(...YEARS));

function drawFacets(state, { counts }) {
  FACETS.forEach(({ name, options }, bit) => {
    const details = FACET_BOXES[bit][0]?.closest("details");
    if (!details) return;
    options.forEach(([code], at) => {
      const box = FACET_BOXES[bit][at];
      box.checked = state[name].includes(code);
      const left = String(counts[bit][at]);
      const told = box.parentElement.lastElementChild;
      if (told.textContent !== left) told.textContent = left;
      const gone = counts[bit][at] === 0 && !box.checked;
      if (box.parentElement.hidden !== gone) box.parentElement.hidden = gone;
    });
    const on = options.filter(([code]) => state[name].includes(code)).map(([, word]) => word);
    details.querySelector("summary b").textContent = on.length === 0 ? "any" : on.length === 1 ? on[0] : `${on.length} chosen`;
    details.classList.toggle("on", on.length > 0);
  });
  for (const id of ["from", "to"]) if (by(id).value !== state[id]) by(id).value = state[id];
  if (by("words").value.trim() !== state.words.trim()) by("words").value = state.words;
}

// The filters in words, for the status line and the printed page.
function filterWords(state) {
  const said = FACETS.filter(({ name }) => state[name].length).map(({ name, legend, options }) =>
    `${legend.toLowerCase()}: ${options.filter(([code]) => state[name].includes(code)).map(([, word]) => word.toLowerCase()).join(" or ")}`);
  if (state.from !== "" || state.to !== "") said.push(state.to === "" ? `from ${state.from}` : state.from === "" ? `up to ${state.to}` : `years ${state.from} to ${state.to}`);
  if (state.words.trim()) said.push(`with the words “${state.words.trim()}”`);
  return said;
}
