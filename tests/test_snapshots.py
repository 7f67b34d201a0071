import json
import subprocess
import sys
from pathlib import Path

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


RIS = "TY  - JOUR\nTI  - {title}\nAU  - Doe, Jane\nPY  - 2020\nSP  - {page}\n{more}ER  - \n"


@pytest.fixture
def exports(review_copy):
    """A folder of invented exports: two databases in one RIS file, PubMed in an nbib file."""
    folder = review_copy / "data" / "raw" / "searched"
    folder.mkdir()
    records = [
        RIS.format(title="Invented massage of the hand in tired pianists", page=11, more="DB  - Embase\n"),
        RIS.format(title="Invented massage of the neck in tired drivers", page=22, more="DB  - Embase\n"),
        RIS.format(title="Invented massage of the foot in tired dancers", page=33, more="AN  - WOS:000000000000001\n"),
        RIS.format(title="Invented massage of the back in tired porters", page=44, more=""),
    ]
    (folder / "all.ris").write_text("\n".join(records))
    nbib = (
        "PMID- 90000001\nTI  - Invented massage of the hand in tired pianists.\nDP  - 2020\nPG  - 11-19\nAU  - Doe J\n"
    )
    (folder / "pubmed.nbib").write_text(nbib)
    return folder


def test_exports_of_other_databases_are_counted_by_the_database_that_they_name(exports):
    facts = {"search_kind": "systematic", "title": "Exports", "created": "2026-11"}
    manifest = snapshots.freeze_exports(exports, facts)
    told = [(s["id"], s["database"]["name"], s["count"]) for s in manifest["searches"]]
    assert told == [
        ("all.ris", "Database not told", 1),
        ("all.ris", "Embase", 2),
        ("all.ris", "Web of Science", 1),
        ("pubmed.nbib", "PubMed", 1),
    ]
    records = snapshots.load(exports)
    assert len(records) == manifest["counts"]["records"] == 5
    assert records["sources"].iloc[0] == ("searched/all.ris",)
    with pytest.raises(InputError, match="frozen already"):
        snapshots.freeze_exports(exports, facts)


@pytest.mark.usefixtures("exports")
def test_a_folder_of_exports_beside_the_bundled_set_is_a_searched_arm_of_the_flow(review_copy):
    command = [Path(sys.executable).parent / "touchstone", "freeze", "searched", "--project", review_copy]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "5 records in data/raw/searched" in done.stdout
    path = review_copy / "protocol" / "review.yml"
    path.write_text(path.read_text().replace(f"  - {NAME}\n", f"  - {NAME}\n  - searched\n"))
    review = touchstone.open_review(review_copy)
    assert (review.systematic, review.searched) == (False, True)
    assert len(review.records) == 457 + 4
    flow = review.flow.set_index("box")
    assert flow.loc["databases_identified", "n"] == 5
    assert flow.loc["other_identified", "n"] == 457
    sources = flow[(flow["kind"] == "source") & (flow["arm"] == "databases")]
    assert sources["label"].tolist() == ["Database not told", "Embase", "Web of Science", "PubMed"]
    assert "ref:" in review.aliases["record_id"].iloc[0]
    assert "same title, same year, first page 11" in review.aliases["reason"].iloc[0]


def test_nothing_to_freeze_is_one_clear_line(review_copy):
    with pytest.raises(InputError, match="data/raw/empty: no files to freeze"):
        snapshots.freeze_exports(review_copy / "data" / "raw" / "empty", {"search_kind": "systematic"})
