"""Work on several threads that can be stopped at once: Ctrl-C does not wait for a stalled connection."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable


def drain(work: Callable[[object], Iterable], items: Iterable, *, workers: int, stop: threading.Event) -> None:
    """Call `work(item)` for every item and for every further item that a call returns, on `workers` threads.

    The first exception of a call, or Ctrl-C, sets `stop` and is raised here at once; threads that still wait for the
    network are left behind, and what they bring is nobody's.
    """
    todo, changed = deque(items), threading.Condition()
    active, failures = 0, []

    def run() -> None:
        nonlocal active
        while True:
            with changed:
                while not todo and active and not failures and not stop.is_set():
                    changed.wait(0.2)
                if not todo or failures or stop.is_set():
                    changed.notify_all()
                    return
                item = todo.popleft()
                active += 1
            more: Iterable = ()
            try:
                more = work(item) or ()
            except BaseException as failure:
                failures.append(failure)
            finally:
                with changed:
                    active -= 1
                    todo.extend(more)
                    changed.notify_all()

    threads = [threading.Thread(target=run, daemon=True) for _ in range(max(1, workers))]
    try:
        for thread in threads:
            thread.start()
        with changed:
            while not failures and any(thread.is_alive() for thread in threads):
                changed.wait(0.1)
    except BaseException:
        stop.set()
        raise
    if failures:
        stop.set()
        raise failures[0]
