import pytest

from touchstone.errors import InputError
from touchstone.project import find_project


def test_a_review_is_found_from_a_folder_inside_it(review_copy, monkeypatch):
    monkeypatch.delenv("TOUCHSTONE_PROJECT", raising=False)
    monkeypatch.chdir(review_copy / "data" / "raw")
    assert find_project().root == review_copy.resolve()


def test_the_option_comes_before_the_environment_and_the_environment_before_the_folder(
    review_copy, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOUCHSTONE_PROJECT", str(review_copy))
    assert find_project().root == review_copy.resolve()
    with pytest.raises(InputError, match="--project"):
        find_project(tmp_path)


def test_no_review_anywhere_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.delenv("TOUCHSTONE_PROJECT", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="--project"):
        find_project()
