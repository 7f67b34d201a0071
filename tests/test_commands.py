"""The command as a person uses it: in a process of its own, with good input and with bad."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parent.parent
NAME = "massage-2026-11"


def _run(*arguments, cwd=ROOT, **environment):
    command = [Path(sys.executable).parent / "touchstone", *map(str, arguments)]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def _fails_with_one_line(done, *words):
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert all(word in lines[0] for word in words), lines[0]


@pytest.mark.parametrize("command", [[], ["build"], ["tag"], ["check"], ["figures"], ["notebooks"]])
def test_every_command_has_help_that_says_what_it_does(command):
    done = _run(*command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout
    assert len(done.stdout.splitlines()) > 5


def test_the_bundled_review_is_in_order():
    done = _run("check")
    assert (done.returncode, done.stdout) == (0, "Protocol, snapshots and decisions are in order.\n")


def test_check_lists_every_problem_and_answers_with_one(review_copy):
    path = review_copy / "protocol" / "claims.yml"
    path.write_text(path.read_text().replace("population: [cipn]", "population: [cipm]"))
    done = _run("check", "--project", review_copy)
    assert done.returncode == 1
    assert "'cipm'" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_claim_that_names_a_finding_that_is_not_there_is_named(review_copy):
    path = review_copy / "protocol" / "claims.yml"
    path.write_text(path.read_text().replace("lib:lopez2022cipn#2", "lib:lopez2022cipn#99", 1))
    done = _run("check", "--project", review_copy)
    assert done.returncode == 1
    assert "only_findings: there is no finding 'lib:lopez2022cipn#99'" in done.stdout


def test_a_changed_snapshot_stops_build_and_is_named(review_copy):
    path = review_copy / "data" / "raw" / NAME / "records.jsonl"
    path.write_text(path.read_text().replace("massage", "Massage", 1))
    _fails_with_one_line(_run("build", "--project", review_copy), f"data/raw/{NAME}/records.jsonl", "changed")


def test_a_folder_without_a_review_is_answered(tmp_path):
    _fails_with_one_line(_run("build", cwd=tmp_path, TOUCHSTONE_PROJECT=""), "no review here", "--project")


def test_processed_that_cannot_be_written_to_is_answered(review_copy):
    (review_copy / "data" / "processed").write_text("in the way")
    _fails_with_one_line(_run("build", "--project", review_copy), "data/processed", "cannot be written to")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.jsonl", b"", "empty"),
        ("picture.jsonl", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "picture.jsonl"),
        ("absent.jsonl", None, "absent.jsonl"),
    ],
)
def test_a_file_that_holds_no_records_is_answered(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    _fails_with_one_line(_run("tag", tmp_path / name, "--out", tmp_path / "out"), said)


def test_a_line_cut_in_the_middle_is_named_and_the_others_are_tagged(tmp_path):
    records = (ROOT / "data" / "raw" / NAME / "records.jsonl").read_text().splitlines()[:5]
    records[2] = records[2][:120]
    (tmp_path / "some.jsonl").write_text("\n".join(records))
    done = _run("tag", tmp_path / "some.jsonl", "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "line 3" in done.stderr
    studies = pd.read_csv(tmp_path / "out" / "studies.csv")
    assert len(studies) == 4


def test_tag_gives_the_columns_that_others_rely_on(tmp_path):
    lines = (ROOT / "data" / "raw" / NAME / "records.jsonl").read_text().splitlines()[:20]
    (tmp_path / "some.jsonl").write_text("\n".join(lines))
    done = _run("tag", tmp_path / "some.jsonl", "--out", tmp_path / "out", cwd=tmp_path, TOUCHSTONE_PROJECT="")
    assert done.returncode == 0, done.stderr
    tables = {path.stem: pd.read_csv(path) for path in (tmp_path / "out").glob("*.csv")}
    assert set(tables) == {"tags", "studies", "findings", "results"}
    wanted = (
        "record_id pmid design sample_size population life_stage sex intervention session_minutes n_sessions "
        "comparator outcome overall_direction"
    )
    assert set(wanted.split()) <= set(tables["studies"])
    wanted = "record_id outcome direction basis p_value effect_type effect ci_low ci_high confidence quote"
    assert set(wanted.split()) <= set(tables["findings"])
    assert len(tables["studies"]) == 20
    assert not tables["findings"].duplicated(["record_id", "outcome"]).any()
    several = tables["studies"]["population"].dropna().str.split(";")
    assert all(codes == sorted(set(codes)) for codes in several)


def test_a_vocabulary_with_a_code_twice_is_answered(tmp_path):
    text = (ROOT / "protocol" / "vocabulary.yml").read_text()
    (tmp_path / "mine.yml").write_text(text.replace("\npopulation:\n", "\npopulation:\n  hiv: {label: Twice}\n", 1))
    (tmp_path / "x.jsonl").write_text('{"record_id": "a", "title": "Foot massage"}\n')
    done = _run("tag", tmp_path / "x.jsonl", "--out", tmp_path / "out", "--vocabulary", tmp_path / "mine.yml")
    _fails_with_one_line(done, "mine.yml", "line", "`hiv` is given twice")


def test_real_records_go_through_tag_without_loss(shared, tmp_path):
    for name, count in (("records/records.jsonl", 4999), ("rct_or_not/medline_500.txt", 476)):
        done = _run("tag", shared / "gold" / name, "--out", tmp_path / "out")
        assert done.returncode == 0, done.stderr
        studies = pd.read_csv(tmp_path / "out" / "studies.csv", dtype=str)
        assert len(studies) == count
