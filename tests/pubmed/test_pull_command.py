"""`touchstone pull` as a person uses it, in a review, against the stand-in."""

import json
import os
import subprocess
import sys
from pathlib import Path

import touchstone
from touchstone import snapshots


def _pull(project: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess:
    command = [Path(sys.executable).parent / "touchstone", "pull", "--project", project, *arguments]
    env = {**os.environ, **environment, "TOUCHSTONE_EUTILS_RATE": "200"}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_what_pubmed_returns_is_frozen_and_becomes_a_review(ncbi_process, review_copy):
    environment = ncbi_process(records=120, faults=0.1)
    review = review_copy / "protocol" / "review.yml"
    text = review.read_text(encoding="utf-8")
    start, end = text.index("searches:"), text.index("# What counts.")
    searches = "searches:\n" + "".join(
        f"  - id: {name}\n    label: {name}\n    query: massage\n"
        for name in ("massage_all", "cipn", "ms_self_efficacy")
    )
    review.write_text(text[:start] + searches + text[end:], encoding="utf-8")
    done = _pull(review_copy, environment, "--snapshot", "pubmed-test")
    assert done.returncode == 0, done.stderr
    folder = review_copy / "data" / "raw" / "pubmed-test"
    assert "120 records in data/raw/pubmed-test" in done.stdout
    assert snapshots.problems_of(folder) == []
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["search_kind"] == "systematic"
    assert [search["count"] for search in manifest["searches"]] == [120, 120, 120]
    review.write_text(review.read_text().replace("  - massage-2026-11\n", "  - pubmed-test\n"), encoding="utf-8")
    opened = touchstone.open_review(review_copy)
    assert opened.systematic
    assert len(opened.records) == 120
    assert set(opened.records["abstract_source"]) <= {"pubmed", "none"}


def test_a_finished_snapshot_is_never_pulled_over(ncbi_process, review_copy):
    done = _pull(review_copy, ncbi_process(records=5), "--snapshot", "massage-2026-11")
    assert done.returncode == 2
    assert "finished and frozen" in done.stderr


def test_a_missing_email_is_asked_for_in_one_line(review_copy):
    done = _pull(review_copy, {"NCBI_EMAIL": ""})
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "NCBI_EMAIL" in done.stderr
