"""The country of a study: from nations, regions, cities and universities, but not from what is merely named for one."""

import pytest

from touchstone.tagging import tag


@pytest.fixture
def country(record, vocabulary):
    def read(text, title=""):
        tags = tag(record(text, title=title), vocabulary).tags
        return tags.loc[tags.facet == "country", "value"].tolist()

    return read


@pytest.mark.parametrize(
    ("where", "nation"),
    [
        ("at a hospital in Ardabil", "Iran"),
        ("in New Delhi", "India"),
        ("in New South Wales", "Australia"),
        ("at Hacettepe University", "Turkey"),
        ("at McGill University", "Canada"),
        ("in a Thai university hospital", "Thailand"),
        ("among Taiwanese women", "Taiwan"),
        ("at a VA medical center", "United States"),
        ("in the US", "United States"),
        ("in two British general practices", "United Kingdom"),
    ],
)
def test_a_place_tells_the_country(country, where, nation):
    assert country(f"Methods: Forty adults took part {where}.") == [nation]


@pytest.mark.parametrize(
    "words",
    [
        "were given Swedish strokes by us",
        "met the Rome IV criteria",
        "filled in the Edinburgh Handedness Inventory and the Bristol stool chart",
        "were found in Chinese databases and English papers",
        "were treated by the guideline of the American College of Sports Medicine",
        "consented by the Declaration of Helsinki",
        "were rated by the Newcastle-Ottawa scale",
        "had turkey for lunch",
        "were readjusting after Iraq or Afghanistan",
    ],
)
def test_what_is_named_for_a_place_tells_no_country(country, words):
    assert country(f"Methods: Forty adults {words}.") == []
