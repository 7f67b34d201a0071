"""What the intervention was compared with, from the vocabulary's words and from where a text tells of its arms."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from touchstone.protocol.models import Vocabulary
from touchstone.tagging import arms, controls
from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading, covered_by
from touchstone.tagging.terms import Mention
from touchstone.tagging.treatments import REVIEWS, texts_of


def read_comparator(reading: Reading, vocabulary: Vocabulary, design: str) -> list[Found]:
    """Comparator codes; `none` for designs without one, the plain control where only `control group` is said."""
    best: dict[str, Found] = {}
    if design in _ALONE:
        arms.without_intervention(reading, vocabulary, design, best)
        single = design != "pre_post_single_arm" or not best
        return _no_comparator(reading, vocabulary) if single else list(best.values())
    _named(reading, vocabulary, design, best)
    arms.of_control_arm(reading, design, best)
    arms.as_usual(reading, vocabulary, design, best)
    arms.without_intervention(reading, vocabulary, design, best)
    _two_kinds(reading, vocabulary, best)
    arms.kinds_as_arms(reading, vocabulary, design, best)
    _told_twice(reading, best)
    if not best:
        best = arms.unsaid(reading, vocabulary, design)
    elif design in arms.CONTROLLED and all(vocabulary.comparator[code].kind != "inert" for code in best):
        arms.third_arm(reading, vocabulary, design, best)
    return [best[code] for code in sorted(best)]


def _named(reading: Reading, vocabulary: Vocabulary, design: str, best: dict[str, Found]) -> None:
    """Mentions of comparators that stand where something is compared."""
    for field, low, placed in texts_of(reading, "comparator"):
        all_of = reading.title_mentions if field == "title" else reading.mentions
        covered = None
        last_end, last_weight = -1, 0.0
        for mention, category in islice(placed, controls.MOST_MENTIONS):
            known = best.get(mention.code)
            if mention.code == "none":
                continue
            kind = vocabulary.comparator[mention.code].kind
            weight = _weight(low, mention, field, category, kind, reading, design)
            if last_weight and not weight and _LISTED.fullmatch(low, last_end, mention.start):
                sham_of = kind in _LOOSE and _SHAM_OF.search(low, max(0, mention.start - 40), mention.start)
                weight = 0.0 if sham_of else last_weight
            if weight and kind in _LOOSE:
                covered = covered or covered_by(all_of, ("intervention", "not_intervention", "population"))
                if covered(mention) or _joined(low, mention, all_of):
                    weight = 0.0
            last_end, last_weight = mention.end, weight
            if weight and (known is None or known.confidence < weight):
                best[mention.code] = Found("comparator", mention.code, field, mention.start, mention.end, weight)


def _weight(low: str, mention: Mention, field: str, category: str, kind: str, reading: Reading, design: str) -> float:
    """How surely a mention is a comparator where it stands; 0 where it is none."""
    denied = controls.denied(low[max(0, mention.start - 16) : mention.start])
    if denied and not low.startswith(("no ", "without "), mention.start):
        return 0.0
    before = low[max(0, mention.start - 40) : mention.start]
    if _NEGATED.match(low, mention.start) and controls.no_such_arm(before):
        return 0.0
    if field == "title":
        return 0.9 if _in_title(low, mention, before, kind, design) else 0.0
    if category in ("methods", ""):
        return _weight_in_methods(low, mention, before, kind, reading, design)
    if category == "aim":
        return 0.8 if _AIM_BEFORE.search(before) or (kind == "inert" and _ADDED_TO.search(before)) else 0.0
    if category == "results":
        return 0.7 if _RESULTS_BEFORE.search(before) else 0.0
    return 0.0


def _in_title(low: str, mention: Mention, before: str, kind: str, design: str) -> bool:
    if kind == "other_dose" and _SEVERAL.search(low, mention.start, mention.end):
        return True
    if kind == "active":
        return bool(_TITLE_AFTER.match(low, mention.end) or _TITLE_VERSUS.search(before) or "compar" in before)
    if kind == "attention" and not _TITLE_VERSUS.search(before):
        return design not in REVIEWS and bool(_TITLE_AND.search(before))
    return bool(_TITLE_BEFORE.search(before))


def _weight_in_methods(low: str, mention: Mention, before: str, kind: str, reading: Reading, design: str) -> float:
    sentence = reading.sentence_at(mention.start)
    whole = controls.before_in_sentence(low, sentence.start if sentence else 0, mention)
    contrast = bool(_CONTRAST_BEFORE.search(before)) or not before.strip()
    if kind in _LOOSE:
        if controls.as_time_or_cause(before) or _REMAINDER.search(before) or _SHAM_OF.search(before):
            return 0.0
        against = controls.set_against(before)
        if controls.for_all(whole) and not against:
            return 0.0
        if (
            against
            or (controls.given_to_controls(whole) and design not in REVIEWS)
            or _ALONE_OR_WITH.match(low, mention.end)
        ):
            return 0.85
        if controls.measured(whole) or design in REVIEWS:
            return 0.0
        if "intervention" not in reading.placed:
            return 0.0  # where nothing of the topic is given, what is named first is what the study is about
        if kind == "active":
            opening = low[sentence.start : mention.start] if sentence else before
            return 0.85 if contrast and controls.allotted(opening) else 0.0
    elif _NEGATED.match(low, mention.start) and not contrast:
        return 0.6 if _ARM_NEAR.search(low, max(0, mention.start - 25), mention.end + 25) else 0.0
    return 0.85 if contrast else 0.6


def _joined(low: str, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether a mention is joined to the intervention before it, as part of what the treated got."""
    for other in mentions:
        if other.start >= mention.start:
            return False
        if other.facet == "intervention" and mention.start - other.end < 60:
            opening = low[max(0, other.start - 40) : other.start]
            if controls.beside(low[other.end : mention.start]) and "compar" not in opening:
                return True
    return False


