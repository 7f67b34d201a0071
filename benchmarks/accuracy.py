"""Machine against people on the hand-coded library: `python benchmarks/accuracy.py [folder with library and gold]`.

Prints agreement on the records that the rules were written against (development) and on those kept aside, beside what
two people reach with each other on 85 of the same texts, and how PubMed's publication types and a direction set of
other topics (Evidence Inference) are met. The folder is TOUCHSTONE_SHARED, else `shared` beside the project.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import pandas as pd

from touchstone.protocol import load_vocabulary
from touchstone.tables import Records
from touchstone.tagging import tag
from touchstone.tagging.agreement import facet_scores, values_of
from touchstone.tagging.rollup import direction_of

# What two careful people reach with each other on the same digests (f1 or accuracy).
PEOPLE = {"design": 0.98, "sample_size": 1.00, "population": 0.87, "intervention": 0.87, "outcome": 0.87,
          "direction": 0.90, "finding": 0.78, "overall_direction": 0.89}  # fmt: skip
REVIEWS = ("systematic_review_with_meta_analysis", "systematic_review", "overview_or_evidence_map", "guideline",
           "narrative_review", "commentary")  # fmt: skip


def main(shared: Path) -> None:
    vocabulary = load_vocabulary()
    raw = [json.loads(line) for line in (shared / "library" / "records.jsonl").open(encoding="utf-8")]
    codings = {c["id"]: c for c in map(json.loads, (shared / "library" / "codings.jsonl").open(encoding="utf-8"))}
    tables = {}
    for name, kept in (("development", True), ("kept aside", False)):
        ids = [r["id"] for r in raw if developed_on(r["id"]) == kept]
        records = Records.of(as_record(r) for r in raw if r["id"] in set(ids))
        scores = facet_scores(coded(codings, ids), values_of(tag(records, vocabulary), ids)).set_index("facet")
        scores["score"] = scores["f1"].where(scores["accuracy"].isna(), scores["accuracy"])
        tables[name] = scores
    shown = pd.concat({name: t[["n", "precision", "recall", "score", "kappa"]] for name, t in tables.items()}, axis=1)
    shown[("two people", "score")] = pd.Series(PEOPLE)
    print(shown.round(3).to_string())
    randomised(shared, vocabulary)
    directions(shared)


def developed_on(record_id: str) -> bool:
    return int(hashlib.sha256(record_id.encode()).hexdigest()[:2], 16) < 176


def as_record(row: dict) -> dict:
    return {"record_id": row["id"], "title": row["title"], "digest": row["digest"], "year": row["year"]}


def coded(codings: dict, ids: list[str]) -> pd.DataFrame:
    rows = []
    for record_id in ids:
        c = codings[record_id]
        review = c["design"] in REVIEWS
        people = tuple(n for n in (c["n_randomised_or_enrolled"], c["n_analysed"]) if n is not None)
        results: dict[str, list[str]] = {}
        for outcome in c["outcomes"]:
            results.setdefault(outcome["code"], []).append(outcome["direction"])
        rows.append({
            "record_id": record_id, "design": c["design"], "pilot": "yes" if c["pilot"] else None,
            "life_stage": c["life_stage"], "sex": None if c["sex"] == "both" else c["sex"],
            "overall_direction": c["overall_direction"], "sample_size": () if review else people,
            "n_studies": c["n_included_studies"] if review else None,
            **{name: None if review else c[name] for name in ("session_minutes", "n_sessions", "duration_weeks")},
            "population": tuple(c["population"]), "intervention": tuple(c["modality"]),
            "comparator": tuple(c["comparator"]), "outcome": tuple(sorted(results)),
            "finding": tuple(f"{code}={direction_of(found)}" for code, found in results.items()),
        })  # fmt: skip
    return pd.DataFrame(rows)


def randomised(shared: Path, vocabulary: object) -> None:
    """Randomised or not, from title and abstract alone, against NLM's publication types."""
    rows = [json.loads(line) for line in (shared / "gold" / "records" / "records.jsonl").open(encoding="utf-8")]
    rows = [r for r in rows if r["publication_types"] and r.get("status") == "MEDLINE"][:2000]
    records = Records.of(
        {"record_id": f"pmid:{r['pmid']}", "title": r["title"], "abstract": r["abstract"]} for r in rows
    )
    tags = tag(records, vocabulary).tags
    said = set(tags[(tags.facet == "design") & tags.value.isin(["rct", "crossover_rct", "cluster_rct"])].record_id)
    truth = {f"pmid:{r['pmid']}" for r in rows if "Randomized Controlled Trial" in r["publication_types"]}
    hit = len(said & truth)
    print(f"\nrandomised trials by publication type, {len(rows)} records of all topics, {len(truth)} trials: "
          f"recall {hit / len(truth):.3f}, precision {hit / len(said):.3f}")  # fmt: skip


def directions(shared: Path) -> None:
    """Whether an outcome's value rose, fell or did not differ, given the sentence that says so (other topics)."""
    from touchstone.tagging.terms import Mention
    from touchstone.tagging.text import fold
    from touchstone.tagging.verdicts import read_sentence

    prompts = [json.loads(line) for line in (shared / "gold" / "direction" / "prompts.jsonl").open(encoding="utf-8")]
    hit = read = 0
    for prompt in prompts:
        low = fold(prompt["evidence_in_abstract"][0])
        name = fold(prompt["outcome"]).strip()
        at = low.find(name)
        if at < 0:
            continue
        read += 1
        verdicts = read_sentence(low, 0, len(low), [Mention(at, at + len(name), "outcome", "x", False)])
        said = next((v.said for v in verdicts if v.mention), "")
        hit += {"U": 1, "D": -1, "Z": 0}.get(said, 9) == prompt["label"]
    print(f"rose, fell or alike, {read} questions whose sentence names the outcome: accuracy {hit / read:.3f}")


if __name__ == "__main__":
    here = Path(os.environ.get("TOUCHSTONE_SHARED", Path(__file__).parents[2] / "shared"))
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else here
    if not (folder / "library").is_dir():
        sys.exit(f"{folder}: no hand-coded library here; give its folder, or set TOUCHSTONE_SHARED")
    main(folder)
