"""A whole build on a review that is not the bundled one: searched, uncoded, small, and not about anything we know."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import touchstone
from touchstone import formats, snapshots
from touchstone.build import build
from touchstone.tables import Records

TRIAL = (
    "Objective: To test foot massage for anxiety. Methods: {n} adults with cancer were randomised to foot massage or "
    "usual care. Results: Anxiety was lower with massage than with usual care (p=0.0{p}). Conclusion: Massage helped."
)


@pytest.fixture
def searched(review_copy: Path) -> Path:
    """A review of twelve invented trials and one invented retracted trial, from a search, with no coding."""
    rows = [
        {"record_id": f"pmid:{90000000 + n}", "pmid": str(90000000 + n), "title": f"Invented trial {n} of foot massage",
         "abstract": TRIAL.format(n=40 + n, p=n % 5 + 1), "abstract_source": "pubmed", "year": 2000 + n,
         "authors": [f"Nobody{n} A"], "record_type": "article", "retracted": n == 0}
        for n in range(13)
    ]  # fmt: skip
    for path in (review_copy / "data" / "raw" / "coding").glob("*.*"):
        path.unlink()
    folder = review_copy / "data" / "raw" / "searched"
    folder.mkdir()
    formats.write_jsonl(Records.of(rows), folder / "records.jsonl")
    snapshots.freeze(folder, {"search_kind": "systematic", "title": "Invented", "created": "2026-11", "counts": {}})
    path = review_copy / "protocol" / "review.yml"
    path.write_text(path.read_text().replace("  - massage-2026-11\n", "  - searched\n"))
    return review_copy


def test_a_searched_review_without_any_coding_is_built_from_the_machines_reading(searched):
    review = touchstone.open_review(searched)
    folder = build(review)
    cells = pd.read_csv(folder / "cells.csv").set_index(["population", "outcome", "contrast"])
    cell = cells.loc[("cancer", "anxiety", "efficacy")]
    assert (cell["n_studies"], cell["n_randomised"], cell["votes_benefit"]) == (12, 12, 12)
    assert set(review.studies["coded_by"]) == {"machine"}
    assert "PRISMA" in (folder / "figures" / "flow.svg").read_text(encoding="utf-8")
    assert review.flow.set_index("box").loc["databases_identified", "n"] == 13


def test_a_retracted_study_moves_nothing_but_the_note_about_it(searched):
    review = touchstone.open_review(searched)
    (gone,) = review.studies[review.studies["retracted"].astype(bool)].to_dict("records")
    assert not gone["eligible"]
    assert gone["study_id"] not in set(review.votes["study_id"])
    assert review.retracted["record_id"].tolist() == [gone["study_id"]]


def test_two_builds_give_the_same_bytes_whatever_the_day_the_folder_and_the_hash_seed(searched, tmp_path):
    seen = []
    for where, environment in (
        (searched, {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}),
        (tmp_path, {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}),
    ):
        command = [Path(sys.executable).parent / "touchstone", "build", "--project", searched]
        subprocess.run(command, cwd=where, env={**os.environ, **environment}, check=True, capture_output=True)
        files = sorted(path for path in (searched / "data" / "processed").rglob("*") if path.is_file())
        seen.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files})
    assert len(seen[0]) > 60
    assert seen[0] == seen[1]


def test_a_text_that_is_html_or_a_formula_stays_text_everywhere(searched):
    folder = searched / "data" / "raw" / "searched"
    records = formats.read(folder / "records.jsonl").records
    records.loc[3, "title"] = "<img src=x onerror=alert(1)> foot massage"
    records.loc[4, "title"] = '=HYPERLINK("x") foot massage'
    formats.write_jsonl(records, folder / "records.jsonl")
    snapshots.freeze(folder, {"search_kind": "systematic", "title": "Invented", "created": "2026-11", "counts": {}})
    out = build(touchstone.open_review(searched))
    for page in out.glob("*.html"):
        assert "<img src=x" not in page.read_text(encoding="utf-8")
    titles = pd.read_csv(out / "records.csv")["title"]
    assert not titles.str.startswith("=").any()
    assert titles.str.startswith("'=HYPERLINK").sum() == 1
