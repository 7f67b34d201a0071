import json

import pytest

import touchstone
from touchstone import snapshots
from touchstone.errors import InputError

NAME = "massage-2026-11"


def test_the_bundled_snapshot_is_as_it_was_frozen(review):
    assert snapshots.problems_of(review.project.raw / NAME) == []


def test_the_bundled_snapshot_is_a_collected_set_of_digests(review):
    (manifest,) = review.manifests
    assert manifest["search_kind"] == "curated"
    assert manifest["counts"]["records"] == len(review.records) == 457
    assert (review.records["digest"] != "").all()
    assert (review.records["abstract"] == "").all()
    assert (review.records["sources"].map(len) > 0).sum() == 455


def test_a_file_changed_by_hand_stops_the_review_and_is_named(review_copy):
    path = review_copy / "data" / "raw" / NAME / "records.jsonl"
    path.write_bytes(path.read_bytes().replace(b"massage", b"Massage", 1))
    with pytest.raises(InputError, match=rf"data/raw/{NAME}/records.jsonl: changed since"):
        _ = touchstone.open_review(review_copy).records


def test_a_file_that_is_missing_or_does_not_belong_is_named(review_copy):
    folder = review_copy / "data" / "raw" / NAME
    (folder / "more.csv").write_text("x\n")
    (folder / "records.jsonl").unlink()
    found = snapshots.problems_of(folder)
    assert [line.split(":")[0] for line in found] == [f"data/raw/{NAME}/records.jsonl", f"data/raw/{NAME}/more.csv"]


def test_a_missing_snapshot_is_answered_with_those_that_are_there(review_copy):
    path = review_copy / "protocol" / "review.yml"
    path.write_text(path.read_text().replace(NAME, "massage-2027"))
    with pytest.raises(InputError, match=rf"data/raw/massage-2027: no such snapshot \(there: {NAME}\)"):
        _ = touchstone.open_review(review_copy).records


def test_the_readme_may_be_mended(review_copy):
    folder = review_copy / "data" / "raw" / NAME
    (folder / "README.md").write_text("shorter")
    assert snapshots.problems_of(folder) == []


def test_freezing_again_accepts_a_changed_file_under_the_same_facts(review_copy):
    folder = review_copy / "data" / "raw" / NAME
    path = folder / "records.jsonl"
    path.write_bytes(path.read_bytes().replace(b"massage", b"Massage", 1))
    facts = {k: v for k, v in json.loads((folder / "manifest.json").read_text()).items() if k not in ("name", "files")}
    snapshots.freeze(folder, facts)
    assert snapshots.problems_of(folder) == []


def test_a_search_kind_outside_the_two_is_refused(tmp_path):
    with pytest.raises(InputError, match="systematic, curated"):
        snapshots.freeze(tmp_path, {"search_kind": "PRISMA"})


def test_the_readme_documents_every_field_of_the_records(review):
    folder = review.project.raw / NAME
    used = {key for line in (folder / "records.jsonl").read_text().splitlines() for key in json.loads(line)}
    text = (folder / "README.md").read_text()
    assert [field for field in sorted(used) if f"`{field}`" not in text] == []
