"""The claim ledger: each claim of protocol/claims.yml, the evidence it rests on, and a verdict on two axes.

Certainty says how sure one can be; the finding says which way the evidence points. Testimony stands in the ledger and
never in a cell; a mechanism is as strong as its weakest link; a claim about doses needs a comparison within a study.
"""

from __future__ import annotations

import pandas as pd

from touchstone.claims.bodies import given_the, is_broad, one_row_a_study, share_that_stands
from touchstone.claims.fairly import say_instead
from touchstone.claims.finding import finding_of
from touchstone.claims.settling import would_settle
from touchstone.evidence import Recount, assess, collapse, parts_of
from touchstone.protocol import Protocol
from touchstone.protocol.models import Claim
from touchstone.tables import Claims

_WORST_FIRST = ("wrong", "overstated", "unavailable", "accurate")
_WEAKEST_FIRST = ("none", "anecdotal", "conflicting", "very_limited", "limited", "moderate", "strong")
_SAID = {
    "benefit": "of benefit",
    "no_difference": "of no difference",
    "worse": "of harm or a worse result",
    "mixed": "that points both ways",
    "unclear": "that does not point anywhere",
}


def build_claims(
    protocol: Protocol,
    votes: pd.DataFrame,
    studies: pd.DataFrame,
    findings: pd.DataFrame,
    cells: pd.DataFrame,
    counted: Recount | None = None,
) -> pd.DataFrame:
    """Claims, one row an atomic claim in the order of claims.yml, each with its verdict and the studies behind it.

    With `counted` (what every study says in each draw of the true codes) each verdict that rests on cells also has its
    coding stability; a chain has that of its weakest link, a claim that names single findings has none.
    """
    rows: dict[str, dict] = {}
    claims = protocol.claims.claims
    waiting = [claim_id for claim_id in claims if not claims[claim_id].chain]
    waiting += [claim_id for claim_id in claims if claims[claim_id].chain]
    known_cells = {"/".join(key) for key in cells[["population", "outcome", "contrast"]].itertuples(index=False)}
    by_finding, by_study = findings.set_index("finding_id"), studies.set_index("study_id", drop=False)
    for claim_id in waiting:
        claim = claims[claim_id]
        if claim.chain:
            verdict = _chain(claim, {link: rows[link] for link in claim.chain if link in rows})
        elif claim.type == "untestable":
            verdict = _nothing("cannot be tested as it is worded")
        elif claim.type == "experience":
            verdict = _testimony(claim)
        elif claim.context:
            verdict = _context(claim, studies)
        else:
            verdict = _evidence(claim, protocol, votes, by_study, by_finding)
            if counted is not None and verdict["strength"] != "none" and not claim.only_findings:
                verdict["stability"] = share_that_stands(claim, verdict, protocol, by_study, counted)
        if not claim.chain:
            verdict.setdefault("say_instead", verdict["verdict"])
            verdict.setdefault("would_settle", would_settle(claim, verdict, protocol))
        rows[claim_id] = _facts(claim_id, claim, known_cells) | verdict
    return Claims.of(rows[claim_id] for claim_id in claims)


def _facts(claim_id: str, claim: Claim, known_cells: set[str]) -> dict:
    cells = [f"{p}/{o}/{claim.contrast}" for p in claim.population for o in claim.outcome]
    accuracies = [cited.accuracy for cited in claim.cites]
    return {
        "claim_id": claim_id,
        "parent": claim.parent,
        "text": claim.text,
        "type": claim.type,
        "made_in": claim.made_in,
        "population": claim.population,
        "outcome": claim.outcome,
        "intervention": claim.intervention,
        "cells": [cell for cell in cells if cell in known_cells] if not claim.chain else [],
        "context": [study.record for study in claim.context],
        "citations": [
            {
                "reference": cited.reference,
                "record_id": cited.record,
                "says": cited.says,
                "found": cited.found,
                "citation_accuracy": cited.accuracy,
                "note": cited.note,
            }
            for cited in claim.cites
        ],
        "citation_accuracy": next((a for a in _WORST_FIRST if a in accuracies), ""),
        "links": claim.chain,
        "note": claim.note,
    }


def _evidence(
    claim: Claim, protocol: Protocol, votes: pd.DataFrame, studies: pd.DataFrame, findings: pd.DataFrame
) -> dict:
    rows = votes[
        votes["population"].isin(claim.population)
        & votes["outcome"].isin(claim.outcome)
        & (votes["contrast"] == claim.contrast)
    ]
    rows = rows[rows["study_id"].isin(given_the(claim, studies))]
    if claim.only_findings:
        rows = _revoted(rows, set(claim.only_findings), findings)
    if rows.empty:
        return _nothing("no study in this set tests it")
    one = pd.DataFrame(one_row_a_study(rows.to_dict("records")), columns=rows.columns)
    found = assess(one, claim.outcome[0], protocol.vocabulary, protocol.strength, is_broad(claim, protocol))
    finding = finding_of(
        found["strength"], found["direction"], found["certainty"], found["deciding_tier"], claim.expects
    )
    voting = one[one["vote"] != ""]
    return {
        **{name: found[name] for name in Claims.columns if name in found},
        "finding": finding,
        "verdict": _sentence(found["strength"], found["direction"], found["reasons"][0]),
        "studies_for": sorted(voting[voting["vote"] == "benefit"]["study_id"]),
        "studies_against": sorted(voting[voting["vote"].isin(["no_difference", "worse"])]["study_id"]),
        "sentences": _sentences(voting, findings),
        "say_instead": say_instead(finding, found["certainty"], one, studies, findings, protocol.vocabulary),
        "would_settle": would_settle(claim, found, protocol, voting.to_dict("records")),
    }


