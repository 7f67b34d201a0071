"""Harms from their own table: who looked for them, who said anything, and events over people treated.

Silence is never zero: a study without a row in Harms did not report, and is counted as silent.
"""

from __future__ import annotations

import pandas as pd

from touchstone.evidence.samples import credited
from touchstone.protocol import Vocabulary
from touchstone.protocol.models import Strength
from touchstone.tables import HarmsSummary

RULE_OF_THREE, EXACT = "rule of three", "Clopper–Pearson"


def harms_summary(
    harms: pd.DataFrame, studies: pd.DataFrame, vocabulary: Vocabulary, strength: Strength
) -> pd.DataFrame:
    """HarmsSummary from Harms and Studies: one row a population, people at large (`any`) first, of the primary studies.

    A rate is given where studies tell both events and people treated; where a study of one group or a crossover trial
    says that none occurred, everybody in it was treated. `No serious event` is counted apart and enters no rate, and
    case reports never do: they are written because something happened.
    """
    counted = studies[(studies["layer"] == "primary") & studies["eligible"].astype(bool) & (studies["tier"] != "")]
    by_record = {record: group.to_dict("records") for record, group in harms.groupby("record_id", sort=False)}
    gathered: dict[str, list[dict]] = {"any": []}
    for study in counted.to_dict("records"):
        told = _of_study(study, [row for record in study["record_ids"] for row in by_record.get(record, [])])
        for population in credited(study["population"], vocabulary, strength.mixed_samples):
            gathered.setdefault(population, []).append(told)
        gathered["any"].append(told)
    names = ["any", *sorted(set(gathered) - {"any"})]
    return HarmsSummary.of({"population": name} | _summed(gathered[name]) for name in names)


def event_rate(events: int, people: int) -> tuple[float, float, float, str]:
    """Rate, lower and upper end of its 95 % interval, and the method of the upper end.

    With no event the upper end is 3/n (rule of three: Hanley & Lippman-Hand, JAMA 1983;249:1743-5), at most 1; else
    both are exact (Clopper & Pearson, Biometrika 1934;26:404-13).

    >>> event_rate(0, 25)
    (0.0, 0.0, 0.12, 'rule of three')
    >>> [round(x, 4) for x in event_rate(2, 50)[:3]]
    [0.04, 0.0049, 0.1371]
    """
    if events == 0:
        return 0.0, 0.0, min(1.0, 3 / people), RULE_OF_THREE
    from scipy.special import betaincinv

    low = float(betaincinv(events, people - events + 1, 0.025))
    high = float(betaincinv(events + 1, people - events, 0.975)) if events < people else 1.0
    return events / people, low, high, EXACT


def _of_study(study: dict, rows: list[dict]) -> dict:
    """What one study says of harms: flags, and its events and people where they may enter a rate."""
    said = {row["reported"] for row in rows}
    serious = [row for row in rows if row["severity"] == "serious"]
    none = "none_occurred" in said and "events" not in said
    only_serious = none and all(row["severity"] == "serious" for row in rows if row["reported"] == "none_occurred")
    case = study["tier"] == "anecdotal"
    events, people = None, None
    for row in rows:
        number, treated = row["events_intervention"], row["n_intervention"]
        if pd.isna(number) and row["reported"] == "none_occurred" and row["severity"] != "serious":
            number = 0
        everybody = study["tier"] == "uncontrolled" or study["design"] == "crossover_rct"
        if pd.isna(treated) and everybody:
            treated = study["sample_size"]
        if not (case or pd.isna(number) or pd.isna(treated) or treated < max(number, 1)) and people is None:
            events, people = int(number), int(treated)
    return {
        "n_studies": 1,
        "n_sought": int(any(row["sought"] == "yes" for row in rows)),
        "n_reported": int(bool(rows)),
        "n_none": int(none and not only_serious),
        "n_none_serious": int(only_serious),
        "n_events": int("events" in said),
        "n_serious": int(any(row["reported"] == "events" for row in serious)),
        "n_statement": int(said == {"statement_only"}),
        "n_counted": int(people is not None),
        "events": events or 0,
        "people": people or 0,
        "n_case_events": int(case and "events" in said),
    }


def _summed(studies: list[dict]) -> dict:
    total = {name: sum(study[name] for study in studies) for name in studies[0]} if studies else {}
    if not total.get("people"):
        return total | {"events": None, "people": None}
    rate, low, high, method = event_rate(total["events"], total["people"])
    return total | {"rate": rate, "rate_low": low, "rate_high": high, "method": method}
