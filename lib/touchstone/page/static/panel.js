// What the panel shows: a cell, a study or a claim.
const CERTAINTY = { high: "high", moderate: "moderate", low: "low", very_low: "very low", not_assessed: "not assessed" };
const BASIS = { between_group: "between groups", within_group: "within the group", pooled: "pooled", narrative: "told in words" };

function showCell(cell) {
  const voting = cell.votes.filter((at) => VOTES[at].vote);
  const silent = cell.votes.filter((at) => !VOTES[at].vote);
  const rolled = new Set((cell.rolled_up || []).map((at) => cell.votes[at]));
  return [
    make("h2", { id: "panel-head", tabindex: "-1" }, `${label("population", cell.population)}: ${label("outcome", cell.outcome).toLowerCase()}`),
    make("p", { class: "sub" }, WORDS.contrast[cell.contrast]),
    verdict(cell),
    make("h3", {}, "Why"),
    make("ul", { class: "why" }, cell.reasons.map((at) => make("li", {}, sentence(phrase(at))))),
    facts(cell),
    make("h3", {}, "Under each rule set"),
    ruleTable(cell.verdicts),
    carried(cell),
    newestReview(cell),
    voting.length ? [make("h3", {}, `${count(voting.length, "study", "studies")} with a vote`), byTier(voting, cell, rolled)] : null,
    silent.length ? [
      make("h3", {}, `${count(silent.length, "study bears", "studies bear")} on it and ${silent.length === 1 ? "casts" : "cast"} no vote`),
      ordered(silent).map((at) => voteEntry(VOTES[at], rolled.has(at))),
    ] : null,
  ].flat(3);
}

function verdict(cell) {
  if (!cell.n_studies) {
    return make("p", { class: "verdict t-none" }, sign("absent"), make("b", {}, "Studied, but no result that can vote"));
  }
  const strength = cell.strength === "conflicting" ? "Conflicting evidence" : `${WORDS.strength[cell.strength]} evidence`;
  const votes = [["benefit", "benefit"], ["no_difference", "no difference"], ["worse", "worse"], ["mixed", "mixed"]]
    .filter(([kind]) => cell[`votes_${kind}`]).map(([kind, word]) => `${cell[`votes_${kind}`]} ${word}`).join(", ");
  const people = cell.n_participants ? `${count(cell.n_participants, "person", "people")}` : "people not told";
  const unknown = cell.n_unknown_size ? `, size not told in ${cell.n_unknown_size}` : "";
  return make("p", { class: `verdict t-${cell.strength}` },
    sign(cell.direction), make("b", {}, `${strength}: ${WORDS.direction[cell.direction].toLowerCase()}`), sign(cell.strength, "dots"),
    make("small", {}, `Certainty ${CERTAINTY[cell.certainty]}. ${count(cell.n_studies, "study", "studies")}, ${people}${unknown}. Reported results: ${votes}.`));
}

function facts(cell) {
  const rows = [];
  const tiers = [["randomised", cell.n_randomised], ["controlled, not randomised", cell.n_controlled], ["of one group", cell.n_uncontrolled], ["case reports, small series", cell.n_anecdotal]]
    .filter(([, n]) => n).map(([word, n]) => `${n} ${word}`);
  if (tiers.length) rows.push(["Designs", tiers.join("; ")]);
  if (cell.n_studies && cell.year_first) rows.push(["Years", cell.year_first === cell.year_last ? `${cell.year_first}` : `${cell.year_first} to ${cell.year_last}`]);
  if (cell.n_sham) rows.push(["Against a sham", count(cell.n_sham, "study", "studies")]);
  if (cell.signs_benefit || cell.signs_worse) {
    const p = cell.sign_p_low === cell.sign_p_high ? `p = ${cell.sign_p_low}` : `p between ${cell.sign_p_low} and ${cell.sign_p_high}, by how the unknown may lie`;
    rows.push(["Sides of the estimates", `${cell.signs_benefit || 0} benefit, ${cell.signs_worse || 0} worse, ${cell.signs_unknown || 0} unknown; sign test ${p}`]);
  }
  if (cell.pooled_k > 1 && cell.pooled_g !== null) {
    const spread = cell.pooled_i2 === null || cell.pooled_i2 === undefined ? "" : `, I² ${Math.round(cell.pooled_i2)} %`;
    rows.push(["Pooled", `Hedges' g ${cell.pooled_g.toFixed(2)} (95 % interval ${cell.pooled_low.toFixed(2)} to ${cell.pooled_high.toFixed(2)}), ${cell.pooled_k} studies with a comparable effect${spread}`]);
  }
  if (cell.stability !== null && cell.stability !== undefined) rows.push(["Coding stability", `the verdict stands in ${Math.round(100 * cell.stability)} % of draws of coding error`]);
  return rows.length ? make("table", { class: "grid" }, make("tbody", {}, rows.map(([name, value]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value))))) : null;
}

