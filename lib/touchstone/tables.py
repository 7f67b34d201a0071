"""The schema of every table that passes between the parts, one class each.

A class names a table; its attributes are the columns in their order. Each column says what it holds, its kind, unit and
allowed values, so that `Records.describe()` is the table's documentation and `Records.conform(frame)` its guard.
Columns are a minimum: a table may carry more, and they are kept to the right of these.

>>> Cells.columns["strength"].allowed
('strong', 'moderate', 'limited', 'very_limited', 'conflicting', 'anecdotal', 'none')
>>> len(Records.empty())
0
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

DIRECTIONS = ("benefit", "no_difference", "worse", "mixed", "not_reported")
CELL_DIRECTIONS = ("benefit", "no_difference", "worse", "mixed", "unclear")
STRENGTHS = ("strong", "moderate", "limited", "very_limited", "conflicting", "anecdotal", "none")
CERTAINTIES = ("high", "moderate", "low", "very_low", "not_assessed")
CONTRASTS = ("efficacy", "comparative", "dose_or_technique")
LAYERS = ("primary", "review", "context")
TIERS = ("randomised", "controlled", "uncontrolled", "anecdotal", "descriptive")
ROUTES = ("publication_type", "mesh", "title", "abstract", "digest", "human")
CLAIM_TYPES = (
    "efficacy", "prevention", "mechanism", "dose_or_comparative", "safety", "association", "experience", "untestable",
)  # fmt: skip
CLAIM_FINDINGS = ("favours", "little_or_none", "against", "inconclusive", "not in this set")
CITATION_ACCURACY = ("accurate", "overstated", "wrong", "unavailable")

_PANDAS = {"text": "object", "int": "Int64", "float": "Float64", "flag": "boolean", "list": "object", "json": "object"}


@dataclass(frozen=True)
class Column:
    """One column: what it holds (`about`), its `kind`, unit and allowed values.

    Kinds: `text` (str, empty string where there is none), `int`, `float`, `flag` (nullable pandas types),
    `list` (tuple of str), `json` (dict or list of plain values).
    """

    kind: str
    about: str
    unit: str = ""
    allowed: tuple[str, ...] = ()


def _text(about: str, allowed: tuple[str, ...] = ()) -> Column:
    return Column("text", about, "", allowed)


def _list(about: str) -> Column:
    return Column("list", about)


def _int(about: str, unit: str = "") -> Column:
    return Column("int", about, unit)


def _float(about: str, unit: str = "") -> Column:
    return Column("float", about, unit)


def _flag(about: str) -> Column:
    return Column("flag", about)


def _json(about: str) -> Column:
    return Column("json", about)


class Table:
    """A table's schema. Subclass it with `Column` attributes; nothing is ever instantiated."""

    columns: ClassVar[dict[str, Column]] = {}

    def __init_subclass__(cls) -> None:
        cls.columns = {name: value for name, value in vars(cls).items() if isinstance(value, Column)}

    @classmethod
    def empty(cls) -> pd.DataFrame:
        """The table with no rows, every column in its place and type."""
        return cls.conform(pd.DataFrame())

    @classmethod
    def of(cls, rows: Iterable[dict]) -> pd.DataFrame:
        """Rows (dicts) as a table in schema order; what a row does not say is empty."""
        return cls.conform(pd.DataFrame(list(rows)))

    @classmethod
    def conform(cls, frame: pd.DataFrame) -> pd.DataFrame:
        """`frame` with every schema column in order and type, further columns kept to the right.

        Raises ValueError, naming column and row, for a value that the schema does not allow.
        """
        out = {}
        for name, column in cls.columns.items():
            given = frame[name] if name in frame else pd.Series([None] * len(frame), index=frame.index, dtype="object")
            out[name] = _cast(given, column)
            if column.allowed:
                strange = sorted(set(out[name]) - set(column.allowed) - {""})
                if strange:
                    place = out[name].tolist().index(strange[0])
                    raise ValueError(
                        f"{cls.__name__}.{name}, row {place}: {strange[0]!r} is not one of {', '.join(column.allowed)}"
                    )
        extra = {name: frame[name] for name in frame if name not in out}
        return pd.DataFrame({**out, **extra}, index=frame.index).reset_index(drop=True)

    @classmethod
    def describe(cls) -> pd.DataFrame:
        """The table's own documentation: column, kind, unit, allowed values, about."""
        rows = [
            {"column": name, "kind": c.kind, "unit": c.unit, "allowed": ", ".join(c.allowed), "about": c.about}
            for name, c in cls.columns.items()
        ]
        return pd.DataFrame(rows, columns=["column", "kind", "unit", "allowed", "about"])


