import pytest

from touchstone.tagging import rollup, tag


@pytest.fixture
def results(record, vocabulary):
    def read(text, title="A randomised trial", methods="Forty adults were randomised to dry brushing or usual care."):
        findings = tag(record(f"Methods: {methods} Results: {text}", title=title), vocabulary).findings
        return {(row.outcome, row.direction) for row in findings.itertuples()}

    return read


def test_a_fall_in_pain_is_a_benefit_and_a_fall_in_range_of_motion_is_none(results):
    assert results("Pain fell.") == {("pain", "benefit")}
    assert results("Range of motion fell.") == {("range_of_motion", "worse")}
    assert results("Anxiety rose.") == {("anxiety", "worse")}


def test_a_list_of_outcomes_shares_one_verdict(results):
    assert results("Pain, sleep and anxiety improved.") == {(o, "benefit") for o in ("pain", "sleep", "anxiety")}
    assert results("There was no significant difference in pain, anxiety or sleep.") == {
        (o, "no_difference") for o in ("pain", "sleep", "anxiety")
    }


def test_a_semicolon_parts_what_changed_from_what_did_not(results):
    assert results("Pain and fatigue were lower with dry brushing; sleep and anxiety were alike.") == {
        ("pain", "benefit"), ("fatigue", "benefit"), ("sleep", "no_difference"), ("anxiety", "no_difference")
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Pain did not differ between groups.",
        "Pain was similar in both arms.",
        "No difference in pain was found.",
        "There was a non-significant trend towards less pain.",
        "Pain fell, but not significantly.",
        "Pain fell with dry brushing (p=0.21).",
        "Neither pain nor sleep changed.",
        "Dry brushing had no effect on pain.",
        "Pain was lower, MD -0.40 (95% CI -1.10 to 0.30).",
        "Dry brushing failed to reduce pain.",
        "The reduction in pain was similar in both groups.",
        "Both groups had similar degrees of improvement in pain.",
    ],
)
def test_no_difference_is_said_in_many_ways(results, text):
    assert ("pain", "no_difference") in results(text)
    assert ("pain", "benefit") not in results(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pain fell significantly more with dry brushing than with usual care (p=0.01).",
        "Compared with usual care, dry brushing reduced pain.",
        "Participants had less pain after dry brushing.",
        "A significant reduction in pain was seen.",
        "The pain score went from 6.1 to 3.2.",
        "Pain was relieved.",
        "The reduction in pain was greater with dry brushing.",
        "Improvement in pain was larger after dry brushing (p=0.02).",
    ],
)
def test_a_benefit_is_said_in_many_ways(results, text):
    assert results(text) == {("pain", "benefit")}


def test_but_turns_the_verdict(results):
    assert results("Pain fell (p<0.01) but sleep did not change.") == {("pain", "benefit"), ("sleep", "no_difference")}
    assert results("Pain improved, whereas anxiety did not (p=0.18).") == {
        ("pain", "benefit"), ("anxiety", "no_difference")
    }  # fmt: skip


def test_what_controls_alone_did_is_no_result(results):
    assert results("Pain fell with dry brushing. Controls had no change in pain.") == {("pain", "benefit")}


def test_groups_alike_at_the_start_are_no_result(results):
    assert results("Groups were similar in pain at baseline. Pain fell with dry brushing.") == {("pain", "benefit")}


def test_an_association_is_no_result(results):
    assert results("Pain was associated with sleep (r=0.41, p=0.01). Anxiety fell.") == {("anxiety", "benefit")}


def test_a_comparator_that_did_better_is_worse_for_the_intervention(results):
    assert results("Pain fell more with stretching than with dry brushing (p=0.002).") == {("pain", "worse")}


def test_each_outcome_keeps_its_own_p(record, vocabulary):
    text = "Methods: Forty adults were randomised. Results: Pain (p=0.04) and sleep (p=0.31) improved."
    findings = tag(record(text), vocabulary).findings.set_index("outcome")
    assert (findings.p_value["pain"], findings.direction["pain"]) == (0.04, "benefit")
    assert (findings.p_value["sleep"], findings.direction["sleep"]) == (0.31, "no_difference")


def test_a_change_within_both_groups_is_no_comparison(record, vocabulary):
    text = "Methods: Forty adults were randomised to dry brushing or sham. Results: Pain fell in both groups."
    assert tag(record(text), vocabulary).findings.basis.tolist() == ["within_group"]


def test_a_single_group_can_only_change_within(record, vocabulary):
    text = "Methods: Uncontrolled study of 12 adults before and after dry brushing. Results: Pain fell."
    assert tag(record(text), vocabulary).findings.basis.tolist() == ["within_group"]


