"""Invented tables of any size for the figures' tests: nothing in them is about a real study."""

from __future__ import annotations

import numpy as np
import pandas as pd

from touchstone.protocol.models import Vocabulary
from touchstone.tables import (
    CLAIM_FINDINGS,
    CLAIM_TYPES,
    STRENGTHS,
    Cells,
    Claims,
    HarmsSummary,
    Stability,
    Studies,
    Votes,
)

GROUPS = {
    "Cancer": "cancer breast_cancer cipn hematologic_cancer palliative_care lymphedema",
    "Long-term illness": "multiple_sclerosis hiv rheumatoid_arthritis osteoarthritis fibromyalgia lupus "
    "inflammatory_bowel_disease systemic_sclerosis ankylosing_spondylitis psoriasis chronic_illness",
    "Musculoskeletal pain": "chronic_pain low_back_pain neck_pain shoulder_pain myofascial_pain headache_migraine "
    "temporomandibular carpal_tunnel tendinopathy plantar_fasciitis",
    "Sport": "exercise_muscle_damage athletes",
    "Surgery and critical care": "postoperative cardiac_surgery burns critical_care",
    "Pregnancy and birth": "labour pregnancy postpartum dysmenorrhoea",
    "Children": "preterm_infants infants children autism adhd cerebral_palsy",
    "Old age and nervous system": "older_adults dementia stroke parkinson spinal_cord_injury",
    "Mental health": "anxiety_disorder depression ptsd stress insomnia",
    "Heart, lungs, kidney": "hypertension heart_disease diabetes kidney_disease_dialysis copd_asthma cystic_fibrosis "
    "constipation",
    "Others": "caregivers health_workers veterans healthy_volunteers",
}
_OUTCOMES = (
    "pain neuropathy_symptoms nerve_conduction self_efficacy self_management_coping anxiety depression mood stress "
    "cortisol immune_function inflammation endorphin_serotonin_oxytocin quality_of_life fatigue sleep "
    "function_disability range_of_motion spasticity muscle_soreness strength_performance balance_gait blood_pressure "
    "heart_rate respiratory circulation_blood_flow swelling nausea bowel_function weight_growth "
    "development_behaviour communication labour_duration medication_use length_of_stay satisfaction body_awareness "
    "emotional_regulation adverse_events cognition"
)
OUTCOMES = _OUTCOMES.split()
_TECHNIQUES = (
    "swedish_classical deep_tissue myofascial_release trigger_point sports lymphatic_drainage craniosacral reflexology "
    "acupressure aromatherapy_massage thai shiatsu tuina foot hand back abdominal infant_tactile_kinesthetic "
    "self_massage foam_rolling massage_unspecified"
)
TECHNIQUES = _TECHNIQUES.split()
DESIGNS = {
    "rct": ("randomised", 0.50),
    "crossover_rct": ("randomised", 0.06),
    "nonrandomised_trial": ("controlled", 0.12),
    "pre_post_single_arm": ("uncontrolled", 0.12),
    "case_report": ("anecdotal", 0.05),
    "systematic_review": ("", 0.15),
}
_NAMES = "Ashdown Beckwith-Oyelaran Corvo Dunmore Ek Farrant Gilling Haverstock Imray Jell Kestrel Lund Marchetti"
NAMES = _NAMES.split()
_CLAIM = (
    "Regular massage lowers the level of a stress hormone in the blood of people with a long-term illness, and what it "
    "lowers stays low for weeks after the last session"
)
MINUTES, SESSIONS = [5, 10, 15, 20, 30, 30, 45, 60, 90], [1, 1, 1, 2, 3, 5, 6, 8, 10, 12, 20, 24]
CONTRASTS = ["efficacy", "comparative", "dose_or_technique"]
POPULATIONS = [code for codes in GROUPS.values() for code in codes.split()]


def vocabulary() -> Vocabulary:
    def concepts(codes: list[str], **more: object) -> dict:
        return {code: {"label": code.replace("_", " ").capitalize(), **more} for code in codes}

    population = {}
    for group, codes in GROUPS.items():
        population |= concepts(codes.split(), group=group)
    population["cipn"]["label"] = "Chemotherapy-induced peripheral neuropathy"
    return Vocabulary(
        version="invented", topic="invented", design=concepts(list(DESIGNS)), population=population,
        outcome=concepts(OUTCOMES), intervention=concepts(TECHNIQUES),
        comparator=concepts(["usual_care"], contrast="efficacy", kind="inert"),
        life_stage=concepts(["adult"]), sex=concepts(["both"]),
    )  # fmt: skip


