import json

import pandas as pd
import pytest

from touchstone import coding
from touchstone.errors import InputError
from touchstone.tables import Decisions, Records, Tags

NO_LINKS = pd.DataFrame(columns=["record_id", "relation", "study_id", "reason"])


def _decisions(*rows):
    blank = {"coder": "A", "shown": "abstract"}
    return Decisions.of(blank | {"decision_id": f"A-{n}"} | row for n, row in enumerate(rows, start=1))


def _record(**fields):
    return {
        "record_id": "a",
        "title": "Invented",
        "abstract": "A text about it.",
        "abstract_source": "file",
        "record_type": "article",
        "authors": ["Doe J"],
        "retracted": False,
    } | fields


def _study(review, tags=(), decisions=(), links=NO_LINKS, records=None):
    protocol = review.protocol
    built = coding.build_studies(
        Records.of(records or [_record()]),
        Tags.of({"record_id": "a", "confidence": 0.9} | tag for tag in tags),
        _decisions(*({"record_id": "a"} | decision for decision in decisions)),
        links,
        protocol.review.eligibility,
        protocol.strength,
    )
    return built.to_dict("records")[0]


MASSAGE = {"facet": "intervention", "value": "foot"}
TRIAL = {"facet": "design", "value": "rct"}


def test_a_person_overrules_the_machine_and_the_study_says_so(review):
    study = _study(review, [TRIAL, MASSAGE], [{"facet": "design", "value": "case_report"}])
    assert study["design"] == "case_report"
    assert study["facet_source"]["design"] == "human:A"
    assert study["facet_source"]["intervention"] == "machine"
    assert study["coded_by"] == "both"


def test_looked_for_and_not_told_is_a_decision_the_machine_does_not_fill(review):
    study = _study(review, [TRIAL, MASSAGE, {"facet": "sex", "value": "male"}], [{"facet": "sex", "value": None}])
    assert study["sex"] == ""


def test_an_unsure_tag_is_not_used(review):
    study = _study(review, [TRIAL, MASSAGE | {"confidence": 0.3}])
    assert study["intervention"] == ()
    assert (study["layer"], study["eligible"]) == ("context", False)


def test_cardiac_massage_is_kept_out_with_the_words_that_say_so(review):
    mistaken = {"facet": "not_intervention", "value": "cardiac_massage", "quote": "open-chest cardiac massage"}
    study = _study(review, [TRIAL, mistaken])
    assert not study["eligible"]
    assert study["reason"] == "Not massage therapy: the text speaks of open-chest cardiac massage"


@pytest.mark.parametrize("design", ["protocol", "animal_or_basic", "commentary", "guideline"])
def test_protocols_animals_and_opinion_are_no_evidence(review, design):
    study = _study(review, [{"facet": "design", "value": design}, MASSAGE])
    assert (study["layer"], study["eligible"]) == ("context", False)


def test_reviews_are_a_layer_of_their_own_and_have_no_sample_size(review):
    tags = [{"facet": "design", "value": "systematic_review"}, MASSAGE, {"facet": "sample_size", "value": "900"}]
    study = _study(review, tags)
    assert (study["layer"], study["eligible"], study["tier"]) == ("review", True, "")
    assert pd.isna(study["sample_size"])


def test_a_retracted_study_counts_nowhere(review):
    study = _study(review, [TRIAL, MASSAGE], records=[_record(retracted=True)])
    assert (study["eligible"], study["reason"]) == (False, review.protocol.review.eligibility.retracted)


def test_people_are_those_analysed_else_enrolled_else_the_arms_added_up(review):
    arms = {"facet": "arms", "value": [{"name": "massage", "n": 8}, {"name": "wait list", "n": 7}]}
    enrolled, analysed = {"facet": "n_enrolled", "value": 20}, {"facet": "n_analysed", "value": 18}
    for decisions, people in (([arms], 15), ([arms, enrolled], 20), ([arms, enrolled, analysed], 18)):
        assert _study(review, [TRIAL, MASSAGE], decisions)["sample_size"] == people


def test_a_comparison_group_of_none_is_an_uncontrolled_study(review):
    cohort = [{"facet": "design", "value": "cohort"}, MASSAGE]
    assert _study(review, cohort, [{"facet": "comparator", "value": ["none"]}])["tier"] == "uncontrolled"
    assert _study(review, cohort, [{"facet": "comparator", "value": ["usual_care"]}])["tier"] == "controlled"


