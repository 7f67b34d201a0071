"""Renders a template to one HTML file: styles and scripts inside it, and a Content-Security-Policy that fits them."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import zlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from touchstone.figures.style import DIRECTION, STRENGTH_TINT

HERE = Path(__file__).parent


def render(
    template: str,
    styles: list[str],
    scripts: list[str] | None = None,
    images: str = "",
    free_styles: bool = False,
    **values: object,
) -> str:
    """The page from `template` with its `styles` and `scripts` (names in static/) inside, as HTML text.

    The page's policy allows exactly these, and images from the sources in `images`; nothing else is loaded or run.
    `free_styles` also allows style attributes, which the SVG of matplotlib needs; a page with them has no script.
    """
    style = palette() + "".join(_static(name) for name in styles)
    script = "".join(_static(name) for name in scripts or [])
    policy = ["default-src 'none'", f"style-src {_hash(style)}", "base-uri 'none'", "form-action 'none'"]
    if free_styles:
        policy[1] = "style-src 'unsafe-inline'"
    if script:
        policy.append(f"script-src {_hash(script)}")
    if images:
        policy.append(f"img-src {images}")
    inside = {"style": Markup(style), "script": Markup(script), "policy": "; ".join(policy)}
    return _environment().get_template(template).render(**inside, **values)


def as_json(value: object) -> str:
    """`value` as JSON, short, the same each time."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def as_deflate(text: str) -> str:
    """`text` as DEFLATE (RFC 1951) in base64: about a third of its length.

    >>> as_deflate("aaaaaaaaaaaaaaaaaaaa")
    'S0zEBAA='
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(packer.compress(text.encode()) + packer.flush()).decode()


def palette() -> str:
    """The figures' colours as CSS custom properties, so that page and figures cannot drift apart."""
    colours = {**{f"d-{k}": v for k, v in DIRECTION.items()}, **{f"t-{k}": v for k, v in STRENGTH_TINT.items()}}
    return ":root{" + "".join(f"--{k.replace('_', '-')}:{v};" for k, v in colours.items()) + "}\n"


def write(path: Path, html: str) -> None:
    """`html` to `path`, UTF-8 with LF on every platform."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8", newline="\n")


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["number"] = lambda value: f"{value:,}"
    return environment


@functools.cache
def _static(name: str) -> str:
    return (HERE / "static" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
