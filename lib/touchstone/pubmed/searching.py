"""The protocol's searches as PubMed answered them, each kept in a file of its own so that a pull can go on from it."""

from __future__ import annotations

import datetime
import json
import re
from functools import partial
from pathlib import Path

from touchstone.errors import InputError
from touchstone.pubmed import answers
from touchstone.pubmed.asking import Asker, Refused
from touchstone.pubmed.batches import write_whole
from touchstone.pubmed.slices import Listing, hits, slice_facts
from touchstone.pubmed.transport import Fault


def checked(searches: list[dict]) -> list[dict]:
    """Searches with `id` and either `query` or `pmids`; raises InputError, naming the search, for anything else."""
    seen = set()
    out = []
    for number, search in enumerate(searches, 1):
        name = str(search.get("id", "")).strip()
        query = " ".join(str(search.get("query") or "").split())
        if not name or not re.search(r"\w", name):
            raise InputError(f"search {number}: no id; give each search of review.yml an id")
        if _file_name(name) in seen:
            raise InputError(f"search {name!r}: the id stands twice; give each search of review.yml an id of its own")
        seen.add(_file_name(name))
        if "pmids" in search:
            out.append({"id": name, "pmids": sorted({str(int(p)) for p in search["pmids"]}, key=int)})
        elif query:
            out.append({"id": name, "query": query})
        else:
            raise InputError(f"search {name!r}: the query is empty; write one, or take the search out of review.yml")
    if not out:
        raise InputError("review.yml names no search; add one under `searches`")
    return out


def check_same(folder: Path, searches: list[dict]) -> None:
    """Raises InputError where `folder` was begun with a search that is not among `searches`."""
    for answer in kept_answers(folder):
        if answer["id"] not in {search["id"] for search in searches}:
            raise InputError(
                f"{folder.name}: begun with a search {answer['id']!r} that is not among those given; "
                "pull into a new snapshot (--snapshot NAME), or put the search back"
            )


def unlisted(answer: dict) -> int:
    """How many hits PubMed counted and would not list."""
    return max(0, answer["count"] - len(_pmids(answer)))


def answered(folder: Path, search: dict) -> dict | None:
    """The kept answer to `search`, or None. Raises InputError where another query was kept under its id."""
    path = _path(folder, search)
    if not path.is_file():
        return None
    answer = _read(path)
    if answer.get("query") != search.get("query") or ("pmids" in search and _pmids(answer) != search["pmids"]):
        raise InputError(
            f"{folder.name}: begun with another query for search {search['id']!r}; "
            "pull into a new snapshot (--snapshot NAME), or put the query back"
        )
    return answer


def kept_answers(folder: Path) -> list[dict]:
    """Every kept answer in `folder`, by file name."""
    return [_read(p) for p in sorted((folder / "searches").glob("*.json"))]


def pmids_of(answers_: list[dict]) -> dict[str, list[str]]:
    """Every PMID that the answers list, in numeric order, with the ids of the searches that found it."""
    found: dict[str, list[str]] = {}
    for answer in answers_:
        for pmid in _pmids(answer):
            found.setdefault(pmid, []).append(answer["id"])
    return {pmid: found[pmid] for pmid in sorted(found, key=int)}


def run(asker: Asker, search: dict, folder: Path, workers: int) -> dict:
    """Ask PubMed, keep the answer and return it."""
    if "pmids" in search:
        whole = {"count": len(search["pmids"])}
        answer = {"id": search["id"], **whole, "slices": [_slice(whole, search["pmids"])]}
    else:
        database = _database(asker)
        ask = partial(_search, asker)
        listing = hits(ask, search["query"], workers=workers, stop=asker.service.stop, log=asker.log)
        answer = _kept_form(search, listing, database)
    path = _path(folder, search)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode())
    return answer


def facts(answer: dict) -> dict:
    """An answer as the manifest shows it: all but the PMIDs themselves."""
    listed = len(_pmids(answer))
    slices = [{k: v for k, v in piece.items() if k != "pmids"} for piece in answer["slices"]]
    return {k: v for k, v in answer.items() if k != "slices"} | {"listed": listed, "slices": slices}


def _search(asker: Asker, term: str, retmax: int, **limits: str) -> answers.Found:
    found = asker.ask("esearch", answers.found, db="pubmed", term=term, retmax=retmax, retmode="xml", **limits)
    expected = min(found.count, retmax)
    if len(found.pmids) != expected or len(set(found.pmids)) != expected:
        once = len(set(found.pmids))
        asker.log(f"esearch: {expected - once} PMIDs did not come; {len(found.pmids) - once} came twice")
    return found


def _database(asker: Asker) -> dict[str, str]:
    try:
        return asker.ask("einfo", answers.described, tries=5, db="pubmed", retmode="xml")
    except (Fault, Refused) as failure:
        if isinstance(failure, Refused) and failure.final:
            raise
        asker.log(f"einfo: {failure}")  # which build of PubMed it was is good to know, and no reason to stop
        return {}


def _kept_form(search: dict, listing: Listing, database: dict) -> dict:
    return {
        **search,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "database": {"name": "pubmed", **database},
        "count": listing.count,
        "translation": listing.translation,
        "translations": listing.translations,
        "warnings": listing.warnings,
        "slices": [_slice(slice_facts(piece), piece.pmids) for piece in listing.slices],
    }


def _slice(ranges: dict, pmids: list[str] | tuple[str, ...]) -> dict:
    return {**ranges, "pmids": sorted(pmids, key=int)}


def _pmids(answer: dict) -> list[str]:
    return sorted({pmid for piece in answer["slices"] for pmid in piece["pmids"]}, key=int)


def _read(path: Path) -> dict:
    try:
        answer = json.loads(path.read_text(encoding="utf-8"))
        _pmids(answer)
        return answer
    except (ValueError, KeyError, TypeError):
        raise InputError(
            f"{path.parent.parent.name}/searches/{path.name}: not what the pull wrote; delete it and pull again"
        ) from None


def _path(folder: Path, search: dict) -> Path:
    return folder / "searches" / f"{_file_name(search['id'])}.json"


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name.strip())
