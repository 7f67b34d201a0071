"""What was given and what it was compared with, from the vocabulary's words."""

from __future__ import annotations

import re
from itertools import pairwise

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading, covered_by
from touchstone.tagging.terms import Mention

# Codes that say no more than "the intervention, of whatever kind" give way to any that says which.
_VAGUE = "_unspecified"


def read_intervention(reading: Reading, vocabulary: Vocabulary, design: str) -> list[Found]:
    """Intervention codes named in title, aim or methods (results where nothing else names one)."""
    best: dict[str, Found] = {}
    for field, low, mentions in _texts(reading):
        covered = covered_by(mentions, ("comparator", "not_intervention"))
        for mention, category in _with_category(reading, field, mentions):
            if mention.facet != "intervention" or covered(mention):
                continue
            weight = 0.95 if field == "title" else _WEIGHT.get(category, 0.0)
            if category == "results" and design in _REVIEWS:
                weight = 0.7
            if not weight or _DENIED.search(low[max(0, mention.start - 30) : mention.start]):
                continue
            if _NATIONS.fullmatch(low, mention.start, mention.end) and not _goes_on(low, mention, mentions):
                continue
            if mention.code not in best or best[mention.code].confidence < weight:
                best[mention.code] = Found("intervention", mention.code, field, mention.start, mention.end, weight)
    told = [found for found in best.values() if found.confidence >= 0.7]
    kept = told or list(best.values())
    if any(not found.code.endswith(_VAGUE) for found in kept):
        of_many = design in _REVIEWS and any(found.field == "title" and found.code.endswith(_VAGUE) for found in kept)
        kept = [found for found in kept if of_many or not found.code.endswith(_VAGUE)]
    elif kept and (code := _by_life_stage(reading, vocabulary)):
        kept = [found._replace(code=code, confidence=0.7) for found in kept[:1]]
    return sorted(kept, key=lambda found: found.code)


def _by_life_stage(reading: Reading, vocabulary: Vocabulary) -> str:
    """The kind of the intervention that is named after whom it is given to (`infant` and the plain word), if any."""
    stages = {m.code for m in reading.title_mentions if m.facet == "life_stage"}
    words = {
        word.lower()
        for stage in stages
        if stage in vocabulary.life_stage
        for word in vocabulary.life_stage[stage].synonyms
    }
    plain = {
        word.lower()
        for code, kind in vocabulary.intervention.items()
        if code.endswith(_VAGUE)
        for word in kind.synonyms
    }
    for code, kind in vocabulary.intervention.items():
        for synonym in kind.synonyms:
            first, _, rest = synonym.lower().partition(" ")
            if first in words and rest in plain:
                return code
    return ""


