"""Whose result a clause tells: the winner, the other arm, the controls alone, and what it is compared with."""

from __future__ import annotations

import re

from touchstone.tagging.clauses import Token, Verdict, closing_end
from touchstone.tagging.numbers import value_of
from touchstone.tagging.phrases import WINNER
from touchstone.tagging.predicates import Predicate
from touchstone.tagging.printed import Printed
from touchstone.tagging.terms import Mention
from touchstone.tagging.words import COMPARING, CONTROLS, NEGATORS, TREATED


def fewer(some: re.Match) -> bool:
    """Whether `in three of six` is well short of all."""
    part, whole = (int(g) if g.isdigit() else value_of(g) for g in some.groups())
    return part < 0.75 * whole


def name_winner(
    low: str, tokens: list[Token], first: int, stop: int, stats: list[Printed], told: list[Mention]
) -> list[Verdict]:
    """A clause that names a winner and no outcome speaks of the outcomes named before it."""
    begin, end = tokens[first].start, closing_end(low, tokens[stop - 1].end)
    found = WINNER.search(low, begin, end)
    if found is None or any(t.text in NEGATORS for t in tokens[first:stop] if not t.depth):
        return []
    before = [t.text for t in tokens[first:stop] if t.start < found.start() and not t.depth]
    after = [t.text for t in tokens[first:stop] if t.start >= found.end() and not t.depth][:4]
    if "favo" in found.group():
        loser = "<t>" not in after and ("<c>" in after or bool(CONTROLS & set(after)))
        plain = "<t>" in after
    else:
        loser = "<t>" in after and "<t>" not in before
        plain = "<t>" in before and "<t>" not in after
    if not loser and not plain:
        return []
    p = next((s for s in stats if begin <= s.start < end and s.p_value is not None), None)
    mentions = {m.code: m for m in told}
    return [
        Verdict(mentions[code], "G", "", False, True, loser, False, p, None, 0.6, told_against(tokens, first, stop))
        for code in sorted(mentions)
    ]


def turn_to_arm(tokens: list[Token], stop: int, predicates: list[Predicate], done: list[Verdict]) -> bool:
    """`it rose with exercise but fell with the treatment`: the second clause, on the intervention, is the result."""
    if not done or not predicates or predicates[0].direction not in "UDGB" or predicates[0].negated:
        return False
    near = [t for t in tokens[predicates[0].place + 1 : min(stop, predicates[0].place + 6)] if not t.depth]
    if not any(t.text == "<t>" for t in near) or not any(t.text in ("with", "after", "in", "under") for t in near):
        return False
    for n, verdict in enumerate(done):
        if verdict.said in ("U", "D", "G", "B"):
            done[n] = verdict._replace(said=predicates[0].direction, between=True, within=False, control_only=False)
    return True


def speaks_of_controls(tokens: list[Token], first: int, stop: int, predicates: list[Predicate]) -> bool:
    """`Controls had no change in pain`: the clause speaks of the other group alone."""
    edge = predicates[0].place if predicates else stop
    seen = False
    for k in range(first, stop):
        token = tokens[k]
        if token.depth:
            continue
        if token.treated or (k < edge and token.text in ("both", "all", "each", "every", "either", "neither")):
            return False
        if (
            token.text in TREATED
            and k + 1 < stop
            and tokens[k + 1].text
            in ("group", "arm", "patients", "women", "groups", "infants", "children", "participants", "people")
        ):
            return False
        if _names_controls(tokens, k, stop) or (
            token.text == "<c>" and k + 1 < stop and tokens[k + 1].text in ("group", "arm")
        ):
            back = {tokens[j].text for j in range(max(first, k - 3), k)}
            if (
                not back & COMPARING
                and not back & {"to", "with", "than", "from", "as", "and"}
                and (k < edge or k - edge <= 6)
            ):
                seen = True
            else:
                return False
    return seen


def _names_controls(tokens: list[Token], place: int, stop: int) -> bool:
    """Whether a token names the other arm; `the comparison favoured T` speaks of no arm."""
    if tokens[place].text not in CONTROLS:
        return False
    return tokens[place].text != "comparison" or (place + 1 < stop and tokens[place + 1].text in _PEOPLE)


def loses(tokens: list[Token], first: int, stop: int, place: int) -> bool:
    """Whether the other arm is set above the intervention: `exercise beat it`, `higher with C than T`."""
    if not any(token.text in _SET_BESIDE for token in tokens[first:stop]):
        return False
    arms = [(k, kind) for k in range(first, stop) if (kind := _arm(tokens, k, stop))]
    if not arms:
        return False
    for k in range(first, stop):
        text = tokens[k].text
        if text in _FAVOUR and k >= place - 1:
            after = [kind for at, kind in arms if k < at <= k + 6]
            return bool(after) and after[0] == "c"
        if text in _ABOVE or (text in _AGAINST and k + 1 < stop):
            before = {kind for at, kind in arms if at < k}
            after = [kind for at, kind in arms if k < at <= k + 7]
            if k - first <= 2 and not before:  # `Compared with T, exercise ...`
                return len(after) > 1 and after[0] == "t" and after[1] == "c" and text in _AGAINST
            if after and after[0] == "t" and "t" not in before:
                return text in _ABOVE or "c" in before
            if after:
                return False
    return False


_FAVOUR = frozenset(("favoured", "favored", "favouring", "favoring", "favour", "favor", "favours", "favors"))
_ABOVE = frozenset(("than", "beat", "outperformed", "surpassed"))
_AGAINST = frozenset(("versus", "vs", "compared", "against", "relative"))
_SET_BESIDE = _FAVOUR | _ABOVE | _AGAINST


def _arm(tokens: list[Token], place: int, stop: int) -> str:
    """t where a token names the intervention's arm, c where it names another, else nothing."""
    token = tokens[place]
    if token.text == "<t>":
        return "t"
    if token.text == "<c>" or token.text in CONTROLS:
        return "c"
    after = tokens[place + 1].text if place + 1 < stop else ""
    return "t" if token.text in TREATED and after in _PEOPLE else ""


_PEOPLE = frozenset(
    ("group", "groups", "arm", "patients", "women", "infants", "children", "participants", "people", "subjects")
)


def leads(tokens: list[Token], predicate: Predicate) -> bool:
    """Whether a predicate is a comparison by itself, so that `lower in controls` tells of both arms."""
    after = [t.text for t in tokens[predicate.place + 1 : predicate.place + 3] if not t.depth]
    return tokens[predicate.place].text in _COMPARATIVES or (
        tokens[predicate.place].text in ("fared", "did", "performed", "scored") and not _COMPARATIVES.isdisjoint(after)
    )


_COMPARATIVES = frozenset(
    (
        "higher", "greater", "more", "larger", "longer", "heavier", "stronger", "bigger", "lower",
        "less", "fewer", "smaller", "shorter", "milder", "weaker", "better", "worse", "superior",
        "inferior", "faster", "quicker", "sooner", "earlier", "poorer",
    )
)  # fmt: skip


def told_against(tokens: list[Token], first: int, stop: int) -> str:
    """The comparator that the clause says the result is against."""
    for k in range(first, stop):
        if tokens[k].text in COMPARING and tokens[k].text != "between":
            for token in tokens[k + 1 : k + 5]:
                if token.text == "<c>":
                    return token.mention.code
    return ""
