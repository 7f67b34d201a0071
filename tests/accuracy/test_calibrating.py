"""Confidence means what it says: a monotone map, fitted by facet, that keeps the order of tags."""

import numpy as np
import pandas as pd

from touchstone.accuracy import brier, judged, reliability
from touchstone.accuracy.calibrating import apply, cross_validated, fit
from touchstone.tagging.calibration import calibrated, maps


def _tags(seed=0, n=600):
    rng = np.random.default_rng(seed)
    raw = rng.choice([0.5, 0.7, 0.9, 0.95], size=n)
    # An overconfident tagger: what it is 0.9 sure of is right in 0.81 of cases, and so on.
    right = rng.random(n) < raw**2
    return pd.DataFrame(
        {"record_id": [f"r{i % 200}" for i in range(n)], "facet": "outcome", "confidence": raw, "right": right}
    )


def test_an_overconfident_tagger_is_brought_down_to_the_share_that_is_right():
    tags = _tags()
    after = apply(tags, fit(tags))
    for _, group in after.groupby("confidence"):
        assert abs(group["confidence"].mean() - group["right"].mean()) < 0.03
    assert brier(after) < brier(tags)


def test_calibration_helps_on_records_that_were_not_fitted_on():
    tags = _tags()
    assert brier(cross_validated(tags)) < brier(tags)


def test_the_order_of_tags_within_a_facet_stays():
    fitted = fit(_tags())["outcome"]
    assert fitted["raw"] == sorted(fitted["raw"])
    assert all(a < b for a, b in zip(fitted["share_right"], fitted["share_right"][1:], strict=False))


def test_too_few_tags_are_left_as_they_are():
    assert fit(_tags(n=20)) == {}


def test_records_that_were_not_seen_lower_every_confidence_alike():
    seen, unseen = _tags(), _tags(seed=1).assign(right=lambda t: t["right"] & (np.arange(len(t)) % 4 > 0))
    lowered = apply(unseen, fit(seen, unseen))
    assert abs(lowered["confidence"].mean() - unseen["right"].mean()) < 0.01


def test_the_stored_maps_rise_and_stay_shares():
    assert maps()
    for knots, shares in maps().values():
        assert list(knots) == sorted(knots)
        assert list(shares) == sorted(shares)
        assert 0 < shares[0] <= shares[-1] < 1


def test_a_facet_that_nobody_coded_keeps_its_confidence():
    assert calibrated(["registration"], [0.95]) == [0.95]


def test_the_reliability_table_counts_every_judged_tag_once(review):
    tags = judged(review)
    table = reliability(tags)
    assert table["n"].sum() == len(tags)
    assert (
        (table["mean_confidence"] >= table["bin_low"] - 1e-9) & (table["mean_confidence"] <= table["bin_high"])
    ).all()
