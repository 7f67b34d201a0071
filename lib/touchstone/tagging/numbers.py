"""Numbers in running text, as digits or as words, with their places.

>>> [n.value for n in numbers("forty-four of 1,210 women; a hundred and five men; 2.5 points")]
[44, 1210, 105, 2.5]
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Number(NamedTuple):
    """A number's value and place; `words` is true where it is written out."""

    start: int
    end: int
    value: float
    words: bool


_UNITS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}  # fmt: skip
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_TEN = "|".join(_TENS)
_SMALL = rf"(?:(?:{_TEN})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|{_UNIT})"
_WORDS = (
    rf"(?:(?:{_SMALL}|a)[- ](?:hundred|thousand)(?:,? (?:and )?{_SMALL}(?![- ](?:hundred|thousand)))?|{_SMALL}|"
    rf"(?:one )?dozen)"
)
_ANY = re.compile(
    rf"(?<![\w.])(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?![\d,])|\d+(?:\.\d+)?)(?![\w]*[a-z]\d)|(?P<words>\b{_WORDS}\b))"
)


def numbers(low: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Numbers in `low` (folded text) between `start` and `end`, in order."""
    out = []
    for found in _ANY.finditer(low, start, len(low) if end is None else end):
        digits = found.group("digits")
        if digits is not None:
            if len(digits) > 12:
                continue
            value = float(digits.replace(",", ""))
            out.append(Number(found.start(), found.end(), int(value) if value == int(value) else value, False))
        else:
            out.append(Number(found.start(), found.end(), value_of(found.group("words")), True))
    return out


def value_of(words: str) -> int:
    """The value of a number in words.

    >>> value_of("two hundred and thirty-one")
    231
    """
    total = 0
    for word in re.split(r"[- ,]+", words):
        if word in _UNITS:
            total += _UNITS[word]
        elif word in _TENS:
            total += _TENS[word]
        elif word == "a":
            total += 1
        elif word == "hundred":
            total = max(total, 1) * 100
        elif word == "thousand":
            total = max(total, 1) * 1000
        elif word == "dozen":
            total = max(total, 1) * 12
    return total
