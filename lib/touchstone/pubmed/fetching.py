"""Records for explicit PMIDs: in batches, every answer checked, what is missing asked for again and then explained."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from touchstone.pubmed.answers import Fetched, fetched, summarised
from touchstone.pubmed.asking import Asker, OutOfPatience, Refused
from touchstone.pubmed.parallel import drain
from touchstone.pubmed.transport import Fault

BATCH = 200  # ids a request; NCBI wants POST above about 200
_FAULTS = 6  # faults in a row on one batch, before it is halved to find what they hang on
_REFUSALS = 6  # batches refused in a row, before it is the caller who is refused and not the ids
_LEFT_OUT = 3  # good answers that may leave a record out, before it is asked for alone
_ALONE = 2  # good answers to a request for it alone
_SUMMARIES = 200  # ids a request; ESummary in JSON takes 500 at most

Missing = dict[str, tuple[str, str]]


def fetch(
    asker: Asker,
    pmids: list[str],
    keep: Callable[[bytes, str], None],
    arrived: Callable[[int], None],
    *,
    workers: int,
    size: int = BATCH,
) -> Missing:
    """Ask EFetch for `pmids` until each has come or its absence is explained: {PMID: (reason, detail)}.

    `keep(body, first PMID)` is called with each good answer that brings a wanted record; `arrived(n)` with the number
    of PMIDs settled. Reasons: deleted, merged, book, not returned.
    """
    state = _State(asker, set(pmids), keep, arrived)
    stop = asker.service.stop
    batches = [tuple(pmids[i : i + size]) for i in range(0, len(pmids), size)]
    try:
        drain(partial(_batch, state), batches, workers=workers, stop=stop)
        drain(partial(_summary, state), _chunks(sorted(state.wanted, key=int), _SUMMARIES), workers=workers, stop=stop)
        drain(partial(_alone, state), sorted(state.wanted, key=int), workers=workers, stop=stop)
    except OutOfPatience as out:
        with state.lock:
            state.missing |= {p: ("not returned", str(out)) for p in state.wanted}
            state.wanted.clear()
    return state.missing


class _State:
    """What is still wanted; closed to late answers of threads that were left behind."""

    def __init__(self, asker: Asker, wanted: set[str], keep: Callable, arrived: Callable) -> None:
        self.asker, self.wanted, self.keep, self.arrived = asker, wanted, keep, arrived
        self.lock = threading.Lock()
        self.missing: Missing = {}
        self.left_out: Counter[str] = Counter()
        self.refusals = 0
        self.summary: dict[str, str] = {}

    def take(self, asked: tuple[str, ...], body: bytes, answer: Fetched) -> list[str]:
        """Credit what came; returns what was asked for and did not come."""
        with self.lock:
            if self.asker.service.stop.is_set():
                return []
            self.refusals = 0
            came = [p for p in dict.fromkeys(answer.pmids) if p in self.wanted]
            if came:
                self.keep(body, min(came, key=int))
            self.wanted.difference_update(came)
            self.arrived(len(came))
            self._note(asked, answer)
            for pmid in asked:
                if pmid in self.wanted and pmid in answer.deleted:
                    self._settle(pmid, "deleted", "PubMed names it among its deleted citations")
            rest = [p for p in asked if p in self.wanted]
            self.left_out.update(rest)
            return rest

    def refuse(self, failure: Exception) -> None:
        """Count refusals in a row; raises OutOfPatience where there is no use in going on."""
        with self.lock:
            self.refusals += isinstance(failure, Refused)
            if self.refusals >= _REFUSALS:
                raise OutOfPatience(str(failure)) from None

    def settle(self, pmid: str, reason: str, detail: str) -> None:
        """Give up on a PMID, with the reason."""
        with self.lock:
            self._settle(pmid, reason, detail)

    def _settle(self, pmid: str, reason: str, detail: str) -> None:
        if pmid in self.wanted:
            self.wanted.discard(pmid)
            self.missing[pmid] = (reason, detail)
            self.arrived(1)

    def _note(self, asked: tuple[str, ...], answer: Fetched) -> None:
        repeated = len(answer.pmids) - len(set(answer.pmids))
        strangers = len(set(answer.pmids) - set(asked))
        absent = len(set(asked) - set(answer.pmids))
        if repeated or strangers or absent:
            self.asker.log(
                f"efetch: of {len(asked)} records asked for {absent} did not come; "
                f"{repeated} came twice, {strangers} were not asked for"
            )


def _batch(state: _State, asked: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Fetch a batch; returns the smaller batches that are still to do."""
    try:
        body, answer = state.asker.ask(
            "efetch", _checked(asked), tries=_FAULTS, db="pubmed", retmode="xml", id=",".join(asked)
        )
    except (Fault, Refused) as failure:
        if _is_final(failure):
            raise
        state.refuse(failure)
        middle = len(asked) // 2
        return [asked[:middle], asked[middle:]] if middle else []
    rest = state.take(asked, body, answer)
    again = tuple(p for p in rest if state.left_out[p] < _LEFT_OUT)
    return [again] if again else []


def _summary(state: _State, asked: tuple[str, ...]) -> None:
    """What ESummary knows of PMIDs that EFetch leaves out."""
    try:
        told = state.asker.ask("esummary", summarised, tries=_FAULTS, db="pubmed", retmode="json", id=",".join(asked))
    except (Fault, Refused) as failure:
        if _is_final(failure):
            raise
        state.asker.log(f"esummary: {failure}")
        return
    for pmid in asked:
        entry = told.get(pmid)
        if entry and "error" in entry:
            state.summary[pmid] = "deleted"
        elif entry and str(entry.get("doctype", "")).lower() in ("book", "chapter"):
            state.summary[pmid] = "book"


def _alone(state: _State, pmid: str) -> None:
    """Ask for one PMID alone: it comes, or another comes in its place, or none."""
    known = state.summary.get(pmid)
    instead: list[str] = []
    told = ""
    for _ in range(1 if known == "deleted" else _ALONE):
        try:
            body, answer = state.asker.ask("efetch", _both, tries=_FAULTS, db="pubmed", retmode="xml", id=pmid)
        except (Fault, Refused) as failure:
            if _is_final(failure):
                raise
            instead, told = [], f"; asked for alone it gives {failure}"
            break
        if not state.take((pmid,), body, answer):
            return
        instead = [p for p in dict.fromkeys(answer.pmids) if p != pmid]
    if len(instead) == 1:
        state.settle(pmid, "merged", f"PubMed returns PMID {instead[0]} in its place")
    elif known == "deleted":
        state.settle(pmid, "deleted", "ESearch counted it, but EFetch and ESummary no longer have it")
    elif known == "book":
        state.settle(pmid, "book", "a book or chapter that ESummary knows and EFetch does not return")
    else:
        state.settle(pmid, "not returned", f"EFetch left it out of every answer{told}")


def _checked(asked: tuple[str, ...]) -> Callable[[bytes], tuple[bytes, Fetched]]:
    """A reader that takes an answer only if it has to do with what was asked."""

    def read(body: bytes) -> tuple[bytes, Fetched]:
        body, answer = _both(body)
        if len(asked) > 1 and answer.pmids and not set(asked) & set(answer.pmids):
            raise Fault("wrong kind", "records, but none that was asked for")
        return body, answer

    return read


def _both(body: bytes) -> tuple[bytes, Fetched]:
    return body, fetched(body)


def _is_final(failure: Exception) -> bool:
    return isinstance(failure, Refused) and failure.final


def _chunks(items: list[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(items[i : i + size]) for i in range(0, len(items), size)]
