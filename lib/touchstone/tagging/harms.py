"""What a text says of harms: none occurred, events did, or only that they were looked for. Silence has no tag."""

from __future__ import annotations

from touchstone.tagging.cues import Cues, Words, seek
from touchstone.tagging.design import Sign
from touchstone.tagging.reading import Reading

_HARM = (
    r"(?:adverse (?:events?|effects?|reactions?|incidents?)|side[- ]effects?|harms?\b|complications?|untoward "
    r"(?:events?|effects?)|serious events?|unwanted effects?|safety (?:events?|concerns?))"
)
_STEMS = "harm|advers|side effect|complication|untoward|unwanted|serious event|safety|safe|tolerat|nothing serious"
_NONE = Words(
    _STEMS,
    rf"\b(?:no|without|nor|neither|free of|zero|not any)\b(?: \w+){{0,5}} {_HARM}|\b{_HARM}(?: \w+){{0,3}} (?:not|"
    rf"never|absent)\b|\bnothing (?:serious|untoward)|\bnone (?:\w+ ){{0,3}}{_HARM}|{_HARM}:? none\b",
)
_SOME = Words(
    _STEMS,
    rf"\b{_HARM}(?: \w+){{0,3}} (?:occurred|were (?:reported|seen|noted|mild|minor|rare|few|recorded|observed)|was "
    rf"(?:reported|seen|noted)|included|did not differ|(?:was|were) (?:similar|comparable|common|more|less|higher|"
    rf"lower))|\b(?:two|three|four|five|six|seven|eight|nine|ten|one|a|minor|mild|few|some|several|\d+) "
    rf"(?:\w+ ){{0,2}}{_HARM}",
)
_ONLY_SAID = Words(
    _STEMS, rf"\b{_HARM}|\b(?:was|were|judged|proved|described as|considered) safe\b|\bsafety\b|\bwell tolerated\b"
)
_ORDER = (("none_occurred", _NONE, 0.85), ("events", _SOME, 0.8), ("statement_only", _ONLY_SAID, 0.6))


def read_harms(reading: Reading, cues: Cues) -> Sign | None:
    """What was said of harms, from the results where they speak of them, else from the rest."""
    for value, words, confidence in _ORDER:
        found = seek(words, reading, cues, ("results", "", "conclusion", "methods"))
        if found:
            return Sign(value, *found, confidence)
    return None
