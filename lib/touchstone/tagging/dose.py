"""How much was given: minutes a session, number of sessions, weeks of the course."""

from __future__ import annotations

import re
from typing import NamedTuple

from touchstone.tagging.numbers import numbers, value_of
from touchstone.tagging.reading import Reading


class Dose(NamedTuple):
    """One quantity with the words it was read from; `confidence` is lower where it was worked out."""

    facet: str
    value: float
    start: int
    end: int
    confidence: float


def read_dose(reading: Reading) -> list[Dose]:
    """session_minutes, n_sessions and duration_weeks of the body, each at most once."""
    low = reading.low
    if not reading.placed.get("intervention") and not any(
        word in low
        for word in ("minute", "hour", "week", "session", "month", "day", "daily", " min", "treatment", "once")
    ):
        return []
    text = _Course()
    low = _with_sessions(reading)
    for sentence in reading.sentences:
        if sentence.category in ("methods", "", "aim") or (sentence.category == "results" and text.empty()):
            _read_sentence(low, sentence.start, sentence.end, text)
    return text.doses()


# Stands, letter for letter, for the vocabulary's words of the intervention: `six of them` are six sessions.
_SESSION = "\ua66e"


def _with_sessions(reading: Reading) -> str:
    low, out, here = reading.low, [], 0
    for mention, _ in reading.placed.get("intervention", ()):
        # A nation's name alone (`one Swedish hospital`) is no session.
        if mention.start >= here and (mention.end - mention.start > 7 or low[mention.end : mention.end + 1] != " "):
            out += [low[here : mention.start], _SESSION * (mention.end - mention.start)]
            here = mention.end
    return "".join([*out, low[here:]])


class _Course:
    """What has been read of the course so far."""

    def __init__(self):
        self.found: dict[str, tuple[float, int, int, float]] = {}
        self.per_week: float | None = None

    def empty(self) -> bool:
        return not self.found

    def put(self, facet: str, value: float, start: int, end: int, confidence: float) -> None:
        known = self.found.get(facet)
        if known is None or known[3] < confidence:
            self.found[facet] = (value, start, end, confidence)

    def doses(self) -> list[Dose]:
        weeks = self.found.get("duration_weeks")
        if "n_sessions" not in self.found and weeks and self.per_week:
            sessions = self.per_week * weeks[0]
            if 1 <= sessions <= 400:
                self.put("n_sessions", float(round(sessions)), weeks[1], weeks[2], 0.6)
        sessions = self.found.get("n_sessions")
        if sessions and self.per_week and not weeks and sessions[0] > self.per_week:
            self.put("duration_weeks", _tidy(sessions[0] / self.per_week), sessions[1], sessions[2], 0.5)
        minutes = self.found.get("session_minutes")
        if minutes and not sessions and not weeks and not self.per_week:
            self.put("n_sessions", 1.0, minutes[1], minutes[2], 0.5)
        order = ("session_minutes", "n_sessions", "duration_weeks")
        return [Dose(facet, *self.found[facet]) for facet in order if facet in self.found]


