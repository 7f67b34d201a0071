"""Draws the true codes given the coded ones, for whole reviews at once, from protocol/tagging_error.json.

Codes that people gave are drawn with people's error, codes that the machine read with the machine's. In each draw the
shares of the error are themselves drawn (Dirichlet), since they were measured on few records. The results of one
outcome in a study err together. What was missed is drawn by whole records: each study is given what was missed in one
measured record, results and populations together. A facet that was not measured is taken as right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from touchstone.accuracy.error import Comparison, Row, TaggingError
from touchstone.coding import contrast_of
from touchstone.protocol import Vocabulary
from touchstone.tables import CONTRASTS, DIRECTIONS

BASES = ("between_group", "within_group", "pooled", "narrative")
UNTOLD_CONTRAST = len(CONTRASTS)
_CONTRAST_CODES = (*CONTRASTS, "")


@dataclass(frozen=True)
class Redrawn:
    """`n` draws of the codes of `studies` and of their `results` (lists of rows of Studies and Findings).

    Arrays have one row a study or result and one column a draw: `design` and `outcome` hold places in `designs` and
    `outcomes` (-1: the result was invented), `direction`, `basis` and `contrast` places in DIRECTIONS, BASES and
    CONTRASTS, `size` people (-1: not told), `given` whether an intervention was given. `populations` holds for each
    study the populations it has in any draw, with the draws in which it has them. `added` are the missed results: rows
    of (study, draw, outcome, direction, basis); a basis of -1 is the study's own.
    """

    n: int
    studies: list[dict]
    results: list[dict]
    owner: np.ndarray
    designs: list[str]
    outcomes: list[str]
    design: np.ndarray
    given: np.ndarray
    size: np.ndarray
    populations: list[dict[str, np.ndarray]]
    outcome: np.ndarray
    direction: np.ndarray
    basis: np.ndarray
    contrast: np.ndarray
    added: np.ndarray


def redraw(
    studies: pd.DataFrame, findings: pd.DataFrame, error: TaggingError, vocabulary: Vocabulary, n: int, seed: int
) -> Redrawn:
    """`n` draws of the true codes of `studies` (Studies) and their `findings` (Findings) from the measured `error`."""
    rng = np.random.default_rng(seed)
    rows = studies.to_dict("records")
    place = {record_id: at for at, study in enumerate(rows) for record_id in study["record_ids"]}
    results = [result for result in findings.to_dict("records") if result["record_id"] in place]
    owner = np.array([place[result["record_id"]] for result in results], dtype=int)
    prior = error.smoothing.records
    draw = _Drawing(rng, n, prior, {"human": error.people, "machine": error.machine})
    by = {facet: [_reader(study["facet_source"], facet) for study in rows] for facet in _OF_STUDIES}
    told_by = ["machine" if result["coded_by"] == "machine" else "human" for result in results]

    designs, design = draw.codes("design", [study["design"] for study in rows], by["design"])
    said = ["yes" if study["intervention"] else "no" for study in rows]
    answers, given = draw.codes("intervention_given", said, by["intervention"])
    units, unit = _units(owner, results)
    outcomes, outcome_of_unit = draw.codes("outcome", [code for _, code in units], _of_unit(unit, told_by))
    outcome = np.where(outcome_of_unit == _at(outcomes, ""), -1, outcome_of_unit)[unit]
    together = rng.random((len(units), n), dtype=np.float32)[unit]
    direction = draw.known("direction", [r["direction"] for r in results], told_by, DIRECTIONS, together)
    together = rng.random((len(units), n), dtype=np.float32)[unit]
    basis = draw.known("basis", [r["basis"] for r in results], told_by, BASES, together)
    together = rng.random((len(rows), n), dtype=np.float32)[owner]
    contrast = _contrasts(rows, results, owner, told_by, together, draw, vocabulary)
    populations, added, outcomes = _with_missed(rows, units, outcomes, by, draw)
    return Redrawn(
        n=n,
        studies=rows,
        results=results,
        owner=owner,
        designs=designs,
        outcomes=outcomes,
        design=design,
        given=given == _at(answers, "yes"),
        size=_sizes(rows, by["sample_size"], draw),
        populations=populations,
        outcome=outcome,
        direction=direction,
        basis=basis,
        contrast=contrast,
        added=added,
    )


_OF_STUDIES = ("design", "intervention", "population", "sample_size")


class _Drawing:
    """A stream of draws: the generator, how many draws, and the error of each reader."""

    def __init__(self, rng: np.random.Generator, n: int, prior: float, readers: dict[str, Comparison | None]):
        self.rng, self.n, self.prior, self.readers = rng, n, prior, readers

    def rows(self, reader: str, facet: str) -> dict[str, Row]:
        comparison = self.readers[reader]
        measured = comparison.facets.get(facet) if comparison else None
        return measured.rows if measured else {}

    def codes(self, facet: str, coded: Sequence[str], by: Sequence[str]) -> tuple[list[str], np.ndarray]:
        """The codes that occur, and for each of `coded` its true code in each draw, as a place among them."""
        known = set(coded) | {""}
        for reader in sorted(set(by)):
            for row in self.rows(reader, facet).values():
                known |= row.true.keys()
        codes = sorted(known - {"="})
        return codes, self.known(facet, coded, by, codes, self.rng.random((len(coded), self.n), dtype=np.float32))

    def known(
        self, facet: str, coded: Sequence[str], by: Sequence[str], codes: Sequence[str], chance: np.ndarray
    ) -> np.ndarray:
        """For each of `coded` its true code in each draw, as a place in `codes`, by a number in [0, 1) each."""
        place = {code: at for at, code in enumerate(codes)}
        out = np.repeat(np.array([place.get(code, -1) for code in coded], dtype=np.int16)[:, None], self.n, axis=1)
        kinds = list(zip(by, coded, strict=True))
        for reader, code in sorted(set(kinds)):
            rows = self.rows(reader, facet)
            row = rows.get(code) or rows.get("*")
            if row is None:
                continue
            targets, shares = _own_first(row, code)
            if len(targets) == 1:
                if targets[0] != code:
                    out[[at for at, kind in enumerate(kinds) if kind == (reader, code)]] = place[targets[0]]
                continue
            drawn = self.rng.standard_gamma(shares * (row.n + self.prior), size=(self.n, len(shares)))
            upto = (drawn / np.maximum(drawn.sum(axis=1, keepdims=True), 1e-300)).cumsum(axis=1)
            items = np.array([at for at, kind in enumerate(kinds) if kind == (reader, code)])
            own = upto[:, 0] if targets[0] == code else np.zeros(self.n)
            item, draw = np.nonzero(chance[items] >= own[None, :])
            which = (chance[items[item], draw][:, None] >= upto[draw]).sum(axis=1)
            goes_to = np.array([place.get(target, -1) for target in targets], dtype=np.int16)
            out[items[item], draw] = goes_to[np.minimum(which, len(targets) - 1)]
        return out


def _contrasts(
    rows: list[dict],
    results: list[dict],
    owner: np.ndarray,
    told_by: list[str],
    together: np.ndarray,
    draw: _Drawing,
    vocabulary: Vocabulary,
) -> np.ndarray:
    """The contrast of each result; one that its record's comparators alone tell is measured as if it were told."""
    alone = [contrast_of(study["comparator"], vocabulary) for study in rows]
    told = [result["contrast"] or alone[at] for result, at in zip(results, owner.tolist(), strict=True)]
    true = draw.known("contrast", told, told_by, _CONTRAST_CODES, together)
    own = np.array([_CONTRAST_CODES.index(result["contrast"]) for result in results], dtype=true.dtype)
    kept = true == np.array([_CONTRAST_CODES.index(code) for code in told], dtype=true.dtype)[:, None]
    return np.where(kept, own[:, None], true)


