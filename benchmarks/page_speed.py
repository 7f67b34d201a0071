"""How long the evidence map takes to answer: from a keystroke or click to the next frame, in Chromium.

The bundled review, and 5,000 invented studies with abstracts (tests/browser/reviews.py). The aim is 100 ms a filter.
Without Chromium (TOUCHSTONE_CHROMIUM, or on the PATH) it says so and measures only the files.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from reviews import ANSWER, FLAGS, many_studies, with_abstracts  # noqa: E402  (found through the line above)

ASKS = {
    "year": ["from", "2010"], "year off": ["from", ""], "words": ["words", "massage"], "words off": ["words", ""],
    "at least 2": ["least", "2"], "any": ["least", "0"], "sort": ["sort", "studies"], "sort off": ["sort", ""],
}  # fmt: skip
AGAIN = 5


def main() -> int:
    import touchstone
    from touchstone.page import write_evidence_map

    review = touchstone.open_review(ROOT)
    subjects = {
        "bundled": review, "bundled, each with an abstract of 1,500 characters": with_abstracts(review),
        "5,000 studies": many_studies(5000),
    }  # fmt: skip
    chromium = os.environ.get("TOUCHSTONE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    print("review | studies | cells | written in (s) | file (MB) | opens in (ms) | answers in (ms): median, worst")
    with TemporaryDirectory() as folder:
        for name, subject in subjects.items():
            _ = subject.cells, subject.claims
            path = Path(folder) / "evidence_map.html"
            begun = time.perf_counter()
            write_evidence_map(subject, path)
            took, size = time.perf_counter() - begun, path.stat().st_size / 1e6
            answers = measured(chromium, path) if chromium else "no Chromium here"
            print(f"{name} | {len(subject.studies):,} | {len(subject.cells):,} | {took:.1f} | {size:.2f} | {answers}")
    return 0


def measured(chromium: str, path: Path) -> str:
    """Milliseconds to open the page and to answer, over every ask, after one round to warm up."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(path.as_uri())
        opened = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        rounds = [[page.evaluate(ANSWER, ask) for ask in ASKS.values()] for _ in range(AGAIN + 1)][1:]
        browser.close()
    every = [value for one in rounds for value in one]
    return f"{opened:.0f} | {statistics.median(every):.0f}, {max(every):.0f}"


if __name__ == "__main__":
    sys.exit(main())
