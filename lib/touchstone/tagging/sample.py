"""How many people took part, and how many studies a review holds: digits or words, never ages, doses or years."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from touchstone.tagging.cues import Cues
from touchstone.tagging.numbers import Number, numbers_at, value_of
from touchstone.tagging.reading import Reading
from touchstone.tagging.sample_words import (
    AFTER_GAP,
    ANALYSED,
    ANALYSED_BEFORE,
    ARM_AFTER,
    ARM_BEFORE,
    BAD_BEFORE,
    BARE,
    BARE_BEFORE,
    ENROLLED,
    GROUPS_OF,
    NOUN,
    RANGE,
    SCREENED,
    SCREENED_BEFORE,
    SHARE,
    SPELT,
    TOTAL_BEFORE,
    UNIT,
)
from touchstone.tagging.totals import Candidate, totals, with_companions, with_other_sex


class Count(NamedTuple):
    """A count with the words it was read from."""

    value: int
    field: str
    start: int
    end: int
    confidence: float


class Sample(NamedTuple):
    """People enrolled (or allotted) and people analysed, as far as told."""

    enrolled: Count | None
    analysed: Count | None

    def best(self) -> Count | None:
        """People analysed where told, else enrolled."""
        return self.analysed or self.enrolled


def read_sample(reading: Reading, cues: Cues, design: str) -> Sample:
    """People enrolled and analysed in a study; arms are summed where no total is told."""
    told = _by_sentence(reading, numbers_at(reading.low, cues.body.get(SPELT.number, [])))
    found = _in_title(reading, cues) + _candidates(reading, told)
    enrolled = max((c for c in found if c.role != "analysed"), key=_rank, default=None)
    if enrolled is not None and enrolled.score <= 0:
        enrolled = None
    for summed in (*totals(reading, told), enrolled and with_companions(reading, enrolled)):
        if summed and (enrolled is None or (enrolled.score < summed.score and enrolled.value < summed.value)):
            enrolled = summed
    enrolled = enrolled and with_other_sex(reading, enrolled)
    analysed = max((c for c in found if c.role == "analysed" and c.score > 0), key=_rank, default=None)
    if enrolled and analysed and analysed.value > enrolled.value and enrolled.score < 5:
        enrolled = None
    if enrolled and analysed and enrolled.value > 4 * analysed.value:
        if enrolled.score > analysed.score - 2:
            analysed = None
        else:
            enrolled = None
    if design == "case_report" and (enrolled is None or enrolled.value > 5):
        enrolled = _one(reading)
    return Sample(enrolled and _count(enrolled), analysed and _count(analysed))


_WHERE = {"methods": 1.5, "": 1.0, "results": 0.4, "aim": 0.4, "conclusion": -1.5}


def _by_sentence(reading: Reading, found: list[Number]) -> list[list[Number]]:
    """The numbers of each sentence that may count something: whole, no measured value, no share."""
    out: list[list[Number]] = [[] for _ in reading.sentences]
    low, size = reading.low, len(reading.low)
    for number in found:
        start, end, value, _ = number
        if value != int(value) or value < 1 or value > 5_000_000:
            continue
        if (end < size and low[end] in "%/°") or (low[end : end + 2] == " %"):
            continue
        before = low[start - 1] if start else " "
        if before == " " and start > 1:
            before = low[start - 2]
        if before in "<>±+-/=.·" and low[start - 1] != " " and not _PRINTED.search(low, max(0, start - 6), start):
            continue
        if before in "<>±=" and not _PRINTED.search(low, max(0, start - 6), start):
            continue
        place = bisect_right(reading.starts, start) - 1
        if place >= 0 and end <= reading.sentences[place].end:
            out[place].append(number)
    return out


_PRINTED = re.compile(r"\bn ?= ?$")


def _in_title(reading: Reading, cues: Cues) -> list[Candidate]:
    low = reading.low_title
    raw = reading.title
    found = (_judge(low, raw, n, 0, len(low), 1.0, "title") for n in numbers_at(low, cues.title.get(SPELT.number, [])))
    return [one for one in found if one]


def _candidates(reading: Reading, told: list[list[Number]]) -> list[Candidate]:
    out = []
    # A single capital N stands for the whole sample, a small n often for a part of it.
    whole = reading.body if len(_CAPITAL.findall(reading.body)) == 1 else ""
    for place, sentence in enumerate(reading.sentences):
        weight = _WHERE.get(sentence.category, 0.0) - 0.05 * place
        for number in told[place]:
            found = _judge(reading.low, whole, number, sentence.start, sentence.end, weight, reading.field)
            if found:
                out.append(found)
    return out


_CAPITAL = re.compile(r"\bN ?= ?\d")


def _judge(low: str, raw: str, number: Number, first: int, last: int, weight: float, field: str) -> Candidate | None:
    value = number.value
    if value != int(value) or value < 1 or value > 5_000_000:
        return None
    after, before = low[number.end : min(last, number.end + 130)], low[max(first, number.start - 70) : number.start]
    if UNIT.match(after) or (SHARE.match(after) and not re.match(r" ?\(?\d", after[1:]) and "%" in after[:4]):
        return None
    printed_n = _PRINTED.search(before[-6:])
    noun = None if printed_n else NOUN.match(after) if AFTER_GAP.match(after) else None
    if noun is None and not printed_n and not BARE.match(after) and not _bare(before):
        return None
    if noun is None and BAD_BEFORE.search(before[-24:]) and not printed_n:
        return None
    if noun is None and not number.words and 1900 <= value <= 2040:
        return None
    if RANGE.search(before[-8:]):
        return None
    if noun and _MEASURED.search(before[-10:]):
        return None
    tail = after[noun.end() :] if noun else after
    score = weight + (2.5 if noun else 2.0 if printed_n else 1.2)
    enrolled = bool(ENROLLED.search(tail[:75]) or ENROLLED.search(before[-45:]))
    score += 2.0 * enrolled
    score += 2.0 * bool(TOTAL_BEFORE.search(before[-28:])) * (not printed_n)
    role = "enrolled"
    if ANALYSED.match(tail) or ANALYSED_BEFORE.search(before):
        role, score = "analysed", score + 2.0
    if SCREENED.match(tail) or SCREENED_BEFORE.search(before[-24:]):
        score -= 4.0
    if (ARM_AFTER.match(tail) and not re.match(r"[^,;]{0,12}\brandom", tail)) or ARM_BEFORE.search(before[-24:]):
        score -= 2.5
    if _open_bracket(before) and not printed_n:
        score -= 3.0
    if printed_n and _CAPITAL.match(raw, number.start - len(printed_n.group())):
        score += 2.0
    elif printed_n and _open_bracket(before):
        score -= 1.2
    if value <= 3:
        score -= 3.0
    groups = GROUPS_OF.search(before)
    if groups:
        value *= int(groups.group(1)) if groups.group(1).isdigit() else value_of(groups.group(1))
    score += 0.7 * bool(re.match(r"(?: \([^)]*\))?[^,;.]{0,40}\brandomi", tail)) * 1.4
    end = number.end + (noun.end() if noun else 0)
    return Candidate(int(value), role, score, number.start, end, field)


_MEASURED = re.compile(r"\b(?:aged|age|mean|day|week|stage|phase|sf|p) ?[<=>]? ?$")


def _bare(before: str) -> bool:
    """Whether the words before a number say that it counts people, though no noun follows."""
    return before.rstrip()[-1:] in _LAST_LETTERS and bool(BARE_BEFORE.search(before[-26:]))


# Those that the words of BARE_BEFORE end in: most numbers need no search.
_LAST_LETTERS = tuple("dgfrt=:")


def _open_bracket(before: str) -> bool:
    return before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")


def _rank(candidate: Candidate) -> tuple[float, int]:
    return candidate.score, -candidate.start


def _one(reading: Reading) -> Candidate | None:
    for word in (
        r"\b(?:a|an|one|single) (?:[\w-]+ ){0,5}?(?:patient|client|woman|man|boy|girl|person|case|infant|child|adult|"
        r"athlete|individual)\b",
    ):
        for field, low in (("title", reading.low_title), (reading.field, reading.low)):
            found = re.search(word, low)
            if found:
                return Candidate(1, "enrolled", 5.0, found.start(), found.end(), field)
    return Candidate(1, "enrolled", 1.0, 0, 0, "title")


def _count(found: Candidate) -> Count:
    confidence = 0.95 if found.score >= 5 else 0.85 if found.score >= 3.5 else 0.65
    return Count(found.value, found.field, found.start, found.end, confidence)
