"""Freezes, verifies and reads what is in data/raw: one folder a snapshot, its manifest holds each file's SHA-256."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd

from touchstone import formats
from touchstone.errors import InputError
from touchstone.tables import Records

MANIFEST = "manifest.json"
RECORDS = "records.jsonl"
SEARCH_KINDS = ("systematic", "curated")
NOT_TOLD = "Database not told"
_UNHASHED = (MANIFEST, "README.md", "pull.log")
_OF_FORMAT = {"PubMed XML": "PubMed", "MEDLINE": "PubMed", "CSV": "PubMed"}
_TOLD = re.compile(r"^(?:DB|DP) {1,2}- *(\S.*?)\s*$", re.M)
_EDITION = re.compile(r"<[^<>]*>|\(R\)")
_PLATFORMS = ("EBSCOhost", "ProQuest", "Ovid", "Ovid Technologies")
_NAMES = {"NLM": "PubMed", "Medline": "MEDLINE"}
# What gives a database away where a RIS record does not name it.
_SIGNS = {
    "Web of Science": re.compile(r"^(?:AN|UT) {1,2}- *(?:WOS|ISI|MEDLINE|BCI|CCC|KJD|RSCI|SCIELO):", re.M),
    "Scopus": re.compile(r"scopus\.com/", re.I),
    "Embase": re.compile(r"embase\.com/|[?&]D=em[ezc]", re.I),
    "PsycINFO": re.compile(r"[?&]D=psy|db=psyh", re.I),
    "CINAHL": re.compile(r"db=(?:c8h|cin20|rzh|ccm)\b", re.I),
    "MEDLINE": re.compile(r"[?&]D=(?:med|prem|ppez|pmnm)|db=(?:mdc|cmedm|mnh)\b", re.I),
    "Cochrane Library": re.compile(r"cochranelibrary\.com/", re.I),
}


def freeze(folder: Path, facts: dict) -> dict:
    """Write `folder`/manifest.json: `facts` plus bytes and SHA-256 of every file, and return it.

    `facts` says at least `search_kind` (systematic or curated), `title` and `created`; README.md and logs are not
    hashed, since they may be mended. Raises InputError for an unknown `search_kind`.
    """
    if facts.get("search_kind") not in SEARCH_KINDS:
        raise InputError(f"{folder.name}: search_kind must be one of {', '.join(SEARCH_KINDS)}")
    files = {
        name: {"bytes": (folder / name).stat().st_size, "sha256": _sha256(folder / name)} for name in _files(folder)
    }
    manifest = {"name": folder.name, **facts, "files": files}
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    partial = folder / f".{MANIFEST}.partial"
    partial.write_text(text, encoding="utf-8")
    partial.replace(folder / MANIFEST)
    return manifest


def freeze_exports(folder: Path, facts: dict) -> dict:
    """Freeze files that were exported from databases (RIS, nbib, PubMed XML, CSV, BibTeX) as they lie in `folder`.

    The manifest's `searches` name each file and database with the number of its records, the database as the file
    tells it. `facts` as in `freeze`. Raises InputError where there is no file, where one holds no records, or where the
    folder is frozen already.
    """
    if (folder / MANIFEST).exists():
        raise InputError(f"data/raw/{folder.name}: this snapshot is frozen already; put new files into another folder")
    if not folder.is_dir() or not _files(folder):
        raise InputError(f"data/raw/{folder.name}: no files to freeze; put the exports of your searches there first")
    searches, problems = [], 0
    for name in _files(folder):
        reading = formats.read(folder / name)
        problems += len(reading.problems)
        for database, n in sorted(_databases(folder / name, reading).items()):
            searches.append({"id": name, "database": {"name": database}, "count": n})
    counts = {"records": sum(search["count"] for search in searches), "problems_in_files": problems}
    return freeze(folder, {**facts, "searches": searches, "counts": counts})


def manifest_of(folder: Path) -> dict:
    """The manifest of the snapshot in `folder`; raises InputError where there is none or it does not parse."""
    path = folder / MANIFEST
    if not folder.is_dir():
        there = ", ".join(sorted(p.name for p in folder.parent.glob("*/") if (p / MANIFEST).is_file())) or "none"
        raise InputError(f"data/raw/{folder.name}: no such snapshot (there: {there}); mend `snapshots` in review.yml")
    if not path.is_file():
        raise InputError(f"data/raw/{folder.name}: no {MANIFEST}; a snapshot without one cannot be checked")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        known = set(manifest["files"]) if manifest["search_kind"] in SEARCH_KINDS else None
    except (ValueError, KeyError, TypeError):
        known = None
    if known is None:
        raise InputError(
            f"data/raw/{folder.name}/{MANIFEST}: not a snapshot's manifest; restore it from version control"
        )
    return manifest


def problems_of(folder: Path) -> list[str]:
    """What does not agree with the manifest, one line a file; empty where the snapshot is as it was frozen."""
    manifest = manifest_of(folder)
    found = []
    for name, facts in manifest["files"].items():
        place = f"data/raw/{folder.name}/{name}"
        if not (folder / name).is_file():
            found.append(f"{place}: the file is missing; restore it from version control")
        elif _sha256(folder / name) != facts["sha256"]:
            found.append(
                f"{place}: changed since the snapshot was frozen (its SHA-256 is not the manifest's); "
                "restore it, or freeze a new snapshot under another name"
            )
    for name in sorted(set(_files(folder)) - set(manifest["files"])):
        found.append(f"data/raw/{folder.name}/{name}: not in the manifest; move it out of the snapshot")
    return found


def load(folder: Path) -> pd.DataFrame:
    """The Records of the snapshot in `folder`, checked against its manifest first.

    They are those of records.jsonl; where there is none, those of every file in the folder, each with its file among
    its `sources`. Raises InputError, naming the file, where a file was changed, is missing or does not belong, or where
    a record of records.jsonl cannot be read.
    """
    found = problems_of(folder)
    if found:
        raise InputError(found[0])
    if not (folder / RECORDS).is_file():
        frames = [_exported(folder, name) for name in _files(folder)]
        return Records.conform(pd.concat(frames, ignore_index=True)) if frames else Records.empty()
    reading = formats.read(folder / RECORDS)
    if reading.problems:
        raise InputError(str(reading.problems[0]))
    return reading.records.assign(snapshot=folder.name)


def _exported(folder: Path, name: str) -> pd.DataFrame:
    records = formats.read(folder / name).records
    seen = [(*sources, f"{folder.name}/{name}") for sources in records["sources"]]
    return records.assign(sources=pd.Series(seen, index=records.index, dtype="object"), snapshot=folder.name)


def _databases(path: Path, reading: formats.Reading) -> Counter[str]:
    """How many records of a file come from which database, as far as it tells."""
    total = len(reading.records)
    if reading.format in _OF_FORMAT:
        return Counter({_OF_FORMAT[reading.format]: total})
    data = path.read_bytes()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8", "replace")
    pieces = re.split(r"^ER {1,2}-.*$", text.replace("\r\n", "\n").replace("\r", "\n"), flags=re.M)
    told = Counter(_database(piece) for piece in pieces if re.search(r"^TY {1,2}-", piece, re.M))
    if told.total() == total:
        return told
    return Counter({told.most_common(1)[0][0] if len(told) == 1 else NOT_TOLD: total})


def _database(record: str) -> str:
    named = _TOLD.search(record)
    name = " ".join(_EDITION.sub(" ", named[1]).split()) if named else ""
    if not name or name in _PLATFORMS:
        name = next((database for database, sign in _SIGNS.items() if sign.search(record)), name)
    return _NAMES.get(name, name) or NOT_TOLD


def _files(folder: Path) -> list[str]:
    names = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    return sorted(n.as_posix() for n in names if n.as_posix() not in _UNHASHED and not n.name.startswith("."))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
