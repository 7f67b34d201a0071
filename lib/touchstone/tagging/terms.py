"""The vocabulary's words as one Aho-Corasick automaton: whole words, longest match, spelling variants.

>>> from touchstone.protocol import load_vocabulary
>>> lexicon = lexicon_of(load_vocabulary())
>>> [(m.facet, m.code) for m in lexicon.find("anxiety") if m.facet == "outcome"]
[('outcome', 'anxiety')]
"""

from __future__ import annotations

import re
from typing import NamedTuple

import ahocorasick

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.text import fold

FACETS = ("design", "population", "outcome", "intervention", "comparator", "life_stage", "sex", "not_intervention")


class Mention(NamedTuple):
    """A code's words in a text: where they stand, and whether they are a code's name or an instrument of it."""

    start: int
    end: int
    facet: str
    code: str
    instrument: bool


class Lexicon:
    """The automaton over every synonym and instrument of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary):
        entries: dict[str, list[tuple[str, str, bool, str]]] = {}
        for facet in FACETS:
            for code, concept in getattr(vocabulary, facet).items():
                for kind, words in ((False, concept.synonyms), (True, concept.instruments)):
                    for word in words:
                        exact = word if _is_acronym(word) else ""
                        for variant in variants(fold(word)):
                            entry = (facet, code, kind, exact and word)
                            if entry not in entries.setdefault(variant, []):
                                entries[variant].append(entry)
        self._automaton = ahocorasick.Automaton()
        for variant, found in sorted(entries.items()):
            self._automaton.add_word(variant, (len(variant), tuple(sorted(found))))
        if entries:
            self._automaton.make_automaton()
        self._empty = not entries

    def find(self, text: str, folded: str | None = None) -> list[Mention]:
        """Mentions in `text` in order of place; within a facet a mention inside a longer one is dropped."""
        if self._empty:
            return []
        low = fold(text) if folded is None else folded
        size, hits = len(low), []
        for last, (length, found) in self._automaton.iter(low):
            start, end = last - length + 1, last + 1
            if (end < size and low[end].isalnum()) or (start and low[start - 1].isalnum()):
                continue
            hits.append((start, -end, found))
        hits.sort()
        reach: dict[str, tuple[int, int]] = {}
        out = []
        for start, minus_end, found in hits:
            here = (start, minus_end)
            for facet, code, instrument, exact in found:
                if exact and not text.startswith(exact, start):
                    continue
                covered = reach.get(facet)
                if covered and minus_end >= covered[1] and here != covered:
                    continue
                reach[facet] = here
                out.append(_new(Mention, (start, -minus_end, facet, code, instrument)))
        return out


_new = tuple.__new__
_last: list[tuple[Vocabulary, Lexicon]] = []


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The vocabulary's lexicon, built once for as long as the same vocabulary is asked for."""
    if not _last or _last[0][0] is not vocabulary:
        _last[:] = [(vocabulary, Lexicon(vocabulary))]
    return _last[0][1]


_SPELLINGS = (
    (r"our(?=s?\b|ed\b|ing\b|al\b)", "or"),
    (r"ae(?=[a-z])", "e"),
    (r"oe(?=[a-z])", "e"),
    (r"is(?=(?:e|ed|es|ing|ation|ations|er|ers)\b)", "iz"),
    (r"ys(?=(?:e|ed|es|ing)\b)", "yz"),
    (r"tre\b", "ter"),
    (r"ll(?=(?:ed|ing)\b)", "l"),
)


def variants(term: str) -> list[str]:
    """Spellings of a folded term: plural and singular, with and without hyphen, British and American.

    >>> variants("tumour")
    ['tumor', 'tumors', 'tumour', 'tumours']
    """
    term = " ".join(term.split())
    forms = {term}
    if not re.search(r"[a-z]", term):
        return sorted(forms)
    for pattern, new in _SPELLINGS:
        forms |= {re.sub(pattern, new, form) for form in forms}
    forms |= {form.replace("-", " ") for form in forms} | {form.replace("-", "") for form in forms if "-" in form}
    forms |= {_plural(form) for form in forms} | {_singular(form) for form in forms}
    return sorted(form for form in forms if form)


def _plural(term: str) -> str:
    if len(term) < 3 or not term[-1].isalpha():
        return term
    if term.endswith(("s", "x", "ing", "ed")):
        return term
    if term.endswith("y") and term[-2] not in "aeiou":
        return term[:-1] + "ies"
    return term + ("es" if term.endswith(("ch", "sh")) else "s")


def _singular(term: str) -> str:
    last = term.rsplit(" ", 1)[-1]
    if len(last) < 5 or not last.endswith("s") or last.endswith(("ss", "us", "is", "ics", "ies", "es")):
        return term
    return term[:-1]


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 5 and word.upper() == word and any(c.isalpha() for c in word)
