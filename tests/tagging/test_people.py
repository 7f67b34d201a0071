"""Who took part: told by title, aim and methods, not by who gives the treatment, is left out or only measured."""

import pytest

from touchstone.protocol import load_vocabulary
from touchstone.tagging import tag


@pytest.fixture(scope="module")
def review():
    return load_vocabulary()


@pytest.fixture
def people(record, review):
    def read(text="", title="", facet="population"):
        tags = tag(record(text, title=title), review).tags
        return tags.loc[tags.facet == facet, "value"].tolist()

    return read


def test_what_a_study_says_it_is_not_about_is_no_population(people):
    assert people(title="Kneading for the non-surgical care of neck pain") == ["neck_pain"]
    assert people("Methods: Adults with neck pain were enrolled; pregnant women were excluded.") == ["neck_pain"]


def test_those_who_give_the_treatment_did_not_take_part(people):
    assert people("Aim: To learn if nurses can deliver massage to stroke survivors.") == ["stroke"]
    assert people("Methods: A woman with stroke had massage from a university student.") == ["stroke"]


def test_where_health_workers_work_is_no_illness_of_theirs(people):
    assert people(title="Massage for cancer center nurses") == ["health_workers"]
    assert people("Aim: To study rest among nurses working on a busy pain unit.") == ["health_workers"]


def test_why_a_study_was_done_is_not_whom_it_studied(people):
    text = (
        "BACKGROUND: Diabetes is ever more common. OBJECTIVE: To test foot massage for constipation. METHODS: Forty "
        "patients with constipation were randomised."
    )
    assert people(text) == ["constipation"]


def test_the_name_of_a_scale_or_a_rate_names_no_people(people):
    assert people("Methods: Adults with stroke filled in the Postpartum Bonding Questionnaire.") == ["stroke"]
    assert people(title="Massage, labour pain and cesarean section rates") == ["labour"]


def test_harm_done_in_childhood_makes_no_children(people):
    title = "Touch for adults with experience of childhood sexual abuse"
    assert people(title=title) == ["other:sexual_abuse_survivors", "ptsd"]
    assert people(title=title, facet="life_stage") == ["adult"]
    assert people(title="Parents and the child health service: massage courses", facet="life_stage") != ["child"]


def test_massage_that_is_named_for_babies_is_given_to_babies(people):
    assert people(title="Infant massage: a survey of courses") == ["infants"]


def test_a_treatment_named_for_what_it_presses_tells_no_illness(people):
    assert people(title="Myofascial trigger point massage and heart rate in healthy adults") == ["healthy_volunteers"]


def test_an_abbreviation_means_what_the_text_says_it_means(people):
    text = "Methods: 40 women with painful days (PD) were enrolled. Women with PD had massage."
    assert "parkinson" not in people(text)
    assert people("Methods: 40 patients with Parkinson's disease (PD) were enrolled.") == ["parkinson"]


def test_an_outcome_in_people_is_measured_and_not_had(people):
    assert people(title="Massage and stress in women with breast cancer") == ["breast_cancer"]
    assert people(title="Massage for depressed women with breast cancer") == ["breast_cancer", "depression"]


def test_children_with_an_illness_are_both(people):
    assert people(title="Massage for autistic children") == ["autism", "children"]
    assert people(title="Massage for children with asthma") == ["children", "copd_asthma"]


def test_who_people_are_tells_their_stage_of_life(people):
    assert people(title="Foot massage in dementia care", facet="life_stage") == ["older_adult"]
    assert people(title="Massage for veterans", facet="life_stage") == ["adult"]
    text = "Methods: 60 women in labour at 38 weeks' gestation took part; neonatal Apgar scores were noted."
    assert people(text, title="Massage in labour", facet="life_stage") == ["adult"]


def test_a_title_on_children_goes_before_a_word_on_infants(people):
    text = "Aim: To compare massage with reading. Methods: A scale for infants and young children was used."
    assert people(text, title="Massage for children with Down syndrome", facet="life_stage") == ["child"]


def test_a_mean_age_of_sixty_two_is_an_adults(people):
    text = "Methods: Eighty people with shoulder pain, mean age 62.6 years, were randomised."
    assert people(text, facet="life_stage") == ["adult"]


def test_mothers_of_the_babies_studied_are_not_their_sex(people):
    text = "Methods: Fifty preterm infants were massaged by their mothers."
    assert people(text, title="Massage of preterm infants", facet="sex") == []


def test_a_count_of_women_among_the_people_says_that_men_took_part(people):
    text = "Methods: Twenty adults with insomnia (mean age 25; 6 women) slept at home."
    assert people(text, facet="sex") == ["both"]


def test_a_condition_that_a_drug_is_for_is_had(people):
    assert people(title="Massage for depression in diabetes") == ["depression", "diabetes"]
    assert people(title="Massage for depression and sleep in diabetes") == ["diabetes"]


def test_counted_people_without_any_illness_are_healthy_volunteers(people):
    text = "Aim: To measure jump height after rolling. Methods: Twenty men jumped before and after."
    assert people(text) == ["healthy_volunteers"]
    assert people(text.replace("men", "patients")) == []


def test_people_who_only_feel_less_stressed_were_not_chosen_for_stress(people):
    assert people(title="Veterans are less stressed after massage") == ["veterans"]
