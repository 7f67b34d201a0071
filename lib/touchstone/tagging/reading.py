"""One record opened for reading: title and body folded, cut into sentences, with the vocabulary's mentions in place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from touchstone.tagging.terms import Lexicon, Mention
from touchstone.tagging.text import Sentence, fold, sentences, sha_of


class Reading(NamedTuple):
    """A record's texts as the tagger sees them; `body` is the abstract, or the digest where there is none."""

    record_id: str
    title: str
    low_title: str
    title_mentions: list[Mention]
    field: str
    body: str
    low: str
    sentences: list[Sentence]
    mentions: list[Mention]
    starts: list[int]
    blocks: list[tuple[str, int, int]]
    placed: dict[str, list[tuple[Mention, Sentence]]]

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence of the body that `place` stands in."""
        number = bisect_right(self.starts, place) - 1
        if number < 0 or place >= self.sentences[number].end:
            return None
        return self.sentences[number]

    def has_sections(self) -> bool:
        """Whether the body's sentences stand under headings."""
        return any(s.category for s in self.sentences)


# What is longer is no title and no abstract; the rest is not read.
LONGEST_TITLE, LONGEST_BODY = 1_000, 100_000


def covered_by(mentions: list[Mention], facets: Iterable[str]) -> Callable[[Mention], bool]:
    """A test whether a mention stands within a longer one of `facets`, or one as long; `mentions` in order of place."""
    starts, ends = [], []
    for mention in mentions:
        if mention.facet in facets:
            starts.append(mention.start)
            ends.append(max(mention.end, ends[-1] if ends else 0))

    def test(mention: Mention) -> bool:
        number = bisect_right(starts, mention.start) - 1
        return number >= 0 and ends[number] >= mention.end

    return test


def open_record(row: Mapping, lexicon: Lexicon) -> Reading:
    """The record (a row of Records) as a Reading."""
    title, abstract, digest = (row.get(name) or "" for name in ("title", "abstract", "digest"))
    field = "abstract" if abstract.strip() else "digest"
    body = abstract if field == "abstract" else digest
    body, title = body[:LONGEST_BODY], title[:LONGEST_TITLE]
    low, low_title = fold(body), fold(title)
    given = row.get("sections")
    cut = sentences(body, given if isinstance(given, list) and given else None)
    if cut and not any(s.category for s in cut):
        cut = _guess_categories(low, cut)
    mentions = lexicon.find(body, low)
    return Reading(
        row["record_id"],
        title,
        low_title,
        lexicon.find(title, low_title),
        field,
        body,
        low,
        cut,
        mentions,
        [s.start for s in cut],
        _blocks(cut),
        placed_in(mentions, cut),
    )


def placed_in(mentions: list[Mention], cut: list[Sentence]) -> dict[str, list[tuple[Mention, Sentence]]]:
    """The body's mentions by facet, each with the sentence it stands in."""
    out: dict[str, list[tuple[Mention, Sentence]]] = {}
    place, last = 0, len(cut) - 1
    for mention in mentions:
        while place < last and cut[place].end <= mention.start:
            place += 1
        out.setdefault(mention.facet, []).append((mention, cut[place]))
    return out


def _blocks(cut: list[Sentence]) -> list[tuple[str, int, int]]:
    """Neighbouring sentences of one kind of section as one stretch: kind, start, end."""
    out: list[tuple[str, int, int]] = []
    for sentence in cut:
        if out and out[-1][0] == sentence.category:
            out[-1] = (sentence.category, out[-1][1], sentence.end)
        else:
            out.append((sentence.category, sentence.start, sentence.end))
    return out


_CONCLUDES = (
    "in conclusion", "we conclude", "it is concluded", "it can be concluded", "it was concluded", "to conclude",
    "these results suggest", "these findings suggest", "our results suggest", "our findings suggest",
    "these data suggest", "the results suggest", "the findings suggest", "this study suggests",
    "these results indicate", "these findings indicate", "this study demonstrate", "this study shows that",
    "findings suggest", "results suggest", "our data suggest", "further research", "further studies",
    "further study", "future research", "future studies", "more research", "it is recommended",
    "these preliminary", "therefore,", "thus,", "the authors conclude", "conclusion",
)  # fmt: skip
_AIMS = (
    "the aim of", "the purpose of", "the objective of", "this study aimed", "we aimed", "aim:", "objective",
    "to determine", "to evaluate", "to assess", "to examine", "to investigate", "to compare",
    "this study was designed to", "we sought", "the goal of", "this study examined", "this study investigated",
    "this study evaluated", "this study was conducted to", "the study aimed", "this trial aimed", "this paper",
    "this article", "the present study aimed", "we hypothesi",
)  # fmt: skip
_METHODS = (
    "were randomi", "was randomi", "randomly", "were recruited", "were enrolled", "participated", "were assigned",
    "were allocated", "were included in", "was measured", "were measured", "was assessed", "were assessed", "was used",
    "were used", "received", "were divided", "was conducted", "were collected", "questionnaire", "completed the",
    "was performed", "were performed", "were searched", "was carried out", "took part", "underwent", "were evaluated",
    "outcome measures", "primary outcome was", "was administered", "were obtained", "were analyzed using", "databases",
)  # fmt: skip
_RESULTS = (
    "significant", "p<", "p <", "p =", "p=", "(p ", "95% ci", "confidence interval", "improved", "increased",
    "decreased", "reduced", "did not differ", "no difference", "results showed", "we found", "was found",
    "were found", "was observed", "were observed", "higher in", "lower in", "higher than", "lower than", "greater",
    "results indicate", "revealed", "reported", "there was", "there were",
)  # fmt: skip


def _guess_categories(low: str, cut: list[Sentence]) -> list[Sentence]:
    """Sentences of a text without headings with the kind of section each reads like, in the order texts have them."""
    out, stage, last = [], "aim", len(cut) - 1
    for place, sentence in enumerate(cut):
        if stage != "conclusion":
            opening = low[sentence.start : min(sentence.end, sentence.start + 60)]
            if place and place >= 0.5 * last and _has(opening, _CONCLUDES):
                stage = "conclusion"
            elif stage in ("aim", "methods"):
                part = low[sentence.start : sentence.end]
                if stage == "aim" and _has(part, _METHODS):
                    stage = "aim" if _has(opening, _AIMS) else "methods"
                elif (
                    (stage == "methods" or place > 0)
                    and _has(part, _RESULTS)
                    and not _has(opening, _AIMS)
                    and not _has(part, _METHODS[:9])
                ):
                    stage = "results"
        out.append(_new(Sentence, (sentence.start, sentence.end, sentence.section, stage)))
    return out


_new = tuple.__new__


def _has(text: str, cues: tuple[str, ...]) -> bool:
    for cue in cues:  # noqa: SIM110 a generator takes three times as long
        if cue in text:
            return True
    return False


def sha_by_field(row: Mapping, reading: Reading) -> dict[str, str]:
    """The short SHA of each text of a record that spans point into."""
    return {"title": sha_of(row.get("title") or ""), reading.field: sha_of(row.get(reading.field) or "")}
