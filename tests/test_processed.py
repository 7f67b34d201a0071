import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchstone import processed
from touchstone.errors import InputError
from touchstone.tables import Records, Studies


@given(st.text())
def test_the_guard_against_formulas_is_reversible(text):
    guarded = processed.guard(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert processed.unguard(guarded) == text


def test_no_text_cell_of_a_csv_starts_a_formula_and_numbers_stay_numbers(tmp_path):
    frame = Studies.of(
        [{"study_id": "a", "title": "=HYPERLINK(1)", "session_minutes": -1.5, "population": ["+cancer", "hiv"]}]
    )
    processed.write_csv(frame, tmp_path / "x.csv")
    back = pd.read_csv(tmp_path / "x.csv")
    assert back.loc[0, "title"] == "'=HYPERLINK(1)"
    assert back.loc[0, "population"] == "'+cancer;hiv"
    assert back.loc[0, "session_minutes"] == -1.5


def test_a_table_comes_back_from_parquet_with_lists_and_empty_numbers(tmp_path):
    frame = Records.of(
        [{"record_id": "a", "authors": ["Doe J", "Roe R"], "year": None, "sections": [{"label": "Aim"}]}]
    )
    processed.write_table(frame, Records, tmp_path, "records")
    (row,) = pd.read_parquet(tmp_path / "records.parquet").to_dict("records")
    assert list(row["authors"]) == ["Doe J", "Roe R"]
    assert pd.isna(row["year"])
    assert row["sections"] == '[{"label": "Aim"}]'


def test_an_empty_table_is_written_with_its_columns(tmp_path):
    processed.write_table(Records.empty(), Records, tmp_path, "records")
    assert list(pd.read_csv(tmp_path / "records.csv")) == list(Records.columns)


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "processed").write_text("a file where the folder should be")
    with pytest.raises(InputError, match="data/processed: cannot be written to"):
        processed.ready(tmp_path / "data" / "processed")


def test_a_run_says_whether_anything_it_rests_on_has_changed(tmp_path):
    assert not processed.write_run(tmp_path, {"a": 1})
    assert processed.write_run(tmp_path, {"a": 1})
    assert not processed.write_run(tmp_path, {"a": 2})
