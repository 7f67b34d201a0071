// The list of claims: found by words, by the text that makes them, by what the evidence says.
const CLAIM_ENTRIES = [...document.querySelectorAll(".claim")];

function filterClaims(state) {
  const wanted = state.claim.trim().toLowerCase();
  const counts = {};
  let shown = 0;
  for (const entry of CLAIM_ENTRIES) {
    const fits = (!wanted || entry.textContent.toLowerCase().includes(wanted)) && (!state.made || entry.dataset.made.split(" ").includes(state.made));
    if (fits) counts[entry.dataset.finding] = (counts[entry.dataset.finding] || 0) + 1;
    entry.hidden = !(fits && (!state.verdict || entry.dataset.finding === state.verdict));
    shown += entry.hidden ? 0 : 1;
  }
  for (const group of document.querySelectorAll(".claim-group")) {
    const left = [...group.querySelectorAll(".claim")].filter((entry) => !entry.hidden).length;
    group.hidden = left === 0;
    group.querySelector("h3 small").textContent = left;
  }
  for (const button of by("verdicts").querySelectorAll("button")) {
    button.querySelector("b").textContent = counts[button.dataset.finding] || 0;
    button.setAttribute("aria-pressed", String(button.dataset.finding === state.verdict));
  }
  if (by("claim-find").value.trim() !== state.claim.trim()) by("claim-find").value = state.claim;
  by("made").value = state.made;
  by("claim-status").textContent = shown === CLAIM_ENTRIES.length ? `${count(shown, "claim")}.` : `${number(shown)} of ${count(CLAIM_ENTRIES.length, "claim")} shown.`;
}
