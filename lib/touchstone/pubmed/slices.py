"""Every PMID a query has, past the 9,999 that ESearch hands out: slices by date, then by a second key, that add up."""

from __future__ import annotations

import datetime
import statistics
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from touchstone.pubmed.answers import Found
from touchstone.pubmed.parallel import drain

CAP = 9_999  # the most ESearch lists of one PubMed query, since autumn 2022
_ROUNDS = 6  # answers that list fewer PMIDs than they count, before the gap is believed
_FIRST_DAY, _LAST_DAY = datetime.date(1700, 1, 1), datetime.date(2099, 12, 31)
_LAST_UID = 99_999_999

# Ways to cut, tried in this order until one adds up. A record has exactly one creation date (crdt) and one PMID, so
# ranges of them tile; the same way is tried twice first, since PubMed may have grown between two counts.
_WAYS = (("crdt", "uid"), ("crdt", "uid"), ("crdt", "pdat"), ("edat", "uid"), ("uid",))

Search = Callable[..., Found]


class _DoesNotAddUp(Exception):
    """The parts of a slice do not have as many hits as the slice."""


@dataclass(frozen=True)
class Slice:
    """Part of a query's hits: the ranges it is cut to, how many hits it counts, and those listed."""

    ranges: tuple[tuple[str, object, object], ...] = ()
    count: int = 0
    pmids: tuple[str, ...] = ()


@dataclass
class Listing:
    """All hits of a query: as counted, as listed, and how PubMed understood it."""

    count: int
    translation: str
    translations: list[dict]
    warnings: list[dict]
    slices: list[Slice] = field(default_factory=list)

    @property
    def pmids(self) -> list[str]:
        """Every PMID listed, once, in numeric order."""
        return sorted({pmid for piece in self.slices for pmid in piece.pmids}, key=int)


def hits(search: Search, query: str, *, workers: int, stop: threading.Event, log: Callable[[str], None]) -> Listing:
    """Count the hits of `query`, then list every one.

    `search(term, retmax, **limits)` asks ESearch. Where no way of cutting adds up, the listing holds what could be
    listed and `count` says how many there should be.
    """
    best = None
    for way in _WAYS:
        whole = search(query, 0)
        listing = Listing(whole.count, whole.translation, list(whole.translations), list(whole.warnings))
        try:
            listing.slices = _cut(search, query, whole.count, way, workers, stop)
        except _DoesNotAddUp as gap:
            log(f"cutting by {' and '.join(way)}: {gap}")
        if len(listing.pmids) == listing.count:
            return listing
        counted_before, listing.count = listing.count, search(query, 0).count
        log(f"{len(listing.pmids)} PMIDs listed; {counted_before} counted before and {listing.count} after")
        if best is None or len(listing.pmids) > len(best.pmids):
            best = listing
        if len(listing.pmids) == listing.count or listing.count <= CAP:
            break
    if not best.slices:
        best.slices = [Slice((), best.count, _first(search, query))]
    return best


def _cut(search: Search, query: str, count: int, way: tuple[str, ...], workers: int, stop: threading.Event) -> list:
    """Slices that all fit and add up to `count`, in order; raises _DoesNotAddUp."""
    if not count:
        return []
    done: list[Slice] = []
    large = [Slice((), count)] if count > CAP else [_list(search, query, Slice())]
    while large:
        done += [s for s in large if 0 < s.count <= CAP]
        large = [s for s in large if s.count > CAP]
        parts = {whole.ranges: _parts(whole, way) for whole in large}
        listed = _list_all(search, query, [p for some in parts.values() for p in some], workers, stop)
        for whole in large:
            counts = [listed[p.ranges].count for p in parts[whole.ranges]]
            if sum(counts) != whole.count:
                raise _DoesNotAddUp(f"{' + '.join(map(str, counts))} hits are not {whole.count} ({_named(whole)})")
        large = [listed[p.ranges] for some in parts.values() for p in some]
    return sorted(done, key=lambda s: [r[1:] for r in s.ranges])


