from touchstone import screening
from touchstone.tables import Records


def _records(*rows):
    blank = {"record_type": "article", "abstract_source": "none", "retracted": False}
    return Records.of(blank | row for row in rows)


def test_a_published_abstract_is_taken_and_the_digest_kept_beside_it():
    ours = _records({"record_id": "lib:a", "pmid": "90000001", "digest": "our words", "sources": ["here"]})
    pubmed = _records(
        {
            "record_id": "pmid:90000001",
            "pmid": "90000001",
            "abstract": "theirs",
            "abstract_source": "pubmed",
            "sources": ["x"],
        }
    )
    records, aliases = screening.unite([ours, pubmed])
    (row,) = records.to_dict("records")
    assert (row["record_id"], row["abstract"], row["digest"]) == ("lib:a", "theirs", "our words")
    assert row["sources"] == ("here", "x")
    assert aliases.to_dict("records") == [{"alias": "pmid:90000001", "record_id": "lib:a", "reason": "same pmid"}]


def test_the_same_title_year_and_author_is_one_publication_unless_identifiers_differ():
    title = "Invented trial of foot massage for tired librarians"
    one = {"title": title, "year": 2020, "authors": ["Doe J"]}
    merged, _ = screening.unite(
        [_records(one | {"record_id": "a"}), _records(one | {"record_id": "b", "doi": "10.0/x"})]
    )
    apart, _ = screening.unite(
        [_records(one | {"record_id": "a", "doi": "10.0/y"}), _records(one | {"record_id": "b", "doi": "10.0/x"})]
    )
    assert (len(merged), len(apart)) == (1, 2)


def test_numbered_parts_and_errata_are_kept_apart():
    for title in ("Invented trial of massage for sleep: part 2", "Erratum: invented trial of massage for sleep"):
        rows = [{"record_id": i, "title": title, "year": 2020, "authors": ["Doe J"]} for i in "ab"]
        assert len(screening.unite([_records(*rows)])[0]) == 2


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


def test_the_boxes_of_the_flow_add_up_to_the_box_above(review):
    flow = review.flow.set_index("box")
    for parent in sorted(set(flow["parent"]) - {""}):
        assert flow[flow["parent"] == parent]["n"].sum() == flow.loc[parent, "n"]
    assert flow.loc["collected", "n"] == len(review.records)
