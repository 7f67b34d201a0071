"""How a study is cited wherever one is named."""

from __future__ import annotations

import pandas as pd

_LONGEST_INITIALS = 5


def cite(study: dict) -> str:
    """A study as people cite it: family name of the first author and year; the title's first words without an author.

    `study` has first_author, year, title and study_id, as in Studies.

    >>> cite({"first_author": "van der Berg AB", "year": 2001, "title": "A trial", "study_id": "a"})
    'van der Berg 2001'
    >>> cite({"first_author": "Coşkun HŞ", "year": 2014, "title": "A trial", "study_id": "a"})
    'Coşkun 2014'
    >>> cite({"first_author": "", "year": None, "title": "Hand massage for people who wait in line", "study_id": "a"})
    '“Hand massage for people who…” n.d.'
    """
    words = str(study.get("title") or "").split()
    short = f"“{' '.join(words[:5])}{'…' if len(words) > 5 else ''}”" if words else str(study["study_id"])
    author = str(study["first_author"] or "")
    family, _, initials = author.rpartition(" ")
    who = (family if family and initials.isupper() and len(initials) <= _LONGEST_INITIALS else author) or short
    return f"{who} {'n.d.' if pd.isna(study['year']) else int(study['year'])}"
