"""Who a study counts for: its population codes and their broader codes, and what a mixed sample is credited to."""

from __future__ import annotations

from collections.abc import Iterable

from touchstone.protocol import Vocabulary, broader_of
from touchstone.protocol.models import MixedSamples


def credited(codes: Iterable[str], vocabulary: Vocabulary, mixed: MixedSamples | None = None) -> dict[str, bool]:
    """The populations a study with these `codes` counts for, each once, with whether it is only a broader term.

    The codes of a mixed sample (`parts_of_sample`) are not among them: what its parts have in common is, their common
    broader codes, and every code beside them.

    >>> from touchstone.protocol import load_vocabulary
    >>> apart = MixedSamples(source="", alternatives=[["breast_cancer", "hematologic_cancer"]])
    >>> credited(["breast_cancer", "insomnia"], load_vocabulary(), apart)
    {'breast_cancer': False, 'insomnia': False, 'cancer': True}
    >>> credited(["breast_cancer", "hematologic_cancer", "insomnia"], load_vocabulary(), apart)
    {'insomnia': False, 'cancer': True}
    """
    own = tuple(dict.fromkeys(codes))
    parts = parts_of_sample(own, vocabulary, mixed) if mixed else set()
    out = dict.fromkeys((code for code in own if code not in parts), False)
    for code in [code for code in own if code not in parts]:
        for broader in _above(code, vocabulary):
            if broader not in parts:
                out.setdefault(broader, True)
    if parts:
        shared = [set(_above(code, vocabulary)) for code in sorted(parts)]
        for broader in sorted(set.intersection(*shared) - parts):
            out.setdefault(broader, True)
    return out


def parts_of_sample(codes: Iterable[str], vocabulary: Vocabulary, mixed: MixedSamples) -> set[str]:
    """The codes that name only a part of one mixed sample; empty for a sample that is all of one kind.

    Two codes of one line of `alternatives`; a code of `beside_broader` that stands beside its own broader code; and
    every code where there are `many_from` kinds of people or more.
    """
    own = set(codes)
    parts: set[str] = set()
    for line in mixed.alternatives:
        here = own & set(line)
        parts |= here if len(here) > 1 else set()
    parts |= {code for code in own & set(mixed.beside_broader) if own & set(_above(code, vocabulary))}
    kinds = own - {broader for code in own for broader in _above(code, vocabulary)}
    return parts | kinds if mixed.many_from and len(kinds) >= mixed.many_from else parts


def _above(code: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return broader_of(vocabulary, "population", code)[1:]
