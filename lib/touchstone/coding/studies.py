"""Studies: the best value of each facet, a person's before the machine's, and whether the study counts and why."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from touchstone.coding.decisions import SAME_STUDY
from touchstone.formats import split_sections
from touchstone.protocol.models import Eligibility, Strength
from touchstone.tables import Studies

SINGLE = (
    "design", "pilot", "n_enrolled", "n_analysed", "n_studies", "country", "life_stage", "sex", "session_minutes",
    "n_sessions", "duration_weeks", "overall_direction", "blinded", "purpose",
)  # fmt: skip
SEVERAL = ("population", "intervention", "comparator")
NUMBERS = ("n_enrolled", "n_analysed", "sample_size", "n_studies", "session_minutes", "n_sessions", "duration_weeks")
_PREVENTS = re.compile(r"\bprevent|\bprophyla|\bprotect\w* (?:\w+ )?against", re.I)
_RELIEVES = re.compile(r"\b(?:eas|reliev|reduc|improv|treat|lift|lessen|shorten)\w*", re.I)
# Confidence is the share that is right. A code of several is worth keeping from half the best F1 on (Lipton 2014).
_SURE_ENOUGH = 0.35


def facet_values(record_ids: Iterable[str], tags: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Each record's value of each facet, one row a record: a standing decision where there is one, else the tags.

    A person's empty value is a decision too (looked for, not told) and is not filled by the machine. Among tags the
    most confident value is taken for facets that hold one, and every value that is sure enough for the others.
    Columns: record_id, one a facet, and `facet_source` ({facet: human:CODER | machine}).
    """
    values = {record_id: {"record_id": record_id, "facet_source": {}} for record_id in record_ids}
    for tag in tags[tags["confidence"] >= _SURE_ENOUGH].sort_values("confidence", kind="stable").to_dict("records"):
        row = values[tag["record_id"]]
        if tag["facet"] in SEVERAL:
            row[tag["facet"]] = (*row.get(tag["facet"], ()), tag["value"])
        else:
            row[tag["facet"]] = _plain(tag["facet"], tag["value"])
        row["facet_source"][tag["facet"]] = "machine"
    people = decisions[~decisions["facet"].isin(["finding", "harms"])]
    for decision in people.to_dict("records"):
        row = values.get(decision["record_id"])
        if row is not None:
            row[decision["facet"]] = decision["value"]
            row["facet_source"][decision["facet"]] = f"human:{decision['coder']}"
    columns = ["record_id", *SINGLE, *SEVERAL, "sample_size", "arms", "facet_source"]
    return pd.DataFrame(list(values.values())).reindex(columns=columns)


def build_studies(
    records: pd.DataFrame,
    tags: pd.DataFrame,
    decisions: pd.DataFrame,
    links: pd.DataFrame,
    eligibility: Eligibility,
    strength: Strength,
) -> pd.DataFrame:
    """Records, tags and standing decisions as Studies, one row a study; notices are none.

    Records that links.csv calls a report or conference abstract of another are one study with it; the main report
    supplies its facets. Every study has its layer, whether it is eligible, and the rule of review.yml that says so.
    """
    kept = records[records["record_type"] != "notice"]
    facets = facet_values(kept["record_id"], tags, decisions).set_index("record_id")
    read = decisions.drop_duplicates("record_id").set_index("record_id")["shown"]
    mistaken = tags[tags["facet"] == "not_intervention"].groupby("record_id")["quote"].first()
    main = main_reports(kept["record_id"], links)
    retracted = kept[kept["retracted"].fillna(False).astype(bool)]["record_id"]
    gone = {main[record_id] for record_id in retracted}
    registered = {main[r] for r, ids in zip(kept["record_id"], kept["registry_ids"], strict=True) if ids}
    reports: dict[str, list[str]] = {}
    for record_id, study_id in main.items():
        reports.setdefault(study_id, []).append(record_id)
    rows = []
    for record in kept[kept["record_id"].isin(set(main.values()))].to_dict("records"):
        study_id = record["record_id"]
        row = facets.loc[study_id].to_dict()
        row["comparator"] = _as_codes(row["comparator"])
        sources = row["facet_source"]
        makers = sorted(set(sources.values())) or ["machine"]
        row |= {
            "study_id": study_id,
            "record_ids": [study_id, *sorted(set(reports[study_id]) - {study_id})],
            "first_author": record["authors"][0] if record["authors"] else "",
            **{name: record[name] for name in ("title", "year", "pmid", "doi")},
            "tier": tier_of(row, strength),
            "purpose": row["purpose"] if isinstance(row["purpose"], str) else _purpose(record),
            "registered": study_id in registered,
            "retracted": study_id in gone,
            "coded_by": makers[0] if len(makers) == 1 else "both",
            "read": read.get(study_id, ""),
            "text_source": "abstract" if record["abstract"] else "digest" if record["digest"] else "title_only",
        }
        row |= _eligibility(row, mistaken.get(study_id, ""), eligibility)
        row["sample_size"] = None if row["layer"] == "review" else _people(row)
        rows.append(row)
    return Studies.of(rows)[list(Studies.columns)]


