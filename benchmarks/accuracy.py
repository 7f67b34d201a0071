"""Machine against people on the bundled review: `python benchmarks/accuracy.py [folder with the gold sets]`.

Prints agreement on the records that the rules were written against (development) and on those kept aside, beside what
two people reach with each other on 85 of the same texts, and how PubMed's publication types and a direction set of
other topics (Evidence Inference) are met. The folder is TOUCHSTONE_SHARED, else `shared` beside the project.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from pathlib import Path

import pandas as pd

from touchstone import open_review
from touchstone.coding import coded_values
from touchstone.tables import Records
from touchstone.tagging import tag
from touchstone.tagging.agreement import facet_scores, values_of

# What two careful people reach with each other on the same digests (f1 or accuracy).
PEOPLE = {"design": 0.98, "sample_size": 1.00, "population": 0.87, "intervention": 0.87, "outcome": 0.87,
          "direction": 0.90, "finding": 0.78, "overall_direction": 0.89}  # fmt: skip
ROOT = Path(__file__).resolve().parent.parent


def main(shared: Path) -> None:
    """Print agreement with the main coder of the bundled review, and with the gold sets where they are at hand."""
    review = open_review(ROOT)
    vocabulary = review.protocol.vocabulary
    people = coded_values(review.decisions, review.protocol.review.coding.main)
    tables = {}
    for name, kept in (("development", True), ("kept aside", False)):
        ids = [i for i in people["record_id"] if developed_on(i.removeprefix("lib:")) == kept]
        scores = facet_scores(people, values_of(review.machine, ids)).set_index("facet")
        scores["score"] = scores["f1"].where(scores["accuracy"].isna(), scores["accuracy"])
        tables[name] = scores
    shown = pd.concat({name: t[["n", "precision", "recall", "score", "kappa"]] for name, t in tables.items()}, axis=1)
    shown[("two people", "")] = pd.Series(PEOPLE)
    print(shown.round(3).to_string())
    if (shared / "gold").is_dir():
        randomised(shared, vocabulary)
        directions(shared)
    else:
        print(f"{shared}: the gold sets are not here (TOUCHSTONE_SHARED), so real abstracts were not measured")


def developed_on(record_id: str) -> bool:
    return int(hashlib.sha256(record_id.encode()).hexdigest()[:2], 16) < 176


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
    """Whether an outcome's value rose, fell or did not differ, given the question and its sentence (other topics).

    Intervention and comparator are marked where the sentence has their words, as the vocabulary would mark them. A
    result told only as better or worse is turned into a rise or fall by what the outcome's words say of its good side.
    """
    from touchstone.tagging.findings import up_is_better
    from touchstone.tagging.terms import Mention
    from touchstone.tagging.text import fold
    from touchstone.tagging.verdicts import read_sentence

    prompts = [json.loads(line) for line in (shared / "gold" / "direction" / "prompts.jsonl").open(encoding="utf-8")]
    hit = read = 0
    turned = {"U": "D", "D": "U", "G": "B", "B": "G"}
    for prompt in prompts:
        low = fold(prompt["evidence_in_abstract"][0])
        name = fold(prompt["outcome"]).strip()
        at = low.find(name)
        if at < 0:
            continue
        read += 1
        outcome = Mention(at, at + len(name), "outcome", "x", False)
        verdicts = read_sentence(low, 0, len(low), sorted([outcome, *_arms(low, prompt, outcome)]))
        told = [v for v in verdicts if v.mention and v.said and not v.control_only] or [
            v for v in verdicts if v.mention
        ]
        said = told[0].said if told else ""
        said = turned.get(said, said) if told and told[0].loser else said
        if said in ("G", "B"):
            up = up_is_better(name, None, False) is not False
            said = "U" if (said == "G") == up else "D"
        hit += {"U": 1, "D": -1, "Z": 0}.get(said, 9) == prompt["label"]
    print(f"rose, fell or alike, {read} questions whose sentence names the outcome: accuracy {hit / read:.3f}")


def _arms(low: str, prompt: dict, outcome: tuple) -> list[tuple]:
    """Where the sentence names intervention and comparator: in full, by an abbreviation or a word of its own."""
    from touchstone.tagging.terms import Mention
    from touchstone.tagging.text import fold

    forms = {side: _forms(fold(prompt[side])) for side in ("intervention", "comparator")}
    taken = [(outcome.start, outcome.end)]
    out = []
    for side, other in (("intervention", "comparator"), ("comparator", "intervention")):
        for form in forms[side]:
            if form in forms[other]:
                continue
            found = [m.span() for m in re.finditer(r"(?<![a-z0-9])" + re.escape(form) + r"(?![a-z0-9])", low)]
            found = [(a, b) for a, b in found if not any(x < b and a < y for x, y in taken)]
            if found:
                taken += found
                out += [Mention(a, b, side, side, False) for a, b in found]
                break
    return out


_PLAIN = frozenset(
    ("groups", "treatment", "control", "with", "from", "plus", "only", "alone", "daily", "than", "that", "this",
     "group", "patients", "therapy", "dose", "received", "receive", "standard", "after", "before", "were", "versus")
)  # fmt: skip


def _forms(name: str) -> list[str]:
    words = [word for word in re.findall(r"[a-z][a-z0-9-]{3,}", name) if word not in _PLAIN]
    forms = [name.strip(), *re.findall(r"\(([^()]{2,30})\)", name), re.sub(r"\s*\([^()]*\)", "", name).strip()]
    return [form for form in (*forms, *words[:3]) if len(form) > 1]


if __name__ == "__main__":
    here = Path(os.environ.get("TOUCHSTONE_SHARED", ROOT.parent / "shared"))
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
