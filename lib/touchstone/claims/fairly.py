"""What a fair-minded person would say in place of a claim: how sure one can be, and the facts it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from touchstone.evidence.direction import best_tier
from touchstone.evidence.votes import VOTING_BASIS
from touchstone.protocol import Vocabulary, label_of

# Wording after Santesso 2020 (GRADE guidelines 26): the certainty chooses the verb.
_SURE = {
    ("favours", "high"): "This is so",
    ("favours", "moderate"): "This is probably so",
    ("favours", "low"): "This may be so",
    ("favours", "very_low"): "This is very uncertain",
    ("little_or_none", "high"): "It makes little or no difference",
    ("little_or_none", "moderate"): "It probably makes little or no difference",
    ("little_or_none", "low"): "It may make little or no difference",
    ("against", "high"): "The opposite holds",
    ("against", "moderate"): "The opposite probably holds",
}
_DESIGN = {
    "randomised": ("randomised trial", "randomised trials"),
    "controlled": ("controlled study without randomisation", "controlled studies without randomisation"),
    "uncontrolled": ("study of one group, without comparison", "studies of one group, without comparison"),
    "anecdotal": ("case report or small series", "case reports or small series"),
}
_TIMES = 3
_DIRECTION = {
    "benefit": "a benefit",
    "no_difference": "no difference",
    "worse": "a worse result",
    "mixed": "mixed results",
}


def say_instead(
    finding: str, certainty: str, votes: pd.DataFrame, studies: pd.DataFrame, findings: pd.DataFrame, words: Vocabulary
) -> str:
    """The claim as one could defend it: GRADE's words for the certainty, then the studies that decide.

    `votes` are the claim's Votes, one row a study; `studies` and `findings` (both indexed by their id) bring
    comparators and times. A single study is told with its comparator, size and what it found when.

    >>> say_instead("inconclusive", "very_low", pd.DataFrame({"vote": []}), None, None, None)
    'This is very uncertain: no study in this set says.'
    """
    opening = _SURE.get((finding, certainty), "This is very uncertain")
    voting = votes[votes["vote"] != ""]
    if voting.empty:
        return f"{opening}: no study in this set says."
    tier = best_tier(voting["tier"])
    deciding = voting[voting["tier"] == tier].to_dict("records")
    told = _one(deciding[0], studies, findings, words) if len(deciding) == 1 else _several(deciding, tier)
    anecdotes = int((voting["tier"] == "anecdotal").sum()) if tier != "anecdotal" else 0
    beside = f" Beside it {_counted(anecdotes, 'anecdotal')}." if anecdotes else ""
    return f"{opening}: {told}.{beside}"


def _one(vote: dict, studies: pd.DataFrame, findings: pd.DataFrame, words: Vocabulary) -> str:
    study = studies.loc[vote["study_id"]]
    controlled = vote["tier"] in ("randomised", "controlled")
    own = [finding for finding in vote["finding_ids"] if finding in findings.index]
    results = findings.loc[own]
    results = results[results["basis"].isin(VOTING_BASIS[vote["tier"]]) & (results["direction"] != "not_reported")]
    against = sorted(set(results["comparator"]) - {"", "none"}) or sorted(set(study["comparator"]) - {"none"})
    labels = [_lower(label_of(words, "comparator", code)) for code in against]
    comparison = f", against {_listed(labels)}" if controlled and labels else ""
    people = "" if pd.isna(vote["sample_size"]) else f" of {int(vote['sample_size']):,} people"
    return f"{_counted(1, vote['tier'])}{people}{comparison}: {_course(results, vote)}"


def _course(results: pd.DataFrame, vote: dict) -> str:
    """What one study found: its one direction, or each direction with the times at which it was seen."""
    whens = {
        direction: list(dict.fromkeys(time for time in group["timepoint"] if time))
        for direction, group in results.groupby("direction", sort=False)
    }
    every = [time for times in whens.values() for time in times]
    if len(whens) > 1 and all(whens.values()) and len(set(every)) == len(every):
        return ", ".join(f"{_DIRECTION[direction]} ({'; '.join(times[:_TIMES])})" for direction, times in whens.items())
    if len(whens) > 1:
        return f"its results differ: {_listed([_DIRECTION[direction] for direction in whens])}"
    return f"it reports {_DIRECTION[vote['vote']]}"


def _several(deciding: list[dict], tier: str) -> str:
    sizes = [int(vote["sample_size"]) for vote in deciding if not pd.isna(vote["sample_size"])]
    people = f" of {sum(sizes):,} people in all" if sizes else ""
    counts = {name: sum(vote["vote"] == name for vote in deciding) for name in _DIRECTION}
    said = [f"{n} {'reports' if n == 1 else 'report'} {_DIRECTION[name]}" for name, n in counts.items() if n]
    what = _listed(said) if len(said) > 1 else said[0].replace(str(len(deciding)), "all", 1)
    sham = sum(vote["sham"] is True for vote in deciding)
    blind = f"; {sham or 'none'} against a sham" if tier in ("randomised", "controlled") else ""
    return f"{_counted(len(deciding), tier)}{people}; {what}{blind}"


def _counted(number: int, tier: str) -> str:
    one, many = _DESIGN.get(tier, ("study", "studies"))
    return f"{number:,} {one if number == 1 else many}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _lower(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
