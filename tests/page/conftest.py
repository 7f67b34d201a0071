"""The bundled review's pages, each made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import FIGURE, HEADLINES, NOTEBOOK, hostile


@pytest.fixture(scope="session")
def evidence_map(review) -> str:
    from touchstone.page.evidence_map import evidence_map_html

    return evidence_map_html(review)


@pytest.fixture(scope="session")
def hostile_map(review) -> str:
    from touchstone.page.evidence_map import evidence_map_html

    return evidence_map_html(hostile(review))


@pytest.fixture(scope="session")
def processed(review, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `touchstone build` leaves it, with an index over one figure, one notebook and two tables."""
    from touchstone.page import write_index
    from touchstone.processed import write_csv, write_table
    from touchstone.tables import Cells

    folder = tmp_path_factory.mktemp("processed")
    for name in ("figures", "report"):
        (folder / name).mkdir()
    for kind in ("svg", "pdf", "png"):
        (folder / "figures" / f"sample.{kind}").write_text("")
    for name in ("run.json", "evidence_map.html", "report/00_start.html"):
        (folder / name).write_text("")
    write_table(review.cells, Cells, folder, "cells")
    write_csv(review.flow, folder / "flow.csv")
    write_index(review, folder, [FIGURE], [NOTEBOOK], HEADLINES)
    return folder
