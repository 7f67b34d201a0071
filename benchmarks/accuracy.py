"""Machine against people on the bundled review: `python benchmarks/accuracy.py [folder with the gold sets]`.

Fits the calibration of confidences and measures the coding error (lib/touchstone/tagging/calibration.json and
protocol/tagging_error.json), and prints agreement on the records that the rules were written against and on those kept
aside, beside what two people reach with each other, with confusion and the surest errors. Where the gold sets are at
hand it says how PubMed's publication types and a direction set of other topics (Evidence Inference) are met; their
folder is TOUCHSTONE_SHARED, else `shared` beside the project.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import numpy as np

from touchstone import accuracy, open_review
from touchstone.tables import Records
from touchstone.tagging import calibration, tag

ROOT = Path(__file__).resolve().parent.parent
# The small model of randomised trials was fitted without the PubMed records whose hash begins with this byte or more.
FIRST_ASIDE = 176


def main(shared: Path) -> None:
    """Fit the calibration, measure the coding error, write both, and print how good the tags are."""
    brier = accuracy.refit(open_review(ROOT), calibration.FILE)
    calibration.forget()
    review = open_review(ROOT)
    accuracy.write_error(accuracy.error_of(review), review.project.protocol)
    machine, people = accuracy.machine_pairs(review), accuracy.coder_pairs(review)
    seen = [pair for pair in machine if accuracy.developed_on(pair["record_id"])]
    aside = [pair for pair in machine if not accuracy.developed_on(pair["record_id"])]
    tables = {"developed on": accuracy.scores(seen), "kept aside": accuracy.scores(aside)}
    people_table = accuracy.scores(people)
    print(f"records: {len(seen)} developed on, {len(aside)} kept aside, {len(people)} coded by two people")
    print("score: F1 where a record has several codes, else the share of told values that are met; 95 % bootstrap\n")
    named = [*tables.items(), ("two people", people_table)]
    print(accuracy.beside(*named).to_string(index=False))
    for name, table in named:
        print(f"\n{name}: precision and recall")
        print(accuracy.beside((name, table), columns=("precision", "recall")).to_string(index=False))
    for facet in ("design", "direction", "overall_direction"):
        print(f"\n{facet}: coded by the machine (rows), by people (columns); records developed on")
        print(accuracy.confusion(seen, facet).to_string())
    print("\nsurest errors, records developed on")
    print(accuracy.worst_errors(accuracy.judged(review), review.machine, accuracy.developed_on, 40).to_string())
    print("\nconfidence, Brier score: " + ", ".join(f"{name.replace('_', ' ')} {n:.3f}" for name, n in brier.items()))
    print(accuracy.reliability(accuracy.judged(review)).to_string(index=False))
    print("\nwritten: protocol/tagging_error.json, lib/touchstone/tagging/calibration.json")
    if (shared / "gold").is_dir():
        randomised(shared, review.protocol.vocabulary)
        directions(shared)
    else:
        print("The gold sets of real abstracts are not here (TOUCHSTONE_SHARED), so these were not measured.")


def randomised(shared: Path, vocabulary: object) -> None:
    """Randomised or not, from title and abstract alone, against NLM's publication types; protocols are left out."""
    rows = [json.loads(line) for line in (shared / "gold" / "records" / "records.jsonl").open(encoding="utf-8")]
    rows = [
        r
        for r in rows
        if r.get("status") == "MEDLINE" and not any("Protocol" in kind for kind in r["publication_types"])
    ]
    records = Records.of(
        {"record_id": f"pmid:{r['pmid']}", "title": r["title"], "abstract": r["abstract"]} for r in rows
    )
    tags = tag(records, vocabulary).tags.set_index("record_id")
    read = tags[tags.facet == "design"].value.isin(["rct", "crossover_rct", "cluster_rct"])
    sure = tags[tags.facet == "randomised_trial"]
    chance = sure.confidence.where(sure.value == "yes", 1 - sure.confidence)
    print("\nrandomised trials, MEDLINE records of all topics, against publication types:")
    for name, aside in (("developed on", False), ("kept aside", True)):
        part = [r for r in rows if accuracy.developed_on(r["pmid"], FIRST_ASIDE) != aside]
        ids = [f"pmid:{r['pmid']}" for r in part]
        truth = np.array(["Randomized Controlled Trial" in r["publication_types"] for r in part])
        said = read.reindex(ids, fill_value=False).to_numpy(bool)
        ranks = chance.reindex(ids, fill_value=0.0).rank().to_numpy()
        n = truth.sum()
        area = (ranks[truth].sum() - n * (n + 1) / 2) / (n * (~truth).sum())
        print(
            f"{name}: {len(part)} records, {n} trials; design: sensitivity {said[truth].mean():.3f}, specificity "
            f"{(~said[~truth]).mean():.3f}, precision {truth[said].mean():.3f}; AUROC {area:.4f}"
        )
    print("RobotSearch's SVM on this kind of records: AUROC .936 to .968; published with a CNN .987")


def directions(shared: Path) -> None:
    """Whether an outcome's value rose, fell or did not differ, given the question and its sentence (other topics).

    Intervention and comparator are marked where the sentence has their words, as the vocabulary would mark them. A
    result told only as better or worse is turned into a rise or fall by what the outcome's words say of its good side.
    """
    from touchstone.tagging.polarity import up_is_better
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
