"""Counts the votes again in every draw of the codes: what each study then says for each outcome and contrast.

The collapse rule is the one of `votes`: it is asked once for each pattern of results that occurs, and its answer kept.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import compress

import numpy as np

from touchstone.coding import contrast_of, tier_of
from touchstone.evidence.redrawing import BASES, UNTOLD_CONTRAST, Redrawn
from touchstone.evidence.samples import credited
from touchstone.evidence.votes import UNTOLD, collapse, parts_of
from touchstone.protocol import Vocabulary, broader_of
from touchstone.protocol.models import Eligibility, Strength
from touchstone.tables import CONTRASTS, DIRECTIONS, TIERS

_TOLD, _NAMED, _SHAM, _HERE = (1 << bit for bit in (20, 21, 22, 23))
_NO_TIER = len(TIERS)
_SHAM_CODE = "sham_or_light_touch"


@dataclass
class Answers:
    """What one study says in each draw: rows of Votes by (outcome, contrast), as places in `kinds` (-1: no row)."""

    keys: list[tuple[str, str]]
    said: np.ndarray
    tier: np.ndarray
    size: np.ndarray
    populations: dict[str, np.ndarray]


@dataclass
class Recount:
    """What every study says in every draw. `kinds` are the rows of Votes that occur, without study, people and size."""

    n: int
    studies: list[dict]
    answers: list[Answers]
    kinds: list[dict]

    def row(self, study: int, kind: int, draw: int) -> dict:
        """A row of Votes: what a study says in a draw."""
        size = int(self.answers[study].size[draw])
        return {
            **self.kinds[kind],
            "study_id": self.studies[study]["study_id"],
            "sample_size": None if size < 0 else size,
        }

    def bearing(self, population: str, outcome: str, contrast: str) -> list[tuple[int, int, np.ndarray]]:
        """The studies with a row there in some draw: study, row of its `said`, and the draws of that population."""
        out = []
        for at, answer in enumerate(self.answers):
            if population in answer.populations and (outcome, contrast) in answer.keys:
                out.append((at, answer.keys.index((outcome, contrast)), answer.populations[population]))
        return out


def recount(
    redrawn: Redrawn,
    vocabulary: Vocabulary,
    eligibility: Eligibility,
    strength: Strength,
    wanted: set[tuple[str, str]] | None = None,
) -> Recount:
    """The rows of Votes in every draw; those of other (outcome, contrast) than `wanted` are left out."""
    kinds: list[dict] = []
    known: dict[tuple, int] = {}
    results_of: dict[int, list[int]] = {}
    for at, owner in enumerate(redrawn.owner):
        results_of.setdefault(int(owner), []).append(at)
    added = redrawn.added[np.argsort(redrawn.added[:, 0], kind="stable")] if len(redrawn.added) else redrawn.added
    bounds = np.searchsorted(added[:, 0], np.arange(len(redrawn.studies) + 1))
    answers = []
    counts_for = functools.cache(lambda codes: credited(codes, vocabulary, strength.mixed_samples))
    for at, study in enumerate(redrawn.studies):
        tier = _tiers(study, redrawn.design[at], redrawn.size[at], redrawn.designs, eligibility, strength)
        tier = np.where(redrawn.given[at] & (not study["retracted"]), tier, _NO_TIER)
        own = results_of.get(at, [])
        seen = _patterns(redrawn, study, own, added[bounds[at] : bounds[at + 1]], tier, vocabulary)
        keys = [key for key in seen if wanted is None or key in wanted]
        said = np.full((len(keys), redrawn.n), -1, dtype=np.int32)
        for row, key in enumerate(keys):
            said[row] = _kinds_of(seen[key], tier, key[1], study, known, kinds)
        answers.append(
            Answers(
                keys,
                said,
                tier,
                redrawn.size[at],
                _populations(redrawn.populations[at], redrawn.n, counts_for),
            )
        )
    studies = [{"study_id": s["study_id"], "risk_of_bias": s.get("risk_of_bias") or ""} for s in redrawn.studies]
    return Recount(redrawn.n, studies, answers, kinds)


def _tiers(
    study: dict,
    design: np.ndarray,
    size: np.ndarray,
    designs: list[str],
    eligibility: Eligibility,
    strength: Strength,
) -> np.ndarray:
    """The tier of a study in each draw; `_NO_TIER` where its design is none of primary evidence."""
    small = np.where(size < 0, -1, np.minimum(size, strength.anecdotal_max_people + 1))
    both = design.astype(np.int64) * 100_000 + small
    out = np.full(len(design), _NO_TIER)
    for value in np.unique(both):
        first = int(np.flatnonzero(both == value)[0])
        code = designs[design[first]]
        if not code or code in eligibility.review_designs or code in eligibility.context_designs:
            continue
        people = int(small[first]) if small[first] >= 0 else None
        facts = {"design": code, "comparator": study["comparator"], "n_analysed": people}
        tier = tier_of({**facts, "n_enrolled": None, "arms": None, "sample_size": None}, strength)
        if tier:
            out[both == value] = TIERS.index(tier)
    return out


def _patterns(
    redrawn: Redrawn, study: dict, own: list[int], added: np.ndarray, tier: np.ndarray, vocabulary: Vocabulary
) -> dict[tuple[str, str], np.ndarray]:
    """For each (outcome, contrast) of a study the results that it has there in each draw, as bits."""
    compared = (tier == TIERS.index("randomised")) | (tier == TIERS.index("controlled"))
    out: dict[tuple[str, str], np.ndarray] = {}
    possible = [c for c in CONTRASTS if c in {contrast_of((code,), vocabulary) for code in study["comparator"]}]
    possible = possible or ["efficacy"]
    alone = contrast_of(study["comparator"], vocabulary)

    def put(outcome: str, contrast: str, draws: object, bits: np.ndarray) -> None:
        for broader in broader_of(vocabulary, "outcome", outcome):
            held = out.setdefault((broader, contrast), np.zeros(redrawn.n, dtype=np.uint32))
            np.bitwise_or.at(held, draws, bits)

    def place(outcome: str, draws: np.ndarray, bits: np.ndarray, contrast: np.ndarray) -> None:
        single = ~compared[draws]
        if single.any():
            put(outcome, "efficacy", draws[single], bits[single] | _TOLD)
        for number, name in enumerate(CONTRASTS):
            here = compared[draws] & (contrast == number)
            if here.any():
                put(outcome, name, draws[here], bits[here] | _TOLD)
        unclear = compared[draws] & (contrast == UNTOLD_CONTRAST)
        if alone and unclear.any():
            put(outcome, alone, draws[unclear], bits[unclear] | _TOLD)
        for name in possible if unclear.any() and not alone else ():
            put(outcome, name, draws[unclear], np.full(int(unclear.sum()), _HERE, dtype=np.uint32))

    for at in own:
        against = redrawn.results[at]["comparator"]
        flags = _HERE | (_NAMED if against else 0) | (_SHAM if against == _SHAM_CODE else 0)
        bits = _bits(redrawn.basis[at], redrawn.direction[at]) | np.uint32(flags)
        outcome = redrawn.outcome[at]
        for which in np.unique(outcome):
            if which >= 0:
                draws = np.flatnonzero(outcome == which)
                place(redrawn.outcomes[which], draws, bits[draws], redrawn.contrast[at][draws])
    usual = _usual_basis([redrawn.results[at]["basis"] for at in own])
    answer = CONTRASTS.index(alone) if alone else UNTOLD_CONTRAST
    for which in np.unique(added[:, 2]) if len(added) else ():
        mine = added[added[:, 2] == which]
        draws = mine[:, 1]
        otherwise = np.where(compared[draws], 0, 1) if usual < 0 else np.full(len(draws), usual)
        basis = np.where(mine[:, 4] < 0, otherwise, mine[:, 4])
        bits = _bits(basis, mine[:, 3]) | np.uint32(_HERE)
        place(redrawn.outcomes[which], draws, bits, np.full(len(draws), answer))
    return out


def _bits(basis: np.ndarray, direction: np.ndarray) -> np.ndarray:
    place = basis.astype(np.uint32) * np.uint32(len(DIRECTIONS)) + direction.astype(np.uint32)
    return np.left_shift(np.uint32(1), place).astype(np.uint32)


def _usual_basis(bases: list[str]) -> int:
    """What most results of a study compare, as a place in BASES; -1 where it has none."""
    if not bases:
        return -1
    return max(range(len(BASES)), key=lambda at: (bases.count(BASES[at]), -at))


def _kinds_of(
    bits: np.ndarray, tier: np.ndarray, contrast: str, study: dict, known: dict[tuple, int], kinds: list[dict]
) -> np.ndarray:
    """The kind of row that a study has in each draw; the collapse rule is asked once for each pattern."""
    out = np.full(len(bits), -1, dtype=np.int32)
    here = np.flatnonzero((bits != 0) & (tier != _NO_TIER))
    if not len(here):
        return out
    both = (tier[here].astype(np.uint64) << np.uint64(32)) | bits[here]
    values, where = both[:1], np.zeros(len(both), dtype=int)
    if (both != both[0]).any():
        values, where = np.unique(both, return_inverse=True)
    appraised = study.get("risk_of_bias") or ""
    numbers = []
    for value in values.tolist():
        held, its_tier = value & 0xFFFFFFFF, value >> 32
        sham = contrast == "efficacy" and bool(
            held & _SHAM if held & _NAMED and held & _TOLD else _SHAM_CODE in study["comparator"]
        )
        key = (held & ((1 << 20) - 1), bool(held & _TOLD), its_tier, sham, appraised)
        if key not in known:
            known[key] = len(kinds)
            kinds.append(_kind(*key))
        numbers.append(known[key])
    out[here] = np.array(numbers, dtype=np.int32)[where.ravel()]
    return out


def _kind(held: int, told: bool, tier: int, sham: bool, appraised: str) -> dict:
    """A row of Votes, as far as it follows from the results `held` (as bits) in a study of this tier."""
    name = TIERS[tier]
    results = [
        {"basis": basis, "direction": direction}
        for at, basis in enumerate(BASES)
        for to, direction in enumerate(DIRECTIONS)
        if held >> (at * len(DIRECTIONS) + to) & 1
    ]
    vote, reason = collapse(results, name) if told else ("", UNTOLD)
    return {
        "tier": name,
        "vote": vote,
        "parts": parts_of(results, name) if told else (),
        "reason": reason,
        "sign": vote if vote in ("benefit", "worse") else "unknown",
        "sham": sham,
        "risk_of_bias": appraised,
    }


def _populations(
    held: dict[str, np.ndarray], n: int, counts_for: Callable[[tuple[str, ...]], Iterable[str]]
) -> dict[str, np.ndarray]:
    """The populations a study counts for in each draw, people at large included; each set of codes is asked once."""
    out = {"any": np.ones(n, dtype=bool)}
    if not held:
        return out
    codes = list(held)
    sets, where = _distinct(np.stack(list(held.values())))
    found = [counts_for(tuple(compress(codes, has))) for has in sets.tolist()]
    for code in dict.fromkeys(code for populations in found for code in populations if code not in out):
        out[code] = np.array([code in populations for populations in found])[where]
    return out


def _distinct(has: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different columns of `has` (True or False), as rows, and which of them each column is."""
    where = np.zeros(has.shape[1], dtype=np.int64)
    # forty rows at a time make one whole number a column
    for first in range(0, len(has), 40):
        part = has[first : first + 40]
        number = (1 << np.arange(len(part), dtype=np.int64)) @ part
        _, places, where = np.unique(where << 40 | number, return_index=True, return_inverse=True)
    return has[:, places].T, where
