"""A pull in a process of its own, to be killed, stopped or crashed: python puller.py FOLDER [--records] [--crash X]."""

from __future__ import annotations

import argparse
import json
import sys
from http.client import HTTPConnection
from pathlib import Path

from touchstone import pubmed
from touchstone.errors import InputError
from touchstone.pubmed import fetching


def main() -> int:
    """Pull with the credentials of the environment; prints `begun` and, at the end, the facts."""
    from rich.traceback import install

    install(show_locals=True, locals_max_string=10_000, locals_max_length=10_000)  # as talkative as a crash can be
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--records", action="store_true")
    options.add_argument("--crash", choices=("reading", "sending", "checking"), default="")
    given = options.parse_args()
    settings = _records(given.crash) if given.records else {}
    if given.crash == "sending":
        HTTPConnection.send = _crash
    elif given.crash == "checking":
        fetching.fetched = _crash
    print("begun", flush=True)
    try:
        searches = [{"id": "all", "query": "massage"}]
        facts = pubmed.pull(searches, given.folder, **pubmed.credentials(), **settings, pause=0.02)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(facts))
    return 0


def _records(crash: str) -> dict:
    from touchstone import formats

    return {"read": _crash if crash == "reading" else formats.read, "write": formats.to_jsonl_bytes}


def _crash(*_args: object) -> None:
    raise ZeroDivisionError


if __name__ == "__main__":
    sys.exit(main())
