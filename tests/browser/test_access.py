"""For everybody: by keyboard alone, with a screen reader, on a telephone, magnified, in the dark."""

from __future__ import annotations

import json

import pytest

PAGES = (
    "evidence_map.html", "index.html", "data_dictionary.html", "report/01_where.html", "report/claims/index.html",
    "report/claims/cancer_pain.html",
)  # fmt: skip


def focused(page, what: str) -> str:
    return page.evaluate(f"document.activeElement.{what}")


def test_the_keyboard_alone_opens_a_cell_and_comes_back_to_it(visit, site):
    page = visit(site / "evidence_map.html")
    page.keyboard.press("Tab")
    assert focused(page, "textContent") == "Skip to the map"
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page, "dataset.cell"):
            break
    first = focused(page, "dataset.cell")
    page.keyboard.press("ArrowRight")
    second = focused(page, "dataset.cell")
    assert second
    assert second != first
    page.keyboard.press("ArrowDown")
    below = focused(page, "dataset.cell")
    assert below.split("/")[1] == second.split("/")[1]
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel[open]")
    assert focused(page, "id") == "panel-head"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(
        "document.getElementById('panel').contains(document.activeElement) || document.activeElement === document.body"
    )
    page.keyboard.press("Escape")
    assert focused(page, "dataset.cell") == below
    page.keyboard.press("Tab")
    assert focused(page, "dataset.cell") is None


def test_a_screen_reader_finds_a_table_with_heads_and_hears_the_counts(visit, site):
    page = visit(site / "evidence_map.html")
    assert page.locator("#status").get_attribute("role") == "status"
    table = page.get_by_role("table", name="Populations (rows) by outcomes (columns), against no treatment")
    assert table.get_by_role("rowheader", name="Cancer", exact=False).count() >= 1
    assert table.get_by_role("columnheader", name="Pain", exact=True).count() >= 1
    assert page.get_by_role("button", name="Cancer, Pain: benefit").count() == 1


@pytest.mark.parametrize("width", [320, 360, 640])
def test_a_narrow_or_magnified_screen_shows_a_list_and_never_scrolls_sideways(visit, site, width):
    page = visit(site / "evidence_map.html", width=width, height=740)
    assert not page.is_visible(".matrix")
    page.locator("#list summary", has_text="Cancer").click()
    page.click("#list button[data-cell='cancer/pain/efficacy']")
    assert page.inner_text("#panel-head") == "Cancer: pain"
    assert page.evaluate("document.getElementById('panel').scrollWidth <= innerWidth")
    page.click("#close")
    assert focused(page, "dataset.cell") == "cancer/pain/efficacy"
    for name in PAGES:
        other = visit(site / name, width=width, height=740)
        assert other.evaluate("document.documentElement.scrollWidth") <= width, name
        other.close()
    page.check("[name=view][value=table]")
    assert page.is_visible(".matrix")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [(PAGES[0], 1280, "light"), (PAGES[0], 1280, "dark"), (PAGES[0], 360, "light"), (PAGES[0], 360, "dark")]
    + [(name, *look) for name in PAGES[1:] for look in ((1280, "light"), (360, "dark"))],
)
def test_axe_finds_no_serious_fault(visit, site, name, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(site / name, width=width, color_scheme=scheme)
    if name == "evidence_map.html":
        page.evaluate(
            "document.querySelectorAll('main details:not(.claim), .claim:first-of-type')"
            ".forEach(d => { d.open = true; })"
        )
    assert faults(Axe().run(page)) == []
    if name == "evidence_map.html":
        page.evaluate("location.hash = '#result=benefit&cell=cancer/pain/efficacy'")
        page.wait_for_selector("#panel[open]")
        page.locator("#panel .study > summary").first.click()
        assert faults(Axe().run(page, context="#panel")) == []


def test_forced_colours_and_reduced_motion_lose_nothing(visit, site):
    page = visit(site / "evidence_map.html", forced_colors="active", reduced_motion="reduce")
    assert page.is_visible("button[data-cell='cancer/pain/efficacy'] svg")
    assert page.evaluate(
        "[...document.querySelectorAll('*')].every(e => getComputedStyle(e).transitionDuration === '0s')"
    )


def faults(results) -> list[str]:
    bad = [v for v in results.response["violations"] if v["impact"] in ("serious", "critical")]
    return [
        f"{v['id']}: {json.dumps([n['html'][:160] + ' ' + n.get('failureSummary', '')[-160:] for n in v['nodes'][:3]])}"
        for v in bad
    ]
