"""Finds which rows are one publication: candidate pairs, the facts for each, and groups in which nothing conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from touchstone.screening.comparing import ALIKE, Facts, agreement, clash, facts_of, likeness

_FAR = 50.0  # below this likeness a shared identifier is doubted: a supplement's DOI stands on each of its abstracts
_LETTERS = 24  # of the start and the end of a title by which candidates are found
_BLOCK = 400  # rows a block; in a larger one each row is compared with its neighbours by title only


@dataclass(frozen=True)
class Pair:
    """Two rows (by place, a < b), why they are one publication or why they are not, and how alike their titles are."""

    a: int
    b: int
    reason: str
    alike: float
    rank: int = 0
    firm: bool = False


@dataclass
class Matches:
    """Groups of rows that are one publication, the pair that brought each row in, and near pairs that were not united.

    groups: for each row the first-listed row of its group. reasons: for each row but the first why it is in.
    """

    groups: list[int]
    reasons: dict[int, str] = field(default_factory=dict)
    near: list[Pair] = field(default_factory=list)


def find(rows: list[dict], same: dict[tuple[str, str], str], other: dict[tuple[str, str], str]) -> Matches:
    """Group `rows` of Records; `same` and `other` are people's decisions, {(record_id, record_id): reason}.

    The groups do not depend on the order of the rows: pairs are taken by how firm they are, then by what stands in
    them, and one that would put two conflicting records into a group is left out and listed as near.
    """
    facts = [facts_of(row) for row in rows]
    ids = [row["record_id"] for row in rows]
    order = {place: rank for rank, place in enumerate(sorted(range(len(rows)), key=lambda i: _content(rows[i])))}
    pairs, near = [*_by_decision(ids, same), *_by_identifier(rows, facts)], []
    for a, b in _candidates(facts):
        alike = likeness(facts[a], facts[b], ALIKE)
        if alike < ALIKE and not _prefix(facts[a], facts[b]):
            continue
        why_not = clash(facts[a], facts[b])
        reason = "" if why_not else agreement(facts[a], facts[b], alike)
        if reason:
            pairs.append(Pair(a, b, reason, alike, rank=5, firm=_firm(facts[a], facts[b])))
        elif alike and _worth_a_look(facts[a], facts[b], alike):
            near.append(Pair(a, b, why_not or "too little agrees beside the title", alike))
    pairs, doubtful = _without_ambiguous(pairs, facts)
    pairs.sort(key=lambda p: (p.rank, -p.alike, *sorted((order[p.a], order[p.b]))))
    groups = _Groups(facts, ids, other)
    joined = [p for p in pairs if groups.join(p, near)]
    return _told(groups, joined, near + doubtful)


class _Groups:
    """Disjoint groups, each with the identifiers in it, so that a join that would unite what conflicts is seen."""

    def __init__(self, facts: list[Facts], ids: list[str], other: dict[tuple[str, str], str]) -> None:
        self.above = list(range(len(facts)))
        self.members = {n: [n] for n in range(len(facts))}
        self.facts, self.ids = facts, ids
        self.apart = {frozenset(pair): why for pair, why in other.items()}
        self.decided = {name for pair in other for name in pair}

    def of(self, n: int) -> int:
        while self.above[n] != n:
            self.above[n] = self.above[self.above[n]]
            n = self.above[n]
        return n

    def join(self, pair: Pair, near: list[Pair]) -> bool:
        a, b = self.of(pair.a), self.of(pair.b)
        if a == b:
            return False
        if why_not := self._conflict(a, b, pair.rank):
            near.append(Pair(pair.a, pair.b, why_not, pair.alike))
            return False
        first, second = sorted((a, b))
        self.above[second] = first
        self.members[first] += self.members.pop(second)
        return True

    def _conflict(self, a: int, b: int, rank: int) -> str:
        if self.decided:
            for x in self.members[a]:
                for y in self.members[b] if self.ids[x] in self.decided else ():
                    if why := self.apart.get(frozenset((self.ids[x], self.ids[y]))):
                        return why
        if rank <= 1:
            return ""
        # An identifier of one kind may join what differs in a weaker one; a title may not.
        for name in ("pmid", "doi", "page")[: 1 if rank < 5 else 3]:
            one, other = ({getattr(self.facts[n], name) for n in self.members[g]} - {""} for g in (a, b))
            if one and other and not one & other:
                told = {"pmid": "PMIDs", "doi": "DOIs", "page": "first pages"}[name]
                return f"different {told} through other records: {min(one)}, {min(other)}"
        return ""


def _told(groups: _Groups, joined: list[Pair], near: list[Pair]) -> Matches:
    """For each row the reason that leads to its group's first row, walking the joins from there."""
    links = defaultdict(list)
    for pair in joined:
        links[pair.a].append((pair.b, pair.reason))
        links[pair.b].append((pair.a, pair.reason))
    found = Matches([groups.of(n) for n in range(len(groups.above))])
    for first in sorted({group for group in found.groups if len(groups.members[group]) > 1}):
        seen, todo = {first}, [first]
        while todo:
            here = todo.pop(0)
            for there, reason in sorted(links[here]):
                if there not in seen:
                    seen.add(there)
                    through = (
                        f" (with {groups.ids[here]})" if here != first and groups.ids[here] != groups.ids[first] else ""
                    )
                    found.reasons[there] = f"{reason}{through}"
                    todo.append(there)
    apart = {}
    for pair in near:
        if found.groups[pair.a] != found.groups[pair.b]:
            apart.setdefault((found.groups[pair.a], found.groups[pair.b]), pair)
    found.near = sorted(apart.values(), key=lambda p: (p.a, p.b))
    return found


