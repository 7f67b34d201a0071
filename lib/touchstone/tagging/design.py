"""Study design, pilot, randomisation, blinding: read from what a text says was done, and from publication types.

A cascade, most telling signs first: what a review, protocol or case report calls itself goes before words on
randomisation, which a review uses of others' trials; a quasi-experiment stays one though somebody drew lots in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.design_words import (
    ANIMAL,
    ASSIGNED,
    BLIND,
    CASE,
    CASE_BODY,
    CASE_CONTROL,
    CASE_SERIES,
    CLUSTER,
    COHORT,
    COMMENT,
    CONTROLLED,
    COUNTED,
    CROSSED,
    CROSSOVER,
    GUIDELINE,
    MEASURED,
    META,
    MIXED,
    NARRATIVE,
    NARRATIVE_SELF,
    NEEDS,
    NO_META,
    NOT_RANDOM,
    OVERVIEW,
    PILOT,
    PLACEBO,
    PROTOCOL_TEXT,
    PROTOCOL_TITLE,
    QUALITATIVE,
    QUASI,
    RANDOM,
    RECRUITED,
    REVIEW,
    SEARCHED,
    SECONDARY,
    SINGLE,
    SURVEY,
    SYSTEMATIC,
    UNCONTROLLED,
    UNREPORTED,
    VIEWS,
)
from touchstone.tagging.reading import Reading


class Sign(NamedTuple):
    """A value read from words (`field` with `start`, `end`) or from a publication type (`field` only)."""

    value: str
    field: str
    start: int
    end: int
    confidence: float


def read_design(reading: Reading, publication_types: Iterable[str], vocabulary: Vocabulary) -> Sign | None:
    """The record's design with the words that tell it; None where there is nothing to read."""
    typed = _from_types(publication_types, vocabulary)
    told = _from_text(reading)
    if told is None:
        named = _named(reading)
        told = named or (None if typed else _fallback(reading))
    if typed is None:
        return told
    if told is None:
        return typed
    return _reconcile(typed, told)


def read_pilot(reading: Reading) -> Sign | None:
    """Whether the study calls itself a pilot, with the words."""
    found = _search(PILOT, reading, ("title", "aim", "methods", "", "conclusion"))
    return found and Sign("yes", *found, 0.9)


def read_randomised(reading: Reading, design: str) -> Sign | None:
    """`yes` where people were allotted at random in the study itself, `no` where the text denies it."""
    denied = _search(NOT_RANDOM, reading, ("title", "aim", "methods", ""))
    if denied:
        return Sign("no", *denied, 0.9)
    if design in ("rct", "crossover_rct", "cluster_rct", "protocol", "nonrandomised_trial"):
        found = _search(RANDOM, reading, ("methods", "title", "aim", "", "results"))
        return found and Sign("yes", *found, 0.9)
    return None


def read_blinded(reading: Reading) -> Sign | None:
    """Who was blinded: double, single, assessor, participant, or none."""
    if not any(word in reading.low or word in reading.low_title for word in ("blind", "mask", "open", "unaware")):
        return None
    for value, pattern in BLIND:
        found = _search(pattern, reading, ("title", "methods", "aim", "", "results", "conclusion"))
        if found:
            return Sign(value, *found, 0.85)
    return None


