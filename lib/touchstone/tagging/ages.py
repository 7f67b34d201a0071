"""The life stage and sex of the people studied: from words, from ages, and from who they are known to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.bystanders import gives, is_agent, no_age
from touchstone.tagging.people import PERSON, Found, keep
from touchstone.tagging.reading import Reading

GUESSED = 0.5  # the confidence of patients of no told age taken for adults


def read_life_stage(reading: Reading, vocabulary: Vocabulary, people: Iterable[Found] = ()) -> Found | None:
    """The one life stage of the people studied; `mixed` where several are named.

    `people` are the populations read before: who they are tells a stage where the text tells none, and that babies and
    children of whom a text on women in labour or on nurses speaks took no part.
    """
    people = list(people)
    implied = _implied(vocabulary, people)
    grown = implied.keys() - set(_YOUNG)
    seen = _best_of(reading, "life_stage")
    if grown and not implied.keys() & set(_YOUNG):
        seen = {code: found for code, found in seen.items() if code not in _YOUNG or found.field == "title"}
    aged = _from_ages(reading)
    if aged and aged.code not in seen:
        seen[aged.code] = aged
    if seen:
        return _chosen(seen, aged)
    for code in ("older_adult", "adult", *_YOUNG):
        if code in implied:
            return implied[code]
    return _grown_up(reading, people)


def _implied(vocabulary: Vocabulary, people: list[Found]) -> dict[str, Found]:
    """Life stages that the vocabulary gives the people read."""
    out: dict[str, Found] = {}
    for found in people:
        known = vocabulary.population.get(found.code)
        if known is not None and known.life_stage:
            out.setdefault(known.life_stage, found._replace(facet="life_stage", code=known.life_stage, confidence=0.7))
    return out


def _chosen(seen: dict[str, Found], aged: Found | None) -> Found:
    """One of several life stages: of those the title names before those of the aim, and these before the methods'."""
    highest = max(found.confidence for found in seen.values())
    titled = {code: found for code, found in seen.items() if found.confidence == highest and highest >= 0.9}
    for code in ("preterm_newborn", "infant"):
        if code in titled:
            return titled[code]
    if "mixed" in seen:
        return seen["mixed"]
    pool = titled or seen
    if aged and aged.code == seen.get(aged.code, aged).code:
        pool = {**pool, aged.code: seen[aged.code]}
    young = [code for code in reversed(_YOUNG) if code in pool]
    if young and ("adult" in pool and pool["adult"].confidence >= 0.9 and pool[young[0]].confidence >= 0.9):
        return pool[young[0]]._replace(code="mixed", confidence=0.6)
    for code in ("preterm_newborn", "infant", "older_adult", "adolescent", "child", "adult", "mixed"):
        if code in pool:
            return pool[code]
    return next(iter(pool.values()))


def _grown_up(reading: Reading, people: list[Found]) -> Found | None:
    """Patients of no told age are taken for adults, and said to be so with little confidence."""
    for sentence in reading.sentences:
        if sentence.category in ("methods", "aim", "") and (
            found := _ANYBODY.search(reading.low, sentence.start, sentence.end)
        ):
            return Found("life_stage", "adult", reading.field, found.start(), found.end(), GUESSED)
    found = _ANYBODY.search(reading.low_title)
    if found:
        return Found("life_stage", "adult", "title", found.start(), found.end(), GUESSED)
    return people[0]._replace(facet="life_stage", code="adult", confidence=GUESSED) if people else None


def read_sex(reading: Reading, vocabulary: Vocabulary, people: Iterable[Found] = ()) -> Found | None:
    """female, male or both, where the text tells; the mothers of the babies and children who took part tell nothing."""
    stages = _implied(vocabulary, list(people)).keys()
    seen = _best_of(reading, "sex", without_agents=bool(stages) and stages <= set(_YOUNG))
    share = _share(reading)
    if share:
        return Found("sex", "both", reading.field, share.start(), share.end(), 0.85)
    if "both" in seen or ("female" in seen and "male" in seen):
        found = seen.get("both") or seen["female"]
        return found._replace(code="both")
    return seen.get("female") or seen.get("male")


