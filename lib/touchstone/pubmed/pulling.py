"""Runs searches on PubMed and keeps what comes back: every PMID counted is in the batches or named as missing."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING

from touchstone.errors import InputError
from touchstone.pubmed import searching
from touchstone.pubmed.asking import Asker
from touchstone.pubmed.batches import batch_paths, keep_batch, kept, only_one, write_whole
from touchstone.pubmed.credentials import Secret, hidden
from touchstone.pubmed.fetching import Missing, fetch
from touchstone.pubmed.limiter import GRACE, WINDOW
from touchstone.pubmed.progress import bar
from touchstone.pubmed.session import session, threads

if TYPE_CHECKING:
    import pandas as pd

_SETTLED = ("deleted", "merged", "book")  # reasons that asking again does not change
_PACKAGES = ("touchstone", "biopython", "lxml")
_COLUMNS = ("pmid", "reason", "detail", "searches")


def pull(
    searches: list[dict],
    folder: Path,
    *,
    email: str,
    api_key: str | Secret | None = None,
    read: Callable | None = None,
    write: Callable[[pd.DataFrame], bytes] | None = None,
    record_ids: dict[str, str] | None = None,
    progress: bool = True,
    rate: float | None = None,
    patience: float | None = None,
    timeout: float | None = None,
    workers: int | None = None,
    pause: float = 0.5,
) -> dict:
    """Run `searches` ({id, query}, or {id, pmids}) on PubMed and keep what comes back in `folder`.

    Writes `searches/*.json` (each search as PubMed answered it, with every PMID), `batches/*.xml.gz` (answers as
    received), `missing.csv` (pmid, reason, detail, searches) and `pull.log` (clock times, every fault). With `read`
    (touchstone.formats.read) and `write` (touchstone.formats.to_jsonl_bytes) also `records.jsonl`, sorted by PMID;
    `record_ids` ({pmid: record_id}) names records that had an id before they had a PMID. A pull that was stopped or
    killed at any moment goes on when it is called again with the same folder and searches, and ends with the same
    Records.

    Reasons in missing.csv: deleted, merged, book, not returned, not readable; and, with no PMID, not listed: hits that
    PubMed counted and would not list.

    rate: requests a second, by default TOUCHSTONE_EUTILS_RATE, else NCBI's 3, or 10 with a key; more is granted only
    where TOUCHSTONE_EUTILS_URL names another service than NCBI's. timeout: seconds of silence after which a request has
    failed (TOUCHSTONE_EUTILS_TIMEOUT, else 30). patience: seconds without a single good answer after which the pull
    gives up (TOUCHSTONE_EUTILS_PATIENCE, else 300). pause: the first pause after a fault, in seconds; it doubles from
    fault to fault, up to 30 s, with jitter.

    Returns the facts for the manifest: search_kind, service, searches (id, query, date, database, count, translation,
    warnings, listed, slices), counts, missing (by reason), complete (whether all but the deleted, merged and books
    came), versions.

    Raises InputError for bad input and where PubMed refuses, PubMedUnavailable where it does not answer a search,
    PullStopped after Ctrl-C; each says in one line what to do.
    """
    api_key = hidden(api_key)
    searches, folder = searching.checked(searches), Path(folder)
    settings = {"rate": rate, "timeout": timeout, "patience": patience, "pause": pause}
    with (
        only_one(folder) as unfinished,
        session(email, api_key, **settings, log=folder / "pull.log", kept_in=folder.name) as asker,
    ):
        asker.log("pull begins")
        if unfinished:  # its last requests may still be in NCBI's window
            asker.service.limiter.hold(WINDOW + GRACE)
        searching.check_same(folder, searches)
        workers = threads(asker, workers)
        answers = _run_searches(asker, searches, folder, workers, progress)
        missing = _fetch_records(asker, answers, folder, workers, progress)
        missing |= _write_records(folder, read, write, record_ids, set(missing), asker.log)
        _write_missing(folder, answers, missing)
        asker.log("pull ends")
    return _facts(asker.service.base, answers, missing)


def records_of(
    folder: Path,
    read: Callable,
    record_ids: dict[str, str] | None = None,
    log: Callable[[str], None] = lambda _line: None,
) -> pd.DataFrame:
    """Records of the PMIDs that the searches in `folder` found, from its batches: each once, sorted by PMID.

    `read` is touchstone.formats.read. Of a record that came several times the newest version stays. `record_ids`
    ({pmid: record_id}) are kept ids of records that were known before they had a PMID.
    """
    import pandas as pd

    from touchstone.tables import Records

    frames = []
    for path in batch_paths(folder):
        try:
            reading = read(path)
        except InputError as error:
            log(f"reading: {error}")
            continue
        for problem in reading.problems:
            log(f"reading: {problem}")
        frames.append(reading.records)
    if not frames:
        return Records.empty()
    records = pd.concat(frames, ignore_index=True)
    wanted = searching.pmids_of(searching.kept_answers(folder)).keys()
    records = records[records["pmid"].isin(wanted)]
    records = records.assign(_number=records["pmid"].astype("int64"), _version=records["pmid_version"].fillna(0))
    records = records.sort_values(["_number", "_version", "date_revised"], kind="stable")
    records = records.drop_duplicates("pmid", keep="last").drop(columns=["_number", "_version"])
    ids = [(record_ids or {}).get(p, r) for p, r in zip(records["pmid"], records["record_id"], strict=True)]
    records = records.assign(record_id=ids)
    return Records.conform(records[sorted(records.columns)])  # columns beside the schema's, in an order of their own


def _run_searches(asker: Asker, searches: list[dict], folder: Path, workers: int, progress: bool) -> list[dict]:
    answers = [searching.answered(folder, search) for search in searches]
    done = sum(a is not None for a in answers)
    show = progress and done < len(searches)
    with bar("Searches", len(searches), done, show, waiting=asker.waiting) as advance:
        for place, search in enumerate(searches):
            if answers[place] is None:
                answers[place] = searching.run(asker, search, folder, workers)
                asker.log(f"search {search['id']}: {answers[place]['count']} hits")
                advance(1)
    return answers


def _fetch_records(asker: Asker, answers: list[dict], folder: Path, workers: int, progress: bool) -> Missing:
    wanted = searching.pmids_of(answers)
    there = kept(folder, asker.log)
    missing = {p: why for p, why in _read_missing(folder).items() if p in wanted and p not in there}
    todo = [p for p in wanted if p not in there and p not in missing]
    asker.log(f"{len(wanted)} PMIDs, {len(wanted) - len(todo)} settled before")
    if todo:
        asker.patience.rewarded()
        done = len(wanted) - len(todo)
        with bar("Records", len(wanted), done, progress, unit="records", waiting=asker.waiting) as advance:
            missing |= fetch(asker, todo, partial(keep_batch, folder), advance, workers=workers)
    return missing


def _write_records(folder: Path, read, write, record_ids, missing: set[str], log) -> Missing:
    """Write records.jsonl; returns the PMIDs that came and could not be read."""
    if not (read and write):
        return {}
    records = records_of(folder, read, record_ids, log)
    write_whole(folder / "records.jsonl", write(records))
    lost = set(searching.pmids_of(searching.kept_answers(folder))) - set(records["pmid"]) - missing
    return dict.fromkeys(lost, ("not readable", "the record came and could not be read; see pull.log"))


def _write_missing(folder: Path, answers: list[dict], missing: Missing) -> None:
    searches = searching.pmids_of(answers)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_COLUMNS)
    for pmid in sorted(missing, key=int):
        table.writerow([pmid, *missing[pmid], ";".join(searches[pmid])])
    for answer in answers:
        if gap := searching.unlisted(answer):
            told = f"PubMed counted {answer['count']} hits and listed {answer['count'] - gap}"
            table.writerow(["", "not listed", told, answer["id"]])
    write_whole(folder / "missing.csv", text.getvalue().encode())


def _read_missing(folder: Path) -> Missing:
    """What an earlier pull settled for good."""
    path = folder / "missing.csv"
    if not path.is_file():
        return {}
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return {row["pmid"]: (row["reason"], row["detail"]) for row in rows if row["reason"] in _SETTLED}


def _facts(service: str, answers: list[dict], missing: Missing) -> dict:
    reasons = Counter(reason for reason, _ in missing.values())
    unique, unlisted = len(searching.pmids_of(answers)), sum(map(searching.unlisted, answers))
    return {
        "search_kind": "systematic" if all("query" in answer for answer in answers) else "curated",
        "service": service,
        "searches": [searching.facts(answer) for answer in answers],
        "counts": {
            "hits": sum(answer["count"] for answer in answers),
            "pmids": unique,
            "records": unique - len(missing),
            "missing": len(missing),
            "not_listed": unlisted,
        },
        "missing": dict(sorted(reasons.items())),
        "complete": not unlisted and set(reasons) <= set(_SETTLED),
        "versions": {**{name: version(name) for name in _PACKAGES}, "python": python_version()},
    }