def _revoted(rows: pd.DataFrame, wanted: set[str], findings: pd.DataFrame) -> pd.DataFrame:
    """The rows whose results are among `wanted`, each voting with those results alone."""
    out = []
    for row in rows.to_dict("records"):
        own = tuple(f for f in row["finding_ids"] if f in wanted)
        if own:
            results = findings.loc[list(own)].to_dict("records")
            vote, reason = collapse(results, row["tier"])
            parts = parts_of(results, row["tier"])
            out.append(row | {"finding_ids": own, "vote": vote, "parts": parts, "reason": reason})
    return pd.DataFrame(out, columns=rows.columns)


def _sentences(voting: pd.DataFrame, findings: pd.DataFrame) -> list[dict]:
    out = []
    for study in voting.to_dict("records"):
        for finding_id in study["finding_ids"]:
            finding = findings.loc[finding_id]
            if finding["quote"]:
                out.append(
                    {
                        "study_id": study["study_id"],
                        "finding_id": finding_id,
                        "direction": finding["direction"],
                        "quote": finding["quote"],
                        "located_by": finding["located_by"],
                    }
                )
    return out


def _chain(claim: Claim, links: dict[str, dict]) -> dict:
    weakest = min(links, key=lambda link: (_WEAKEST_FIRST.index(links[link]["strength"]), link))
    row = links[weakest]
    every = all(link["finding"] == "favours" for link in links.values())
    return {
        "strength": row["strength"],
        "certainty": row["certainty"],
        "finding": "favours" if every else row["finding"] if row["finding"] != "favours" else "inconclusive",
        "verdict": f"As strong as its weakest link of {len(claim.chain)} ({weakest}): {_lower(row['verdict'])}",
        "verdicts": row.get("verdicts"),
        "stability": row.get("stability"),
        "say_instead": f"This is not shown as a whole. Its weakest link ({weakest}): {_lower(row['say_instead'])}",
        "would_settle": f"Its weakest link first ({weakest}): {_lower(row['would_settle'])}",
        "reasons": [f"{link}: {links[link]['verdict']}" for link in claim.chain],
        "n_studies": row.get("n_studies", 0),
        "n_participants": row.get("n_participants", 0),
    }


def _context(claim: Claim, studies: pd.DataFrame) -> dict:
    designs = {record: study.design for study in studies.itertuples() for record in study.record_ids}
    context = [study for study in claim.context if study.record in designs]
    if not context:
        return _nothing("no study in this set bears on it")
    reviewed = any("review" in designs[study.record] for study in context)
    supports = [study.supports for study in context]
    agree = supports.count("yes") > len(supports) / 2
    strength, certainty = ("limited", "low") if reviewed and agree else ("very_limited", "very_low")
    counted = ", ".join(f"{supports.count(word)} {word}" for word in ("yes", "partly", "no") if word in supports)
    return {
        "strength": strength,
        "certainty": certainty,
        "finding": "favours" if agree else "inconclusive",
        "verdict": (
            f"{_words(strength)} evidence of an association, none of it on massage: {len(supports)} context "
            f"{'study' if len(supports) == 1 else 'studies'} (bear it out: {counted})."
        ),
        "reasons": [f"{study.record}: {study.note}" for study in context],
        "n_studies": len(context),
        "studies_for": [study.record for study in context if study.supports == "yes"],
        "studies_against": [study.record for study in context if study.supports == "no"],
    }


def _testimony(claim: Claim) -> dict:
    what = claim.testimony or "an experience is told, and nothing was measured"
    return {
        "strength": "anecdotal",
        "certainty": "very_low",
        "finding": "inconclusive",
        "verdict": f"Anecdotal: {what}.",
        "reasons": ["testimony stands in the ledger and never in a cell"],
        "n_studies": 0,
    }


def _nothing(why: str) -> dict:
    return {
        "strength": "none",
        "certainty": "not_assessed",
        "finding": "not in this set",
        "verdict": f"{why[0].upper()}{why[1:]}.",
        "reasons": [why],
        "n_studies": 0,
    }


def _sentence(strength: str, direction: str, opening: str) -> str:
    if strength == "none":
        return f"Nothing usable: {opening}."
    if strength == "conflicting":
        return f"Conflicting evidence: {opening}."
    return f"{_words(strength)} evidence {_SAID[direction]}: {opening}."


def _words(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
