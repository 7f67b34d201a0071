"""A progress line on stderr for work that takes a moment: silent where stderr is no terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[str], None]


def silent(words: str, /) -> None:
    """A step that shows nothing."""
    del words


@contextmanager
def steps(title: str) -> Iterator[Step]:
    """Yields `step(words)`, to be called before each stage; shows a spinner, the stage and the time gone by."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=None)
        yield lambda words: progress.update(task, description=f"{title}: {words}")
