"""One draw of the true codes as Studies and Findings, so that the ordinary way from tables to cells can be taken."""

from touchstone.coding import contrast_of, tier_of
from touchstone.evidence.redrawing import BASES
from touchstone.tables import CONTRASTS, DIRECTIONS, Findings, Studies


def as_tables(redrawn, draw, vocabulary, eligibility, strength):
    """Studies and Findings as they are in this draw."""
    studies = [_study(redrawn, at, draw, eligibility, strength) for at in range(len(redrawn.studies))]
    findings = []
    for at, result in enumerate(redrawn.results):
        outcome = int(redrawn.outcome[at, draw])
        if outcome >= 0:
            contrast = int(redrawn.contrast[at, draw])
            findings.append(
                result
                | {
                    "outcome": redrawn.outcomes[outcome],
                    "direction": DIRECTIONS[redrawn.direction[at, draw]],
                    "basis": BASES[redrawn.basis[at, draw]],
                    "contrast": CONTRASTS[contrast] if contrast < len(CONTRASTS) else "",
                }
            )
    for at, when, outcome, direction, basis in redrawn.added.tolist():
        if when == draw:
            own = [redrawn.results[i]["basis"] for i in range(len(redrawn.results)) if redrawn.owner[i] == at]
            compared = studies[at]["tier"] in ("randomised", "controlled")
            usual = max(BASES, key=own.count) if own else "between_group" if compared else "within_group"
            findings.append(
                {
                    "finding_id": f"missed-{len(findings)}",
                    "record_id": studies[at]["record_ids"][0],
                    "outcome": redrawn.outcomes[outcome],
                    "direction": DIRECTIONS[direction],
                    "basis": BASES[basis] if basis >= 0 else usual,
                    "contrast": contrast_of(studies[at]["comparator"], vocabulary),
                }
            )
    return Studies.of(studies), Findings.of(findings)


def _study(redrawn, at, draw, eligibility, strength):
    study, size = redrawn.studies[at], int(redrawn.size[at, draw])
    design = redrawn.designs[redrawn.design[at, draw]]
    people = None if size < 0 else size
    facts = {"design": design, "comparator": study["comparator"], "n_analysed": people}
    layer = "review" if design in eligibility.review_designs else "primary"
    outside = design in eligibility.context_designs or not redrawn.given[at, draw] or not design
    return study | {
        "design": design,
        "tier": tier_of({**facts, "n_enrolled": None, "arms": None, "sample_size": None}, strength),
        "sample_size": people,
        "population": tuple(code for code, held in redrawn.populations[at].items() if held[draw]),
        "layer": "context" if outside else layer,
        "eligible": not outside and not study["retracted"],
    }
