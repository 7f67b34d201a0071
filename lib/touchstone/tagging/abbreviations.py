"""Abbreviations that a text explains for itself, as what the vocabulary knows or as something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchstone.tagging.terms import Mention


def abbreviated(text: str, low: str, short: str, mention: Mention) -> list[Mention]:
    """The places of an abbreviation that the text explains in brackets after a mention, if it can stand for it."""
    letters, said = short.lower(), iter(low[mention.start : mention.end])
    if sum(char.isupper() for char in short) < 2 or not all(char in said for char in letters if char.isalpha()):
        return []
    out, at = [], text.find(short, mention.end)
    while at >= 0:
        end = at + len(short)
        if not text[at - 1].isalnum() and not text[end : end + 1].isalnum():
            out.append(mention._replace(start=at, end=end))
        at = text.find(short, end)
    return out


def as_explained(text: str, low: str, mentions: list[Mention]) -> list[Mention]:
    """`mentions` without abbreviations that the text itself explains as something else: `primary dysmenorrhoea (PD)`.

    Something else is what begins with the same letters and holds no word of the abbreviation's code.
    """
    wrong: set[tuple[str, str]] = set()
    for place, mention in enumerate(mentions):
        start, end, facet, code = mention[:4]
        short = text[start:end]
        if start < 4 or text[start - 1] != "(" or text[end : end + 1] != ")" or not short.isupper() or len(short) > 5:
            continue
        words = low[max(0, start - 90) : start - 2].split(" ")[-len(short) :]
        if [word[:1] for word in words] != list(short.lower()):
            continue
        first = start - 2 - len(" ".join(words))
        if not any(m.end > first and m.facet == facet and m.code == code for m in mentions[max(0, place - 6) : place]):
            wrong.add((short, facet))
    if not wrong:
        return mentions
    return [m for m in mentions if not any((word, m.facet) in wrong for word in text[m.start : m.end].split(" "))]
