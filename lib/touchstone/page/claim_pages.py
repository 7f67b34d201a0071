"""A page for each claim: its two verdicts, what to say instead, every rule set, the studies with their sentences."""

from __future__ import annotations

import re
from pathlib import Path

from touchstone.coding import cite
from touchstone.figures.ledger import SIGN, TYPE_WORD, WORD
from touchstone.figures.style import STRENGTH_WORD
from touchstone.page.evidence_map import CERTAINTY_WORD
from touchstone.page.map_rows import plain
from touchstone.page.render import render, write
from touchstone.protocol import label_of
from touchstone.tables import STRENGTHS

STYLES = ["base.css", "index.css", "claim.css"]
_VOTE_WORD = {
    "benefit": "Benefit", "no_difference": "No difference", "worse": "Worse", "mixed": "Mixed",
    "not_reported": "Not reported",
}  # fmt: skip
_SIDES = (("studies_for", "For"), ("studies_against", "Against"), ("mixed", "Mixed results"))


def write_claim_pages(review: object, folder: Path) -> Path:
    """Write a page for each claim of `review` into `folder`, and index.html over them; returns the path of that.

    Pages of claims that are no longer made are removed. Each page is one file that loads nothing.
    """
    studies = {study["study_id"]: study for study in review.studies.to_dict("records")}
    shown = [_shown(review, claim, studies) for claim in review.claims.to_dict("records")]
    files = {file_of(claim["claim_id"]) for claim in shown} | {"index.html"}
    for old in folder.glob("*.html"):
        if old.name not in files:
            old.unlink()
    texts = {claim["claim_id"]: claim["text"] for claim in shown}
    common = {"title": review.protocol.review.title, "searched": review.systematic}
    for place, claim in enumerate(shown):
        around = [shown[n] if 0 <= n < len(shown) else None for n in (place - 1, place + 1)]
        page = render("claim.html.j2", STYLES, claim=claim, texts=texts, around=around, file_of=file_of, **common)
        write(folder / file_of(claim["claim_id"]), page)
    groups = [
        (word, sorted((c for c in shown if c["type"] == kind), key=lambda c: (c["rank"], -c["n_studies"])))
        for kind, word in TYPE_WORD.items()
    ]
    groups = [(word, members) for word, members in groups if members]
    ledger = render("claim_list.html.j2", STYLES, groups=groups, number=len(shown), file_of=file_of, **common)
    write(folder / "index.html", ledger)
    return folder / "index.html"


def file_of(claim_id: str) -> str:
    """The file of a claim's page.

    >>> file_of("ms_fatigue"), file_of("../odd name")
    ('ms_fatigue.html', '_odd_name.html')
    """
    return re.sub(r"[^\w-]+", "_", claim_id) + ".html"


def _shown(review: object, claim: dict, studies: dict[str, dict]) -> dict:
    vocabulary, strength = review.protocol.vocabulary, review.protocol.strength
    lay = review.protocol.claims.texts
    sets = claim["verdicts"] or {}
    mixed = sorted(
        {s["study_id"] for s in claim["sentences"] or []} - {*claim["studies_for"], *claim["studies_against"]}
    )
    people = [code for code in claim["population"] if code != "any"]
    asked = (("population", people), ("intervention", claim["intervention"]), ("outcome", claim["outcome"]))
    return claim | {
        "type_word": TYPE_WORD[claim["type"]],
        "finding_sign": SIGN.get(claim["finding"], "unclear"),
        "finding_word": WORD.get(claim["finding"], claim["finding"]),
        "strength_word": STRENGTH_WORD.get(claim["strength"], ""),
        "certainty_word": CERTAINTY_WORD.get(claim["certainty"], ""),
        "rank": STRENGTHS.index(claim["strength"]) if claim["strength"] in STRENGTHS else len(STRENGTHS),
        "n_studies": plain(claim["n_studies"]) or 0,
        "note": claim.get("note") or "",
        "made_titles": [lay[name].title if name in lay else name for name in claim["made_in"]],
        "rule_sets": [
            (strength.rule_sets[name].label, STRENGTH_WORD.get(level, level), name == strength.main)
            for name, level in sets.items()
        ],
        "share": None if plain(claim["stability"]) is None else f"{claim['stability']:.0%}",
        "asked": [(facet, ", ".join(label_of(vocabulary, facet, code) for code in codes)) for facet, codes in asked],
        "sides": [
            (
                word,
                [
                    _study(vocabulary, claim, study, studies.get(study, {}))
                    for study in (mixed if side == "mixed" else claim[side])
                ],
            )
            for side, word in _SIDES
        ],
        "rests_on": [(cell, _cell_label(vocabulary, cell)) for cell in claim["cells"]],
        "context_studies": [_study(vocabulary, claim, study, studies.get(study, {})) for study in claim["context"]],
    }


def _study(vocabulary: object, claim: dict, study_id: str, study: dict) -> dict:
    told = [s for s in claim["sentences"] or [] if s["study_id"] == study_id]
    return {
        "name": cite(study) if study else study_id,
        "title": study.get("title", ""),
        "design": label_of(vocabulary, "design", study["design"]) if study.get("design") else "",
        "people": plain(study.get("sample_size")),
        "pmid": study.get("pmid", ""),
        "doi": study.get("doi", ""),
        "sentences": [(_VOTE_WORD.get(s["direction"], s["direction"]), s["quote"]) for s in told],
    }


def _cell_label(vocabulary: object, cell: str) -> str:
    population, outcome, _ = cell.split("/", 2)
    return f"{label_of(vocabulary, 'population', population)}: {label_of(vocabulary, 'outcome', outcome)}"
