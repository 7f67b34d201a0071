from touchstone.tables import Tags
from touchstone.tagging import explain


def _tag(start, end, value="rct", facet="design", field="title"):
    return {"record_id": "a", "facet": facet, "value": value, "field": field, "start": start, "end": end}


def test_the_text_of_a_record_is_never_html():
    title = "<img src=x onerror=alert(1)> massage"
    shown = explain({"record_id": "a", "title": title}, Tags.of([_tag(29, 36, "<b>", "intervention")]))._repr_html_()
    assert "<img" not in shown
    assert "<b>" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt; " in shown
    assert ">massage<small>intervention: &lt;b&gt;</small></mark>" in shown


def test_each_facet_has_its_colour_and_its_name_in_words():
    tags = Tags.of([_tag(0, 4, "foot", "intervention"), _tag(5, 12, "rct")])
    shown = explain({"record_id": "a", "title": "foot massage"}, tags)._repr_html_()
    for facet in ("intervention", "design"):
        assert f'mark[data-facet="{facet}"]' in shown
        assert f'<mark data-facet="{facet}">' in shown
        assert f"<small>{facet}: " in shown


def test_a_facet_is_never_html_either():
    shown = explain({"record_id": "a", "title": "foot"}, Tags.of([_tag(0, 4, "x", '"><script>')]))._repr_html_()
    assert "<script>" not in shown


def test_words_with_two_tags_are_marked_once_and_longer_words_keep_the_mark():
    tags = Tags.of([_tag(0, 12, "foot", "intervention"), _tag(0, 12, "hand", "intervention"), _tag(5, 12)])
    assert repr(explain({"record_id": "a", "title": "foot massage"}, tags)) == (
        "Title\n[foot massage = intervention: foot, intervention: hand]"
    )


def test_without_its_marks_the_text_is_the_record(review):
    record = review.records.iloc[0]
    shown = repr(explain(record, review.tags.iloc[0:0]))
    assert record["digest"] in shown
    assert "our own words and not the abstract" in shown
