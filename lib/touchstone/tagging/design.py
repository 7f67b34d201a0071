"""Study design, pilot, randomisation, blinding: read from what a text says was done, and from publication types.

A cascade, most telling signs first: what a review, protocol or case report calls itself goes before words on
randomisation, which a review uses of others' trials; a quasi-experiment stays one though somebody drew lots in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.cues import Cues, Words, seek
from touchstone.tagging.design_words import (
    ANIMAL,
    ASSIGNED,
    CASE,
    CASE_BODY,
    CASE_CONTROL,
    CASE_SERIES,
    CLUSTER,
    COHORT,
    COMMENT,
    COMMENTS,
    CONTROLLED,
    COUNTED,
    CROSSED,
    CROSSOVER,
    DONE,
    FOLLOWED,
    GUIDELINE,
    LOOKED_BACK,
    MEASURED,
    MEASURES,
    META,
    MIXED,
    NARRATIVE,
    NARRATIVE_SELF,
    NO_META,
    NOT_RANDOM,
    OVERVIEW,
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
    SECTIONAL,
    SINGLE,
    SURVEY,
    SYSTEMATIC,
    TALKED,
    UNCONTROLLED,
    UNREPORTED,
    VIEWS,
)
from touchstone.tagging.randomised import chance
from touchstone.tagging.reading import Reading
from touchstone.tagging.trial_words import BLIND, PILOT

Find = Callable[[Words, tuple[str, ...]], tuple[str, int, int] | None]


class Sign(NamedTuple):
    """A value read from words (`field` with `start`, `end`) or from a publication type (`field` only)."""

    value: str
    field: str
    start: int
    end: int
    confidence: float


def read_design(
    reading: Reading, cues: Cues, publication_types: Iterable[str], vocabulary: Vocabulary
) -> tuple[Sign | None, Sign | None, float]:
    """The design that the text tells, the one that the publication types tell, and the chance of a randomised trial.

    The chance is the small model's (`randomised.py`). Where it is sure and the words of an abstract are faint, it
    mends what they were read as.
    """
    find = _finder(reading, cues)
    typed = _from_types(publication_types, vocabulary)
    told = design_of_text(reading, cues)
    p = chance(cues.points, told.value if told else "")
    if reading.field == "abstract":
        told = _weighed(find, told, p)
    return told, typed, p


def design_of_text(reading: Reading, cues: Cues) -> Sign | None:
    """The design by the rules alone."""
    find = _finder(reading, cues)
    return _from_text(reading, find) or _named(reading) or _fallback(reading, find)


def settle(told: Sign | None, typed: Sign | None) -> Sign | None:
    """The design of a record whose text tells `told` and whose publication types tell `typed`."""
    if typed is None or told is None:
        return told or typed
    if agrees(typed, told):
        return told._replace(confidence=0.97)
    return typed if told.confidence <= 0.5 or typed.value in _FINER else told


def agrees(typed: Sign, told: Sign) -> bool:
    """Whether the text tells the publication type's design, or a finer one that the type leaves open."""
    return typed.value == told.value or told.value in _FINER.get(typed.value, ())


def read_pilot(reading: Reading, cues: Cues) -> Sign | None:
    """Whether the study calls itself a pilot, with the words."""
    found = seek(PILOT, reading, cues, ("title", "aim", "methods", "", "conclusion"))
    return found and Sign("yes", *found, 0.9)


def read_randomised(reading: Reading, cues: Cues, design: str) -> Sign | None:
    """`yes` where people were allotted at random in the study itself, `no` where the text denies it."""
    if design in ("rct", "crossover_rct", "cluster_rct"):
        found = seek(RANDOM, reading, cues, ("methods", "", "title", "aim", "results"))
        return found and Sign("yes", *found, 0.9)
    if denied := seek(NOT_RANDOM, reading, cues, ("title", "methods", "", "aim")):
        return Sign("no", *denied, 0.9)
    if design in ("protocol", "nonrandomised_trial"):
        found = seek(RANDOM, reading, cues, ("methods", "", "title", "aim", "results"))
        return found and Sign("yes", *found, 0.8)
    return None


def read_blinded(reading: Reading, cues: Cues) -> Sign | None:
    """Who was blinded: double, single, assessor, participant, or none."""
    for value, words in BLIND:
        found = seek(words, reading, cues, ("title", "methods", "aim", "", "results", "conclusion"))
        if found:
            return Sign(value, *found, 0.85)
    return None


