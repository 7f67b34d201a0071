"""The tagger knows no topic: another vocabulary, or none, and the same rules read other texts."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from touchstone.protocol import load_vocabulary
from touchstone.tables import Records
from touchstone.tagging import tag

TAGGING = Path(__file__).parents[2] / "lib" / "touchstone" / "tagging"

DRUG = (
    "BACKGROUND: Diabetes is common. METHODS: We randomly assigned 120 adults to veroline or placebo for 12 weeks. The "
    "primary outcome was fasting glucose; secondary outcomes were body weight and hospital admissions. RESULTS: "
    "Fasting glucose was significantly lower with veroline than with placebo (p=0.01). Body weight did not differ "
    "between groups. CONCLUSIONS: Veroline lowers glucose."
)
MINDFUL = (
    "Aim: To compare mindfulness-based stress reduction with usual care in women with breast cancer. Methods: "
    "Ninety-two women with breast cancer were randomly assigned to eight weekly sessions of MBSR or to usual care. "
    "Results: Perceived stress fell more with MBSR than with usual care (p=0.02). Fatigue did not differ. Telomere "
    "length increased."
)


@pytest.fixture(scope="module")
def mindfulness():
    return load_vocabulary(Path(__file__).parent / "mindfulness.yml")


@pytest.fixture
def values(record):
    def read(vocabulary, text, **more):
        tags = tag(record(text, **more), vocabulary).tags
        return tags.groupby("facet")["value"].agg(list).to_dict()

    return read


def test_no_word_of_a_treatment_stands_in_the_code():
    treatments = r"massage|reflexolog|acupress|shiatsu|tuina|effleurage|myofascial|mindful|yoga|tai chi|qigong"
    for file in sorted(TAGGING.glob("*.py")):
        found = re.findall(treatments, file.read_text(encoding="utf-8"), flags=re.IGNORECASE)
        assert not found, f"{file.name} says {sorted(set(found))}"


def test_another_vocabulary_reads_another_topic(values, mindfulness):
    read = values(mindfulness, MINDFUL, title="Mindfulness-based stress reduction in breast cancer: a randomised trial")
    assert read["design"] == ["rct"]
    assert read["population"] == ["breast_cancer"]
    assert read["intervention"] == ["mbsr"]
    assert read["comparator"] == ["usual_care"]
    assert read["sample_size"] == ["92"]
    assert read["sex"] == ["female"]
    assert set(read["outcome"]) == {"stress", "fatigue", "other:telomere_length"}


def test_an_abbreviation_that_the_text_explains_is_read_as_what_it_stands_for(values, mindfulness):
    text = "Methods: People with multiple sclerosis (MSX). Results: In MSX, sustained attention (SUA) and SUA rose."
    read = values(mindfulness, text, title="Mindfulness-based cognitive therapy (MBCT) at home")
    assert read["population"] == ["multiple_sclerosis"]
    assert read["outcome"] == ["attention"]
    assert read["intervention"] == ["mbct"]


def test_words_that_share_their_last_word_are_each_read(values, mindfulness):
    read = values(mindfulness, "Methods: 40 adults with neck or low-back pain sat down.", title="Body scan")
    assert read["population"] == ["low_back_pain", "neck_pain"]


def test_a_kind_that_goes_by_the_people_is_told_by_the_people(values, mindfulness):
    read = values(mindfulness, "Methods: Sixty nurses were recruited.", title="Mindfulness training in nurses")
    assert read["intervention"] == ["school_mindfulness"]


@pytest.mark.parametrize("words", ["tumours", "tumors", "tumour-free", "Breast-cancer", "MULTIPLE SCLEROSIS"])
def test_spelling_number_hyphens_and_capitals_do_not_matter(values, mindfulness, words):
    assert "population" in values(mindfulness, "Methods: 20 adults.", title=f"Body scan for people with {words}")


def test_mesh_speaks_where_the_text_is_silent_and_only_there(record, mindfulness):
    headings = ["Low Back Pain/psychology*", "Mindfulness*", "Female", "Middle Aged", "Aged"]
    tags = tag(record("", title="A pilot in the clinic", mesh=headings), mindfulness).tags
    told = tags[tags.route == "mesh"].set_index("facet")["value"].to_dict()
    assert told == {"population": "low_back_pain", "intervention": "mbsr", "life_stage": "adult", "sex": "female"}
    assert (tags[tags.route == "mesh"].field == "mesh").all()
    tags = tag(record(MINDFUL, title="Mindfulness", mesh=headings), mindfulness).tags
    assert tags[tags.facet == "population"]["route"].tolist() == ["abstract"]


def test_agreement_of_text_and_mesh_makes_a_tag_surer(record, mindfulness):
    sure = [
        tag(record(MINDFUL, mesh=mesh), mindfulness, raw_confidence=True).tags.set_index("value")["confidence"]
        for mesh in ([], ["Breast Neoplasms"])
    ]
    assert sure[0]["breast_cancer"] < sure[1]["breast_cancer"] < 1


def test_without_a_vocabulary_design_people_and_stated_outcomes_are_read(record):
    tagged = tag(
        record(
            DRUG, title="Veroline in adults with type 2 diabetes", mesh=["Diabetes Mellitus, Type 2*", "Female", "Male"]
        )
    )
    read = tagged.tags.groupby("facet")["value"].agg(list).to_dict()
    assert (read["design"], read["sample_size"]) == (["rct"], ["120"])
    assert read["population"] == ["other:type_2_diabetes"]
    assert read["sex"] == ["both"]
    assert "intervention" not in read
    results = tagged.findings.set_index("outcome")["direction"].to_dict()
    assert results["other:body_weight"] == "no_difference"
    assert results["other:fasting_glucose"] == "benefit"


def test_without_a_vocabulary_mesh_tells_the_people_that_the_title_does_not(record):
    tags = tag(record(DRUG, title="Veroline", mesh=["Diabetes Mellitus, Type 2*", "Models, Biological"])).tags
    people = tags[tags.facet == "population"]
    assert people[["value", "route"]].to_numpy().tolist() == [["other:type_2_diabetes_mellitus", "mesh"]]


def test_the_command_tags_without_a_vocabulary(tmp_path):
    from touchstone.cli import app

    file = tmp_path / "records.jsonl"
    row = Records.of([{"record_id": "test:1", "title": "Veroline in adults with gout", "abstract": DRUG}])
    file.write_text(row.iloc[0].to_frame().T.to_json(orient="records", lines=True), encoding="utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["tag", str(file), "--out", str(out), "--vocabulary", "none"])
    assert done.exit_code == 0, done.output
    assert "other:gout" in (out / "tags.csv").read_text(encoding="utf-8")
