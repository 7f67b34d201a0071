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
from touchstone.evidence.asking import asked_in_draws, kinds_asked
from touchstone.evidence.recounting import Recount, recount
from touchstone.evidence.redrawing import redraw
from touchstone.evidence.rules import judge
from touchstone.evidence.votes import PROTOCOL, YOUNG_PROTOCOL
from touchstone.protocol import Vocabulary
from touchstone.protocol.models import Eligibility, Outcome, Strength
from touchstone.tables import Stability


def recounted(
    studies: pd.DataFrame,
    findings: pd.DataFrame,
    error: TaggingError,
    vocabulary: Vocabulary,
    rules: tuple[Eligibility, Strength],
    draws: int | None = None,
    wanted: Iterable[tuple[str, str]] | None = None,
    appraisals: pd.DataFrame | None = None,
) -> Recount:
    """What every study says in each draw of the true codes of Studies and Findings.

    `draws` is how many (default: `coding_stability` of strength.yml, which has the seed too); `wanted` (outcome,
    contrast) pairs spare the time for others; `appraisals` are Appraisals. The same arguments give the same draws.
    """
    setting = rules[1].coding_stability
    if appraisals is not None and len(appraisals):
        overall = appraisals[appraisals["domain"] == "overall"]
        risks = dict(zip(overall["study_id"], overall["risk"], strict=True))
        studies = studies.assign(risk_of_bias=[risks.get(study, "") for study in studies["study_id"]])
    redrawn = redraw(studies, findings, error, vocabulary, draws or setting.draws, setting.seed)
    return recount(redrawn, vocabulary, *rules, wanted=None if wanted is None else set(wanted))


def stability(
    cells: pd.DataFrame,
    votes: pd.DataFrame,
    counted: Recount,
    vocabulary: Vocabulary,
    strength: Strength,
    note: str = "",
) -> pd.DataFrame:
    """Stability: one row a cell of `cells`, in their order. `votes` are the Votes they were built from.

    A verdict is strength and direction together. `becomes_*` is the other verdict that comes up most often, with its
    share; empty where the verdict stands in every draw.
    """
    found, verdicts = judged(cells, votes, counted, vocabulary, strength)
    rows = []
    for at, cell in enumerate(cells[[*_KEY, "strength", "direction"]].to_dict("records")):
        times = Counter(found[at].tolist())
        shares = {verdicts[number]: n / counted.n for number, n in times.items()}
        own = (cell["strength"], cell["direction"])
        stands = shares.pop(own, 0.0)
        other = min(shares, key=lambda verdict: (-shares[verdict], verdict), default=None)
        becomes = {"becomes_strength": other[0], "becomes_direction": other[1]} if other else {}
        share = shares[other] if other else None
        rows.append(cell | {"stability": stands, **becomes, "becomes_share": share, "draws": counted.n, "note": note})
    return Stability.of(rows)