RANDOMISED = ("rct", "crossover_rct", "cluster_rct")
# How sure the model must be to make a randomised trial of what was read; at 0.4 its two errors balance (on folds).
_MENDED = {"nonrandomised_trial": 0.4, "pre_post_single_arm": 0.4, "cohort": 0.7, "cross_sectional": 0.7,
           "case_series": 0.7}  # fmt: skip


def _weighed(find: Find, told: Sign | None, p: float) -> Sign | None:
    """A trial that its words hardly tell to be randomised, where the model thinks it is."""
    if p < (_MENDED.get(told.value, 2.0) if told else 0.4) or find(QUASI, _OWN) or find(SINGLE, _OWN):
        return told
    words = find(PLACEBO, _OWN) or find(CONTROLLED, (*_OWN, "results"))
    return Sign("rct", *(words or (told[1:4] if told else ("title", 0, 0))), round(p, 3))


_OWN = ("title", "aim", "methods", "")


def _finder(reading: Reading, cues: Cues) -> Find:
    def find(words: Words, where: tuple[str, ...]) -> tuple[str, int, int] | None:
        return seek(words, reading, cues, where)

    return find


def _from_text(reading: Reading, find: Find) -> Sign | None:
    title, own = "title", ("aim", "methods", "")
    if found := find(PROTOCOL_TITLE, (title,)):
        return Sign("protocol", *found, 0.95)
    if (found := find(PROTOCOL_TEXT, own)) and not _has_results(reading):
        return Sign("protocol", *found, 0.9)
    random = find(RANDOM, (title, *own, "results"))
    named = find(CASE, (title,))
    if named and not random and not find(SYSTEMATIC, (title,)):
        return Sign("case_report", *named, 0.9)
    case = None if random else find(CASE_BODY, own)
    review = _review(find, bool(case))
    if review:
        return review
    if (found := find(COMMENT, (title,))) and not find(RECRUITED, (*own, "results")):
        return Sign("commentary", *found, 0.7)
    if (found := find(COMMENTS, own)) and not find(RECRUITED, (*own, "results")) and not find(RANDOM, own):
        return Sign("commentary", *found, 0.6)
    if not random and (found := find(CASE_SERIES, (title, *own))):
        return Sign("case_series", *found, 0.85)
    random = random or find(PLACEBO, (title, *own))
    if not random and (found := case or find(CASE, (title, *own))):
        return Sign("case_report", *found, 0.85)
    if (found := find(ANIMAL, (title, "methods"))) and not find(RECRUITED, (*own, "results")):
        return Sign("animal_or_basic", *found, 0.85)
    if found := find(MIXED, (title, *own)):
        return Sign("mixed_methods", *found, 0.85)
    if found := find(CASE_CONTROL, (title, *own)):
        return Sign("case_control", *found, 0.85)
    if (found := find(QUALITATIVE, (title, *own))) and (not random or find(VIEWS, (title,))):
        return Sign("qualitative", *found, 0.85)
    if (found := find(TALKED, own)) and (find(VIEWS, (title,)) if random else not find(MEASURES, (*own, "results"))):
        return Sign("qualitative", *found, 0.7)
    quasi = find(QUASI, (title, "methods", "", "aim"))
    crossover = find(CROSSOVER, (title, *own))
    if crossover and not quasi and not random and find(CROSSED, (title, *own)):
        return Sign("crossover_rct", *crossover, 0.6)
    if random and not quasi:
        if crossover:
            return Sign("crossover_rct", *crossover, 0.9)
        if found := find(CLUSTER, (title, *own)):
            return Sign("cluster_rct", *found, 0.9)
        if found := find(SECONDARY, (title, *own)):
            return Sign("cohort", *found, 0.5)
        return Sign("rct", *random, 0.9)
    return _unrandomised(reading, find, quasi)


