"""A small vocabulary about an invented remedy: the rules of the tagger must not know any topic."""

from __future__ import annotations

import pandas as pd
import pytest

from touchstone.protocol.models import Vocabulary
from touchstone.tables import Records


def _codes(**words: list[str]) -> dict:
    return {code: {"label": code.replace("_", " "), "synonyms": found} for code, found in words.items()}


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    outcomes = _codes(
        pain=["pain"],
        range_of_motion=["range of motion", "flexion"],
        sleep=["sleep", "sleep quality"],
        anxiety=["anxiety"],
        depression=["depression", "depressive symptoms"],
        fatigue=["fatigue", "tiredness"],
        quality_of_life=["quality of life"],
        cortisol=["cortisol"],
        adverse_events=["adverse events", "side effects"],
    )
    for code, higher in {"range_of_motion": True, "sleep": True, "quality_of_life": True}.items():
        outcomes[code]["higher_is_better"] = higher
    for code in ("pain", "anxiety", "depression", "fatigue", "cortisol", "adverse_events"):
        outcomes[code]["higher_is_better"] = False
    outcomes["pain"]["instruments"] = ["visual analogue scale", "VAS"]
    outcomes["sleep"]["instruments"] = ["Pittsburgh Sleep Quality Index", "PSQI"]
    comparators = _codes(
        usual_care=["usual care", "routine care"],
        no_treatment=["no treatment", "untreated controls"],
        sham=["sham brushing", "sham"],
        active_exercise=["exercise", "stretching"],
        other_brushing=["soft brushing"],
        none=[],
    )
    kinds = {"usual_care": "inert", "no_treatment": "inert", "sham": "sham", "active_exercise": "active"}
    for code, concept in comparators.items():
        concept["kind"] = kinds.get(code, "other_dose" if code == "other_brushing" else "none")
        concept["contrast"] = {"active": "comparative", "other_dose": "dose_or_technique", "none": "none"}.get(
            concept["kind"], "efficacy"
        )
    designs = _codes(
        systematic_review_with_meta_analysis=["meta-analysis"],
        systematic_review=["systematic review"],
        rct=["randomised controlled trial", "randomised trial"],
        crossover_rct=["randomised crossover trial"],
        nonrandomised_trial=["quasi-experimental", "non-randomised"],
        pre_post_single_arm=["single-arm", "uncontrolled"],
        case_report=["case report"],
        qualitative=["qualitative study"],
        protocol=["study protocol"],
    )
    designs["rct"]["publication_types"] = ["Randomized Controlled Trial"]
    return Vocabulary.model_validate(
        {
            "version": "test",
            "topic": "brushing",
            "design": designs,
            "population": _codes(
                low_back_pain=["low back pain"],
                cancer=["cancer", "tumour"],
                breast_cancer=["breast cancer"],
                dementia=["dementia"],
            ),
            "outcome": outcomes,
            "intervention": _codes(
                dry_brushing=["dry brushing"], wet_brushing=["wet brushing"], brushing_unspecified=["brushing"]
            ),
            "comparator": comparators,
            "life_stage": _codes(adult=["adults"], older_adult=["older adults"], child=["children"]),
            "sex": _codes(female=["women"], male=["men"]),
            "not_intervention": _codes(tooth_brushing=["tooth brushing"]),
        }
    )


@pytest.fixture
def record():
    """A record with the abstract given, and what else is named."""

    def build(abstract: str = "", title: str = "", **more) -> pd.DataFrame:
        return Records.of([{"record_id": "test:1", "title": title, "abstract": abstract, **more}])

    return build
