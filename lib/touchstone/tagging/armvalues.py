"""Which arm's value is the higher where a clause gives numbers and no verb: `it was 3 with T and 5 in controls`."""

from __future__ import annotations

from touchstone.tagging.clauses import Token
from touchstone.tagging.words import CONTROLS, TREATED

_SPREAD = ("±", "+/-", "+-", "p", "<", ">", "=", "(", "[")
_UNITS = frozenset(("week", "weeks", "day", "days", "month", "months", "hour", "hours", "minute", "minutes", "years"))


def compare_arms(low: str, tokens: list[Token], place: int, stop: int) -> tuple[str, float] | None:
    """U or D for the intervention's value against the other's after `place`, and how sure; None where not told.

    The first two plain numbers are compared. Arms are told by the vocabulary's words or by words such as `control`,
    in the order of the numbers; where no arm is named the intervention is taken to come first.
    """
    values: list[tuple[int, float]] = []
    arms: list[tuple[int, str]] = []
    for k in range(place + 1, stop):
        token = tokens[k]
        if token.mention is not None and token.mention.facet == "outcome" and not token.depth:
            break
        if token.depth:
            continue
        text = token.text
        if text == "from" or text == "baseline":
            return None
        if text[0].isdigit():
            value = _value(low, tokens, k, stop)
            if value is not None and len(values) < 3:
                values.append((k, value))
        elif text == "<t>" or (text in TREATED and _is_arm(tokens, k, stop)):
            arms.append((k, "t"))
        elif text == "<c>" or text in CONTROLS or text == "placebo":
            arms.append((k, "c"))
    if len(values) < 2 or values[0][1] == values[1][1]:
        return None
    between = [t.text for t in tokens[values[0][0] + 1 : values[1][0]]]
    if not _PAIRING & set(between):
        return None
    if between[0] in _EARLIER and not arms:  # `4.1 before and 2.0 after`
        return ("U" if values[1][1] > values[0][1] else "D"), 0.7
    first, certain = "t", 0.55
    if arms:
        first, certain = arms[0][1], 0.8
        late = arms[0][0] > values[1][0] and "respectively" not in [t.text for t in tokens[values[1][0] : stop]]
        if late and len({arm for _, arm in arms}) == 1:  # `3.1 against 4.8 in controls`
            first = "c" if first == "t" else "t"
    higher = values[0][1] > values[1][1]
    return ("U" if higher == (first == "t") else "D"), certain


def _is_arm(tokens: list[Token], place: int, stop: int) -> bool:
    """`the treatment group`, and `the treatment and control groups`."""
    after = [t.text for t in tokens[place + 1 : min(stop, place + 3)]]
    return bool(after) and (after[0] in _GROUP or (after[0] == "and" and after[-1] in (*CONTROLS, "<c>", "placebo")))


_EARLIER = frozenset(("before", "beforehand", "pre", "pretest", "initially", "preoperatively"))
_GROUP = frozenset(("group", "groups", "arm", "patients", "participants", "women", "infants", "children"))
_PAIRING = frozenset(("and", "versus", "vs", "against", "compared", "than", "while", "v", "to", ",", "but"))


def _value(low: str, tokens: list[Token], place: int, stop: int) -> float | None:
    """The number at a place, unless it is a spread, a p value, a size or a time."""
    token = tokens[place]
    before = low[max(0, token.start - 4) : token.start].rstrip()
    if before.endswith(_SPREAD) or (before.endswith("-") and before[:-1].rstrip().endswith(tuple("0123456789"))):
        return None
    after = tokens[place + 1].text if place + 1 < stop else ""
    if after in _UNITS and tokens[place - 1].text in ("at", "after", "by", "week", "day", "over", "of", "for"):
        return None
    if tokens[place - 1].text in ("week", "day", "month", "weeks", "days", "months", "group", "n", "grade", "stage"):
        return None
    try:
        value = float(token.text.rstrip("%.,").replace(",", ""))
    except ValueError:
        return None
    return -value if before.endswith("-") else value
