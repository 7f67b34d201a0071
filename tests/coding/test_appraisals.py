"""Appraisals with invented judgements, in temporary copies: the bundled review has none, and none is made up for it."""

import pandas as pd
import pytest

import touchstone
from touchstone.check import problems_of
from touchstone.coding import appraisal_problems, cite, read_appraisals
from touchstone.errors import InputError
from touchstone.project import find_project

HEAD = "study_id,tool,domain,judgement,support,assessor\n"
ROB2 = ("D1", "D2", "D3", "D4", "D5", "overall")


def _long(study, judgement="Low", tool="RoB 2"):
    return "".join(f"{study},{tool},{domain},{judgement},seen,AB\n" for domain in ROB2)


def _read(tmp_path, review, text):
    (tmp_path / "appraisals.csv").write_text(text, encoding="utf-8")
    return read_appraisals(tmp_path, review.studies)


def test_a_review_without_the_file_has_no_appraisals(review):
    assert review.appraisals.empty
    assert not review.cells["n_appraised"].any()


def test_rows_of_our_own_layout_come_with_label_and_common_scale(tmp_path, review):
    table = _read(tmp_path, review, HEAD + _long("lib:cherkin2011lbp", "Some concerns"))
    assert table["domain"].tolist() == list(ROB2)
    assert set(table["risk"]) == {"some"}
    assert set(table["label"]) == {"Cherkin 2011"}


def test_robvis_files_are_read_as_they_are_and_the_number_of_domains_tells_the_tool(tmp_path, review):
    rob2 = _read(
        tmp_path, review, "Study,D1,D2,D3,D4,D5,Overall,Weight\nCherkin 2011,Low,High,Low,Low,No information,High,3\n"
    )
    assert set(rob2["tool"]) == {"RoB 2"}
    assert rob2["judgement"].tolist() == ["low", "high", "low", "low", "no information", "high"]
    head = "Study," + ",".join(f"D{n}" for n in range(1, 8)) + ",Overall\n"
    robins = _read(tmp_path, review, head + "lib:cherkin2011lbp," + "Moderate," * 7 + "Critical\n")
    assert set(robins["tool"]) == {"ROBINS-I"}
    assert robins["risk"].tolist() == ["some"] * 7 + ["high"]


def test_a_second_report_stands_for_its_study(tmp_path, review):
    table = _read(tmp_path, review, HEAD + _long("lib:hollinghurst2008econ"))
    assert set(table["study_id"]) == {"lib:little2008ateam"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "lib:nobody2001,RoB 2,overall,low,,\n", "line 2: study 'lib:nobody2001' is not in this review"),
        (
            HEAD + "lib:cherkin2011lbp,AMSTAR,overall,low,,\n",
            "line 2: tool 'AMSTAR' is not known; allowed: RoB 2, ROBINS-I",
        ),
        (HEAD + "lib:cherkin2011lbp,RoB 2,D6,low,,\n", "line 2: RoB 2 has no domain 'D6'"),
        (
            HEAD + "lib:cherkin2011lbp,RoB 2,overall,serious,,\n",
            "line 2: 'serious' is no judgement of RoB 2; allowed: low",
        ),
        (HEAD + "lib:cherkin2011lbp,RoB 2,D1,low,,\n", "has no overall judgement"),
        (HEAD + _long("lib:cherkin2011lbp") * 2, "line 8: D1 of 'lib:cherkin2011lbp' is judged twice"),
        ("study_id,tool,domain\nx,y,z\n", "column 'judgement' is missing"),
        ("Study,D1,D2,Overall\nCherkin 2011,Low,Low,Low\n", "neither of the two layouts"),
        ("", "cannot be read as CSV"),
    ],
)
def test_each_fault_is_named_with_its_line_and_its_mend(tmp_path, review, text, words):
    (tmp_path / "appraisals.csv").write_text(text, encoding="utf-8")
    assert any(words in line for line in appraisal_problems(tmp_path, review.studies))
    with pytest.raises(InputError, match=r"data/raw/coding/appraisals\.csv"):
        read_appraisals(tmp_path, review.studies)


def test_a_label_that_several_studies_bear_is_not_guessed(tmp_path, review):
    labels = pd.Series([cite(study) for study in review.studies.to_dict("records")])
    shared = labels[labels.duplicated()].iloc[0]
    (tmp_path / "appraisals.csv").write_text(f"Study,D1,D2,D3,D4,D5,Overall\n{shared},Low,Low,Low,Low,Low,Low\n")
    assert any("give the study_id instead" in line for line in appraisal_problems(tmp_path, review.studies))


def test_check_lists_every_fault_and_low_risk_throughout_lifts_the_cap_to_high(review_copy):
    path = review_copy / "data" / "raw" / "coding" / "appraisals.csv"
    (review_copy / "protocol" / "tagging_error.json").unlink(missing_ok=True)
    before = touchstone.open_review(review_copy).cells
    best = before[(before["strength"] == "moderate") & (before["contrast"] == "efficacy")].iloc[0]
    path.write_text(HEAD + "".join(_long(study) for study in best["study_ids"]), encoding="utf-8")
    key = ["population", "outcome", "contrast"]
    after = touchstone.open_review(review_copy).cells.set_index(key)
    cell = after.loc[tuple(best[key])]
    assert (cell["strength"], cell["certainty"]) == ("strong", "high")
    assert any("studies appraised" in reason for reason in cell["reasons"])
    assert cell["verdicts"]["back_review_group"] == "strong"
    assert cell["n_appraised"] == best["n_studies"]
    path.write_text(path.read_text() + "lib:nobody2001,RoB 2,overall,low,,\nlib:cherkin2011lbp,RoB 2,D9,low,,\n")
    assert len(problems_of(find_project(review_copy))) == 2
