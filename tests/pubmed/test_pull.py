"""The promise: every PMID that PubMed counted is in the snapshot or named, whatever the network did meanwhile."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
import urllib.request
from collections import deque

import pytest
from ncbi import StandIn
from ncbi_client import begin_pull
from ncbi_records import invent

from touchstone import formats, pubmed

LONG = os.environ.get("TOUCHSTONE_LONG_TESTS") == "1"
SEARCH = [{"id": "all", "query": "massage"}]
RECORDS = {"read": formats.read, "write": formats.to_jsonl_bytes}
RAISED = {"progress": False, "email": "a@example.org", "pause": 0.05, "timeout": 1}


def _stats(environment: dict[str, str]) -> dict:
    with urllib.request.urlopen(environment["TOUCHSTONE_EUTILS_URL"].replace("entrez/eutils/", "stats")) as answer:
        return json.load(answer)


def _finish(pulling: subprocess.Popen) -> tuple[int, str, str]:
    out, err = pulling.communicate(timeout=120)
    return pulling.returncode, out, err


def test_25000_hits_with_faults_on_a_third_of_all_requests_give_the_records_of_a_clean_run(
    ncbi_process, monkeypatch, tmp_path
):
    hits = {"records": 25_000, "busy_day": 12_000}
    expected = {str(record.pmid) for record in invent(25_000, 12_000)}
    written = {}
    for name, faults in (("clean", 0), ("faulty", 1 / 3)):
        environment = ncbi_process(**hits, faults=faults, stall=2, seed=random.randrange(10**6))
        monkeypatch.setenv("TOUCHSTONE_EUTILS_URL", environment["TOUCHSTONE_EUTILS_URL"])
        facts = pubmed.pull(SEARCH, tmp_path / name, **RAISED, **RECORDS, rate=150, api_key="0123456789abcdef")
        assert facts["counts"] == {"hits": 25_000, "pmids": 25_000, "records": 25_000, "missing": 0, "not_listed": 0}
        assert facts["complete"]
        assert all(piece["count"] <= 9_999 for piece in facts["searches"][0]["slices"])
        assert _stats(environment)["busiest_second"] <= 150
        written[name] = (tmp_path / name / "records.jsonl").read_bytes()
    assert written["faulty"] == written["clean"]
    assert {json.loads(line)["pmid"] for line in written["clean"].splitlines()} == expected


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """The records of a pull that nothing disturbed, and the arguments of its stand-in."""
    size = {"records": 25_000, "busy_day": 12_000} if LONG else {"records": 4_000}
    folder = tmp_path_factory.mktemp("clean")
    with StandIn(invent(*size.values())) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUCHSTONE_EUTILS_URL", server.url)
        pubmed.pull(SEARCH, folder, **RAISED, **RECORDS, rate=200)
    return (folder / "records.jsonl").read_bytes(), size


@pytest.mark.parametrize("trial", range(50 if LONG else 3))
def test_a_pull_killed_at_random_moments_and_resumed_gives_the_records_of_one_that_was_not(
    ncbi_process, monkeypatch, tmp_path, clean, trial
):
    records, size = clean
    environment = ncbi_process(**size, faults=0.1, stall=1, seed=trial)
    environment |= {"TOUCHSTONE_EUTILS_RATE": "30", "TOUCHSTONE_EUTILS_TIMEOUT": "3" if LONG else "0.5"}
    kills, longest, words = (1, 8.0, ["--records"]) if LONG else (2, 0.8, [])  # longest: about as a pull takes, s
    for _ in range(kills):
        pulling = begin_pull(tmp_path / "killed", environment, *words)
        time.sleep(random.uniform(0, longest / kills))
        pulling.send_signal(signal.SIGKILL)
        _finish(pulling)
    print("killed with", len(list(tmp_path.rglob("*.xml.gz"))), "batches kept")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    facts = pubmed.pull(SEARCH, tmp_path / "killed", **RECORDS, **pubmed.credentials(), progress=False, pause=0.02)
    assert facts["complete"]
    assert (tmp_path / "killed" / "records.jsonl").read_bytes() == records
    assert not list(tmp_path.rglob("*.partial"))


def test_a_resumed_pull_asks_for_nothing_that_came_before(ncbi, tmp_path):
    server = ncbi(1_000, planned=deque([None] * 5), always="502")
    pubmed.pull(SEARCH, tmp_path, **RAISED, rate=500, workers=1, patience=0.3)
    came = {p for _, utility, params in server.arrivals[:5] if utility == "efetch" for p in params["id"].split(",")}
    server.always, before = "", len(server.arrivals)
    assert pubmed.pull(SEARCH, tmp_path, **RAISED, rate=500)["complete"]
    later = server.arrivals[before:]
    assert {utility for _, utility, _ in later} == {"efetch"}
    assert not came & {p for _, _, params in later for p in params["id"].split(",")}


def test_ctrl_c_stops_at_once_and_says_how_to_go_on(ncbi_process, tmp_path):
    environment = ncbi_process(records=3_000, faults=0.3, stall=20) | {"TOUCHSTONE_EUTILS_RATE": "20"}
    pulling = begin_pull(tmp_path / "stopped", environment)
    deadline = time.monotonic() + 20
    while not list(tmp_path.rglob("*.xml.gz")) and time.monotonic() < deadline:
        time.sleep(0.02)
    asked = time.monotonic()
    pulling.send_signal(signal.SIGINT)
    status, out, err = _finish(pulling)
    assert time.monotonic() - asked < 3
    assert status == 2
    assert "stopped; what came is kept in stopped; run the same command again to go on" in err
    assert "Traceback" not in out + err
    status, out, err = _finish(begin_pull(tmp_path / "stopped", environment | {"TOUCHSTONE_EUTILS_TIMEOUT": "1"}))
    assert status == 0, err
    assert json.loads(out)["counts"]["records"] == 3_000


def test_a_progress_bar_shows_rate_and_time_left_on_stderr(ncbi_process, tmp_path):
    status, out, err = _finish(begin_pull(tmp_path / "shown", ncbi_process(records=500)))
    assert status == 0
    assert "500/500" in err
    assert "records/s" in err
    assert "left" in err
    assert out.count("\n") == 1
