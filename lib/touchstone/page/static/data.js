// The review as objects; every text of it reaches the page through textContent only.
const DATA = JSON.parse(stored(document.getElementById("data")));
const by = (id) => document.getElementById(id);

// A packed table (see map_data.py) as one object a row; what is empty is null.
function unfold({ length, columns }) {
  const rows = Array.from({ length }, () => ({}));
  for (const [name, { all, of, at, some }] of Object.entries(columns)) {
    rows.forEach((row, place) => { row[name] = (all ? all[place] : of ? of[at[place]] : some[place]) ?? null; });
  }
  return rows;
}

const STUDIES = unfold(DATA.studies);
const TEXTS = unfold(DATA.texts);
const RESULTS = unfold(DATA.results);
const VOTES = unfold(DATA.votes);
const REVIEWS = unfold(DATA.reviews);
const CELLS = new Map(unfold(DATA.cells).map((cell) => [`${cell.population}/${cell.outcome}/${cell.contrast}`, cell]));
const CLAIMS = new Map(unfold(DATA.claims).map((claim) => [claim.id, claim]));
const STUDY_AT = new Map(STUDIES.map((study, at) => [study.id, at]));
const WORDS = DATA.words;
const MEASURED = [...CELLS.values()].some((cell) => cell.stability !== null);

const phrase = (at) => DATA.phrases[at];
const NUMBERS = new Intl.NumberFormat("en-GB");
const number = (value) => (value < 1000 ? String(value) : NUMBERS.format(value));
const count = (value, one, many) => `${number(value)} ${value === 1 ? one : many || one + "s"}`;
const share = (value) => `${Math.round(100 * value)} %`;
const label = (facet, code) => DATA.labels[facet][code] || code;
const words = (code) => code.replace(/_/g, " ");
const cellName = (cell) => `${label("population", cell.population)}: ${label("outcome", cell.outcome).toLowerCase()}`;

// A study's codes as places in DATA.facets, and its labels as words.
for (const study of STUDIES) {
  study.codes = {};
  for (const [name, told] of Object.entries(DATA.facets)) {
    const places = [study[name] ?? []].flat();
    study.codes[name] = places;
    study[name] = places.map((at) => told[at][1]).join(", ");
  }
}

// Which reviews speak of a population and outcome; a pair that only reviews speak of is a cell without a verdict.
const REVIEWS_AT = new Map();
REVIEWS.forEach((review, at) => {
  for (const population of review.populations) {
    const key = `${population}/${review.outcome}`;
    REVIEWS_AT.set(key, [...(REVIEWS_AT.get(key) || []), at]);
  }
});
const reviewsOf = (cell) => REVIEWS_AT.get(`${cell.population}/${cell.outcome}`) || [];

// An element with its attributes and children; a string child is text, never HTML.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function sign(name, kind = "sign") {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", `${kind} ${name}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}