def test_a_case_series_of_more_than_ten_people_is_no_anecdote(review):
    series = [{"facet": "design", "value": "case_series"}, MASSAGE]
    for people, tier in ((10, "anecdotal"), (11, "uncontrolled")):
        assert _study(review, series, [{"facet": "n_enrolled", "value": people}])["tier"] == tier


def test_two_reports_of_one_trial_are_one_study_and_follow_chains():
    links = pd.DataFrame(
        [("b", "report_of", "a", ""), ("c", "conference_abstract_of", "b", ""), ("d", "may_overlap", "a", "")],
        columns=["record_id", "relation", "study_id", "reason"],
    )
    assert coding.main_reports(["a", "b", "c", "d"], links) == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_links_in_a_circle_end():
    links = pd.DataFrame([("b", "report_of", "a", ""), ("a", "report_of", "b", "")], columns=NO_LINKS.columns)
    assert set(coding.main_reports(["a", "b"], links)) == {"a", "b"}


def test_the_bundled_doubles_are_counted_once(review):
    by_record = {record: row.study_id for row in review.studies.itertuples() for record in row.record_ids}
    assert by_record["lib:soheili2017psych"] == by_record["lib:nazari2015fatigue"]
    assert by_record["lib:finch2007selfefficacy"] != by_record["lib:finch2014selfefficacy"]
    assert len(by_record) == len(review.records)


def test_a_correction_is_a_new_line_and_wins():
    log = _decisions(
        {"record_id": "a", "facet": "design", "value": "rct"},
        {"record_id": "a", "facet": "design", "value": "cohort", "replaces": "A-1"},
    )
    assert coding.current(log, ["A"])["value"].tolist() == ["cohort"]


def test_the_second_coder_decides_nothing(review):
    assert set(review.standing["coder"]) == {"A"}
    assert {"A", "B"} == set(review.decisions["coder"])


def test_a_decision_cut_in_the_middle_is_named_by_file_and_line(review_copy):
    path = review_copy / "data" / "raw" / "coding" / "B.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2][:40]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match=r"data/raw/coding/B.jsonl, line 3: not a whole JSON object"):
        coding.read_decisions(path.parent)


def test_a_line_that_is_no_object_is_named(review_copy):
    path = review_copy / "data" / "raw" / "coding" / "B.jsonl"
    path.write_text("[1, 2]\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"B.jsonl, line 1: not a JSON object"):
        coding.read_decisions(path.parent)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"record_id": ""}, "record_id missing"),
        ({"facet": "finding", "value": {"outcome": "pain"}}, "add direction"),
        ({"facet": "finding", "value": "pain"}, "needs outcome, direction"),
        ({"facet": "harms", "value": "none"}, "needs text"),
        ({"decision_id": "B-00001"}, "is given twice"),
        ({"replaces": "B-99999"}, "no earlier decision"),
    ],
)
def test_a_decision_that_cannot_stand_is_named(review_copy, change, said):
    path = review_copy / "data" / "raw" / "coding" / "B.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = json.dumps(json.loads(lines[1]) | change)
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match=rf"B.jsonl, line 2: .*{said}"):
        coding.read_decisions(path.parent)


def test_an_unknown_relation_is_answered_with_the_allowed_ones(review_copy):
    path = review_copy / "data" / "raw" / "coding" / "links.csv"
    path.write_text(path.read_text().replace("protocol_of", "protocol_for", 1))
    with pytest.raises(InputError, match=r"links.csv, line \d+: 'protocol_for' is no relation; allowed: report_of"):
        coding.read_links(path.parent)


def test_a_trial_prevents_where_its_title_or_its_aim_says_so_and_treats_where_relief_stands_beside(review):
    purposes = review.studies.set_index("study_id")["purpose"]
    assert purposes["lib:izgu2019classical"] == "prevention"  # the title says so
    assert purposes["lib:coskun2014massage"] == "prevention"  # only the aim says so
    assert purposes["lib:albert2009heart"] == "treatment"  # prevention is one aim among several
    assert purposes["lib:noh2019selfreflexology"] == "treatment"


def test_a_title_that_nobody_read_further_is_not_retrieved_and_counts_nowhere(review):
    bare = _record(abstract="", abstract_source="none")
    study = _study(review, [TRIAL, MASSAGE], records=[bare])
    assert (study["layer"], study["eligible"]) == ("context", False)
    assert study["reason"] == review.protocol.review.eligibility.no_text
    read = _study(review, [MASSAGE], [{"facet": "design", "value": "rct"}], records=[bare])
    assert read["eligible"] is True
