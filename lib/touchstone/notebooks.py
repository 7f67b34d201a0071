"""Runs the notebooks: in place, so that their stored results are today's, or as copies for the report's pages."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from touchstone.drawings import draw_picture
from touchstone.errors import InputError
from touchstone.progress import Step, silent
from touchstone.project import Project
from touchstone.review import Review

_CELL_SECONDS = 300


def execute_in_place(project: Project, step: Step = silent) -> list[Path]:
    """Run every notebook of `project`, store its results in it, and draw the README's picture; returns their paths.

    A notebook is written only when it has run to its end. Raises InputError, naming notebook and cell, where one fails.
    """
    import nbformat

    done = []
    for path, notebook in _run_all(project, step):
        partial = path.with_suffix(".partial")
        nbformat.write(notebook, partial)
        partial.replace(path)
        done.append(path)
    step("the picture of the README")
    draw_picture(Review(project), project.notebooks / "images")
    return done


def write_report(project: Project, folder: Path, step: Step = silent) -> list[dict]:
    """Run copies of the notebooks and write each as an HTML page into `folder`; the notebooks stay as they are.

    Returns one dict a page: name, title, path (relative to the folder above).
    """
    from touchstone.page import notebook_html

    folder.mkdir(parents=True, exist_ok=True)
    for path, notebook in _run_all(project, step):
        (folder / f"{path.stem}.html").write_text(notebook_html(notebook, path.stem), encoding="utf-8")
    return stored_report(folder, True)


def stored_report(folder: Path, still_true: bool) -> list[dict]:
    """The pages of the report in `folder`; they are removed where what they rest on has changed since."""
    pages = []
    for path in sorted(folder.glob("*.html")):
        if not still_true:
            path.unlink()
            continue
        text = path.read_text(encoding="utf-8")
        title = text.partition("<title>")[2].partition("</title>")[0]
        pages.append({"name": path.stem, "title": unescape(title) or path.stem, "path": f"{folder.name}/{path.name}"})
    return pages


def _run_all(project: Project, step: Step) -> list[tuple[Path, object]]:
    paths = sorted(p for p in project.notebooks.glob("*.ipynb"))
    if not paths:
        raise InputError("notebooks: there is no notebook in this review")
    ran = {}
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        waiting = {pool.submit(_run, path): path for path in paths}
        for number, job in enumerate(as_completed(waiting), start=1):
            path = waiting[job]
            ran[path] = job.result()
            step(f"{path.name} ({number} of {len(paths)})")
    return [(path, ran[path]) for path in paths]


def _run(path: Path) -> object:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from traitlets.config import Config

    try:
        notebook = nbformat.read(path, as_version=4)
    except (ValueError, nbformat.reader.NotJSONError):
        raise InputError(f"notebooks/{path.name}: not a Jupyter notebook; restore it from version control") from None
    with TemporaryDirectory(prefix="ts-", ignore_cleanup_errors=True) as sockets:
        client = NotebookClient(
            notebook,
            timeout=_CELL_SECONDS,
            kernel_name="python3",
            record_timing=False,
            extra_arguments=["--IPKernelApp.log_level=40"],
            # Unix sockets: no network is needed, not even loopback.
            config=Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/k"}}),
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            client.execute()
        except CellExecutionError as error:
            said = str(error).strip().splitlines()[-1]
            place = sum(1 for cell in notebook.cells if cell.cell_type == "code" and cell.get("execution_count"))
            raise InputError(f"notebooks/{path.name}, code cell {place}: {said}") from None
        except (CellTimeoutError, DeadKernelError, RuntimeError) as error:
            said = str(error).strip().splitlines()[0]
            raise InputError(
                f"notebooks/{path.name}: its kernel stopped or did not answer ({said}); run it again"
            ) from None
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook
