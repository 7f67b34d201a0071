"""Which word governs which outcome: `pain and sleep improved`, `less pain`, `reduced pain, and sleep was better`."""

from __future__ import annotations

from touchstone.tagging.clauses import Token
from touchstone.tagging.predicates import Predicate
from touchstone.tagging.words import COPULAS


def assign(
    tokens: list[Token], outcomes: list[int], predicates: list[Predicate]
) -> list[tuple[Predicate | None, float]]:
    """For each outcome its governing predicate and how sure that is; None where the clause has no predicate."""
    told: list[tuple[Predicate | None, float]] = [(None, 0.0)] * len(outcomes)
    if not predicates:
        return told
    edges = [-1, *(p.place for p in predicates), 10**9]
    groups = [[n for n, k in enumerate(outcomes) if edges[i] < k < edges[i + 1]] for i in range(len(predicates) + 1)]
    for i, predicate in enumerate(predicates):
        left, right = groups[i], groups[i + 1]
        free = [n for n in left if told[n][0] is None]
        following = i + 1 < len(predicates)
        ahead = bool(right) and _reaches(tokens, predicate, outcomes[right[0]])
        joined = ahead and free and _is_next(tokens, predicate, outcomes[right[0]], outcomes[free[-1]])
        if ahead and (joined or not (free and _closes(tokens, predicate, outcomes, free))):
            mine = right
            if following and predicate.form == "noun" and _measures(tokens, predicates[i + 1], outcomes, right):
                mine = [] if predicates[i + 1].direction == "Z" else right
            elif following and _takes_left(tokens, predicates[i + 1], outcomes, right, groups[i + 2]):
                mine = _before_break(tokens, outcomes, right)
            for n in mine:
                told[n] = (predicate, 0.85)
            if free and i == 0 and predicate.form in ("intr",):
                for n in free:
                    told[n] = (predicate, 0.6)
        elif free:
            for n in free:
                told[n] = (predicate, 0.85 if _closes(tokens, predicate, outcomes, free) else 0.7)
    for n, (predicate, _) in enumerate(told):
        if predicate is None:
            nearest = min(predicates, key=lambda p: (abs(p.place - outcomes[n]), p.place > outcomes[n]))
            told[n] = (nearest, 0.55)
    return told


def _measures(tokens: list[Token], after: Predicate, outcomes: list[int], right: list[int]) -> bool:
    """Whether the next predicate only says how large a change was: `the reduction in pain was greater, or similar`."""
    return (
        after.form == "adj"
        and _near_enough(tokens, outcomes[right[-1]], after.place)
        and after.direction in "UDGZ"
        and any(tokens[k].text in COPULAS for k in range(outcomes[right[-1]] + 1, after.place))
    )


_OF_WHOM = frozenset(("in", "with", "among", "for", "after", "within", "at", "of", "from", "during", "by", "over"))


def _near_enough(tokens: list[Token], outcome: int, place: int) -> bool:
    """`the fall in pain with touch and heat was greater`: what stands between only says in whom or when."""
    return place - outcome <= 5 or (place - outcome <= 14 and tokens[outcome + 1].text in _OF_WHOM)


def _reaches(tokens: list[Token], predicate: Predicate, target: int) -> bool:
    """Whether a predicate governs the outcome that follows it (`less pain`, `reduction in pain`, `improved pain`)."""
    gap = target - predicate.place
    if predicate.passive and predicate.form in ("tr", "amb", "adj") and predicate.direction != "X":
        return gap <= 1 and predicate.form == "adj"
    if predicate.form == "intr":
        return (
            gap <= 5
            and any(tokens[k].text in ("in", "on", "for") for k in range(predicate.place + 1, target))
            and not any(tokens[k].text in (",", "and") for k in range(predicate.place + 1, target))
        )
    between = [tokens[k].text for k in range(predicate.place + 1, target) if not tokens[k].depth]
    if "," in between and predicate.form != "noun":
        return gap <= 3
    if "and" in between and predicate.form in ("amb", "adj"):
        return False
    return gap <= (14 if predicate.form == "noun" else 9)


def _is_next(tokens: list[Token], predicate: Predicate, after: int, before: int) -> bool:
    """Whether a new item of a list opens with the predicate: `greater ease, less worry`."""
    between = {tokens[k].text for k in range(before + 1, predicate.place)}
    ahead = {tokens[k].text for k in range(predicate.place + 1, after)}
    return (
        bool(between & {",", "and", "or"})
        and not ahead & {",", "and"}
        and after - predicate.place <= 2
        and predicate.form != "intr"
    )


def _closes(tokens: list[Token], predicate: Predicate, outcomes: list[int], free: list[int]) -> bool:
    """Whether the outcomes before a predicate are its subject (`pain and sleep improved`)."""
    if not free:
        return False
    if predicate.form in ("intr",) or predicate.passive:
        return True
    if predicate.form == "noun":
        return predicate.place - outcomes[free[-1]] == 1
    gap = [tokens[k].text for k in range(outcomes[free[-1]] + 1, predicate.place) if not tokens[k].depth]
    if predicate.form in ("amb", "tr", "adj"):
        return len(gap) <= 6 and "<t>" not in gap
    return True


def _takes_left(tokens: list[Token], after: Predicate, outcomes: list[int], left: list[int], right: list[int]) -> bool:
    """Whether the next predicate wants outcomes before it, so that a list must be shared out."""
    if after.form == "intr" or after.passive:
        return not (right and _reaches(tokens, after, outcomes[right[0]]))
    if after.form in ("amb", "adj"):
        if after.form == "amb" and after.place + 1 < len(tokens) and tokens[after.place + 1].text in ("in", "of"):
            return False
        gap = after.place - outcomes[left[-1]]
        near = tokens[max(outcomes[left[-1]], after.place - 3) : after.place]
        if after.form == "adj" and not any(t.text in COPULAS or t.mention for t in near):
            return False
        return gap <= 4 and not (right and _reaches(tokens, after, outcomes[right[0]]))
    return False


def _before_break(tokens: list[Token], outcomes: list[int], group: list[int]) -> list[int]:
    """The outcomes of a shared list that stay with the predicate before it: those up to the last comma, or `and`."""
    for stop in (",", "and"):
        for n in range(len(group) - 1, 0, -1):
            between = [tokens[k].text for k in range(outcomes[group[n - 1]] + 1, outcomes[group[n]])]
            if stop in between:
                return group[:n]
    return []
