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
    rf"(?:(?:{_SMALL}|a)[- ](?:hundred|thousand)(?:,?[- ](?:and[- ])?{_SMALL}(?![- ](?:hundred|thousand)))?|{_SMALL}|"
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


def numbers_at(low: str, word_ends: list[int]) -> list[Number]:
    """Numbers in `low`, in order, as `numbers` finds them, where `word_ends` are the ends of number words in it.

    >>> [n.value for n in numbers_at("forty-four of 1,210 women", [5, 10])]
    [44, 1210]
    """
    out = []
    for found in _DIGITS.finditer(low):
        start, digits = found.start(), found.group()
        before = low[start - 1] if start else " "
        after = low[found.end()] if found.end() < len(low) else " "
        if (
            before.isalnum()
            or before in "._"
            or len(digits) > 12
            or (after.isalpha() and _CODE.match(low, found.end()))
        ):
            continue
        if "," in digits and not _THOUSANDS.fullmatch(digits):
            digits = digits[: digits.index(",")]
        if digits.count(".") > 1:
            digits = digits[: digits.index(".", digits.index(".") + 1)]
        value = float(digits.replace(",", ""))
        whole = value == int(value)
        out.append(Number(start, start + len(digits), int(value) if whole else value, False))
    last = 0
    for end in word_ends:
        start = low.rfind(" ", 0, max(end - 1, 0)) + 1
        if low.startswith(("hundred", "thousand"), start):
            start = max(0, start - 2)
        for at in (start, max(low.rfind("(", start, end), low.rfind("-", start, end)) + 1):
            found = _SPELT.match(low, at) if at >= last and at < end else None
            if found:
                out.append(Number(at, found.end(), value_of(found.group()), True))
                last = found.end()
                break
    out.sort()
    return out


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CODE = re.compile(r"\w*[a-z]\d")
_SPELT = re.compile(rf"{_WORDS}\b")


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
