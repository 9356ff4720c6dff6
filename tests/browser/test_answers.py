"""Choosing among answers, taking them along, and reading one, in a real browser."""

import csv
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import blog
from tests.browser.conftest import OpenPage
from tests.browser.test_reader import PHONE, assert_fits, assert_harmless, first_card, follow

MANY_ANSWERS = "-nowhere"  # no post has the word, so that all of them answer
NOT_ANSWERED = "who won the submarine race under the volcano?"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Streamlit's own, which no page can change: its frame has no landmarks.
STREAMLITS_OWN = {"region", "landmark-one-main"}


def answer_count(page: Page) -> int:
    return int(page.locator(".bs-count b").inner_text().split()[0])


def test_a_choice_is_made_without_loading_the_page_and_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page(q=MANY_ANSWERS)
    page.evaluate("window.stays = true")
    before = answer_count(page)
    page.locator("#bs-tag > summary").press("Enter")
    link = page.locator("#bs-tag a").first
    count = int(link.locator(".bs-n").inner_text().split()[0])
    link.press("Enter")
    expect(page.locator(".bs-chosen a")).to_have_count(1)
    assert answer_count(page) == count < before
    assert page.evaluate("window.stays")
    expect(page.locator("#bs-tag a").first).to_be_focused()
    assert "tag" in parse_qs(urlsplit(page.url).query)
    page.go_back()
    expect(page.locator(".bs-chosen")).to_have_count(0)
    assert answer_count(page) == before


def test_who_asks_for_more_goes_on_at_the_first_of_them(open_page: OpenPage) -> None:
    page = open_page(q=MANY_ANSWERS)
    expect(page.locator(".bs-card")).to_have_count(10)
    page.locator("#bs-load").press("Enter")
    expect(page.locator(".bs-card h2 a").nth(10)).to_be_focused()
    expect(page.locator(".bs-chosen")).to_have_count(0)


def test_drawing_over_years_chooses_them_all(open_page: OpenPage) -> None:
    page = open_page(q=MANY_ANSWERS)
    bars = page.locator("a.bs-year[data-year]")
    first, last = bars.nth(0), bars.nth(2)
    count = sum(int(bars.nth(n).get_attribute("title").split()[1]) for n in range(3))
    first.hover()
    page.mouse.down()
    last.hover()
    page.mouse.up()
    expect(page.locator(".bs-chosen a")).to_have_count(1)
    years = [bar.get_attribute("data-year") for bar in (first, last)]
    assert parse_qs(urlsplit(page.url).query)["year"] == ["-".join(years)]
    assert answer_count(page) == count


def test_escape_closes_a_list_and_gives_the_focus_back(open_page: OpenPage) -> None:
    page = open_page(q=MANY_ANSWERS)
    summary = page.locator("#bs-blog > summary")
    summary.press("Enter")
    page.locator("#bs-blog a").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator("#bs-blog ul")).to_be_hidden()
    expect(summary).to_be_focused()


def test_answers_can_be_taken_along(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(q=MANY_ANSWERS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    download.value.save_as(tmp_path / "answers.csv")
    with (tmp_path / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == answer_count(page)
    assert rows[0]["title"] == first_card(page).locator("h2").inner_text()


def test_dates_are_written_as_the_browser_s_reader_does(open_page: OpenPage) -> None:
    german = open_page(q=MANY_ANSWERS, locale="de-DE").locator(".bs-card time").first
    english = open_page(q=MANY_ANSWERS, locale="en-US").locator(".bs-card time").first
    assert german.inner_text() != english.inner_text()
    assert ". " in german.inner_text()


@pytest.mark.parametrize("screen", [{}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"])
def test_no_view_breaks_a_rule_of_accessibility(open_page: OpenPage, screen: dict[str, Any]) -> None:
    page = open_page(q=MANY_ANSWERS, **screen)
    assert_accessible(page)
    page.locator("#bs-tag > summary").click()
    assert_accessible(page)
    page.locator("#bs-tag a").first.click()
    expect(page.locator(".bs-chosen a")).to_have_count(1)
    assert_accessible(page)

    page = open_page(q=blog.FILE_QUESTION, **screen)
    for summary in first_card(page).locator("summary").all():
        summary.click()
    assert_accessible(page)
    assert_fits(page)
    follow(page)
    expect(page.locator(".bs-related").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)

    page = open_page(q=NOT_ANSWERED, **screen)
    expect(page.locator(".bs-nearest")).to_be_visible()
    assert_accessible(page)
    first_card(page).locator('a[href^="?like="]').click()
    expect(page.locator(".bs-related").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def assert_accessible(page: Page) -> None:
    """axe finds nothing in what is ours, by the rules of WCAG 2.2 AA and its own of good practice."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    found = Axe().run(page, options=WCAG).response["violations"]
    told = [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found
        if rule["id"] not in STREAMLITS_OWN
        for node in rule["nodes"]
    ]
    assert told == []


@pytest.mark.parametrize("question", [blog.HOSTILE_QUESTION, blog.LONG_QUESTION], ids=["hostile", "long"])
def test_what_a_hostile_post_is_called_stays_text_wherever_it_is_shown(
    open_page: OpenPage, question: str
) -> None:
    page = open_page(q=question, **PHONE)
    for summary in page.locator(".bs-kinds summary").all():
        summary.click()
        assert_fits(page)
    page.locator(".bs-card summary").last.click()
    first_card(page).locator('a[href^="?like="]').click()
    expect(page.locator(".bs-related").first).to_be_visible()
    assert_fits(page)
    assert_harmless(page)


def test_another_view_begins_at_its_top_and_the_way_back_ends_where_it_began(open_page: OpenPage) -> None:
    page = open_page(q=MANY_ANSWERS)
    like = page.locator('.bs-card a[href^="?like="]').nth(7)
    like.scroll_into_view_if_needed()
    depth = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    assert depth > 0
    like.click()
    expect(page.locator("h1.bs-like")).to_be_in_viewport()
    assert parse_qs(urlsplit(page.url).query)["asked"] == [MANY_ANSWERS]
    page.go_back()
    expect(like).to_be_in_viewport()


def test_who_comes_back_from_a_post_on_the_web_goes_on_where_they_left(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(at=f"{address}/?q={MANY_ANSWERS}&show=50")
    link = page.locator(".bs-card h2 a", has_text=blog.WEB_TITLE)
    link.scroll_into_view_if_needed()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 0
    link.click()
    page.wait_for_url(f"**/{blog.WEB_PLACE}*")
    page.go_back()
    expect(link).to_be_in_viewport()


def test_the_way_back_from_a_post_keeps_what_was_chosen(open_page: OpenPage, address: str) -> None:
    page = open_page(at=f"{address}/?q={MANY_ANSWERS}&year=-&order=newest&show=20")
    page.locator('.bs-card h2 a[href^="?post="]').first.click()
    expect(page.locator(".bs-reading")).to_be_visible()
    page.locator(".bs-back a").click()
    expect(page.locator(".bs-chosen a")).to_have_count(1)
    assert urlsplit(page.url).query == f"q={MANY_ANSWERS}&year=-&order=newest&show=20"


def test_the_check_of_accessibility_finds_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page(q=MANY_ANSWERS)
    page.evaluate("document.querySelector('.bs-count').innerHTML += '<a href=x></a>'")
    with pytest.raises(AssertionError, match="link-name"):
        assert_accessible(page)
