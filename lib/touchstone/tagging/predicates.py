"""The words of a clause that say what became of an outcome, each with its direction, form and negation."""

from __future__ import annotations

from typing import NamedTuple

from touchstone.tagging.clauses import Token
from touchstone.tagging.words import COPULAS, FAR_NEGATORS, NEGATORS, PREDICATES, SIGNIFICANCE


class Predicate(NamedTuple):
    """A word that says what became of an outcome: its place among the tokens, direction, form, negation, passive."""

    place: int
    direction: str
    form: str
    negated: bool
    passive: bool


def find_predicates(tokens: list[Token], first: int, stop: int) -> list[Predicate]:
    """The predicates of a clause in order of place."""
    out: list[Predicate] = []
    counted_at = -1
    for place in range(first, stop):
        token = tokens[place]
        if token.depth or token.mention:
            continue
        word = token.text
        known = PREDICATES.get(word)
        if known is None and word in _SPECIAL:
            if word == "from":
                known = _from_to(tokens, place, stop, out)
            elif place > first and tokens[place - 1].text in _WENT:
                known = ("U" if word == "up" else "D", "intr")
        elif known is None and word.startswith("non-significant"):
            known = ("Z", "adj")
        if word in _COUNTED and place + 1 < stop and (counted := _of_people(tokens, place, stop)):
            out.append(Predicate(place, _COUNTED[word], counted, _negated(tokens, place, first, out), False))
            counted_at = len(out) - 1 if counted == "noun" else counted_at
            continue
        if known is None:
            continue
        direction, form = known
        if word in ("equal", "equivalent") and place + 1 < stop and tokens[place + 1].text == "to":
            continue
        if form == "adj" and not _adjective_governs(tokens, place, first, stop, word):
            continue
        if direction == "X" and form == "noun" and not _effect_noun(tokens, place, first, stop):
            continue
        if form in ("tr", "amb") and (_attributive(tokens, place, stop) or _aim(tokens, place, first)):
            continue
        negated = _negated(tokens, place, first, out) or (
            direction in "XC" and place + 1 < stop and tokens[place + 1].text in ("little", "hardly", "neither", "not")
        )
        passive = place > first and any(tokens[k].text in COPULAS for k in range(max(first, place - 3), place))
        if form in ("noun", "amb") and any(
            tokens[k].text in _EVEN for k in range(max(first, place - 4), place) if not tokens[k].mention
        ):
            direction = "Z"  # `similar degrees of improvement`
        if form in ("intr", "amb", "tr") and place + 1 < stop and tokens[place + 1].text in _EVENLY:
            direction, negated = "Z", False  # `both recovered equally`
        out.append(Predicate(place, direction, form, negated, passive))
    return _of_the_counted(out, counted_at)


def _of_the_counted(found: list[Predicate], counted: int) -> list[Predicate]:
    """`fewer women had an improvement` is the opposite of one; `more women had an improvement` is one."""
    if counted < 0 or counted + 1 >= len(found) or found[counted + 1].direction not in _OPPOSITE:
        return found
    after = found[counted + 1]
    if found[counted].direction == "D":
        after = after._replace(direction=_OPPOSITE[after.direction])
    return [*found[:counted], after, *found[counted + 2 :]]


_OPPOSITE = {"U": "D", "D": "U", "G": "B", "B": "G"}


_SPECIAL = frozenset(("up", "down", "from"))
_COUNTED = {"fewer": "D", "less": "D", "more": "U"}
_COUNTED_PEOPLE = frozenset(
    (
        "patients", "people", "women", "men", "infants", "babies", "children", "mothers", "participants", "subjects",
        "adults", "cases", "persons", "individuals", "neonates", "residents", "volunteers", "students", "runners",
    )
)  # fmt: skip


def _of_people(tokens: list[Token], place: int, stop: int) -> str:
    """The form of `fewer women developed it` and of `it was needed less often`; empty for any other use."""
    after = tokens[place + 1].text
    if after in ("often", "frequently"):
        return "intr"
    if after in _COUNTED_PEOPLE and any(t.mention for t in tokens[place + 2 : min(stop, place + 12)]):
        return "noun"
    return ""


_WENT = frozenset(("went", "came", "go", "going", "brought", "gone", "taken"))


def _from_to(tokens: list[Token], place: int, stop: int, before: list[Predicate]) -> tuple[str, str] | None:
    """`the score from 49.5 to 41.0`: the numbers say which way, where no verb does."""
    ahead = [t for t in tokens[place + 1 : min(stop, place + 9)] if not t.depth]
    if len(ahead) < 3 or not ahead[0].text[0].isdigit():
        return None
    if before and not any(t.mention and t.mention.facet == "outcome" for t in tokens[before[-1].place : place]):
        return None
    numbers = [t.text.rstrip("%.,").replace(",", "") for t in ahead if t.text[0].isdigit()]
    if len(numbers) < 2 or "to" not in [t.text for t in ahead[1:4]]:
        return None
    try:
        first, second = float(numbers[0]), float(numbers[1])
    except ValueError:
        return None
    return ("U" if second > first else "D", "intr") if first != second else None


