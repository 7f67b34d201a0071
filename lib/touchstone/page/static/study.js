// What the panel shows of a study and of a claim, down to the marked sentence.
const describe = (study) => [
  (study.pilot ? "Pilot, " : "") + study.design.toLowerCase(),
  study.layer === "review" ? (study.k ? count(study.k, "study", "studies") : "") : study.n ? `n = ${number(study.n)}` : "n not told",
  study.comparator ? `against ${study.comparator.toLowerCase()}` : "",
].filter(Boolean).join(" · ");

function inside(study, results) {
  return [
    make("p", { class: "title" }, study.title),
    study.retracted ? make("p", {}, make("b", {}, "Retracted.")) : null,
    results.length ? make("ul", { class: "results" }, results.map((at) => resultEntry(RESULTS[at]))) : null,
    (study.texts || []).map((at) => textEntry(at, results)),
    study.harms ? make("p", {}, make("b", {}, "Harms: "), study.harms) : null,
    links(study),
    make("p", { class: "foot" }, [study.technique && `Given: ${study.technique}`, study.population && `Who: ${study.population}`, study.country, `Coded by ${study.coded_by}`, study.read && `read: ${study.read}`].filter(Boolean).join(" · ")),
  ].flat();
}

function resultEntry(result) {
  const what = [result.outcome_text || result.outcome, result.instrument, result.timepoint].filter(Boolean).join(", ");
  const against = result.comparator && result.basis === "between_group" ? ` against ${result.comparator.toLowerCase()}` : "";
  const numbers = [];
  if (result.effect_type && result.effect !== null && result.effect !== undefined) {
    const interval = result.ci_low !== null && result.ci_low !== undefined && result.ci_high !== null && result.ci_high !== undefined ? ` (${result.ci_low} to ${result.ci_high})` : "";
    numbers.push(`${result.effect_type} ${result.effect}${interval}`);
  }
  if (result.p_text) numbers.push(/^[<>=≤≥.\d]/.test(result.p_text) ? `p ${result.p_text}` : result.p_text);
  const direction = result.direction === "not_reported" ? "no result told" : WORDS.direction[result.direction].toLowerCase();
  const missing = result.start === null || result.start === undefined ? "; sentence not located" : "";
  return make("li", {}, sign(result.direction === "not_reported" ? "absent" : result.direction),
    make("span", {}, `${what}: ${direction}, ${BASIS[result.basis] || result.basis}${against}${numbers.length ? `; ${numbers.join(", ")}` : ""}${missing}`));
}

// A study's text with the sentences behind `results` marked; a digest says that it is one.
function textEntry(at, results) {
  const { field, text } = TEXTS[at];
  const spans = results.map((row) => RESULTS[row]).filter((result) => result.text === at && result.start !== null).map((result) => [result.start, result.end]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const parts = [];
  let done = 0;
  for (const [start, end] of spans) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    parts.push(text.slice(done, from), make("mark", {}, text.slice(from, end)));
    done = end;
  }
  const called = { digest: "Digest, not the abstract", abstract: "Abstract", title: "Title" }[field];
  return make("p", { class: "text" }, make("span", { class: "label" }, called), ...parts, text.slice(done));
}

