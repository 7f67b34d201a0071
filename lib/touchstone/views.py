"""One cell, one claim or one study of a review, as JupyterLab shows it: the verdict first, then what is behind it.

They come from `review.cell(population, outcome)`, `review.claim(claim_id)` and `review.study(study_id)`. Text of a
record or a claim is shown as text, never as HTML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from html import escape

import pandas as pd

from touchstone.coding import cite
from touchstone.display import table_html
from touchstone.errors import InputError
from touchstone.figures.ledger import WORD as FINDING_WORD
from touchstone.figures.style import CONTRAST_WORD, DIRECTION_WORD, STRENGTH_WORD, count
from touchstone.protocol import Vocabulary, label_of

_SIGN = {"benefit": "▲", "no_difference": "◀▶", "worse": "▼", "mixed": "◆", "unclear": "○"}
_STYLE = (
    "<style>.touchstone-view{max-width:60rem}.touchstone-view h4{margin:0}.touchstone-view .sub{opacity:0.75;margin:0}"
    ".touchstone-view .verdict{font-size:1.1em;margin:0.5em 0;padding:0.5em 0.8em;border-left:4px solid currentColor}"
    ".touchstone-view ul{margin:0.4em 0}</style>"
)


@dataclass(frozen=True)
class View:
    """A heading, a line under it, a verdict, sentences that explain it, and a table of what is behind it."""

    heading: str
    under: str
    verdict: str
    sentences: tuple[str, ...]
    behind: pd.DataFrame = field(repr=False, compare=False)
    caption: str = "Studies"

    def __repr__(self) -> str:
        said = [self.heading, self.under, self.verdict, *(f"- {line}" for line in self.sentences)]
        return "\n".join(line for line in said if line)

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escape(line)}</li>" for line in self.sentences)
        verdict = f'<p class="verdict"><b>{escape(self.verdict)}</b></p>' if self.verdict else ""
        behind = table_html(self.behind, self.caption, rows=20, longest=400, sortable=True) if len(self.behind) else ""
        return (
            f'{_STYLE}<div class="touchstone-view"><h4>{escape(self.heading)}</h4><p class="sub">{escape(self.under)}'
            f"</p>{verdict}<ul>{items}</ul>{behind}</div>"
        )


def cell_view(review: object, population: str, outcome: str, contrast: str = "efficacy") -> View:
    """The cell of these codes. `behind` has one row a study: study, year, design, people, vote, why, sentence.

    Raises InputError, with the nearest codes, where the review has no such cell.
    """
    cells, vocabulary = review.cells, review.protocol.vocabulary
    _known(population, sorted(set(cells["population"])), "population")
    _known(outcome, sorted(set(cells["outcome"])), "outcome")
    _known(contrast, list(CONTRAST_WORD), "contrast")
    here = _row(cells, population=population, outcome=outcome, contrast=contrast)
    if here is None:
        raise InputError(
            f"no study of this review bears on {population}/{outcome}/{contrast}; review.cells lists every cell"
        )
    votes = review.votes[
        (review.votes["population"] == population)
        & (review.votes["outcome"] == outcome)
        & (review.votes["contrast"] == contrast)
    ]
    strength = STRENGTH_WORD[here["strength"]].lower()
    said = f"{_SIGN[here['direction']]} {DIRECTION_WORD[here['direction']]}: {strength} evidence"
    studies = count(int(here["n_studies"]), "study", "studies")
    people = count(int(here["n_participants"] or 0), "person", "people")
    facts = [
        f"{studies}, {people}, certainty {here['certainty'].replace('_', ' ')}",
        f"coding stability {_share(here['stability'])}",
        *here["reasons"],
        "Under each rule set: "
        + "; ".join(
            f"{review.protocol.strength.rule_sets[name].label}: {STRENGTH_WORD[verdict].lower()}"
            for name, verdict in (here["verdicts"] or {}).items()
            if name in review.protocol.strength.rule_sets
        ),
    ]
    return View(
        heading=f"{label_of(vocabulary, 'population', population)}: {label_of(vocabulary, 'outcome', outcome).lower()}",
        under=CONTRAST_WORD[contrast],
        verdict=said if here["n_studies"] else "Studied, but no result that can vote",
        sentences=tuple(_sentence(fact) for fact in facts),
        behind=_studies_behind(review, votes),
        caption=f"Behind it: {count(len(votes), 'study', 'studies')}",
    )


def claim_view(review: object, claim_id: str) -> View:
    """The claim of this id. `behind` has one row a sentence: study, reported direction, sentence.

    Raises InputError, with the nearest ids, where there is no such claim.
    """
    _known(claim_id, review.claims["claim_id"].tolist(), "claim")
    claim = _row(review.claims, claim_id=claim_id)
    names = _names(review.studies)
    told = [
        {"study": names.get(s["study_id"], s["study_id"]), "reported": s["direction"], "sentence": s["quote"]}
        for s in claim["sentences"] or []
    ]
    more = {"say_instead": "What could be said instead", "would_settle": "What would settle it"}
    further = [f"{word}: {claim[name]}" for name, word in more.items() if claim.get(name)]
    return View(
        heading=claim["text"],
        under=f"{claim['claim_id']}, a claim on {claim['type'].replace('_', ' ')}",
        verdict=f"{FINDING_WORD[claim['finding']]}; certainty {claim['certainty'].replace('_', ' ')}",
        sentences=tuple(_sentence(line) for line in (claim["verdict"], *claim["reasons"], *further) if line),
        behind=pd.DataFrame(told, columns=["study", "reported", "sentence"]),
        caption="The sentences behind it",
    )


def study_view(review: object, study_id: str) -> View:
    """The study of this id. `behind` has one row a result: outcome, direction, p, effect, sentence.

    Raises InputError, with the nearest ids, where there is no such study.
    """
    _known(study_id, review.studies["study_id"].tolist(), "study")
    study = _row(review.studies, study_id=study_id)
    vocabulary: Vocabulary = review.protocol.vocabulary
    results = review.findings[review.findings["record_id"].isin(study["record_ids"])]
    people = "size not told" if pd.isna(study["sample_size"]) else count(int(study["sample_size"]), "person", "people")
    design = label_of(vocabulary, "design", study["design"]) if study["design"] else "Design not told"

    def named(facet: str) -> str:
        return ", ".join(label_of(vocabulary, facet, code) for code in study[facet]) or "not told"

    links = [f"PubMed {study['pmid']}"] * bool(study["pmid"]) + [f"DOI {study['doi']}"] * bool(study["doi"])
    facts = [
        f"{design}, {people}{', ' + study['country'] if study['country'] else ''}",
        *(f"{word}: {named(facet)}" for facet, word in (("population", "Who"), ("intervention", "Given"),
                                                        ("comparator", "Against"))),
        study["reason"],
        f"coded by {study['coded_by']}",
        *links,
    ]  # fmt: skip
    columns = ["outcome", "direction", "p_text", "effect_type", "effect", "quote"]
    behind = results[columns].rename(columns={"p_text": "p", "quote": "sentence"})
    behind["outcome"] = [label_of(vocabulary, "outcome", code) for code in behind["outcome"]]
    return View(
        heading=_names(review.studies)[study_id],
        under=study["title"],
        verdict="Retracted" if not pd.isna(study["retracted"]) and study["retracted"] else "",
        sentences=tuple(_sentence(fact) for fact in facts if fact),
        behind=behind.reset_index(drop=True),
        caption="Its results",
    )


def _studies_behind(review: object, votes: pd.DataFrame) -> pd.DataFrame:
    studies = review.studies.set_index("study_id").to_dict("index")
    quotes = dict(review.findings[["finding_id", "quote"]].itertuples(index=False))
    names = _names(review.studies)
    rows = [
        {
            "study": names[vote["study_id"]],
            "design": studies[vote["study_id"]]["design"],
            "people": studies[vote["study_id"]]["sample_size"],
            "vote": vote["vote"].replace("_", " ") or "none",
            "why": vote["reason"],
            "sentence": " … ".join(dict.fromkeys(q for i in vote["finding_ids"] if (q := quotes.get(i, "")))),
        }
        for vote in votes.sort_values("study_id").to_dict("records")
    ]
    behind = pd.DataFrame(rows, columns=["study", "design", "people", "vote", "why", "sentence"])
    return behind.astype({"people": "Int64"})


def _names(studies: pd.DataFrame) -> dict[str, str]:
    return {study["study_id"]: cite(study) for study in studies.to_dict("records")}


def _row(frame: pd.DataFrame, **wanted: str) -> dict | None:
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    return frame.iloc[0].to_dict() if len(frame) else None


def _known(value: str, known: list[str], what: str) -> None:
    if value not in known:
        near = get_close_matches(str(value), known, n=3, cutoff=0.4) or known[:3]
        raise InputError(f"{what} {value!r}: not in this review; did you mean {', '.join(near)}?")


def _share(value: object) -> str:
    return "not measured" if pd.isna(value) else f"{round(100 * value)} %"


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