def test_printed_effects_and_intervals_are_kept_as_printed(record, vocabulary):
    text = (
        "Methods: Databases were searched; six trials were pooled. Results: Six trials were included. Pain was lower "
        "(MD -1.20, 95% CI -2.00 to -0.40, p=0.003)."
    )
    row = tag(record(text, title="A systematic review and meta-analysis"), vocabulary).findings.iloc[0]
    assert (row.effect_type, row.effect, row.ci_low, row.ci_high, row.p_text) == ("MD", -1.2, -2.0, -0.4, "0.003")
    assert (row.basis, row.direction, row.favours) == ("pooled", "benefit", "intervention")


def test_the_sentence_of_a_result_comes_with_it(record, vocabulary):
    text = "Methods: Forty adults were randomised. Results: Sleep was poor. Pain fell (p=0.01)."
    findings = tag(record(text), vocabulary).findings.set_index("outcome")
    assert findings.quote["pain"] == "Pain fell (p=0.01)."
    assert (findings.section["pain"], findings.located_by["pain"]) == ("Results", "machine")
    assert findings.spin["pain"] == "not_assessable"


def test_results_are_read_before_conclusions(results):
    assert results("Pain did not differ. Conclusion: Dry brushing reduces pain.") == {("pain", "no_difference")}


def test_an_abstract_without_headings_is_read_too(record, vocabulary):
    text = (
        "Low back pain is common. We examined dry brushing for pain. Forty adults were randomly assigned to dry "
        "brushing or usual care. Pain was significantly lower after dry brushing (p=0.02). Sleep did not differ "
        "between groups. "
        "These results suggest that dry brushing helps."
    )
    findings = tag(record(text), vocabulary).findings
    assert set(zip(findings.outcome, findings.direction, strict=True)) == {
        ("pain", "benefit"),
        ("sleep", "no_difference"),
    }


def test_a_protocol_has_outcomes_and_no_results(record, vocabulary):
    text = "Methods: Eighty adults will be randomised to dry brushing or sham; pain will be measured."
    tagged = tag(record(text, title="Dry brushing for pain: study protocol for a randomised trial"), vocabulary)
    assert tagged.findings.direction.tolist() == ["not_reported"]
    assert tagged.tags[tagged.tags.facet == "overall_direction"].value.tolist() == ["not_applicable"]


def test_results_that_disagree_roll_up_to_mixed(record, vocabulary):
    text = (
        "Methods: Forty adults were randomised. Results: Pain fell at week 2 (p=0.01). Pain did not differ at week 8."
    )
    rolled = rollup(tag(record(text), vocabulary).findings)
    assert rolled[["outcome", "direction"]].to_dict("records") == [{"outcome": "pain", "direction": "mixed"}]


def test_an_adverb_of_significance_is_read_like_the_adjective(results):
    assert results("Pain was non-significantly lower with dry brushing.") == {("pain", "no_difference")}
    assert results("Range of motion was nonsignificantly greater.") == {("range_of_motion", "no_difference")}


def test_a_comparison_that_controls_win_is_worse_for_the_intervention(results):
    assert results("Pain was lower in the control group than in the intervention group (p=0.01).") == {
        ("pain", "worse")
    }
    assert results("Compared with dry brushing, stretching reduced pain (p=0.01).") == {("pain", "worse")}


def test_two_arms_values_tell_which_way_where_no_verb_does(results):
    text = "Mean pain was {} in the dry brushing group and {} in the control group (p=0.01)."
    assert results(text.format("3.1 ± 1.2", "4.8 ± 1.1")) == {("pain", "benefit")}
    assert results(text.format("4.8 ± 1.1", "3.1 ± 1.2")) == {("pain", "worse")}
    assert results("Pain was 4.8 in controls and 3.1 after dry brushing (p=0.02).") == {("pain", "benefit")}


def test_what_held_at_one_time_only_is_two_results(results):
    assert results("Pain was lower at week 2 but not at week 8.") == {("pain", "benefit"), ("pain", "no_difference")}


def test_as_well_as_is_a_conjunction(results):
    assert results("Pain as well as anxiety fell (p<0.01).") == {("pain", "benefit"), ("anxiety", "benefit")}


def test_scores_without_a_name_are_of_the_only_thing_measured(record, vocabulary):
    text = "Methods: Forty adults were randomised and rated their pain. Results: Scores fell from 6 to 3 (p=0.01)."
    findings = tag(record(text), vocabulary).findings
    assert findings[["outcome", "direction"]].to_dict("records") == [{"outcome": "pain", "direction": "benefit"}]


def test_groups_that_gained_equally_did_not_differ(results):
    text = "Pain fell in both groups (p<0.01). Sleep improved in both groups. The two treatments did not differ."
    assert ("sleep", "no_difference") in results(text)


def test_no_superiority_over_the_other_arm_is_no_difference_in_what_was_told_before(results):
    told = results("Pain halved in both arms (p<0.001). There was no superiority of dry brushing over usual care.")
    assert ("pain", "no_difference") in told


def test_what_is_hoped_for_is_no_result(results):
    assert ("pain", "benefit") not in results("Care should be organised in order to reduce pain.")
    assert results("Dry brushing was found to reduce pain.") == {("pain", "benefit")}
