// The page's state stands in its address, so that a view can be kept and sent.
const OUTSIDE = "Outside the vocabulary";
const LISTS = ["off", "folded", ...FACETS.map(({ name }) => name)];
const TEXT_NAMES = { contrast: "contrast", find: "find", least: "least", strength: "strength", sort: "sort", view: "view", layer: "layer", from: "from", to: "to", words: "words", claim: "said", made: "made", verdict: "verdict" };
const FIRST = {
  contrast: "efficacy", find: "", least: 0, hide: true, gap: false, strength: "", sort: "", view: "", layer: "primary", from: "", to: "", words: "",
  claim: "", made: "", verdict: "", ...Object.fromEntries(LISTS.map((name) => [name, name === "off" ? [OUTSIDE] : []])),
};
const KEPT = ["contrast", "view", "claim", "made", "verdict"];
const state = { ...FIRST };

// What differs from the first view, as the part of the address behind #.
function address(extra = {}) {
  const parts = new URLSearchParams();
  for (const [name, called] of Object.entries(TEXT_NAMES)) {
    const value = String(state[name]).trim();
    if (value !== String(FIRST[name])) parts.set(called, value);
  }
  if (!state.hide) parts.set("empty", "1");
  if (state.gap) parts.set("gap", "1");
  for (const name of LISTS) {
    if (state[name].join("\n") === FIRST[name].join("\n")) continue;
    for (const value of state[name].length ? state[name] : [""]) parts.append(name === "off" ? "without" : name, value);
  }
  for (const [name, value] of Object.entries(extra)) parts.set(name, value);
  return `#${parts.toString().replace(/%2F/g, "/").replace(/%3A/g, ":")}`;
}

// Reads the state out of the parts of an address; what it does not know is left at its first value.
function restore(parts) {
  const one = (key, allowed, first = "") => (allowed.includes(parts.get(key)) ? parts.get(key) : first);
  const values = (id) => [...by(id).options].map((option) => option.value);
  const year = (key) => (/^\d{1,4}$/.test(parts.get(key) || "") ? parts.get(key) : "");
  Object.assign(state, {
    contrast: one("contrast", [...MATRICES.keys()], FIRST.contrast),
    find: parts.get("find") || "",
    least: Number(one("least", values("least"), "0")),
    strength: one("strength", Object.keys(WORDS.strength)),
    sort: one("sort", values("sort")),
    view: one("view", ["table", "list"]),
    layer: one("layer", Object.keys(LAYERS), FIRST.layer),
    from: year("from"),
    to: year("to"),
    words: parts.get("words") || "",
    hide: parts.get("empty") !== "1",
    gap: parts.get("gap") === "1",
    off: parts.has("without") ? parts.getAll("without").filter(Boolean) : [...FIRST.off],
    folded: parts.getAll("folded").filter((part) => /^\d+$/.test(part)).map(Number),
    claim: parts.get("said") || "",
    made: one("made", values("made")),
    verdict: one("verdict", [...by("verdicts").querySelectorAll("button")].map((button) => button.dataset.finding)),
  });
  for (const { name, options } of FACETS) state[name] = parts.getAll(name).filter((code) => options.some(([known]) => known === code));
}
