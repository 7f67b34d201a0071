"""Published abstracts for references: finds their PMIDs and fetches the records, which keep the ids they had."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from touchstone.pubmed.asking import PubMedUnavailable
from touchstone.pubmed.batches import write_whole
from touchstone.pubmed.credentials import Secret, hidden
from touchstone.pubmed.pulling import pull
from touchstone.pubmed.resolving import NO_ANSWER, resolve

if TYPE_CHECKING:
    import pandas as pd

_SEARCH = "references"


def pull_references(
    records: pd.DataFrame,
    folder: Path,
    *,
    email: str,
    api_key: str | Secret | None = None,
    read: Callable,
    write: Callable[[pd.DataFrame], bytes],
    **settings: object,
) -> dict:
    """Fetch from PubMed every record of `records` that has no published abstract, finding its PMID where it has none.

    The records come under the `record_id` they had. Writes what `pull` writes, and `resolved.jsonl`: the table of
    `resolve`, one row for each record that had no PMID, accepted or not. Settings and errors are those of `pull`; a run
    that was stopped goes on when it is called again.

    Returns the facts for the manifest, as `pull` does, with search_kind curated and `resolved`: how many were found by
    doi, by title, and not at all.
    """
    api_key = hidden(api_key)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    bare = records[records["abstract_source"] != "pubmed"]
    kept = folder / "resolved.jsonl"
    found = resolve(bare, email=email, api_key=api_key, kept=kept, **settings)
    unanswered = found[found["note"].str.startswith(NO_ANSWER)]
    if len(unanswered):
        raise PubMedUnavailable(
            f"{unanswered['note'].iloc[0]}; {len(found) - len(unanswered)} of {len(found)} references are resolved and "
            f"kept in {folder.name}; run the same command again to go on"
        )
    rows = found.sort_values("record_id").to_dict("records")
    write_whole(kept, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())
    known = bare[bare["pmid"] != ""]
    pairs = [*zip(known["pmid"], known["record_id"], strict=True)]
    pairs += [(row["pmid"], row["record_id"]) for row in rows if row["pmid"]]
    record_ids: dict[str, str] = {}
    for pmid, record_id in pairs:
        record_ids.setdefault(pmid, record_id)
    facts = pull(
        [{"id": _SEARCH, "pmids": list(record_ids)}], folder, email=email, api_key=api_key, read=read, write=write,
        record_ids=record_ids, **settings,
    )  # fmt: skip
    return {**facts, "resolved": dict(sorted(Counter(found["matched_by"]).items()))}