def note_on(error: TaggingError, studies: pd.DataFrame) -> str:
    """What to read with the shares: whose error was drawn, on what it was measured, and where that differs."""
    by_people = studies["coded_by"].ne("machine")
    said = []
    for name, those in (("people", studies[by_people]), ("machine", studies[~by_people])):
        measured = getattr(error, name)
        if those.empty:
            continue
        who = f"{len(those)} {'study' if len(those) == 1 else 'studies'} coded by {name}"
        if measured is None:
            said.append(f"{who}: error not measured, taken as right")
            continue
        said.append(f"{who}: error of {measured.coded} against {measured.true} on {measured.n_records} records")
        others = int((those["text_source"] == "abstract").sum()) if measured.read == "digest" else 0
        if others and name == "machine":
            said.append(f"measured on digests and applied to {others} abstracts, where it may differ")
    return "; ".join(said)


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
    sample_size, risk_of_bias), one a study, population and outcome. `study_ids` keeps to these studies, `draws` to the
    first so many draws.
    """
    upto = draws or counted.n
    chosen = None if study_ids is None else set(study_ids)
    bearing = [
        (at, row, {"population": p, "outcome": o, "contrast": contrast}, held)
        for p in populations
        for o in outcomes
        for at, row, held in counted.bearing(p, o, contrast)
        if chosen is None or counted.studies[at]["study_id"] in chosen
    ]
    said = np.array([np.where(held, counted.answers[at].said[row], -1)[:upto] for at, row, _, held in bearing])
    sizes = np.array([counted.answers[at].size[:upto] for at, *_ in bearing])
    if not bearing:
        yield [], upto
        return
    both = np.where(said >= 0, said.astype(np.int64) << 32 | (sizes + 1), -1)
    _, first, times = np.unique(both, axis=1, return_index=True, return_counts=True)
    for draw, n in sorted(zip(first.tolist(), times.tolist(), strict=True)):
        here = [at for at in range(len(bearing)) if said[at, draw] >= 0]
        yield [counted.row(bearing[at][0], int(said[at, draw]), draw) | bearing[at][2] for at in here], n


_KEY = ["population", "outcome", "contrast"]


def judged(
    cells: pd.DataFrame, votes: pd.DataFrame, counted: Recount, vocabulary: Vocabulary, strength: Strength
) -> tuple[np.ndarray, list[tuple[str, str]]]:
    """The verdict of each cell in each draw, as a place in the list of verdicts."""
    keys = list(cells[_KEY].itertuples(index=False, name=None))
    planned = _planned(votes)
    bearing = [counted.bearing(*key) for key in keys]
    kinds = kinds_asked(counted, strength)
    concepts = [vocabulary.outcome.get(outcome) for _, outcome, _ in keys]
    situations: dict[tuple, int] = {}
    asked = np.zeros((len(keys), counted.n, 2), dtype=np.int64)
    for at, key in enumerate(keys):
        protocols = sum(row["reason"] == PROTOCOL for row in planned.get(key, ()))
        asked[at, :, 0] = asked_in_draws(bearing[at], counted, kinds, protocols, strength)
        exact = any(counted.studies[study]["risk_of_bias"] for study, _, _ in bearing[at])
        situation = (*_asked(concepts[at]), key[0] == "any", at if exact else None)
        asked[at, :, 1] = situations.setdefault(situation, len(situations))
    pairs = np.ascontiguousarray(asked).view("i8,i8").ravel()
    _, first, where = np.unique(pairs, return_index=True, return_inverse=True)
    verdicts: dict[tuple[str, str], int] = {}
    found = np.empty(len(first), dtype=np.int32)
    by_cell: dict[int, list[int]] = {}
    made: dict[tuple[int, int], dict] = {}
    for number, place in enumerate(first.tolist()):
        by_cell.setdefault(place // counted.n, []).append(number)
    for at, numbers in by_cell.items():
        draws = first[numbers] % counted.n
        bodies_here = _rows_in(bearing[at], counted, draws, made)
        fixed = planned.get(keys[at], [])
        for number, body in zip(numbers, bodies_here, strict=True):
            voting = [row for row in body if row["vote"]]
            silent = [row for row in body if not row["vote"]] + fixed
            verdict = judge(voting, silent, concepts[at], strength, keys[at][0] == "any")
            found[number] = verdicts.setdefault((verdict.strength, verdict.direction), len(verdicts))
    return found[where].reshape(len(keys), counted.n), list(verdicts)


def _rows_in(
    bearing: list[tuple[int, int, np.ndarray]], counted: Recount, draws: np.ndarray, rows: dict[tuple[int, int], dict]
) -> Iterator[list[dict]]:
    """The rows of a cell in each of `draws`, without study and people; `rows` keeps each kind and size."""
    if not bearing:
        yield from ([] for _ in draws)
        return
    said = np.stack([np.where(held[draws], counted.answers[at].said[row, draws], -1) for at, row, held in bearing])
    size = np.stack([counted.answers[at].size[draws] for at, _, _ in bearing])
    for column in range(len(draws)):
        here = np.flatnonzero(said[:, column] >= 0)
        body = []
        for key in zip(said[here, column].tolist(), size[here, column].tolist(), strict=True):
            row = rows.get(key)
            if row is None:
                kind, people = key
                row = rows[key] = {**counted.kinds[kind], "sample_size": None if people < 0 else people}
            body.append(row)
        yield body


def _asked(concept: Outcome | None) -> tuple:
    return (concept is None, bool(concept and concept.self_reported), bool(concept and concept.surrogate))


def _planned(votes: pd.DataFrame) -> dict[tuple[str, str, str], list[dict]]:
    """The rows that no coding error changes: protocols without results."""
    rows = votes[votes["reason"].isin([PROTOCOL, YOUNG_PROTOCOL])].to_dict("records")
    out: dict[tuple[str, str, str], list[dict]] = {}
    for row in rows:
        out.setdefault((row["population"], row["outcome"], row["contrast"]), []).append(row)
    return out
