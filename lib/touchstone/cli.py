"""The `touchstone` command: each subcommand is one call into the library.

Exit status: 0 done; 1 the answer is "yes, look" (`check` found a problem); 2 bad input, with one line on stderr.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from touchstone.errors import InputError

app = typer.Typer(
    help="From PubMed abstracts to an honest, reproducible picture of what is known.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", "-p", help="Folder of the review (default: TOUCHSTONE_PROJECT, else here or above)."),
]


@app.command()
def build(
    project: ProjectOption = None,
    report: Annotated[
        bool, typer.Option("--report", help="Also run copies of the notebooks and add them as pages (about a minute).")
    ] = False,
) -> None:
    """Compute the review: snapshots → tables, figures, evidence map and index page in data/processed."""
    from touchstone.build import build as run
    from touchstone.headlines import screen
    from touchstone.progress import steps
    from touchstone.review import open_review

    review = open_review(project)
    with steps("Building the review") as step:
        folder = run(review, report=report, step=step)
    typer.echo(screen(review, folder))


@app.command()
def tag(
    file: Annotated[Path, typer.Argument(help="Records: JSON lines, MEDLINE/nbib, PubMed XML, RIS or CSV; .gz too.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for tags.csv, studies.csv, findings.csv, results.csv.")
    ],
    vocabulary: Annotated[
        Path | None,
        typer.Option(
            "--vocabulary", help="A vocabulary.yml, or none, for any topic (default: the review's, else the bundled)."
        ),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Tag any file of records: study type, people, intervention, outcomes and results, each with its words."""
    from touchstone.progress import steps
    from touchstone.tag_file import tag_file

    with steps("Tagging") as step:
        summary = tag_file(file, out, vocabulary, project, step)
    for problem in summary.problems:
        typer.echo(f"touchstone: {problem}", err=True)
    typer.echo(summary.said)


@app.command()
def pull(
    snapshot: Annotated[str, typer.Option("--snapshot", "-s", help="Its name under data/raw (default: by date).")] = "",
    resolve: Annotated[
        bool, typer.Option("--resolve", help="Fetch the published abstracts of the review's own records instead.")
    ] = False,
    project: ProjectOption = None,
) -> None:
    """Run the protocol's searches on PubMed and freeze what comes back as a snapshot in data/raw.

    Needs NCBI_EMAIL; NCBI_API_KEY makes it faster. A pull that was stopped goes on when it is run again.

    Settings, as environment variables: TOUCHSTONE_EUTILS_TIMEOUT, seconds of silence after which a request has failed
    (30); TOUCHSTONE_EUTILS_PATIENCE, seconds without one good answer after which the pull gives up (300);
    TOUCHSTONE_EUTILS_URL, another service than NCBI's; TOUCHSTONE_EUTILS_RATE, requests a second (3, with a key 10;
    more only at another service). Where a proxy checks traffic, SSL_CERT_FILE names its certificate.
    """
    from touchstone.project import find_project
    from touchstone.pulls import pull_snapshot, said_of

    typer.echo(said_of(*pull_snapshot(find_project(project), snapshot, resolve)))


@app.command()
def freeze(
    name: Annotated[str, typer.Argument(help="Folder under data/raw with exports: RIS, nbib, XML, CSV, BibTeX.")],
    collected: Annotated[
        bool, typer.Option("--collected", help="They were collected by hand and no search stands behind them.")
    ] = False,
    title: Annotated[str, typer.Option("--title", help="What the files are, in a line.")] = "",
    project: ProjectOption = None,
) -> None:
    """Freeze exports of other databases as a snapshot: its manifest counts the records by file and database."""
    from touchstone.project import find_project
    from touchstone.pulls import freeze_exports, said_of

    typer.echo(said_of(*freeze_exports(find_project(project), name, collected, title)))


@app.command()
def check(project: ProjectOption = None) -> None:
    """Check protocol, snapshots and decisions: every problem, each with file, place and mend."""
    from touchstone.check import problems_of
    from touchstone.project import find_project

    found = problems_of(find_project(project))
    for problem in found:
        typer.echo(problem)
    if found:
        typer.echo(f"{len(found)} problem{'s' if len(found) > 1 else ''} found.", err=True)
        raise typer.Exit(1)
    typer.echo("Protocol, snapshots and decisions are in order.")


@app.command()
def figures(
    project: ProjectOption = None,
    columns: Annotated[
        int, typer.Option("--columns", min=1, max=2, help="Width in a journal's columns: 1 is 85 mm, 2 is 180 mm.")
    ] = 2,
    ground: Annotated[str, typer.Option("--ground", help="light, for paper, or dark, for slides.")] = "light",
) -> None:
    """Draw every figure again into data/processed/figures: SVG, PDF and 300-dpi PNG.

    Figures of one column, or on a dark ground, stand beside the usual ones, with _85mm or _dark in their names.
    """
    from touchstone.drawings import draw_all
    from touchstone.figures.style import DOUBLE, SINGLE
    from touchstone.progress import steps
    from touchstone.review import open_review

    review = open_review(project)
    width = {1: SINGLE, 2: DOUBLE}[columns]
    with steps("Drawing") as step:
        drawn = draw_all(review, review.project.processed / "figures", step, width=width, ground=ground)
    typer.echo(f"{len(drawn)} figures in {review.project.processed / 'figures'}")


@app.command()
def notebooks(project: ProjectOption = None) -> None:
    """Run the committed notebooks again and store their results in place."""
    from touchstone.notebooks import execute_in_place
    from touchstone.progress import steps
    from touchstone.project import find_project

    with steps("Running the notebooks") as step:
        done = execute_in_place(find_project(project), step)
    typer.echo(f"{len(done)} notebooks run.")


def main() -> None:
    """Run the command; what a user can cause ends in one line on stderr and never in a traceback."""
    try:
        app()
    except InputError as error:
        typer.echo(f"touchstone: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.echo("touchstone: stopped; nothing raw was changed, run the command again to go on", err=True)
        sys.exit(130)
