"""Never more than NCBI's limit in any one-second window, measured where the requests arrive."""

from __future__ import annotations

import random
import threading
import time

import pytest
from ncbi_client import KEY, begin_pull

from touchstone import pubmed
from touchstone.pubmed.limiter import GRACE, Limiter
from touchstone.pubmed.transport import limit

SEARCH = [{"id": "all", "query": "massage"}]


@pytest.mark.parametrize(("key", "allowed", "records"), [(None, 3, 1_000), ("0123456789abcdef", 10, 4_000)])
def test_a_pull_keeps_to_ncbis_limit_and_comes_near_it(ncbi, tmp_path, key, allowed, records):
    server = ncbi(records, limit=allowed)
    begun = time.monotonic()
    facts = pubmed.pull(SEARCH, tmp_path, email="a@example.org", api_key=key, progress=False)
    took = time.monotonic() - begun
    assert facts["counts"]["records"] == records
    assert server.busiest_second() <= allowed
    assert "status 429" not in (tmp_path / "pull.log").read_text()
    assert len(server.arrivals) / took > 0.6 * allowed


def test_no_window_is_crowded_by_requests_that_arrive_late():
    limiter, stop, arrivals = Limiter(5), threading.Event(), []
    chance = random.Random(3)

    def request():
        place = limiter.take(stop)
        delay, answer = chance.uniform(0, 0.9 * GRACE), chance.uniform(0, 0.6)
        place.sent()
        time.sleep(delay)  # on its way
        arrivals.append(time.monotonic())
        time.sleep(answer)
        place.answered()

    threads = [threading.Thread(target=request) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    arrivals.sort()
    gaps = [later - earlier for earlier, later in zip(arrivals, arrivals[5:], strict=False)]
    assert len(arrivals) == 9
    assert min(gaps) >= 1.0


def test_pulls_that_follow_each_other_keep_to_the_limit_together(ncbi, tmp_path):
    server = ncbi(30, limit=3)
    for name in ("first", "second"):
        pubmed.pull(SEARCH, tmp_path / name, email="a@example.org", progress=False)
    assert server.busiest_second() <= 3


def test_a_pull_resumed_right_after_it_was_killed_keeps_to_the_limit(ncbi, tmp_path):
    server = ncbi(2_000, limit=10)
    where = {"TOUCHSTONE_EUTILS_URL": server.url, "NCBI_EMAIL": "a@example.org", "NCBI_API_KEY": KEY}
    for _ in range(2):
        pulling = begin_pull(tmp_path, where)
        time.sleep(0.25)
        pulling.kill()
        pulling.communicate()
    assert begin_pull(tmp_path, where).communicate()[1].count("Records") == 1
    assert server.busiest_second() <= 10


def test_a_higher_rate_is_never_granted_at_ncbi():
    ncbi = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
    assert limit(ncbi, None, 50) == 3
    assert limit(ncbi, pubmed.Secret("0123456789"), 50) == 10
    assert limit("http://127.0.0.1:8000/", None, 50) == 50
    assert limit("http://127.0.0.1:8000/", None, None) == 3
