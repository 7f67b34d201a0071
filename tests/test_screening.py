from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import touchstone
from touchstone import formats, screening
from touchstone.errors import InputError
from touchstone.tables import Records

TITLE = "Invented trial of foot massage for tired librarians"
FULL = {"title": TITLE, "year": 2020, "authors": ["Doe J"], "journal": "Journal of Invented Studies", "volume": "7",
        "issue": "2", "pages": "123-130"}  # fmt: skip


def _records(*rows):
    blank = {"record_type": "article", "abstract_source": "none", "retracted": False}
    return Records.of(blank | row for row in rows)


def _pair(one, other, decided=None):
    """What becomes of two rows from two snapshots."""
    return screening.unite([_records({"record_id": "a"} | one), _records({"record_id": "b"} | other)], decided)


def test_a_published_abstract_is_taken_and_the_digest_kept_beside_it():
    ours = {"record_id": "lib:a", "pmid": "90000001", "digest": "our words", "sources": ["here"]}
    theirs = {"record_id": "pmid:90000001", "pmid": "90000001", "abstract": "theirs", "abstract_source": "pubmed"}
    united = _pair(ours, theirs | {"sources": ["x"]})
    (row,) = united.records.to_dict("records")
    assert (row["record_id"], row["abstract"], row["digest"]) == ("lib:a", "theirs", "our words")
    assert row["sources"] == ("here", "x")
    assert united.aliases.values.tolist() == [["pmid:90000001", "lib:a", "same PMID 90000001"]]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (
            {"title": TITLE.upper() + "."},
            "same title, same year, first page 123, volume 7, same journal, first author Doe",
        ),
        ({"title": TITLE, "journal": "J Invent Stud"}, "same title, same year, first page 123, volume 7, same journal"),
        ({"title": TITLE.replace("Invented trial", "Invented trials")}, "title 99 % alike, same year, first page 123"),
        ({"title": TITLE, "year": 2021}, "same title, years 2020 and 2021, first page 123"),
        ({"title": f"{TITLE}: a randomised trial"}, "alike, same year, first page 123, volume 7"),
        ({"title": TITLE, "pages": "", "volume": "", "journal": ""}, "same title, same year, first author Doe"),
        ({"title": TITLE, "authors": [], "doi": "10.99999/x"}, "same title, same year, first page 123"),
        ({"title": f"RETRACTED: {TITLE}", "retracted": True}, "same title, same year"),
    ],
)
def test_a_like_title_is_one_publication_where_the_facts_agree_and_the_reason_names_them(other, why):
    united = _pair(FULL, FULL | other)
    assert len(united.records) == 1
    alias = united.aliases.iloc[0]
    assert (alias["alias"], alias["record_id"]) == ("b", "a")
    assert why in alias["reason"]


LONG = "Invented trial of massage for sleep in tired violinists"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": f"{LONG}: part 1"}, {"title": f"{LONG}: part 2"}),
        ({"title": f"{LONG}, part I"}, {"title": f"{LONG}, part II"}),
        ({"title": f"{LONG}: study 1"}, {"title": f"{LONG}: study 2"}),
        ({"title": f"{LONG}: a 12-week trial"}, {"title": f"{LONG}: a 24-week trial"}),
        ({"title": LONG}, {"title": f"{LONG}: one-year follow-up"}),
        ({"title": LONG}, {"title": f"Erratum: {LONG}"}),
        ({"title": LONG}, {"title": f"Correction to: {LONG}"}),
        ({"title": LONG}, {"title": f"{LONG}: study protocol"}),
        ({"title": LONG}, {"title": f"{LONG} [abstract]"}),
        ({"title": LONG}, {"title": f"Comment on: {LONG}"}),
        ({"title": LONG}, {"title": f"Re: {LONG}"}),
        ({"title": LONG}, {"title": f"{LONG}: authors' reply"}),
        ({"title": LONG}, {"title": f"{LONG}: an update"}),
        ({"title": LONG}, {"title": LONG.replace("violinists", "cellists")}),
        ({"title": f"{LONG} in men"}, {"title": f"{LONG} in women"}),
        ({"title": LONG, "pmid": "90000001"}, {"title": LONG, "pmid": "90000002"}),
        ({"title": LONG, "doi": "10.99999/x"}, {"title": LONG, "doi": "10.99999/y"}),
        ({"title": LONG, "pages": "12-19"}, {"title": LONG, "pages": "33-41"}),
        ({"title": LONG, "pages": "S34", "journal": "Invented Congress"}, {"title": LONG, "pages": ""}),
        ({"title": LONG, "volume": "8", "pages": ""}, {"title": LONG, "pages": ""}),
        ({"title": LONG, "year": 2015, "pages": "", "volume": ""}, {"title": LONG, "year": 2018, "pages": ""}),
        ({"title": LONG, "record_type": "notice"}, {"title": LONG}),
        ({"title": LONG, "publication_types": ["Comment"]}, {"title": LONG, "publication_types": ["Journal Article"]}),
        ({"title": "Editorial"}, {"title": "Editorial", "pages": ""}),
        ({"title": LONG, "authors": ["Roe R"], "pages": ""}, {"title": LONG, "pages": ""}),
    ],
)
def test_what_only_resembles_a_publication_is_kept_apart(one, other):
    assert len(_pair(FULL | one, FULL | other).records) == 2
    assert len(_pair(FULL | other, FULL | one).records) == 2


