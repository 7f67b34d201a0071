"""Invented reviews for the browser: a small one from texts, and a large one as tables. No study in them exists."""

from __future__ import annotations

import random
import shutil
import types
from pathlib import Path

import pandas as pd

import touchstone
from touchstone import formats, snapshots
from touchstone.protocol import load_protocol
from touchstone.tables import Cells, Claims, Findings, Harms, Records, Studies, Votes

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
ATTACK = "<img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("x")'
TRIAL = (
    "Objective: To test foot massage for {outcome} in adults with {people}. Methods: {n} adults with {people} were "
    "randomised to foot massage or usual care. Results: {said}. Conclusion: {end}."
)
REVIEW = (
    "Objective: To review trials of massage for {outcome} in adults with {people}. Methods: Six randomised trials were "
    "included. Results: {Outcome} was lower with massage than with usual care. Conclusion: Massage may help."
)
PEOPLE = ("cancer", "low back pain", "fibromyalgia")
OUTCOMES = ("pain", "anxiety", "fatigue")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" role="img" aria-labelledby="t"><title id="t">Bars'
    '</title><rect width="60" height="12" style="fill:#0b4f8a"/><rect y="15" width="30" height="12"/></svg>'
)

# From an event to the next frame painted, in milliseconds: what a reader waits for.
ANSWER = """async ([id, value]) => {
  const field = document.getElementById(id);
  const begun = performance.now();
  field.value = value;
  field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  }));
  return performance.now() - begun;
}"""


def small_review(root: Path) -> object:
    """A review of 24 invented trials and reviews, read by the machine; one record attacks HTML and spreadsheets."""
    shutil.copytree(ROOT / "protocol", root / "protocol")
    (root / "data" / "raw" / "coding").mkdir(parents=True)
    rows = []
    for n, (people, outcome) in enumerate([(p, o) for p in PEOPLE for o in OUTCOMES] * 2 + [("cancer", "pain")] * 3):
        helped = n % 4 != 1
        said = (
            f"{outcome.capitalize()} was lower with massage than with usual care (p=0.01)"
            if helped
            else f"{outcome.capitalize()} did not differ from that with usual care (p=0.60)"
        )
        end = "Massage helped" if helped else "Massage did not help"
        text = TRIAL.format(people=people, outcome=outcome, n=40 + n, said=said, end=end)
        rows.append(_record(n, f"Invented trial {n} of foot massage for {outcome} in {people}", text))
    for n, (people, outcome) in enumerate([("cancer", "pain"), ("cancer", "depression"), ("low back pain", "pain")]):
        text = REVIEW.format(people=people, outcome=outcome, Outcome=outcome.capitalize())
        title = f"Massage for {outcome} in {people}: a systematic review"
        rows.append({**_record(30 + n, title, text), "publication_types": ["Systematic Review"]})
    rows[0]["title"] = f"{ATTACK} {rows[0]['title']}"
    rows[0]["authors"] = [f"{ATTACK} A"]
    rows[1]["title"] = f"{FORMULA} {rows[1]['title']}"
    folder = root / "data" / "raw" / "invented"
    folder.mkdir()
    formats.write_jsonl(Records.of(rows), folder / "records.jsonl")
    snapshots.freeze(folder, {"search_kind": "systematic", "title": "Invented", "created": "2026-11", "counts": {}})
    path = root / "protocol" / "review.yml"
    path.write_text(path.read_text().replace("  - massage-2026-11\n", "  - invented\n"))
    return touchstone.open_review(root)


def small_site(review: object, folder: Path) -> Path:
    """The pages of `review` in `folder`, as a build leaves them: map, index, dictionary, a notebook, the claims."""
    from touchstone.page import write_claim_pages, write_evidence_map, write_index
    from touchstone.processed import write_table

    (folder / "figures").mkdir()
    for kind in ("svg", "pdf", "png"):
        (folder / "figures" / f"bars.{kind}").write_text(SVG)
    write_evidence_map(review, folder / "evidence_map.html")
    write_claim_pages(review, folder / "report" / "claims")
    write_table(review.cells, Cells, folder, "cells")
    (folder / "run.json").write_text("{}")
    _write_notebook(review, folder / "report" / "01_where.html")
    figure = {"name": "bars", "title": "Bars", "caption": ATTACK, "alt": "Two bars, one twice as long."}
    notebook = {"name": "01_where", "title": f"Where is it? {ATTACK}", "path": "report/01_where.html"}
    write_index(review, folder, [figure], [notebook], [f"A headline {ATTACK}"])
    return folder


