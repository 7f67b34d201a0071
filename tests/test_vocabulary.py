"""protocol/vocabulary.yml: complete, unambiguous, and readable by the people who keep it."""

import re
from pathlib import Path

import pytest

from touchstone.protocol import broader_of, load_vocabulary

VOCABULARY = Path(__file__).parents[1] / "protocol" / "vocabulary.yml"
FACETS = ("design", "population", "outcome", "intervention", "comparator", "life_stage", "sex", "not_intervention")

# The codes of the library's codebook: what its codings say, the vocabulary must know by the same name.
CODEBOOK = {
    "design": """
        systematic_review_with_meta_analysis systematic_review overview_or_evidence_map guideline rct
        cluster_rct crossover_rct nonrandomised_trial pre_post_single_arm cohort case_control cross_sectional
        case_series case_report qualitative mixed_methods narrative_review protocol animal_or_basic commentary
    """,
    "population": """
        cancer breast_cancer cipn hematologic_cancer palliative_care lymphedema multiple_sclerosis hiv
        rheumatoid_arthritis osteoarthritis fibromyalgia lupus inflammatory_bowel_disease systemic_sclerosis
        ankylosing_spondylitis psoriasis chronic_pain low_back_pain neck_pain shoulder_pain myofascial_pain
        headache_migraine temporomandibular carpal_tunnel tendinopathy plantar_fasciitis exercise_muscle_damage
        athletes postoperative cardiac_surgery burns labour pregnancy postpartum dysmenorrhoea preterm_infants
        infants children older_adults dementia stroke parkinson spinal_cord_injury cerebral_palsy autism adhd
        anxiety_disorder depression ptsd stress insomnia hypertension heart_disease diabetes
        kidney_disease_dialysis critical_care copd_asthma cystic_fibrosis constipation caregivers health_workers
        veterans chronic_illness healthy_volunteers
    """,
    "outcome": """
        pain neuropathy_symptoms nerve_conduction self_efficacy self_management_coping anxiety depression mood
        stress cortisol immune_function inflammation endorphin_serotonin_oxytocin quality_of_life fatigue sleep
        function_disability range_of_motion spasticity muscle_soreness strength_performance balance_gait
        blood_pressure heart_rate respiratory circulation_blood_flow swelling nausea bowel_function
        weight_growth development_behaviour communication labour_duration medication_use length_of_stay
        satisfaction body_awareness emotional_regulation pain_acceptance adverse_events feasibility cognition
    """,
    "intervention": """
        swedish_classical deep_tissue myofascial_release trigger_point sports lymphatic_drainage craniosacral
        reflexology acupressure aromatherapy_massage thai shiatsu tuina neuromuscular foot hand back abdominal
        infant_tactile_kinesthetic oncology_massage self_massage foam_rolling instrument_assisted
        connective_tissue structural light_touch chair ice mechanical_device massage_unspecified
    """,
    "comparator": """
        usual_care no_treatment waitlist attention_or_relaxation sham_or_light_touch active_exercise
        active_manual active_drug other_massage education none
    """,
    "life_stage": "preterm_newborn infant child adolescent adult older_adult mixed",
    "sex": "female male both",
}

# Phrases that say two things at once may stand under both codes, and only for these pairs.
SHARED = {
    "population": {
        ("cancer", "palliative_care"),
        ("breast_cancer", "lymphedema"),
        ("hiv", "palliative_care"),
        ("chronic_pain", "low_back_pain"),
        ("chronic_pain", "neck_pain"),
        ("chronic_pain", "shoulder_pain"),
        ("chronic_pain", "headache_migraine"),
        ("low_back_pain", "neck_pain"),
        ("neck_pain", "shoulder_pain"),
        ("headache_migraine", "neck_pain"),
        ("shoulder_pain", "stroke"),
        ("children", "rheumatoid_arthritis"),
        ("depression", "postpartum"),
        ("depression", "pregnancy"),
        ("infants", "postpartum"),
        ("postoperative", "postpartum"),
        ("cardiac_surgery", "postoperative"),
        ("athletes", "healthy_volunteers"),
        ("chronic_pain", "osteoarthritis"),
    },
    "outcome": {
        ("anxiety", "depression"),
    },
    "intervention": {
        ("back", "swedish_classical"),
        ("aromatherapy_massage", "hand"),
        ("aromatherapy_massage", "foot"),
        ("aromatherapy_massage", "back"),
        ("abdominal", "aromatherapy_massage"),
        ("aromatherapy_massage", "reflexology"),
        ("foot", "reflexology"),
        ("foot", "hand"),
        ("back", "hand"),
        ("abdominal", "acupressure"),
        ("acupressure", "self_massage"),
        ("reflexology", "self_massage"),
        ("foot", "self_massage"),
        ("hand", "self_massage"),
        ("abdominal", "self_massage"),
        ("self_massage", "trigger_point"),
        ("lymphatic_drainage", "self_massage"),
        ("self_massage", "shiatsu"),
        ("foot", "thai"),
        ("foam_rolling", "self_massage"),
        ("foam_rolling", "myofascial_release"),
        ("myofascial_release", "self_massage"),
    },
}


