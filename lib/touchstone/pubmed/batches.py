"""What is kept on disk: batches as received, gzipped, each written whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from touchstone.errors import InputError
from touchstone.pubmed.answers import Fetched, fetched
from touchstone.pubmed.transport import Fault

_PARTIAL = ".partial"


def write_whole(path: Path, body: bytes) -> None:
    """Write a file so that after a crash at any moment it is there as a whole or not at all."""
    partial = path.with_name(f".{path.name}{_PARTIAL}")
    with partial.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def keep_batch(folder: Path, body: bytes, first: str) -> Path:
    """Keep the body of an answer as received; the name says its first PMID and its content, so it never clashes."""
    path = folder / "batches" / f"{first.zfill(9)}-{hashlib.sha256(body).hexdigest()[:12]}.xml.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, gzip.compress(body, compresslevel=6, mtime=0))
    return path


def batch_paths(folder: Path) -> list[Path]:
    """The batches in `folder`, in order of their names."""
    return sorted((folder / "batches").glob("*.xml.gz"))


def kept(folder: Path, log: Callable[[str], None]) -> set[str]:
    """PMIDs whose records are in the batches.

    A batch that is damaged is removed, so that its records are asked for again; half-written files of a pull that was
    killed are removed too.
    """
    there: set[str] = set()
    for partial in folder.rglob(f".*{_PARTIAL}"):
        partial.unlink()
    for path in batch_paths(folder):
        try:
            there.update(_inside(path).pmids)
        except (OSError, EOFError, zlib.error, Fault) as damage:
            log(f"{path.name} is damaged and is fetched again: {damage}")
            path.unlink()
    return there


def _inside(path: Path) -> Fetched:
    return fetched(gzip.decompress(path.read_bytes()))


@contextmanager
def only_one(folder: Path) -> Iterator[bool]:
    """Let no second pull into `folder` meanwhile: two would go over the rate limit. A crash lets go of the lock.

    Says whether an earlier pull was left unfinished here, perhaps a moment ago.
    """
    path = folder / ".pull.lock"
    unfinished = path.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
    except OSError as error:
        raise InputError(f"{folder.name}: cannot be written to ({error.strerror}); mend it, or name another") from None
    with file:
        try:
            _lock(file.fileno())
        except OSError:
            raise InputError(
                f"{folder.name}: another pull is at work in this folder; wait for it, or stop it"
            ) from None
        yield unfinished
    with suppress(OSError):
        path.unlink()


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
