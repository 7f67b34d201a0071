"""The stand-in's reading of a query: AND, OR and NOT from left to right, brackets, field tags and ranges."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from ncbi_records import Invented

_TOKENS = re.compile(r'\(|\)|"[^"]*"|\[[^\]]*\]|[^\s()\[\]"]+')
_DATES = {"crdt": "crdt", "edat": "crdt", "date - create": "crdt", "dp": "pdat", "pdat": "pdat"}
_TITLE = ("ti", "title")


@dataclass
class Understood:
    """What a query was understood as, beside its hits."""

    translation: str = ""
    phrases_not_found: list[str] = field(default_factory=list)
    quoted_not_found: list[str] = field(default_factory=list)
    fields_not_found: list[str] = field(default_factory=list)


class Index:
    """Invented records, searchable."""

    def __init__(self, records: list[Invented]) -> None:
        self.records = {str(r.pmid): r for r in records}
        self._cache: dict[tuple, frozenset[str]] = {}

    def search(self, query: str) -> tuple[frozenset[str], Understood]:
        """PMIDs that match, and how the query was understood."""
        understood = Understood()
        tokens = _TOKENS.findall(query)
        hits = self._expression(tokens, understood)
        return hits, understood

    def dated(self, hits: frozenset[str], datetype: str, low: str, high: str) -> frozenset[str]:
        """Those of `hits` whose date lies in the range."""
        return hits & self._range(_DATES.get(datetype, "pdat"), low, high)

    def _expression(self, tokens: list[str], understood: Understood) -> frozenset[str]:
        hits = self._atom(tokens, understood)
        while tokens and tokens[0] != ")":
            operator = tokens.pop(0).upper() if tokens[0].upper() in ("AND", "OR", "NOT") else "AND"
            right = self._atom(tokens, understood)
            hits = hits & right if operator == "AND" else hits | right if operator == "OR" else hits - right
        return hits

    def _atom(self, tokens: list[str], understood: Understood) -> frozenset[str]:
        if not tokens:
            return frozenset()
        if tokens[0] == "(":
            tokens.pop(0)
            hits = self._expression(tokens, understood)
            if tokens:
                tokens.pop(0)
            return hits
        words = [tokens.pop(0)]
        while tokens and tokens[0] not in "()" and tokens[0].upper() not in ("AND", "OR", "NOT"):
            if tokens[0].startswith("["):
                return self._tagged(words, tokens.pop(0).strip("[]").strip().lower(), understood)
            words.append(tokens.pop(0))
        return self._tagged(words, "", understood)

    def _tagged(self, words: list[str], tag: str, understood: Understood) -> frozenset[str]:
        phrase = " ".join(words)
        bare = phrase.strip('"')
        understood.translation += (" AND " if understood.translation else "") + f'"{bare}"[{_full(tag)}]'
        low, _, high = phrase.replace('"', "").partition(":")
        if high and tag in (*_DATES, "uid", "pmid"):
            return self._range(_DATES.get(tag, "uid"), low.strip(), high.strip())
        if tag in ("uid", "pmid"):
            return frozenset({phrase} & set(self.records))
        if tag in ("doi", "aid"):
            wanted = phrase.strip('"').lower()
            return self._where(("doi", wanted), lambda r: r.doi.lower() == wanted)
        if tag in _DATES:
            return self._range(_DATES[tag], low, low)
        if tag not in ("", *_TITLE, "tiab", "all fields", "all"):
            understood.fields_not_found.append(tag)
        hits = self._worded(phrase, tag)
        if not hits:
            quoted = phrase.startswith('"')
            (understood.quoted_not_found if quoted else understood.phrases_not_found).append(phrase)
        return hits

    def _worded(self, phrase: str, tag: str) -> frozenset[str]:
        text = (lambda r: r.title.lower()) if tag in _TITLE else (lambda r: r.text)
        if phrase.startswith('"'):
            wanted = phrase.strip('"').lower()
            return self._where((tag, phrase), lambda r: wanted in text(r))
        wanted = [
            re.compile(rf"\b{re.escape(word.lower()).replace(chr(92) + '*', chr(92) + 'w*')}\b")
            for word in phrase.split()
        ]
        return self._where((tag, phrase), lambda r: all(w.search(text(r)) for w in wanted))

    def _range(self, key: str, low: str, high: str) -> frozenset[str]:
        if key == "uid":
            return self._where((key, low, high), lambda r: int(low) <= r.pmid <= int(high))
        first, last = _day(low, first=True), _day(high, first=False)
        if key == "pdat":
            return self._where((key, low, high), lambda r: first.year <= r.published <= last.year)
        return self._where((key, low, high), lambda r: first <= r.created <= last)

    def _where(self, name: tuple, test) -> frozenset[str]:
        if name not in self._cache:
            self._cache[name] = frozenset(p for p, r in self.records.items() if test(r))
        return self._cache[name]


def _day(text: str, *, first: bool) -> datetime.date:
    parts = [int(p) for p in text.strip().split("/")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (1 if first else 12)
    if len(parts) > 2:
        return datetime.date(year, month, parts[2])
    if first:
        return datetime.date(year, month, 1)
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def _as_pattern(word: str) -> str:
    return rf"\b{re.escape(word.rstrip('*'))}" + ("" if word.endswith("*") else r"\b")


def _full(tag: str) -> str:
    return {"": "All Fields", "ti": "Title", "tiab": "Title/Abstract", "uid": "UID"}.get(tag, tag)
