"""The look of all figures: sizes, colours, words, and the matplotlib settings under which they are written.

Every colour set is ordered in lightness, so that it survives grey print and the common colour vision deficiencies, and
nothing is told by colour alone: direction has a shape, strength a count of dots, design a height or a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl

INCH = 1 / 25.4
POINT = 25.4 / 72
SINGLE, DOUBLE = 85.0, 180.0

BODY, HEADING, TITLE = 7.0, 7.5, 10.0

INK, MUTED, RULE, FAINT = "#1b2530", "#56626e", "#cfd6dd", "#edf1f4"

DIRECTION = {
    "benefit": "#0b4f8a",
    "no_difference": "#808a94",
    "worse": "#bb4216",
    "mixed": "#e8b23a",
    "unclear": "#eef1f4",
}
DIRECTION_WORD = {
    "benefit": "Benefit",
    "no_difference": "No difference",
    "worse": "Worse",
    "mixed": "Mixed",
    "unclear": "Unclear",
}

TIER = {
    "randomised": "#12436d",
    "controlled": "#3f7fb5",
    "uncontrolled": "#90badb",
    "anecdotal": "#e3d3a8",
    "descriptive": "#eceff2",
}
TIER_WORD = {
    "randomised": "Randomised",
    "controlled": "Controlled, not randomised",
    "uncontrolled": "One group, before and after",
    "anecdotal": "Case reports and small series",
    "descriptive": "Descriptive",
}

STRENGTH_TINT = {
    "strong": "#a9c3dc",
    "moderate": "#c6d7e7",
    "limited": "#dde7f0",
    "very_limited": "#eef3f7",
    "conflicting": "#f7ecd2",
    "anecdotal": "#ffffff",
    "none": "#ffffff",
}
STRENGTH_WORD = {
    "strong": "Strong",
    "moderate": "Moderate",
    "limited": "Limited",
    "very_limited": "Very limited",
    "conflicting": "Conflicting",
    "anecdotal": "Anecdotal",
    "none": "None in this set",
}
STRENGTH_DOTS = {"strong": 4, "moderate": 3, "limited": 2, "very_limited": 1}

CONTRAST_WORD = {
    "efficacy": "against no treatment, attention or sham",
    "comparative": "against another active treatment",
    "dose_or_technique": "against another form or dose of the same treatment",
}

FAMILIES = ("DejaVu Sans", "Verdana", "Arial", "Helvetica", "sans-serif")

_OF_THE_SESSION = ("backend", "backend_fallback", "interactive", "toolbar", "figure.hooks")
_SETTINGS = {
    "figure.dpi": 96,
    "savefig.dpi": 300,
    "savefig.bbox": None,
    "savefig.facecolor": "white",
    "font.family": ["DejaVu Sans"],
    "text.parse_math": False,
    "text.hinting": "none",
    "hatch.linewidth": 0.5,
    "path.simplify": False,
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
}


@contextmanager
def context(**settings: object) -> Iterator[None]:
    """matplotlib's own defaults with the suite's settings on top, whatever a matplotlibrc says.

    >>> with context():
    ...     mpl.rcParams["svg.fonttype"]
    'none'
    """
    plain = {key: value for key, value in mpl.rcParamsDefault.items() if key not in _OF_THE_SESSION}
    with mpl.rc_context({**plain, **_SETTINGS, **settings}):
        yield


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `count(1, "study", "studies")`.

    >>> count(1, "study", "studies"), count(1200, "person", "people")
    ('1 study', '1,200 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: list[str]) -> str:
    """Words joined as a sentence joins them.

    >>> listed(["pain", "sleep", "fatigue"])
    'pain, sleep and fatigue'
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
