"""The boxes of the flow add up whatever the searches found, was missing, stood twice, and people decided."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchstone import figures, screening
from touchstone.errors import InputError
from touchstone.protocol.models import Eligibility
from touchstone.tables import Records, Studies

RULES = Eligibility(
    review_designs=["systematic_review"],
    context_designs={"protocol": "Protocol: no result yet", "commentary": "Opinion"},
    needs_intervention="Nothing eligible was done",
    not_intervention="The text speaks of {phrase}",
    unknown_design="Design unknown",
    retracted="Retracted",
    eligible_primary="Primary study",
    eligible_review="Review",
)
REASONS = (
    "Protocol: no result yet", "Opinion", "Nothing eligible was done", "The text speaks of cardiac massage",
    "Design unknown", "Retracted", RULES.no_text,
)  # fmt: skip
MISSING = ("deleted", "merged", "book", "not returned", "not readable")


@st.composite
def reviews(draw):
    """Manifests, the rows of their snapshots, and studies: a review of invented records as a build hands them over."""
    manifests, frames = [], []
    for number in range(draw(st.integers(1, 4))):
        name, kind = f"s{number}", draw(st.sampled_from(["pull", "import", "bare", "curated", "resolved"]))
        pmids = draw(st.lists(st.integers(1, 15), max_size=8, unique=True))
        manifest = {"name": name, "title": f"Set {number}", "search_kind": "systematic", "created": "2026", "files": {}}
        if kind == "pull":
            found = [draw(st.sets(st.sampled_from(pmids))) if pmids else set() for _ in range(3)]
            unique = sorted(set().union(*found))
            gone = draw(st.sets(st.sampled_from(unique))) if unique else set()
            reasons = [draw(st.sampled_from(MISSING)) for _ in gone]
            extra = [draw(st.integers(0, 2)) for _ in found]
            manifest |= {
                "searches": [
                    {"id": f"q{n}", "count": len(f) + e, "listed": len(f), "database": {"name": "pubmed"}}
                    for n, (f, e) in enumerate(zip(found, extra, strict=True))
                ],
                "counts": {"pmids": len(unique)},
                "missing": {r: reasons.count(r) for r in set(reasons)},
            }
            pmids = [p for p in unique if p not in gone]
        elif kind == "import":
            manifest |= {"searches": [{"id": "a.ris", "count": len(pmids), "database": {"name": "Embase"}}]}
        elif kind in ("curated", "resolved"):
            manifest |= {"search_kind": "curated"} | ({"resolved": {}} if kind == "resolved" else {})
        ids = [f"{'lib' if kind == 'curated' else 'pmid'}:{p}" for p in pmids]
        rows = [
            {"record_id": i, "pmid": str(p), "record_type": "notice" if p > 13 else "article", "snapshot": name}
            for i, p in zip(ids, pmids, strict=True)
        ]
        manifests.append(manifest)
        frames.append(Records.of(rows) if rows else Records.empty())
    united = screening.unite(frames)
    ids = united.records["record_id"][united.records["record_type"] != "notice"].tolist()
    studies = []
    while ids:
        size = draw(st.integers(1, min(3, len(ids))))
        mine, ids = ids[:size], ids[size:]
        reason = draw(st.sampled_from((*REASONS, "Primary study", "Review")))
        eligible = reason in ("Primary study", "Review")
        layer = "review" if reason == "Review" else "primary" if eligible or reason == "Retracted" else "context"
        source = (
            "title_only" if reason == RULES.no_text else draw(st.sampled_from(["abstract", "digest", "title_only"]))
        )
        studies.append(
            {"study_id": mine[0], "record_ids": mine, "eligible": eligible, "reason": reason, "layer": layer,
             "text_source": source, "read": draw(st.sampled_from(["", "full_text"]))}
        )  # fmt: skip
    return manifests, united, Studies.of(studies) if studies else Studies.empty()


def _adds_up(flow):
    n = flow.set_index("box")["n"]
    assert n.index.is_unique
    assert (n >= 0).all()
    for parent, children in flow[flow["parent"] != ""].groupby("parent"):
        assert children["n"].sum() == n[parent.split(";")].sum(), parent


@given(reviews())
@settings(max_examples=60, deadline=None)
def test_the_boxes_always_add_up_and_end_in_the_studies_of_the_review(given_review):
    manifests, united, studies = given_review
    flow = screening.flow(manifests, united.origins, united.records, studies, RULES)
    _adds_up(flow)
    n = flow.set_index("box")["n"]
    inside = studies["eligible"].astype(bool)
    assert n["primary"] + n["review"] == inside.sum()
    if any(m["search_kind"] == "systematic" for m in manifests):
        assert n["studies"] == inside.sum()
        assert n["reports"] == studies[inside]["record_ids"].map(len).sum()
        searches = [s for m in manifests for s in m.get("searches", ()) if m["search_kind"] == "systematic"]
        counted = flow[(flow["kind"] == "source") & (flow["arm"] == "databases") & (flow["reason"] != "")]
        assert counted["n"].sum() == sum(s["count"] for s in searches)
    else:
        assert n["studies"] == len(studies)


def _searched(**more):
    searches = [
        {"id": "first", "count": 5, "listed": 4, "database": {"name": "pubmed"}},
        {"id": "second", "count": 3, "listed": 3, "database": {"name": "pubmed"}},
    ]
    return {"name": "found", "search_kind": "systematic", "title": "Found", "searches": searches,
            "counts": {"pmids": 6}, "missing": {"deleted": 1, "merged": 1}} | more  # fmt: skip


def _rows(name, *ids, **more):
    return Records.of({"record_id": i, "record_type": "article", "snapshot": name} | more for i in ids)


def _studies(ids, *reasons):
    given_reasons = [*reasons, *[""] * (len(ids) - len(reasons))]
    return Studies.of(
        {"study_id": i, "record_ids": [i], "eligible": not r, "reason": r or "Primary study",
         "layer": "context" if r else "primary", "text_source": "abstract"}
        for i, r in zip(ids, given_reasons, strict=True)
    )  # fmt: skip


def test_a_searched_review_has_the_boxes_of_prisma_2020():
    united = screening.unite([_rows("found", "a", "b", "c", "d")])
    studies = _studies(["a", "b", "c", "d"], "Nothing eligible was done", "Opinion", RULES.no_text)
    flow = screening.flow([_searched()], united.origins, united.records, studies, RULES).set_index("box")
    _adds_up(flow.reset_index())
    named = ["identified", "screened", "sought", "assessed", "included"]
    assert [int(flow.loc[f"databases_{name}", "n"]) for name in named] == [8, 4, 3, 2, 1]
    told = flow[flow["kind"] == "left"].set_index("reason")["n"].to_dict()
    assert told["duplicates: found by more than one search"] == 1
    assert told["deleted from PubMed"] == told["merged into another citation by PubMed"] == 1
    assert told["counted by PubMed and not listed"] == 1
    assert told["Nothing eligible was done"] == told["Opinion"] == told[RULES.no_text] == 1
    sources = flow[flow["kind"] == "source"]
    assert sources[["label", "reason", "n"]].values.tolist() == [["PubMed", "first", 5], ["PubMed", "second", 3]]


def test_a_collected_set_beside_a_search_is_the_second_arm_and_a_record_of_both_counts_in_the_first():
    collected = _rows("collected", "lib:a", "lib:e", pmid="")
    collected.loc[0, "pmid"] = "90000001"
    found = _rows("found", "pmid:90000001", "b", "c", "d")
    found.loc[0, "pmid"] = "90000001"
    united = screening.unite([collected, found])
    manifests = [{"name": "collected", "search_kind": "curated", "title": "By hand"}, _searched()]
    studies = _studies(["lib:a", "lib:e", "b", "c", "d"])
    flow = screening.flow(manifests, united.origins, united.records, studies, RULES)
    _adds_up(flow)
    n = flow.set_index("box")["n"]
    assert (n["databases_included"], n["other_identified"], n["other_included"], n["studies"]) == (4, 2, 1, 5)
    assert "duplicates: also found in databases" in set(flow["reason"])


def test_fetched_abstracts_of_known_records_are_not_counted_as_found_again():
    known, again = _rows("collected", "lib:a", "lib:b"), _rows("abstracts", "lib:a")
    united = screening.unite([known, again])
    manifests = [
        {"name": "collected", "search_kind": "curated", "title": "By hand"},
        {"name": "abstracts", "search_kind": "curated", "title": "By hand", "resolved": {"doi": 1}},
    ]
    flow = screening.flow(manifests, united.origins, united.records, _studies(["lib:a", "lib:b"]), RULES)
    n = flow.set_index("box")["n"]
    assert (n["collected"], n["duplicates"], n["primary"]) == (2, 0, 2)


def test_retracted_studies_have_a_box_of_their_own():
    united = screening.unite([_rows("found", "a", "b", "c", "d")])
    flow = screening.flow([_searched()], united.origins, united.records, _studies(list("abcd"), "Retracted"), RULES)
    box = flow.set_index("box").loc["databases_retracted"]
    assert (box["label"], box["n"], box["parent"]) == ("Reports of retracted studies", 1, "databases_assessed")


def test_a_manifest_that_disagrees_with_its_records_is_named():
    united = screening.unite([_rows("found", "a", "b")])
    with pytest.raises(
        InputError, match=r"data/raw/found/manifest.json: its searches found 6 records and 2 are missing"
    ):
        screening.flow([_searched()], united.origins, united.records, _studies(["a", "b"]), RULES)


@given(reviews())
@settings(max_examples=5, deadline=None)
def test_every_flow_can_be_drawn(given_review):
    manifests, united, studies = given_review
    flow = screening.flow(manifests, united.origins, united.records, studies, RULES)
    searched = any(m["search_kind"] == "systematic" for m in manifests)
    drawn = (figures.prisma_flow if searched else figures.sources_flow)(flow)
    assert f"{flow['n'].iloc[-1]:,}" in drawn.touchstone_alt
    assert isinstance(flow, pd.DataFrame)
