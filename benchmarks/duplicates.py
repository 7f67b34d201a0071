"""Duplicates without identifiers: how many pairs are found and how many wrongly joined, beside an exact-title baseline.

`python benchmarks/duplicates.py [--half develop|report]`. The material is a folder of overlapping search exports
(TOUCHSTONE_SHARED/gold/ris, else ../shared/gold/ris); without it the script says so and ends. Truth comes from the
identifiers: two records with one PMID or DOI are the same (unless their titles are quite different: the DOI of a book
stands on each chapter), two with different ones are not, and all others are unknown.
Then PMID, DOI and PMCID are hidden, so that only title, year, pages, volume, journal and first author are left. Copies
equal in all of these count once: finding them is no feat. Records are split into halves by a hash of their DOI; the
rules were written on the half `develop`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz

from touchstone import formats, screening
from touchstone.errors import InputError
from touchstone.screening.comparing import plain
from touchstone.screening.duplicates import find, pairs_of

ROOT = Path(__file__).resolve().parents[1]
FACTS = ["title", "year", "authors", "journal", "volume", "issue", "pages"]
BLANK = {"pmid": "", "doi": "", "pmcid": "", "sources": (), "registry_ids": ()}


def main() -> None:
    """Print precision and recall of both methods on the chosen half, then the speed of uniting everything."""
    options = argparse.ArgumentParser()
    options.add_argument("--half", choices=("develop", "report"), default="report")
    options.add_argument("--show", type=int, default=0, help="pairs to print of each kind of error (develop only)")
    chosen = options.parse_args()
    folder = Path(os.environ.get("TOUCHSTONE_SHARED", ROOT.parent / "shared")) / "gold" / "ris"
    if not folder.is_dir():
        print("The search exports are not here (TOUCHSTONE_SHARED); nothing was measured.")
        return
    frames = list(_frames(folder))
    records = pd.concat(frames, ignore_index=True)
    half = [_half(row) == chosen.half for row in records.to_dict("records")]
    rows = records[half].to_dict("records")
    rows = _distinct(rows)
    same, different = _truth(rows)
    hidden = [row | BLANK | {"record_id": f"hidden:{n}"} for n, row in enumerate(rows)]
    print(f"half `{chosen.half}`: {len(rows):,} distinct records, {len(same):,} true pairs by identifier")
    print(f"{'':28}{'found':>8}{'recall':>8}{'wrong':>8}{'unknown':>9}{'precision':>11}")
    found = pairs_of(find(hidden, {}, {}).groups)
    for name, pairs in (("touchstone", found), ("exact normalised title", _same_title(hidden))):
        right, wrong = len(pairs & same), len(pairs & different)
        share = right / max(1, right + wrong)
        unknown = len(pairs) - right - wrong
        print(f"{name:28}{right:8,}{right / max(1, len(same)):8.3f}{wrong:8,}{unknown:9,}{share:11.4f}")
    if chosen.show and chosen.half == "develop":
        _show("wrongly joined", found & different, rows, chosen.show)
        _show("not found", same - found, rows, chosen.show)
        _show("unknown", found - same - different, rows, chosen.show)
    started = time.process_time()
    united = screening.unite(frames)
    spent = time.process_time() - started
    print(f"all {len(records):,} rows, identifiers shown: {len(united.records):,} records in {spent:.1f} s (CPU)")


def _frames(folder: Path) -> list[pd.DataFrame]:
    for path in sorted(folder.iterdir()):
        try:
            yield formats.read(path).records.assign(snapshot=path.name)
        except InputError:
            continue


def _half(row: dict) -> str:
    key = row["doi"] or plain(row["title"])
    return "develop" if hashlib.sha256(key.encode()).digest()[0] % 2 else "report"


def _distinct(rows: list[dict]) -> list[dict]:
    seen = {}
    for row in rows:
        facts = tuple(str(row[name]) for name in [*FACTS, "doi", "pmid"])
        if row["title"]:
            seen.setdefault(facts, row)
    return list(seen.values())


def _truth(rows: list[dict]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    groups = defaultdict(list)
    for name in ("pmid", "doi"):
        for place, row in enumerate(rows):
            if row[name]:
                groups[name, row[name]].append(place)
    same = {(a, b) for there in groups.values() for a, b in combinations(there, 2) if _alike(rows[a], rows[b])}
    different = {
        (a, b)
        for a, b in combinations(range(len(rows)), 2)
        if any(rows[a][n] and rows[b][n] and rows[a][n] != rows[b][n] for n in ("pmid", "doi"))
    }
    return same - different, different - same


def _alike(a: dict, b: dict) -> bool:
    return fuzz.ratio(plain(a["title"]), plain(b["title"])) >= 50


def _same_title(rows: list[dict]) -> set[tuple[int, int]]:
    groups = defaultdict(list)
    for place, row in enumerate(rows):
        groups[plain(row["title"]).replace(" ", "")].append(place)
    return {pair for there in groups.values() for pair in combinations(there, 2)}


def _show(what: str, pairs: set[tuple[int, int]], rows: list[dict], most: int) -> None:
    print(f"\n{what}: {len(pairs)}")
    for a, b in sorted(pairs)[:most]:
        for n in (a, b):
            row = rows[n]
            facts = [str(row[name]) for name in FACTS[1:]]
            print(f"  {row['title'][:150]} | {' | '.join(facts)} | {row['doi']} {row['pmid']}"[:330])
        print()


if __name__ == "__main__":
    main()
