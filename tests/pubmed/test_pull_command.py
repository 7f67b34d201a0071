"""`touchstone pull` as a person uses it, in a review, against the stand-in."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ncbi_records import invent

import touchstone
from touchstone import formats, pulls, snapshots
from touchstone.notebooks import write_report
from touchstone.project import Project
from touchstone.tables import Records

ROOT = Path(__file__).resolve().parents[2]


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


@pytest.fixture
def small_review(review_copy: Path) -> Path:
    """A review of four invented digests, collected by hand; the stand-in knows three of them."""
    known = invent(120)
    rows = [
        {"record_id": "lib:by_doi", "title": "Invented record 9", "doi": known[9].doi},
        {"record_id": "lib:by_title", "title": known[11].title, "year": known[11].published},
        {"record_id": "lib:by_pmid", "title": known[12].title, "pmid": str(known[12].pmid)},
        {"record_id": "lib:unknown", "title": "Nobody ever published this on massage", "year": 2010},
    ]
    shutil.rmtree(review_copy / "data" / "raw" / "coding")
    folder = review_copy / "data" / "raw" / "mine"
    folder.mkdir()
    (review_copy / "data" / "raw" / "coding").mkdir()
    blank = {"record_type": "article", "abstract_source": "none", "digest": "Aim: foot massage for pain. n = 20."}
    formats.write_jsonl(Records.of(row | blank for row in rows), folder / "records.jsonl")
    snapshots.freeze(folder, {"search_kind": "curated", "title": "By hand", "created": "2026-11", "counts": {}})
    decisions = [("lib:by_doi", "design", "rct"), ("lib:by_title", "population", ["cancer"])]
    lines = [
        json.dumps({"decision_id": f"A-{n}", "coder": "A", "record_id": r, "facet": f, "value": v, "shown": "digest"})
        for n, (r, f, v) in enumerate(decisions)
    ]
    (review_copy / "data" / "raw" / "coding" / "A.jsonl").write_text("\n".join(lines) + "\n")
    _searches(review_copy, "mine", {"all": "massage", "some": "record OR zzyzx"})
    (review_copy / "protocol" / "claims.yml").write_text('version: "1"\ntexts: {}\nclaims: {}\n')
    return review_copy


def _searches(project: Path, snapshot: str, queries: dict[str, str]) -> None:
    path = project / "protocol" / "review.yml"
    text = path.read_text(encoding="utf-8").replace("  - massage-2026-11\n", f"  - {snapshot}\n")
    start, end = text.index("searches:"), text.index("# What counts.")
    told = "".join(f"  - id: {i}\n    label: Search {i}\n    query: {q}\n" for i, q in queries.items())
    cases = text.index("# Case studies")
    path.write_text(f"{text[:start]}searches:\n{told}{text[end:cases]}", encoding="utf-8")


def _listed(project: Path, *names: str) -> None:
    path = project / "protocol" / "review.yml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("snapshots:"), text.index("# Whose decisions")
    told = "".join(f"  - {name}\n" for name in names)
    path.write_text(f"{text[:start]}snapshots:\n{told}{text[end:]}", encoding="utf-8")


def test_resolving_puts_published_abstracts_under_the_same_record_id_and_the_same_coding(ncbi_process, small_review):
    before = touchstone.open_review(small_review)
    done = _pull(small_review, ncbi_process(records=120, faults=0.1), "--resolve", "--snapshot", "abstracts")
    assert done.returncode == 0, done.stderr
    _listed(small_review, "mine", "abstracts")
    after = touchstone.open_review(small_review)
    assert after.records["record_id"].tolist() == before.records["record_id"].tolist()
    records = after.records.set_index("record_id")
    assert records["abstract_source"].tolist() == ["pubmed", "pubmed", "pubmed", "none"]
    assert records["digest"].tolist() == before.records["digest"].tolist()
    assert "people had massage" in records.loc["lib:by_doi", "abstract"]
    known = invent(120)
    assert records["pmid"].tolist() == [str(known[n].pmid) for n in (9, 11, 12)] + [""]
    aliases = after.aliases.set_index("alias")
    assert before.aliases.empty
    assert aliases.loc[f"pmid:{known[9].pmid}", "record_id"] == "lib:by_doi"
    assert aliases.loc[f"pmid:{known[11].pmid}", "record_id"] == "lib:by_title"
    assert aliases.loc[f"doi:{known[12].doi}", "record_id"] == "lib:by_pmid"
    assert aliases.loc[f"pmid:{known[9].pmid}", "reason"] == "PMID found later, in abstracts"
    coded = ["record_id", "facet", "value"]
    assert after.standing[coded].values.tolist() == before.standing[coded].values.tolist()
    assert after.studies.set_index("study_id").loc["lib:by_doi", "design"] == "rct"
    assert after.flow.set_index("box").loc["collected", "n"] == 4
    told = [json.loads(line) for line in (small_review / "data/raw/abstracts/resolved.jsonl").read_text().splitlines()]
    assert [(row["record_id"], row["matched_by"]) for row in told] == [
        ("lib:by_doi", "doi"), ("lib:by_title", "title"), ("lib:unknown", "none"),
    ]  # fmt: skip


def test_a_pulled_review_tells_in_its_notebook_what_each_search_found_and_draws_prisma(ncbi_process, small_review):
    done = _pull(small_review, ncbi_process(records=60, faults=0.1), "--snapshot", "pulled")
    assert done.returncode == 0, done.stderr
    _listed(small_review, "pulled", "mine")
    review = touchstone.open_review(small_review)
    assert (review.searched, review.systematic) == (True, False)
    found = pulls.searches_found(review)
    assert found["Counted"].tolist()[:2] == ["60", "60"]
    flow = review.flow.set_index("box")
    assert flow.loc["databases_identified", "n"] == sum(s["count"] for s in review.manifests[0]["searches"])
    assert flow.loc["other_identified", "n"] == 4
    (small_review / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "01_the_records.ipynb", small_review / "notebooks")
    step = []
    pages = write_report(Project(small_review), small_review / "report", step.append)
    assert [page["name"] for page in pages] == ["01_the_records"]
    page = (small_review / "report" / "01_the_records.html").read_text(encoding="utf-8")
    assert "Flow of records (PRISMA 2020)" in page
    assert "Identification of studies via other methods" in page
    assert pulls.flow_in_words(review) in page
    assert "How PubMed understood the searches" in page
    assert "phrase not found: zzyzx" in page
