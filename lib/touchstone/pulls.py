"""Pulls a new snapshot from PubMed into data/raw: the protocol's searches, or abstracts of known records."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from touchstone import formats, snapshots
from touchstone.errors import InputError
from touchstone.project import Project
from touchstone.pubmed import credentials, pull, pull_references
from touchstone.review import Review

_FREE = (" ", "/", "\\", "..")


def pull_snapshot(project: Project, name: str = "", resolve: bool = False, progress: bool = True) -> tuple[Path, dict]:
    """Run the protocol's searches on PubMed, freeze what comes back as data/raw/`name`, and return folder and manifest.

    With `resolve` the published abstracts of the review's own records are fetched instead: same record_id, now with
    the PubMed abstract. `name` is `pubmed-` and today's date unless given. A pull that was stopped goes on when it is
    called again; a finished snapshot is never touched. Raises InputError for a name that is taken or cannot be one, and
    as `touchstone.pubmed.pull` does.
    """
    review = Review(project)
    name = name or f"{'resolved' if resolve else 'pubmed'}-{datetime.now(UTC):%Y-%m-%d}"
    if any(part in name for part in _FREE) or name.startswith(".") or name == "coding":
        raise InputError(f"--snapshot: {name!r} cannot be a folder under data/raw; use letters, digits and hyphens")
    folder = project.raw / name
    if (folder / snapshots.MANIFEST).exists():
        raise InputError(f"data/raw/{name}: this snapshot is finished and frozen; pull under another name")
    asked = {"read": formats.read, "write": formats.to_jsonl_bytes, "progress": progress, **credentials()}
    if resolve:
        facts = pull_references(review.records, folder, **asked)
    else:
        searches = [{"id": s.id, "query": s.query} for s in review.protocol.review.searches]
        facts = pull(searches, folder, **asked)
    facts |= {"title": review.protocol.review.title, "created": f"{datetime.now(UTC):%Y-%m-%d}", "origin": "PubMed"}
    return folder, snapshots.freeze(folder, facts)


def said_of(folder: Path, manifest: dict) -> str:
    """What to print when a pull is done: how many records came, which are missing, and what to do next."""
    path = folder / "records.jsonl"
    records = path.read_bytes().count(b"\n") if path.is_file() else 0
    missing = ", ".join(f"{n} {reason}" for reason, n in manifest["missing"].items()) or "none"
    warned = [f"  {s['id']}: {w}" for s in manifest["searches"] for w in s.get("warnings", ())]
    return "\n".join(
        [
            f"{records:,} records in data/raw/{folder.name}; missing, each named in missing.csv: {missing}",
            *(["PubMed warns:", *warned] if warned else []),
            f"Add `- {folder.name}` to `snapshots` in protocol/review.yml, then run `touchstone build`.",
        ]
    )
