"""What a text says of harms: none occurred, events did, or only that they were looked for. Silence has no tag."""

from __future__ import annotations

import re

from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading

_HARM = (
    r"(?:adverse (?:events?|effects?|reactions?|incidents?)|side[- ]effects?|harms?\b|complications?|untoward "
    r"(?:events?|effects?)|serious events?|unwanted effects?|safety (?:events?|concerns?))"
)
_NONE = re.compile(
    rf"\b(?:no|without|nor|neither|free of|zero|not any)\b(?: \w+){{0,5}} {_HARM}|\b{_HARM}(?: \w+){{0,3}} (?:not|"
    rf"never|absent)\b|\bnothing (?:serious|untoward)|\bnone (?:\w+ ){{0,3}}{_HARM}|{_HARM}:? none\b"
)
_SOME = re.compile(
    rf"\b{_HARM}(?: \w+){{0,3}} (?:occurred|were (?:reported|seen|noted|mild|minor|rare|few|recorded|observed)|was "
    rf"(?:reported|seen|noted)|included)|\b(?:two|three|four|five|six|seven|eight|nine|ten|one|a|minor|mild|few|some|"
    rf"several|\d+) (?:\w+ ){{0,2}}{_HARM}"
)
_ONLY_SAID = re.compile(
    rf"\b{_HARM}|\b(?:was|were|judged|proved|described as|considered) safe\b|\bsafety\b|\bwell tolerated\b"
)
_HINTS = ("harm", "advers", "side", "saf", "complic", "tolerat", "untoward", "serious")
_ORDER = (("none_occurred", _NONE, 0.85), ("events", _SOME, 0.8), ("statement_only", _ONLY_SAID, 0.6))


def read_harms(reading: Reading) -> list[Found]:
    """At most one tag of facet harms, from the results where they speak of harms, else from the rest."""
    if not any(word in reading.low for word in _HINTS):
        return []
    for value, pattern, confidence in _ORDER:
        for wanted in (("results", ""), ("conclusion", "methods")):
            for sentence in reading.sentences:
                if sentence.category in wanted:
                    found = pattern.search(reading.low, sentence.start, sentence.end)
                    if found:
                        return [Found("harms", value, reading.field, found.start(), found.end(), confidence)]
    return []