def studies(number: int, seed: int = 1) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    weight = 1 / np.arange(1, len(POPULATIONS) + 1) ** 0.9
    weight = draw.permutation(weight / weight.sum())
    rows = []
    for i in range(number):
        design = str(draw.choice(list(DESIGNS), p=[share for _, share in DESIGNS.values()])) if i else "rct"
        tier = DESIGNS[design][0]
        size = 1 + int(draw.integers(0, 3)) if tier == "anecdotal" else int(np.exp(draw.normal(3.9, 0.8))) + 4
        told = draw.random() > 0.05 and tier
        rows.append(
            {
                "study_id": f"invented:{i:04d}",
                "year": int(draw.integers(1990, 2027)) if draw.random() > 0.02 else None,
                "first_author": f"{draw.choice(NAMES)} {'ABCDE'[i % 5]}" if i % 23 else "",
                "title": f"An invented study, number {i}",
                "design": design, "tier": tier, "layer": "primary" if tier else "review", "eligible": True,
                "sample_size": size if told else None,
                "population": _some(draw, POPULATIONS, 0.15, weight),
                "intervention": _some(draw, TECHNIQUES, 0.3, None),
                "session_minutes": float(draw.choice(MINUTES)) if draw.random() < 0.7 else None,
                "n_sessions": float(draw.choice(SESSIONS)) if draw.random() < 0.75 else None,
            }
        )  # fmt: skip
    return Studies.of(rows)


def _some(draw: np.random.Generator, codes: list[str], second: float, weight: np.ndarray | None) -> list[str]:
    return sorted(str(c) for c in draw.choice(codes, size=1 + int(draw.random() < second), replace=False, p=weight))


def votes(frame: pd.DataFrame, seed: int = 2) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    weight = 1 / np.arange(1, len(OUTCOMES) + 1) ** 1.0
    weight /= weight.sum()
    rows = []
    for study in frame[frame["tier"] != ""].to_dict("records"):
        for population in study["population"]:
            for outcome in sorted(draw.choice(OUTCOMES, size=1 + int(draw.integers(0, 4)), replace=False, p=weight)):
                way = draw.choice(["benefit", "no_difference", "worse", "mixed", ""], p=[0.5, 0.3, 0.04, 0.1, 0.06])
                vote = str(way) if rows else "benefit"
                rows.append(
                    {
                        "study_id": study["study_id"], "population": population, "outcome": outcome,
                        "contrast": str(draw.choice(CONTRASTS, p=[0.75, 0.2, 0.05])) if rows else "efficacy",
                        "tier": study["tier"], "vote": vote, "sample_size": study["sample_size"],
                        "sham": bool(draw.random() < 0.2 and study["tier"] == "randomised"),
                    }
                )  # fmt: skip
    return Votes.of(rows)


def cells(frame: pd.DataFrame, seed: int = 3) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    rows = []
    for (population, outcome, contrast), group in frame.groupby(["population", "outcome", "contrast"], sort=True):
        cast = group[group["vote"] != ""]
        number = {vote: int((cast["vote"] == vote).sum()) for vote in ("benefit", "no_difference", "worse", "mixed")}
        k, top = len(cast), max(number.values())
        if not k:
            strength = "none"
        elif (cast["tier"] == "anecdotal").all():
            strength = "anecdotal"
        elif k > 3 and top < 0.55 * k:
            strength = "conflicting"
        else:
            strength = "moderate" if k > 8 and draw.random() < 0.4 else "limited" if k > 2 else "very_limited"
        direction = max(number, key=lambda v: number[v]) if k and strength != "conflicting" else "unclear"
        rows.append(
            {
                "population": population, "outcome": outcome, "contrast": contrast, "strength": strength,
                "direction": direction, "n_studies": k, "n_participants": int(cast["sample_size"].fillna(0).sum()),
                "n_silent": len(group) - k, "study_ids": list(cast["study_id"]),
                **{f"votes_{vote}": n for vote, n in number.items()},
            }
        )  # fmt: skip
    return Cells.of(rows)


def claims(number: int, seed: int = 4) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    text = _CLAIM.split()
    rows = []
    for i in range(number):
        strength = str(draw.choice(STRENGTHS, p=[0, 0.08, 0.2, 0.3, 0.1, 0.07, 0.25]))
        finding = (
            "not in this set" if strength == "none" else str(draw.choice(CLAIM_FINDINGS[:4], p=[0.5, 0.25, 0.05, 0.2]))
        )
        rows.append(
            {
                "claim_id": f"claim_{i}", "text": " ".join(text[: int(draw.integers(4, len(text)))]).rstrip(",") + ".",
                "type": str(draw.choice(CLAIM_TYPES)), "made_in": ["handout"], "strength": strength, "finding": finding,
                "n_studies": 0 if strength == "none" else int(draw.integers(1, 40)), "n_participants": 100,
            }
        )  # fmt: skip
    return Claims.of(rows)


def effects(number: int, seed: int = 5) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "study": [f"{draw.choice(NAMES)} {1990 + i % 37}" for i in range(number)],
            "n": draw.integers(12, 180, number),
            "g": draw.normal(0.4, 0.35, number).round(4),
            "variance": (draw.uniform(0.15, 0.55, number) ** 2).round(5),
        }
    )


