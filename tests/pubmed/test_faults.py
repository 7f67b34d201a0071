"""Every kind of wrong answer is recognised, named in the log, and outlived."""

from __future__ import annotations

import datetime
import email.utils
import time
from collections import deque
from itertools import pairwise

import pytest
from ncbi import StandIn
from ncbi_records import invent

from touchstone import formats, pubmed

SEARCH = [{"id": "all", "query": "massage"}]
FAST = {"email": "a@example.org", "progress": False, "rate": 500, "pause": 0.01, "timeout": 0.3}
RECORDS = {"read": formats.read, "write": formats.to_jsonl_bytes}

FAULTS = {
    "429": "status 429",
    "502": "status 502",
    "503": "status 503",
    "400": "status 400",
    "reset": "connection",
    "cut": "cut off",
    "html": "HTML page",
    "json": "API rate limit exceeded",
    "error": "Unable to obtain query",
    "empty": "empty body",
    "stall": "timeout",
    "dropped": "did not come",
    "duplicated": "came twice",
}


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """The records of a pull of 60 that nothing disturbed."""
    folder = tmp_path_factory.mktemp("clean")
    with StandIn(invent(60)) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUCHSTONE_EUTILS_URL", server.url)
        pubmed.pull(SEARCH, folder, **FAST, **RECORDS)
    return (folder / "records.jsonl").read_bytes()


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_named_and_costs_no_record(ncbi, tmp_path, clean, fault):
    ncbi(60, stall=2.0, planned=deque([fault, None] * 4))
    facts = pubmed.pull(SEARCH, tmp_path, **FAST, **RECORDS, workers=1)
    assert FAULTS[fault] in (tmp_path / "pull.log").read_text()
    assert facts["complete"]
    assert (tmp_path / "records.jsonl").read_bytes() == clean


def test_a_search_list_with_pmids_dropped_is_asked_for_again(ncbi, tmp_path):
    ncbi(60, planned=deque([None, None, "dropped", "duplicated"]))
    assert pubmed.pull(SEARCH, tmp_path, **FAST)["counts"]["pmids"] == 60


def test_retry_after_is_honoured_by_every_thread(ncbi, tmp_path):
    server = ncbi(900, planned=deque([None, None, None, "429"]), retry_after=1)
    pubmed.pull(SEARCH, tmp_path, **FAST)
    moments = [moment for moment, *_ in server.arrivals]
    assert max(later - earlier for earlier, later in pairwise(moments)) >= 0.95


def test_retry_after_may_be_a_date(ncbi, tmp_path):
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=3)  # it is written in whole seconds
    server = ncbi(60, planned=deque(["503"]), retry_after=email.utils.format_datetime(later, usegmt=True))
    pubmed.pull(SEARCH, tmp_path, **FAST, workers=1)
    first, second, *_ = [moment for moment, *_ in server.arrivals]
    assert 1.5 < second - first < 3.5


def test_a_service_that_asks_for_more_time_than_we_have_is_not_waited_for(ncbi, tmp_path):
    ncbi(10, always="503", retry_after=3_600)
    begun = time.monotonic()
    with pytest.raises(pubmed.PubMedUnavailable, match="asks to wait 3600 s"):
        pubmed.pull(SEARCH, tmp_path, **FAST, patience=20)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("fault", ["502", "html", "reset", "stall"])
def test_patience_is_bounded_and_the_error_says_how_to_go_on(ncbi, tmp_path, fault):
    ncbi(10, always=fault, stall=1.0)
    begun = time.monotonic()
    with pytest.raises(pubmed.PubMedUnavailable, match="run the same command again") as told:
        pubmed.pull(SEARCH, tmp_path, **FAST, patience=0.5)
    assert time.monotonic() - begun < 3
    assert "\n" not in str(told.value)


def test_when_pubmed_goes_away_in_the_middle_every_pmid_is_named_and_a_later_pull_completes(ncbi, tmp_path):
    server = ncbi(900)
    planned = [None] * 6
    server.planned, server.always = deque(planned), "502"
    facts = pubmed.pull(SEARCH, tmp_path, **FAST, **RECORDS, workers=1, patience=0.6)
    rows = (tmp_path / "missing.csv").read_text().splitlines()[1:]
    assert 0 < facts["counts"]["records"] < 900
    assert facts["counts"]["records"] + len(rows) == 900
    assert all(",not returned," in row and "502" in row for row in rows)
    assert not facts["complete"]
    server.always = ""
    assert pubmed.pull(SEARCH, tmp_path, **FAST, **RECORDS)["complete"]
    assert (tmp_path / "missing.csv").read_text().count("\n") == 1


def test_a_refusal_is_believed_when_it_comes_again_and_again(ncbi, tmp_path):
    server = ncbi(10, always="400")
    with pytest.raises(pubmed.Refused, match="Invalid request"):
        pubmed.pull(SEARCH, tmp_path, **FAST, patience=60)
    assert len(server.arrivals) < 15


def test_a_service_that_refuses_every_batch_is_soon_left_alone(ncbi, tmp_path):
    server = ncbi(2_000, planned=deque([None] * 4), always="400")
    facts = pubmed.pull(SEARCH, tmp_path, **FAST, workers=1)
    assert facts["counts"]["records"] == 200
    assert facts["missing"] == {"not returned": 1_800}
    assert len(server.arrivals) < 40


def test_a_batch_that_is_refused_for_one_of_its_pmids_costs_only_that_one(ncbi, tmp_path):
    server = ncbi(600)
    server.refused = {sorted(server.index.records)[250]}
    facts = pubmed.pull(SEARCH, tmp_path, **FAST)
    assert facts["missing"] == {"not returned": 1}
    assert facts["counts"]["records"] == 599


def test_a_wrong_key_is_refused_at_once(ncbi, tmp_path):
    server = ncbi(10, key="right-key-0123456789")
    with pytest.raises(pubmed.Refused, match="NCBI_API_KEY") as told:
        pubmed.pull(SEARCH, tmp_path, **FAST, api_key="wrong-key-0123456789")
    assert "wrong-key" not in str(told.value)
    assert len(server.arrivals) == 1