def _share(reading: Reading) -> re.Match | None:
    """Where the text counts one sex among the people, so that both took part."""
    read = 0
    for mention, _ in reading.placed.get("sex", ()):
        if mention.end > read:
            read = mention.end + 30
            found = _SHARE.search(reading.low, max(0, mention.start - 60), read)
            if found:
                return found
    return None


_SHARE = re.compile(
    r"\b\d+(?:\.\d+)? ?(?:%|per ?cent) (?:were |was |of (?:them|whom|participants|patients) (?:were )?)?(?:women|men|"
    r"female|male|girls|boys)\b|\b(?:\w+|\d+) (?:wo)?men(?:,| and) (?:and )?(?:\w+|\d+) (?:wo)?men\b|\((?:\w+|\d+) "
    r"(?:women|men|girls|boys|females|males)\b|\b(?:mostly|mainly|most of them|nearly all|chiefly|predominantly|"
    r"largely|majority) (?:were )?(?:women|men|female|male|mothers)\b|\b(?:female|women|males?|men)[,:]? ?(?:=|:)? "
    r"?\d+(?:\.\d+)? ?%|\((?:mean|median|aged?)\b[^()]{0,60}[;,] ?\d+ (?:women|men|girls|boys|females?|males?)\b|"
    r"\b(?:two|three|one)[- ](?:thirds?|quarters?|fifths) "
    r"(?:of them |were |of whom were )*(?:women|men|females?|males?|girls|boys)\b"
)
_YOUNG = ("preterm_newborn", "infant", "adolescent", "child")
_ANYBODY = re.compile(rf"\b{PERSON}\b")


def _best_of(reading: Reading, facet: str, without_agents: bool = False) -> dict[str, Found]:
    """Codes of `facet` by their best-placed words; what only names parents or nurses may be left aside."""
    aside = is_agent if without_agents else gives
    seen: dict[str, Found] = {}
    for mention in reading.title_mentions:
        low = reading.low_title
        if mention.facet == facet and not aside(low, mention) and not no_age(low, mention):
            keep(seen, mention, "title", 0.95)
    for mention, sentence in reading.placed.get(facet, ()):
        known = seen.get(mention.code)
        if (known and known.confidence >= 0.9) or sentence.category in ("results", "conclusion"):
            continue
        if not aside(reading.low, mention) and not no_age(reading.low, mention):
            keep(seen, mention, reading.field, 0.9 if sentence.category == "aim" else 0.8)
    return seen


_AGE = re.compile(
    r"\b(?:aged?|ages|mean age|median age|average age|averaging|mean|median|of) (?:of |was |were |is |about |around |"
    r"between |from )?(\d{1,3})(?:\.\d+)?(?: ?(?:-|to|and) ?(\d{1,3}))?(?: ?years| ?yr|(?=[ ,;.)]))|\b(\d{1,3})(?:-| "
    r"to )(\d{1,3}) years\b|\b(\d{2})-year-old"
)


_NEAR_AGE = re.compile(r"y(?:ear|r\b)|a(?:(?<![a-z]a)ge|verag)")


def _ages(low: str) -> Iterator[re.Match]:
    """Each statement of ages, in order; only the words around `age` and `years` are looked at closely."""
    read = 0
    for near in _NEAR_AGE.finditer(low):
        if near.end() <= read:
            continue
        for found in _AGE.finditer(low, max(read, near.start() - 40), near.end() + 60):
            read = found.end()
            yield found


def _from_ages(reading: Reading) -> Found | None:
    for found in _ages(reading.low):
        words = found.group()
        if "age" not in words and "year" not in words and "averag" not in words:
            continue
        ages = [int(g) for g in found.groups() if g]
        low, high = min(ages), max(ages)
        if high > 110 or low < 1:
            continue
        if low >= 65 or (low >= 60 and high > low):
            code = "older_adult"
        elif low >= 18:
            code = "adult"
        elif high >= 25:
            code = "mixed" if low < 16 else "adult"
        elif low >= 12:
            code = "adolescent"
        else:
            code = "child"
        return Found("life_stage", code, reading.field, found.start(), found.end(), 0.85)
    return None
