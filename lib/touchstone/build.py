"""Runs a review from its snapshots to data/processed: tables, figures, pages, and what was run on what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from touchstone import processed
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


def build(review: Review, step: Callable[[str], None] = lambda said: None) -> Path:
    """Write every table, figure and page of `review` under data/processed, and return that folder.

    `step` is called with a word or two before each stage. Raises InputError where the protocol, a snapshot or a decision
    cannot be used, or where data/processed cannot be written to.
    """
    folder = review.project.processed
    processed.ready(folder)
    for name, kind in TABLES.items():
        step(name)
        processed.write_table(getattr(review, name), kind, folder, name)
    write_side_tables(review, folder)
    processed.write_run(folder, facts_of(review))
    step("figures")
    drawn = draw_figures(review, folder / "figures")
    step("evidence map")
    write_pages(review, folder, drawn)
    return folder
