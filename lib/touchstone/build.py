"""Runs a review from its snapshots to data/processed: tables, figures, pages, and what was run on what."""

from __future__ import annotations

from pathlib import Path

from touchstone import processed, summaries
from touchstone.drawings import draw_all
from touchstone.headlines import headlines
from touchstone.notebooks import stored_report, write_report
from touchstone.progress import Step, silent
from touchstone.review import Review
from touchstone.tables import Cells, Claims, Findings, Harms, Records, Studies, Tags, Votes

TABLES = {
    "records": Records,
    "tags": Tags,
    "findings": Findings,
    "studies": Studies,
    "votes": Votes,
    "harms": Harms,
    "cells": Cells,
    "claims": Claims,
}


def build(review: Review, report: bool = False, step: Step = silent) -> Path:
    """Write every table, figure and page of `review` under data/processed, and return that folder.

    With `report` copies of the notebooks are run and added as pages; without it the pages of an earlier run stay only
    while nothing they rest on has changed. `step` is called with a word or two before each stage. Raises InputError
    where the protocol, a snapshot or a decision cannot be used, or where data/processed cannot be written to.
    """
    folder = review.project.processed
    processed.ready(folder)
    for name in TABLES:
        step(name)
        getattr(review, name)
    step("figures")
    drawn = draw_all(review, folder / "figures", step, meanwhile=lambda: write_tables(review, folder))
    same = processed.write_run(folder, facts_of(review))
    pages = write_report(review.project, folder / "report", step) if report else stored_report(folder / "report", same)
    step("evidence map and index")
    from touchstone.page import write_claim_pages, write_evidence_map, write_index

    claims = write_claim_pages(review, folder / "report" / "claims").relative_to(folder).as_posix()
    pages.append({"name": "claims", "title": "The claims, a page each", "path": claims})
    write_evidence_map(review, folder / "evidence_map.html")
    write_index(review, folder, drawn, pages, headlines(review))
    return folder


def write_tables(review: Review, folder: Path) -> None:
    """Write every table of `review` into `folder`: the contract's as Parquet and CSV, the further ones as CSV."""
    for name, kind in TABLES.items():
        processed.write_table(getattr(review, name), kind, folder, name)
    for name, frame in side_tables(review).items():
        processed.write_csv(frame, folder / f"{name}.csv")


def side_tables(review: Review) -> dict[str, object]:
    """The further tables of a build, by file name: those a review prints, and those that explain the main ones."""
    primary = review.studies[(review.studies["layer"] == "primary") & review.studies["eligible"].astype(bool)]
    efficacy = review.cells[review.cells["contrast"] == "efficacy"]
    return {
        "aliases": review.aliases,
        "appraisals": review.appraisals,
        "characteristics": summaries.characteristics(review, primary["study_id"]),
        "coder_agreement": summaries.coder_agreement(review),
        "machine_agreement": summaries.machine_agreement(review),
        "effects": review.study_effects,
        "exclusions": summaries.exclusions(review),
        "flow": review.flow,
        "harms_summary": review.harms_summary,
        "stability": review.stability,
        "possible_duplicates": review.possible_duplicates,
        "swim": review.swim,
        "summary_of_findings": summaries.summary_of_findings(review, efficacy[efficacy["strength"] != "none"]),
    }


def facts_of(review: Review) -> dict:
    """What the run rests on: the snapshots and their files, the protocol's files and versions, the decisions."""
    project, protocol = review.project, review.protocol
    return {
        "title": protocol.review.title,
        "snapshots": [
            {key: manifest.get(key) for key in ("name", "search_kind", "created", "counts", "files")}
            for manifest in review.manifests
        ],
        "protocol": {path.name: processed.sha256(path) for path in sorted(project.protocol.glob("*.yml"))},
        "coding": {
            path.name: processed.sha256(path) for path in sorted(project.coding.glob("*.*")) if path.suffix != ".md"
        },
        "protocol_versions": {
            "vocabulary": protocol.vocabulary.version,
            "strength": protocol.strength.version,
            "claims": protocol.claims.version,
        },
        "main_rule_set": protocol.strength.main,
    }
