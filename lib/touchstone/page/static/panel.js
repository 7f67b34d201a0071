// What the panel shows of a cell: its verdict, why, under which rules, and every study behind it.
const BASIS = { between_group: "between groups", within_group: "within the group", pooled: "pooled", narrative: "told in words" };

function showCell(cell) {
  const rolled = new Set((cell.rolled_up || []).map((at) => cell.votes[at]));
  const fits = (at) => state.layer === "review" || !filtering(state) || selection.weighed.fit[at];
  const votes = cell.votes || [];
  const voting = votes.filter((at) => VOTES[at].vote && fits(at)), silent = votes.filter((at) => !VOTES[at].vote && fits(at)), out = votes.filter((at) => !fits(at));
  return [
    make("h2", { id: "panel-head", tabindex: "-1" }, cellName(cell)),
    make("p", { class: "sub" }, WORDS.contrast[cell.contrast]),
    verdict(cell),
    partNote(cell, voting, out),
    cell.reasons.length ? [make("h3", {}, "Why"), make("ul", { class: "why" }, cell.reasons.map((at) => make("li", {}, sentence(phrase(at)))))] : null,
    facts(cell),
    cell.verdicts.length ? [make("h3", {}, "Under each rule set"), ruleTable(cell)] : null,
    carried(cell),
    restsUnder(cell),
    reviewsBeside(cell),
    voting.length ? [make("h3", {}, `${count(voting.length, "study", "studies")} with a vote`), byTier(voting, cell, rolled)] : null,
    silent.length ? [
      make("h3", {}, `${count(silent.length, "study bears", "studies bear")} on it and ${silent.length === 1 ? "casts" : "cast"} no vote`),
      ordered(silent).map((at) => voteEntry(VOTES[at], rolled.has(at))),
    ] : null,
    out.length ? make("details", { class: "others" }, make("summary", {}, `${count(out.length, "study does", "studies do")} not fit the filters`), ordered(out).map((at) => voteEntry(VOTES[at], rolled.has(at)))) : null,
    make("p", { class: "buttons saves" }, make("button", { type: "button", "data-save": "cell.csv" }, "Save these studies as CSV"), make("button", { type: "button", "data-save": "cell.ris" }, "as RIS")),
  ].flat(3);
}

// With filters on: how the studies that fit voted. The verdict above stays that of all studies.
function partNote(cell, voting, out) {
  if (!out.length) return null;
  const said = Object.entries(WORDS.direction).map(([code, word]) => [voting.filter((at) => VOTES[at].vote === code).length, word.toLowerCase()]).filter(([n]) => n).map(([n, word]) => `${n} ${word}`).join(", ");
  return make("p", { class: "part-note" }, make("b", {}, `Of the ${count(cell.n_studies, "study", "studies")} with a vote ${voting.length} fit the filters`), said ? ` (${said}). ` : ". ", "The verdict is that of all of them: it is not judged again here.");
}

// The claims that rest on this cell.
function restsUnder(cell) {
  const key = `${cell.population}/${cell.outcome}/${cell.contrast}`;
  const claims = [...CLAIMS.values()].filter((claim) => (claim.cells || []).includes(key));
  if (!claims.length) return null;
  return [make("h3", {}, claims.length === 1 ? "The claim that rests on it" : "Claims that rest on it"), make("ul", { class: "why" }, claims.map((claim) => make("li", {}, make("a", { href: `#claim=${claim.id}` }, claim.text))))];
}

function verdict(cell) {
  if (cell.only_reviews) return make("p", { class: "verdict t-none" }, sign("absent"), make("b", {}, "No primary study here; only reviews speak of it"));
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
    make("small", {}, `Certainty ${WORDS.certainty[cell.certainty]}. ${count(cell.n_studies, "study", "studies")}, ${people}${unknown}. Reported results: ${votes}.`));
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
  if (cell.n_studies) rows.push(["Coding stability", stability(cell)]);
  return rows.length ? make("table", { class: "grid" }, make("tbody", {}, rows.map(([name, value]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value))))) : null;
}

// How often the verdict stands when the coding is drawn again with its measured error, and what it becomes else.
function stability(cell) {
  if (cell.stability === null) return "not measured";
  const [strength, direction, part] = cell.becomes || [];
  const moved = part ? `; most often it becomes ${WORDS.strength[strength].toLowerCase()}, ${WORDS.direction[direction].toLowerCase()} (${share(part)})` : "";
  return `the verdict stands in ${share(cell.stability)} of the draws of coding error${moved}. ${DATA.measured}`;
}

function ruleTable(cell) {
  const rows = DATA.rules.map((rule, at) => make("tr", { class: rule.main ? "main" : null },
    make("th", { scope: "row" }, rule.label, rule.main ? " (main)" : ""),
    make("td", {}, cell.verdicts[at] === "none" ? null : sign(cell.verdicts[at], "dots"), cell.verdicts[at] === "none" ? "None" : WORDS.strength[cell.verdicts[at]])));
  return make("table", { class: "grid" }, make("caption", { class: "vh" }, "Strength under each rule set"), make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Rule set"), make("th", { scope: "col" }, "Strength"))), make("tbody", {}, rows));
}

function carried(cell) {
  if (!cell.n_studies) return null;
  const by = cell.carried_by || [];
  const said = by.length ? ["Without any one of these the verdict would be another: ", studyLinks(by), "."] : ["No single study carries the verdict: leave any one out, and it stands."];
  return [make("h3", {}, "Carried by"), make("p", {}, said.flat())];
}

// The reviews that speak of the same, newest first; never added to the studies.
function reviewsBeside(cell) {
  const beside = reviewsOf(cell).map((at) => REVIEWS[at]).sort((a, b) => (STUDIES[b.study].year || 0) - (STUDIES[a.study].year || 0) || a.study - b.study);
  if (!beside.length) return cell.n_studies ? [make("h3", {}, "Reviews beside it"), make("p", {}, DATA.searched ? "None was found." : "None in this set.")] : null;
  return [make("h3", {}, `${count(beside.length, "review")} beside it, newest first`),
    make("p", { class: "foot" }, "Their overlap with the studies is unknown, and they are not added to them."), beside.map((review) => voteEntry(review, false))];
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
  const review = vote.why === undefined;
  const cast = review ? `Reports: ${WORDS.direction[vote.vote].toLowerCase()}` : vote.vote ? `Vote: ${WORDS.direction[vote.vote].toLowerCase()}` : "No vote";
  const summary = make("summary", {}, sign(vote.vote || "absent"),
    make("span", {}, make("b", {}, study.name), make("span", { class: "meta" }, describe(study)), make("span", { class: "meta" }, review ? cast : `${cast} (${phrase(vote.why)}${rolled ? "; coded under a narrower term" : ""})`)));
  const entry = make("details", { class: "study" }, summary);
  entry.addEventListener("toggle", () => {
    if (entry.open && entry.children.length === 1) entry.append(make("div", { class: "inside" }, inside(study, vote.results || [])));
  });
  return entry;
}

