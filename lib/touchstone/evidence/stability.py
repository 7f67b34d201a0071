"""Coding stability: in what share of draws of the true codes does a verdict stand, and what does it turn into?

It is not certainty: it says only how far a verdict hangs on how the studies were coded. The codes are drawn from the
measured coding error (`redrawing`), the votes counted again (`recounting`), and each cell judged again by the review's
main rule set. The rule itself is asked once for each body of votes that occurs, and its answer kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from touchstone.accuracy.error import TaggingError
from touchstone.evidence.bodies import information_size
from touchstone.evidence.recounting import Recount, missing_size, recount
from touchstone.evidence.redrawing import redraw
from touchstone.evidence.rules import judge
from touchstone.protocol import Vocabulary
from touchstone.protocol.models import Eligibility, Outcome, Strength
from touchstone.tables import TIERS, Stability

SEED = 20261120
_HASH_SEED = 457


def recounted(
    studies: pd.DataFrame,
    findings: pd.DataFrame,
    error: TaggingError,
    vocabulary: Vocabulary,
    rules: tuple[Eligibility, Strength],
    draws: int,
    seed: int = SEED,
    wanted: Iterable[tuple[str, str]] | None = None,
) -> Recount:
    """What every study says in each of `draws` draws of the true codes of Studies and Findings.

    `wanted` (outcome, contrast) pairs spare the time for others. The same arguments give the same draws.
    """
    redrawn = redraw(studies, findings, error, draws, seed)
    return recount(redrawn, vocabulary, *rules, wanted=None if wanted is None else set(wanted))


def stability(
    cells: pd.DataFrame, votes: pd.DataFrame, counted: Recount, vocabulary: Vocabulary, strength: Strength
) -> pd.DataFrame:
    """Stability: one row a cell of `cells`, in their order. `votes` are the Votes they were built from.

    A verdict is strength and direction together. `becomes_*` is the other verdict that comes up most often, with its
    share; empty where the verdict stands in every draw.
    """
    known: dict[tuple, tuple[str, str]] = {}
    planned = _unchanging(votes)
    rows = []
    for cell in cells[["population", "outcome", "contrast", "strength", "direction"]].to_dict("records"):
        key = (cell["population"], cell["outcome"], cell["contrast"])
        body = _Body(counted, *key, planned.get(key, []))
        concept = vocabulary.outcome.get(cell["outcome"])
        verdicts = _verdicts(body, concept, strength, cell["population"] == "any", known)
        rows.append(cell | _shares(verdicts, (cell["strength"], cell["direction"]), counted.n))
    return Stability.of(rows)


def bodies(
    counted: Recount,
    populations: Sequence[str],
    outcomes: Sequence[str],
    contrast: str,
    study_ids: Iterable[str] | None = None,
    draws: int | None = None,
) -> Iterator[tuple[list[dict], int]]:
    """Each different body of votes on a question over the draws, with the number of draws in which it comes up.

    A body is a list of rows of Votes (study_id, population, outcome, contrast, tier, vote, parts, reason, sign, sham,
    sample_size): a row a study, population and outcome. `study_ids` keeps to these studies, `draws` to the first ones.
    """
    wanted = None if study_ids is None else set(study_ids)
    each = [_Body(counted, p, o, contrast, []) for p in populations for o in outcomes]
    if wanted is not None:
        each = [body.only(wanted) for body in each]
    keys = np.stack([body.identity for body in each])[:, : draws or counted.n]
    _, first, times = np.unique(keys, axis=1, return_index=True, return_counts=True)
    for draw, n in sorted(zip(first.tolist(), times.tolist(), strict=True)):
        yield [row for body in each for row in body.rows(draw)], n


class _Body:
    """The votes of one cell in every draw: `said` holds a row of kinds a study, -1 where it says nothing there."""

    def __init__(self, counted: Recount, population: str, outcome: str, contrast: str, planned: list[dict]):
        self.counted, self.planned = counted, planned
        self.place = {"population": population, "outcome": outcome, "contrast": contrast}
        self.studies, rows = [], []
        for at, row, held in counted.bearing(population, outcome, contrast):
            self.studies.append(at)
            rows.append(row if held.all() else np.where(held, row, -1))
        self.said = np.array(rows, dtype=np.int32).reshape(-1, counted.n)

    def only(self, study_ids: set[str]) -> _Body:
        kept = [at for at, study in enumerate(self.studies) if self.counted.study_ids[study] in study_ids]
        self.studies, self.said = [self.studies[at] for at in kept], self.said[kept]
        return self

    @property
    def identity(self) -> np.ndarray:
        """A number for each draw, alike where every study says the same there with as many people."""
        return self._summed(lambda at: _hashes(self.counted.n_kinds, at) + _spread(self.counted.size[at]))

    def _summed(self, hashes) -> np.ndarray:
        total = np.zeros(self.counted.n, dtype=np.uint64)
        for at, row in zip(self.studies, self.said, strict=True):
            total += np.where(row >= 0, 1, 0).astype(np.uint64) * hashes(at)[row]
        return total

    def rows(self, draw: int) -> list[dict]:
        counted = self.counted
        return [
            {
                **counted.kinds[kind],
                **self.place,
                "study_id": counted.study_ids[at],
                "sample_size": missing_size(counted.size[at][draw]),
            }
            for at, kind in zip(self.studies, self.said[:, draw].tolist(), strict=True)
            if kind >= 0
        ] + self.planned
