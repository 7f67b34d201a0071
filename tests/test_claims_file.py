"""protocol/claims.yml: every checkable claim of the lay texts, atomic, in our words, and tied to what is in the set."""

import json
import re
from pathlib import Path

import pytest
import yaml

from touchstone.coding import read_links
from touchstone.protocol import is_code, load_vocabulary
from touchstone.protocol.models import Claim, Claims
from touchstone.protocol.yaml_file import read_yaml

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "protocol" / "claims.yml"
LEDGER = Claims.model_validate(read_yaml(FILE))
CLAIMS = LEDGER.claims
CITED = [cited for claim in CLAIMS.values() for cited in claim.cites]

# What the five texts cite, by a word of the reference.
SOURCES = {
    "PMID 31229205": "lib:izgu2019classical",
    "PMID 29502762": "lib:koechlin2018emotion",
    "PMID 21766161": "lib:cunningham2011case",
    "abstract e23067": "lib:lopez2022cipn",
    "thesis 2760": "",
    "J Bodyw Mov Ther": "lib:finch2014selfefficacy",
    "fpsyg.2020.01514": "lib:haspert2020acceptance",
    "Testimonial of Brenda": "",
    "Testimonial of Jake": "",
    "LA Medical Center": "",
    "NPR": "",
    "ASCO press": "",
}


@pytest.fixture(scope="module")
def record_ids() -> set[str]:
    snapshot = ROOT / "data" / "raw" / "massage-2026-11" / "records.jsonl"
    if not snapshot.is_file():
        pytest.skip("the snapshot massage-2026-11 is not here")
    return {json.loads(line)["record_id"] for line in snapshot.read_text(encoding="utf-8").splitlines()}


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", re.sub("['’]", "", text.lower()))


def _runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_there_are_sixty_claims_or_more():
    assert len(CLAIMS) >= 60


@pytest.mark.parametrize("text", LEDGER.texts)
def test_every_text_makes_some_claim(text):
    assert any(text in claim.made_in for claim in CLAIMS.values())


def test_every_text_that_is_named_is_described():
    assert {text for claim in CLAIMS.values() for text in claim.made_in} <= set(LEDGER.texts)


def test_no_two_claims_say_the_same():
    said = [" ".join(_words(claim.text)) for claim in CLAIMS.values()]
    assert len(said) == len(set(said))


def test_every_code_is_in_the_vocabulary():
    vocabulary = load_vocabulary(ROOT / "protocol" / "vocabulary.yml")
    unknown = [
        (claim_id, code)
        for claim_id, claim in CLAIMS.items()
        for facet in ("population", "outcome", "intervention")
        for code in getattr(claim, facet)
        if not is_code(vocabulary, facet, code)
    ]
    assert unknown == []


def test_every_record_named_is_in_the_snapshot(record_ids):
    named = {
        (claim_id, record)
        for claim_id, claim in CLAIMS.items()
        for record in [*claim.only_studies, *(s.record for s in claim.context), *(c.record for c in claim.cites)]
        if record
    }
    assert sorted((claim_id, record) for claim_id, record in named if record not in record_ids) == []


def test_studies_are_named_by_their_main_report():
    links = read_links(ROOT / "data" / "raw" / "coding")
    second = set(links[links["relation"].isin(["report_of", "conference_abstract_of"])]["record_id"])
    assert [c for c, claim in CLAIMS.items() if second & set(claim.only_studies)] == []


def test_a_choice_of_studies_has_its_reason_and_only_a_choice_has_one():
    assert [c for c, claim in CLAIMS.items() if bool(claim.only_studies) != bool(claim.only_studies_reason)] == []


def test_every_chain_has_two_links_that_name_it_as_parent():
    own = {c: [link for link in claim.chain if CLAIMS[link].parent == c] for c, claim in CLAIMS.items() if claim.chain}
    assert len(own) >= 10
    assert {chain: links for chain, links in own.items() if len(links) < 2} == {}


def test_every_link_stands_in_the_chain_that_it_names():
    assert [c for c, claim in CLAIMS.items() if claim.parent and c not in CLAIMS[claim.parent].chain] == []


def test_no_chain_is_a_link_of_a_chain():
    assert [c for c, claim in CLAIMS.items() if any(CLAIMS[link].chain for link in claim.chain)] == []


@pytest.mark.parametrize(("source", "record"), SOURCES.items())
def test_every_source_that_the_texts_cite_is_judged(source, record):
    judged = [cited for cited in CITED if source in cited.reference]
    assert judged
    assert {cited.record for cited in judged} == {record}


def test_what_the_library_does_not_have_is_called_unavailable_and_nothing_else_is():
    assert [c.reference for c in CITED if (c.accuracy == "unavailable") != (not c.record)] == []


def test_an_experience_says_who_tells_and_nobody_else_testifies():
    assert [c for c, claim in CLAIMS.items() if (claim.type == "experience") != bool(claim.testimony)] == []


def test_what_cannot_be_tested_says_why():
    assert [c for c, claim in CLAIMS.items() if claim.type == "untestable" and not claim.note] == []


def test_claims_on_effects_and_safety_say_which_outcome():
    silent = ("untestable", "experience")
    assert [c for c, claim in CLAIMS.items() if claim.type not in silent and not claim.outcome] == []


def test_context_studies_bear_on_associations_only():
    assert {claim.type for claim in CLAIMS.values() if claim.context} == {"association"}


def test_prevention_and_treatment_of_cipn_are_never_added_up():
    prevention, relief = CLAIMS["cipn_prevention"], CLAIMS["cipn_relief"]
    assert prevention.only_studies
    assert relief.only_studies
    assert not set(prevention.only_studies) & set(relief.only_studies)


@pytest.mark.parametrize(
    "claim_id", ["depression_from_fourth_massage", "depression_gain_to_eighth_massage", "cipn_three_times_weekly"]
)
def test_how_many_massages_is_a_question_for_a_comparison_within_a_study(claim_id):
    assert (CLAIMS[claim_id].type, CLAIMS[claim_id].contrast) == ("dose_or_comparative", "dose_or_technique")


def test_no_claim_repeats_eight_words_of_a_lay_text(shared):
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((shared / "sources").glob("*.txt"))}
    if not texts:
        pytest.skip("the lay texts are not here (TOUCHSTONE_SHARED/sources)")
    assert set(texts) == set(LEDGER.texts)
    theirs = set().union(*map(_runs, texts.values()))
    ours = {
        (claim_id, said)
        for claim_id, claim in CLAIMS.items()
        for said in [claim.text, claim.note, claim.testimony, *(c.says for c in claim.cites)]
    }
    assert sorted((claim_id, said) for claim_id, said in ours if _runs(said) & theirs) == []


def test_the_worked_example_at_the_head_of_the_file_is_a_valid_claim():
    head = FILE.read_text(encoding="utf-8").split('\nversion: "')[0]
    example = head.split("A worked example")[1].split("\n#\n", 1)[1]
    (claim,) = yaml.safe_load("\n".join(line.removeprefix("#") for line in example.splitlines())).values()
    assert Claim.model_validate(claim).type == "prevention"


def test_the_head_of_the_file_explains_every_key():
    head = FILE.read_text(encoding="utf-8").split('\nversion: "')[0]
    assert [key for key in Claim.model_fields if not re.search(rf"^# .*\b{key}\b", head, re.MULTILINE)] == []
