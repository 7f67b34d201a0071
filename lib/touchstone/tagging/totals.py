"""How many people a study had where only its parts are told: arms, groups of a size, women and men."""

from __future__ import annotations

import re
from typing import NamedTuple

from touchstone.tagging.numbers import Number, numbers, value_of
from touchstone.tagging.reading import Reading
from touchstone.tagging.sample_words import COMPANION, EACH, GROUPS, LIST, RECEIVED, SEX, UNIT


class Candidate(NamedTuple):
    """A number that may count the people of a study, how likely it does, and where it stands."""

    value: int
    role: str
    score: float
    start: int
    end: int
    field: str


def totals(reading: Reading, told: list[list[Number]]) -> list[Candidate]:
    """Totals worked out from arms, the likeliest way of telling them first; `told` are the numbers of each sentence."""
    found = (_sum_of_arms(reading, told), _groups_of_a_size(reading), _sum_of_neighbours(reading))
    return [one for one in found if one]


def _sum_of_arms(reading: Reading, told: list[list[Number]]) -> Candidate | None:
    """Arms of one sentence added up, for texts without a total: `18 had it and 20 did not`, `(n = 18) … (n = 20)`."""
    for place, sentence in enumerate(reading.sentences):
        if sentence.category not in ("methods", "", "results") or len(told[place]) < 2:
            continue
        if sentence.category == "results" and not _ALLOTTED.search(reading.low, sentence.start, sentence.end):
            continue
        summed = _in_sentence(reading, sentence.start, sentence.end, told[place])
        if summed:
            return summed
    return None


_ALLOTTED = re.compile(r"\b(?:randomi[sz]ed|randomly|assigned|allocated|allotted|divided|enrolled|recruited)\b")


def _in_sentence(reading: Reading, first: int, last: int, told: list[Number]) -> Candidate | None:
    low, field = reading.low, reading.field
    printed = _printed(low, first, last)
    if 2 <= len(printed) <= 6:
        values = [int(m.group(1)) for m in printed]
        if max(values) < 3 * min(values) + 5:
            return Candidate(sum(values), "enrolled", 6.0, printed[0].start(), printed[-1].end(), field)
    listed = LIST.search(low, first, last)
    if listed:
        values = [int(v) for v in re.findall(r"\d+", listed.group(1))]
        if max(values) <= 3 * min(values):
            return Candidate(sum(values), "enrolled", 3.5, listed.start(1), listed.end(1), field)
    arms = []
    for number in told:
        after = low[number.end : min(last, number.end + 60)]
        before = low[max(first, number.start - 25) : number.start]
        if number.value != int(number.value) or number.value < 4 or UNIT.match(after):
            continue
        if RECEIVED.match(after) or (after.startswith(")") and before.endswith("(")):
            arms.append(number)
    values = [int(n.value) for n in arms]
    if 2 <= len(values) <= 5 and max(values) <= 3 * min(values):
        return Candidate(sum(values), "enrolled", 4.0, arms[0].start, arms[-1].end, field)
    return None


def _printed(low: str, first: int, last: int) -> list[re.Match]:
    """`n = 18`, by place; a size of each group (`n = 18 in each`) is no part of a sum."""
    if "n =" not in (part := low[first:last]) and "n=" not in part:
        return []
    return [m for m in _PRINTED.finditer(low, first, last) if not _OF_EACH.match(low, m.end(), last)]


_PRINTED = re.compile(r"\bn ?= ?(\d+)")
_OF_EACH = re.compile(r" ?,?(?: [a-z-]+){0,2} (?:(?:in|for|per|to|of) )?(?:each|per|both|group|arm|apiece)\b")


def _groups_of_a_size(reading: Reading) -> Candidate | None:
    """`three groups (n = 35 in each)`, `31 an arm`: the size of one group times their number, told or else two."""
    low = reading.low
    if "each" not in low and " arm" not in low and "per group" not in low and "groups of" not in low:
        return None
    anywhere, here, groups = GROUPS.search(low), None, None
    for found in EACH.finditer(low):
        sentence = reading.sentence_at(found.start())
        if sentence is None or sentence.category not in ("methods", "", "results", "aim"):
            continue
        size = next(int(v) if v.isdigit() else value_of(v) for v in found.groups() if v)
        if not 3 <= size <= 5_000:
            continue
        if sentence is not here:
            here, groups = sentence, GROUPS.search(low, sentence.start, sentence.end) or anywhere
        times = (int(groups["n"]) if groups["n"].isdigit() else value_of(groups["n"])) if groups else 2
        return Candidate(size * times, "enrolled", 3.8 if groups else 2.2, found.start(), found.end(), reading.field)
    return None


def _sum_of_neighbours(reading: Reading) -> Candidate | None:
    """Two arms told in two sentences, one after the other, each with its `(n = 20)`."""
    low, last = reading.low, None
    for sentence in reading.sentences:
        printed = _printed(low, sentence.start, sentence.end) if sentence.category in ("methods", "") else []
        if len(printed) != 1:
            last = None
            continue
        if last:
            values = int(last.group(1)), int(printed[0].group(1))
            if max(values) < 2 * min(values):
                return Candidate(sum(values), "enrolled", 3.6, last.start(), printed[0].end(), reading.field)
        last = printed[0]
    return None


def with_other_sex(reading: Reading, first: Candidate) -> Candidate:
    """`first` with the other sex, where it counts one of the two only: `(64 women and 54 men)`."""
    if first.field != reading.field:
        return first
    found = SEX.search(reading.low, max(0, first.start - 40), min(len(reading.low), first.end + 40))
    if not found or first.start not in (found.start("one"), found.start("two")):
        return first
    parts = [int(v) if v.isdigit() else value_of(v) for v in (found["one"], found["two"])]
    return first._replace(value=sum(parts), start=found.start(), end=found.end())


def with_companions(reading: Reading, first: Candidate) -> Candidate | None:
    """`first` with the other groups that its sentence counts: `270 people with one and 130 with the other`."""
    if first.field != reading.field:
        return None
    sentence = reading.sentence_at(first.start)
    if sentence is None:
        return None
    low, others = reading.low, []
    for number in numbers(low, first.end, sentence.end):
        before = low[max(first.end, number.start - 12) : number.start]
        after = low[number.end : min(sentence.end, number.end + 60)]
        if number.value != int(number.value) or not first.value / 2.5 <= number.value <= first.value * 2.5:
            continue
        opened = low[first.end : number.start]
        if opened.count("(") > opened.count(")"):
            continue
        if re.search(r"\b(?:and|while|whereas|,|;|against|versus|or) $", before) and COMPANION.match(after):
            others.append(number)
    rest = sum(n.value for n in others)
    if not others or len(others) > 4 or (rest == first.value and len(others) > 1):
        return None
    if re.match(r"[^.;]{0,90}?\b(?:random|enrolled|divided|split|allocated|assigned)", low[first.end : sentence.end]):
        return None
    return Candidate(first.value + int(rest), "enrolled", first.score + 0.1, first.start, others[-1].end, first.field)
