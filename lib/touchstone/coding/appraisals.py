"""Full-text appraisals of risk of bias (RoB 2, ROBINS-I), brought in as data/raw/coding/appraisals.csv.

The machine makes none: an abstract cannot show risk of bias. Two layouts are read: one row a study and domain
(study_id, tool, domain, judgement, support, assessor), and the wide one of robvis (Study, D1 to D5 or D1 to D7,
Overall), whose tool follows from the number of domains.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from touchstone.coding.citing import cite
from touchstone.errors import InputError
from touchstone.tables import Appraisals

FILE = "data/raw/coding/appraisals.csv"
LONG = ("study_id", "tool", "domain", "judgement", "support", "assessor")
DOMAINS = {"RoB 2": tuple(f"D{n}" for n in range(1, 6)), "ROBINS-I": tuple(f"D{n}" for n in range(1, 8))}
# What each tool may say, and where it stands on one scale.
JUDGEMENTS = {
    "RoB 2": {"low": "low", "some concerns": "some", "high": "high", "no information": "unclear"},
    "ROBINS-I": {
        "low": "low", "moderate": "some", "serious": "high", "critical": "high", "no information": "unclear",
    },
}  # fmt: skip
_TOOLS = {"rob2": "RoB 2", "rob2.0": "RoB 2", "robins-i": "ROBINS-I", "robinsi": "ROBINS-I"}


def read_appraisals(folder: Path, studies: pd.DataFrame) -> pd.DataFrame:
    """`folder`/appraisals.csv as Appraisals, studies in the order of the file, domains in theirs and `overall` last.

    `studies` (Studies) tell the labels; a report's record_id stands for its study, and in robvis' layout a label such
    as `Finch 2014` for the one study that bears it. Empty where there is no such file. Raises InputError with the first
    problem that `appraisal_problems` lists.
    """
    rows, found = _read(folder / "appraisals.csv", studies)
    if found:
        raise InputError(found[0])
    return Appraisals.of(rows)


def appraisal_problems(folder: Path, studies: pd.DataFrame) -> list[str]:
    """Every problem of appraisals.csv, one line each with file, line and mend; empty where there is none."""
    return _read(folder / "appraisals.csv", studies)[1]


def _read(path: Path, studies: pd.DataFrame) -> tuple[list[dict], list[str]]:
    if not path.is_file():
        return [], []
    try:
        frame = pd.read_csv(path, dtype="object", keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        return [], [f"{FILE}: cannot be read as CSV ({' '.join(str(error).split())}); mend or remove the file"]
    names = {name.strip().lower(): name for name in frame}
    if "domain" in names or "study_id" in names:
        missing = [column for column in LONG[:4] if column not in names]
        if missing:
            return [], [f"{FILE}: column {missing[0]!r} is missing; it needs {', '.join(LONG)}"]
        given = [_long_row(line, row, names) for line, row in enumerate(frame.to_dict("records"), start=2)]
        found: list[str] = []
    else:
        given, found = _wide_rows(frame, names)
    rows, problems = _checked(given, studies)
    return rows, found + problems


def _long_row(line: int, row: dict, names: dict[str, str]) -> dict:
    return {"line": line} | {column: str(row[names[column]]).strip() if column in names else "" for column in LONG}


def _wide_rows(frame: pd.DataFrame, names: dict[str, str]) -> tuple[list[dict], list[str]]:
    domains = [name for name in names if re.fullmatch(r"d\d", name)]
    tool = next((tool for tool, own in DOMAINS.items() if tuple(name.upper() for name in domains) == own), "")
    if "study" not in names or "overall" not in names or not tool:
        return [], [
            f"{FILE}: neither of the two layouts; take the columns {', '.join(LONG)}, or those of robvis: Study, D1 to "
            "D5 (RoB 2) or D1 to D7 (ROBINS-I), Overall"
        ]
    rows = [
        {"line": line, "study_id": str(row[names["study"]]).strip(), "tool": tool, "support": "", "assessor": "",
         "domain": name.upper() if name != "overall" else name, "judgement": str(row[names[name]]).strip()}
        for line, row in enumerate(frame.to_dict("records"), start=2)
        for name in [*domains, "overall"]
    ]  # fmt: skip
    return rows, []


def _checked(given: list[dict], studies: pd.DataFrame) -> tuple[list[dict], list[str]]:
    known, labels = _names_of(studies)
    rows, found, seen, lines = [], [], set(), {}
    for row in given:
        place = f"{FILE}, line {row['line']}"
        study = known.get(row["study_id"]) or known.get(row["study_id"].casefold(), "")
        tool = _TOOLS.get(re.sub(r"[\s_]", "", row["tool"]).lower(), "")
        if study == "?":
            found.append(f"{place}: several studies are cited as {row['study_id']!r}; give the study_id instead")
        elif not study:
            found.append(f"{place}: study {row['study_id']!r} is not in this review; mend the study_id")
        elif not tool:
            found.append(f"{place}: tool {row['tool']!r} is not known; allowed: {', '.join(DOMAINS)}")
        else:
            domain = "overall" if row["domain"].lower() == "overall" else row["domain"].upper()
            said = re.sub(r"\s*\brisk( of bias)?\b", "", row["judgement"].lower()).strip()
            said = {"some": "some concerns", "unclear": "no information", "": "no information"}.get(said, said)
            if domain not in (*DOMAINS[tool], "overall"):
                found.append(
                    f"{place}: {tool} has no domain {row['domain']!r}; take {', '.join(DOMAINS[tool])}, overall"
                )
            elif said not in JUDGEMENTS[tool]:
                found.append(
                    f"{place}: {row['judgement']!r} is no judgement of {tool}; allowed: {', '.join(JUDGEMENTS[tool])}"
                )
            elif (study, domain) in seen:
                found.append(f"{place}: {domain} of {row['study_id']!r} is judged twice; keep one judgement")
            else:
                seen.add((study, domain))
                lines.setdefault(study, (row["line"], row["study_id"], tool))
                rows.append({**row, "study_id": study, "label": labels[study], "tool": tool, "domain": domain,
                             "judgement": said, "risk": JUDGEMENTS[tool][said]})  # fmt: skip
    for study, (line, name, _) in lines.items():
        if (study, "overall") not in seen and not found:
            found.append(f"{FILE}, line {line}: {name!r} has no overall judgement; add a row with the domain overall")
    order = {study: place for place, study in enumerate(lines)}
    rows.sort(key=lambda row: (order[row["study_id"]], row["domain"] == "overall", row["domain"]))
    return [{key: value for key, value in row.items() if key != "line"} for row in rows], found


def _names_of(studies: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """What a study may be called in the file (`?` where that fits several), and its label."""
    known: dict[str, str] = {}
    labels = {}
    for study in studies.to_dict("records"):
        study_id = study["study_id"]
        labels[study_id] = cite(study)
        known |= dict.fromkeys((study_id, *study["record_ids"]), study_id)
        cited = labels[study_id].casefold()
        known[cited] = "?" if known.get(cited, study_id) != study_id else study_id
    return known, labels
