"""All the rows that cells are made of: votes, protocols without results, appraisals, and the facets asked for."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from touchstone.errors import InputError
from touchstone.evidence.bands import bands_of
from touchstone.evidence.votes import PROTOCOL, YOUNG_PROTOCOL, cast_votes
from touchstone.protocol import Vocabulary, broader_of
from touchstone.protocol.models import Strength
from touchstone.tables import Votes

FACETS = ("intervention", "purpose", "life_stage", "sex", "comparator", "country", "control", "time_band")


def gather_votes(
    studies: pd.DataFrame,
    findings: pd.DataFrame,
    links: pd.DataFrame,
    appraisals: pd.DataFrame,
    vocabulary: Vocabulary,
    strength: Strength,
    by: Iterable[str] = (),
) -> pd.DataFrame:
    """Votes with protocols among the silent rows and `risk_of_bias` from Appraisals; one column more for each of `by`.

    `by` names facets of FACETS. A study counts under each of its techniques or comparators and their broader codes;
    `control` sets comparisons with a sham or light touch apart (sham | no_sham); with `time_band` a study votes in each
    band with the results of that band alone. Raises InputError for another facet.

    >>> gather_votes(*[pd.DataFrame()] * 4, None, None, by=["colour"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    touchstone.errors.InputError: by: 'colour' is no facet; take intervention, purpose, ...
    """
    facets = list(by)
    for facet in facets:
        if facet not in FACETS:
            raise InputError(f"by: {facet!r} is no facet; take {', '.join(FACETS)}")
    if "time_band" in facets:
        votes = _by_band(studies, findings, vocabulary, strength)
    else:
        planned = protocol_rows(studies, findings, links, vocabulary, strength)
        votes = pd.concat([cast_votes(studies, findings, vocabulary, strength), planned], ignore_index=True)
    overall = appraisals[appraisals["domain"] == "overall"]
    risks = dict(zip(overall["study_id"], overall["risk"], strict=True))
    votes = Votes.conform(votes.assign(risk_of_bias=[risks.get(study, "") for study in votes["study_id"]]))
    if "control" in facets:
        sham = votes["sham"].fillna(False).astype(bool)
        votes = votes.assign(control=sham.map({True: "sham", False: "no_sham"}))
    for facet in facets:
        if facet not in ("control", "time_band"):
            votes = _spread(votes, studies, facet, vocabulary)
    return votes


def protocol_rows(
    studies: pd.DataFrame, findings: pd.DataFrame, links: pd.DataFrame, vocabulary: Vocabulary, strength: Strength
) -> pd.DataFrame:
    """Votes rows, all silent, of the protocols whose study has no report among `studies` (by links.csv, protocol_of).

    Each stands under the outcomes it names; the reason says whether it is old enough for its results to be missed.
    """
    rule = strength.protocols
    there = {record for ids in studies["record_ids"] for record in ids}
    told = links[(links["relation"] == "protocol_of") & links["study_id"].isin(there)]
    missing = studies[
        (studies["design"] == "protocol")
        & (studies["intervention"].map(len) > 0)
        & ~studies["retracted"].fillna(False).astype(bool)
        & ~studies["study_id"].isin(told["record_id"])
    ]
    if rule is None or missing.empty:
        return Votes.empty()
    newest = studies[~studies["retracted"].fillna(False).astype(bool)]["year"].max()
    planned = missing.assign(tier="randomised", layer="primary", eligible=True)
    rows = cast_votes(planned, findings, vocabulary, strength)
    years = missing.set_index("study_id")["year"]
    old = {study for study, year in years.items() if not pd.isna(year) and newest - year > rule.grace_years}
    reasons = [PROTOCOL if study in old else YOUNG_PROTOCOL for study in rows["study_id"]]
    return rows.assign(tier="", vote="", sign="unknown", parts=[()] * len(rows), sham=False, reason=reasons)


def _by_band(studies: pd.DataFrame, findings: pd.DataFrame, vocabulary: Vocabulary, strength: Strength) -> pd.DataFrame:
    bands = strength.time_bands
    if bands is None:
        raise InputError("protocol/strength.yml: time_bands is missing; add the bands to see results by time")
    weeks = {r: w for ids, w in zip(studies["record_ids"], studies["duration_weeks"], strict=True) for r in ids}
    course = [None if pd.isna(w := weeks.get(record)) else float(w) for record in findings["record_id"]]
    found = [bands_of(text, w, bands) for text, w in zip(findings["timepoint"], course, strict=True)]
    names = [*bands.ends, "not_told"]
    frames = [
        cast_votes(studies, findings[[name in own for own in found]], vocabulary, strength).assign(time_band=name)
        for name in names
    ]
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


def _spread(votes: pd.DataFrame, studies: pd.DataFrame, facet: str, vocabulary: Vocabulary) -> pd.DataFrame:
    """`votes` with a column `facet`, one row for each value of the study; `not_told` where it has none."""
    values = {}
    for study, value in zip(studies["study_id"], studies[facet], strict=True):
        codes = value if isinstance(value, tuple) else (value,) if isinstance(value, str) and value else ()
        if facet in ("intervention", "comparator"):
            codes = tuple(dict.fromkeys(b for code in codes for b in broader_of(vocabulary, facet, code)))
        values[study] = codes or ("not_told",)
    return votes.assign(**{facet: votes["study_id"].map(values)}).explode(facet, ignore_index=True)
