import pytest

from touchstone.errors import InputError
from touchstone.protocol import broader_of, load_protocol, problems_of
from touchstone.tables import CLAIM_TYPES


def _change(folder, name, old, new):
    path = folder / "protocol" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_bundled_protocol_has_no_problem(review):
    assert problems_of(review.project.protocol) == []


def test_a_claim_that_names_an_unknown_code_is_named_with_a_suggestion(review_copy):
    _change(review_copy, "claims.yml", "population: [cipn]", "population: [cipm]")
    (problem,) = problems_of(review_copy / "protocol")
    assert problem.startswith("protocol/claims.yml: claims.")
    assert "'cipm'; did you mean 'cipn'?" in problem


def test_a_code_defined_twice_is_refused_with_both_lines(review_copy):
    path = review_copy / "protocol" / "vocabulary.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\npopulation:\n", "\npopulation:\n  cipn: {label: Twice}\n", 1), encoding="utf-8")
    with pytest.raises(
        InputError, match=r"protocol/vocabulary.yml, line \d+: `cipn` is given twice \(first on line \d+\)"
    ):
        load_protocol(review_copy / "protocol")


def test_yaml_that_does_not_parse_is_named_with_its_line(review_copy):
    _change(review_copy, "review.yml", "snapshots:", "snapshots: [")
    with pytest.raises(InputError, match=r"protocol/review.yml, line \d+, column \d+: not valid YAML"):
        load_protocol(review_copy / "protocol")


def test_a_wrong_value_is_answered_with_the_allowed_ones(review_copy):
    _change(review_copy, "claims.yml", "type: efficacy", "type: efficiency")
    (problem,) = problems_of(review_copy / "protocol")
    assert "'efficiency' is not allowed" in problem
    assert all(kind in problem for kind in CLAIM_TYPES)


def test_a_key_that_does_not_belong_is_named(review_copy):
    _change(review_copy, "strength.yml", "anecdotal_max_people: 10", "anecdotal_max_persons: 10")
    found = problems_of(review_copy / "protocol")
    assert any("anecdotal_max_persons: no such key here" in line for line in found)
    assert any("anecdotal_max_people: this key is missing" in line for line in found)


def test_a_missing_file_and_an_empty_file_are_named(review_copy):
    (review_copy / "protocol" / "strength.yml").unlink()
    (review_copy / "protocol" / "claims.yml").write_text("", encoding="utf-8")
    found = problems_of(review_copy / "protocol")
    assert any(line.startswith("protocol/strength.yml: there is no such file") for line in found)
    assert any(line.startswith("protocol/claims.yml: expected keys and values, found nothing") for line in found)


def test_a_word_like_no_stays_a_word(review_copy):
    _change(review_copy, "review.yml", "title: What is known about massage therapy", "title: no")
    assert load_protocol(review_copy / "protocol").review.title == "no"


def test_broader_codes_are_each_given_once(review):
    vocabulary = review.protocol.vocabulary
    for code in vocabulary.population:
        chain = broader_of(vocabulary, "population", code)
        assert chain[0] == code
        assert len(chain) == len(set(chain))


def test_every_design_of_the_vocabulary_has_a_place(review):
    protocol = review.protocol
    rules = protocol.review.eligibility
    placed = {*protocol.strength.tiers, *rules.review_designs, *rules.context_designs}
    assert set(protocol.vocabulary.design) == placed
