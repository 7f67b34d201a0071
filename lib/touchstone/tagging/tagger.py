"""Records in, tags and findings out: every reader of the folder, called record by record."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from touchstone.protocol.models import Vocabulary
from touchstone.tables import Findings, Tags
from touchstone.tagging.ages import GUESSED, read_life_stage, read_sex
from touchstone.tagging.calibration import FINDING, calibrated
from touchstone.tagging.columns import table_of
from touchstone.tagging.comparators import read_comparator
from touchstone.tagging.design import Sign
from touchstone.tagging.dose import read_dose
from touchstone.tagging.findings import REVIEWS, Result, read_results
from touchstone.tagging.headings import AGREEING, from_headings, people_by_headings, read_headings, surer
from touchstone.tagging.overall import overall_of
from touchstone.tagging.people import read_population
from touchstone.tagging.places import read_country
from touchstone.tagging.reading import Reading, open_record, sha_by_field
from touchstone.tagging.spin import UNKNOWN, Spin, read_spin
from touchstone.tagging.stated import people_stated, with_stated_outcomes
from touchstone.tagging.study import read_study
from touchstone.tagging.terms import Lexicon, lexicon_of, no_topic
from touchstone.tagging.timepoints import time_of
from touchstone.tagging.treatments import read_intervention, read_not_intervention


class Tagged(NamedTuple):
    """What the machine read: Tags and Findings."""

    tags: pd.DataFrame
    findings: pd.DataFrame


def tag(
    records: pd.DataFrame,
    vocabulary: Vocabulary | None = None,
    progress: Callable[[int, int], None] | None = None,
    raw_confidence: bool = False,
) -> Tagged:
    """Tags and Findings of `records`, read from title and abstract (or digest) with the words of `vocabulary`.

    Facets of Tags: design (with design_by_type, design_by_text and design_disagreement), randomised_trial, pilot,
    randomised, randomisation_method, blinded, allocation_concealment, intention_to_treat, attrition, arms,
    registration, n_enrolled, n_analysed, sample_size, n_studies,
    country, population, life_stage, sex, intervention, not_intervention, session_minutes, n_sessions, duration_weeks,
    comparator, outcome, harms, overall_direction, spin. One tag a record, facet and value, with the best-placed words.
    Findings: one row a result, `coded_by` machine. `progress(done, all)` is called every few hundred records.

    Confidence is calibrated (`tagging.calibration`); with `raw_confidence` it is the tagger's own, for fitting.
    Without a vocabulary, what needs no topic is read: design and conduct, numbers of people, life stage and sex,
    populations by MeSH or as the title states them, and the direction of the outcomes that the text itself declares or
    that are common in trials; people and outcomes are coded `other:` and their words. Where a text is silent on people,
    intervention, outcomes, life stage or sex, the record's MeSH headings speak (route mesh).

    The same records and vocabulary give the same tags in the same order. Texts of any kind are taken: what cannot be
    read has no tags.
    """
    topical = vocabulary is not None
    lexicon = lexicon_of(vocabulary if topical else no_topic())
    vocabulary = lexicon.vocabulary
    tags: list[tuple] = []
    findings: list[dict] = []
    names = [name for name in _READ if name in records]
    rows = zip(*(records[name].tolist() for name in names), strict=True)
    for done, values in enumerate(rows, start=1):
        _read_record(dict(zip(names, values, strict=True)), lexicon, topical, tags, findings)
        if progress is not None and done % 200 == 0:
            progress(done, len(records))
    if progress is not None:
        progress(len(records), len(records))
    by_name = list(zip(*tags, strict=True)) or [()] * len(Tags.columns)
    told = dict(zip(Tags.columns, by_name, strict=True))
    results = {name: [row[name] for row in findings] for name in Findings.columns}
    if not raw_confidence:
        told["confidence"] = calibrated(told["facet"], told["confidence"])
        results["confidence"] = calibrated([FINDING] * len(findings), results["confidence"])
    return Tagged(table_of(Tags, told), table_of(Findings, results))


_READ = (
    "record_id", "title", "abstract", "digest", "sections", "publication_types", "mesh", "keywords", "indexing_method",
)  # fmt: skip


def _read_record(row: dict, lexicon: Lexicon, topical: bool, tags: list[tuple], findings: list[dict]) -> None:
    vocabulary = lexicon.vocabulary
    reading = open_record(row, lexicon)
    headings = row.get("mesh") or ()
    if not reading.title and not reading.body:
        return
    if not topical:
        reading = with_stated_outcomes(reading)
    write = _Writer(row, reading, tags)
    design, told = read_study(reading, row, vocabulary)
    for facet, sign in told:
        write.sign(facet, sign)
    if design not in REVIEWS:
        for dose in read_dose(reading):
            write.put(dose.facet, f"{dose.value:g}", reading.field, dose.start, dose.end, dose.confidence)
    people = read_population(reading, vocabulary, design)
    if not topical:
        people = people_stated(reading) or people_by_headings(headings)
    interventions = read_intervention(
        reading, vocabulary, design, [found.code for found in people if found.field == "title"]
    )
    age = read_life_stage(reading, vocabulary, people)
    results = read_results(reading, vocabulary, design)
    headed = read_headings(headings, lexicon) if headings else {}
    if headed.get("life_stage") and age and age.confidence <= GUESSED:
        age = None  # a guess gives way to the indexer's word
    read = [
        found
        for found in (
            read_country(reading),
            *people,
            age,
            read_sex(reading, vocabulary, people),
            *interventions,
            *read_not_intervention(reading),
            *read_comparator(reading, vocabulary, design),
        )
        if found
    ]
    spoken = {found.facet for found in read} | ({"outcome"} if results else set())
    if "not_intervention" in spoken:
        spoken.add("intervention")
    for found in (*read, *(from_headings(headed, spoken) if headed else ())):
        sure = surer(found, reading, headed) if found.facet in AGREEING else found.confidence
        write.put(found.facet, found.code, found.field, found.start, found.end, sure)
    _write_outcomes(results, write)
    overall = overall_of(results, reading, design)
    if overall:
        write.put("overall_direction", overall.code, overall.field, overall.start, overall.end, overall.confidence)
    spin = read_spin(reading, results, design)
    if spin.claim:
        write.put("spin", spin.status, reading.field, spin.claim.start, spin.claim.end, 0.6)
    _write_findings(reading, write._sha, results, spin, vocabulary, findings)


class _Writer:
    """Adds tags of one record, one for each facet and value."""

    def __init__(self, row: dict, reading: Reading, tags: list[tuple]):
        self._reading = reading
        self._tags = tags
        self._sha = sha_by_field(row, reading)
        self._seen: set[tuple[str, str]] = set()

    def sign(self, facet: str, sign: Sign) -> None:
        self.put(facet, sign.value, sign.field, sign.start, sign.end, sign.confidence)

    def put(self, facet: str, value: str, field: str, start: int, end: int, confidence: float) -> None:
        if (facet, value) in self._seen:
            return
        self._seen.add((facet, value))
        reading = self._reading
        text = reading.title if field == "title" else reading.body if field == reading.field else ""
        spoken = bool(text) and end > start
        section = ""
        if spoken and field != "title":
            sentence = reading.sentence_at(start)
            section = sentence.section if sentence else ""
        told_by = field or reading.field
        self._tags.append(
            (
                reading.record_id,
                facet,
                value,
                confidence,
                "publication_type" if told_by == "publication_types" else told_by,
                field if spoken or field in _BESIDE_TEXT else "",
                section,
                start if spoken else None,
                end if spoken else None,
                self._sha[field] if spoken else "",
                text[start:end] if spoken else "",
            )
        )


_BESIDE_TEXT = ("publication_types", "mesh", "keywords", "indexing_method")


def _write_outcomes(results: list[Result], write: _Writer) -> None:
    for result in results:
        start, end = _words_of(result)
        write.put("outcome", result.code, write._reading.field, start, end, max(0.5, result.confidence))


def _words_of(result: Result) -> tuple[int, int]:
    if result.verdict is not None and result.verdict.mention is not None:
        mention = result.verdict.mention
        if result.sentence.start <= mention.start < result.sentence.end:
            return mention.start, mention.end
    return result.sentence.start, result.sentence.end


def _write_findings(
    reading: Reading,
    shas: dict[str, str],
    results: list[Result],
    spin: Spin,
    vocabulary: Vocabulary,
    findings: list[dict],
) -> None:
    sha = shas[reading.field]
    for number, result in enumerate(results, start=1):
        verdict, sentence = result.verdict, result.sentence
        p = verdict.p if verdict else None
        effect = verdict.effect if verdict else None
        against = verdict.against if verdict else ""
        contrast = vocabulary.comparator[against].contrast if against else ""
        when = time_of(reading.low, sentence.start, sentence.end, _words_of(result)[0]) if verdict else None
        favours = "unknown"
        if effect is not None and result.sign in ("benefit", "worse"):
            favours = "intervention" if result.sign == "benefit" else "comparator"
        told = {
            "finding_id": f"{reading.record_id}#{number}",
            "record_id": reading.record_id,
            "outcome": result.code,
            "outcome_text": result.words,
            "instrument": result.instrument,
            "timepoint": reading.body[slice(*when)] if when else "",
            "comparator": against,
            "contrast": "" if contrast == "none" else contrast,
            "basis": result.basis,
            "direction": result.direction,
            "sign": result.sign,
            "change": result.change,
            "p_text": p.p_text if p else "",
            "p_value": p.p_value if p and p.p_text not in ("ns", "n.s", "n.s.") else None,
            "p_relation": p.p_relation if p and p.p_text not in ("ns", "n.s", "n.s.") else "",
            "effect_type": effect.effect_type if effect else "",
            "effect": effect.effect if effect else None,
            "ci_low": effect.ci_low if effect else None,
            "ci_high": effect.ci_high if effect else None,
            "favours": favours,
            "confidence": result.confidence,
            "field": reading.field,
            "section": sentence.section,
            "start": sentence.start,
            "end": sentence.end,
            "text_sha": sha,
            "quote": reading.body[sentence.start : sentence.end],
            "located_by": "machine",
            "spin": spin.status if result.code in spin.codes else UNKNOWN.status,
            "coded_by": "machine",
        }
        findings.append(told)
