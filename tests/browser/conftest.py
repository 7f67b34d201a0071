"""One browser and one site for all tests of this folder; every page is watched for requests, messages and errors."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reviews import FLAGS, many_studies, small_review, small_site

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OWN = ("file:", "data:", "blob:", "about:")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium, driven by Playwright: TOUCHSTONE_CHROMIUM, else the one on the PATH; without one CI fails."""
    path = os.environ.get("TOUCHSTONE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        said = "no Chromium here: install it, or name one in TOUCHSTONE_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a small invented review, one record of which is an attack."""
    return small_site(small_review(tmp_path_factory.mktemp("review")), tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def large_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The evidence map of 5,000 invented studies."""
    from touchstone.page import write_evidence_map

    path = tmp_path_factory.mktemp("large") / "evidence_map.html"
    write_evidence_map(many_studies(5000), path)
    return path


@pytest.fixture
def visit(browser: object) -> Iterator[Callable]:
    """`visit(path, fragment)` opens a page; at the end no request may have left, and nothing complained."""
    contexts, faults = [], []

    def opened(path: Path, fragment: str = "", width: int = 1280, height: int = 900, **options: object) -> object:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda r: None if r.url.startswith(OWN) else faults.append(f"request: {r.url}"))
        page.on("requestfailed", lambda r: faults.append(f"failed: {r.url}"))
        page.on("console", lambda m: faults.append(f"console: {m.text}"))
        page.on("pageerror", lambda e: faults.append(f"error: {e}"))
        page.on("dialog", lambda d: (faults.append(f"dialog: {d.message}"), d.dismiss()))
        page.goto(path.as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