_N = (
    r"(?:\d+(?:\.\d+)?|(?:twenty|thirty|forty|fifty|sixty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen)"
)
_RANGE = rf"(?:(?:{_N} (?:to|or|and) (?=(?:{_N})\b))|\d+(?:\.\d+)? ?- ?(?=\d))?"
_MINUTES = re.compile(rf"\b(?:({_N}) ?(?:-|to|or) ?(?=\d|{_N}\b))?({_N})[- ]?(?:minutes?|mins?)\b")
_HOURS = re.compile(
    rf"\b(?:(an?|one|two|three|{_N})[- ](?:and[- ]a[- ]half[- ])?hour(?:-long|s)?|half[- ]an?[- ]hour|"
    r"half[- ]?hour(?:ly)?|hour-long|three quarters of an hour|quarter of an hour|quarter-hour|\d+(?:\.\d+)?[- ]?h)\b"
)
_NOT_DOSE = re.compile(
    r"\b(?:after|before|at|within|walk|test|later|rest|resting|interview\w*|postpartum|follow-?up|measured|every|"
    r"recorded|exercise|cycling|running|video|training|per hour)\s(?:about |around |the )?$"
)
_NOT_DOSE_AFTER = re.compile(
    r"^s? ?(?:after|before|later|walk|post|following|beforehand|afterwards|of (?:rest|exercise|cycling|running|"
    r"walking|training|follow|interview)|interval|from|a (?:time|minute)|past|interviews?|of age|old|postoperatively)"
)
_SESSION_WORD = (
    rf"(?:{_SESSION}+|sessions?|treatments?|visits?|appointments?|applications?|lessons?|times in total|meetings|"
    r"classes|procedures)"
)
_SESSIONS = re.compile(
    rf"\b{_RANGE}({_N})(?: (?!weeks?\b|days?\b|times\b|months?\b|minutes?\b|patients\b|women\b|people\b|"
    rf"participants\b|groups?\b|arms?\b|of\b|to\b|and\b|or\b|in\b|per\b|a\b|hours?\b(?!-)|children\b|adults\b|had\b|"
    rf"received\b|attend\w+\b|were\b|completed\b|got\b|minute|patients|tests)[a-z-]+|,? \d+-minute|-minute| "
    rf"half-hour| hour-long){{0,5}}? {_SESSION_WORD}\b"
    r"(?! (?:(?:a|per|each|every|in each) (?:day|week|month|night)|weekly|daily))"
)
_SINGLE = re.compile(
    r"\b(?:a single|single|one)[- ](?:[a-z0-9-]+ ){0,5}?(?:session|treatment|application|visit|dose)\b(?! (?:a|"
    r"per|each|every) )"
)
_SESSIONS_TOTAL = re.compile(
    rf"\b({_N})(?: [a-z-]+){{0,3}} sessions? (?:in (?:all|total)|overall|altogether)|\bfor (?:a total of )?({_N}) "
    rf"(?:[a-z-]+ ){{0,2}}sessions\b"
)
_PER_WEEK = re.compile(
    rf"\b(?:(once|twice|thrice|{_N} times|{_N} days|{_N} sessions|{_N} (?:{_SESSION}+|treatments|visits))(?: (?:a|per|"
    rf"each|every|in a)[- ]|[- ])(?:week|wk)(?:ly)?|(once|twice|thrice)[- ]weekly|({_N}) times weekly|(weekly|each "
    rf"week|every week|a week)\b|({_N})[- ](?:times[- ])?(?:weekly|x/week)|(\d) ?x(?:/| per )week)"
)
_PER_DAY = re.compile(
    rf"\b(?:(once|twice|thrice|{_N} times)(?: (?:a|per|each|every)[- ]|[- ])(?:day|daily|night)|(daily|nightly|every "
    rf"day|each day|every night|each night|every evening|each evening|each weekday|every weekday|each morning|"
    rf"bedtime|by day and again|morning and evening))\b"
)
_ALTERNATE = re.compile(r"\b(?:every other day|alternate days|every second day)\b")
_FORTNIGHTLY = re.compile(r"\b(?:fortnightly|every two weeks|biweekly|every other week)\b")
_WEEKS = re.compile(
    rf"\b{_RANGE}({_N})(?:-| | consecutive | successive )(weeks?|months?|days?|wk|fortnights?)\b(?! (?:after|later|"
    rf"old|of age|post|apart|before|postpartum|follow|from|gestation|pain|past|since|or more|interval|beyond|prior|"
    rf"ago|recall|between|gap|to \d))"
)
_A_SPAN = re.compile(
    r"\b(?:a|one|1)[- ](?:course of a |whole )?(month|fortnight|week)\b(?! (?:after|later|old|apart|gap|between|on\b|"
    r"for|and|or|in each))"
)
_SPAN_BEFORE = re.compile(
    r"\b(?:for|over|during|in|within|through|across|throughout|lasted|lasting|running|spanning|period of|course of|"
    r"total of)(?: (?:the|a|an|about|around|up to|as many as|next|first|period of|total of|course of|further|"
    r"consecutive|successive))* ?$"
)
_NOT_SPAN = re.compile(
    r"\b(?:at|after|by|follow(?:ed|-up|ing)?(?: up| for| to)?|until|week|month|day|aged?|until|than|past|every|least|"
    r"over|last|previous|pain for|for at least|and|to) ?$"
)
_FOLLOW = re.compile(
    r"^[^,.;]{0,25}\b(?:follow|after(?:wards)?|later|apart|of pain|of symptoms|gestation|of age|old|washout|gap|"
    r"observation)"
)


