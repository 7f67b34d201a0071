"""What the main rule set is asked about a cell in each draw: one number for every answer it can tell apart.

Two bodies of votes that agree in all that the rule looks at (where the votes point, how firmly, how many people, shams,
silent studies) have the same verdict, so that the rule need be asked only once for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from touchstone.evidence.bodies import information_size
from touchstone.evidence.recounting import Recount
from touchstone.evidence.votes import UNREPORTED
from touchstone.protocol.models import GradeRule, Strength
from touchstone.protocol.models import Votes as VoteRule
from touchstone.tables import TIERS

_SIDES = ("benefit", "no_difference", "worse")
# a mixed vote is shared out among two or three directions: sixths keep every share whole
_WHOLE = 6

Bearing = Sequence[tuple[int, int, np.ndarray]]


class Kinds(NamedTuple):
    """What the rule asks of each kind of row of Votes: its sixths by side, and what it is."""

    sixths: np.ndarray
    voting: np.ndarray
    mixed: np.ndarray
    sham: np.ndarray
    withheld: np.ndarray


def kinds_asked(counted: Recount, strength: Strength) -> Kinds:
    """The kinds of `counted`, with one more at the end that stands for no row."""
    kinds = [*counted.kinds, {"vote": "", "reason": "", "sham": False, "parts": ()}]
    sixths = np.zeros((len(_SIDES), len(kinds)), dtype=np.int64)
    for at, kind in enumerate(kinds):
        parts = [kind["vote"]] if kind["vote"] else []
        if kind["vote"] == "mixed":
            parts = [part for part in kind["parts"] if part != "mixed"] or strength.votes.mixed_counts_to
        for part in parts:
            sixths[_SIDES.index(part), at] += _WHOLE // len(parts)
    return Kinds(
        sixths=sixths,
        voting=np.array([bool(kind["vote"]) for kind in kinds]),
        mixed=np.array([kind["vote"] == "mixed" for kind in kinds]),
        sham=np.array([bool(kind["sham"]) for kind in kinds]),
        withheld=np.array([not kind["vote"] and kind["reason"] in UNREPORTED for kind in kinds]),
    )


def asked_in_draws(bearing: Bearing, counted: Recount, kinds: Kinds, planned: int, strength: Strength) -> np.ndarray:
    """One number a draw for the rows of `bearing`: alike where the rule is asked the same; 0 where nothing votes.

    `planned` is how many protocols without results stand beside the cell.
    """
    if not bearing:
        return np.zeros(counted.n, dtype=np.int64)
    rows = _rows(bearing, counted, kinds)

    def added(part: np.ndarray) -> np.ndarray:
        # whole numbers below 2**53, so that adding them up as floats is exact
        return np.bincount(rows.draw, weights=part, minlength=counted.n).astype(np.int64)

    best = np.full(counted.n, len(TIERS))
    np.minimum.at(best, rows.draw, rows.tier)
    deciding = (rows.tier == best[rows.draw]) & (rows.tier < len(TIERS))
    k = added(deciding)
    rule = strength.rule_sets[strength.main]
    packed = _Packed(counted.n)
    packed.add(best, len(TIERS) + 1)
    packed.add(np.minimum(k, 2), 3)
    packed.add((k == 1) & (added(deciding & kinds.mixed[rows.kind]) > 0), 2)
    told = deciding & (rows.size >= 0)
    people = added(np.where(told, rows.size, 0))
    packed.add(np.searchsorted(_sizes_asked(rule), people, side="right") + (added(told) > 0), 4)
    packed.add(added(deciding & kinds.sham[rows.kind]) / np.maximum(k, 1) < rule.self_report_sham_share, 2)
    silent = added(kinds.withheld[rows.kind]) + planned
    packed.add(silent >= rule.unreported_share * (added(kinds.voting[rows.kind]) + silent), 2)
    sixths = np.where(deciding, kinds.sixths[:, rows.kind], 0)
    _add_direction(packed, np.stack([added(side) for side in sixths]), k, strength.votes)
    if strength.votes.weigh_by == "people":
        weight = np.where(deciding, np.where(rows.size > 0, rows.size, strength.votes.unknown_size_weighs), 0)
        weighed = np.stack([added(side) for side in sixths * weight])
        _add_direction(packed, weighed, added(weight), strength.votes)
    if any(counted.studies[at]["risk_of_bias"] for at, _, _ in bearing):
        both = np.full((len(bearing), counted.n), -1, dtype=np.int64)
        both[rows.place, rows.draw] = rows.kind << 32 | (rows.size + 1)
        _, which = np.unique(both, axis=1, return_inverse=True)
        packed.add(which.ravel(), counted.n)
    return np.where(best < len(TIERS), packed.value + 1, 0)


class _Rows(NamedTuple):
    """Every row of a cell in every draw: whose it is (a place in `bearing`), the draw, its kind, people and tier."""

    place: np.ndarray
    draw: np.ndarray
    kind: np.ndarray
    size: np.ndarray
    tier: np.ndarray


def _rows(bearing: Bearing, counted: Recount, kinds: Kinds) -> _Rows:
    """The rows of `bearing`; one without a vote has no tier."""
    answers = [counted.answers[at] for at, _, _ in bearing]
    draws = [np.flatnonzero(held & (a.said[row] >= 0)) for a, (_, row, held) in zip(answers, bearing, strict=True)]
    here = list(zip(answers, bearing, draws, strict=True))
    kind = np.concatenate([answer.said[row, draw] for answer, (_, row, _), draw in here]).astype(np.int64)
    tier = np.concatenate([answer.tier[draw] for answer, _, draw in here])
    return _Rows(
        place=np.repeat(np.arange(len(bearing)), [len(draw) for draw in draws]),
        draw=np.concatenate(draws),
        kind=kind,
        size=np.concatenate([answer.size[draw] for answer, _, draw in here]).astype(np.int64),
        tier=np.where(kinds.voting[kind], tier, len(TIERS)),
    )


class _Packed:
    """Small whole numbers put together into one, each with the number of values it may have."""

    def __init__(self, n: int) -> None:
        self.value = np.zeros(n, dtype=np.int64)

    def add(self, part: np.ndarray, values: int) -> None:
        self.value = self.value * values + part


def _add_direction(packed: _Packed, sixths: np.ndarray, total: np.ndarray, rule: VoteRule) -> None:
    """Where votes point, as `direction.count_votes` has it: lead, what its share reaches, and the lean."""
    best = sixths.max(axis=0)
    share = best / np.maximum(_WHOLE * total, 1)
    packed.add(np.where((sixths == best).sum(axis=0) == 1, sixths.argmax(axis=0), 3), 4)
    packed.add((share >= rule.consistent_share).astype(int) + (share >= rule.conflicting_below), 3)
    behind = sixths / _WHOLE
    benefit, worse = behind[0], behind[2]
    for side, other in ((benefit, worse), (worse, benefit)):
        packed.add((side >= rule.difference_share * total) & (other <= rule.opposed_at_most * side), 2)


def _sizes_asked(rule: GradeRule) -> list[int]:
    """The numbers of people at which the rule steps."""
    return sorted(information_size(smd, rule.alpha, rule.power) for smd in (rule.minimal_smd, rule.optimal_smd))
