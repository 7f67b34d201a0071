"""Counts the flow of records from the snapshots' manifests and the decisions; every box adds up to the one above.

A review with a searched snapshot has the boxes of PRISMA 2020 (Page MJ et al., BMJ 2021;372:n71), with a second arm for
what was collected otherwise. A review of collected sets alone has a flow of its own, and none of it is called PRISMA.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pandas as pd

from touchstone.errors import InputError
from touchstone.protocol.models import Eligibility

COLUMNS = ("box", "label", "n", "parent", "reason", "arm", "kind")
_HAD_NOT = {
    "deleted": "deleted from PubMed",
    "merged": "merged into another citation by PubMed",
    "book": "a book that PubMed does not hand out",
    "not returned": "not returned by PubMed",
    "not readable": "came and could not be read",
    "not listed": "counted by PubMed and not listed",
}
_DATABASES = {"pubmed": "PubMed"}


def is_searched(manifest: dict) -> bool:
    """Whether a snapshot comes from searches that stand in its manifest."""
    return manifest["search_kind"] == "systematic"


def adds_records(manifest: dict) -> bool:
    """Whether a snapshot brings records of its own; one of `pull --resolve` brings abstracts of known ones."""
    return "resolved" not in manifest


def identified(manifests: list[dict], origins: pd.DataFrame) -> pd.DataFrame:
    """Where records came from: snapshot, arm (databases | other), source, search, n, one row a search or source.

    n is what the source counted, so that a record found by two searches counts twice. `origins` as in `United`.
    """
    rows = Counter(origins["snapshot"])
    out = []
    for manifest in manifests:
        name, arm = manifest["name"], "databases" if is_searched(manifest) else "other"
        searches = manifest.get("searches") or []
        if arm == "databases" and searches:
            out += [(name, arm, _source(s), s["id"], max(s["count"], s.get("listed", s["count"]))) for s in searches]
        elif rows[name]:
            out.append((name, arm, manifest.get("title") or name, "", rows[name]))
    return pd.DataFrame(out, columns=["snapshot", "arm", "source", "search", "n"])


def flow(
    manifests: list[dict], origins: pd.DataFrame, records: pd.DataFrame, studies: pd.DataFrame, rules: Eligibility
) -> pd.DataFrame:
    """The counts of the flow of records: box, label, n, parent, reason, arm, kind; children add up to their parent.

    kind: source (where records came from), main (goes on), left (left the flow, for `reason`). arm: databases, other,
    or empty for what both share. `parent` may name several boxes, with `;` between. Raises InputError where a manifest
    and the records of its snapshot disagree.
    """
    adding = {m["name"] for m in manifests if adds_records(m)}
    known = set(origins["record_id"][origins["snapshot"].isin(adding)])
    counted = origins[origins["snapshot"].isin(adding) | ~origins["record_id"].isin(known)]
    searched = any(is_searched(m) for m in manifests)
    rows = (_prisma if searched else _collected)(manifests, counted, records, studies, rules)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _collected(
    _manifests: list[dict], origins: pd.DataFrame, records: pd.DataFrame, studies: pd.DataFrame, _rules: Eligibility
) -> list[tuple]:
    notices = int((records["record_type"] == "notice").sum())
    publications, united = len(records) - notices, len(origins) - len(records)
    rows = [
        ("collected", "Publications collected", len(origins), "", "", "", "main"),
        ("duplicates", "Duplicates united", united, "collected", "each explained in aliases.csv", "", "left"),
        ("notices", "Notices, not studies", notices, "collected", "retraction and correction notices", "", "left"),
        ("screened", "Publications screened", publications, "collected", "", "", "main"),
        ("reports", "Further reports of the same study", publications - len(studies), "screened", "", "", "left"),
        ("studies", "Studies", len(studies), "screened", "", "", "main"),
    ]  # fmt: skip
    outside = studies[~studies["eligible"].astype(bool)]
    for number, (reason, group) in enumerate(outside.groupby("reason", sort=True), start=1):
        rows.append(
            (f"excluded_{number}", "Kept as context, outside the cells", len(group), "studies", reason, "", "left")
        )
    return [*rows, *_layers(studies)]


def _prisma(
    manifests: list[dict], origins: pd.DataFrame, records: pd.DataFrame, studies: pd.DataFrame, rules: Eligibility
) -> list[tuple]:
    searched = {m["name"] for m in manifests if is_searched(m)}
    from_search = set(origins["record_id"][origins["snapshot"].isin(searched)])
    sources = identified(manifests, origins)
    fate = _fates(records, studies, rules)
    arms = ["databases"]
    if (~origins["snapshot"].isin(searched)).any():
        arms.append("other")
    rows: list[tuple] = []
    for arm in arms:
        mine = [r for r in records["record_id"] if (r in from_search) == (arm == "databases")]
        its = origins[origins["snapshot"].isin(searched) == (arm == "databases")]
        removed = (
            _in_databases(manifests, its, len(mine)) if arm == "databases" else _elsewhere(its, from_search, len(mine))
        )
        rows += _arm(arm, sources[sources["arm"] == arm], removed, Counter(fate[r] for r in mine))
    included = studies[studies["eligible"].astype(bool)]
    reports = int(included["record_ids"].map(len).sum())
    above = ";".join(f"{arm}_included" for arm in arms)
    return [
        *rows,
        ("reports", "Reports of included studies", reports, above, "", "", "main"),
        ("further", "Further reports of the same studies", reports - len(included), "reports", "", "", "left"),
        ("studies", "Studies included in the review", len(included), "reports", "", "", "main"),
        *_layers(studies),
    ]


def _fates(records: pd.DataFrame, studies: pd.DataFrame, rules: Eligibility) -> dict[str, tuple[str, str]]:
    """What became of each record (notice, screening, not_retrieved, assessment, retracted, included), and why."""
    seen_whole = {*rules.context_designs.values(), rules.unknown_design}
    fate = dict.fromkeys(records["record_id"][records["record_type"] == "notice"], ("notice", ""))
    for study in studies.to_dict("records"):
        if study["eligible"]:
            what = ("included", "")
        elif study["reason"] == rules.retracted:
            what = ("retracted", rules.retracted)
        elif study["reason"] == rules.no_text:
            what = ("not_retrieved", rules.no_text)
        elif study["reason"] in seen_whole and (study["text_source"] != "title_only" or study["read"]):
            what = ("assessment", study["reason"])
        else:
            what = ("screening", study["reason"])
        fate |= dict.fromkeys(study["record_ids"], what)
    return fate


def _arm(
    arm: str, sources: pd.DataFrame, removed: list[tuple[str, str, int]], fate: Counter[tuple[str, str]]
) -> list[tuple]:
    """The boxes of one arm from its sources to the reports that are included."""
    searched = arm == "databases"
    rows: list[tuple] = []
    box = _adder(rows, arm)
    for place, source in enumerate(sources.to_dict("records"), start=1):
        box(f"source_{place}", source["source"], source["n"], "", source["search"], "source")
    names = ";".join(f"{arm}_source_{place}" for place in range(1, len(sources) + 1))
    label = "Records identified from databases" if searched else "Records identified by other methods"
    start = int(sources["n"].sum())
    rows.append((f"{arm}_identified", label, start, names, "", arm, "main"))
    notices = [("Records removed before screening", "notices of retraction or correction", _of(fate, "notice"))]
    gone = [(label, reason, n) for label, reason, n in [*removed, *notices] if n or "uplicates" in reason]
    for place, (label, reason, n) in enumerate(gone, start=1):
        box(f"removed_{place}", label, n, "identified", reason, "left")
    left, above = start - sum(n for *_, n in gone), "identified"
    excluded = _reasons(fate, "assessment", "screening")
    if searched:
        box("screened", "Records screened", left, above, "", "main")
        for place, (reason, n) in enumerate(_reasons(fate, "screening"), start=1):
            box(f"screening_{place}", "Records excluded", n, "screened", reason, "left")
        left, above, excluded = left - _of(fate, "screening"), "screened", _reasons(fate, "assessment")
    box("sought", "Reports sought for retrieval", left, above, "", "main")
    why = next((reason for kind, reason in fate if kind == "not_retrieved"), "")
    lost = _of(fate, "not_retrieved")
    box("not_retrieved", "Reports not retrieved", lost, "sought", why or "every one was at hand", "left")
    box("assessed", "Reports assessed for eligibility", left - lost, "sought", "", "main")
    for place, (reason, n) in enumerate(excluded, start=1):
        box(f"assessment_{place}", "Reports excluded", n, "assessed", reason, "left")
    if n := _of(fate, "retracted"):
        reason = next(reason for kind, reason in fate if kind == "retracted")
        box("retracted", "Reports of retracted studies", n, "assessed", reason, "left")
    box("included", "Reports included", _of(fate, "included"), "assessed", "", "main")
    return rows


def _adder(rows: list[tuple], arm: str) -> Callable[..., None]:
    def add(name: str, label: str, n: int, parent: str, reason: str, kind: str) -> None:
        rows.append((f"{arm}_{name}", label, int(n), f"{arm}_{parent}" if parent else "", reason, arm, kind))

    return add


def _in_databases(manifests: list[dict], origins: pd.DataFrame, records: int) -> list[tuple[str, str, int]]:
    """What the databases' records lose before screening: label, reason, n."""
    several, missing = 0, Counter()
    there = Counter(origins["snapshot"])
    for manifest in filter(is_searched, manifests):
        searches, counts = manifest.get("searches") or [], manifest.get("counts") or {}
        if not searches:
            continue
        listed = sum(s.get("listed", s["count"]) for s in searches)
        unlisted = sum(max(0, s["count"] - s.get("listed", s["count"])) for s in searches)
        unique = counts.get("pmids", listed)
        lacking = Counter(manifest.get("missing") or {})
        if unique - lacking.total() != there[manifest["name"]] or unique > listed:
            raise InputError(
                f"data/raw/{manifest['name']}/manifest.json: its searches found {unique:,} records and "
                f"{lacking.total():,} are missing, but the snapshot holds {there[manifest['name']]:,}; "
                "restore the snapshot, or pull a new one"
            )
        several += listed - unique
        missing += lacking + Counter({"not listed": unlisted})
    label, lost = "Records removed before screening", "Records that could not be had"
    return [
        (label, "duplicates: found by more than one search", several),
        (label, "duplicates: the same publication in another record", len(origins) - records),
        *((lost, _HAD_NOT.get(reason, reason), n) for reason, n in sorted(missing.items())),
    ]


def _elsewhere(origins: pd.DataFrame, from_search: set[str], records: int) -> list[tuple[str, str, int]]:
    label, also = "Records removed before screening", int(origins["record_id"].isin(from_search).sum())
    return [
        (label, "duplicates: also found in databases", also),
        (label, "duplicates: the same publication in another record", len(origins) - also - records),
    ]


def _layers(studies: pd.DataFrame) -> list[tuple]:
    inside = studies[studies["eligible"].astype(bool)]["layer"]
    return [
        ("review", "Reviews, shown beside the cells", int((inside == "review").sum()), "studies", "", "", "main"),
        ("primary", "Primary studies in the cells", int((inside == "primary").sum()), "studies", "", "", "main"),
    ]


def _reasons(fate: Counter[tuple[str, str]], *kinds: str) -> list[tuple[str, int]]:
    return sorted((reason, n) for (kind, reason), n in fate.items() if kind in kinds)


def _of(fate: Counter[tuple[str, str]], kind: str) -> int:
    return sum(n for (what, _), n in fate.items() if what == kind)


def _source(search: dict) -> str:
    name = (search.get("database") or {}).get("name") or "Database not told"
    return _DATABASES.get(name, name)