def _from_text(reading: Reading) -> Sign | None:
    title, own = "title", ("aim", "methods", "")
    if found := _search(PROTOCOL_TITLE, reading, (title,)):
        return Sign("protocol", *found, 0.95)
    if (found := _search(PROTOCOL_TEXT, reading, own)) and not _has_results(reading):
        return Sign("protocol", *found, 0.9)
    review = _review(reading)
    if review:
        return review
    if (found := _search(COMMENT, reading, (title,))) and not _search(RECRUITED, reading, (*own, "results")):
        return Sign("commentary", *found, 0.7)
    if found := _search(CASE_SERIES, reading, (title, *own)):
        return Sign("case_series", *found, 0.85)
    random = _search(RANDOM, reading, (title, *own, "results")) or _search(PLACEBO, reading, (title, *own))
    if not random and (found := _search(CASE, reading, (title, *own)) or _search(CASE_BODY, reading, own)):
        return Sign("case_report", *found, 0.85)
    if (found := _search(ANIMAL, reading, (title, "methods"))) and not _search(RECRUITED, reading, (*own, "results")):
        return Sign("animal_or_basic", *found, 0.85)
    if found := _search(MIXED, reading, (title, *own)):
        return Sign("mixed_methods", *found, 0.85)
    if found := _search(CASE_CONTROL, reading, (title, *own)):
        return Sign("case_control", *found, 0.85)
    if (found := _search(QUALITATIVE, reading, (title, *own))) and (not random or _search(VIEWS, reading, (title,))):
        return Sign("qualitative", *found, 0.85)
    quasi = _search(QUASI, reading, (title, *own))
    crossover = _search(CROSSOVER, reading, (title, *own))
    if crossover and not quasi and not random and _search(CROSSED, reading, (title, *own)):
        return Sign("crossover_rct", *crossover, 0.6)
    if random and not quasi:
        if crossover:
            return Sign("crossover_rct", *crossover, 0.9)
        if found := _search(CLUSTER, reading, (title, *own)):
            return Sign("cluster_rct", *found, 0.9)
        if found := _search(SECONDARY, reading, (title, *own)):
            return Sign("cohort", *found, 0.5)
        return Sign("rct", *random, 0.9)
    return _unrandomised(reading, quasi)


def _review(reading: Reading) -> Sign | None:
    title = "title"
    own = ("aim", "methods", "")
    if (found := _search(GUIDELINE, reading, (title,))) and not _search(RANDOM, reading, ("methods", "")):
        return Sign("guideline", *found, 0.85)
    if found := _search(NARRATIVE_SELF, reading, (title, "methods")):
        return Sign("narrative_review", *found, 0.85)
    if found := _search(OVERVIEW, reading, (title, "aim", "methods")):
        return Sign("overview_or_evidence_map", *found, 0.85)
    named = _search(SYSTEMATIC, reading, (title, *own))
    searched = _search(SEARCHED, reading, own)
    meta_title = _search(META, reading, (title,))
    if not meta_title and not named and not searched:
        if (found := _search(REVIEW, reading, (title,))) and not _search(RECRUITED, reading, ("methods", "")):
            return Sign("narrative_review", *found, 0.75)
        if (found := _search(NARRATIVE, reading, (*own, "conclusion"))) and not _search(
            RECRUITED, reading, ("methods", "")
        ):
            return Sign("narrative_review", *found, 0.7)
        return None
    if not meta_title and not _search(SYSTEMATIC, reading, (title,)) and _search(RECRUITED, reading, ("methods", "")):
        counted = _search(COUNTED, reading, ("methods", "results", ""))
        if not counted:
            return None
    strong = _search(SYSTEMATIC, reading, (title,)) or meta_title or searched or named
    pooled = meta_title or _search(META, reading, ("aim", "methods", "results", "", "conclusion"))
    if pooled and (meta_title or not _search(NO_META, reading, ("methods", "results", "", "conclusion"))):
        return Sign("systematic_review_with_meta_analysis", *(meta_title or pooled), 0.9)
    return Sign("systematic_review", *strong, 0.9)


def _unrandomised(reading: Reading, quasi: tuple | None) -> Sign | None:
    own = ("title", "aim", "methods", "")
    single = _search(UNCONTROLLED, reading, (*own, "results", "conclusion"))
    controlled = _search(CONTROLLED, reading, (*own, "results"))
    strict = _search(SINGLE, reading, (*own, "results", "conclusion"))
    if (found := _search(ASSIGNED, reading, ("methods", ""))) and not quasi and not strict:
        return Sign("rct", *found, 0.5)
    if not controlled and not strict:
        controlled = _compared(reading)
    if controlled and not strict:
        if (found := _search(COHORT, reading, own)) and not quasi:
            return Sign("cohort", *found, 0.7)
        return Sign("nonrandomised_trial", *(quasi or controlled), 0.8)
    if found := _search(SURVEY, reading, ("title", "methods", "aim")):
        return Sign("cross_sectional", *found, 0.75)
    if quasi:
        lone = single and not reading.low.startswith("non", quasi[1])
        return Sign("pre_post_single_arm" if lone else "nonrandomised_trial", *quasi, 0.7)
    if strict or single:
        return Sign("pre_post_single_arm", *(strict or single), 0.8)
    if found := _search(COHORT, reading, own):
        return Sign("cohort", *found, 0.7)
    return None


