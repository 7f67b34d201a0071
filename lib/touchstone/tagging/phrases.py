"""Turns of phrase of results: within or between groups, at the start, faded, alike, significance denied."""

from __future__ import annotations

import re
from typing import NamedTuple

from touchstone.tagging.words import SIGNIFICANCE


class Phrase(NamedTuple):
    """A turn of phrase, and letters of which it has at least one: looked for first, in a tenth of the time."""

    pattern: re.Pattern
    letters: tuple[str, ...]

    def search(self, low: str, begin: int, end: int) -> re.Match | None:
        """The first place between `begin` and `end` where the phrase stands."""
        part = low[begin:end]
        for letters in self.letters:
            if letters in part:
                return self.pattern.search(low, begin, end)
        return None


_ARMS = (
    r"(?:groups|arms|treatments|conditions|styles|methods|techniques|interventions|approaches|regimens|forms|kinds|"
    r"therapies|doses|modalities|procedures|programmes|programs|two|three|pair)"
)
BETTER_THAN = re.compile(
    r"\b(?:superior\w*|advantage|between (?:the )?(?:\w+ )?" + _ARMS + r"|between them|neither (?:\w+ ){0,2}(?:beat|"
    r"outperformed|was (?:better|superior))|equally effective|as effective as|" + _ARMS + r" (?:\w+ ){0,2}(?:did|were|"
    r"was|differ|showed no|had (?:similar|equal|comparable)|gave (?:similar|equal|comparable)))"
)


NO_GAP = Phrase(
    re.compile(
        r"\b(?:without|with no|but no|and no|nor) (?:an? |any )?(?:\w+ ){0,2}(?:difference|differences|gap|advantage|"
        r"superiority)\b|\bthe (?:groups|arms|treatments|two) (?:\w+ )?did not differ"
    ),
    ("differ", "gap", "advantage", "superiority"),
)


LINKED = Phrase(
    re.compile(
        r"\b(?:correlat\w+|related to|linked to|associated with|associations?|predicted|predictors?|tied? to|ties?|"
        r"went (?:together )?with|goes with)\b|\br ?= ?-?0?\.\d"
    ),
    ("correlat", "relat", "link", "associat", "predict", "tie", "went", "goes", "r =", "r="),
)


FADED = Phrase(
    re.compile(
        r"\b(?:it|they|this|these|those|both|effects?|gains?|benefits?|advantages?|differences?|improvements?|lead|"
        r"superiority|relief|all|changes|scores)\b[^;]{0,50}\b(?:gone|faded|fading|vanished|lost|slid back|"
        r"disappeared|not (?:\w+ )?(?:sustained|maintained|kept|last|hold|persist)|no longer|wore off|"
        r"did not (?:last|persist|hold)|evaporated|returned to baseline|was short-lived)\b"
    ),
    (
        "gone",
        "fad",
        "vanish",
        "lost",
        "slid",
        "disappear",
        "not ",
        "no longer",
        "wore",
        "last",
        "persist",
        "hold",
        "evapor",
        "returned",
        "short-lived",
    ),
)


PARTLY = Phrase(
    re.compile(
        r"\bin (?:only )?(one|two|three|four|five|six|seven|\d+) (?:out )?of (?:the )?(two|three|four|five|six|seven|"
        r"eight|nine|ten|eleven|twelve|\d+)\b"
    ),
    (" of ",),
)


NULL_PHRASE = Phrase(
    re.compile(
        r"\b(?:cross(?:ed|es|ing)?|includ(?:ed|es|ing)|spann(?:ed|ing)|straddl(?:ed|es|ing)|took in|touched|"
        r"overlapp(?:ed|ing)|contain(?:ed|s|ing)) (?:zero|one|unity|the null|no effect|no difference|the line|"
        r"1\b|0\b)|\bfell short|\bon (?:a )?par\b|\bheld steady|\bstood still|\bmade no difference|"
        r"\bcame to nothing|\bno better\b|\bparity\b|\bjust missed|\bas (?:effective|good|much|low|high) (?:as|"
        r"in|with|under)\b|\b(?:did|does|do|fared|worked|performed) (?:just )?as well (?:as|in|with|under)\b|"
        r"\bno more (?:than|effective)\b|\bmade little difference|\bhardly (?:changed|moved|differed)|"
        r"\bkept pace"
    ),
    (
        "cross",
        "includ",
        "spann",
        "straddl",
        "took in",
        "touch",
        "overlap",
        "contain",
        "fell short",
        "par",
        "held st",
        "stood st",
        "made ",
        "came to",
        "no better",
        "missed",
        "as ",
        "well",
        "no more",
        "hardly",
        "kept pace",
    ),
)


ALIKE = Phrase(
    re.compile(
        r"\b(?:both|all|each|either|every) (?:\w+ ){0,3}(?:alike|equally|similarly|to (?:the same|a similar) (?:extent|"
        r"degree))|\b(?:alike|equally|similarly) (?:in|with|for) (?:both|all|each|either)|\b(?:as much|as well|as far) "
        r"(?:in|with|under|as) (?:the )?(?:control|sham|placebo|both)"
    ),
    ("alike", "equally", "similar", "same", "as "),
)


WINNER = Phrase(
    re.compile(
        r"\b(?:beats?|outperform\w*|surpass\w*|superior|in favou?r of|favou?r(?:ed|s|ing)|more effective|did better|"
        r"better than|best)\b"
    ),
    ("beat", "outperf", "surpass", "superior", "favo", "more eff", "better", "best"),
)


