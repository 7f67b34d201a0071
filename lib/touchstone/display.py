"""Shows a table in a notebook: short, labelled, the same bytes each time, safe whatever the text holds.

>>> import pandas as pd
>>> print(table_html(pd.DataFrame({"title": ["<img src=x>"]}), "Titles").splitlines()[-2])
<tr><td>&lt;img src=x&gt;</td></tr>
"""

from __future__ import annotations

from html import escape

import pandas as pd

_LONGEST = 160
_STYLE = (
    "<style>.touchstone{border-collapse:collapse;font-size:0.9em;max-width:100%}"
    ".touchstone caption{text-align:left;font-weight:600;padding:0.4em 0}"
    ".touchstone th{text-align:left;border-bottom:1.5px solid currentColor;padding:0.3em 0.7em}"
    ".touchstone td{text-align:left;vertical-align:top;border-bottom:0.5px solid #8884;padding:0.3em 0.7em}"
    ".touchstone .number{text-align:right;font-variant-numeric:tabular-nums}"
    ".touchstone-more{font-size:0.85em;opacity:0.75}</style>"
)


# Works on the table right before it; where scripts are taken out (an untrusted notebook, a page of the report), the
# table stays as it is.
_SORTER = (
    "<script>(() => {const table = document.currentScript && document.currentScript.previousElementSibling;"
    "if (!table || !table.tHead) return;"
    "[...table.tHead.rows[0].cells].forEach((head, at) => {const button = document.createElement('button');"
    "button.type = 'button'; button.textContent = head.textContent; head.replaceChildren(button);"
    "button.addEventListener('click', () => {const down = head.getAttribute('aria-sort') === 'ascending';"
    "for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');"
    "head.setAttribute('aria-sort', down ? 'descending' : 'ascending');"
    "const number = head.className === 'number'; const value = (row) => {const text = row.cells[at].textContent;"
    "return number ? parseFloat(text.replace(/,/g, '')) : text === '\u2013' ? '' : text.toLowerCase();};"
    "const empty = (v) => v === '' || v !== v; const body = table.tBodies[0];"
    "body.append(...[...body.rows].sort((a, b) => {const [x, y] = [value(a), value(b)];"
    "if (empty(x) || empty(y)) return empty(x) - empty(y);"
    "return (number ? x - y : x.localeCompare(y)) * (down ? -1 : 1);}));});});})()</script>"
)
_SORTABLE = (
    "<style>.touchstone thead button{all:unset;cursor:pointer;font:inherit}"
    ".touchstone thead button:focus-visible{outline:2px solid currentColor;outline-offset:2px}"
    ".touchstone thead button::after{content:' \\2195';opacity:0.5}"
    ".touchstone [aria-sort=ascending] button::after{content:' \\2191';opacity:1}"
    ".touchstone [aria-sort=descending] button::after{content:' \\2193';opacity:1}</style>"
)


def table(frame: pd.DataFrame, caption: str, rows: int = 20, longest: int = _LONGEST, sortable: bool = False) -> None:
    """Display the first `rows` rows of `frame` under a caption; cells longer than `longest` characters end in `…`.

    Text is shown as text, never as HTML. A line under the table says how many rows were left out. With `sortable` a
    click on a heading sorts the rows that are shown, in JupyterLab; where scripts are not run, it stands as it is.
    """
    from IPython.display import display

    plain = frame.head(rows).map(lambda value: _short(value, longest)).to_string(index=False, max_colwidth=60)
    bundle = {
        "text/html": table_html(frame, caption, rows, longest, sortable),
        "text/plain": "\n".join(line for line in (caption, plain, _more(frame, rows)) if line),
    }
    display(bundle, raw=True)


def table_html(
    frame: pd.DataFrame, caption: str, rows: int = 20, longest: int = _LONGEST, sortable: bool = False
) -> str:
    """What `table` displays, as HTML: one table with its caption and the line on what was left out."""
    short = frame.head(rows).map(lambda value: _short(value, longest))
    return _html(short, frame, caption, _more(frame, rows), sortable)


def lines(*said: str) -> None:
    """Display sentences as a list, text as text."""
    from IPython.display import display

    items = "\n".join(f"<li>{escape(line)}</li>" for line in said)
    bundle = {"text/html": f"<ul>\n{items}\n</ul>", "text/plain": "\n".join(f"- {line}" for line in said)}
    display(bundle, raw=True)


def _more(frame: pd.DataFrame, rows: int) -> str:
    left = len(frame) - rows
    return f"{left:,} more rows are in the table itself." if left > 0 else ""


def _html(short: pd.DataFrame, frame: pd.DataFrame, caption: str, more: str, sortable: bool) -> str:
    numbers = [pd.api.types.is_numeric_dtype(frame[name]) for name in frame]
    kinds = [' class="number"' if number else "" for number in numbers]
    head = "".join(f'<th scope="col"{k}>{escape(str(name))}</th>' for name, k in zip(short, kinds, strict=True))
    body = "\n".join(
        "<tr>" + "".join(f"<td{k}>{escape(v)}</td>" for v, k in zip(row, kinds, strict=True)) + "</tr>"
        for row in short.itertuples(index=False)
    )
    foot = f'<p class="touchstone-more">{escape(more)}</p>' if more else ""
    return (
        f'{_STYLE}{_SORTABLE if sortable else ""}<table class="touchstone"><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>{_SORTER if sortable else ''}{foot}"
    )


def _short(value: object, longest: int) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return "–"
    if isinstance(value, tuple | list):
        value = ", ".join(str(v) for v in value)
    if isinstance(value, float):
        value = f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        value = f"{value:,}" if abs(value) >= 10_000 else str(value)
    text = " ".join(str(value).split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