def test_a_near_miss_is_listed_for_a_person_with_the_reason():
    united = _pair(FULL | {"doi": "10.99999/x"}, FULL | {"doi": "10.99999/y"})
    (near,) = united.possible_duplicates.to_dict("records")
    assert (near["record_a"], near["record_b"], near["alike"]) == ("a", "b", 1.0)
    assert near["why_not"] == "different DOIs: 10.99999/x, 10.99999/y"


def test_a_person_s_decision_overrules_the_facts_both_ways():
    columns = ["record_a", "record_b", "same", "reason", "coder"]
    yes = pd.DataFrame([("b", "a", "yes", "seen in print", "Q")], columns=columns)
    united = _pair(FULL | {"pages": "1000"}, FULL | {"pages": "2000"}, yes)
    assert united.aliases.values.tolist() == [["b", "a", "coder Q: seen in print"]]
    assert united.possible_duplicates.empty
    apart = _pair(FULL, FULL, yes.assign(same="no"))
    assert len(apart.records) == 2


def test_merges_through_a_third_record_never_unite_what_conflicts():
    bare = {k: v for k, v in FULL.items() if k in ("title", "year", "authors")}
    for order in permutations(["x", "", "y"]):
        rows = [bare | {"record_id": f"r{d}", "doi": f"10.99999/{d}" if d else ""} for d in order]
        united = screening.unite([_records(*rows)])
        assert len(united.records) == 3
        assert "fits several records" in " ".join(united.possible_duplicates["why_not"])


def test_a_doi_of_a_whole_supplement_or_book_does_not_unite_its_abstracts():
    one = {"title": "Invented massage of the hand in tired pianists", "doi": "10.99999/book", "authors": ["Doe J"]}
    other = {"title": "Why cellists sleep badly before a concert tour", "doi": "10.99999/book", "authors": ["Roe R"]}
    assert len(_pair(one, other).records) == 2


def test_identifiers_that_are_found_later_become_aliases_of_the_id_a_record_had():
    found = {"record_id": "lib:a", "pmid": "90000001", "doi": "10.99999/x", "snapshot": "resolved"}
    united = _pair({"record_id": "lib:a", "title": TITLE, "digest": "ours"}, found)
    assert united.records["record_id"].tolist() == ["lib:a"]
    assert united.aliases.values.tolist() == [
        ["pmid:90000001", "lib:a", "PMID found later, in resolved"],
        ["doi:10.99999/x", "lib:a", "DOI found later, in resolved"],
    ]


def test_two_editorials_with_one_hashed_id_stay_two_records_with_two_ids():
    one = {
        "record_id": "ref:0",
        "title": "Editorial",
        "year": 2020,
        "journal": "Journal of Invented Studies",
        "pages": "7",
    }
    united = _pair(one, one | {"pages": "93"})
    assert united.records["record_id"].is_unique
    assert len(united.records) == 2


_ROWS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(
            [TITLE, TITLE.lower(), f"{TITLE}: part 1", f"{TITLE}: part 2", LONG, f"Erratum: {LONG}"]
        ),
        "year": st.sampled_from([None, 2019, 2020, 2021]),
        "authors": st.sampled_from([(), ("Doe J",), ("Doe Jane",), ("Roe R",)]),
        "pages": st.sampled_from(["", "12-19", "12", "33"]),
        "volume": st.sampled_from(["", "7", "8"]),
        "pmid": st.sampled_from(["", "", "90000001", "90000002"]),
        "doi": st.sampled_from(["", "", "10.99999/x", "10.99999/y"]),
    }
)


