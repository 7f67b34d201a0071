"""How a trial says it was run: tags for what is told, none for what is not."""

import pytest

from touchstone.tagging import tag
from touchstone.tagging.disagreements import design_disagreements


@pytest.fixture
def told(record, vocabulary):
    def read(text, title="Dry brushing: a randomised trial", **more):
        tags = tag(record(text, title=title, **more), vocabulary).tags
        return tags.groupby("facet")["value"].agg(list).to_dict()

    return read


TRIAL = "Methods: Sixty adults were randomly assigned to dry brushing or usual care; "


@pytest.mark.parametrize(
    ("words", "method"),
    [
        ("a computer-generated random sequence was used.", "computer_generated"),
        ("a table of random numbers was used.", "number_table"),
        ("randomisation was in permuted blocks of four.", "blocks"),
        ("randomisation was stratified by age.", "stratified"),
        ("allocation was by drawing lots.", "lots_or_coin"),
        ("groups were formed by minimisation.", "minimisation"),
    ],
)
def test_the_way_chance_was_made_is_read(told, words, method):
    assert method in told(TRIAL + words)["randomisation_method"]


def test_concealment_is_read_and_its_denial_too(told):
    assert told(TRIAL + "allocation was concealed in opaque envelopes.")["allocation_concealment"] == ["yes"]
    assert told(TRIAL + "there was no concealed allocation.")["allocation_concealment"] == ["no"]
    assert "allocation_concealment" not in told(TRIAL + "pain was rated.")


def test_the_analysis_by_intention_to_treat_is_read(told):
    assert told(TRIAL + "analysis was by intention to treat.")["intention_to_treat"] == ["yes"]
    assert told(TRIAL + "there was no intention-to-treat analysis.")["intention_to_treat"] == ["no"]
    assert told(TRIAL + "a per-protocol analysis was made.")["intention_to_treat"] == ["per_protocol"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Results: Seven participants dropped out.", "7"),
        ("Results: The dropout rate was 12%.", "12%"),
        ("Results: 4 were lost to follow-up.", "4"),
        ("Results: No patients withdrew.", "0"),
    ],
)
def test_those_who_left_are_counted(told, words, value):
    assert told(TRIAL + "pain was rated. " + words)["attrition"] == [value]


def test_the_arms_are_counted(told):
    assert told("Methods: A three-arm randomised trial of brushing, rest and usual care.")["arms"] == ["3"]
    assert told("Methods: Forty adults were randomised into two groups.")["arms"] == ["2"]


def test_every_registration_is_found(told):
    text = TRIAL + "registered as NCT00000000 and ISRCTN00000000."
    assert told(text)["registration"] == ["NCT00000000", "ISRCTN00000000"]


def test_text_and_publication_type_that_disagree_are_both_kept(told):
    read = told(
        "Methods: A retrospective cohort of 200 medical records.",
        title="Brushing in practice",
        publication_types=("Randomized Controlled Trial",),
    )
    assert read["design"] == ["rct"]
    assert read["design_by_type"] == ["rct"]
    assert read["design_by_text"] == ["cohort"]
    assert read["design_disagreement"] == ["cohort|rct"]


def test_a_publication_type_counts_less_where_a_machine_gave_it(record, vocabulary):
    def sure(method):
        records = record(TRIAL, publication_types=("Randomized Controlled Trial",), indexing_method=method)
        tags = tag(records, vocabulary).tags
        return float(tags[tags.facet == "design_by_type"].confidence.iloc[0])

    assert sure("Automated") < sure("") < sure("Manual")


def test_the_chance_of_a_randomised_trial_is_told_for_every_record(record, vocabulary):
    def chance(text, title):
        tags = tag(record(text, title=title), vocabulary).tags
        row = tags[tags.facet == "randomised_trial"].iloc[0]
        return row.confidence if row.value == "yes" else 1 - row.confidence

    trial = "Methods: In a double-blind trial patients were randomly assigned to brushing or placebo for 6 weeks."
    basic = "Methods: Proteins were isolated from bristle cells and sequenced."
    assert chance(trial, "A randomized trial of brushing") > 0.9
    assert chance(basic, "Bristle proteins") < 0.3


def test_records_whose_text_and_type_disagree_are_listed_with_who_indexed_them(record, vocabulary):
    records = record(
        "Methods: A retrospective cohort of 200 medical records.",
        publication_types=("Randomized Controlled Trial",),
        indexing_method="Automated",
    )
    listed = design_disagreements(records, tag(records, vocabulary).tags)
    assert listed[["by_text", "by_type", "indexed"]].to_numpy().tolist() == [["cohort", "rct", "by machine"]]
    agreed = record(TRIAL, publication_types=("Randomized Controlled Trial",))
    assert design_disagreements(agreed, tag(agreed, vocabulary).tags).empty
