"""A sentence of results as tokens, cut into clauses, with the outcomes that each names."""

from __future__ import annotations

import re
from typing import NamedTuple

from touchstone.tagging.phrases import is_between, is_within
from touchstone.tagging.printed import Printed
from touchstone.tagging.terms import Mention
from touchstone.tagging.words import BREAKS, COMPARING, PREDICATES


class Verdict(NamedTuple):
    """What is said of one outcome mention (None: of all that were measured).

    `said`: U up, D down, G better, B worse, X different, Z not different, M mixed, or "" where nothing is said.
    `lean` is what Z would have said without the negation or the p value.
    """

    mention: Mention | None
    said: str
    lean: str
    within: bool
    between: bool
    loser: bool
    control_only: bool
    p: Printed | None
    effect: Printed | None
    certain: float
    against: str = ""
    group: int = -1


class Token(NamedTuple):
    """A word, sign or mention (`<o>` outcome, `<t>` intervention, `<c>` comparator) and its depth in brackets."""

    text: str
    start: int
    end: int
    depth: int
    mention: Mention | None
    treated: bool


# Verdicts that say something moved or differed.
MOVED = ("U", "D", "G", "B", "X")


class Clause(NamedTuple):
    """A clause as it is read: its tokens and what holds for all of it."""

    low: str
    tokens: list[Token]
    first: int
    stop: int
    begin: int
    end: int
    words: list[str]
    predicates: list
    stats: list[Printed]
    denied: bool
    weak: bool
    control_only: bool

    def basis(self) -> tuple[bool, bool]:
        """Whether the clause tells of change over time, and whether of a difference between groups."""
        within = is_within(self.low[self.begin : self.end])
        return within, not COMPARING.isdisjoint(self.words) or is_between(self.low, self.begin, self.end)


_BRACKETS = frozenset("()[]")
_TOKENS = re.compile(r"[a-z][a-z'-]*|\d[\d.,]*%?|[();,:\[\]]")


def cut_tokens(low: str, start: int, end: int, mentions: list[Mention]) -> list[Token]:
    """The sentence as tokens; words of a mention are one token, brackets are depth."""
    marks = sorted(
        (
            m
            for m in mentions
            if m.facet in ("outcome", "intervention", "comparator") and start <= m.start and m.end <= end
        ),
        key=lambda m: (m.start, -m.end, m.facet != "outcome"),
    )
    out: list[Token] = []
    add, new = out.append, tuple.__new__
    depth, here = 0, start
    waiting = iter(marks)
    mark = next(waiting, None)
    ahead = mark.start if mark else end
    for found in _TOKENS.finditer(low, start, end):
        begin, stop = found.span()
        if begin < here:
            continue
        text = found.group()
        if begin < ahead or text in _BRACKETS:
            if text in _BRACKETS:
                depth = depth + 1 if text in "([" else max(0, depth - 1)
            else:
                add(new(Token, (text, begin, stop, depth, None, False)))
            continue
        while mark is not None and mark.start < begin:
            mark = next(waiting, None)
        ahead = mark.start if mark else end
        if begin < ahead:
            add(new(Token, (text, begin, stop, depth, None, False)))
            continue
        if mark.facet == "outcome":
            if text in PREDICATES and PREDICATES[text][0] in "UDGB":
                # `less anxious`, `calmer`: word and verdict in one
                add(Token(text, begin, begin, depth, None, False))
            add(Token("<o>", begin, mark.end, depth, mark, False))
        else:
            treated = mark.facet == "intervention"
            add(Token("<t>" if treated else "<c>", begin, mark.end, depth, mark, treated))
        here = mark.end
    return out


def cut_clauses(tokens: list[Token]) -> list[tuple[int, int]]:
    """First and last token (exclusive) of each clause: parted at semicolons and at words such as `but`."""
    if tokens and tokens[0].text in _SPARING and (comma := _first_comma(tokens)):
        # `Except for pain, all measures improved`: what is excepted is read last.
        return [*_cut_from(tokens, comma + 1), (1, comma)]
    return _cut_from(tokens, 0)


_SPARING = frozenset(("except", "apart", "aside"))


def _first_comma(tokens: list[Token]) -> int:
    return next((k for k, token in enumerate(tokens[:14]) if token.text == "," and not token.depth), 0)


def _cut_from(tokens: list[Token], first: int) -> list[tuple[int, int]]:
    """The clauses from the token `first` on."""
    out: list[tuple[int, int]] = []
    for place, token in enumerate(tokens):
        if place < first:
            continue
        if token.depth:
            continue
        if token.text == ";" or (token.text in BREAKS and place > first):
            out.append((first, place))
            first = place + 1
    out.append((first, len(tokens)))
    return [(a, b) for a, b in out if a < b]


def closing_end(low: str, end: int) -> int:
    """The end of a clause with the bracket that closes after it, which holds its statistics."""
    shut = low.find(")", end, end + 3)
    return shut + 1 if shut >= 0 else end


def find_outcomes(low: str, tokens: list[Token], first: int, stop: int) -> list[int]:
    """Places of outcome mentions; an instrument or a gloss in brackets belongs to the outcome before it."""
    plain = [
        k
        for k in range(first, stop)
        if tokens[k].mention and tokens[k].mention.facet == "outcome" and not tokens[k].depth
    ]
    inner = [
        k for k in range(first, stop) if tokens[k].mention and tokens[k].mention.facet == "outcome" and tokens[k].depth
    ]
    if not plain:
        return inner
    listed = [k for k in inner if not tokens[k].mention.instrument]
    if len(listed) >= 2 and not any(ch.isdigit() for ch in low[tokens[listed[0]].start : tokens[listed[-1]].end]):
        plain = sorted({*plain, *listed})
    return [k for n, k in enumerate(plain) if not _gloss(tokens, plain, n) and not _modifies(tokens, k, stop)]


def _modifies(tokens: list[Token], place: int, stop: int) -> bool:
    """`motion pain`: an outcome's word right before another only says which."""
    after = tokens[place + 1] if place + 1 < stop else None
    return bool(
        after
        and after.mention
        and after.mention.facet == "outcome"
        and after.depth == tokens[place].depth
        and after.start - tokens[place].end == 1
        and not after.mention.instrument
    )


def _gloss(tokens: list[Token], plain: list[int], n: int) -> bool:
    """`fatigue on the Fatigue Severity Scale`: the instrument repeats what was named just before."""
    mention = tokens[plain[n]].mention
    if not mention.instrument or n == 0:
        return False
    before = tokens[plain[n - 1]].mention
    return before.code == mention.code and plain[n] - plain[n - 1] <= 5
