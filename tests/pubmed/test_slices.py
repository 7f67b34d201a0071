"""Past 9,999 hits the slices fit, add up and lose nothing, whichever way PubMed can be cut."""

from __future__ import annotations

import datetime
import json
from collections import deque
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ncbi_queries import Index
from ncbi_records import invent

from touchstone import pubmed
from touchstone.pubmed import slices
from touchstone.pubmed.slices import _middle_day, _middle_uid

SEARCH = [{"id": "all", "query": "massage"}]
FAST = {"email": "a@example.org", "progress": False, "rate": 500, "pause": 0.01, "timeout": 2}


@pytest.fixture
def low_cap(monkeypatch):
    """A cap of 99 on both sides, so that few records are many; the true cap is tested in test_pull.py."""
    monkeypatch.setattr(slices, "CAP", 99)
    return {"cap": 99}


@pytest.mark.parametrize(
    ("blind_to", "keys"),
    [
        (set(), {"crdt", "uid"}),
        ({"crdt"}, {"edat", "uid"}),
        ({"crdt", "edat"}, {"uid"}),
        ({"uid"}, {"crdt", "pdat"}),
    ],
)
def test_slices_add_up_whatever_the_service_can_be_cut_by(ncbi, tmp_path, low_cap, blind_to, keys):
    records = [replace(r, published=1990 + n % 30) for n, r in enumerate(invent(450, 330))]
    ncbi(records, blind_to=blind_to, **low_cap)
    told = pubmed.pull(SEARCH, tmp_path, **FAST)
    search = told["searches"][0]
    used = {key for piece in search["slices"] for key in piece} - {"count"}
    assert used == keys
    assert all(piece["count"] <= 99 for piece in search["slices"])
    assert sum(piece["count"] for piece in search["slices"]) == search["count"] == 450
    assert told["complete"]


def test_hits_that_cannot_be_listed_are_named_and_not_hidden(ncbi, tmp_path, low_cap):
    ncbi(250, blind_to={"crdt", "edat", "pdat", "uid"}, **low_cap)
    told = pubmed.pull(SEARCH, tmp_path, **FAST)
    assert told["counts"]["not_listed"] == 151
    assert told["counts"]["records"] == 99
    assert not told["complete"]
    last = (tmp_path / "missing.csv").read_text().splitlines()[-1]
    assert last == ",not listed,PubMed counted 250 hits and listed 99,all"


def test_a_record_that_arrives_while_the_hits_are_listed_is_not_lost(ncbi, tmp_path, low_cap):
    server = ncbi(invent(250), **low_cap)
    new = replace(invent(251)[250], created=datetime.date(2024, 12, 31))
    search, asked = server.index.search, []

    def growing(query):
        asked.append(query)
        if len(asked) == 6:
            server.index = Index([*server.index.records.values(), new])
            server.index.search = growing
        return search(query) if len(asked) < 6 else Index.search(server.index, query)

    server.index.search = growing
    told = pubmed.pull(SEARCH, tmp_path, **FAST, workers=1)
    assert told["searches"][0]["count"] == told["counts"]["pmids"] == 251
    assert sum(piece["count"] for piece in told["searches"][0]["slices"]) == 251
    assert told["complete"]


def test_slices_that_overlap_and_still_add_up_are_not_believed(ncbi, tmp_path, low_cap):
    server = ncbi(250, **low_cap)
    cut, pmids = server.index.dated, sorted(server.index.records)

    def overlapping(hits, datetype, low, high):
        part = cut(hits, datetype, low, high)
        if datetype == "crdt" and pmids[0] in part and pmids[1] not in part:
            return part  # one PMID in two slices, another in none: the counts do not show it
        if datetype == "crdt" and pmids[1] in part and pmids[0] not in part:
            return (part - {pmids[1]}) | {pmids[0]}
        return part

    server.index.dated = overlapping
    told = pubmed.pull(SEARCH, tmp_path, **FAST)
    assert told["counts"]["pmids"] == told["counts"]["records"] == 250
    assert told["complete"]
    assert "249 PMIDs listed; 250 counted" in (tmp_path / "pull.log").read_text()


def test_a_service_without_einfo_is_no_reason_to_stop(ncbi, tmp_path):
    ncbi(30, planned=deque(["400"] * 4))
    assert pubmed.pull(SEARCH, tmp_path, **FAST, workers=1)["searches"][0]["database"] == {"name": "pubmed"}


def test_a_query_with_or_is_cut_as_a_whole(ncbi, tmp_path, low_cap):
    ncbi(250, **low_cap)
    told = pubmed.pull([{"id": "all", "query": "zzyzx OR massage"}], tmp_path, **FAST)
    assert told["counts"]["pmids"] == 250


def test_a_search_that_fits_is_not_cut(ncbi, tmp_path):
    server = ncbi(300)
    told = pubmed.pull([{"id": "odd", "query": "massage NOT zzyzx"}], tmp_path, **FAST)
    assert told["searches"][0]["slices"] == [{"count": 300}]
    assert len(server.arrivals) == 5  # EInfo, the count, the list, two batches


def test_translation_and_warnings_reach_the_manifest(ncbi, tmp_path):
    ncbi(30)
    query = 'massage OR zzyzx OR "no such words"[ti]'
    search = pubmed.pull([{"id": "odd", "query": query}], tmp_path, **FAST)["searches"][0]
    assert search["query"] == query
    assert search["translation"].startswith('"massage"[All Fields]')
    assert {"kind": "phrase not found", "text": "zzyzx"} in search["warnings"]
    assert {"kind": "quoted phrase not found", "text": '"no such words"'} in search["warnings"]
    assert search["database"]["build"] == "Build-invented"
    assert search["date"] == datetime.datetime.now(datetime.UTC).date().isoformat()
    kept = json.loads((tmp_path / "searches" / "odd.json").read_text())
    assert len(kept["slices"][0]["pmids"]) == 30


def test_two_searches_share_records_and_say_who_found_what(ncbi, tmp_path):
    server = ncbi(30)
    first, second = sorted(server.index.records)[:2]
    server.gone = {first}
    searches = [{"id": "a", "query": f"{first}[uid] OR {second}[uid]"}, {"id": "b", "query": f"{first}[uid]"}]
    counts = pubmed.pull(searches, tmp_path, **FAST)["counts"]
    assert counts == {"hits": 3, "pmids": 2, "records": 1, "missing": 1, "not_listed": 0}
    assert (tmp_path / "missing.csv").read_text().splitlines()[1].endswith(",a;b")


def test_a_search_without_hits_is_an_empty_snapshot(ncbi, tmp_path):
    ncbi(30)
    told = pubmed.pull([{"id": "none", "query": "zzyzx"}], tmp_path, **FAST)
    assert told["counts"]["pmids"] == 0
    assert told["complete"]
    assert {"kind": "message", "text": "No items found."} in told["searches"][0]["warnings"]


DAYS = st.dates(datetime.date(1700, 1, 1), datetime.date(2099, 12, 31))


@given(DAYS, DAYS)
def test_a_range_of_days_is_cut_into_two_that_are_not_empty(one, other):
    low, high = sorted((one, other))
    if low < high:
        assert low <= _middle_day(low, high) < high


@given(st.integers(1, 10**8), st.integers(1, 10**8), st.lists(st.integers(1, 10**8).map(str), max_size=5))
def test_a_range_of_pmids_is_cut_into_two_that_are_not_empty(one, other, known):
    low, high = sorted((one, other))
    if low < high:
        assert low <= _middle_uid(low, high, tuple(known)) < high
