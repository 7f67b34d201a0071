"""Freezes, verifies and reads what is in data/raw: one folder a snapshot, its manifest holds each file's SHA-256."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd

from touchstone import formats
from touchstone.errors import InputError

MANIFEST = "manifest.json"
SEARCH_KINDS = ("systematic", "curated")
_UNHASHED = (MANIFEST, "README.md", "pull.log")


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

    Raises InputError, naming the file, where a file was changed, is missing or does not belong, or where a record of
    records.jsonl cannot be read.
    """
    found = problems_of(folder)
    if found:
        raise InputError(found[0])
    reading = formats.read(folder / "records.jsonl")
    if reading.problems:
        raise InputError(str(reading.problems[0]))
    return reading.records.assign(snapshot=folder.name)


def _files(folder: Path) -> list[str]:
    names = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    return sorted(n.as_posix() for n in names if n.as_posix() not in _UNHASHED and not n.name.startswith("."))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