def _by_decision(ids: list[str], same: dict[tuple[str, str], str]) -> Iterator[Pair]:
    places = defaultdict(list)
    for place, name in enumerate(ids):
        places[name].append(place)
    for (one, other), reason in same.items():
        if places[one] and places[other]:
            a, b = sorted((places[one][0], places[other][0]))
            yield Pair(a, b, reason, 100.0, rank=1)


def _by_identifier(rows: list[dict], facts: list[Facts]) -> Iterator[Pair]:
    """Rows that share record_id, PMID, DOI or PMCID, each with the next one that does."""
    for rank, (name, told) in enumerate(
        (("record_id", "record_id"), ("pmid", "PMID"), ("doi", "DOI"), ("pmcid", "PMCID")), start=1
    ):
        places = defaultdict(list)
        for place, row in enumerate(rows):
            if row[name]:
                places[row[name]].append(place)
        for value, there in places.items():
            for a, b in combinations(there, 2) if len(there) <= 20 else pairwise(there):
                if not _doubted(rows[a], facts[a], facts[b], name):
                    yield Pair(
                        a, b, f"same {told} {value}", likeness(facts[a], facts[b]), rank=0 if rank == 1 else rank
                    )


def _doubted(row: dict, a: Facts, b: Facts, name: str) -> bool:
    """Whether a shared identifier is not to be trusted: a notice and its study, a hash, a DOI of a whole supplement."""
    if name == "record_id":
        return row["record_id"].startswith("ref:") and bool(clash(a, b))
    if a.notice != b.notice and likeness(a, b) < ALIKE:
        return True
    if name == "pmid" or not (a.title and b.title) or likeness(a, b) >= _FAR:
        return False
    return not (a.page and a.page == b.page and a.names & b.names)


def _candidates(facts: list[Facts]) -> list[tuple[int, int]]:
    """Pairs worth comparing: like the start or end of the title, or first author and year, or volume and page."""
    blocks: dict[tuple, list[int]] = defaultdict(list)
    for place, f in enumerate(facts):
        if not f.key:
            continue
        blocks["start", f.key[:_LETTERS]].append(place)
        blocks["end", f.key[-_LETTERS:]].append(place)
        if f.page and f.volume:
            blocks["page", f.page, f.volume].append(place)
        for name in f.names if f.year else ():
            if len(name) > 2:
                blocks["author", name, f.year].append(place)
                blocks["author", name, f.year + 1].append(place)
    pairs = set()
    for there in blocks.values():
        if len(there) > _BLOCK:
            there = sorted(there, key=lambda n: facts[n].key)
            pairs.update(tuple(sorted((a, b))) for n, a in enumerate(there) for b in there[n + 1 : n + 10])
        elif len(there) > 1:
            pairs.update(combinations(there, 2))
    return sorted(pairs)


def _prefix(a: Facts, b: Facts) -> bool:
    short, long = sorted((a.key, b.key), key=len)
    return len(short) >= _LETTERS and long.startswith(short)


def _worth_a_look(a: Facts, b: Facts, alike: float) -> bool:
    """Whether a person should decide: near in time, by one author as far as told, and not two PMIDs."""
    if a.year and b.year and abs(a.year - b.year) > 1:
        return False
    if a.names and b.names and not a.names & b.names:
        return False
    if (a.pmid and b.pmid) or a.generic or b.generic or a.notice or b.notice:
        return False
    return alike >= ALIKE


def _without_ambiguous(pairs: list[Pair], facts: list[Facts]) -> tuple[list[Pair], list[Pair]]:
    """Pairs by title, less those of a row that fits two records which conflict; one of one year and page stays."""
    beside = defaultdict(set)
    for pair in pairs:
        if pair.rank == 5:
            beside[pair.a].add(pair.b)
            beside[pair.b].add(pair.a)
    torn = {
        n
        for n, there in beside.items()
        if len(there) > 1 and any(_conflict(facts[x], facts[y]) for x, y in combinations(sorted(there)[:30], 2))
    }
    doubtful = [
        Pair(p.a, p.b, "fits several records that differ from one another", p.alike)
        for p in pairs
        if p.rank == 5 and not p.firm and (p.a in torn or p.b in torn)
    ]
    return [p for p in pairs if p.rank < 5 or p.firm or not (p.a in torn or p.b in torn)], doubtful


def _firm(a: Facts, b: Facts) -> bool:
    return bool(a.page) and a.page == b.page and a.year is not None and a.year == b.year


def _conflict(a: Facts, b: Facts) -> bool:
    shared = (a.pmid and a.pmid == b.pmid) or (a.doi and a.doi == b.doi)
    return not shared and bool(clash(a, b))


def _content(row: dict) -> tuple[str, ...]:
    """What tells rows apart whatever their order."""
    names = ("record_id", "pmid", "doi", "pmcid", "title", "journal", "volume", "issue", "pages", "abstract")
    return (*(row[name] for name in names), str(row["year"]), ";".join(row["authors"]), ";".join(row["sources"]))


def pairs_of(groups: Iterable[int]) -> set[tuple[int, int]]:
    """Every pair of rows that stand in one group.

    >>> sorted(pairs_of([0, 0, 2, 0]))
    [(0, 1), (0, 3), (1, 3)]
    """
    members = defaultdict(list)
    for place, group in enumerate(groups):
        members[group].append(place)
    return {pair for there in members.values() for pair in combinations(there, 2)}