def many_studies(n: int) -> types.SimpleNamespace:
    """What the map needs of a review of `n` invented studies with abstracts of about 1,500 characters."""
    protocol = load_protocol(ROOT / "protocol")
    draw, vocabulary = random.Random(7), protocol.vocabulary
    words = _words(draw)
    studies, records, findings, votes = [], [], [], []
    populations, outcomes = list(vocabulary.population), list(vocabulary.outcome)
    designs = [code for code in vocabulary.design if protocol.strength.tiers.get(code)]
    for number in range(n):
        one = f"pmid:{80_000_000 + number}"
        text = " ".join(draw.choice(words) for _ in range(210))
        year, population = draw.randint(1990, 2026), draw.choice(populations)
        design, people = draw.choice(designs), draw.randint(10, 400)
        tier = protocol.strength.tiers[design]
        record = {
            "record_id": one,
            "pmid": one[5:],
            "title": f"Invented study {number}",
            "abstract": text,
            "year": year,
        }
        records.append(record | {"abstract_source": "pubmed", "authors": (f"Nobody{number} A",), "journal": "Nowhere"})
        studies.append(
            {
                "study_id": one,
                "record_ids": (one,),
                "title": f"Invented study {number}",
                "year": year,
                "pmid": one[5:],
                "first_author": f"Nobody{number} A",
                "design": design,
                "tier": tier,
                "sample_size": people,
                "population": (population,),
                "life_stage": draw.choice(list(vocabulary.life_stage)),
                "intervention": (draw.choice(list(vocabulary.intervention)),),
                "layer": "primary",
                "eligible": True,
                "comparator": (draw.choice(list(vocabulary.comparator)),),
                "coded_by": "machine",
                "reason": "invented",
            }
        )
        for place, outcome in enumerate(draw.sample(outcomes, 3)):
            found = f"{one}#{place}"
            vote = draw.choice(("benefit", "benefit", "no_difference", "worse", "mixed"))
            findings.append(
                {"finding_id": found, "record_id": one, "outcome": outcome, "direction": vote, "field": "abstract",
                 "basis": "between_group", "start": 0, "end": 60, "quote": text[:60], "located_by": "machine",
                 "coded_by": "machine"}
            )  # fmt: skip
            common = {"study_id": one, "outcome": outcome, "contrast": "efficacy", "tier": tier, "vote": vote}
            common |= {"reason": "its results agree", "sample_size": people, "finding_ids": (found,)}
            votes += [common | {"population": where} for where in ("any", population)]
    votes = Votes.of(votes)
    return types.SimpleNamespace(
        protocol=protocol, records=Records.of(records), studies=Studies.of(studies), findings=Findings.of(findings),
        votes=votes, cells=_cells_of(votes), claims=Claims.empty(), harms=Harms.empty(), systematic=True, manifests=[],
    )  # fmt: skip


def with_abstracts(review: object) -> types.SimpleNamespace:
    """`review` with an invented abstract of about 1,500 characters in the place of each digest."""
    draw = random.Random(7)
    words, records = _words(draw), review.records.copy()
    records["abstract"] = [" ".join(draw.choice(words) for _ in range(210)) for _ in range(len(records))]
    findings = review.findings.copy()
    findings["field"] = findings["field"].replace("digest", "abstract")
    names = ("protocol", "studies", "votes", "cells", "claims", "harms", "systematic", "manifests", "stability")
    return types.SimpleNamespace(records=records, findings=findings, **{name: getattr(review, name) for name in names})


def _record(n: int, title: str, text: str) -> dict:
    return {
        "record_id": f"pmid:{90_000_000 + n}", "pmid": str(90_000_000 + n), "doi": f"10.9999/invented.{n}",
        "title": title, "abstract": text, "abstract_source": "pubmed", "year": 2000 + n % 25, "language": "eng",
        "authors": [f"Nobody{n} A", "Somebody BC"], "record_type": "article", "journal": "Journal of Nowhere",
        "volume": str(n), "pages": f"{n}1-{n}9",
    }  # fmt: skip


def _cells_of(votes: pd.DataFrame) -> pd.DataFrame:
    """Cells with true counts and invented verdicts: the page only shows them."""
    rows = []
    for place, (key, group) in enumerate(votes.groupby(["population", "outcome", "contrast"], sort=True)):
        counts = group["vote"].value_counts()
        rows.append(
            dict(zip(("population", "outcome", "contrast"), key, strict=True))
            | {f"votes_{vote}": int(counts.get(vote, 0)) for vote in ("benefit", "no_difference", "worse", "mixed")}
            | {
                "strength": ("moderate", "limited", "very_limited", "conflicting")[place % 4],
                "direction": "benefit",
                "certainty": "low",
                "n_studies": len(group),
                "n_silent": 0,
                "n_participants": int(group["sample_size"].sum()),
                "reasons": ("invented",),
                "stability": 0.9,
                "study_ids": tuple(group["study_id"]),
            }
        )
    return Cells.of(rows)


def _words(draw: random.Random) -> list[str]:
    """Invented words, common ones often: text that compresses about as well as an abstract does."""
    parts = ("ma", "sen", "tri", "al", "pain", "o", "ver", "con", "tion", "le", "ra", "mis", "po", "fi", "an", "ut")
    made = ["".join(draw.choice(parts) for _ in range(draw.randint(1, 4))) for _ in range(3000)]
    return [word for place, word in enumerate(made) for _ in range(1 + 600 // (place + 5))]


def _write_notebook(review: object, path: Path) -> None:
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    from touchstone.display import table_html
    from touchstone.page import notebook_html
    from touchstone.page.render import write

    studies = table_html(review.studies[["title", "year", "sample_size"]], "Studies", rows=5)
    outputs = [
        new_output("display_data", data={"text/html": studies, "text/plain": "Studies"}),
        new_output("display_data", data={"image/svg+xml": SVG, "text/plain": "Bars"}),
    ]
    cells = [
        new_markdown_cell("# Where is the evidence?\n\nA question, with $p < 0.05$ in it. [Before](00_start.ipynb)"),
        new_code_cell("review.studies", outputs=outputs, execution_count=1),
    ]
    write(path, notebook_html(new_notebook(cells=cells), "01_where"))