def _goes_on(low: str, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether a nation's name leads on to another word for the intervention (or a list of kinds)."""
    if re.match(r"(?:,| or | and |/)", low[mention.end : mention.end + 5]):
        return True
    return any(m.facet == "intervention" and 0 < m.start - mention.end < 14 for m in mentions)


def read_not_intervention(reading: Reading) -> list[Found]:
    """Phrases that hold the intervention's word and are none, such as those of another trade."""
    out: dict[str, Found] = {}
    for field, _, mentions in _texts(reading):
        for mention in mentions:
            if mention.facet == "not_intervention" and mention.code not in out:
                out[mention.code] = Found("not_intervention", mention.code, field, mention.start, mention.end, 0.9)
    return [out[code] for code in sorted(out)]


def read_comparator(reading: Reading, vocabulary: Vocabulary, design: str) -> list[Found]:
    """Comparator codes; `none` for designs without one, the plain control where only `control group` is said."""
    best: dict[str, Found] = {}
    if design in _ALONE:
        return _no_comparator(reading, vocabulary)
    for field, low, mentions in _texts(reading):
        for mention, category in _with_category(reading, field, mentions):
            if mention.facet != "comparator" or mention.code == "none":
                continue
            weight = _comparator_weight(low, mention, field, category)
            if weight and (mention.code not in best or best[mention.code].confidence < weight):
                best[mention.code] = Found("comparator", mention.code, field, mention.start, mention.end, weight)
    _two_kinds(reading, vocabulary, best)
    if not best:
        plain = _PLAIN_CONTROL.search(reading.low)
        code = next((c for c, k in vocabulary.comparator.items() if k.kind == "inert"), "")
        if plain and code and design not in _REVIEWS:
            best[code] = Found("comparator", code, reading.field, plain.start(), plain.end(), 0.5)
    return [best[code] for code in sorted(best)]


_WEIGHT = {"aim": 0.9, "methods": 0.8, "": 0.8, "results": 0.4, "conclusion": 0.3}
_ALONE = ("pre_post_single_arm", "case_report", "case_series", "qualitative", "cross_sectional")
_REVIEWS = (
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
_CONTRAST_BEFORE = re.compile(
    r"\b(?:or|versus|vs\.?|against|compared (?:with|to)|with|controls?|and|than|over|beside|by|to|alone|placebo|in|"
    r"either|between|from|plus|received|had|given|receiving|did|:|,|;|\()(?: (?:to|a|an|the|of|their|only|on|by|as|"
    r"no|in|for|at|from|\w+))?(?: \w+)? ?$"
)
_PLAIN_CONTROL = re.compile(
    r"\b(?:control (?:group|arm|condition|infants|children|women|patients|participants|mothers)|controls?)\b(?!led)"
)


def _comparator_weight(low: str, mention: Mention, field: str, category: str) -> float:
    if _DENIED.search(low[max(0, mention.start - 16) : mention.start]) and not low[mention.start :].startswith(
        ("no ", "without ")
    ):
        return 0.0
    before = low[max(0, mention.start - 40) : mention.start]
    contrast = bool(_CONTRAST_BEFORE.search(before))
    if field == "title":
        return (
            0.9 if re.search(r"\b(?:versus|vs\.?|against|compar\w+|or|and|with|than) (?:\w+ ){0,3}$", before) else 0.0
        )
    if category in ("methods", ""):
        return 0.85 if contrast or not before.strip() else 0.6
    if category == "aim":
        return (
            0.8
            if re.search(r"\b(?:versus|vs\.?|against|compar\w+|than|or|with|beside) (?:\w+ ){0,3}$", before)
            else 0.0
        )
    if category == "results":
        return (
            0.7
            if re.search(
                r"\b(?:versus|vs\.?|against|compared (?:with|to)|than|over|relative to|beat|from|or) (?:\w+ ){0,2}$",
                before,
            )
            else 0.0
        )
    return 0.0


def _two_kinds(reading: Reading, vocabulary: Vocabulary, best: dict[str, Found]) -> None:
    """One kind of the intervention set against another, said in the title or the aim."""
    code = next((c for c, k in vocabulary.comparator.items() if k.kind == "other_dose"), "")
    if not code or code in best:
        return
    for field, low, mentions in _texts(reading):
        kinds = [(m, c) for m, c in _with_category(reading, field, mentions) if m.facet == "intervention"]
        for (one, c1), (two, c2) in pairwise(kinds):
            if one.code == two.code or c1 != c2 or c1 in ("conclusion",):
                continue
            between = low[one.end : two.start]
            if len(between) < 60 and re.search(
                r"\b(?:versus|vs|compared (?:with|to)|against|than|with ordinary|with traditional)\b", between
            ):
                best[code] = Found("comparator", code, field, two.start, two.end, 0.7)
                return
            opening = low[max(0, one.start - 40) : one.start]
            if (
                len(between) < 30
                and re.search(r"\bcompar\w+ (?:of |the )?(?:\w+ ){0,4}$", opening)
                and re.search(r"\b(?:and|with|to)\b", between)
            ):
                best[code] = Found("comparator", code, field, two.start, two.end, 0.7)
                return


def _no_comparator(reading: Reading, vocabulary: Vocabulary) -> list[Found]:
    code = next((c for c, k in vocabulary.comparator.items() if k.kind == "none"), "")
    if not code:
        return []
    for mention in reading.mentions:
        if mention.facet == "comparator" and mention.code == code:
            return [Found("comparator", code, reading.field, mention.start, mention.end, 0.9)]
    return [Found("comparator", code, "", 0, 0, 0.6)]


def _texts(reading: Reading) -> tuple[tuple[str, str, list[Mention]], ...]:
    return ("title", reading.low_title, reading.title_mentions), (reading.field, reading.low, reading.mentions)


def _with_category(reading: Reading, field: str, mentions: list[Mention]) -> list[tuple[Mention, str]]:
    if field == "title":
        return [(mention, "title") for mention in mentions]
    out, place = [], 0
    for mention in mentions:
        while place < len(reading.sentences) - 1 and reading.sentences[place].end <= mention.start:
            place += 1
        out.append((mention, reading.sentences[place].category))
    return out