@pytest.fixture(scope="module")
def vocabulary():
    return load_vocabulary(VOCABULARY)


def terms_of(concept):
    return [*concept.synonyms, *getattr(concept, "instruments", [])]


def as_matched(term):
    """A term as the tagger sees it: an abbreviation as it is, anything else without capitals and hyphens."""
    abbreviation = " " not in term and sum(letter.isupper() for letter in term) >= 2
    return term if abbreviation else re.sub(r"[\s-]+", " ", term.lower())


@pytest.mark.parametrize("facet", CODEBOOK)
def test_every_code_of_the_codebook_is_there(vocabulary, facet):
    assert set(CODEBOOK[facet].split()) <= set(getattr(vocabulary, facet))


@pytest.mark.parametrize("facet", FACETS)
def test_a_term_stands_under_one_code_of_a_facet_unless_both_notes_say_so(vocabulary, facet):
    concepts = getattr(vocabulary, facet)
    codes = {}
    for code, concept in concepts.items():
        terms = terms_of(concept)
        assert len(terms) == len(set(terms)), f"{facet}.{code}: {sorted(t for t in terms if terms.count(t) > 1)}"
        for term in terms:
            codes.setdefault(as_matched(term), set()).add(code)
    for term, found in codes.items():
        for one in found:
            for other in found - {one}:
                assert tuple(sorted((one, other))) in SHARED.get(facet, ()), f"{term!r} stands under {one} and {other}"
                assert "Shares" in concepts[one].note, f"{one}: the note should tell that it shares {term!r}"
                assert other in concepts[one].note, f"{one}: the note should name {other}"


@pytest.mark.parametrize("facet", FACETS)
def test_a_code_has_words_by_which_it_is_found(vocabulary, facet):
    for code, concept in getattr(vocabulary, facet).items():
        assert terms_of(concept), f"{facet}.{code} has no words"
        for term in terms_of(concept):
            assert len(term) > 1, f"{facet}.{code}: {term!r}"
            assert term == " ".join(term.split()), f"{facet}.{code}: {term!r}"
            assert not re.search(r"[,;:]$|^[,;:]", term), f"{facet}.{code}: {term!r} looks cut at a comma"


@pytest.mark.parametrize("facet", FACETS)
def test_mesh_headings_are_written_as_nlm_writes_them(vocabulary, facet):
    for code, concept in getattr(vocabulary, facet).items():
        assert len(concept.mesh) == len(set(concept.mesh)), f"{facet}.{code}"
        for heading in concept.mesh:
            # An inverted heading that lost its quotes (Pain, Postoperative) would fall apart at its comma.
            assert heading[0].isupper() or heading.startswith("beta-"), f"{facet}.{code}: {heading!r}"


def test_labels_are_short_differ_and_start_with_a_capital(vocabulary):
    for facet in FACETS:
        labels = [concept.label for concept in getattr(vocabulary, facet).values()]
        assert len(labels) == len(set(labels)), facet
        for label in labels:
            assert len(label) <= 34, f"{facet}: {label!r}"
            assert label[0].isupper(), f"{facet}: {label!r}"


