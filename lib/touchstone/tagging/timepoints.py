"""When a result was measured, in the words of its sentence: `at 8 weeks`, `week 12`, `six-month follow-up`.

>>> time_of("pain fell at week 4, but at six months it was back.", 0, 51, 0)
(13, 19)
>>> time_of("pain fell.", 0, 10, 0) is None
True
"""

from __future__ import annotations

import re
from itertools import pairwise

_COUNT = (
    r"(?:\d+(?:\.\d+)?(?:(?:st|nd|rd|th)|(?: ?(?:-|to|and|or|,) ?\d+)+)?|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|a|first|second|third|fourth|fifth|sixth|eighth|tenth|twelfth|half a)"
)
_UNIT = r"(?:min(?:ute)?|hour|hr|h|day|night|week|wk|month|mo|year|yr|session|treatment|visit)s?"
# Told with a length (`for 6 weeks`) or an age (`aged 6 months`) is not when.
_TIME = re.compile(
    r"(?<![a-z])(?:"
    rf"(?:at|by|after|within|until|through|over|to|and|or|in) (?:the )?(?:end of )?(?:the )?"
    rf"({_COUNT}[- ]{_UNIT}(?:[- ]follow-?up| (?:later|after(?:wards)?|post\w*))?)(?![a-z]| of age| old)|"
    rf"((?:day|week|month|year|session|visit)s? \d+(?: ?(?:-|to|and|,) ?\d+)*)(?![\d%])|"
    rf"({_COUNT}[- ]{_UNIT} (?:later|after|following|post|follow-?up|afterwards?)(?![a-z]))|"
    r"((?:immediate(?:ly)? |straight |right |directly |just )(?:after|post)\w*)|"
    r"((?:at |the )(?:end of (?:the )?(?:\w+ )?(?:treatment|intervention|therapy|study|trial|course|programme|program|"
    r"series|sessions?)|discharge|follow-?up|completion))|"
    r"(post-?(?:treatment|intervention|test))(?![a-z]))"
)
_CUES = re.compile(r"week|day|month|year|hour|min|session|visit|after|follow|post|end of|discharge|completion|night")
_PARTS = re.compile(r";|, (?:but|whereas|while|and at|and by)\b| (?:but|whereas|while|although|though|however)\b")


def time_of(low: str, start: int, end: int, at: int) -> tuple[int, int] | None:
    """Where the sentence from `start` to `end` of folded text says when what stands at `at` was measured, else None.

    A time in the same clause goes first, the nearest of several; else the only one of the sentence.
    """
    if not _CUES.search(low, start, end):
        return None
    found = [_span(m) for m in _TIME.finditer(low, start, end)]
    if not found:
        return None
    edges = [start, *(m.start() for m in _PARTS.finditer(low, start, end)), end]
    here = next(((a, b) for a, b in pairwise(edges) if a <= at < b), (start, end))
    near = [span for span in found if here[0] <= span[0] < here[1]]
    if near:
        return min(near, key=lambda span: (span[0] - at if span[0] >= at else 2 * (at - span[0]), span))
    return found[0] if len(found) == 1 else None


def _span(found: re.Match) -> tuple[int, int]:
    for number in range(1, (found.lastindex or 0) + 1):
        if found.group(number):
            return found.span(number)
    return found.span()
