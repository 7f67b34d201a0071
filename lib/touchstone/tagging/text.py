"""A record's text as the tagger reads it: folded without moving an offset, cut into sentences with their sections.

>>> fold("Pain–scores FELL")
'pain-scores fell'
>>> [s.category for s in sentences("Methods: Ten people took part. Results: Pain fell. Sleep did not.")]
['methods', 'results', 'results']
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from touchstone.formats.sections import split_sections


class Sentence(NamedTuple):
    """A sentence's place in its field (code points), the label of its section, and what the section is about."""

    start: int
    end: int
    section: str
    category: str


_PLAIN = {
    **{ord(c): "-" for c in "‐‑‒–—―−﹣-"},
    **{ord(c): "'" for c in "‘’‛′`´"},
    **{ord(c): '"' for c in "“”„‟″«»"},
    **{
        ord(c): " "
        for c in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
    },
    **{ord(c): "<" for c in "﹤<"},
    **{ord(c): ">" for c in "﹥>"},
    **{ord(c): "=" for c in "=﹦"},
    **{ord(c): "." for c in "·∙⋅˙"},
    **dict.fromkeys([0xA0, 0xAD, 0x1680, *range(0x2000, 0x200E), 0x202F, 0x3000, 0xFEFF], " "),
    **dict.fromkeys([*range(32), *range(0x7F, 0xA0)], " "),
}
_MARKS = {}
for _point in range(0xC0, 0x250):
    _base = unicodedata.normalize("NFD", chr(_point))[0].lower()
    if _base.isascii() and _base.isalpha():
        _MARKS[_point] = _base
_TABLE = {**_MARKS, **_PLAIN}

# One set of characters to begin with, so that the engine skips to them.
_STOP = re.compile(
    r"[.!?。！？\n](?:(?<=\n)\s*\n|(?<!\n)[\"')\]”’]*(?=\s+[\"'(\[“‘]?[A-Z0-9À-Þ≥≤<>]|\s*$|\s*[一-鿿])|(?<=。))"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:vs|e\.g|i\.e|cf|ca|approx|fig|dr|mr|mrs|ms|prof|st|no|nos|al|resp|incl|inc|ltd|min|wk|mo|yr|eg|ie|"
    r"[A-Za-z]))$"
)


_ODD = re.compile(r"[^ -~]")


def fold(text: str) -> str:
    """`text` in lower case with plain hyphens, quotes, spaces and letters, each code point in its old place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if lowered.isascii() and lowered.isprintable():
        return lowered
    odd = set(_ODD.findall(lowered))
    if len(odd) > 12:
        return lowered.translate(_TABLE)
    for char in sorted(odd):
        plain = _TABLE.get(ord(char))
        if plain is not None:
            lowered = lowered.replace(char, plain)
    return lowered


def sha_of(text: str) -> str:
    """First 12 hex digits of the SHA-256 of `text`, by which a span knows the text it belongs to."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def sentences(text: str, sections: list[dict] | None = None) -> list[Sentence]:
    """Sentences of `text` in order; `sections` as in Records, found in the text where they are not given.

    A text without headings has sections of category "" throughout.
    """
    parts = sections or split_sections(text) or [{"label": "", "category": "", "start": 0, "end": len(text)}]
    out = []
    for part in parts:
        label, category = part.get("label") or "", kind_of(part.get("category") or part.get("label") or "")
        for start, end in _cut(text, max(0, part["start"]), min(len(text), part["end"])):
            out.append(_new(Sentence, (start, end, label, category)))
    return out


_new = tuple.__new__


def kind_of(category: str) -> str:
    """A section's kind (aim, methods, results, conclusion or "") from its NLM category or label.

    >>> kind_of("CONCLUSIONS"), kind_of("Main outcome measures"), kind_of("Background")
    ('conclusion', 'methods', 'aim')
    """
    return _KINDS[category] if category in _KINDS else _kind_by_word(category.lower())


_KINDS = {
    "BACKGROUND": "aim",
    "OBJECTIVE": "aim",
    "METHODS": "methods",
    "RESULTS": "results",
    "CONCLUSIONS": "conclusion",
    "UNASSIGNED": "",
}
_WORDS = (
    ("conclusion", ("conclu", "interpret", "discussion", "implicat", "significance", "recommend", "summary")),
    ("results", ("result", "finding", "outcomes and")),
    ("methods", ("method", "design", "setting", "participant", "patient", "subject", "intervention", "measure",
                 "procedure", "sample", "data", "search", "selection", "population", "material", "registr", "trial")),
    ("aim", ("aim", "objective", "background", "purpose", "introduction", "context", "question", "rationale", "goal",
             "hypothes", "importance")),
)  # fmt: skip


@lru_cache(maxsize=4096)
def _kind_by_word(label: str) -> str:
    for kind, words in _WORDS:
        if any(word in label for word in words):
            return kind
    return ""


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, here = [], start
    for stop in _STOP.finditer(text, start, end):
        if stop.start() < here:
            continue
        at = stop.start()
        if text[at] == "." and not text[at - 7 : at].isalpha() and _ABBREVIATION.search(text, max(here, at - 8), at):
            continue
        spans.append(_trim(text, here, stop.end()))
        here = stop.end()
    spans.append(_trim(text, here, end))
    return [(a, b) for a, b in spans if a < b]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