def flow_counts(times: int = 1) -> pd.DataFrame:
    rows = [
        ("collected", "Publications collected", 457, "", ""),
        ("duplicates", "Duplicates united", 12, "collected", "same identifier, or same title, year and author"),
        ("notices", "Notices, not studies", 3, "collected", "retraction and correction notices"),
        ("screened", "Publications screened", 442, "collected", ""),
        ("reports", "Further reports of the same study", 4, "screened", ""),
        ("studies", "Studies", 438, "screened", ""),
        ("excluded_1", "Kept as context, outside the cells", 17, "studies", "nothing eligible was done to the people"),
        ("excluded_2", "Kept as context, outside the cells", 22, "studies", "a protocol: a study not yet reported"),
        ("excluded_3", "Kept as context, outside the cells", 9, "studies", "a survey or an interview study"),
        ("review", "Reviews, shown beside the cells", 110, "studies", ""),
        ("primary", "Primary studies in the cells", 280, "studies", ""),
    ]
    frame = pd.DataFrame(rows, columns=["box", "label", "n", "parent", "reason"])
    return frame.assign(n=frame["n"] * times)


def prisma_counts() -> pd.DataFrame:
    rows = [
        ("pubmed", "Records identified from PubMed", 2140, "", ""),
        ("registers", "Records identified from trial registers", 212, "", ""),
        ("before", "Records removed before screening", 320, "pubmed;registers", "duplicates"),
        ("retracted", "Records removed before screening", 4, "pubmed;registers", "retracted"),
        ("screened", "Records screened", 2028, "pubmed;registers", ""),
        ("off", "Records excluded", 1500, "screened", "not about the intervention"),
        ("assessed", "Reports assessed for eligibility", 528, "screened", ""),
        ("design", "Reports excluded", 100, "assessed", "design outside the protocol"),
        ("people", "Reports excluded", 28, "assessed", "healthy volunteers only"),
        ("included", "Studies included in the review", 400, "assessed", ""),
    ]
    return pd.DataFrame(rows, columns=["box", "label", "n", "parent", "reason"])


def points(number: int, seed: int = 6) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "label": [f"{draw.choice(NAMES)} {1990 + i % 37}" for i in range(number)],
            "n": draw.integers(8, 900, number),
            "p": np.where(draw.random(number) < 0.1, np.nan, 10 ** -draw.uniform(0, 5, number)),
            "sign": draw.choice(["benefit", "worse", "unknown"], number, p=[0.6, 0.3, 0.1]),
        }
    )


def appraisals(number: int, seed: int = 7) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    domains = (
        "Randomisation process", "Deviations from intended interventions", "Missing outcome data",
        "Measurement of the outcome", "Selection of the reported result", "overall",
    )  # fmt: skip
    rows = [
        {
            "study_id": f"invented:{i:04d}", "label": f"{draw.choice(NAMES)} {1990 + i % 37}", "tool": "rob2",
            "domain": domain, "judgement": str(draw.choice(["low", "some_concerns", "high"])),
        }
        for i in range(number)
        for domain in domains
        if draw.random() > 0.03
    ]  # fmt: skip
    return pd.DataFrame(rows)


def harms(number: int, seed: int = 8) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    rows = []
    for place, code in enumerate(["any", *POPULATIONS]):
        n = max(1, number // (1 + place))
        told = int(draw.integers(0, n + 1))
        parts = draw.multinomial(told, [0.2, 0.3, 0.2, 0.3])
        people = int(draw.integers(5, 900)) if told else 0
        rows.append(
            {
                "population": code, "n_studies": n, "n_reported": told,
                **dict(zip(("n_events", "n_none", "n_none_serious", "n_statement"), map(int, parts), strict=True)),
                "events": 1 if told else None, "people": people or None, "rate_high": 5 / people if people else None,
            }
        )  # fmt: skip
    return HarmsSummary.of(rows)


def stability(frame: pd.DataFrame, seed: int = 9) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    share = draw.uniform(0.2, 1.0, len(frame)).round(3)
    return Stability.conform(
        frame[["population", "outcome", "contrast", "strength", "direction"]].assign(
            stability=share, becomes_strength="conflicting", becomes_direction="mixed",
            becomes_share=((1 - share) / 2).round(3), draws=1000,
        )
    )  # fmt: skip


def reliability(number: int, seed: int = 10) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    facets = ("design", "population", "intervention", "outcome", "finding", "comparator", "overall_direction")
    return pd.DataFrame(
        {
            "facet": facet, "bin_low": low / 10, "bin_high": (low + 1) / 10, "n": int(draw.integers(0, number + 1)),
            "mean_confidence": low / 10 + 0.05, "share_right": float(draw.random()),
        }
        for facet in facets
        for low in range(3, 10)
    )  # fmt: skip
