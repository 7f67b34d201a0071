"""The review's pages: the evidence map, a page a claim, the index over data/processed, and notebooks as HTML.

Every page is one file that loads nothing from anywhere and works offline; only the index shows figures that lie beside
it.
Text that comes from a record is only ever text: it is escaped in HTML, and JavaScript sets it with `textContent`.

>>> from touchstone import page
>>> dir(page)
['notebook_html', 'write_claim_pages', 'write_evidence_map', 'write_index', 'write_notebook']
"""

from importlib import import_module

_HOMES = {
    "write_claim_pages": "claim_pages",
    "write_evidence_map": "evidence_map",
    "write_index": "index",
    "notebook_html": "notebook",
    "write_notebook": "notebook",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"touchstone.page.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'touchstone.page' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