def _list_all(search: Search, query: str, pieces: list[Slice], workers: int, stop: threading.Event) -> dict:
    listed: dict[tuple, Slice] = {}

    def take(piece: Slice) -> None:
        listed[piece.ranges] = _list(search, query, piece)

    drain(take, pieces, workers=workers, stop=stop)
    return listed


def _first(search: Search, query: str) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(search(query, CAP).pmids), key=int))


def _list(search: Search, query: str, piece: Slice) -> Slice:
    """The slice with its count and, where it fits, its PMIDs. A short list is asked for again and added to."""
    term, limits = _limited(query, piece)
    seen: dict[str, None] = {}
    for _ in range(_ROUNDS):
        answer = search(term, CAP, **limits)
        once = dict.fromkeys(answer.pmids)
        if answer.count > CAP or len(once) == answer.count:
            return Slice(piece.ranges, answer.count, tuple(once))
        seen |= once
        if len(seen) == answer.count:
            break
    return Slice(piece.ranges, answer.count, tuple(sorted(seen, key=int)))


def _limited(query: str, piece: Slice) -> tuple[str, dict[str, str]]:
    """The term and the date parameters that ask for one slice."""
    term, limits = query, {}
    for place, (key, low, high) in enumerate(piece.ranges):
        if key != "uid" and place == 0:
            limits = {"datetype": key, "mindate": _written(low), "maxdate": _written(high)}
        else:
            term = f"({term}) AND {_written(low)}:{_written(high)}[{key}]"
    return term, limits


def _parts(whole: Slice, way: tuple[str, ...]) -> list[Slice]:
    """`whole` cut in two, along the last key it is cut by, or the next one where that cannot be cut finer."""
    ranges = whole.ranges
    if not ranges or ranges[-1][1] == ranges[-1][2]:
        if len(ranges) == len(way):
            raise _DoesNotAddUp(f"{whole.count} hits in {_named(whole)}, which cannot be cut finer")
        key = way[len(ranges)]
        ranges = (*ranges, (key, 1, _LAST_UID) if key == "uid" else (key, _FIRST_DAY, _LAST_DAY))
        if key != "uid":
            return [Slice(ranges)]  # also shows that the dates hold every hit
    *outer, (key, low, high) = ranges
    middle = _middle_day(low, high) if key != "uid" else _middle_uid(low, high, whole.pmids)
    after = middle + (1 if key == "uid" else datetime.timedelta(days=1))
    return [Slice((*outer, (key, low, middle))), Slice((*outer, (key, after, high)))]


def _middle_day(low: datetime.date, high: datetime.date) -> datetime.date:
    """The last day of the first part: years are cut between years, months between months."""
    if low.year != high.year:
        return datetime.date((low.year + high.year - 1) // 2, 12, 31)
    if low.month != high.month:
        return datetime.date(low.year, (low.month + high.month + 1) // 2, 1) - datetime.timedelta(days=1)
    return low + (high - low) // 2


def _middle_uid(low: int, high: int, known: tuple[str, ...]) -> int:
    """The last PMID of the first part: the median of those already seen there, else the middle."""
    inside = [int(p) for p in known if low <= int(p) < high]
    return statistics.median_low(inside) if inside else (low + high) // 2


def _written(value: object) -> str:
    return f"{value:%Y/%m/%d}" if isinstance(value, datetime.date) else str(value)


def _named(piece: Slice) -> str:
    return ", ".join(f"{key} {_written(low)}:{_written(high)}" for key, low, high in piece.ranges) or "the whole query"


def slice_facts(piece: Slice) -> dict:
    """A slice as the manifest shows it: {'crdt': '2019/01/01:2019/12/31', 'count': 8123}."""
    return {**{key: f"{_written(low)}:{_written(high)}" for key, low, high in piece.ranges}, "count": piece.count}
