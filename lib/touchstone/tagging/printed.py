"""Statistics as printed: p values and effects with their intervals.

>>> printed("pain fell (md -4.80, 95% ci -9.17 to -0.43; p=0.003)")  # doctest: +ELLIPSIS
[Printed(...effect_type='MD', effect=-4.8, ci_low=-9.17, ci_high=-0.43), Printed(...p_text='0.003', p_value=0.003, ...)]
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Printed(NamedTuple):
    """A printed p (text, number, relation) or effect (type, value, interval) and its place."""

    start: int
    end: int
    p_text: str = ""
    p_value: float | None = None
    p_relation: str = ""
    effect_type: str = ""
    effect: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None

    def significant(self) -> bool | None:
        """Whether it speaks of a difference at 0.05; None where it does not tell."""
        if self.p_value is not None:
            if self.p_relation in ("<", "<="):
                return True if self.p_value <= 0.05 else None
            if self.p_relation in (">", ">="):
                return False if self.p_value >= 0.049 else None
            return self.p_value <= 0.05
        if self.ci_low is not None and self.ci_high is not None:
            if not self.effect_type:  # one arm's mean, unless the interval spans zero
                return False if self.ci_low < 0 < self.ci_high else None
            middle = 1.0 if self.effect_type in ("RR", "OR", "HR") else 0.0
            return not self.ci_low <= middle <= self.ci_high
        return None


_NUM = r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)"
_P = re.compile(
    r"(?<![a-z])p(?:[- ]?values?)?(?: ?(?:for \w+ ?)?)(<=|>=|≤|≥|= ?<|<|>|=|of|from|was|were| )? ?(?:=|was|of|from)? "
    r"?(0?\.\d+|0\. \d{2,4}\b|0\b(?!\.)|1\.0+|\d(?:\.\d+)? ?[x×] ?10-?\d+)(?: to (0?\.\d+))?"
)
_TYPES = {
    "md": "MD",
    "mean difference": "MD",
    "wmd": "WMD",
    "weighted mean difference": "WMD",
    "smd": "SMD",
    "standardised mean difference": "SMD",
    "standardized mean difference": "SMD",
    "hedges g": "g",
    "hedges' g": "g",
    "g": "g",
    "cohen's d": "d",
    "cohens d": "d",
    "cohen d": "d",
    "d": "d",
    "rr": "RR",
    "risk ratio": "RR",
    "relative risk": "RR",
    "or": "OR",
    "odds ratio": "OR",
    "hr": "HR",
    "hazard ratio": "HR",
    "effect size": "d",
    "difference": "MD",
}  # fmt: skip
_KIND = "|".join(sorted((re.escape(k) for k in _TYPES), key=len, reverse=True))
_CI = (
    rf"(?:[,;]? ?(?:\(|\[)?(?:(?:95 ?%?|with)? ?(?:ci|confidence interval|interval)s?[:,]? ?(?:of |from |=)? ?)?"
    rf"({_NUM}) ?(?:to|,|;|and|-(?=[\d.]|-)) ?({_NUM})(?=\b|\)|\]))?"
)
_EFFECT = re.compile(
    rf"(?<![a-z])({_KIND})(?: ?[(\[][a-z]+[)\]])?(?: was| of|:|=|,)? ?(?:= ?)?({_NUM})(?![\d%]| ?%)(?:{_CI})?"
)
_BARE = re.compile(rf"(?<=\()({_NUM}),? (?:95% ci )?({_NUM}) to ({_NUM})(?=[),;])")
# `SMD -0.61 (95% CI ...), then -1.51 (-2.24 to -0.77)`: the next of its kind, without saying so again.
_NEXT = re.compile(
    rf"(?<![\d.])({_NUM}) ?(?:points?|mm|cm|g|kg|days?|hours?|h|min|%)? ?\(({_NUM}) to ({_NUM})(?=[),;])"
)
_ANY_CI = re.compile(
    rf"(?<![\d.])(?!9\d ?%? ?(?:ci|confidence))({_NUM}) ?(?:%|[a-z]+)? ?[;,(\[]? ?(?:95 ?% ?)?"
    rf"(?:ci|confidence interval)[:,]? ?[\[(]? ?({_NUM}) ?%? ?(?:to|,|;|-(?=[\d.+-])) ?({_NUM})"
)
_WITH_CI = re.compile(
    rf"({_NUM}) ?(?:points?|mm|cm|g|kg|days?|hours?|h|min|%)?(?: \w+){{0,6}}? ?\((?:95% )?ci:? ({_NUM}) to ({_NUM})\)"
)


def printed(low: str, start: int = 0, end: int | None = None) -> list[Printed]:
    """Printed p values and effects in `low` (folded text) between `start` and `end`, in order of place."""
    stop = len(low) if end is None else end
    out = []
    if _DIGIT.search(low, start, stop) is None:
        return [Printed(f.start(), f.end(), f.group().strip(), 0.5, "=") for f in _NS.finditer(low, start, stop)]
    part = low[start:stop]
    for found in _P.finditer(low, start, stop):
        out.append(_as_p(found))
    if "ns" in part or "n.s" in part:
        for found in _NS.finditer(low, start, stop):
            out.append(Printed(found.start(), found.end(), found.group().strip(), 0.5, "="))
    types: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for found in _EFFECT.finditer(low, start, stop):
        kind = found.group(1)
        if kind in ("or", "d", "g", "difference", "effect size") and not _sure(low, found, kind):
            continue
        types.append((found.start(), _TYPES[kind]))
        out.append(_as_effect(*found.span(), _TYPES[kind], found.group(2), found.group(3), found.group(4)))
        taken.append((found.start(), found.end()))
    interval = "ci" in part or "confidence" in part
    listed = " to " in part and "(" in part
    patterns = (*((_BARE,) if listed else ()), *((_WITH_CI, _ANY_CI) if interval else ()))
    for pattern in (*patterns, *((_NEXT,) if listed else ())):
        for found in pattern.finditer(low, start, stop):
            if pattern is _NEXT and not types and not _around_difference(low, start, found):
                continue
            if not any(a <= found.start() < b for a, b in taken):
                kind = (
                    next((kind for at, kind in reversed(types) if at < found.start()), "")
                    if pattern in (_BARE, _NEXT)
                    else ""
                )
                if not kind and _tells_difference(low, start, found):
                    kind = "MD"
                out.append(_as_effect(*found.span(), kind, *found.groups()))
                taken.append((found.start(), found.end()))
    return sorted(out)


# An interval of a difference, not of one arm's mean.
_DIFFERS = re.compile(
    r"\b(?:differ\w*|by|than|fell|falls?|drop\w*|gain\w*|reduc\w+|increas\w+|decreas\w+|improv\w+|lower\w*|higher|"
    r"less|more|fewer|shorter|longer|favou?r\w*|over|change\w*|benefit|advantage|effect)\b"
)
_ONE_ARM = re.compile(r"\b(?:vs?|versus|compared|median|mean)\b(?! difference)")


def _tells_difference(low: str, start: int, found: re.Match) -> bool:
    """Whether an interval without a type is a difference's, and not that of one arm's mean or median."""
    if _ONE_ARM.search(low, max(start, found.start() - 20), found.start()):
        return False
    if _ONE_ARM.search(low, found.end(), found.end() + 12):
        return False
    return _DIFFERS.search(low, max(start, found.start() - 60), found.end()) is not None


def _around_difference(low: str, start: int, found: re.Match) -> bool:
    """Whether a number with a bracketed range is a difference in its interval: `a difference of -0.3 (-0.9 to 0.4)`."""
    value, lower, upper = (float(n) for n in found.groups())
    return lower <= value <= upper and "differ" in low[max(start, found.start() - 60) : found.start()]


_DIGIT = re.compile(r"\d")
_NS = re.compile(r"(?<![a-z])(?:ns|n\.s\.?)(?![a-z])")


def _sure(low: str, found: re.Match, kind: str) -> bool:
    before = low[max(0, found.start() - 2) : found.start()]
    if kind == "or":
        return before.endswith(("(", "; ", ", ")) and (found.group(3) is not None or "." in found.group(2))
    if kind in ("d", "g"):
        return before.endswith(("(", "s ", ", ", "; ")) and "." in found.group(2)
    return found.group(3) is not None


def _as_p(found: re.Match) -> Printed:
    relation = (found.group(1) or "=").replace("≤", "<=").replace("≥", ">=").replace("= ", "=").replace("=<", "<")
    if relation not in ("<", ">", "<=", ">=", "="):
        relation = "="
    number = found.group(2).replace(". ", ".")
    if "10" in number and ("x" in number or "×" in number):
        base, _, power = re.sub(r"\s", "", number).replace("×", "x").partition("x10")
        value = float(base) * 10.0 ** -abs(int(power.lstrip("-") or 0))
    else:
        value = float(number)
    text = ("" if relation == "=" else relation) + number + (f" to {found.group(3)}" if found.group(3) else "")
    return Printed(found.start(), found.end(), text, min(value, 1.0), relation)


def _as_effect(start: int, end: int, kind: str, effect: str, low: str | None, high: str | None) -> Printed:
    lower, upper = (float(low), float(high)) if low is not None and high is not None else (None, None)
    if lower is not None and lower > upper:
        lower, upper = (upper, lower) if upper <= float(effect) <= lower else (None, None)
    return Printed(start, end, effect_type=kind, effect=float(effect), ci_low=lower, ci_high=upper)
