"""Shows a table in a notebook: short, labelled, the same bytes each time, safe whatever the text holds."""

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


def table(frame: pd.DataFrame, caption: str, rows: int = 20, longest: int = _LONGEST) -> None:
    """Display the first `rows` rows of `frame` under a caption; cells longer than `longest` characters end in `…`.

    Text is shown as text, never as HTML. A line under the table says how many rows were left out.
    """
    from IPython.display import display

    short = frame.head(rows).map(lambda value: _short(value, longest))
    left = len(frame) - len(short)
    more = f"{left:,} more rows are in the table itself." if left > 0 else ""
    plain = short.to_string(index=False, max_colwidth=60)
    bundle = {
        "text/html": _html(short, frame, caption, more),
        "text/plain": "\n".join(line for line in (caption, plain, more) if line),
    }
    display(bundle, raw=True)


def lines(*said: str) -> None:
    """Display sentences as a list, text as text."""
    from IPython.display import display

    items = "\n".join(f"<li>{escape(line)}</li>" for line in said)
    bundle = {"text/html": f"<ul>\n{items}\n</ul>", "text/plain": "\n".join(f"- {line}" for line in said)}
    display(bundle, raw=True)


def _html(short: pd.DataFrame, frame: pd.DataFrame, caption: str, more: str) -> str:
    numbers = [pd.api.types.is_numeric_dtype(frame[name]) for name in frame]
    kinds = [' class="number"' if number else "" for number in numbers]
    head = "".join(f'<th scope="col"{k}>{escape(str(name))}</th>' for name, k in zip(short, kinds, strict=True))
    body = "\n".join(
        "<tr>" + "".join(f"<td{k}>{escape(v)}</td>" for v, k in zip(row, kinds, strict=True)) + "</tr>"
        for row in short.itertuples(index=False)
    )
    foot = f'<p class="touchstone-more">{escape(more)}</p>' if more else ""
    return (
        f'{_STYLE}<table class="touchstone"><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>{foot}"
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
