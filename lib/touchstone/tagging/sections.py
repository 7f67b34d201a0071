"""Sections of a text by its own headings, such as `Aim: … Methods: … Results: …`."""

from __future__ import annotations

import re

_HEADING = re.compile(
    r"(?:(?<=^)|(?<=[.!?)\]”\"'’]\s)|(?<=\n))"
    r"((?:[A-Z][A-Za-z/&,()-]*)(?:[ ][A-Za-z/&,()-]+){0,5})\s?(?::|\s[-–—])\s"
)
_KNOWN = re.compile(
    r"aim|objective|background|purpose|introduction|context|question|rationale|goal|hypothes|method|design|setting|"
    r"participant|patients?$|subject|intervention|measure|procedure|sample|data |search|selection|population|material|"
    r"registr|result|finding|conclu|interpret|discussion|implicat|limitation|importance|relevance|significance",
    re.IGNORECASE,
)


def split_sections(text: str) -> list[dict]:
    """Sections of `text`: dicts of label, category, start, end, headings left out; one without a label where none."""
    heads = [m for m in _HEADING.finditer(text) if _KNOWN.search(m.group(1)) and len(m.group(1)) < 60]
    if not heads:
        return [{"label": "", "category": "", "start": 0, "end": len(text)}]
    out = []
    if heads[0].start() > 0:
        out.append({"label": "", "category": "", "start": 0, "end": heads[0].start()})
    ends = [m.start() for m in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        out.append({"label": head.group(1), "category": head.group(1), "start": head.end(), "end": end})
    return out
