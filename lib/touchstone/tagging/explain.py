"""Shows a record as it was read: every tag's words marked in the text, readable without colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import pandas as pd

_FIELDS = ("title", "abstract", "digest")
_CALLED = {"title": "Title", "abstract": "Abstract", "digest": "Digest, our own words and not the abstract"}
_STYLE = (
    "<style>.ts-read{max-width:46em;line-height:2.1}.ts-read h4{margin:0.8em 0 0.2em;font-size:0.9em}"
    ".ts-read mark{color:inherit;background:#8882;border-bottom:2px solid currentColor;padding:0 0.1em}"
    ".ts-read mark small{font-size:0.7em;font-weight:600;margin-left:0.35em;white-space:nowrap}"
    + "".join(
        f'.ts-read mark[data-facet="{facet}"]{{border-color:{colour};background:{colour}22}}'
        for facet, colour in (
            ("design", "#6f4e9c"), ("population", "#1b7f5c"), ("life stage", "#1b7f5c"), ("sex", "#1b7f5c"),
            ("intervention", "#b35900"), ("comparator", "#8a6d00"), ("outcome", "#1f6fb2"),
            ("overall direction", "#b3261e"), ("sample size", "#555555"),
        )
    )
    + "</style>"
)  # fmt: skip


class Explained:
    """A record's text with its tags marked; a notebook shows it as HTML, a terminal as text."""

    def __init__(self, parts: list[tuple[str, str, list[tuple[int, int, str]]]]) -> None:
        self._parts = parts

    def _repr_html_(self) -> str:
        shown = (
            f"<h4>{escape(_CALLED[field])}</h4><p>{_marked(text, spans, _MARK, escape)}</p>"
            for field, text, spans in self._parts
        )
        return f'{_STYLE}<div class="ts-read">{"".join(shown)}</div>'

    def __repr__(self) -> str:
        shown = (f"{_CALLED[field]}\n{_marked(text, spans, _PLAIN, str)}" for field, text, spans in self._parts)
        return "\n\n".join(shown)


_MARK = '<mark data-facet="{facet}">{words}<small>{said}</small></mark>'
_PLAIN = "[{words} = {said}]"


def explain(record: Mapping, tags: pd.DataFrame) -> Explained:
    """The title and text of `record` (a row of Records) with the words of each of its tags (Tags) marked and named.

    Words that carry several tags are marked once, with all their names; where marks would overlap, the longer words
    keep the mark. The text is escaped, so that nothing in it is taken as HTML.

    >>> from touchstone.tables import Tags
    >>> tag = {"record_id": "a", "facet": "design", "value": "rct", "field": "title", "start": 2, "end": 12}
    >>> print(explain({"record_id": "a", "title": "A randomised trial"}, Tags.of([tag])))
    Title
    A [randomised = design: rct] trial
    """
    own = tags[(tags["record_id"] == record["record_id"]) & tags["start"].notna() & tags["end"].notna()]
    parts = []
    for field in _FIELDS:
        text = record.get(field) or ""
        if text:
            parts.append((field, text, _spans(own[own["field"] == field])))
    return Explained(parts)


def _spans(tags: pd.DataFrame) -> list[tuple[int, int, str]]:
    named: dict[tuple[int, int], list[str]] = {}
    for tag in tags.to_dict("records"):
        if tag["end"] > tag["start"]:
            said = f"{tag['facet'].replace('_', ' ')}: {tag['value'].replace('_', ' ')}"
            named.setdefault((int(tag["start"]), int(tag["end"])), []).append(said)
    kept: list[tuple[int, int, str]] = []
    for (start, end), said in sorted(named.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, ", ".join(dict.fromkeys(said))))
    return sorted(kept)


def _marked(text: str, spans: list[tuple[int, int, str]], mark: str, safe: Callable[[str], str]) -> str:
    out, here = [], 0
    for start, end, said in spans:
        out += [
            safe(text[here:start]),
            mark.format(words=safe(text[start:end]), said=safe(said), facet=safe(said.split(":")[0])),
        ]
        here = end
    return "".join([*out, safe(text[here:])])
