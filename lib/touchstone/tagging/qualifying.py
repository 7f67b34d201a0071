"""What parts a result that was told: a later time (`but not at 24 h`), another comparator, or counts of trials."""

from __future__ import annotations

import re

from touchstone.tagging.clauses import Verdict
from touchstone.tagging.numbers import value_of
from touchstone.tagging.phrases import Phrase

_TOLD = ("U", "D", "G", "X")
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)"
_LATER = (
    r"(?:(?:at|after|by|beyond|in|on|for|over) (?:the |a |an )?"
    r"(?:(?!at\b|after\b|by\b|in\b|on\b|for\b|over\b|of\b)\w+[- ]){0,3}(?:weeks?|months?|years?|days?|hours?|h|"
    r"follow-?ups?|long[- ]term|longer[- ]term|later|end)\b|later\b|thereafter\b|afterwards\b|"
    r"(?:weeks?|months?|days?) \d)"
)
# `lower at week 8 with no difference at month 6`, `no lasting change was seen`, `the long-term effect was not`
_LATER_NULL = Phrase(
    re.compile(
        r"\b(?:with|and|but|though|;|,)? ?no (?:\w+ly )?(?:significant )?(?:differences?|effects?|changes?|gap|benefit|"
        r"advantage)\b(?: (?!at|after|by|beyond|in|on|for|over)\w+){0,4} " + _LATER + r"|"
        r"\bno (?:lasting|sustained|enduring|long[- ]term|longer[- ]term|carry-?over|cumulative|persistent) "
        r"(?:changes?|effects?|benefits?|differences?|gains?|improvements?)\b|"
        r"\b(?:long|longer|medium)[- ]term (?:effects?|benefits?|changes?|results?|differences?)? ?(?:was|were|did|is|"
        r"are) not\b|\bnot (?:\w+ ){0,2}(?:in the )?(?:long|longer)(?:er)?[- ](?:term|run)\b"
    ),
    ("no ", "term", "run"),
)
# `fell back at follow-up`, `had gone by week 12`: of what the clause before told
_FELL_BACK = re.compile(
    r"\W*(?:but |and |yet |then |though )?(?:(?:it|they|this|these|both|had|has|have|was|were|the \w+) ){0,3}(?:"
    r"fell back|slipped back|"
    r"slid back|rose again|fell again|returned (?:to|towards?)|went back to|wore off|faded|waned|vanished|"
    r"disappeared|was (?:gone|lost)|were (?:gone|lost)|gone|lost|not (?:\w+ )?(?:sustained|maintained|kept|retained))\b"
)
# `no difference against sham`, after a difference from another comparator
_OTHER_NULL = re.compile(
    r"\W*(?:but |though |although )?(?:(?:there (?:was|were)|with|it (?:was|had)|they (?:were|had)) )?(?:no|not|"
    r"did not|nor) (?:\w+ ){0,4}(?:differ\w*|better|superior|effects?|benefits?|advantage|changes?)\b[^.;]{0,40}?"
    r"\b(?:compared (?:to|with)|versus|vs|relative to|against|than|over|to|from|when compared)\b"
)
# `the gains had gone by week 12`: what faded is the gain, and not the pain itself
_GAIN_FADED = Phrase(
    re.compile(
        r"\b(?:effects?|gains?|benefits?|advantages?|differences?|improvements?|lead|superiority)\b[^;,]{0,40}?\b(?:gone|"
        r"faded|fading|vanished|lost|disappeared|no longer|wore off|waned|evaporated|short-lived|(?:not|did not|never) "
        r"(?:\w+ )?(?:sustained|maintained|kept|last|hold|persist))\b"
    ),
    (
        "gone",
        "fad",
        "vanish",
        "lost",
        "disappear",
        "no longer",
        "wore",
        "wane",
        "evapor",
        "short-lived",
        "not ",
        "never",
    ),
)
_EQUAL_TO = re.compile(
    r"\b(?:than|superior to|beat) [^;]{0,60}\band (?:equal|equivalent|comparable|similar|as effective) (?:to|as|with)\b"
)
_DIVIDED = Phrase(
    re.compile(
        rf"\b(?:{_NUMBER}|some|several|another) (?:\w+ ){{0,3}}(?:trials?|studies|study|reviews?|rcts?)\b"
        rf"[^.]{{3,140}}?"
        rf"(?:[;,]| and| but| while| whereas)(?: and| but| while| whereas)? (?:the )?(?:another|others?|rest|remaining|"
        rf"one|two|three|four|five|six|seven|\d+)(?: \w+){{0,2}} (?:\w+ )?(?:no|not|none|nothing|neither|null)\b"
    ),
    ("trial", "stud", "review", "rct"),
)
_SHARE = Phrase(
    re.compile(
        rf"(?<!, )\b(?:only )?({_NUMBER})(?: out)? of (?:the |all )?({_NUMBER}) (?:\w+ ){{0,3}}(?:trials?|studies|"
        r"rcts?|reviews?|comparisons?|scales?|subscales?|measures?|domains?|outcomes?|items?|subtests?|tests|parameters?)\b"
    ),
    (" of ",),
)
_HALF = re.compile(r"\b(?:only )?(?:half|a third|a minority) of (?:the )?(?:\w+ ){0,3}(?:trials|studies|"
                   r"measures|scales|subscales|outcomes|parameters)\b")  # fmt: skip


def parted_by_time(low: str, begin: int, end: int, told: list[Verdict]) -> list[Verdict]:
    """The further results, not different, of outcomes that a clause tells of and takes back for a later time."""
    if not any(v.said in _TOLD for v in told):
        return []
    if not any(words.search(low, begin, end) for words in (_LATER_NULL, _GAIN_FADED, _EQUAL_TO)):
        return []
    return [_null(v) for v in told if v.said in _TOLD]


def taken_back(low: str, begin: int, end: int, done: list[Verdict]) -> list[Verdict]:
    """The further results of what was told before, where a clause without outcomes takes it back in part."""
    last = _last_told(done)
    if not last:
        return []
    if _FELL_BACK.match(low, begin) or _LATER_NULL.search(low, begin, end):
        return [_null(v) for v in last]
    if all(v.between for v in last) and _OTHER_NULL.match(low, begin):
        return [_null(v) for v in last]
    return []


def divided(low: str, start: int, end: int, told: list[Verdict]) -> list[Verdict]:
    """`told` with mixed for good, where a sentence counts trials or scales that saw it and others that did not."""
    if not any(v.said in _TOLD for v in told):
        return told
    if _share_is_small(low, start, end) or _DIVIDED.search(low, start, end):
        return [v._replace(said="M", lean=v.said) if v.said in _TOLD else v for v in told]
    return told


def _share_is_small(low: str, start: int, end: int) -> bool:
    found = _SHARE.search(low, start, end)
    if found is not None:
        part, whole = (int(g) if g.isdigit() else value_of(g) for g in found.groups())
        return bool(whole) and part < 0.75 * whole
    return " of " in low[start:end] and _HALF.search(low, start, end) is not None


def _last_told(done: list[Verdict]) -> list[Verdict]:
    """The verdicts that the last word on any outcome governs."""
    told = [v for v in done if v.mention and not v.loser]
    if not told or told[-1].said not in _TOLD:
        return []
    return [v for v in told if v.said in _TOLD and v.group == told[-1].group]


def _null(verdict: Verdict) -> Verdict:
    return verdict._replace(said="Z", lean="", p=None, effect=None, certain=0.65)
