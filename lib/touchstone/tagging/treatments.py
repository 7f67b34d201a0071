"""What was given, from the vocabulary's words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading, covered_by
from touchstone.tagging.terms import Mention

# Codes that say no more than "the intervention, of whatever kind" give way to any that says which.
_VAGUE = "_unspecified"


def read_intervention(reading: Reading, vocabulary: Vocabulary, design: str, people: Iterable[str] = ()) -> list[Found]:
    """Intervention codes named in title, aim or methods (results where nothing else names one).

    `people` are the codes of who took part: some kinds of the intervention are named after them (`named_for`).
    """
    best: dict[str, Found] = {}
    for field, low, placed in texts_of(reading, "intervention"):
        covered = None
        for mention, category in placed:
            weight = _WEIGHT.get(category, 0.0)
            if category == "results" and design in REVIEWS:
                weight = 0.7
            known = best.get(mention.code)
            if not weight or (known and known.confidence >= weight):
                continue
            if covered is None:
                all_of = reading.title_mentions if field == "title" else reading.mentions
                covered = covered_by(all_of, ("comparator", "not_intervention"))
            if covered(mention) or _DENIED.search(low, max(0, mention.start - 30), mention.start):
                continue
            if _NATIONS.fullmatch(low, mention.start, mention.end) and not _goes_on(low, mention, placed):
                continue
            best[mention.code] = Found("intervention", mention.code, field, mention.start, mention.end, weight)
    told = [found for found in best.values() if found.confidence >= 0.7]
    kept = told or list(best.values())
    kept += _by_parts(reading, vocabulary, {found.code for found in kept})
    if any(not found.code.endswith(_VAGUE) for found in kept):
        of_many = design in REVIEWS and any(found.field == "title" and found.code.endswith(_VAGUE) for found in kept)
        kept = [found for found in kept if of_many or not found.code.endswith(_VAGUE)]
    elif kept and (code := _named_for(reading, vocabulary, people)):
        kept = [found._replace(code=code, confidence=0.7) for found in kept[:1]]
    return sorted(kept, key=lambda found: found.code)


def _named_for(reading: Reading, vocabulary: Vocabulary, people: Iterable[str]) -> str:
    """The kind of the intervention that goes by whom it is given to, if these people are of them."""
    told = {m.code for m in reading.title_mentions if m.facet == "life_stage"} | set(people)
    for code, kind in vocabulary.intervention.items():
        if told.intersection(kind.named_for):
            return code
    return ""


def _by_parts(reading: Reading, vocabulary: Vocabulary, known: set[str]) -> list[Found]:
    """Kinds named after the part of the body that the text says was treated: `of the hands and feet`."""
    parts = _parts_of(vocabulary)
    if parts is None or not known:
        return []
    pattern, code_of = parts
    out: dict[str, Found] = {}
    for field, low, placed in texts_of(reading, "intervention"):
        for mention, category in placed:
            if category not in ("title", "methods", "aim", ""):
                continue
            to = pattern.match(low, mention.end, mention.end + 110)
            if to is None:
                continue
            for word in re.finditer(r"[a-z]+", low[to.start() : to.end()]):
                code = code_of.get(word.group(), "")
                if code and code not in known and code not in out:
                    start = to.start() + word.start()
                    out[code] = Found("intervention", code, field, start, to.start() + word.end(), 0.75)
    return list(out.values())


_parts: list[tuple[Vocabulary, tuple[re.Pattern, dict[str, str]] | None]] = []


def _parts_of(vocabulary: Vocabulary) -> tuple[re.Pattern, dict[str, str]] | None:
    if not _parts or _parts[0][0] is not vocabulary:
        code_of = {word.lower(): code for code, kind in vocabulary.intervention.items() for word in kind.parts}
        found = None
        if code_of:
            either = "|".join(sorted(map(re.escape, code_of), key=len, reverse=True))
            listed = r"(?:(?:the|their|her|his|both|each|affected|right|left|lower|upper|whole|forearms?|arms?|legs?|"
            listed += rf"neck|shoulders?|face|head|calves|thighs|{either})(?:,? and |, | or |/| ))*?"
            found = (
                re.compile(
                    rf" (?:\w+ )??(?:of|to|on|over) {listed}(?:{either})(?:(?:,? and |, ){listed}(?:{either}))*\b"
                    rf"(?!(?: \w+)? (?:pain|ache|surgery|injur|disorder|problem|symptom|arthritis|osteoarthritis|"
                    rf"function|strength|ulcer|muscles? (?:pain|strength)))"
                ),
                code_of,
            )
        _parts[:] = [(vocabulary, found)]
    return _parts[0][1]


def _goes_on(low: str, mention: Mention, placed: list[tuple[Mention, str]]) -> bool:
    """Whether a nation's name leads on to another word for the intervention (or a list of kinds)."""
    if re.match(r"(?:,| or | and |/)", low[mention.end : mention.end + 5]):
        return True
    return any(0 < other.start - mention.end < 14 for other, _ in placed)


def read_not_intervention(reading: Reading) -> list[Found]:
    """Phrases that hold the intervention's word and are none, such as those of another trade."""
    out: dict[str, Found] = {}
    for field, _, placed in texts_of(reading, "not_intervention"):
        for mention, _ in placed:
            if mention.code not in out:
                out[mention.code] = Found("not_intervention", mention.code, field, mention.start, mention.end, 0.9)
    return [out[code] for code in sorted(out)]


_WEIGHT = {"title": 0.95, "aim": 0.9, "methods": 0.8, "": 0.8, "results": 0.4, "conclusion": 0.3}
REVIEWS = (
    "systematic_review_with_meta_analysis", "systematic_review", "overview_or_evidence_map", "narrative_review",
    "guideline", "commentary",
)  # fmt: skip
_DENIED = re.compile(
    r"\b(?:not|no|without|than|excluding|except|leaving out|rather than|placebo form of|placebo|sham)(?: (?:of|the|a|"
    r"an|any))? $"
)
_NATIONS = re.compile(
    r"(?:swedish|thai|chinese|japanese|turkish|indian|korean|russian|german|french|danish|finnish|italian|spanish|"
    r"dutch)"
)


def texts_of(reading: Reading, facet: str) -> list[tuple[str, str, list[tuple[Mention, str]]]]:
    """Title and body, where they have words of the facet: field, folded text, mentions with their kind of section."""
    out = []
    titled = [(mention, "title") for mention in reading.title_mentions if mention.facet == facet]
    if titled:
        out.append(("title", reading.low_title, titled))
    placed = reading.placed.get(facet)
    if placed:
        out.append((reading.field, reading.low, [(mention, sentence.category) for mention, sentence in placed]))
    return out
