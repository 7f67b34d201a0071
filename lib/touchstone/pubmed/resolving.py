"""Finds PMIDs for references that have only a DOI or a title; accepts a close match only, and reports either way."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from touchstone.pubmed import answers
from touchstone.pubmed.asking import Asker, OutOfPatience, Refused
from touchstone.pubmed.candidates import FAR, Candidate, bare_doi, candidates, telling_words
from touchstone.pubmed.credentials import Secret, hidden
from touchstone.pubmed.parallel import drain
from touchstone.pubmed.progress import bar
from touchstone.pubmed.session import session, threads

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["record_id", "pmid", "matched_by", "score", "title_found", "note"]
_LOOKED_AT = 20  # candidates a query
_WORDS = 10  # telling words of the title
_ROUNDS = 4  # answers that may leave something out
NO_ANSWER = "no answer from PubMed"


def resolve(
    records: pd.DataFrame,
    *,
    email: str,
    api_key: str | Secret | None = None,
    kept: Path | None = None,
    progress: bool = True,
    rate: float | None = None,
    patience: float | None = None,
    timeout: float | None = None,
    workers: int | None = None,
    pause: float = 0.5,
) -> pd.DataFrame:
    """Look up the records (Records columns) that have no PMID: by DOI, then by title and year.

    A DOI is accepted if it is the found record's own and the titles are not far apart; a title if it is close (at least
    0.93 alike, the same numbers in it, the year within one, no erratum or comment) and only one record is. Never
    changes `records`. `kept` is a file (JSON lines) to which each finding is added at once, so that a run that was
    stopped goes on from it. Other settings as in `pull`.

    Returns one row for each record without a PMID: record_id; pmid, empty where none was accepted; matched_by (doi,
    title, none); score, similarity of the titles from 0 to 1; title_found, of the record or the best candidate; note.
    """
    import pandas as pd

    api_key = hidden(api_key)
    todo = records[records["pmid"].fillna("") == ""]
    found = {rid: row for rid, row in _read_kept(kept).items() if rid in set(todo["record_id"])}
    references = [r for r in todo.to_dict("records") if r["record_id"] not in found]
    settings = {"rate": rate, "timeout": timeout, "patience": patience, "pause": pause}
    show = progress and bool(references)
    log, kept_in = (kept.with_suffix(".log"), kept.name) if kept else (None, "no file (`kept`)")
    with (
        session(email, api_key, **settings, log=log, kept_in=kept_in) as asker,
        bar("Resolving", len(todo), len(found), show, unit="records", waiting=asker.waiting) as advance,
    ):
        keep = _keeper(kept, found, advance)
        try:
            drain(
                lambda reference: keep(_found(asker, reference)),
                references,
                workers=threads(asker, workers),
                stop=asker.service.stop,
            )
        except OutOfPatience as out:
            for reference in references:
                found.setdefault(reference["record_id"], _row(reference, note=f"{NO_ANSWER}: {out}"))
    rows = [found[rid] for rid in todo["record_id"]]
    _tell_twice(rows)
    return pd.DataFrame(rows, columns=COLUMNS)


def _found(asker: Asker, reference: dict) -> dict:
    """The row for one reference."""
    seen: list[Candidate] = []
    note = "neither DOI nor title to look it up by"
    try:
        if doi := bare_doi(reference.get("doi") or ""):
            row, note = _by_doi(asker, reference, doi, seen)
            if row:
                return row
        if title := (reference.get("title") or "").strip():
            row, told = _by_title(asker, reference, title, seen)
            if row:
                return row
            note = f"{note}; {told}" if doi else told
    except Refused as refusal:
        if refusal.final:
            raise
        note = str(refusal)
    best = max(seen, key=lambda c: c.likeness(reference.get("title") or ""), default=None)
    return _row(reference, best, note=note)


def _by_doi(asker: Asker, reference: dict, doi: str, seen: list[Candidate]) -> tuple[dict | None, str]:
    quoted = doi if re.fullmatch(r"[\w./-]+", doi) else '"' + doi.replace('"', "") + '"'
    own = [c for c in _ask(asker, f"{quoted}[doi]", {}) if doi in c.dois]
    seen += own
    if len(own) != 1:
        return None, "DOI not in PubMed" if not own else f"DOI stands in {len(own)} records"
    title = (reference.get("title") or "").strip()
    if title and own[0].likeness(title) < FAR:
        return None, f"DOI leads to PMID {own[0].pmid}, whose title is another"
    return _row(reference, own[0], "doi"), ""


def _by_title(asker: Asker, reference: dict, title: str, seen: list[Candidate]) -> tuple[dict | None, str]:
    year = _year(reference.get("year"))
    limits = {"datetype": "pdat", "mindate": str(year - 1), "maxdate": str(year + 1)} if year else {}
    telling = telling_words(title, _WORDS)
    if not telling:
        return None, "no word in the title to look it up by"
    # All of them, then every other one: a word that is written otherwise in PubMed spoils only one half.
    for words in dict.fromkeys(tuple(w) for w in (telling, telling[::2], telling[1::2]) if w):
        there = _ask(asker, " AND ".join(f"{word}[ti]" for word in words), limits)
        seen += there
        close = [c for c in there if c.is_close(title, year)]
        if len(close) == 1:
            return _row(reference, close[0], "title"), ""
        if close:
            return None, "title fits several records: PMID " + ", ".join(sorted((c.pmid for c in close), key=int))
    return None, "no record with a close title" + (f" in {year - 1} to {year + 1}" if year else "")


def _year(given: object) -> int | None:
    try:
        return int(given)
    except (TypeError, ValueError):  # None, NaN, pd.NA or no number
        return None


def _ask(asker: Asker, term: str, limits: dict[str, str]) -> list[Candidate]:
    """The first records that a query finds; what an answer leaves out is asked for again."""
    pmids: dict[str, None] = {}
    for _ in range(_ROUNDS):
        query = {"db": "pubmed", "term": term, "retmax": _LOOKED_AT, "retmode": "xml", "sort": "relevance", **limits}
        found = asker.ask("esearch", answers.found, **query)
        pmids |= dict.fromkeys(found.pmids)
        if len(pmids) >= min(found.count, _LOOKED_AT):
            break
    there: dict[str, Candidate] = {}
    for _ in range(_ROUNDS):
        lacking = [pmid for pmid in pmids if pmid not in there]
        if not lacking:
            break
        fetched = asker.ask("efetch", candidates, db="pubmed", retmode="xml", id=",".join(lacking))
        there |= {candidate.pmid: candidate for candidate in fetched}
    return list(there.values())


def _row(reference: dict, best: Candidate | None = None, matched_by: str = "none", note: str = "") -> dict:
    likeness = best.likeness(reference.get("title") or "") if best else 0.0
    return {
        "record_id": reference["record_id"],
        "pmid": best.pmid if best and matched_by != "none" else "",
        "matched_by": matched_by,
        "score": round(likeness, 3),
        "title_found": best.titles[0] if best and best.titles else "",
        "note": note,
    }


def _tell_twice(rows: list[dict]) -> None:
    """Add a note where several records were given the same PMID."""
    for row in rows:
        same = sorted(r["record_id"] for r in rows if r["pmid"] == row["pmid"] and r is not row)
        if row["pmid"] and same:
            row["note"] = "the same PMID as " + ", ".join(same)


def _keeper(kept: Path | None, found: dict[str, dict], advance: Callable[[int], None]) -> Callable[[dict], None]:
    lock = threading.Lock()

    def keep(row: dict) -> None:
        with lock:
            found[row["record_id"]] = row
            advance(1)
            if kept:
                with kept.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")

    return keep


def _read_kept(kept: Path | None) -> dict[str, dict]:
    if not kept or not kept.is_file():
        return {}
    found = {}
    text = kept.read_text(encoding="utf-8")
    if text and not text.endswith("\n"):
        kept.write_text(text + "\n", encoding="utf-8")
    for line in text.splitlines():
        try:
            row = json.loads(line)
            found[row["record_id"]] = {name: row[name] for name in COLUMNS}
        except (ValueError, KeyError):
            continue  # the line that was being written when the run was killed
    return found