def _own_first(row: Row, code: str) -> tuple[list[str], np.ndarray]:
    """The true codes of a row and their shares, what was coded first."""
    shares: dict[str, float] = {code: 0.0}
    for true, share in row.true.items():
        shares[code if true == "=" else true] = shares.get(code if true == "=" else true, 0.0) + share
    kept = {true: share for true, share in shares.items() if share > 0}
    return list(kept), np.array(list(kept.values()))


def _with_missed(
    rows: list[dict], units: list[tuple[int, str]], outcomes: list[str], by: dict[str, list[str]], draw: _Drawing
) -> tuple[list[dict[str, np.ndarray]], np.ndarray, list[str]]:
    """Populations in each draw, and the missed results; both missed in the same measured record."""
    flat = [(at, code) for at, study in enumerate(rows) for code in study["population"]]
    readers = [by["population"][at] for at, _ in flat]
    codes, true = draw.codes("population", [code for _, code in flat], readers)
    populations: list[dict[str, np.ndarray]] = [{} for _ in rows]
    for (at, _), found in zip(flat, true, strict=True):
        for place in np.unique(found):
            if codes[place]:
                held = populations[at].setdefault(codes[place], np.zeros(draw.n, dtype=bool))
                held |= found == place
    coded = set(units)
    places = {code: at for at, code in enumerate(outcomes)}
    blocks: list[tuple[int, np.ndarray, int, int, int]] = []
    for at in range(len(rows)):
        comparison = draw.readers[by["design"][at]]
        if comparison is None or not comparison.n_records:
            continue
        record = draw.rng.integers(comparison.n_records, size=draw.n)
        for which in _with_something(comparison):
            draws = np.flatnonzero(record == which)
            if not len(draws):
                continue
            for code in comparison.missed_population[which]:
                populations[at].setdefault(code, np.zeros(draw.n, dtype=bool))[draws] = True
            for code, direction, basis in comparison.missed_results[which]:
                if (at, code) not in coded:
                    place = places.setdefault(code, len(places))
                    kind = BASES.index(basis) if basis in BASES[:2] else -1
                    blocks.append((at, draws, place, DIRECTIONS.index(direction), kind))
    return populations, _stacked(blocks), list(places)