def _compared(reading: Reading) -> tuple[str, int, int] | None:
    """Words for a comparator in the methods, other than people being their own."""
    for mention in reading.mentions:
        if mention.facet == "comparator" and mention.code != "none":
            sentence = reading.sentence_at(mention.start)
            if sentence and sentence.category in ("methods", ""):
                return reading.field, mention.start, mention.end
    return None


def _named(reading: Reading) -> Sign | None:
    for mention in reading.title_mentions:
        if mention.facet == "design":
            return Sign(mention.code, "title", mention.start, mention.end, 0.7)
    for mention in reading.mentions:
        if mention.facet == "design":
            return Sign(mention.code, reading.field, mention.start, mention.end, 0.6)
    return None


def _fallback(reading: Reading) -> Sign | None:
    found = _search(MEASURED, reading, ("methods", "aim", "results", ""))
    return found and Sign("pre_post_single_arm", *found, 0.5)


def _from_types(publication_types: Iterable[str], vocabulary: Vocabulary) -> Sign | None:
    given = {kind.lower() for kind in publication_types}
    for code in _TYPE_ORDER:
        concept = vocabulary.design.get(code)
        if concept and any(kind.lower() in given for kind in concept.publication_types):
            return Sign(code, "publication_types", 0, 0, 0.9)
    return None


_TYPE_ORDER = (
    "protocol", "systematic_review_with_meta_analysis", "systematic_review", "guideline", "cluster_rct",
    "crossover_rct", "rct", "case_report", "case_series", "nonrandomised_trial", "cohort", "case_control",
    "cross_sectional", "qualitative", "mixed_methods", "narrative_review", "overview_or_evidence_map",
    "commentary", "pre_post_single_arm", "animal_or_basic",
)  # fmt: skip


# What an indexer's coarser type leaves open: the text may tell the finer design.
_FINER = {
    "rct": {"rct", "crossover_rct", "cluster_rct", "protocol", "animal_or_basic"},
    "systematic_review": {
        "systematic_review", "systematic_review_with_meta_analysis", "overview_or_evidence_map", "protocol"},
    "systematic_review_with_meta_analysis": {
        "systematic_review_with_meta_analysis", "overview_or_evidence_map", "protocol"},
    "narrative_review": {
        "narrative_review", "systematic_review", "systematic_review_with_meta_analysis", "overview_or_evidence_map",
        "guideline",
    },
    "case_report": {"case_report", "case_series"},
    "guideline": {"guideline"},
    "protocol": {"protocol"},
}  # fmt: skip


def _reconcile(typed: Sign, told: Sign) -> Sign:
    if typed.value == told.value or told.value in _FINER.get(typed.value, ()):
        return told._replace(confidence=0.97)
    if typed.value in _FINER:
        return typed
    return told


def _has_results(reading: Reading) -> bool:
    for sentence in reading.sentences:
        if sentence.category == "results":
            return not UNREPORTED.search(reading.low[sentence.start : sentence.end])
    return False


def _search(pattern: re.Pattern, reading: Reading, where: tuple[str, ...]) -> tuple[str, int, int] | None:
    """The first place among the kinds of section in `where` (and the title) that `pattern` finds, in their order.

    Most patterns need one of a few letter groups (NEEDS); a text without any is not searched.
    """
    needs = NEEDS.get(pattern)
    if needs and not any(word in reading.low or word in reading.low_title for word in needs):
        return None
    for place in where:
        if place == "title":
            found = pattern.search(reading.low_title)
            if found:
                return "title", found.start(), found.end()
            continue
        for category, start, end in reading.blocks:
            if category == place:
                found = pattern.search(reading.low, start, end)
                if found:
                    return reading.field, found.start(), found.end()
    return None