def _cast(values: pd.Series, column: Column) -> pd.Series:
    if column.kind == "text":
        return pd.Series(["" if _missing(v) else str(v) for v in values], index=values.index, dtype="object")
    if column.kind == "list":
        return pd.Series([_as_tuple(v) for v in values], index=values.index, dtype="object")
    if column.kind == "json":
        return pd.Series([None if _missing(v) else v for v in values], index=values.index, dtype="object")
    plain = pd.Series([None if _missing(v) else v for v in values], index=values.index, dtype="object")
    return plain.astype(_PANDAS[column.kind])


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def _as_tuple(value: object) -> tuple[str, ...]:
    if _missing(value) or value == "":
        return ()
    if isinstance(value, str):
        return (value,)
    return tuple(v if isinstance(v, str) else json.dumps(v, ensure_ascii=False, sort_keys=True) for v in value)


class Records(Table):
    """One row a publication."""

    record_id = _text("given once, never changes: lib:…, pmid:…, doi:… or ref:…")
    pmid = _text("PubMed identifier, digits")
    doi = _text("DOI, lower case, no resolver in front")
    pmcid = _text("PubMed Central identifier, PMC and digits")
    title = _text("title as plain text")
    abstract = _text("the published abstract as plain text; empty where only a digest is at hand")
    abstract_source = _text("where `abstract` comes from", ("pubmed", "file", "none"))
    digest = _text("a summary of the facts in our own words; never shown as an abstract")
    sections = _json("list of {label, category, start, end}: sections of the abstract, or of the digest without one")
    journal = _text("journal title as given")
    year = _int("year of publication", "year")
    volume = _text("volume")
    issue = _text("issue")
    pages = _text("pages as printed")
    language = _text("ISO 639-2 code as PubMed writes it, such as eng")
    authors = _list("authors in order, as `Family Initials`, or a group's name")
    publication_types = _list("NLM publication types")
    mesh = _list("MeSH headings, main topics marked with a trailing *")
    keywords = _list("author keywords")
    registry_ids = _list("trial and review registrations, such as NCT00371384")
    pmid_version = _int("version of the PubMed citation")
    date_revised = _text("date PubMed last revised the citation, YYYY-MM-DD")
    indexing_method = _text("how MEDLINE indexed it: Manual, Curated, Automated, or empty")
    record_type = _text("what the record is", ("article", "book", "notice"))
    retracted = _flag("whether it is known to be retracted")
    notices = _json("list of {kind: retraction|correction|concern|retraction_of|update…, pmid, text}")
    sources = _list("where the record or its facts were seen: URLs, or snapshot and file")
    snapshot = _text("snapshot the record comes from; empty outside a review")


class Tags(Table):
    """One row a tag: a facet's value, read from a stretch of text or given by a person."""

    record_id = _text("the record")
    facet = _text("what is said: design, population, intervention, comparator, outcome, sample_size, …")
    value = _text("the code or number, as text")
    confidence = _float("how sure, 0 to 1", "share")
    route = _text("how it is known", ROUTES)
    field = _text("the column the words stand in: title, abstract, digest, publication_types, mesh, keywords")
    section = _text("label of the section, where the text has sections")
    start = _int("first code point of the words in `field`", "code points")
    end = _int("one past the last code point", "code points")
    text_sha = _text("first 12 hex digits of the SHA-256 of the field's text")
    quote = _text("exactly field[start:end]; empty for publication_type, mesh and human routes")


class Findings(Table):
    """One row a result: one outcome, instrument, time and comparator of one record."""

    finding_id = _text("record_id, # and a running number")
    record_id = _text("the record")
    outcome = _text("outcome code of the vocabulary, or other:name")
    outcome_text = _text("the outcome in the words of the text or the coder")
    instrument = _text("scale or test")
    timepoint = _text("when it was measured")
    comparator = _text("comparator code this result is against; empty where it is not told")
    contrast = _text("what the comparison answers; empty where it is not told", CONTRASTS)
    basis = _text("what was compared", ("between_group", "within_group", "pooled", "narrative"))
    direction = _text("as reported, for the intervention", DIRECTIONS)
    sign = _text("side the estimate lies on, whatever its significance", ("benefit", "worse", "unknown"))
    change = _text("change of the measured value", ("increase", "decrease", "none", "unknown"))
    p_text = _text("p as printed")
    p_value = _float("p as a number", "probability")
    p_relation = _text("how the number bounds p", ("=", "<", ">", "<=", ">="))
    effect_type = _text("type of the printed effect: MD, SMD, g, d, RR, OR, HR, WMD")
    effect = _float("the printed effect, with the sign of its source", "unit of effect_type")
    ci_low = _float("lower end of its 95 % interval", "unit of effect_type")
    ci_high = _float("upper end of its 95 % interval", "unit of effect_type")
    favours = _text("the side the printed effect favours", ("intervention", "comparator", "unknown"))
    confidence = _float("how sure, 0 to 1", "share")
    field = _text("the column the sentence stands in")
    section = _text("label of its section")
    start = _int("first code point of the sentence in `field`", "code points")
    end = _int("one past the last code point", "code points")
    text_sha = _text("first 12 hex digits of the SHA-256 of the field's text")
    quote = _text("exactly field[start:end]")
    located_by = _text("who found the sentence", ("machine", "human", "none"))
    spin = _text("whether the conclusion claims more than the result", ("yes", "no", "not_assessable"))
    coded_by = _text("who says so: machine, or human:CODER")


