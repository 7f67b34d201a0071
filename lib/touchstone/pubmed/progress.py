"""How far a pull is: a bar with rate and time left on stderr, and a log with clock times beside the batches."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def bar(
    title: str, total: int, done: int, show: bool, *, unit: str = "", waiting: Callable[[], str] = str
) -> Iterator[Callable[[int], None]]:
    """A bar on stderr, already `done` of `total`; the function handed out moves it on by so many.

    With a `unit` it shows the rate; `waiting` says what the work waits for, if for anything.
    """
    if not show:
        yield lambda _steps: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task):
            return Text(f"{task.speed or 0:,.0f} {unit}/s" if unit else "")

    class Waiting(ProgressColumn):
        def render(self, _task):
            return Text(waiting(), no_wrap=True, overflow="ellipsis")

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(),
        TextColumn("left"), Waiting(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), speed_estimate_period=60) as shown:
        task = shown.add_task(title, total=total, completed=done)
        yield lambda steps: shown.advance(task, steps)


@contextmanager
def logbook(path: Path | None, strike: Callable[[str], str]) -> Iterator[Callable[[str], None]]:
    """A function that adds a line with the time (UTC) to the log at `path`; `strike` takes secrets out of it."""
    if path is None:
        yield lambda _line: None
        return
    lock = threading.Lock()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:

        def log(line: str) -> None:
            now = datetime.datetime.now(datetime.UTC)
            with lock:
                if not file.closed:
                    file.write(f"{now:%Y-%m-%dT%H:%M:%S.%f}Z {' '.join(strike(line).split())}\n")
                    file.flush()

        yield log
