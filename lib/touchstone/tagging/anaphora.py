"""Clauses that name no outcome: of what was told before, of all that was measured, or of the only thing measured."""

from __future__ import annotations

import re

from touchstone.tagging.clauses import MOVED, Clause, Verdict
from touchstone.tagging.comparing import turn_to_arm
from touchstone.tagging.phrases import BETTER_THAN, FADED, WINNER, sweeps
from touchstone.tagging.predicates import Predicate
from touchstone.tagging.printed import Printed
from touchstone.tagging.qualifying import taken_back
from touchstone.tagging.terms import Mention


def may_be_nameless(low: str, begin: int, end: int, meant: list[Mention]) -> bool:
    """Whether a sentence that names no outcome can tell of any: of all, or of those that can be `meant`."""
    if sweeps(low, begin, end):
        return True
    if not meant:
        return False
    if FADED.search(low, begin, end) or WINNER.search(low, begin, end):
        return True
    return len({m.code for m in meant}) == 1 and _IT_SAID.search(low, begin, end) is not None


def read_nameless(
    clause: Clause, carried: str, done: list[Verdict], recent: list[Mention], only: list[Mention]
) -> tuple[list[Verdict], str]:
    """A clause that names no outcome speaks of those before it, or of all that were measured."""
    low, begin, end = clause.low, clause.begin, clause.end
    if back := taken_back(low, begin, end, done):
        return back, carried
    if clause.control_only:
        return [], carried
    if done and _PARTED.match(low, begin):
        told = [v for v in done if v.said in MOVED and v.mention]
        last = [v for v in told if v.group == told[-1].group and not v.loser]
        return [v._replace(said="Z", lean="", p=None, effect=None, certain=0.7) for v in last], carried
    if clause.denied and done and any(w in ("none", "neither", "no", "nothing") for w in clause.words):
        for n, verdict in enumerate(done):
            if verdict.said in MOVED and not (verdict.p and verdict.p.significant()):
                done[n] = verdict._replace(said="Z", lean=verdict.said)
        return [], carried
    if turn_to_arm(clause.tokens, clause.stop, clause.predicates, done):
        return [], carried
    _override(done, clause.stats, clause.denied or clause.weak, clause.predicates)
    named = {m.code: m for m in recent or only}
    if named and FADED.search(low, begin, end):
        plain = Verdict(None, "Z", "", *clause.basis(), False, False, None, None, 0.6)
        return [plain._replace(mention=named[code]) for code in sorted(named)], carried
    sweep = _sweeping(low, begin, end, clause.predicates)
    if not sweep:
        return _of_it(clause, done, recent or only), carried
    said, lean = sweep
    whole = next((s for s in clause.stats if s.p_value is not None), None)
    if whole and whole.significant() is False:
        said, lean = "Z", said
    if said == "Z" and recent and BETTER_THAN.search(low, begin, end):
        plain = Verdict(None, "Z", lean, False, True, False, False, whole, None, 0.7)
        return [plain._replace(mention=named[code]) for code in sorted(named)], carried
    verdict = Verdict(None, said, lean, *clause.basis(), False, clause.control_only, whole, None, 0.5)
    return [verdict], said


# `but not at week 8`, `though not against sham`: what was told holds, and this besides.
_PARTED = re.compile(
    r"\W*(?:but |though |also )?not (?:\w+ly )?(?:so )?(?:"
    r"(?:at|after|by|during|beyond|through|until|in|for|on) (?:the )?"
    r"(?:\w+ ){0,3}(?:weeks?|months?|days?|years?|hours?|h|minutes?|term|follow-?up|visit|assessment|end|discharge)\b|"
    r"(?:weeks?|months?|days?|years?) \d|(?:than|against|versus|over|to|compared|relative|superior|better than|"
    r"more than)\b)"
)


def _of_it(clause: Clause, done: list[Verdict], recent: list[Mention]) -> list[Verdict]:
    """`Scores fell from 6 to 3 (p=0.01)`: what no clause names, where only one outcome can be meant."""
    if done or not clause.predicates or len({m.code for m in recent}) != 1:
        return []
    predicate = clause.predicates[0]
    subject = [t.text for t in clause.tokens[clause.first : predicate.place]]
    if predicate.direction not in MOVED or predicate.direction == "X" or not _IT & set(subject[:6]):
        return []
    p = next((s for s in clause.stats if s.p_value is not None), None)
    effect = next((s for s in clause.stats if s.effect is not None), None)
    null = predicate.negated or clause.denied or (p is not None and p.significant() is False)
    said, lean = ("Z", predicate.direction) if null else (predicate.direction, "")
    return [Verdict(recent[0], said, lean, *clause.basis(), False, False, p, effect, 0.5)]


_IT = frozenset(("scores", "score", "ratings", "levels", "values", "symptoms", "concentrations", "it", "readings"))
_IT_SAID = re.compile(r"\b(?:" + "|".join(sorted(_IT)) + r")\b")


def _override(done: list[Verdict], here: list[Printed], denied: bool, predicates: list[Predicate]) -> None:
    """A clause without an outcome that takes back what the one before said: `pain fell, but not significantly`."""
    if not done:
        return
    bad = (
        denied
        or any(s.significant() is False for s in here)
        or any(p.direction == "Z" and not p.negated for p in predicates[:1])
    )
    if not bad or (predicates and not denied and predicates[0].direction not in "ZX"):
        return
    last = done[-1]
    if last.said in ("U", "D", "G", "B", "X"):
        place = len(done) - 1
        said = "Z" if denied else last.said
        done[place] = last._replace(said=said, lean=last.said if said == "Z" else last.lean)


def _sweeping(low: str, begin: int, end: int, predicates: list[Predicate]) -> tuple[str, str] | None:
    """What is said of all outcomes at once, and its lean: `nothing differed`, `all measures improved`."""
    if not predicates or not sweeps(low, begin, end):
        return None
    for predicate in predicates:
        if predicate.negated or predicate.direction == "Z":
            return "Z", predicate.direction if predicate.direction in "UDGB" else ""
    if predicates[0].direction in "GB":
        return predicates[0].direction, ""
    if predicates[0].direction in "UD" and re.search(r"\bsymptoms?\b|\bscores?\b", low[begin:end]):
        return "G" if predicates[0].direction == "D" else "", ""
    return None