@given(st.lists(_ROWS, max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_same_records_are_united_whatever_the_order_and_the_first_listed_keeps_its_id(rows, chance):
    rows = [row | {"record_id": f"r{n}"} for n, row in enumerate(rows)]
    shuffled = rows[:]
    chance.shuffle(shuffled)

    def groups(listed):
        united = screening.unite([_records(row) for row in listed])
        found = {}
        for origin in united.origins.to_dict("records"):
            found.setdefault(origin["record_id"], []).append(origin["given_id"])
        place = {row["record_id"]: n for n, row in enumerate(listed)}
        assert all(ids[0] == kept == min(ids, key=place.get) for kept, ids in found.items())
        aliases = united.aliases[united.aliases["alias"].isin(list(place))]
        assert dict(zip(aliases["alias"], aliases["record_id"], strict=True)) == {
            given_id: kept for kept, ids in found.items() for given_id in ids[1:]
        }
        return {frozenset(ids) for ids in found.values()}

    assert groups(rows) == groups(shuffled)


def test_a_retraction_notice_is_not_the_retracted_study():
    study = {
        "record_id": "a",
        "title": "Study",
        "retracted": True,
        "notices": [{"kind": "retraction", "pmid": "90000009"}],
    }
    notice = {"record_id": "b", "title": "Retraction: Study", "record_type": "notice", "retracted": True}
    gone = screening.retractions(_records(study, notice))
    assert gone["record_id"].tolist() == ["a"]
    assert gone["notice_pmids"].tolist() == ["90000009"]


@pytest.mark.parametrize(
    ("said", "kind", "retracted"),
    [("retraction_of", "retraction", True), ("correction_of", "correction", False), ("concern_of", "concern", False)],
)
def test_a_notice_in_another_file_is_joined_to_its_study_by_pmid(said, kind, retracted):
    study = {"record_id": "s", "pmid": "90000001", "title": TITLE}
    notice = {"record_id": "n", "pmid": "90000009", "record_type": "notice", "title": f"About: {TITLE}",
              "notices": [{"kind": said, "pmid": "90000001", "text": ""}]}  # fmt: skip
    for united in (_pair(study, notice), _pair(notice, study)):
        told = united.records.set_index("record_id")
        assert bool(told.loc["s", "retracted"]) is retracted
        assert [(n["kind"], n["pmid"]) for n in told.loc["s", "notices"]] == [(kind, "90000009")]
        assert told.loc["n", "record_type"] == "notice"
        joined = screening.notices_of(united.records)
        assert joined[["record_id", "kind", "notice_pmids"]].values.tolist() == [["s", kind, "90000009"]]


def test_a_retraction_notice_without_a_pmid_finds_its_study_by_title():
    united = _pair({"title": TITLE}, {"title": f"Retraction notice to: {TITLE}", "record_type": "notice"})
    assert united.records["retracted"].tolist() == [True, False]


@pytest.mark.parametrize("name", ["pubmed_xml", "medline"])
def test_on_real_files_no_notice_is_a_study_and_every_notice_reaches_its_study(shared, name):
    frames = []
    for path in sorted((shared / "gold" / name).iterdir()):
        if path.stat().st_size < 3_000_000:
            try:
                frames.append(formats.read(path).records)
            except InputError:
                continue
    united = screening.unite(frames)
    records = united.records.set_index("record_id")
    assert records.index.is_unique
    given = pd.concat(frames).drop_duplicates(["pmid", "record_type"])
    notices = set(given["pmid"][(given["record_type"] == "notice") & (given["pmid"] != "")])
    kept = records[records["pmid"].isin(notices)]
    assert set(kept["record_type"]) == {"notice"}
    assert not set(screening.retractions(united.records)["record_id"]) & set(kept.index)
    by_pmid = records[records["record_type"] != "notice"].drop_duplicates("pmid").set_index("pmid")
    for notice in kept.itertuples():
        for about in notice.notices or []:
            if about["kind"] == "retraction_of" and about["pmid"] in by_pmid.index:
                study = by_pmid.loc[about["pmid"]]
                assert study["retracted"]
                assert notice.pmid in [n["pmid"] for n in study["notices"]]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lib:x,pmid:1,maybe,,Q", "line 2: same is 'maybe'; write yes or no"),
        ("lib:x,,yes,,Q", "line 2: a record_id is missing"),
        ("lib:aaron2019alexithymia,lib:nobody,yes,,Q", "line 2: record 'lib:nobody' is in no snapshot"),
        ("lib:x,lib:y,yes,,Q\nlib:y,lib:x,no,,Q", "line 3: this pair is decided both ways"),
    ],
)
def test_check_names_what_is_wrong_in_a_decision_on_duplicates(review_copy, line, said):
    from touchstone.check import problems_of
    from touchstone.project import find_project

    path = review_copy / "data" / "raw" / "coding" / "duplicates.csv"
    path.write_text(f"record_a,record_b,same,reason,coder\n{line}\n")
    assert said in problems_of(find_project(review_copy))[0]


def test_a_decision_about_an_alias_is_a_decision_about_the_record_it_stands_for(review_copy):
    path = review_copy / "data" / "raw" / "coding" / "duplicates.csv"
    first, second = "lib:aaron2019alexithymia", "lib:nazari2016pain"
    path.write_text(f"record_a,record_b,same,reason,coder\n{first},{second},yes,for this test,Q\n")
    review = touchstone.open_review(review_copy)
    assert len(review.records) == 456
    assert not (review.decisions["record_id"] == second).any()
    assert (review.decisions["record_id"] == first).sum() > 0