def _stacked(blocks: list[tuple[int, np.ndarray, int, int, int]]) -> np.ndarray:
    if not blocks:
        return np.zeros((0, 5), dtype=np.int32)
    times = [len(block[1]) for block in blocks]
    study, outcome, direction, basis = (np.repeat([block[k] for block in blocks], times) for k in (0, 2, 3, 4))
    draws = np.concatenate([block[1] for block in blocks])
    return np.stack([study, draws, outcome, direction, basis], axis=1).astype(np.int32)


def _with_something(comparison: Comparison) -> list[int]:
    missed = zip(comparison.missed_results, comparison.missed_population, strict=True)
    return [at for at, (results, populations) in enumerate(missed) if results or populations]


def _sizes(rows: list[dict], by: list[str], draw: _Drawing) -> np.ndarray:
    """People in each study and draw: as coded, or off by one of the ratios that were measured; -1 where not told."""
    coded = np.array([-1 if pd.isna(study["sample_size"]) else int(study["sample_size"]) for study in rows])
    out = np.repeat(coded[:, None], draw.n, axis=1)
    said = ["told" if size >= 0 else "" for size in coded]
    codes = ("told", "other", "")
    true = draw.known("sample_size", said, by, codes, draw.rng.random(out.shape, dtype=np.float32))
    for reader in sorted(set(by)):
        comparison = draw.readers[reader]
        if comparison is None:
            continue
        mine = np.array([one == reader for one in by])[:, None] & (coded >= 0)[:, None]
        if comparison.size_ratios:
            at = np.nonzero(mine & (true == 1))
            ratio = draw.rng.choice(np.array(comparison.size_ratios), size=len(at[0]))
            out[at] = np.maximum(1, np.rint(out[at] * ratio)).astype(out.dtype)
        out[mine & (true == 2)] = -1
    return out


def _units(owner: np.ndarray, results: list[dict]) -> tuple[list[tuple[int, str]], np.ndarray]:
    """The (study, outcome) pairs that were coded, and the pair of each result."""
    keys = [(int(at), result["outcome"]) for at, result in zip(owner, results, strict=True)]
    units = sorted(set(keys))
    place = {unit: at for at, unit in enumerate(units)}
    return units, np.array([place[key] for key in keys], dtype=int)


def _of_unit(unit: np.ndarray, told_by: list[str]) -> list[str]:
    """Who coded each unit: the reader of its first result."""
    out: dict[int, str] = {}
    for at, reader in zip(unit, told_by, strict=True):
        out.setdefault(int(at), reader)
    return [out[at] for at in range(len(out))]


def _reader(sources: dict | None, facet: str) -> str:
    own = (sources or {}).get(facet) or (sources or {}).get({"sample_size": "n_analysed"}.get(facet, ""), "")
    everyone = set((sources or {}).values())
    return (
        "human" if own.startswith("human") or (not own and any(s.startswith("human") for s in everyone)) else "machine"
    )


def _at(codes: Sequence[str], code: str) -> int:
    return list(codes).index(code) if code in codes else -2