def main_reports(record_ids: Iterable[str], links: pd.DataFrame) -> dict[str, str]:
    """For each record the record_id of its study's main report, following links.csv to the end.

    >>> links = pd.DataFrame([("b", "report_of", "a", "")], columns=["record_id", "relation", "study_id", "reason"])
    >>> main_reports(["a", "b"], links)
    {'a': 'a', 'b': 'a'}
    """
    ids = list(record_ids)
    same = links[links["relation"].isin(SAME_STUDY) & links["record_id"].isin(ids) & links["study_id"].isin(ids)]
    above = dict(zip(same["record_id"], same["study_id"], strict=True))
    out = {}
    for record_id in ids:
        seen, here = {record_id}, record_id
        while here in above and above[here] not in seen:
            here = above[here]
            seen.add(here)
        out[record_id] = here
    return out


def _eligibility(row: dict, mistaken: str, rules: Eligibility) -> dict:
    review = row["design"] in rules.review_designs
    layer = "review" if review else "primary"
    if row["retracted"]:
        return {"layer": layer, "eligible": False, "reason": rules.retracted}
    if row["design"] in rules.context_designs:
        return {"layer": "context", "eligible": False, "reason": rules.context_designs[row["design"]]}
    if not _as_codes(row["intervention"]):
        reason = rules.not_intervention.format(phrase=mistaken) if mistaken else rules.needs_intervention
        return {"layer": "context", "eligible": False, "reason": reason}
    if row["text_source"] == "title_only" and not row["read"]:
        return {"layer": "context", "eligible": False, "reason": rules.no_text}
    if not isinstance(row["design"], str) or not row["design"]:
        return {"layer": "context", "eligible": False, "reason": rules.unknown_design}
    return {"layer": layer, "eligible": True, "reason": rules.eligible_review if review else rules.eligible_primary}


def tier_of(row: dict, strength: Strength) -> str:
    """The tier of a study by its design, comparators and people; empty where its design is no primary evidence."""
    tier = strength.tiers.get(row["design"], "")
    alone = set(row["comparator"]) <= {"none"}
    if tier == "controlled" and alone:
        return "uncontrolled"
    if tier == "anecdotal" and (_people(row) or 1) > strength.anecdotal_max_people:
        return "uncontrolled"
    return tier


def _purpose(record: dict) -> str:
    """Prevention where the title says so, or the aim says so and names no relief beside it; else treatment."""
    if _PREVENTS.search(record["title"]):
        return "prevention"
    text = record["abstract"] or record["digest"]
    parts = split_sections(text) if _PREVENTS.search(text) else ()
    aim = " ".join(text[part["start"] : part["end"]] for part in parts if part["category"] == "OBJECTIVE")
    return "prevention" if _PREVENTS.search(aim) and not _RELIEVES.search(aim) else "treatment"


def _people(row: dict) -> int | None:
    """People analysed, else enrolled, else the arms added up where every arm is told, else the machine's number."""
    for name in ("n_analysed", "n_enrolled"):
        if not _nothing(row[name]):
            return int(row[name])
    arms = row["arms"] if isinstance(row["arms"], list) else []
    told = [arm.get("n") for arm in arms]
    if told and all(n is not None for n in told):
        return int(sum(told))
    return None if _nothing(row["sample_size"]) else int(row["sample_size"])


def _as_codes(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _nothing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def _plain(facet: str, value: str) -> object:
    if facet in NUMBERS:
        return float(value)
    return value == "yes" if facet == "pilot" else value
