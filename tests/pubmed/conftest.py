"""The stand-in for NCBI, in this process for single questions and in one of its own for long pulls."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from ncbi import StandIn
from ncbi_client import HERE, KEY
from ncbi_records import invent


@pytest.fixture(scope="session", autouse=True)
def _loopback() -> None:
    """These tests talk to a server on this machine; where even loopback is cut off they skip, except in CI."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=2).close()
    except OSError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no loopback network here ({error})")


@pytest.fixture
def ncbi(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., StandIn]]:
    """A function that starts a stand-in and points the E-utilities' address at it."""
    running = []

    def start(records: object = 300, **settings: object) -> StandIn:
        server = StandIn(invent(records) if isinstance(records, int) else records, **settings)
        running.append(server.__enter__())
        monkeypatch.setenv("TOUCHSTONE_EUTILS_URL", server.url)
        return server

    yield start
    for server in running:
        server.__exit__()


@pytest.fixture
def ncbi_process() -> Iterator[Callable[..., dict[str, str]]]:
    """A function that starts a stand-in in a process of its own; gives the environment a client of it needs."""
    running = []

    def start(**options: object) -> dict[str, str]:
        words = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", str(value))]
        command = [sys.executable, str(HERE / "ncbi.py"), *words]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        url = running[-1].stdout.readline().strip()
        return {"TOUCHSTONE_EUTILS_URL": url, "NCBI_EMAIL": "a@example.org", "NCBI_API_KEY": KEY}

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()