@pytest.mark.parametrize(
    ("facet", "fewest", "most"), [("population", 8, 12), ("outcome", 6, 10), ("intervention", 4, 7)]
)
def test_the_map_folds_into_a_handful_of_groups(vocabulary, facet, fewest, most):
    groups = {concept.group for concept in getattr(vocabulary, facet).values()}
    assert "" not in groups
    assert fewest <= len(groups) <= most


def test_broader_codes_exist_and_hold_all_their_members(vocabulary):
    for code, concept in vocabulary.population.items():
        assert set(concept.broader) <= set(vocabulary.population), code
    assert broader_of(vocabulary, "population", "cipn") == ("cipn", "cancer")
    assert broader_of(vocabulary, "population", "cardiac_surgery") == ("cardiac_surgery", "postoperative")
    assert broader_of(vocabulary, "population", "preterm_infants") == ("preterm_infants", "infants")
    # Frequent company is not membership: back pain may be acute, dementia may start early.
    for code in ("low_back_pain", "dementia", "palliative_care", "lymphedema", "labour", "infants"):
        assert vocabulary.population[code].broader == []


def test_outcomes_say_which_way_is_better_unless_words_run_both_ways(vocabulary):
    better = {code: outcome.higher_is_better for code, outcome in vocabulary.outcome.items()}
    for code in (
        "pain",
        "anxiety",
        "fatigue",
        "blood_pressure",
        "heart_rate",
        "cortisol",
        "medication_use",
        "length_of_stay",
    ):
        assert better[code] is False, code
    for code in ("quality_of_life", "self_efficacy", "immune_function", "weight_growth", "range_of_motion"):
        assert better[code] is True, code
    for code, outcome in vocabulary.outcome.items():
        if outcome.higher_is_better is None:
            assert outcome.note, f"{code}: a reader may wonder why no direction is given"


def test_markers_are_surrogates_and_what_people_feel_is_not(vocabulary):
    surrogates = {code for code, outcome in vocabulary.outcome.items() if outcome.surrogate}
    assert {
        "cortisol",
        "immune_function",
        "inflammation",
        "endorphin_serotonin_oxytocin",
        "nerve_conduction",
    } <= surrogates
    assert not {code for code in surrogates if vocabulary.outcome[code].self_reported}


def test_comparators_answer_the_questions_the_codebook_gives_them(vocabulary):
    answers = {code: (comparator.contrast, comparator.kind) for code, comparator in vocabulary.comparator.items()}
    assert answers == {
        "usual_care": ("efficacy", "inert"),
        "no_treatment": ("efficacy", "inert"),
        "waitlist": ("efficacy", "inert"),
        "attention_or_relaxation": ("efficacy", "attention"),
        "education": ("efficacy", "attention"),
        "sham_or_light_touch": ("efficacy", "sham"),
        "active_exercise": ("comparative", "active"),
        "active_manual": ("comparative", "active"),
        "active_drug": ("comparative", "active"),
        "other_massage": ("dose_or_technique", "other_dose"),
        "none": ("none", "none"),
    }


def test_a_publication_type_stands_for_one_design(vocabulary):
    types = [name for design in vocabulary.design.values() for name in design.publication_types]
    assert len(types) == len(set(types))
    assert "Randomized Controlled Trial" in vocabulary.design["rct"].publication_types
    assert "Meta-Analysis" in vocabulary.design["systematic_review_with_meta_analysis"].publication_types


@pytest.mark.parametrize(
    "phrase",
    [
        "cardiac massage",
        "carotid sinus massage",
        "prostatic massage",
        "ocular massage",
        "uterine massage",
        "gingival massage",
    ],
)
def test_massage_of_the_heart_or_the_womb_is_not_massage_therapy(vocabulary, phrase):
    elsewhere = {as_matched(term) for concept in vocabulary.intervention.values() for term in terms_of(concept)}
    assert phrase in {term for concept in vocabulary.not_intervention.values() for term in concept.synonyms}
    assert phrase not in elsewhere


def test_the_file_explains_itself_before_its_first_key():
    head = VOCABULARY.read_text(encoding="utf-8").split("version:")[0]
    assert all(line.startswith("#") or not line for line in head.splitlines())
    for key in (
        "synonyms",
        "instruments",
        "mesh",
        "broader",
        "group",
        "note",
        "higher_is_better",
        "surrogate",
        "contrast",
    ):
        assert key in head