def _review(find: Find, case: bool) -> Sign | None:
    title = "title"
    own = ("aim", "methods", "")
    if (found := find(GUIDELINE, (title,))) and not find(RANDOM, ("methods", "")):
        return Sign("guideline", *found, 0.85)
    if found := find(NARRATIVE_SELF, (title, "methods")):
        return Sign("narrative_review", *found, 0.85)
    if found := find(OVERVIEW, (title, "aim", "methods")):
        return Sign("overview_or_evidence_map", *found, 0.85)
    named = find(SYSTEMATIC, (title, *own))
    searched = find(SEARCHED, own)
    meta_title = find(META, (title,))
    if not meta_title and not named and not searched:
        if case or find(LOOKED_BACK, ("title", *own)):
            return None
        if (found := find(REVIEW, (title,))) and not find(RECRUITED, ("methods", "")):
            return Sign("narrative_review", *found, 0.75)
        if (found := find(NARRATIVE, (*own, "conclusion"))) and not find(RECRUITED, ("methods", "")):
            return Sign("narrative_review", *found, 0.7)
        return None
    if not meta_title and not find(SYSTEMATIC, (title,)) and find(RECRUITED, ("methods", "")):
        counted = find(COUNTED, ("methods", "results", ""))
        if not counted:
            return None
    strong = find(SYSTEMATIC, (title,)) or meta_title or searched or named
    pooled = meta_title or find(META, ("aim", "methods", "results", ""))
    if pooled and (meta_title or not find(NO_META, ("methods", "results", "", "conclusion"))):
        return Sign("systematic_review_with_meta_analysis", *(meta_title or pooled), 0.9)
    return Sign("systematic_review", *strong, 0.9)


def _unrandomised(reading: Reading, find: Find, quasi: tuple | None) -> Sign | None:
    own = ("title", "aim", "methods", "")
    single = find(UNCONTROLLED, (*own, "results", "conclusion"))
    controlled = find(CONTROLLED, (*own, "results"))
    strict = find(SINGLE, (*own, "results", "conclusion"))
    if (found := find(ASSIGNED, ("methods", ""))) and not quasi and not strict:
        return Sign("rct", *found, 0.5)
    if not controlled and not strict:
        controlled = _compared(reading)
    if not quasi and (found := find(SECTIONAL, (*own,))):
        return Sign("cross_sectional", *found, 0.8)
    if controlled and not strict:
        if (found := find(COHORT, own)) and not quasi:
            return Sign("cohort", *found, 0.7)
        return Sign("nonrandomised_trial", *(quasi or controlled), 0.8)
    if found := find(SURVEY, ("title", "methods", "aim")):
        return Sign("cross_sectional", *found, 0.75)
    if quasi:
        lone = single and not reading.low.startswith("non", quasi[1])
        return Sign("pre_post_single_arm" if lone else "nonrandomised_trial", *quasi, 0.7)
    if strict or single:
        return Sign("pre_post_single_arm", *(strict or single), 0.8)
    if found := find(COHORT, own):
        return Sign("cohort", *found, 0.7)
    return None


def _compared(reading: Reading) -> tuple[str, int, int] | None:
    """Words for a comparator in the methods that the words before them set against something."""
    for mention in reading.mentions:
        if mention.facet == "comparator" and mention.code != "none":
            sentence = reading.sentence_at(mention.start)
            if sentence and sentence.category in ("methods", ""):
                before = reading.low[max(sentence.start, mention.start - 70) : mention.start]
                if _AGAINST.search(before):
                    return reading.field, mention.start, mention.end
    return None


_AGAINST = re.compile(
    r"\b(?:or|versus|vs|against|compared? (?:with|to)|comparison|comparing|than|while|whereas|others?|rest|remainder|"
    r"either|controls?|half|had|received|got|given|and (?:\d+|\w+ty|\w+teen|ten|twelve|eleven|nine))"
    r"(?=[\s.,:;(])[^.;]*$"
)


def _named(reading: Reading) -> Sign | None:
    for mention in reading.title_mentions:
        if mention.facet == "design":
            return Sign(mention.code, "title", mention.start, mention.end, 0.7)
    for mention in reading.mentions:
        # Randomised trials, in the plural, are others'.
        if mention.facet == "design" and not (mention.code in RANDOMISED and reading.low[mention.end - 1] == "s"):
            return Sign(mention.code, reading.field, mention.start, mention.end, 0.6)
    return None


def _fallback(reading: Reading, find: Find) -> Sign | None:
    """What is likely where nothing was told: people measured once treated, or, without any result, a review."""
    every = ("methods", "aim", "results", "")
    if reading.field == "digest" or find(RECRUITED, every):
        found = find(MEASURED, every)
        return found and Sign("pre_post_single_arm", *found, 0.5)
    if found := find(FOLLOWED, every):
        return Sign("cohort", *found, 0.4)
    if len(reading.sentences) < 3 or find(MEASURES, (*every, "conclusion")) or find(DONE, (*every, "conclusion")):
        return None
    return Sign("narrative_review", "title", 0, 0, 0.4)


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


def _has_results(reading: Reading) -> bool:
    for sentence in reading.sentences:
        if sentence.category == "results":
            return not UNREPORTED.search(reading.low[sentence.start : sentence.end])
    return False
