import pandas as pd
import pytest

from touchstone.tables import ALL, Cells, Records


@pytest.mark.parametrize("table", ALL)
def test_every_column_says_what_it_holds(table):
    described = table.describe()
    assert list(described["column"]) == list(table.columns)
    assert (described["about"].str.len() >= 3).all()


@pytest.mark.parametrize("table", ALL)
def test_an_empty_table_keeps_its_columns_and_conforms_again(table):
    empty = table.empty()
    assert list(empty) == list(table.columns)
    assert table.conform(empty).dtypes.equals(empty.dtypes)


def test_a_value_outside_the_schema_is_named_with_its_row():
    with pytest.raises(ValueError, match=r"Cells\.strength, row 1: 'mighty'"):
        Cells.of([{"strength": "limited"}, {"strength": "mighty"}])


def test_further_columns_are_kept_to_the_right():
    frame = Records.conform(pd.DataFrame({"note": ["mine"], "record_id": ["a"]}))
    assert list(frame)[-1] == "note"
    assert frame["note"].tolist() == ["mine"]


def test_what_is_missing_is_empty_and_not_the_word_nan():
    frame = Records.conform(pd.DataFrame({"title": [None, float("nan"), "x"], "year": [2001, None, 2003]}))
    assert frame["title"].tolist() == ["", "", "x"]
    assert frame["year"].isna().tolist() == [False, True, False]
