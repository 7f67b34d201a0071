"""What a person can get wrong is told in one line, before anything is asked of NCBI."""

from __future__ import annotations

import pytest

from touchstone import pubmed
from touchstone.errors import InputError
from touchstone.pubmed.batches import only_one

SEARCH = [{"id": "all", "query": "massage"}]
FAST = {"progress": False, "rate": 500, "pause": 0.01, "timeout": 2}


@pytest.mark.parametrize("email", ["", "nobody", "a b@example.org"])
def test_a_missing_email_is_asked_for_in_one_line(tmp_path, email):
    with pytest.raises(InputError, match="NCBI_EMAIL") as told:
        pubmed.pull(SEARCH, tmp_path, email=email, **FAST)
    assert "\n" not in str(told.value)


def test_credentials_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("NCBI_EMAIL", " a@example.org ")
    monkeypatch.setenv("NCBI_API_KEY", "")
    assert pubmed.credentials() == {"email": "a@example.org", "api_key": None}
    monkeypatch.setenv("NCBI_API_KEY", "0123456789abcdef")
    assert "0123456789abcdef" not in repr(pubmed.credentials())
    monkeypatch.delenv("NCBI_EMAIL")
    with pytest.raises(InputError, match="NCBI_EMAIL"):
        pubmed.credentials()


@pytest.mark.parametrize("url", ["ftp://example.org/", "example.org", "https://", "https://me:word@example.org/"])
def test_an_address_that_is_none_is_refused(tmp_path, monkeypatch, url):
    monkeypatch.setenv("TOUCHSTONE_EUTILS_URL", url)
    with pytest.raises(InputError, match="TOUCHSTONE_EUTILS_URL"):
        pubmed.pull(SEARCH, tmp_path, email="a@example.org", **FAST)


def test_an_address_where_no_service_is_is_named_with_its_mend(ncbi, tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHSTONE_EUTILS_URL", ncbi(10).url.replace("/entrez/eutils/", "/elsewhere/"))
    with pytest.raises(pubmed.Refused, match="mend TOUCHSTONE_EUTILS_URL"):
        pubmed.pull(SEARCH, tmp_path, email="a@example.org", **FAST)


def test_a_service_that_is_down_is_named_unless_it_is_ncbis(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHSTONE_EUTILS_URL", "http://127.0.0.1:9/entrez/eutils/")
    with pytest.raises(pubmed.PubMedUnavailable, match=r"PubMed at 127.0.0.1:9: .*Connection refused.*run the same"):
        pubmed.pull(SEARCH, tmp_path, email="a@example.org", **FAST, patience=0.3)


def test_email_tool_and_key_go_along_with_every_request(ncbi, tmp_path):
    server = ncbi(300)
    pubmed.pull(SEARCH, tmp_path, email="a@example.org", api_key="0123456789abcdef", **FAST)
    who = {(p["email"], p["tool"], p["api_key"], p["db"]) for _, _, p in server.arrivals}
    assert who == {("a@example.org", "touchstone", "0123456789abcdef", "pubmed")}


@pytest.mark.parametrize("name", ["TOUCHSTONE_EUTILS_RATE", "TOUCHSTONE_EUTILS_TIMEOUT", "TOUCHSTONE_EUTILS_PATIENCE"])
@pytest.mark.parametrize("value", ["fast", "0", "-1", "inf"])
def test_a_setting_that_is_no_number_is_named(tmp_path, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(InputError, match=name):
        pubmed.pull(SEARCH, tmp_path, email="a@example.org", progress=False)


@pytest.mark.parametrize(
    ("searches", "told"),
    [
        ([], "no search"),
        ([{"id": "a", "query": " "}], "'a': the query is empty"),
        ([{"id": "", "query": "massage"}], "search 1: no id"),
        ([{"id": "a", "query": "x"}, {"id": "a", "query": "y"}], "stands twice"),
    ],
)
def test_searches_that_cannot_be_run_are_named(tmp_path, searches, told):
    with pytest.raises(InputError, match=told):
        pubmed.pull(searches, tmp_path, email="a@example.org", **FAST)


def test_another_query_does_not_go_into_a_snapshot_that_was_begun(ncbi, tmp_path):
    ncbi(30)
    pubmed.pull(SEARCH, tmp_path, email="a@example.org", **FAST)
    with pytest.raises(InputError, match="another query"):
        pubmed.pull([{"id": "all", "query": "other"}], tmp_path, email="a@example.org", **FAST)
    with pytest.raises(InputError, match="not among those given"):
        pubmed.pull([{"id": "new", "query": "massage"}], tmp_path, email="a@example.org", **FAST)


def test_bio_entrez_of_the_user_is_left_alone(ncbi, tmp_path):
    from Bio import Entrez

    before = (Entrez.urlopen, Entrez.max_tries, Entrez.tool, Entrez.email, Entrez.time)
    ncbi(30)
    pubmed.pull(SEARCH, tmp_path, email="a@example.org", **FAST)
    assert (Entrez.urlopen, Entrez.max_tries, Entrez.tool, Entrez.email, Entrez.time) == before


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("here already")
    with pytest.raises(InputError, match="file: cannot be written"):
        pubmed.pull(SEARCH, tmp_path / "file", email="a@example.org", **FAST)


def test_a_disk_that_fails_in_the_middle_is_told(ncbi, tmp_path):
    ncbi(30)
    (tmp_path / "batches").write_text("in the way")
    with pytest.raises(InputError, match=r"cannot be written .* run the same command again"):
        pubmed.pull(SEARCH, tmp_path, email="a@example.org", **FAST)


def test_a_kept_search_that_was_spoilt_is_told(ncbi, tmp_path):
    ncbi(30)
    pubmed.pull(SEARCH, tmp_path, email="a@example.org", **FAST)
    (tmp_path / "searches" / "all.json").write_text("{}")
    with pytest.raises(InputError, match=r"searches/all.json: not what the pull wrote"):
        pubmed.pull(SEARCH, tmp_path, email="a@example.org", **FAST)


def test_two_pulls_do_not_work_in_one_folder(tmp_path):
    with only_one(tmp_path), pytest.raises(InputError, match="another pull"):
        pubmed.pull(SEARCH, tmp_path, email="a@example.org", **FAST)