def _told_twice(reading: Reading, best: dict[str, Found]) -> None:
    """One arm told twice is one comparator: `untreated, on a waiting list`, `usual care without brushing`."""
    text_of = {reading.field: reading.low, "title": reading.low_title}
    plain = [f for f in best.values() if f.field in text_of and _NEGATED.match(text_of[f.field], f.start)]
    for found in plain:
        low = text_of[found.field]
        for other in best.values():
            if other.code == found.code or other.field != found.field:
                continue
            first, second = sorted((found, other), key=lambda f: f.start)
            between = low[first.end : second.start]
            if len(between) < 40 and not _NEXT_ARM.search(between):
                best.pop(found.code, None)
                break


def _two_kinds(reading: Reading, vocabulary: Vocabulary, best: dict[str, Found]) -> None:
    """One kind of the intervention set against another, said in the title or the aim."""
    code = next((c for c, k in vocabulary.comparator.items() if k.kind == "other_dose"), "")
    if not code or code in best:
        return
    for field, low, kinds in texts_of(reading, "intervention"):
        for (one, c1), (two, c2) in pairwise(kinds):
            if one.code == two.code or c1 != c2 or c1 in ("conclusion",):
                continue
            between = low[one.end : two.start]
            if len(between) < 60 and _VERSUS.search(between):
                best[code] = Found("comparator", code, field, two.start, two.end, 0.7)
                return
            if len(between) >= 30:
                continue
            opening = low[max(0, one.start - 40) : one.start]
            if _COMPARES.search(opening) and _AND.search(between):
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


_ALONE = ("pre_post_single_arm", "case_report", "case_series", "qualitative", "cross_sectional", "mixed_methods")
# Kinds whose words come up in many other places than a comparison.
_LOOSE = ("active", "attention")
_CONTRAST_BEFORE = re.compile(
    r"\b(?:or|versus|vs\.?|against|compared (?:with|to)|with|controls?|and|than|over|beside|by|to|alone|placebo|in|"
    r"either|between|from|plus|received|had|given|receiving|did|:|,|;|\()(?: (?:to|a|an|the|of|their|only|on|by|as|"
    r"no|in|for|at|from|\w+))?(?: \w+)? ?$"
)
_TITLE_BEFORE = re.compile(r"\b(?:versus|vs\.?|against|compar\w+|or|and|with|than) (?:\w+ ){0,3}$")
_TITLE_VERSUS = re.compile(r"\b(?:versus|vs\.?|against|compar\w+ (?:with|to)|than) (?:\w+ ){0,3}$")
_TITLE_AND = re.compile(r"\b(?:and|or|with) (?!in\b|on\b|for\b)(?:\w+ )?$")
_TITLE_AFTER = re.compile(r"(?: \w+)? (?:versus|vs\.?|against|compared (?:with|to))\b")
_AIM_BEFORE = re.compile(
    r"\b(?:versus|vs\.?|against|than|or|with|beside) (?:\w+ ){0,3}$|\bcompar\w+ (?:[\w-]+,? ){0,4}$"
)
_ADDED_TO = re.compile(
    r"\b(?:added|adding|adds?|addition|adjunct|adjuvant|on top|complement) (?:[\w-]+ ){0,3}(?:to|of) (?:\w+ )?$"
)
_RESULTS_BEFORE = re.compile(
    r"\b(?:versus|vs\.?|against|compared (?:with|to)|than|over|relative to|beat|from|or|outdid|bettered|outperformed|"
    r"like|equal to|similar to|matched) (?:\w+ ){0,2}$"
)
_LISTED = re.compile(r"(?: ?\([^)]{0,60}\))?(?:,| and| or|,? and|,? or)(?: [a-z]+)? ")
_ALONE_OR_WITH = re.compile(
    r"[^.;,]{0,30},? (?:alone or with|alone or plus|with or without|with and without|alone and with)\b"
)
_SEVERAL = re.compile(r"\bdos|\b(?:two|three|different|various)\b")
_SHAM_OF = re.compile(r"\b(?:sham|placebo|simulated|disconnected|inactive|detuned|dummy|mock) (?:[\w-]+,? ){0,4}$")
_REMAINDER = re.compile(r"\b(?:at|the|whose [a-z]+) $")
_ARM_NEAR = re.compile(r"\b(?:control|group|arm|condition|leg|limb|side|day|session|period|phase)s?\b")
_NEGATED = re.compile(r"(?:no|non|un\w+|without|not|did not|nothing)\b")
_NEXT_ARM = re.compile(r"\b(?:or|and|versus|vs|than|while|whereas)\b|[,;.]")
_VERSUS = re.compile(r"\b(?:versus|vs|compared (?:with|to)|against|than|with ordinary|with traditional)\b")
_COMPARES = re.compile(r"\bcompar\w+ (?:of |the )?(?:\w+ ){0,4}$")
_AND = re.compile(r"\b(?:and|with|to)\b")
