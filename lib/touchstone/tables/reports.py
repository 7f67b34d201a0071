"""The tables of what publications say: Records, Tags, Findings, and people's Decisions and Harms."""

from __future__ import annotations

from touchstone.tables.codes import CONTRASTS, DIRECTIONS, ROUTES
from touchstone.tables.columns import Table, flag_, float_, int_, json_, list_, text_


class Records(Table):
    """One row a publication."""

    record_id = text_("given once, never changes: lib:…, pmid:…, doi:… or ref:…")
    pmid = text_("PubMed identifier, digits")
    doi = text_("DOI, lower case, no resolver in front")
    pmcid = text_("PubMed Central identifier, PMC and digits")
    title = text_("title as plain text")
    abstract = text_("the published abstract as plain text; empty where only a digest is at hand")
    abstract_source = text_("where `abstract` comes from", ("pubmed", "file", "none"))
    digest = text_("a summary of the facts in our own words; never shown as an abstract")
    sections = json_("list of {label, category, start, end}: sections of the abstract, or of the digest without one")
    journal = text_("journal title as given")
    year = int_("year of publication", "year")
    volume = text_("volume")
    issue = text_("issue")
    pages = text_("pages as printed")
    language = text_("ISO 639-2 code as PubMed writes it, such as eng")
    authors = list_("authors in order, as `Family Initials`, or a group's name")
    publication_types = list_("NLM publication types")
    mesh = list_("MeSH headings without qualifiers, main topics marked with a trailing *")
    keywords = list_("author keywords")
    registry_ids = list_("trial and review registrations, such as NCT00371384")
    pmid_version = int_("version of the PubMed citation")
    date_revised = text_("date PubMed last revised the citation, YYYY-MM-DD")
    indexing_method = text_("how MEDLINE indexed it: Manual, Curated, Automated, or empty")
    record_type = text_("what the record is", ("article", "book", "notice"))
    retracted = flag_("whether it is known to be retracted")
    notices = json_("list of {kind: retraction|correction|concern|retraction_of|update…, pmid, text}")
    sources = list_("where the record or its facts were seen: URLs, or snapshot and file")
    snapshot = text_("snapshot the record comes from; empty outside a review")


class Tags(Table):
    """One row a tag: a facet's value, read from a stretch of text or given by a person."""

    record_id = text_("the record")
    facet = text_("what is said: design, population, intervention, comparator, outcome, sample_size, …")
    value = text_("the code or number, as text")
    confidence = float_("how sure, 0 to 1", "share")
    route = text_("how it is known", ROUTES)
    field = text_("the column the words stand in: title, abstract, digest, publication_types, mesh, keywords")
    section = text_("label of the section, where the text has sections")
    start = int_("first code point of the words in `field`", "code points")
    end = int_("one past the last code point", "code points")
    text_sha = text_("first 12 hex digits of the SHA-256 of the field's text")
    quote = text_("exactly field[start:end]; empty for publication_type, mesh and human routes")


class Findings(Table):
    """One row a result: one outcome, instrument, time and comparator of one record."""

    finding_id = text_("record_id, # and a running number")
    record_id = text_("the record")
    outcome = text_("outcome code of the vocabulary, or other:name")
    outcome_text = text_("the outcome in the words of the text or the coder")
    instrument = text_("scale or test")
    timepoint = text_("when it was measured")
    comparator = text_("comparator code this result is against; empty where it is not told")
    contrast = text_("what the comparison answers; empty where it is not told", CONTRASTS)
    basis = text_("what was compared", ("between_group", "within_group", "pooled", "narrative"))
    direction = text_("as reported, for the intervention", DIRECTIONS)
    sign = text_("side the estimate lies on, whatever its significance", ("benefit", "worse", "unknown"))
    change = text_("change of the measured value", ("increase", "decrease", "none", "unknown"))
    p_text = text_("p as printed")
    p_value = float_("p as a number", "probability")
    p_relation = text_("how the number bounds p", ("=", "<", ">", "<=", ">="))
    effect_type = text_("type of the printed effect: MD, SMD, g, d, RR, OR, HR, WMD")
    effect = float_("the printed effect, with the sign of its source", "unit of effect_type")
    ci_low = float_("lower end of its 95 % interval", "unit of effect_type")
    ci_high = float_("upper end of its 95 % interval", "unit of effect_type")
    favours = text_("the side the printed effect favours", ("intervention", "comparator", "unknown"))
    confidence = float_("how sure, 0 to 1", "share")
    field = text_("the column the sentence stands in")
    section = text_("label of its section")
    start = int_("first code point of the sentence in `field`", "code points")
    end = int_("one past the last code point", "code points")
    text_sha = text_("first 12 hex digits of the SHA-256 of the field's text")
    quote = text_("exactly field[start:end]")
    located_by = text_("who found the sentence", ("machine", "human", "none"))
    spin = text_("whether the conclusion claims more than the result", ("yes", "no", "not_assessable"))
    coded_by = text_("who says so: machine, or human:CODER")


class Decisions(Table):
    """One row a decision of a person; append-only, one file a coder."""

    decision_id = text_("coder and a running number")
    time = text_("when, ISO 8601 in UTC; empty where unknown")
    coder = text_("who")
    record_id = text_("the record it is about")
    finding_id = text_("the finding it is about, where it is about one")
    facet = text_("what is decided: a facet of Tags, finding, harms, eligibility")
    value = json_("the value: a code, a number, a list of codes, or a finding's fields")
    replaces = text_("decision_id of the decision this one corrects")
    shown = text_("what the coder saw: digest, abstract, full_text, secondary_report")
    text_sha = text_("SHA-256 (12 digits) of the text that was shown")
    vocabulary_version = text_("version of the vocabulary the code belongs to")
    seconds = float_("time taken", "seconds")
    note = text_("free text")


class Harms(Table):
    """One row a statement on harms. A record without a row did not report: that is not zero."""

    record_id = text_("the record")
    sought = text_("whether harms were looked for, as far as told", ("yes", "no", "not_told"))
    reported = text_("what was said", ("none_occurred", "events", "statement_only"))
    severity = text_("worst severity told", ("serious", "minor", "not_told"))
    events_intervention = int_("events in the intervention arm", "events")
    n_intervention = int_("people in the intervention arm", "people")
    events_comparator = int_("events in the comparator arm", "events")
    n_comparator = int_("people in the comparator arm", "people")
    text = text_("what was said, in the coder's words")
    coded_by = text_("machine, or human:CODER")
