"""A PMID that PubMed counted and does not hand out is named with the reason."""

from __future__ import annotations

import csv

import pytest

from touchstone import formats, pubmed

SEARCH = [{"id": "all", "query": "massage"}]
FAST = {"email": "a@example.org", "progress": False, "rate": 500, "pause": 0.01, "timeout": 2}
RECORDS = {"read": formats.read, "write": formats.to_jsonl_bytes}


@pytest.fixture
def odd(ncbi):
    """A stand-in in which five hits have something about them, and the PMID of each."""
    server = ncbi(300)
    pmids = sorted(server.index.records, key=int)
    book = next(p for p in pmids if server.index.records[p].kind == "book")
    server.gone, server.cited_as_deleted, server.hidden_books = {pmids[3]}, {pmids[4]}, {pmids[5]}
    server.merged = {pmids[6]: pmids[200]}
    return server, {"gone": pmids[3], "cited": pmids[4], "hidden": pmids[5], "merged": pmids[6], "book": book}


def test_each_absence_has_its_reason(odd, tmp_path):
    server, pmid = odd
    facts = pubmed.pull(SEARCH, tmp_path, **FAST, **RECORDS)
    rows = {row["pmid"]: row for row in csv.DictReader((tmp_path / "missing.csv").open())}
    assert {p: row["reason"] for p, row in rows.items()} == {
        pmid["gone"]: "deleted",
        pmid["cited"]: "deleted",
        pmid["hidden"]: "book",
        pmid["merged"]: "merged",
    }
    assert server.merged[pmid["merged"]] in rows[pmid["merged"]]["detail"]
    assert facts["missing"] == {"book": 1, "deleted": 2, "merged": 1}
    assert facts["counts"]["records"] == 296
    assert facts["complete"]


def test_books_that_come_are_records(odd, tmp_path):
    _, pmid = odd
    pubmed.pull(SEARCH, tmp_path, **FAST, **RECORDS)
    records = formats.read(tmp_path / "records.jsonl").records.set_index("pmid")
    assert records.loc[pmid["book"], "record_type"] == "book"


@pytest.mark.usefixtures("odd")
def test_records_are_sorted_by_pmid_and_stand_once(tmp_path):
    pubmed.pull(SEARCH, tmp_path, **FAST, **RECORDS)
    numbers = formats.read(tmp_path / "records.jsonl").records["pmid"].astype(int)
    assert numbers.is_monotonic_increasing
    assert numbers.is_unique


def test_a_second_pull_asks_for_nothing_that_is_settled(odd, tmp_path):
    server, _ = odd
    first = pubmed.pull(SEARCH, tmp_path, **FAST, **RECORDS)
    asked = len(server.arrivals)
    files = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p.name != "pull.log"}
    assert pubmed.pull(SEARCH, tmp_path, **FAST, **RECORDS) == first
    assert len(server.arrivals) == asked
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p.name != "pull.log"} == files


def test_a_record_that_comes_and_cannot_be_read_is_named(ncbi, tmp_path):
    ncbi(20)

    def read(path):
        reading = formats.read(path)
        return formats.Reading(reading.records[1:], reading.problems, reading.format)

    facts = pubmed.pull(SEARCH, tmp_path, **FAST, read=read, write=formats.to_jsonl_bytes)
    assert facts["missing"] == {"not readable": 1}
    assert not facts["complete"]


def test_a_damaged_batch_is_fetched_again(ncbi, tmp_path):
    ncbi(500)
    pubmed.pull(SEARCH, tmp_path, **FAST, **RECORDS)
    records = (tmp_path / "records.jsonl").read_bytes()
    first, second, *_ = sorted((tmp_path / "batches").iterdir())
    first.write_bytes(first.read_bytes()[:-30])
    second.unlink()
    (tmp_path / "batches" / ".half.xml.gz.partial").write_bytes(b"half")
    pubmed.pull(SEARCH, tmp_path, **FAST, **RECORDS)
    assert (tmp_path / "records.jsonl").read_bytes() == records
    assert not list(tmp_path.rglob("*.partial"))