function ruleTable(strengths) {
  const rows = DATA.rules.map((rule, at) => make("tr", { class: rule.main ? "main" : null },
    make("th", { scope: "row" }, rule.label, rule.main ? " (main)" : ""),
    make("td", {}, strengths[at] === "none" ? null : sign(strengths[at], "dots"), strengths[at] === "none" ? "None" : WORDS.strength[strengths[at]])));
  return make("table", { class: "grid" }, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Rule set"), make("th", { scope: "col" }, "Strength"))), make("tbody", {}, rows));
}

function carried(cell) {
  if (!cell.n_studies) return null;
  const by = cell.carried_by || [];
  const said = by.length ? ["Without any one of these the verdict would be another: ", studyLinks(by), "."] : ["No single study carries the verdict: leave any one out, and it stands."];
  return [make("h3", {}, "Carried by"), make("p", {}, said.flat())];
}

function newestReview(cell) {
  if (cell.newest_review === null || cell.newest_review === undefined) return null;
  const study = STUDIES[cell.newest_review];
  const said = cell.newest_review_direction ? ` reports ${WORDS.direction[cell.newest_review_direction]?.toLowerCase() || words(cell.newest_review_direction)}` : "";
  const size = study.k ? ` (${count(study.k, "study", "studies")})` : "";
  return [make("h3", {}, "Newest review beside it"), make("p", {}, studyLinks([cell.newest_review]), `${size}${said}. Its overlap with the studies below is unknown, and it is not added to them.`)];
}

function byTier(voting, cell, rolled) {
  const tiers = Object.keys(WORDS.tier).map((tier) => [tier, voting.filter((at) => VOTES[at].tier === tier)]).filter(([, votes]) => votes.length);
  return tiers.flatMap(([tier, votes]) => [
    make("h4", {}, `${WORDS.tier[tier]}: ${votes.length}${tier === cell.deciding_tier && tiers.length > 1 ? ", and they decide the verdict" : ""}`),
    ...ordered(votes).map((at) => voteEntry(VOTES[at], rolled.has(at))),
  ]);
}

function ordered(votes) {
  return [...votes].sort((a, b) => {
    const [one, two] = [STUDIES[VOTES[a].study], STUDIES[VOTES[b].study]];
    return (two.n || 0) - (one.n || 0) || one.name.localeCompare(two.name, "en");
  });
}

function voteEntry(vote, rolled) {
  const study = STUDIES[vote.study];
  const cast = vote.vote ? `Vote: ${WORDS.direction[vote.vote].toLowerCase()}` : "No vote";
  const summary = make("summary", {}, sign(vote.vote || "absent"),
    make("span", {}, make("b", {}, study.name), make("span", { class: "meta" }, describe(study)), make("span", { class: "meta" }, `${cast} (${phrase(vote.why)}${rolled ? "; coded under a narrower term" : ""})`)));
  const entry = make("details", { class: "study" }, summary);
  entry.addEventListener("toggle", () => {
    if (entry.open && entry.children.length === 1) entry.append(make("div", { class: "inside" }, inside(study, vote.results || [])));
  });
  return entry;
}

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
    make("p", { class: "foot" }, [study.intervention && `Given: ${study.intervention}`, study.population && `Who: ${study.population}`, study.country, `Coded by ${study.coded_by}`, study.read && `read: ${study.read}`].filter(Boolean).join(" · ")),
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
  const results = [...new Set(VOTES.filter((vote) => vote.study === at).flatMap((vote) => vote.results || []))];
  return [
    make("h2", { id: "panel-head", tabindex: "-1" }, study.name),
    make("p", { class: "sub" }, describe(study)),
    make("p", {}, study.eligible),
    make("div", {}, inside(study, results)),
  ];
}

function showClaim(claim) {
  const row = (heading, studies) => studies?.length ? [make("h3", {}, heading), make("p", {}, studyLinks(studies))] : null;
  return [
    make("h2", { id: "panel-head", tabindex: "-1" }, claim.text),
    make("p", { class: "sub" }, WORDS.claim[claim.type] || claim.type),
    make("p", { class: "verdict t-none" }, sign(claim.sign), make("b", {}, WORDS.finding[claim.finding] || claim.finding),
      make("small", {}, `Certainty ${CERTAINTY[claim.certainty]}. ${claim.verdict}`)),
    make("h3", {}, "Why"),
    make("ul", { class: "why" }, (claim.reasons || []).map((at) => make("li", {}, ...[reason(phrase(at), claim)].flat()))),
    claim.cells?.length ? [make("h3", {}, "Rests on"), make("p", {}, claim.cells.flatMap((key, place) => [place ? "; " : "", cellLink(key)]))] : null,
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
  return cell ? make("a", { href: `#cell=${key}` }, `${label("population", cell.population)}: ${label("outcome", cell.outcome).toLowerCase()}`) : key;
}

function quoted(study, result) {
  const said = result.start === null || result.start === undefined ? "sentence not located" : TEXTS[result.text].text.slice(result.start, result.end);
  const from = result.text !== null && result.text !== undefined && TEXTS[result.text].field === "digest" ? ", digest, not the abstract" : "";
  return make("p", { class: "text" }, make("span", { class: "label" }, studyLinks([STUDY_AT.get(study.id)]), `: ${words(result.direction)}${from}`), said);
}

const full = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
const sentence = (text) => full(text.charAt(0).toUpperCase() + text.slice(1));
