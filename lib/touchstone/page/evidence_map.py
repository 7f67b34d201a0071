"""The evidence map: one HTML file with the matrix of populations and outcomes, the claims, and what is behind them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from touchstone import __version__
from touchstone.figures.ledger import SIGN as FINDING_SIGN
from touchstone.figures.ledger import TYPE_WORD
from touchstone.figures.ledger import WORD as FINDING_WORD
from touchstone.figures.style import CONTRAST_WORD, DIRECTION_WORD, STRENGTH_WORD, count
from touchstone.page.map_data import CERTAINTY_WORD, labels, map_data, shown_cells
from touchstone.page.map_rows import claim_verdict, plain
from touchstone.page.render import as_deflate, as_json, render, write
from touchstone.protocol import Vocabulary, label_of
from touchstone.tables import CELL_DIRECTIONS, CLAIM_TYPES, CONTRASTS, STRENGTHS

STYLES = ["base.css", "map.css", "panel.css"]
SCRIPTS = [
    "inflate.js", "data.js", "facets.js", "matrix.js", "select.js", "list.js", "panel.js", "study.js", "claims.js",
    "save.js", "address.js", "start.js",
]  # fmt: skip
OUTSIDE = "Outside the vocabulary"


def write_evidence_map(review: object, path: Path) -> None:
    """Write the evidence map of `review` (a touchstone.review.Review) to `path`: one HTML file that loads nothing.

    The same review gives the same bytes. Its data are compressed (as plain JSON the bundled review would pass 1.5 MB),
    and unpacked by the page's own script, so that no browser needs to know how.
    """
    write(path, evidence_map_html(review))


def evidence_map_html(review: object) -> str:
    """The evidence map of `review` as HTML text."""
    data = as_json(map_data(review))
    return render(
        "evidence_map.html.j2",
        STYLES,
        SCRIPTS,
        **_values(review),
        data=as_deflate(data),
        data_length=len(data.encode()),
    )


def _values(review: object) -> dict:
    vocabulary = review.protocol.vocabulary
    cells = shown_cells(review.cells)
    return {
        "review": review.protocol.review,
        "facts": facts(review),
        "searched": review.systematic,
        "matrices": [matrix(cells, contrast, vocabulary) for contrast in CONTRASTS],
        "measured": bool(cells["stability"].notna().any()),
        "contrast_word": CONTRAST_WORD,
        "directions": [(code, DIRECTION_WORD[code]) for code in CELL_DIRECTIONS],
        "strengths": [(code, STRENGTH_WORD[code]) for code in STRENGTHS if code != "none"],
        "strength_counts": strength_counts(cells),
        "outcome_groups": outcome_groups(cells, vocabulary),
        "claims": claim_groups(review, {"/".join(key): label for key, label in _cell_labels(cells, vocabulary)}),
        "lay_texts": {name: text.title for name, text in review.protocol.claims.texts.items()},
        "findings": [(FINDING_SIGN[finding], word) for finding, word in FINDING_WORD.items()],
        "protocol": review.protocol,
        "manifests": review.manifests,
        "version": __version__,
    }


def facts(review: object) -> dict:
    """What the head of a page says: counts, how the set came about, and a name for it."""
    primary = review.studies[(review.studies["layer"] == "primary") & review.studies["eligible"].astype(bool)]
    reviews = review.studies[(review.studies["layer"] == "review") & review.studies["eligible"].astype(bool)]
    cells = shown_cells(review.cells)
    return {
        "records": len(review.records),
        "primary": len(primary),
        "reviews": len(reviews),
        "people": int(primary["sample_size"].sum()),
        "cells": int((cells["n_studies"] > 0).sum()),
        "claims": len(review.claims),
        "set": "systematic search" if review.systematic else "collected set",
    }


def matrix(cells: pd.DataFrame, contrast: str, vocabulary: Vocabulary) -> dict:
    """The rows and columns of one contrast, in their groups, with every cell's look and accessible label.

    `columns` is a list of {group, outcomes: [{code, label}]}; `groups` a list of {group, rows: [{code, label, studies,
    cells: [cell or None]}]}, cells in the order of the columns. Outcomes with most studies come first, as groups and
    within them; populations come in the order of the vocabulary.
    """
    held = cells[cells["contrast"] == contrast]
    columns = _grouped(labels(held["outcome"], "outcome", vocabulary), vocabulary.outcome)
    _most_studied_first(columns, held)
    outcomes = [entry["code"] for group in columns for entry in group["entries"]]
    by_place = {(cell["population"], cell["outcome"]): cell for cell in held.to_dict("records")}
    groups = _grouped(labels(held["population"], "population", vocabulary), vocabulary.population)
    for group in groups:
        for row in group["entries"]:
            here = [by_place.get((row["code"], outcome)) for outcome in outcomes]
            row["studies"] = len({i for cell in here if cell for i in cell["study_ids"]})
            row["cells"] = [cell and _shown(cell, vocabulary) for cell in here]
    return {
        "contrast": contrast,
        "columns": columns,
        "groups": groups,
        "n_cells": len(held),
        "n_columns": len(outcomes),
    }


def outcome_groups(cells: pd.DataFrame, vocabulary: Vocabulary) -> list[str]:
    """The names of the outcomes' groups in use, in the order of the vocabulary."""
    return [group["group"] for group in _grouped(labels(cells["outcome"], "outcome", vocabulary), vocabulary.outcome)]


