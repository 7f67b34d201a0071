import pytest

from touchstone.tagging import tag


@pytest.fixture
def design(record, vocabulary):
    def read(text, title="Dry brushing", types=()):
        tags = tag(record(text, title=title, publication_types=types), vocabulary).tags
        return next(iter(tags[tags.facet == "design"].value), "")

    return read


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Methods: Forty women were randomly allocated to two groups.", "", "rct"),
        ("Methods: Women were allocated by minimisation to brushing or rest.", "", "rct"),
        ("Methods: Randomised crossover of brushing and rest in 20 men.", "", "crossover_rct"),
        ("Methods: Whole wards were randomised to brushing or not; a cluster randomised trial.", "", "cluster_rct"),
        ("Methods: Quasi-experimental; 30 women in a control group, 30 brushed.", "", "nonrandomised_trial"),
        ("Methods: Uncontrolled; 20 adults rated pain before and after.", "", "pre_post_single_arm"),
        ("Methods: A 47-year-old woman was brushed six times.", "Brushing: a case report", "case_report"),
        ("Methods: Interviews with 12 women underwent thematic analysis.", "", "qualitative"),
        ("Methods: A cross-sectional survey of 500 adults.", "", "cross_sectional"),
        ("Methods: Trials were pooled.", "A meta-analysis", "systematic_review_with_meta_analysis"),
        ("Methods: PubMed was searched. Results: Nothing was pooled.", "A systematic review", "systematic_review"),
        ("Methods: Systematic reviews were mapped.", "An umbrella review", "overview_or_evidence_map"),
        ("Methods: Eighty adults will be randomised.", "Brushing: study protocol", "protocol"),
        ("Methods: A panel graded evidence.", "Brushing: a clinical practice guideline", "guideline"),
        ("Methods: Narrative review of brushing.", "Brushing in care", "narrative_review"),
        ("Methods: Eighteen rabbits were randomised to brushing or none.", "", "animal_or_basic"),
        ("Methods: Retrospective cohort of 200 medical records, brushed or not.", "", "cohort"),
    ],
)  # fmt: skip
def test_designs_are_read_from_text_alone(design, text, title, expected):
    assert design(text, title) == expected


def test_a_review_of_randomised_trials_is_no_randomised_trial(design):
    text = (
        "Methods: PubMed and Embase were searched for randomised controlled trials. Results: Ten trials were included."
    )
    assert design(text, "A systematic review of randomised trials") == "systematic_review"


def test_a_massage_of_the_data_by_protocol_is_no_protocol(design):
    text = "Methods: Forty adults were randomised to two brushing protocols."
    assert design(text, "A comparison of two brushing protocols") == "rct"


def test_a_publication_type_decides_where_the_text_is_silent(design):
    assert design("Brushing was given.", types=("Randomized Controlled Trial",)) == "rct"


def test_the_text_may_be_finer_than_the_publication_type(design):
    text = "Methods: Randomised crossover of brushing and rest."
    assert design(text, types=("Randomized Controlled Trial",)) == "crossover_rct"


def test_a_pilot_says_so(record, vocabulary):
    tags = tag(record("Methods: Pilot trial; 20 adults were randomised."), vocabulary).tags
    assert "pilot" in set(tags.facet)


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Further randomised controlled trials are needed. Methods: A cohort of 90 adults was followed.", "", "cohort"),
        ("Methods: Wistar rats were randomly assigned to brushing or none.", "Brushing in rats", "animal_or_basic"),
        ("Methods: Editorial on the trials of brushing.", "Brushing now", "commentary"),
        ("Methods: Twelve women were interviewed about brushing. Results: Three themes arose.", "", "qualitative"),
        ("Methods: Eighty adults were randomised. Results: In interviews pain scores fell (p=0.02).", "", "rct"),
        ("We report two patients with bristle allergy.", "Bristle allergy", "case_report"),
        ("A 54-year-old man was brushed. The literature is reviewed.", "Bristle allergy: case report and review of the "
         "literature", "case_report"),
        ("Methods: Whole wards were visited; forty adults were randomised.", "", "rct"),
        ("Methods: A literature search found 24 trials of brushing.", "Brushing: a review", "systematic_review"),
    ],
)  # fmt: skip
def test_words_about_other_studies_do_not_decide_a_study_s_own_design(design, text, title, expected):
    assert design(text, title) == expected


def test_an_rct_of_people_is_randomised_and_a_pseudorandomised_trial_is_not(record, vocabulary):
    def design(text):
        tags = tag(record(text, title="Brushing for pain"), vocabulary).tags
        return tags[tags.facet == "design"].value.iloc[0]

    assert design("Methods: RCT with 75 students in two equal groups, brushing or usual care.") == "rct"
    assert design("Methods: Pseudorandomised, controlled trial of 75 patients, brushing or usual care.") == (
        "nonrandomised_trial"
    )
