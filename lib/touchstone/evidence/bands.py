"""How long after treatment a result was measured, read from the words of its time point."""

from __future__ import annotations

import re

from touchstone.protocol.models import TimeBands

NOT_TOLD = "not_told"
_WEEKS = {"h": 1 / 168, "hour": 1 / 168, "min": 1 / 10080, "minute": 1 / 10080, "day": 1 / 7, "week": 1.0, "wk": 1.0,
          "month": 365.25 / 84, "year": 365.25 / 7, "yr": 365.25 / 7}  # fmt: skip
_UNIT = r"(minute|min|hour|h|day|week|wk|month|year|yr)s?\b"
_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "six": "6", "eight": "8", "twelve": "12", "a": "1"}
_SPOKEN = re.compile(rf"\b({'|'.join(_WORDS)})(?=[ -](?:month|week|year|day)s?\b)")
# `6 and 15 weeks`, `0-60 min`: every number before one unit
_AMOUNT = re.compile(rf"((?:\d+(?:\.\d+)?(?:\s*(?:,|and|or|to|-|–)\s*)?)+)[\s-]*{_UNIT}")
_NAMED = re.compile(rf"\b{_UNIT}\s+(?:\+)?(\d+(?:\.\d+)?(?:\s*(?:,|and|or|to|-|–)\s*\d+(?:\.\d+)?)*)")
_AFTER_END = re.compile(
    r"later|follow[- ]?up|post[- ]?(?:treatment|intervention|therapy)|after (?:the )?(?:last|treatment|therapy|"
    r"intervention|programme|course|end|completion|final|discharge)"
)
_AT_END = re.compile(
    r"\bimmediate|after (?:each |the |a |single |\d+(?:th|st|nd|rd)? )?(?:massage|sessions?|treatments?|intervention|"
    r"programme|training)|end of|\bpost\b|pre-post|discharge|\bduring\b|last (?:session|treatment)|final visit|"
    r"post-treatment|same night|hospital stay"
)


def bands_of(timepoint: str, course_weeks: float | None, bands: TimeBands) -> tuple[str, ...]:
    """The bands a result's time points fall in, in the order of `bands`; (`not_told`,) where the words do not say.

    Times after the end of treatment (`2 months later`) count as they stand; others (`week 12`) are set off against the
    length of the course, and are not told where that is unknown. `end of treatment` and the like are the first band.

    >>> skelly = TimeBands(source="", ends={"immediate": 4.35, "short": 26, "intermediate": 52, "long": None})
    >>> bands_of("week 12", 10, skelly), bands_of("after treatment and 6 months later", None, skelly)
    (('immediate',), ('immediate', 'intermediate'))
    >>> bands_of("12 weeks", None, skelly)
    ('not_told',)
    """
    low = timepoint.lower()
    low = _SPOKEN.sub(lambda found: _WORDS[found.group(1)], low)
    after = _AFTER_END.search(low) is not None
    found = []
    if _AT_END.search(low):
        found.append(0.0)
    for weeks in _weeks_in(low):
        if after:
            found.append(weeks)
        elif course_weeks is not None and course_weeks == course_weeks:
            found.append(max(0.0, weeks - course_weeks))
        elif weeks <= 1:
            found.append(0.0)
    names = {_band(weeks, bands) for weeks in found}
    return tuple(name for name in bands.ends if name in names) or (NOT_TOLD,)


def _weeks_in(low: str) -> list[float]:
    pairs = [(numbers, unit) for numbers, unit in _AMOUNT.findall(low)]
    pairs += [(numbers, unit) for unit, numbers in _NAMED.findall(low)]
    return [float(n) * _WEEKS[unit] for numbers, unit in pairs for n in re.findall(r"\d+(?:\.\d+)?", numbers)]


def _band(weeks: float, bands: TimeBands) -> str:
    return next(name for name, end in bands.ends.items() if end is None or weeks < end - 1e-9)