class Decisions(Table):
    """One row a decision of a person; append-only, one file a coder."""

    decision_id = _text("coder and a running number")
    time = _text("when, ISO 8601 in UTC; empty where unknown")
    coder = _text("who")
    record_id = _text("the record it is about")
    finding_id = _text("the finding it is about, where it is about one")
    facet = _text("what is decided: a facet of Tags, finding, harms, eligibility")
    value = _json("the value: a code, a number, a list of codes, or a finding's fields")
    replaces = _text("decision_id of the decision this one corrects")
    shown = _text("what the coder saw: digest, abstract, full_text, secondary_report")
    text_sha = _text("SHA-256 (12 digits) of the text that was shown")
    vocabulary_version = _text("version of the vocabulary the code belongs to")
    seconds = _float("time taken", "seconds")
    note = _text("free text")


class Harms(Table):
    """One row a statement on harms. A record without a row did not report: that is not zero."""

    record_id = _text("the record")
    sought = _text("whether harms were looked for, as far as told", ("yes", "no", "not_told"))
    reported = _text("what was said", ("none_occurred", "events", "statement_only"))
    severity = _text("worst severity told", ("serious", "minor", "not_told"))
    events_intervention = _int("events in the intervention arm", "events")
    n_intervention = _int("people in the intervention arm", "people")
    events_comparator = _int("events in the comparator arm", "events")
    n_comparator = _int("people in the comparator arm", "people")
    text = _text("what was said, in the coder's words")
    coded_by = _text("machine, or human:CODER")


class Studies(Table):
    """One row a study, the best value of each facet, and who said so."""

    study_id = _text("record_id of its main report")
    record_ids = _list("every report of the study")
    title = _text("title of the main report")
    year = _int("year of the main report", "year")
    first_author = _text("first author of the main report")
    pmid = _text("PMID of the main report")
    doi = _text("DOI of the main report")
    design = _text("design code")
    tier = _text("the design's tier; empty for reviews and for designs that are not evidence", TIERS)
    pilot = _flag("whether it calls itself a pilot")
    sample_size = _int("people analysed where told, else enrolled; empty for reviews", "people")
    n_studies = _int("studies in a review", "studies")
    country = _text("country")
    population = _list("population codes")
    life_stage = _text("life stage code")
    sex = _text("female, male or both")
    intervention = _list("intervention codes; empty where nothing eligible was done")
    session_minutes = _float("length of a session", "minutes")
    n_sessions = _float("number of sessions", "sessions")
    duration_weeks = _float("length of the course", "weeks")
    comparator = _list("comparator codes")
    overall_direction = _text("overall direction", (*DIRECTIONS, "not_applicable"))
    registered = _flag("whether a registration is known")
    retracted = _flag("whether any report of it is retracted")
    layer = _text("which layer it belongs to", LAYERS)
    eligible = _flag("whether it counts in cells (primary) or beside them (review)")
    reason = _text("why it is eligible or not: the rule of review.yml")
    coded_by = _text("human:CODER, machine, or both where facets differ in origin")
    facet_source = _json("for each facet: human:CODER or machine")
    read = _text("what the coder read: abstract, full_text, secondary_report, digest")
    text_source = _text("what the suite itself has", ("abstract", "digest", "title_only"))


class Votes(Table):
    """One row a study × population × outcome × contrast: what the study says there, by the collapse rule."""

    study_id = _text("the study")
    population = _text("population code, broader ones included")
    outcome = _text("outcome code")
    contrast = _text("contrast", CONTRASTS)
    tier = _text("tier of the study's design", TIERS)
    vote = _text("its one vote; empty where it casts none", ("benefit", "no_difference", "worse", "mixed"))
    parts = _list("directions of the results behind the vote; several make it mixed")
    reason = _text("why it votes so, or why it casts no vote")
    sign = _text("side the study's estimates lie on", ("benefit", "worse", "unknown"))
    sample_size = _int("people", "people")
    sham = _flag("whether a comparator is a sham or light touch")
    finding_ids = _list("the results behind the vote")
    rolled_up = _flag("whether the population is a broader term of what was coded")