function links(study) {
  const out = [];
  if (/^\d+$/.test(study.pmid || "")) out.push(outward(`https://pubmed.ncbi.nlm.nih.gov/${study.pmid}/`, `PubMed ${study.pmid}`));
  if (/^10\.\d+\//.test(study.doi || "")) out.push(outward(`https://doi.org/${encodeURI(study.doi)}`, `doi:${study.doi}`));
  return out.length ? make("p", { class: "links" }, out) : null;
}

const outward = (href, text) => make("a", { href, rel: "noreferrer noopener", target: "_blank" }, text);

const studyLinks = (rows) => rows.flatMap((at, place) => [place ? ", " : "", make("a", { href: `#study=${encodeURIComponent(STUDIES[at].id)}` }, STUDIES[at].name)]);

function showStudy(study) {
  const at = STUDY_AT.get(study.id);
  const votes = [...VOTES, ...REVIEWS].filter((vote) => vote.study === at);
  const results = [...new Set(votes.flatMap((vote) => vote.results || []))];
  const cells = [...CELLS].filter(([, cell]) => cell.population !== "any" && (cell.votes || []).some((vote) => VOTES[vote].study === at)).map(([key]) => key);
  const claims = [...CLAIMS.values()].filter((claim) => [...(claim.for || []), ...(claim.against || []), ...(claim.context || [])].includes(at));
  return [
    make("h2", { id: "panel-head", tabindex: "-1" }, study.name),
    make("p", { class: "sub" }, describe(study)),
    make("p", {}, study.eligible),
    make("div", {}, inside(study, results)),
    cells.length ? [make("h3", {}, "Its cells"), make("p", {}, cells.flatMap((key, place) => [place ? "; " : "", cellLink(key)]))] : null,
    claims.length ? [make("h3", {}, "Claims it bears on"), make("ul", { class: "why" }, claims.map((claim) => make("li", {}, make("a", { href: `#claim=${claim.id}` }, claim.text))))] : null,
  ].flat(2);
}

function showClaim(claim) {
  const row = (heading, studies) => studies?.length ? [make("h3", {}, heading), make("p", {}, studyLinks(studies))] : null;
  return [
    make("h2", { id: "panel-head", tabindex: "-1" }, claim.text),
    make("p", { class: "sub" }, WORDS.claim[claim.type] || claim.type),
    make("p", { class: "verdict t-none" }, sign(claim.sign), make("b", {}, WORDS.finding[claim.finding] || claim.finding),
      make("small", {}, `Certainty ${WORDS.certainty[claim.certainty]}. ${claim.verdict}`)),
    make("h3", {}, "Why"),
    make("ul", { class: "why" }, (claim.reasons || []).map((at) => make("li", {}, ...[reason(phrase(at), claim)].flat()))),
    claim.cells?.length ? [make("h3", {}, "Rests on"), make("p", {}, claim.cells.flatMap((key, place) => [place ? "; " : "", cellLink(key)]))] : null,
    claim.say_instead ? [make("h3", {}, "What could be said instead"), make("p", {}, claim.say_instead)] : null,
    claim.would_settle ? [make("h3", {}, "What would settle it"), make("p", {}, claim.would_settle)] : null,
    claim.stability !== null ? [make("h3", {}, "Coding stability"), make("p", {}, `Finding and certainty stand in ${share(claim.stability)} of the draws of coding error.`)] : null,
    row("Studies for it", claim.for), row("Studies not for it", claim.against), row("Context, not evidence on the intervention", claim.context),
    claim.sentences?.length ? [make("h3", {}, "The sentences"), claim.sentences.map(([study, result]) => quoted(STUDIES[study], RESULTS[result]))] : null,
  ].flat(2);
}

// A reason about a link of a chain, or about a context study, begins with its id: shown as what it names.
function reason(text, claim) {
  const id = [...(claim.links || []), ...(claim.context || []).map((at) => STUDIES[at].id)].find((one) => text.startsWith(`${one}: `));
  if (!id) return sentence(text);
  const rest = text.slice(id.length + 2);
  if (STUDY_AT.has(id)) return [...studyLinks([STUDY_AT.get(id)]), `: ${full(rest)}`];
  return [make("a", { href: `#claim=${id}` }, CLAIMS.get(id)?.text || id), ` ${full(rest)}`];
}

function cellLink(key) {
  const cell = CELLS.get(key);
  return cell ? make("a", { href: `#cell=${key}` }, cellName(cell)) : key;
}

function quoted(study, result) {
  const said = result.start === null || result.start === undefined ? "sentence not located" : TEXTS[result.text].text.slice(result.start, result.end);
  const from = result.text !== null && result.text !== undefined && TEXTS[result.text].field === "digest" ? ", digest, not the abstract" : "";
  return make("p", { class: "text" }, make("span", { class: "label" }, studyLinks([STUDY_AT.get(study.id)]), `: ${words(result.direction)}${from}`), said);
}

const full = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
const sentence = (text) => full(text.charAt(0).toUpperCase() + text.slice(1));
