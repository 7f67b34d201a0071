"""Whether a sentence fits a direction that somebody coded, or plainly says the opposite of it."""

from __future__ import annotations

from collections.abc import Mapping

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.clauses import Verdict
from touchstone.tagging.findings import result_of
from touchstone.tagging.ownwords import own_mentions
from touchstone.tagging.reading import Reading
from touchstone.tagging.terms import Mention
from touchstone.tagging.verdicts import read_sentence

# What a sentence says of outcomes that it does not name: of all of them, or of those named before.
UNNAMED = ""

_LONGEST_SENTENCE = 2_000


def said_by_sentence(reading: Reading, vocabulary: Vocabulary) -> dict[int, dict[str, frozenset[str]]]:
    """The directions that each sentence (by its start) tells of each outcome it names, and of those it does not."""
    mentions = own_mentions(reading)
    recent: list[Mention] = []
    out: dict[int, dict[str, frozenset[str]]] = {}
    for sentence in reading.sentences:
        inside = [m for m in mentions if sentence.start <= m.start < sentence.end]
        told: dict[str, set[str]] = {}
        end = min(sentence.end, sentence.start + _LONGEST_SENTENCE)
        named = any(m.facet == "outcome" for m in inside)
        verdicts = read_sentence(reading.low, sentence.start, end, inside)
        if not verdicts and not named:
            verdicts = read_sentence(reading.low, sentence.start, end, inside, recent)
        recent = [v.mention for v in verdicts if v.mention] or recent
        for verdict in verdicts:
            direction, code = _of(verdict, reading, vocabulary, sentence)
            if direction:
                told.setdefault(code if named else UNNAMED, set()).add(direction)
        out[sentence.start] = {code: frozenset(directions) for code, directions in told.items()}
    return out


def _of(verdict: Verdict, reading: Reading, vocabulary: Vocabulary, sentence: object) -> tuple[str, str]:
    if verdict.control_only or not verdict.said:
        return "", UNNAMED
    if verdict.mention is None:
        return {"Z": "no_difference", "G": "benefit"}.get(verdict.said, ""), UNNAMED
    made = result_of(reading, vocabulary, "rct", sentence, verdict, verdict.mention.code)
    return (made.direction, made.code) if made else ("", UNNAMED)


def fit(direction: str, outcome: str, said: Mapping[str, frozenset[str]]) -> int:
    """1 where a sentence tells what was coded, -1 where it tells only the opposite, 0 where it tells neither.

    The opposite of a difference is none, and the other way round; which side a difference favours is for people to say.
    Of outcomes that it does not name a sentence can tell that none differed, but not which of them got better.

    >>> fit("no_difference", "pain", {"pain": frozenset({"benefit"})})
    -1
    >>> fit("no_difference", "pain", {"pain": frozenset({"benefit"}), UNNAMED: frozenset({"no_difference"})})
    1
    """
    named, unnamed = said.get(outcome, frozenset()), said.get(UNNAMED, frozenset())
    told = named | unnamed
    if direction in named or (direction == "no_difference" and direction in unnamed):
        return 1
    if direction == "mixed":
        return int(len(told) > 1)
    opposite = {"no_difference": {"benefit", "worse"}, "benefit": {"no_difference"}, "worse": {"no_difference"}}
    return -1 if told and told <= opposite.get(direction, set()) else 0