def strength_counts(cells: pd.DataFrame) -> dict[str, int]:
    """How many cells of the efficacy contrast stand at each strength, people at large left out."""
    own = (cells["contrast"] == "efficacy") & (cells["population"] != "any")
    held = cells[own & (cells["n_studies"] > 0)]
    return {strength: int((held["strength"] == strength).sum()) for strength in STRENGTHS if strength != "none"}


def cell_words(cell: dict) -> str:
    """A cell's state in words: `benefit, limited, 3 studies, 240 people`."""
    if not cell["n_studies"]:
        return f"no result that can vote, {count(int(cell['n_silent']), 'study', 'studies')} without one"
    strength = (
        "conflicting evidence"
        if cell["strength"] == "conflicting"
        else f"{STRENGTH_WORD[cell['strength']].lower()} evidence"
    )
    people = (
        f", {count(int(cell['n_participants']), 'person', 'people')}"
        if plain(cell["n_participants"])
        else ", people not told"
    )
    studies = count(int(cell["n_studies"]), "study", "studies")
    stable = plain(cell.get("stability"))
    stands = f", coding stability {round(100 * stable)} %" if stable is not None else ""
    return f"{DIRECTION_WORD[cell['direction']].lower()}, {strength}, {studies}{people}{stands}"


def claim_groups(review: object, cell_labels: dict[str, str]) -> list[dict]:
    """The claims by type, each as the template shows it."""
    texts = review.protocol.claims.texts
    words = dict(review.claims[["claim_id", "text"]].itertuples(index=False))
    entries = [_claim(claim, texts, words, cell_labels) for claim in review.claims.to_dict("records")]
    groups = [{"label": TYPE_WORD[kind], "claims": [e for e in entries if e["type"] == kind]} for kind in CLAIM_TYPES]
    return [group for group in groups if group["claims"]]


def _claim(claim: dict, texts: dict, words: dict[str, str], cell_labels: dict[str, str]) -> dict:
    return {
        **{name: claim[name] for name in ("claim_id", "text", "type", "finding", "strength", "certainty")},
        "verdict": claim_verdict(claim, words),
        "finding_sign": FINDING_SIGN.get(claim["finding"], "unclear"),
        "finding_word": FINDING_WORD.get(claim["finding"], claim["finding"]),
        "strength_word": STRENGTH_WORD.get(claim["strength"], ""),
        "certainty_word": CERTAINTY_WORD.get(claim["certainty"], ""),
        "made_in": list(claim["made_in"]),
        "made_titles": [texts[name].title if name in texts else name for name in claim["made_in"]],
        "links": [(link, words.get(link, link)) for link in claim["links"]],
        "note": claim.get("note") or "",
        "say_instead": claim.get("say_instead") or "",
        "would_settle": claim.get("would_settle") or "",
        "cells": [(cell, cell_labels.get(cell, cell)) for cell in claim["cells"] if cell in cell_labels],
        "counts": _vote_words(claim),
        "citations": claim["citations"] or [],
    }


def _vote_words(claim: dict) -> str:
    told = {"benefit": "benefit", "no_difference": "no difference", "worse": "worse", "mixed": "mixed"}
    said = [f"{plain(claim[f'votes_{k}'])} {word}" for k, word in told.items() if plain(claim[f"votes_{k}"])]
    return ", ".join(said)


def _shown(cell: dict, vocabulary: Vocabulary) -> dict:
    population = label_of(vocabulary, "population", cell["population"])
    outcome = label_of(vocabulary, "outcome", cell["outcome"])
    return {
        "id": f"{cell['population']}/{cell['outcome']}/{cell['contrast']}",
        "strength": cell["strength"],
        "direction": cell["direction"] if cell["n_studies"] else "absent",
        "n": int(cell["n_studies"]),
        "people": plain(cell["n_participants"]) or 0,
        "silent": int(cell["n_silent"]),
        "stability": None if plain(cell["stability"]) is None else round(100 * cell["stability"]),
        "label": f"{population}, {outcome}: {cell_words(cell)}",
    }


def _grouped(named: dict[str, str], concepts: dict) -> list[dict]:
    order = list(dict.fromkeys(concept.group for concept in concepts.values()))
    places = {group: place for place, group in enumerate(["Everybody", *order])}
    found: dict[str, list[dict]] = {}
    for code, label in named.items():
        group = "Everybody" if code == "any" else concepts[code].group if code in concepts else OUTSIDE
        found.setdefault(group, []).append({"code": code, "label": label})
    ordered = sorted(found, key=lambda group: (places.get(group, len(places)), group))
    return [{"group": group or "Others", "entries": found[group]} for group in ordered]


def _most_studied_first(groups: list[dict], cells: pd.DataFrame) -> None:
    found: dict[str, set[str]] = {}
    for outcome, study_ids in cells[["outcome", "study_ids"]].itertuples(index=False):
        found.setdefault(outcome, set()).update(study_ids)

    def most(entries: list[dict]) -> int:
        return len(set().union(*(found[entry["code"]] for entry in entries)))

    for group in groups:
        group["entries"].sort(key=lambda entry: -len(found[entry["code"]]))
    groups.sort(key=lambda group: (group["group"] == OUTSIDE, -most(group["entries"])))


def _cell_labels(cells: pd.DataFrame, vocabulary: Vocabulary) -> list[tuple[tuple, str]]:
    out = []
    for key in cells[["population", "outcome", "contrast"]].itertuples(index=False, name=None):
        label = f"{label_of(vocabulary, 'population', key[0])}: {label_of(vocabulary, 'outcome', key[1])}"
        out.append((key, label))
    return out
