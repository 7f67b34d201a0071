"""The tables of what it adds up to: Studies, their Votes, Cells and Claims."""

from __future__ import annotations

from touchstone.tables.codes import (
    CELL_DIRECTIONS,
    CERTAINTIES,
    CITATION_ACCURACY,
    CLAIM_FINDINGS,
    CLAIM_TYPES,
    CONTRASTS,
    DIRECTIONS,
    LAYERS,
    RISKS,
    STRENGTHS,
    TIERS,
)
from touchstone.tables.columns import Table, flag_, float_, int_, json_, list_, text_


class Studies(Table):
    """One row a study, the best value of each facet, and who said so."""

    study_id = text_("record_id of its main report")
    record_ids = list_("every report of the study")
    title = text_("title of the main report")
    year = int_("year of the main report", "year")
    first_author = text_("first author of the main report")
    pmid = text_("PMID of the main report")
    doi = text_("DOI of the main report")
    design = text_("design code")
    tier = text_("the design's tier; empty for reviews and for designs that are not evidence", TIERS)
    pilot = flag_("whether it calls itself a pilot")
    blinded = text_("who was blinded, as told: none, participant, assessor, single, double, triple; empty if not told")
    purpose = text_("prevention where a coder, title or aim says so, else treatment", ("prevention", "treatment"))
    sample_size = int_("people analysed where told, else enrolled; empty for reviews", "people")
    n_studies = int_("studies in a review", "studies")
    country = text_("country")
    population = list_("population codes")
    life_stage = text_("life stage code")
    sex = text_("female, male or both")
    intervention = list_("intervention codes; empty where nothing eligible was done")
    session_minutes = float_("length of a session", "minutes")
    n_sessions = float_("number of sessions", "sessions")
    duration_weeks = float_("length of the course", "weeks")
    comparator = list_("comparator codes")
    overall_direction = text_("overall direction", (*DIRECTIONS, "not_applicable"))
    registered = flag_("whether a registration is known")
    retracted = flag_("whether any report of it is retracted")
    layer = text_("which layer it belongs to", LAYERS)
    eligible = flag_("whether it counts in cells (primary) or beside them (review)")
    reason = text_("why it is eligible or not: the rule of review.yml")
    coded_by = text_("human:CODER, machine, or both where facets differ in origin")
    facet_source = json_("for each facet: human:CODER or machine")
    read = text_("what the coder read: abstract, full_text, secondary_report, digest")
    text_source = text_("what the suite itself has", ("abstract", "digest", "title_only"))


class Votes(Table):
    """One row a study × population × outcome × contrast: what the study says there, by the collapse rule."""

    study_id = text_("the study")
    population = text_("population code, broader ones included")
    outcome = text_("outcome code")
    contrast = text_("contrast", CONTRASTS)
    tier = text_("tier of the study's design", TIERS)
    vote = text_("its one vote; empty where it casts none", ("benefit", "no_difference", "worse", "mixed"))
    parts = list_("directions of the results behind the vote; several make it mixed")
    reason = text_("why it votes so, or why it casts no vote")
    sign = text_("side the study's estimates lie on", ("benefit", "worse", "unknown"))
    sample_size = int_("people", "people")
    sham = flag_("whether a comparator is a sham or light touch")
    finding_ids = list_("the results behind the vote")
    rolled_up = flag_("whether the population is a broader term of what was coded")
    risk_of_bias = text_("overall judgement of an imported appraisal; empty without one", RISKS)