BASELINE = Phrase(
    re.compile(
        r"(?<!than )(?<!from )(?<!with )\b(?:beforehand|at (?:the )?(?:baseline|entry|outset|start|beginning)|before "
        r"(?:treatment|the intervention|intervention|sessions?)|initially|pre-?test)\b(?! and)"
    ),
    ("before", "baseline", "entry", "outset", "start", "beginning", "initial", "pretest", "pre-test"),
)


_WITHIN = re.compile(
    r"\bfrom baseline\b|\bbefore (?:and|to) after|\bover time\b|\bwithin[- ](?:the )?(?:\w+ )?(?:group|arm|both|each|"
    r"subject)|\bboth (?:groups|arms|treatments|conditions|methods|techniques|interventions)\b|\ball (?:\w+ "
    r")?(?:groups|arms)\b|\b(?:each|every|either) (?:group|arm|condition)\b|\bin (?:both|all three|all|each)\b|"
    r"\b(?:only|alone|solely) (?:in|with|for|among) (?:the )?(?:\w+ ){0,2}(?:group|arm)?|\bin the (?:\w+ "
    r"){0,2}(?:group|arm) (?:alone|only)\b|\bfrom \d[\d.]*(?: \([^)]*\))? ?%? to \d|\b(?:pre|post)-?(?:test|"
    r"treatment|intervention)? (?:to|and|versus) post|\bbefore and after\b|\bfrom (?:pre|entry|admission|start)\b"
)


_BETWEEN = re.compile(
    r"\bbetween[- ](?:the )?(?:\w+ )?(?:group|arm|treatment|condition)|\bgroup (?:by|x|×|and) time|\binteraction|"
    r"\bmore (?:with|in|after|than|among|for)\b|\bless (?:with|in|than|after)\b|\bfavou?r(?:ed|ing|s)?\b|\bcompared "
    r"(?:to|with)|\brelative to\b|\bthan (?:in |with |the |for )?|\bversus\b|\bvs\b|\bagainst\b|\boutperform|"
    r"\bsuperior|\bdiffered\b|\bin the (?:\w+ ){0,2}(?:treated|intervention|experimental|treatment) (?:group|"
    r"arm|patients|women|infants)\b|\b(?:higher|lower|better|fewer|less) (?:with|after|in)\b"
)


def is_within(part: str) -> bool:
    """Whether a clause tells of change over time rather than of a difference between groups."""
    return bool(_WITHIN.search(part))


def is_between(low: str, begin: int, end: int) -> bool:
    """Whether a clause compares groups."""
    return bool(_BETWEEN.search(low, begin, end))


def is_denied(words: list[str]) -> bool:
    """Whether a word on significance is denied: `not significantly`, `without reaching significance`, `short of`."""
    for k, word in enumerate(words):
        if word in SIGNIFICANCE or word == "reach" or word == "reached":
            back = words[max(0, k - 5) : k]
            if any(
                w
                in (
                    "not",
                    "no",
                    "non",
                    "without",
                    "nor",
                    "never",
                    "short",
                    "missed",
                    "failed",
                    "neither",
                    "none",
                    "lacked",
                )
                or w.endswith("n't")
                for w in back
            ):
                return True
        if word in (
            "non-significant",
            "nonsignificant",
            "insignificant",
            "non-significantly",
            "nonsignificantly",
            "insignificantly",
        ):
            return True
    return False


SHARED = re.compile(r"\b(?:all|both|each|every)(?: of| at)? ?$")


_SWEEP = re.compile(
    r"\bnothing\b|\ball (?:\w+ )?(?:\w+ )?(?:outcomes?|measures?|scores?|symptoms?|variables?|scales?|parameters?|"
    r"domains?|subscales?|ratings?|endpoints?|indices|of (?:them|these))\b|\b(?:no|any|neither|every|each|both|other|"
    r"remaining|secondary|most|none of the|either) (?:\w+ ){0,4}(?:outcomes?|measures?|scores?|variables?|difference|"
    r"differences|effects?|symptoms?|scales?|parameters?|indices|endpoints?|ratings?|changes?|benefit|advantage|"
    r"superiority)\b|\b"
    + _ARMS
    + r" (?:\w+ ){0,2}(?:did not|didn't|were|showed no|differed|had (?:similar|equal|comparable))\b|\b(?:equally|as) "
    r"effective\b|^(?:both|all) \w+"
)

_SWEEPING = frozenset(
    [
        "nothing",
        "all",
        "no",
        "any",
        "neither",
        "every",
        "each",
        "both",
        "other",
        "remaining",
        "secondary",
        "most",
        "none",
        "either",
        "groups",
        "arms",
        "treatments",
        "conditions",
        "styles",
        "methods",
        "techniques",
        "interventions",
        "approaches",
        "regimens",
        "forms",
        "kinds",
        "therapies",
        "doses",
        "modalities",
        "procedures",
        "programmes",
        "programs",
        "two",
        "three",
        "pair",
        "equally",
        "as",
    ]
)


def sweeps(low: str, begin: int, end: int) -> bool:
    """Whether a stretch of text speaks of everything measured, or of all groups."""
    return not _SWEEPING.isdisjoint(low[begin:end].split()) and _SWEEP.search(low, begin, end) is not None
