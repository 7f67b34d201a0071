"""The API key appears nowhere: not on disk, not on screen, after a pull, a failed pull and a crash."""

from __future__ import annotations

import gzip
import pickle
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from ncbi_client import KEY, begin_pull

from touchstone import pubmed

FAST = {"email": "a@example.org", "progress": False, "rate": 500, "pause": 0.01, "timeout": 1}


def _on_disk(folder: Path) -> str:
    files = [p for p in folder.rglob("*") if p.is_file()]
    assert files
    read = [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in files]
    return "".join(str(p) for p in files) + b"".join(read).decode()


@pytest.mark.parametrize(
    ("misbehaviour", "words", "status"),
    [
        ({"faults": 0.5}, ["--records"], 0),
        ({"always": "429"}, [], 2),
        ({"faults": 0.5}, ["--records", "--crash", "reading"], 1),
        ({"faults": 0.5}, ["--crash", "sending"], 2),
        ({"faults": 0.5}, ["--crash", "checking"], 1),
    ],
)
def test_a_planted_key_is_found_nowhere(ncbi_process, tmp_path, misbehaviour, words, status):
    environment = ncbi_process(records=300, stall=0.5, seed=4, **misbehaviour) | {
        "TOUCHSTONE_EUTILS_RATE": "200",
        "TOUCHSTONE_EUTILS_TIMEOUT": "0.3",
        "TOUCHSTONE_EUTILS_PATIENCE": "1" if status == 2 else "20",
    }
    pulling = begin_pull(tmp_path, environment, *words)
    out, err = pulling.communicate(timeout=60)
    disk = _on_disk(tmp_path)
    assert pulling.returncode == status, err
    assert ("ZeroDivisionError" in err) == ("--crash" in words)
    assert '"api-key": "***"' in disk or "sending" in words  # the service did echo the key
    assert KEY not in out + err + disk


def test_the_key_of_a_refused_call_is_not_in_the_exception(ncbi, tmp_path):
    ncbi(10, key="another-key-0123456789")
    with pytest.raises(pubmed.Refused) as told:
        pubmed.pull([{"id": "all", "query": "massage"}], tmp_path, api_key=KEY, **FAST)
    seen = told.value
    while seen:
        assert KEY not in repr(seen) + str(seen.__dict__)
        seen = seen.__cause__ or seen.__context__
    assert KEY not in _on_disk(tmp_path)


def test_the_key_is_sent_in_the_body_and_never_in_an_address(ncbi, tmp_path):
    server = ncbi(300)
    pubmed.pull([{"id": "all", "query": "massage"}], tmp_path, api_key=KEY, **FAST)
    assert all(params["api_key"] == KEY for _, _, params in server.arrivals)
    assert set(server.methods) == {"POST"}


def test_a_secret_does_not_print_pickle_or_format():
    secret = pubmed.Secret(KEY)
    assert KEY not in repr(secret) + str(secret) + f"{secret}" + str(vars(type(secret)))
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_a_key_is_struck_out_in_both_spellings():
    secret = pubmed.Secret("odd key/with+signs")
    text = f"odd key/with+signs and {quote_plus('odd key/with+signs')}"
    assert secret.strike(text) == "*** and ***"
