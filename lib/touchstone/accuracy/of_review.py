"""The measurements on an opened review: who is compared with whom, and the measured error as a whole.

`review` is a `touchstone.Review`; only its tables are used.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from touchstone import tagging
from touchstone.accuracy import calibrating
from touchstone.accuracy.error import TaggingError
from touchstone.accuracy.measuring import developed_on, measure
from touchstone.accuracy.pairs import frame_of_coder, frame_of_machine, pairs_of
from touchstone.coding import coded_values
from touchstone.tables import Findings


def error_of(review) -> TaggingError:
    """The coding error of the review, measured now; `write_error` stores it."""
    return measure(
        review.decisions,
        _coders(review),
        _coded(review),
        review.machine,
        review.protocol.vocabulary,
        _rules(review)[0],
        review.project.coding,
        developed_on,
    )


def machine_pairs(review) -> list[dict]:
    """What the machine read beside what the main coder wrote; empty where nobody coded."""
    people = _people(review)
    if people.empty:
        return []
    return pairs_of(frame_of_machine(review.machine, list(people["record_id"]), *_rules(review)), people)


def coder_pairs(review) -> list[dict]:
    """What the main coder wrote beside what the second coders wrote; empty where nothing was coded twice."""
    people, (_, second) = _people(review), _coders(review)
    frames = [frame_of_coder(review.decisions, name, Findings.empty(), *_rules(review)) for name in second]
    frames = [frame for frame in frames if len(frame)]
    if people.empty or not frames:
        return []
    return pairs_of(people, pd.concat(frames).drop_duplicates("record_id"))


def judged(review, tagged: tagging.Tagged | None = None) -> pd.DataFrame:
    """Each of the machine's tags and results with whether the main coder agrees; columns as in `judged_tags`."""
    people = coded_values(review.decisions, _coders(review)[0])
    if people.empty:
        return calibrating.judged_tags(pd.DataFrame({"record_id": [], "finding": []}), review.machine)
    return calibrating.judged_tags(people, tagged or review.machine)


def refit(review, path: Path) -> dict:
    """Fit the calibration of confidences again and write it to `path`; returns its Brier scores.

    Keys: before and cross_validated (on records developed on), aside_before and aside (on those kept aside).
    """
    raw = tagging.tag(review.records, review.protocol.vocabulary, raw_confidence=True)
    seen, unseen = calibrating.split(judged(review, raw), developed_on)
    fitted = calibrating.fit(seen, unseen)
    calibrating.write(fitted, path, "raw confidence to the share that is right; fitted by `make accuracy`, not by hand")
    return {
        "before": calibrating.brier(seen),
        "cross_validated": calibrating.brier(calibrating.cross_validated(seen)),
        "aside_before": calibrating.brier(unseen),
        "aside": calibrating.brier(calibrating.apply(unseen, fitted)),
    }


def _people(review) -> pd.DataFrame:
    if not (review.decisions["coder"] == _coders(review)[0]).any():
        return pd.DataFrame()
    return frame_of_coder(review.decisions, _coders(review)[0], _coded(review), *_rules(review))


def _coders(review) -> tuple[str, list[str]]:
    coders = review.protocol.review.coding
    return coders.main, coders.second


def _coded(review) -> pd.DataFrame:
    return review.findings[review.findings["coded_by"] == f"human:{_coders(review)[0]}"]


def _rules(review) -> tuple:
    return (review.protocol.review.eligibility, review.protocol.strength), review.protocol.vocabulary
