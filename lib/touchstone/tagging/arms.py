"""Comparators told by the grammar of arms: plain words for what controls got, and what an undescribed control gets."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from touchstone.protocol.models import Vocabulary
from touchstone.tagging import controls
from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading, covered_by
from touchstone.tagging.terms import ARM, Mention
from touchstone.tagging.treatments import REVIEWS


def of_control_arm(reading: Reading, design: str, best: dict[str, Found]) -> None:
    """Words that mean a comparator only of a control arm: `controls kept their medicines`, `or nothing`."""
    placed = reading.placed.get(ARM)
    if not placed or design in REVIEWS:
        return
    covered = covered_by(
        reading.mentions, ("intervention", "comparator", "not_intervention", "population", "life_stage")
    )
    for mention, sentence in islice(placed, controls.MOST_MENTIONS):
        if mention.code in best or sentence.category not in ("methods", "", "aim") or covered(mention):
            continue
        before = controls.before_in_sentence(reading.low, sentence.start, mention)
        against = controls.set_against(before)
        if (controls.for_all(before) and not against) or controls.measured(before) or controls.denied(before):
            continue
        against = against and controls.allotted(reading.low[sentence.start : mention.start])
        alone = _ALONE_AFTER.match(reading.low, mention.end) and controls.allotted(
            reading.low[sentence.start : mention.start]
        )
        if against or alone or controls.given_to_controls(before):
            best[mention.code] = Found("comparator", mention.code, reading.field, mention.start, mention.end, 0.8)


def as_usual(reading: Reading, vocabulary: Vocabulary, design: str, best: dict[str, Found]) -> None:
    """What people get anyway, as the control arm: `or standard neonatal follow-up`, `lessons as usual`."""
    code = next((c for c, k in vocabulary.comparator.items() if k.kind == "inert"), "")
    if not code or code in best or design in REVIEWS:
        return
    low = reading.low
    covered = None
    for found in controls.usual_things(reading):
        sentence = reading.sentence_at(found.start())
        if sentence is None or sentence.category not in ("methods", "", "aim"):
            continue
        before = low[max(sentence.start, found.start() - 130) : found.start()]
        told = controls.set_against(before) or controls.given_to_controls(before)
        if not told and not _ALONE_AFTER.match(low, found.end()):
            continue
        covered = covered or covered_by(reading.mentions, ("intervention", "comparator", "not_intervention"))
        if any(covered(Mention(at, at + 1, "", "", False)) for at in (found.start(), found.end() - 1)):
            continue
        best[code] = Found("comparator", code, reading.field, found.start(), found.end(), 0.75)
        return


def without_intervention(reading: Reading, vocabulary: Vocabulary, design: str, best: dict[str, Found]) -> None:
    """The intervention against going without it: `brushing or no brushing`, `brushing against none`."""
    code = _nothing(vocabulary)
    if not code or code in best:
        return
    low = reading.low
    for mention, sentence in reading.placed.get("intervention", ()):
        if sentence.category in ("conclusion",) or low[mention.start - 1] not in " -":
            continue
        if controls.left_without(low[max(sentence.start, mention.start - 40) : mention.start]):
            best[code] = Found("comparator", code, reading.field, mention.start, mention.end, 0.75)
            return
    against = _against_none(reading, design)
    if against:
        best[code] = Found("comparator", code, reading.field, against.start(), against.end(), 0.7)


def _against_none(reading: Reading, design: str) -> re.Match | None:
    """`against none` in a review; `or no …` where a trial tells of its arms, whatever it is that they went without."""
    low = reading.low
    if design in REVIEWS:
        return _AGAINST_NONE.search(low) if " none" in low or " nothing" in low else None
    for found in _OR_NO.finditer(low) if " no " in low else ():
        sentence = reading.sentence_at(found.start())
        if (
            sentence
            and sentence.category in ("methods", "aim", "")
            and controls.allotted(low[sentence.start : found.start()])
        ):
            return found
    return None


def _nothing(vocabulary: Vocabulary) -> str:
    """The code of a control arm that gets nothing."""
    return next((c for c, k in vocabulary.comparator.items() if k.kind == "inert" and "nothing" in k.arm_words), "")


def kinds_as_arms(reading: Reading, vocabulary: Vocabulary, design: str, best: dict[str, Found]) -> None:
    """People put into two kinds or doses of the intervention, where no idle arm stands beside them."""
    code = next((c for c, k in vocabulary.comparator.items() if k.kind == "other_dose"), "")
    if not code or design in REVIEWS or any(vocabulary.comparator[c].kind != "active" for c in best):
        return
    low = reading.low
    placed = reading.placed.get("intervention", ())
    for _, sentence in placed:
        doses = controls.two_doses(low, sentence.start, sentence.end) if sentence.category in ("methods", "") else None
        if doses and controls.allotted(low[sentence.start : doses.start()]):
            best[code] = Found("comparator", code, reading.field, doses.start(), doses.end(), 0.7)
            return
    for (one, here), (two, there) in pairwise(placed):
        if here is not there or one.code == two.code or here.category not in ("methods", "", "aim"):
            continue
        if _OR_KIND.fullmatch(low, one.end, two.start) and controls.allotted(low[here.start : one.start]):
            best[code] = Found("comparator", code, reading.field, two.start, two.end, 0.7)
            return


def unsaid(reading: Reading, vocabulary: Vocabulary, design: str) -> dict[str, Found]:
    """What a control arm gets of which no more is said, or of a review that does not say what it compares with."""
    code = _idle(reading, vocabulary, design)
    if not code:
        return {}
    if design in _POOLED and "intervention" in reading.placed and any(word in reading.low for word in _EFFECTS):
        return {code: Found("comparator", code, "", 0, 0, 0.4)}
    if design not in CONTROLLED:
        return {}
    plain = controls.plain_control(reading)
    return {code: Found("comparator", code, reading.field, plain.start(), plain.end(), 0.5)} if plain else {}


def third_arm(reading: Reading, vocabulary: Vocabulary, design: str, best: dict[str, Found]) -> None:
    """An idle control beside another comparator, named and not described."""
    plain = controls.plain_third_arm(reading)
    code = _idle(reading, vocabulary, design) if plain else ""
    if code:
        best[code] = Found("comparator", code, reading.field, plain.start(), plain.end(), 0.5)


def _idle(reading: Reading, vocabulary: Vocabulary, design: str) -> str:
    """The code of an undescribed control: the care people are under, or nothing where they are under none."""
    usual = next((c for c, k in vocabulary.comparator.items() if k.kind == "inert"), "")
    nothing = _nothing(vocabulary)
    return nothing if nothing and (design == "crossover_rct" or not controls.cared_for(reading)) else usual


# A review whose effects are given has pooled them against something.
_EFFECTS = (
    "95%", "smd", "mean difference", "effect size", "hedges", "g =", "d =", "d=", "g=", "relative risk", "risk ratio",
    "odds ratio", "pooled estimate", "pooled effect",
)  # fmt: skip
_POOLED = ("systematic_review_with_meta_analysis",)
CONTROLLED = ("rct", "cluster_rct", "crossover_rct", "nonrandomised_trial", "protocol", "cohort", "case_control", "")
_ALONE_AFTER = re.compile(r",? (?:alone|only)\b")
_AGAINST_NONE = re.compile(r"\b(?:against|versus|vs\.?|than|over) (?:none|nothing)\b")
_OR_NO = re.compile(
    r"\b(?:or|versus|vs\.?|to|against) (?:to )?no (?!significant|differen|longer|more|less|evidence|effect|change|such|"
    r"other|prior|previous|history|known)[a-z]+"
)
_OR_KIND = re.compile(r"(?: ?\([^)]{0,40}\))?(?:,? or| versus| vs\.?|, \w+)(?: to)?(?: [a-z-]+){0,2} ")