class Cells(Table):
    """One row a population × outcome × contrast."""

    population = _text("population code")
    outcome = _text("outcome code")
    contrast = _text("contrast", CONTRASTS)
    strength = _text("the verdict under the review's main rule set", STRENGTHS)
    direction = _text("which way the evidence points", CELL_DIRECTIONS)
    certainty = _text("GRADE-informed certainty from abstracts", CERTAINTIES)
    n_studies = _int("studies that cast a vote", "studies")
    n_participants = _int("people in them, as far as told", "people")
    n_unknown_size = _int("voting studies whose size is not told", "studies")
    n_randomised = _int("voting studies that are randomised", "studies")
    n_controlled = _int("voting studies with a comparison group, not randomised", "studies")
    n_uncontrolled = _int("voting studies of one group", "studies")
    n_anecdotal = _int("voting case reports and small series", "studies")
    n_silent = _int("studies that bear on the cell and cast no vote", "studies")
    n_sham = _int("voting studies against a sham", "studies")
    votes_benefit = _int("vote count by reported result: benefit", "studies")
    votes_no_difference = _int("vote count by reported result: no difference", "studies")
    votes_worse = _int("vote count by reported result: worse", "studies")
    votes_mixed = _int("vote count by reported result: mixed", "studies")
    deciding_tier = _text("the best tier present, which carries the verdict", TIERS)
    year_first = _int("earliest voting study", "year")
    year_last = _int("latest voting study", "year")
    signs_benefit = _int("studies of the deciding tier whose estimate lies on the side of benefit", "studies")
    signs_worse = _int("studies of the deciding tier whose estimate lies on the other side", "studies")
    signs_unknown = _int("studies of the deciding tier whose side is not known", "studies")
    sign_p_low = _float("sign test, two-sided p, lower bound over the unknown signs", "probability")
    sign_p_high = _float("sign test, two-sided p, upper bound over the unknown signs", "probability")
    pooled_k = _int("studies with a comparable effect", "studies")
    pooled_g = _float("random-effects mean of Hedges' g, positive favours the intervention", "SD")
    pooled_low = _float("lower end of its 95 % interval (Hartung–Knapp)", "SD")
    pooled_high = _float("upper end of its 95 % interval", "SD")
    pooled_i2 = _float("heterogeneity, I²", "percent")
    newest_review = _text("study_id of the newest review that names the outcome (overlap unknown)")
    newest_review_direction = _text("what that review reports", DIRECTIONS)
    carried_by = _list("studies without any one of which the verdict would be another")
    stability = _float("share of draws of coding error in which the verdict stands; empty until measured", "share")
    reasons = _list("the rule's sentences, one for each step")
    verdicts = _json("strength under each rule set: {rule set: strength}")
    study_ids = _list("voting studies")
    silent_ids = _list("studies that bear on the cell and cast no vote")


class Claims(Table):
    """One row an atomic claim."""

    claim_id = _text("identifier")
    parent = _text("claim this one is a part or link of")
    text = _text("the claim in our own words")
    type = _text("kind of claim", CLAIM_TYPES)
    made_in = _list("lay texts that make it")
    population = _list("population codes it is about; `any` for people at large")
    outcome = _list("outcome codes it is about")
    intervention = _list("intervention codes it is about; empty for any massage")
    cells = _list("cells it rests on, as population/outcome/contrast")
    strength = _text("strength of the evidence behind it", STRENGTHS)
    certainty = _text("certainty", CERTAINTIES)
    finding = _text("what the evidence says of it", CLAIM_FINDINGS)
    verdict = _text("the verdict in a plain sentence")
    reasons = _list("why")
    n_studies = _int("studies that cast a vote", "studies")
    n_participants = _int("people in them", "people")
    votes_benefit = _int("vote count by reported result: benefit", "studies")
    votes_no_difference = _int("vote count by reported result: no difference", "studies")
    votes_worse = _int("vote count by reported result: worse", "studies")
    votes_mixed = _int("vote count by reported result: mixed", "studies")
    studies_for = _list("studies that support it")
    studies_against = _list("studies that do not")
    sentences = _json("list of {study_id, finding_id, direction, quote, located_by}")
    context = _list("context studies it rests on")
    citations = _json("list of {reference, record_id, citation_accuracy, note}")
    citation_accuracy = _text("the worst of its citations", CITATION_ACCURACY)
    links = _list("claim_ids of the links of a chain")


ALL = (Records, Tags, Findings, Decisions, Harms, Studies, Votes, Cells, Claims)