def _adjective_governs(tokens: list[Token], place: int, first: int, stop: int, word: str) -> bool:
    """`lower pain`, `pain was lower`, `pain lower`; not `greater` in `greater reduction` nor `more` in `fell more`."""
    for k in range(place + 1, min(stop, place + 5)):
        after = tokens[k]
        if after.mention and after.mention.facet == "outcome":
            return True
        if after.text in PREDICATES and PREDICATES[after.text][1] in ("noun", "intr", "amb", "tr"):
            return False
        if after.text in (
            "in",
            "with",
            "than",
            "after",
            "for",
            "of",
            ",",
            "and",
            "at",
            "by",
            "on",
            "to",
            "among",
            "across",
            "between",
        ):
            break
    if word in ("more", "less", "most", "least", "best", "greatest"):
        back = place - 1
        while back > first and (tokens[back].text.endswith("ly") or _is_amount(tokens[back].text)):
            back -= 1
        before = tokens[back] if back >= first else None
        if before is not None and PREDICATES.get(before.text, ("", ""))[1] in ("intr", "amb", "tr"):
            return False
        if before is None or (place + 1 < stop and tokens[place + 1].text in ("than", "so", "effective")):
            return before is not None and before.text in COPULAS
        return before.text in COPULAS or bool(before.mention and before.mention.facet == "outcome" and not before.depth)
    for k in range(place - 1, max(first, place - 6) - 1, -1):
        before = tokens[k]
        if before.text in COPULAS or (before.mention and before.mention.facet == "outcome" and before.depth == 0):
            return True
        if before.text in PREDICATES and PREDICATES[before.text][1] in ("intr", "amb"):
            return PREDICATES.get(word, ("Z",))[0] == "Z"
    if PREDICATES.get(word, ("Z",))[0] in ("Z", "G", "M", "B"):
        return any(t.mention and t.mention.facet == "outcome" for t in tokens[first:stop])
    return False


def _is_amount(word: str) -> bool:
    """`was 30% less`, `was 2 points less`: how much, before the word that says which way."""
    return word[0].isdigit() or word in _UNITS


_UNITS = frozenset(("points", "point", "mm", "percent", "times", "units", "cm", "kg", "about", "twice"))


def _effect_noun(tokens: list[Token], place: int, first: int, stop: int) -> bool:
    word = tokens[place].text
    if word.startswith(("differ", "separ")):
        return True
    if any(tokens[k].text in NEGATORS for k in range(max(first, place - 5), place)):
        return True
    if any(tokens[k].text in _GOOD_EFFECT for k in range(max(first, place - 3), place)):
        return True
    return (
        place + 1 < stop
        and tokens[place + 1].text in ("on", "for", "in", "upon", "was", "were", "of", "size", "sizes")
        and any(
            tokens[k].text in SIGNIFICANCE
            or tokens[k].text
            in ("positive", "beneficial", "large", "favourable", "favorable", "small", "moderate", "clear", "strong")
            for k in range(max(first, place - 4), min(stop, place + 6))
        )
    )


_EVENLY = frozenset(("equally", "similarly", "identically", "alike", "comparably", "equivalently"))
_EVEN = frozenset(("similar", "comparable", "equal", "same", "equivalent", "identical"))
_GOOD_EFFECT = frozenset(("positive", "beneficial", "favourable", "favorable"))


def _attributive(tokens: list[Token], place: int, stop: int) -> bool:
    """`increased` in `the increased pain` names what was there and says nothing of what came."""
    return (
        place > 0
        and tokens[place - 1].text in ("the", "an", "a", "this", "that", "with")
        and not (place + 1 < stop and tokens[place + 1].text in ("in", "of"))
        and tokens[place].text.endswith("ed")
        and tokens[place - 1].text != "with"
    )


def _aim(tokens: list[Token], place: int, first: int) -> bool:
    """`care should be organised to reduce pain`: what is hoped for; not `was found to`, `failed to reduce`."""
    if place - 2 < first or tokens[place - 1].text != "to":
        return False
    return tokens[place - 2].text not in _CAME_TO and any(t.text in _WISH for t in tokens[first:place])


_WISH = frozenset(("should", "need", "needs", "needed", "order", "aim", "aimed", "aims", "must", "could", "purpose"))
_CAME_TO = frozenset(("failed", "found", "shown", "seen", "likely", "able", "proved", "seemed", "appeared", "tended"))


def _negated(tokens: list[Token], place: int, first: int, before: list[Predicate]) -> bool:
    edge = before[-1].place if before else first - 1
    for k in range(place - 1, edge, -1):
        word = tokens[k].text
        if tokens[k].depth:
            continue
        if word in NEGATORS or word.endswith("n't"):
            if word == "not" and k + 1 < len(tokens) and tokens[k + 1].text in ("only", "just", "merely"):
                continue
            if (
                word == "no"
                and k + 1 < len(tokens)
                and k + 2 < place
                and tokens[k + 1].text in ("<t>", "<c>", "treatment", "intervention")
            ):
                continue
            if place - k <= 6 or word in FAR_NEGATORS:
                return True
    return False
