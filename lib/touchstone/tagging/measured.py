"""Which outcomes a text says were measured, and which it is about though none of its results tells of them."""

from __future__ import annotations

import re

from touchstone.tagging.reading import Reading
from touchstone.tagging.terms import Mention
from touchstone.tagging.text import Sentence


def left_open(reading: Reading, mentions: list[Mention], told: set[str]) -> dict[str, Mention]:
    """Outcomes beyond those `told`, by code, each with the mention that says best what was measured.

    A text is about what its title names and its body takes up beyond the aim, and about what its conclusion takes up
    again: people code five of six such outcomes. A published abstract that declares what was measured is about
    that too; the methods of a digest, which lists more than its reader coded, say so only in one case of four.
    Harms that nobody tells of are never outcomes.
    """
    places: dict[str, dict[str, Mention]] = {}
    declared: set[str] = set()
    for mention in mentions:
        sentence = reading.sentence_at(mention.start) if mention.facet == "outcome" else None
        if sentence is None or mention.code in told or mention.code == "adverse_events":
            continue
        places.setdefault(mention.code, {}).setdefault(sentence.category, mention)
        if reading.field == "abstract" and mention.code not in declared and _declares(reading.low, sentence):
            declared.add(mention.code)
    titled = {m.code for m in reading.title_mentions if m.facet == "outcome"}
    return {
        code: next(at[category] for category in _BY_WEIGHT if category in at)
        for code, at in places.items()
        if code in declared or _dwelt_on(set(at), code in titled)
    }


def measured(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """The outcomes that the methods name (else aim and title), each once, instruments after names."""
    best: dict[str, Mention] = {}
    for wanted in (("methods", ""), ("aim",)):
        for mention in mentions:
            if mention.facet != "outcome" or mention.code == "adverse_events":
                continue
            sentence = reading.sentence_at(mention.start)
            if sentence and sentence.category in wanted:
                known = best.get(mention.code)
                if known is None or (known.instrument and not mention.instrument):
                    best[mention.code] = mention
        if best:
            break
    return [best[code] for code in sorted(best, key=lambda c: best[c].start)]


def only_measured(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """The one outcome that results without a name can be about: the only one measured, or the title's only one."""
    found = measured(reading, mentions)
    if len(found) > 1:
        named = {m.code for m in reading.title_mentions if m.facet == "outcome"}
        found = [m for m in found if m.code in named]
    return found if len(found) == 1 else []


_BY_WEIGHT = ("methods", "results", "conclusion", "", "aim")


def _dwelt_on(categories: set[str], titled: bool) -> bool:
    return bool(categories - {"aim"}) if titled else "conclusion" in categories and len(categories) > 1


def _declares(low: str, sentence: Sentence) -> bool:
    """Whether a sentence of the methods says what was measured, and not who was taken or how they were allotted."""
    if sentence.category != "methods":
        return False
    place = (sentence.start, sentence.end)
    return bool(_MEASURED.search(low, *place)) and not _OF_PEOPLE.search(low, *place)


_MEASURED = re.compile(
    r"\b(?:outcomes?\b|end ?points?\b|measures (?:were|included|used)|(?:was|were) (?:\w+ ){0,2}(?:measured|assessed|"
    r"evaluated|recorded|rated|scored|collected|monitored|examined|tested|determined|quantified|administered)|"
    r"(?:measured|assessed|evaluated) (?:by|with|using|via|on|at|before)|we (?:measured|assessed|evaluated|recorded)|"
    r"(?:scales?|questionnaires?|inventor(?:y|ies)|index) (?:was|were))"
)
_OF_PEOPLE = re.compile(
    r"\b(?:eligib|inclusion|exclusion|exclud|recruit|random|allocat|assigned|divided|diagnos|adjust|covaria|search)"
)