_HISTORY = re.compile(
    r"\b(?:pain|symptoms?|ill|diagnos\w+|follow\w*|past|last|previous|previously|babies|infants|under|below|up|older "
    r"than|more than|records|diary|diaries|outcomes|assessed|measured|tracked|rested|waited|observed)(?: (?:for|of|"
    r"to|than|over|in|at|the|up|and|within)){0,3} ?$"
)


_SESSION_AT = re.compile(
    rf"{_SESSION}+|sessions?\b|treatments?\b|visits?\b|appointments?\b|applications?\b|lessons?\b|times in total|"
    r"meetings|classes|procedures|session|dose\b"
)
_DAYS = ("da", "night", "evening", "morning", "bedtime")


def _read_sentence(low: str, first: int, last: int, course: _Course) -> None:
    part = low[first:last]
    if "min" in part:
        _read_minutes(low, *_around(part, "min", first, 30), course)
    if "hour" in part or " h" in part:
        _read_hours(low, first, last, course)
    days = any(word in part for word in _DAYS)
    if days or "week" in part:
        _read_frequency(low, first, last, course)
    if days or "week" in part or "month" in part or "fortnight" in part:
        _read_span(low, first, last, course)
    places = [found.start() for found in _SESSION_AT.finditer(low, first, last)]
    if places:
        _read_sessions(low, max(first, places[0] - 90), min(last, places[-1] + 60), course)


def _around(part: str, word: str, first: int, before: int) -> tuple[int, int]:
    """The stretch from a little before the first `word` to a little after the last."""
    at = part.find(word)
    return first + max(0, at - before), first + min(len(part), part.rfind(word) + 50)


def _read_minutes(low: str, first: int, last: int, course: _Course) -> None:
    for found in _MINUTES.finditer(low, first, last):
        if _NOT_DOSE.search(low, max(first, found.start() - 25), found.start()) or _NOT_DOSE_AFTER.match(
            low[found.end() : found.end() + 30]
        ):
            continue
        minutes = _number(found.group(2))
        least = (
            _number(found.group(1))
            if found.group(1) and not found.group().startswith(("forty-", "twenty-"))
            else minutes
        )
        if 1 <= minutes <= 240 and minutes < 2 * least:
            course.put("session_minutes", minutes, found.start(), found.end(), 0.85)


def _read_hours(low: str, first: int, last: int, course: _Course) -> None:
    for found in _HOURS.finditer(low, first, last):
        words = found.group()
        if _NOT_DOSE.search(low, max(first, found.start() - 25), found.start()) or _NOT_DOSE_AFTER.match(
            low[found.end() : found.end() + 30]
        ):
            continue
        if "three quarters" in words:
            minutes = 45.0
        elif "quarter" in words:
            minutes = 15.0
        elif words.startswith("half"):
            minutes = 30.0
        else:
            told = found.group(1)
            minutes = 60.0 * (1 if told in (None, "a", "an") else _number(told)) + 30.0 * (
                "and a half" in words or "and-a-half" in words
            )
        if 10 <= minutes <= 120:
            course.put("session_minutes", minutes, found.start(), found.end(), 0.8)


