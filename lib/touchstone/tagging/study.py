"""What a record says of the study as such, in one call: its design, how it was run, how many took part, its harms."""

from __future__ import annotations

from collections.abc import Mapping

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.conduct import read_conduct
from touchstone.tagging.cues import Cues, find_cues
from touchstone.tagging.design import (
    Sign,
    agrees,
    read_blinded,
    read_design,
    read_pilot,
    read_randomised,
    settle,
)
from touchstone.tagging.findings import REVIEWS
from touchstone.tagging.harms import read_harms
from touchstone.tagging.reading import Reading
from touchstone.tagging.sample import read_sample
from touchstone.tagging.studies import read_n_studies


def read_study(reading: Reading, row: Mapping, vocabulary: Vocabulary) -> tuple[str, list[tuple[str, Sign]]]:
    """The record's design (empty where none is told), and facets of the study with what was read.

    design; design_by_type and design_disagreement where the publication types say something else than the text;
    randomised_trial (yes or no, with the model's chance as confidence); pilot, randomised, blinded, harms, and what
    `read_conduct` reads; n_enrolled, n_analysed, sample_size, or for a review n_studies.
    """
    cues = find_cues(reading)
    told, typed, chance = read_design(reading, cues, row.get("publication_types") or (), vocabulary)
    sign = settle(told, typed)
    design = sign.value if sign else ""
    out = [("design", sign)] if sign else []
    if typed is not None:
        typed = typed._replace(confidence=_INDEXED.get(row.get("indexing_method") or "", 0.9))
        out.append(("design_by_type", typed))
        if told is not None and not agrees(typed, told):
            both = told._replace(value=f"{told.value}|{typed.value}")
            out += [("design_by_text", told), ("design_disagreement", both)]
    likely = chance >= 0.5
    sure = round(max(chance, 1 - chance), 3)
    out.append(("randomised_trial", Sign("yes" if likely else "no", reading.field, 0, 0, sure)))
    for facet, found in (
        ("pilot", read_pilot(reading, cues)),
        ("randomised", read_randomised(reading, cues, design)),
        ("blinded", read_blinded(reading, cues)),
        ("harms", read_harms(reading, cues)),
    ):
        if found:
            out.append((facet, found))
    out += read_conduct(reading, cues, design)
    return design, out + _numbers(reading, cues, design)


# How far a publication type is trusted, by how MEDLINE indexed the record (by machine since 2022, people curating).
_INDEXED = {"Manual": 0.93, "Curated": 0.93, "Automated": 0.85}


def _numbers(reading: Reading, cues: Cues, design: str) -> list[tuple[str, Sign]]:
    if design in REVIEWS:
        counts = [("n_studies", read_n_studies(reading, design))]
    else:
        sample = read_sample(reading, cues, design)
        counts = [("n_enrolled", sample.enrolled), ("n_analysed", sample.analysed), ("sample_size", sample.best())]
    return [
        (facet, Sign(str(count.value), count.field, count.start, count.end, count.confidence))
        for facet, count in counts
        if count
    ]
