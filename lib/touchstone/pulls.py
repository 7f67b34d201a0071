"""Pulls a new snapshot from PubMed into data/raw, and tells what each pull asked, found and could not get."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from touchstone import formats, screening, snapshots
from touchstone.errors import InputError
from touchstone.project import Project
from touchstone.pubmed import credentials, pull, pull_references
from touchstone.review import Review

_FREE = (" ", "/", "\\", "..")
_NOT_RUN = "not run"


def pull_snapshot(project: Project, name: str = "", resolve: bool = False, progress: bool = True) -> tuple[Path, dict]:
    """Run the protocol's searches on PubMed, freeze what comes back as data/raw/`name`, and return folder and manifest.

    With `resolve` the published abstracts of the review's own records are fetched instead: same record_id, now with
    the PubMed abstract. `name` is `pubmed-` and today's date unless given. A pull that was stopped goes on when it is
    called again; a finished snapshot is never touched. Raises InputError for a name that is taken or cannot be one, and
    as `touchstone.pubmed.pull` does.
    """
    review = Review(project)
    name = name or f"{'resolved' if resolve else 'pubmed'}-{_today()}"
    folder = _folder(project, name)
    if (folder / snapshots.MANIFEST).exists():
        raise InputError(f"data/raw/{name}: this snapshot is finished and frozen; pull under another name")
    asked = {"read": formats.read, "write": formats.to_jsonl_bytes, "progress": progress, **credentials()}
    if resolve:
        facts = pull_references(review.records, folder, **asked)
    else:
        searches = [{"id": s.id, "query": s.query} for s in review.protocol.review.searches]
        facts = pull(searches, folder, **asked)
    facts |= {"title": review.protocol.review.title, "created": _today(), "origin": "PubMed"}
    return folder, snapshots.freeze(folder, facts)


def freeze_exports(project: Project, name: str, collected: bool = False, title: str = "") -> tuple[Path, dict]:
    """Freeze the files in data/raw/`name`, exported from databases, as a snapshot; return folder and manifest.

    They count as the results of searches, by database as each file tells it, unless they were `collected`. Raises
    InputError as `snapshots.freeze_exports` does.
    """
    kind = "curated" if collected else "systematic"
    folder = _folder(project, name)
    facts = {"search_kind": kind, "title": title or f"Files of {name}", "created": _today(), "origin": "files"}
    return folder, snapshots.freeze_exports(folder, facts)


def said_of(folder: Path, manifest: dict) -> str:
    """What to print when a snapshot is frozen: how many records came, which are missing, and what to do next."""
    missing = ", ".join(f"{n} {reason}" for reason, n in manifest.get("missing", {}).items()) or "none"
    warned = [f"  {s['id']}: {w['kind']}: {w['text']}" for s in manifest["searches"] for w in s.get("warnings", ())]
    named = f"; missing, each named in missing.csv: {missing}" if "missing" in manifest else ""
    return "\n".join(
        [
            f"{manifest['counts']['records']:,} records in data/raw/{folder.name}{named}",
            *(["PubMed warns:", *warned] if warned else []),
            f"Add `- {folder.name}` to `snapshots` in protocol/review.yml, then run `touchstone build`.",
        ]
    )


def searches_found(review: Review) -> pd.DataFrame:
    """What each search found: Search, Snapshot, Source, Date, Counted, Listed, Only here.

    One row a search of every searched snapshot, then the protocol's searches that were not run. Counted is what the
    database said, Listed what it handed over, Only here the records that no other search of the snapshot found (–
    where the snapshot does not tell).
    """
    labels = {search.id: search.label for search in review.protocol.review.searches}
    rows, ran = [], set()
    for manifest in filter(screening.is_searched, review.manifests):
        alone = _found_alone(review.project.raw / manifest["name"])
        for search in manifest.get("searches") or []:
            ran.add(search["id"])
            listed = search.get("listed", search["count"])
            database = (search.get("database") or {}).get("name", "")
            source = "PubMed" if database == "pubmed" else database
            rows.append(
                (labels.get(search["id"], search["id"]), manifest["name"], source,
                 search.get("date", manifest["created"]), f"{search['count']:,}", f"{listed:,}",
                 f"{alone[search['id']]:,}" if search["id"] in alone else "–")
            )  # fmt: skip
    rows += [(label, "–", "PubMed", _NOT_RUN, "–", "–", "–") for name, label in labels.items() if name not in ran]
    return pd.DataFrame(rows, columns=["Search", "Snapshot", "Source", "Date", "Counted", "Listed", "Only here"])


def searches_understood(review: Review) -> pd.DataFrame:
    """How PubMed understood each search: Search, Asked, Understood as, Warned of.

    Warnings name phrases and fields that PubMed did not find, or ignored. A search of the protocol that no snapshot
    comes from stands here as it would be asked.
    """
    labels = {search.id: search.label for search in review.protocol.review.searches}
    ran = {s["id"]: s for m in review.manifests for s in m.get("searches") or [] if s.get("query")}
    asked = {search.id: search.query for search in review.protocol.review.searches}
    rows = []
    for name in dict.fromkeys((*asked, *ran)):
        search = ran.get(name, {})
        warned = "; ".join(f"{w['kind']}: {w['text']}" for w in search.get("warnings") or ())
        understood = search.get("translation") or ("–" if search else _NOT_RUN)
        rows.append((labels.get(name, name), search.get("query") or asked[name], understood, warned or "–"))
    return pd.DataFrame(rows, columns=["Search", "Asked", "Understood as", "Warned of"])


def not_had(review: Review) -> pd.DataFrame:
    """PMIDs that PubMed counted and that are in no snapshot: Snapshot, PMID, Reason, Detail, Searches."""
    frames = []
    for manifest in review.manifests:
        path = review.project.raw / manifest["name"] / "missing.csv"
        if path.is_file():
            frame = pd.read_csv(path, dtype="object", keep_default_na=False)
            frames.append(frame.assign(Snapshot=manifest["name"]))
    columns = {"Snapshot": "Snapshot", "pmid": "PMID", "reason": "Reason", "detail": "Detail", "searches": "Searches"}
    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(columns))
    return whole[list(columns)].rename(columns=columns)


def story(review: Review) -> list[str]:
    """How the records came, a sentence a snapshot: what was searched or collected, when, and what is missing."""
    out = []
    for manifest in review.manifests:
        name, counts = manifest["name"], manifest.get("counts") or {}
        if not screening.adds_records(manifest):
            found = ", ".join(f"{n} by {how}" for how, n in manifest["resolved"].items() if how != "none") or "none"
            said = f"published abstracts of known records, fetched on {manifest['created']}; PMIDs found anew: {found}"
        elif not screening.is_searched(manifest):
            said = (
                "collected, not searched: none of the searches below has been run for it. "
                "`touchstone pull` runs them and freezes the answer"
            )
        elif "pmids" in counts:
            lost = f"{counts.get('missing', 0):,} could not be had, each named with its reason"
            said = (
                f"{len(manifest['searches'])} searches on {manifest['created']} gave {counts['hits']:,} hits, "
                f"{counts['pmids']:,} different PMIDs; {lost}; {counts['records']:,} records are here"
            )
        else:
            said = f"{counts.get('records', 'its'):,} records from searches" if counts.get("records") else "searched"
        out.append(f"{name}: {said}.")
    return out


def flow_in_words(review: Review) -> str:
    """From records to studies in a sentence, as the flow counts them."""
    n = review.flow.set_index("box")["n"]
    inside = f"{n['primary']:,} primary studies count in the cells, {n['review']:,} reviews stand beside them"
    if not review.searched:
        outside = n[n.index.str.startswith("excluded")].sum()
        return (
            f"{n['collected']:,} publications are {n['studies']:,} studies: {inside}, "
            f"and {outside:,} are kept outside with a reason each."
        )
    arms = [arm for arm in ("databases", "other") if f"{arm}_identified" in n]
    found, assessed = (sum(int(n[f"{arm}_{box}"]) for arm in arms) for box in ("identified", "assessed"))
    return (
        f"{found:,} records were identified, {n['databases_screened']:,} of them screened; {assessed:,} reports were "
        f"assessed, and {n['studies']:,} studies in {n['reports']:,} reports are included: {inside}."
    )


def _found_alone(folder: Path) -> dict[str, int]:
    """For each search of a pull, the PMIDs that no other of its searches found."""
    found: dict[str, set[str]] = {}
    for path in sorted((folder / "searches").glob("*.json")):
        answer = json.loads(path.read_text(encoding="utf-8"))
        found[answer["id"]] = {pmid for piece in answer["slices"] for pmid in piece["pmids"]}
    times = Counter(pmid for pmids in found.values() for pmid in pmids)
    return {name: sum(times[pmid] == 1 for pmid in pmids) for name, pmids in found.items()}


def _folder(project: Project, name: str) -> Path:
    if any(part in name for part in _FREE) or name.startswith(".") or name in ("", "coding"):
        raise InputError(f"--snapshot: {name!r} cannot be a folder under data/raw; use letters, digits and hyphens")
    return project.raw / name


def _today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"
