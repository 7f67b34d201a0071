"""Over HTTPS: only a service whose certificate can be verified is spoken to."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from ncbi import StandIn
from ncbi_records import invent

from touchstone import pubmed

SEARCH = [{"id": "all", "query": "massage"}]
FAST = {"email": "a@example.org", "progress": False, "rate": 500, "pause": 0.01, "timeout": 2}
COMMAND = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=stand-in -addext subjectAltName=IP:127.0.0.1"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody has signed, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    files = folder / "certificate.pem", folder / "key.pem"
    subprocess.run([*COMMAND.split(), "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files


@pytest.fixture
def https(certificate, monkeypatch):
    """A stand-in that speaks HTTPS only."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = StandIn(invent(30))
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    monkeypatch.setenv("TOUCHSTONE_EUTILS_URL", server.url.replace("http:", "https:"))
    with server:
        yield server


def test_an_unknown_certificate_is_refused_in_one_line_and_nothing_is_asked(https, tmp_path, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(pubmed.Refused, match=r"certificate could not be verified.*SSL_CERT_FILE") as told:
        pubmed.pull(SEARCH, tmp_path, **FAST, api_key="0123456789abcdef")
    assert "\n" not in str(told.value)
    assert https.arrivals == []


def test_a_certificate_that_the_user_makes_known_is_accepted(https, tmp_path, monkeypatch, certificate):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert pubmed.pull(SEARCH, tmp_path, **FAST)["counts"]["records"] == 30
    assert https.arrivals


def test_a_certificate_for_another_name_is_refused(https, tmp_path, monkeypatch, certificate):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    monkeypatch.setenv("TOUCHSTONE_EUTILS_URL", https.url.replace("http://127.0.0.1", "https://localhost"))
    with pytest.raises(pubmed.Refused, match="certificate could not be verified"):
        pubmed.pull(SEARCH, tmp_path, **FAST)
    assert https.arrivals == []