class Cells(Table):
    """One row a population × outcome × contrast."""

    population = text_("population code")
    outcome = text_("outcome code")
    contrast = text_("contrast", CONTRASTS)
    strength = text_("the verdict under the review's main rule set", STRENGTHS)
    direction = text_("which way the evidence points", CELL_DIRECTIONS)
    certainty = text_("GRADE-informed certainty from abstracts", CERTAINTIES)
    n_studies = int_("studies that cast a vote", "studies")
    n_participants = int_("people in them, as far as told", "people")
    n_unknown_size = int_("voting studies whose size is not told", "studies")
    n_randomised = int_("voting studies that are randomised", "studies")
    n_controlled = int_("voting studies with a comparison group, not randomised", "studies")
    n_uncontrolled = int_("voting studies of one group", "studies")
    n_anecdotal = int_("voting case reports and small series", "studies")
    n_silent = int_("studies that bear on the cell and cast no vote", "studies")
    n_sham = int_("voting studies against a sham", "studies")
    n_blinded = int_("voting studies that say somebody was blinded", "studies")
    n_registered = int_("voting studies with a known registration", "studies")
    n_pilot = int_("voting studies that call themselves pilots", "studies")
    n_appraised = int_("voting studies with an imported full-text appraisal", "studies")
    n_protocols = int_("protocols whose results are not in this set (among the silent)", "studies")
    votes_benefit = int_("vote count by reported result: benefit", "studies")
    votes_no_difference = int_("vote count by reported result: no difference", "studies")
    votes_worse = int_("vote count by reported result: worse", "studies")
    votes_mixed = int_("vote count by reported result: mixed", "studies")
    deciding_tier = text_("the best tier present, which carries the verdict", TIERS)
    year_first = int_("earliest voting study", "year")
    year_last = int_("latest voting study", "year")
    signs_benefit = int_("studies of the deciding tier whose estimate lies on the side of benefit", "studies")
    signs_worse = int_("studies of the deciding tier whose estimate lies on the other side", "studies")
    signs_unknown = int_("studies of the deciding tier whose side is not known", "studies")
    sign_p_low = float_("sign test, two-sided p, lower bound over the unknown signs", "probability")
    sign_p_high = float_("sign test, two-sided p, upper bound over the unknown signs", "probability")
    pooled_k = int_("studies with a comparable effect", "studies")
    pooled_g = float_("random-effects mean of Hedges' g, positive favours the intervention", "SD")
    pooled_low = float_("lower end of its 95 % interval (Hartung–Knapp)", "SD")
    pooled_high = float_("upper end of its 95 % interval", "SD")
    pooled_i2 = float_("heterogeneity, I²", "percent")
    newest_review = text_("study_id of the newest review that names the outcome (overlap unknown)")
    newest_review_direction = text_("what that review reports", DIRECTIONS)
    carried_by = list_("studies without any one of which the verdict would be another")
    stability = float_("share of draws of coding error in which the verdict stands; empty until measured", "share")
    reasons = list_("the rule's sentences, one for each step")
    verdicts = json_("strength under each rule set: {rule set: strength}")
    rule_reasons = json_("the sentences of each further rule set: {rule set: [sentence, …]}")
    study_ids = list_("voting studies")
    silent_ids = list_("studies that bear on the cell and cast no vote")


class Claims(Table):
    """One row an atomic claim."""

    claim_id = text_("identifier")
    parent = text_("claim this one is a part or link of")
    text = text_("the claim in our own words")
    type = text_("kind of claim", CLAIM_TYPES)
    made_in = list_("lay texts that make it")
    population = list_("population codes it is about; `any` for people at large")
    outcome = list_("outcome codes it is about")
    intervention = list_("intervention codes it is about; empty for any massage")
    cells = list_("cells it rests on, as population/outcome/contrast")
    strength = text_("strength of the evidence behind it", STRENGTHS)
    certainty = text_("certainty", CERTAINTIES)
    finding = text_("what the evidence says of it", CLAIM_FINDINGS)
    verdict = text_("the verdict in a plain sentence")
    verdicts = json_("strength under each rule set: {rule set: strength}")
    stability = float_(
        "share of draws of coding error in which finding and certainty stand; empty until measured", "share"
    )
    say_instead = text_("what a fair-minded person would say instead")
    would_settle = text_("what study would settle it")
    reasons = list_("why")
    n_studies = int_("studies that cast a vote", "studies")
    n_participants = int_("people in them", "people")
    votes_benefit = int_("vote count by reported result: benefit", "studies")
    votes_no_difference = int_("vote count by reported result: no difference", "studies")
    votes_worse = int_("vote count by reported result: worse", "studies")
    votes_mixed = int_("vote count by reported result: mixed", "studies")
    studies_for = list_("studies that support it")
    studies_against = list_("studies that do not")
    sentences = json_("list of {study_id, finding_id, direction, quote, located_by}")
    context = list_("context studies it rests on")
    citations = json_("list of {reference, record_id, citation_accuracy, note}")
    citation_accuracy = text_("the worst of its citations", CITATION_ACCURACY)
    links = list_("claim_ids of the links of a chain")
