"""People's coded results as Findings: which comparison each answers, what p says, which side its number favours."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from touchstone.protocol import Vocabulary
from touchstone.tables import Findings, Harms

_AGAINST = re.compile(r"\b(?:vs?\.?|versus|against|than|compared (?:with|to))\s+(.+)", re.I)
_P = re.compile(r"^\s*(?:p\s*)?(<=|>=|≤|≥|<|>|=)?\s*(0?\.\d+|0|1)\s*$", re.I)
_RELATIONS = {"≤": "<=", "≥": ">=", None: "="}
_SIGN = {"benefit": "benefit", "worse": "worse"}


def coded_findings(
    decisions: pd.DataFrame, effects: pd.DataFrame, comparators: dict[str, tuple[str, ...]], vocabulary: Vocabulary
) -> pd.DataFrame:
    """The standing decisions on findings as Findings, one row a result, not yet located in a text.

    `comparators` gives the coded comparators of each record_id. The comparator of a result is told by its own words
    (`pain vs usual care`), or by the record having a single one. Its contrast is that comparator's, or the one question
    that all the record's comparators answer; else it stays empty.
    """
    rows = []
    for decision in decisions[decisions["facet"] == "finding"].to_dict("records"):
        value = decision["value"]
        own = comparators.get(decision["record_id"], ())
        words = " ".join(value.get(name) or "" for name in ("outcome_text", "timepoint"))
        comparator = told_comparator(words, own, vocabulary)
        p_value, p_relation = parse_p(value.get("p_text") or "")
        rows.append(
            value
            | {
                "finding_id": decision["finding_id"],
                "record_id": decision["record_id"],
                "comparator": comparator,
                "contrast": contrast_of((comparator,) if comparator else own, vocabulary),
                "p_value": p_value,
                "p_relation": p_relation,
                "sign": _SIGN.get(value["direction"], "unknown"),
                "change": "unknown",
                "confidence": 1.0,
                "located_by": "none",
                "spin": "not_assessable",
                "coded_by": f"human:{decision['coder']}",
            }
        )
    numbers = effects.drop(columns=["record_id", "outcome", "contrast"]).drop_duplicates("finding_id")
    frame = pd.DataFrame(rows, columns=None if rows else ["finding_id", "record_id"])
    frame = frame.merge(numbers, on="finding_id", how="left")
    frame["favours"] = frame["favours"].fillna("unknown")
    arms = [name for name in numbers if name.startswith(("mean_", "sd_", "n_"))]
    return Findings.conform(frame.drop(columns=arms))


def coded_harms(decisions: pd.DataFrame) -> pd.DataFrame:
    """The standing decisions on harms as Harms. A record that is not in it did not report; that is not zero."""
    harms = decisions[decisions["facet"] == "harms"]
    return Harms.of(
        value | {"record_id": record_id, "coded_by": f"human:{coder}"}
        for value, record_id, coder in zip(harms["value"], harms["record_id"], harms["coder"], strict=True)
    )


def machine_harms(tags: pd.DataFrame, read: Iterable[str]) -> pd.DataFrame:
    """What the machine read of harms as Harms, of the records that no person has `read`."""
    harms = tags[(tags["facet"] == "harms") & ~tags["record_id"].isin(set(read))]
    rows = zip(harms["record_id"], harms["value"], harms["quote"], strict=True)
    return Harms.of(
        {"record_id": record_id, "sought": "not_told", "reported": value, "severity": "not_told", "text": quote,
         "coded_by": "machine"}
        for record_id, value, quote in rows
    )  # fmt: skip


def told_comparator(words: str, comparators: Iterable[str], vocabulary: Vocabulary) -> str:
    """Which of a record's `comparators` the words after `vs`, `than` or `against` name; empty where they do not tell.

    A record with a single comparator needs no words.

    >>> from touchstone.protocol import load_vocabulary
    >>> told_comparator("pain, massage vs acupuncture", ("education", "other:acupuncture"), load_vocabulary())
    'other:acupuncture'
    >>> told_comparator("pain", ("education", "other:acupuncture"), load_vocabulary())
    ''
    """
    own = tuple(comparators)
    if len(own) == 1:
        return own[0]
    match = _AGAINST.search(words)
    if not match:
        return ""
    after = _plain(match.group(1))
    named = [code for code in own if any(_holds(after, term) for term in _terms(code, vocabulary))]
    if not named and re.search(r"\b(?:controls?|nothing|none)\b", after):
        named = [code for code in own if contrast_of((code,), vocabulary) == "efficacy"]
    if not named:
        # A shorter name than the vocabulary's, such as `self-care` for `self-care education`.
        phrase = re.match(r"[a-z][a-z ]+[a-z]|", after).group()
        shorter = [code for code in own if any(_holds(term, phrase) for term in _terms(code, vocabulary))]
        named = shorter if len(phrase) > 4 else []
    if not named and any(contrast_of((code,), vocabulary) == "comparative" for code in own):
        named = _other_named(after, vocabulary)
    return named[0] if len(named) == 1 else ""


def _other_named(words: str, vocabulary: Vocabulary) -> list[str]:
    """The `other:` comparators of the vocabulary that words name, where a record's list has only a broader code."""
    others = vocabulary.others.get("comparator", {})
    return [f"other:{name}" for name, other in others.items() if any(_holds(words, _plain(w)) for w in other.synonyms)]


def contrast_of(comparators: Iterable[str], vocabulary: Vocabulary) -> str:
    """The question that a comparison with `comparators` answers; empty where they answer different ones, or are none.

    A comparator outside the vocabulary (`other:…`) is another active treatment.

    >>> from touchstone.protocol import load_vocabulary
    >>> contrast_of(("usual_care", "sham_or_light_touch"), load_vocabulary())
    'efficacy'
    """
    known = vocabulary.comparator
    contrasts = {known[code].contrast if code in known else "comparative" for code in comparators}
    return contrasts.pop() if len(contrasts) == 1 and contrasts != {"none"} else ""


def parse_p(text: str) -> tuple[float | None, str]:
    """The number and relation of a printed p; (None, '') for words such as `significant` and for intervals.

    >>> parse_p("<.05"), parse_p("0.031"), parse_p("ns")
    ((0.05, '<'), (0.031, '='), (None, ''))
    """
    match = _P.match(text)
    if not match:
        return None, ""
    value = float(match.group(2))
    relation = _RELATIONS.get(match.group(1), match.group(1))
    # A printed 0.000 is a rounded number: it says less than 0.001, not zero.
    return (0.001, "<") if value == 0 else (value, relation)


def _terms(code: str, vocabulary: Vocabulary) -> list[str]:
    if code.startswith("other:"):
        return [_plain(code.removeprefix("other:"))]
    concept = vocabulary.comparator[code]
    return [_plain(term) for term in (concept.label, code, *code.split("_or_"), *concept.synonyms)]


def _plain(text: str) -> str:
    return text.lower().replace("-", " ").replace("_", " ")


def _holds(text: str, term: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text) is not None
