"""Where a text may speak of its own making: stems found in one Aho-Corasick pass, patterns tried only around them.

A pattern of grammar (`Words`) is tried only near the stems that it cannot do without, so that fifty patterns cost about
as much as one. The same pass sums up the weights of the small model that tells randomised trials (`randomised.json`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import ahocorasick

from touchstone.tagging.randomised import model, spaced
from touchstone.tagging.reading import Reading

_REACH = 120
_registered: list[tuple[str, ...]] = []


class Words:
    """A pattern over folded text with stems (`one|other`), one of which stands in whatever it finds.

    In stems any sign but a letter or digit is a space, a text begins and ends with a space, and 0 is any digit.
    """

    def __init__(self, stems: str, pattern: str):
        self.pattern = re.compile(pattern)
        self.number = len(_registered)
        _registered.append(tuple(stems.split("|")))


class Cues(NamedTuple):
    """Ends of the stems in title and body by the number of their Words, and the sum of the model's weights."""

    title: dict[int, list[int]]
    body: dict[int, list[int]]
    points: float


@cache
def _automaton() -> tuple[ahocorasick.Automaton, list[float], list[float]]:
    entries: dict[str, tuple[list[int], list[int]]] = {}
    for number, stems in enumerate(_registered):
        for stem in stems:
            entries.setdefault(spaced(stem)[1:-1], ([], []))[0].append(number)
    known = model()["words"]
    for place, word in enumerate(known):
        entries.setdefault(f" {word} ", ([], []))[1].append(place)
    out = ahocorasick.Automaton()
    for stem, (numbers, places) in sorted(entries.items()):
        out.add_word(stem, (tuple(numbers), places[0] if places else -1))
    out.make_automaton()
    return out, [anywhere for anywhere, _ in known.values()], [titled for _, titled in known.values()]


def find_cues(reading: Reading) -> Cues:
    """The stems of every `Words` in a record's title and body."""
    automaton, anywhere, titled = _automaton()
    title, in_title = _find(automaton, reading.low_title)
    body, in_body = _find(automaton, reading.low)
    points = sum([titled[place] for place in in_title]) + sum([anywhere[place] for place in in_title | in_body])
    return Cues(title, body, points)


def _find(automaton: ahocorasick.Automaton, low: str) -> tuple[dict[int, list[int]], set[int]]:
    ends: dict[int, list[int]] = {}
    places = set()
    for end, (numbers, place) in automaton.iter(spaced(low)):
        if place >= 0:
            places.add(place)
        for number in numbers:
            if number in ends:
                ends[number].append(end)
            else:
                ends[number] = [end]
    return ends, places


def seek(words: Words, reading: Reading, cues: Cues, where: tuple[str, ...]) -> tuple[str, int, int] | None:
    """The first place among the kinds of section in `where` (and the title) where the pattern holds, in their order."""
    number = words.number
    title, body = cues.title.get(number), cues.body.get(number)
    if title is None and body is None:
        return None
    for place in where:
        if place == "title":
            if title is not None:
                found = words.pattern.search(reading.low_title)
                if found:
                    return "title", found.start(), found.end()
        elif body is not None:
            for category, start, end in reading.blocks:
                if category == place:
                    found = around(words, reading.low, body, start, end)
                    if found:
                        return reading.field, found.start(), found.end()
    return None


def around(words: Words, low: str, ends: list[int], start: int, end: int) -> re.Match | None:
    """The first match between `start` and `end` that is near one of the stems' `ends`."""
    first = last = -1
    for stem in ends:
        if not start < stem <= end + 1:
            continue
        if first >= 0 and stem - _REACH > last:
            found = words.pattern.search(low, first, _word_end(low, last, end))
            if found:
                return found
            first = -1
        if first < 0:
            first = max(start, stem - _REACH)
        last = stem + _REACH
    if first < 0:
        return None
    return words.pattern.search(low, first, _word_end(low, last, end))


def _word_end(low: str, place: int, end: int) -> int:
    """`place`, moved to the end of the word it falls into, so that a pattern sees whole words."""
    if place >= end:
        return end
    space = low.find(" ", place, end)
    return end if space < 0 else space