def _read_frequency(low: str, first: int, last: int, course: _Course) -> None:
    if course.per_week is not None:
        return
    part = low[first:last]
    weekly = daily = None
    if "week" in part or "wk" in part:
        weekly = _PER_WEEK.search(low, *_around(part, "week" if "week" in part else "wk", first, 40))
    if any(word in part for word in _DAYS):
        daily = _PER_DAY.search(low, first, last)
    if weekly and not (daily and daily.start() < weekly.start()):
        told = next(group for group in weekly.groups() if group)
        course.per_week = _times(told)
    elif daily:
        told = daily.group(1)
        per_day = (
            _times(told) if told else 2.0 if daily.group(2) in ("morning and evening", "by day and again") else 1.0
        )
        days = 5.0 if "weekday" in daily.group() else 7.0
        more = weekly and re.match(rf"({_N}) days", weekly.group())
        course.per_week = per_day * (_number(more.group(1)) if more else days)
    elif _ALTERNATE.search(low, first, last):
        course.per_week = 3.5
    elif _FORTNIGHTLY.search(low, first, last):
        course.per_week = 0.5


def _read_sessions(low: str, first: int, last: int, course: _Course) -> None:
    for found in _SESSIONS_TOTAL.finditer(low, first, last):
        told = found.group(1) or found.group(2)
        course.put("n_sessions", _number(told), found.start(), found.end(), 0.9)
    for found in _SESSIONS.finditer(low, first, last):
        value = _number(found.group(1))
        before = low[max(first, found.start() - 25) : found.start()]
        if (
            value != int(value)
            or not 1 <= value <= 200
            or re.search(r"\b(?:after|of|between|these|trials|than|week|day|stage) $", before)
        ):
            continue
        if re.match(rf"{_N}[- ](?:minutes?|mins?|hours?|weeks?|days?|months?)\b", found.group()):
            continue
        if re.match(r"[^,.;]{0,12}\b(?:weekly|daily)\b", low[found.end() : found.end() + 22]):
            continue
        if re.search(r"\bweekly\b", found.group()) and value <= 52:
            course.put("duration_weeks", value, found.start(), found.end(), 0.7)
        course.put("n_sessions", value, found.start(), found.end(), 0.85)
    found = _SINGLE.search(low, first, last)
    if found and course.per_week is None:
        course.put("n_sessions", 1.0, found.start(), found.end(), 0.8)


def _read_span(low: str, first: int, last: int, course: _Course) -> None:
    for found in _WEEKS.finditer(low, first, last):
        before = low[max(first, found.start() - 30) : found.start()]
        after = low[found.end() : found.end() + 40]
        if (
            _FOLLOW.match(after)
            or _HISTORY.search(before)
            or (_NOT_SPAN.search(before) and not _SPAN_BEFORE.search(before))
        ):
            continue
        weeks = _number(found.group(1)) * _WEEKS_IN[found.group(2)[0]]
        if 0 < weeks <= 60:
            sure = 0.85 if _SPAN_BEFORE.search(before) else 0.6
            if re.search(r"\bfollow", before):
                sure = 0.3
            course.put("duration_weeks", _tidy(weeks), found.start(), found.end(), sure)
    for found in _A_SPAN.finditer(low, first, last):
        before = low[max(first, found.start() - 30) : found.start()]
        if _SPAN_BEFORE.search(before) and not re.search(
            r"\b(?:times|once|twice|thrice|sessions|days|visits) $", before
        ):
            unit = {"month": 4.0, "fortnight": 2.0, "week": 1.0}[found.group(1)]
            course.put("duration_weeks", unit, found.start(), found.end(), 0.75)


_WEEKS_IN = {"w": 1.0, "m": 4.0, "d": 1.0 / 7.0, "f": 2.0}


def _tidy(weeks: float) -> float:
    if weeks >= 11 and weeks % 4 == 0 and weeks % 12 == 0:
        return weeks
    return (
        float(round(weeks, 1))
        if weeks < 1
        else float(round(weeks))
        if abs(weeks - round(weeks)) < 0.35
        else float(round(weeks, 1))
    )


def _number(words: str) -> float:
    return float(words) if words[0].isdigit() else float(value_of(words))


def _times(told: str) -> float:
    first = told.split()[0].split("-")[0]
    if first in ("once", "weekly", "each", "every", "a"):
        return 1.0
    if first in ("twice", "thrice"):
        return 2.0 if first == "twice" else 3.0
    read = numbers(first)
    return float(read[0].value) if read else 1.0
