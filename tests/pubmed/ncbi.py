"""A stand-in for NCBI: a real HTTP server on 127.0.0.1 that speaks the E-utilities for PubMed and can misbehave.

It holds invented records only. ESearch (9,999 cap, dates, history, XML and JSON), EFetch, EPost, ESummary and EInfo
answer as NCBI documents them; more than `limit` requests in a second get 429. Run it by hand with
`python tests/pubmed/ncbi.py --records 500 --faults 0.3`, and point TOUCHSTONE_EUTILS_URL at what it prints.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import struct
import threading
import time
from bisect import bisect_left
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import ncbi_answers
from ncbi_queries import Index
from ncbi_records import Invented, invent

FAULTS = ("429", "502", "reset", "cut", "html", "json", "dropped", "duplicated", "stall")


class StandIn(ThreadingHTTPServer):
    """The server. It runs between `with` and its end; `url` is its base address.

    gone: PMIDs that ESearch counts and nothing else knows. hidden_books: PMIDs that ESummary knows as books and EFetch
    does not return. refused: PMIDs that EFetch answers with status 400. merged: {PMID: the PMID returned in its place}.
    cited_as_deleted: PMIDs named in a DeleteCitation.
    faults: share of requests that go wrong, of the kinds in `kinds`, drawn with `seed`. planned: faults for the next
    requests, in order, before chance has a say; None among them is a good answer. always: the fault of every request.
    blind_to: limits that are ignored (crdt, edat, pdat, uid), as a service might that does not know them.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, records: list[Invented], *, port: int = 0, **settings: object) -> None:
        self.index = Index(records)
        self.cap = 9_999
        self.limit, self.faults, self.kinds, self.seed = 1_000, 0.0, FAULTS, 1
        self.stall, self.retry_after = 3.0, None
        self.gone, self.hidden_books, self.cited_as_deleted, self.blind_to = set(), set(), set(), set()
        self.refused: set[str] = set()
        self.merged: dict[str, str] = {}
        self.planned: deque[str | None] = deque()
        self.always = ""
        self.key = ""
        self.arrivals: list[tuple[float, str, dict]] = []
        self.methods: list[str] = []
        self.history: dict[str, list[list[str]]] = {}
        for name, value in settings.items():
            setattr(self, name, value)
        self._chance, self._lock = random.Random(self.seed), threading.Lock()
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def url(self) -> str:
        """The base address, for TOUCHSTONE_EUTILS_URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/entrez/eutils/"

    def __enter__(self) -> StandIn:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_args: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, *_args: object) -> None:
        """Clients that hang up are no news."""

    def arrive(self, utility: str, params: dict) -> str | None:
        """Note a request; returns the fault it meets."""
        with self._lock:
            now = time.monotonic()
            self.arrivals.append((now, utility, params))
            if sum(now - moment < 1.0 for moment, *_ in self.arrivals[-self.limit - 1 :]) > self.limit:
                return "429"
            if self.planned:
                return self.planned.popleft()
            if self.always:
                return self.always
            if utility == "efetch" and self.refused & set(params.get("id", "").split(",")):
                return "400"
            return self._chance.choice(self.kinds) if self._chance.random() < self.faults else None

    def busiest_second(self) -> int:
        """The most requests that arrived in any one-second window."""
        moments = sorted(moment for moment, *_ in self.arrivals)
        return max((bisect_left(moments, m + 1.0) - place for place, m in enumerate(moments)), default=0)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: StandIn
    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        """A request by GET, where the address is not too long."""
        if len(self.path) > 4_000:
            self._send(b"Request-URI Too Long", 414, "text/plain")
        elif urlsplit(self.path).path == "/stats":
            told = {"requests": len(self.server.arrivals), "busiest_second": self.server.busiest_second()}
            self._send(json.dumps(told).encode(), 200, "application/json")
        else:
            self._serve(urlsplit(self.path).query)

    def do_POST(self) -> None:
        """A request by POST."""
        self._serve(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

    def _serve(self, form: str) -> None:
        if not urlsplit(self.path).path.startswith("/entrez/eutils/"):
            self._send(b"<html><body>Not Found</body></html>", 404, "text/html")
            return
        self.server.methods.append(self.command)
        utility = urlsplit(self.path).path.rsplit("/", 1)[-1].removesuffix(".fcgi")
        params = {name: values[0] for name, values in parse_qs(form, keep_blank_values=True).items()}
        fault = self.server.arrive(utility, params)
        if fault not in (None, "dropped", "duplicated", "cut"):
            self._misbehave(fault, params)
            return
        wrong_key = self.server.key and params.get("api_key") not in (None, self.server.key)
        if wrong_key:
            body = json.dumps({"error": "API key invalid", "api-key": params["api_key"], "type": "api key"}).encode()
            self._send(body, 400, "application/json")
            return
        body, kind = ncbi_answers.answer(self.server, utility, params, fault)
        if fault == "cut":
            self._cut(body, kind)
        else:
            self._send(body, 200, kind)

    def _misbehave(self, fault: str, params: dict) -> None:
        if fault == "429":
            told = {"error": "API rate limit exceeded", "api-key": params.get("api_key", "127.0.0.1"), "count": "4"}
            self._send(json.dumps({**told, "limit": "3"}).encode(), 429, "application/json")
        elif fault == "502":
            self._send(b"<html><body><h1>502 Bad Gateway</h1></body></html>", 502, "text/html")
        elif fault == "503":
            self._send(b"Service Unavailable", 503, "text/plain")
        elif fault == "400":
            self._send(b'{"error":"Invalid request"}', 400, "application/json")
        elif fault == "html":
            self._send(b"<!DOCTYPE html><html><body>NCBI is under maintenance.</body></html>", 200, "text/html")
        elif fault == "json":
            told = {"error": "API rate limit exceeded", "api-key": params.get("api_key", "127.0.0.1"), "count": "4"}
            self._send(json.dumps(told).encode(), 200, "application/json")
        elif fault == "error":
            self._send(b"<eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>", 200, "text/xml")
        elif fault == "empty":
            self._send(b"", 200, "text/xml")
        elif fault == "stall":
            time.sleep(self.server.stall)
            self.close_connection = True
        else:
            self._reset()

    def _cut(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        honest = len(body) % 2  # half of them say how long they should have been
        if honest:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _send(self, body: bytes, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if status in (429, 503) and self.server.retry_after is not None:
            self.send_header("Retry-After", str(self.server.retry_after))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Run the stand-in until it is killed; the first line on stdout is its base address."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=int, default=500)
    options.add_argument("--busy-day", type=int, default=0, help="how many of them were created on one day")
    options.add_argument("--faults", type=float, default=0.0, help="share of requests that go wrong")
    options.add_argument("--always", default="", choices=("", *FAULTS), help="the fault of every request")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--limit", type=int, default=1_000, help="requests a second before 429")
    options.add_argument("--stall", type=float, default=3.0, help="seconds a stalled request is held")
    options.add_argument("--port", type=int, default=0)
    given = vars(options.parse_args())
    records = invent(given.pop("records"), given.pop("busy_day"))
    with StandIn(records, **given) as server:
        print(server.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
