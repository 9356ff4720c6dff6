"""Looking around: the topics, in a real browser."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import blog
from tests.browser.conftest import OpenPage
from tests.browser.test_answers import assert_accessible
from tests.browser.test_reader import BOX, PHONE, ZOOMED, assert_fits, first_card


def open_topics(open_page: OpenPage, colour: str = "topic", **options: object) -> Page:
    page = open_page(**options)
    page.locator(".bs-chips a", has_text="See all posts on a map").click()
    expect(page.get_by_role("heading", name="Topics", level=1)).to_be_visible()
    if colour != "topic":
        page.locator(".bs-colours").get_by_role("link", name=colour).click()
    expect(page.locator(".bs-colours [aria-current]")).to_have_text(colour)
    expect(dots(page).first).to_be_visible()
    return page


def dots(page: Page) -> object:
    return page.locator("svg.marks").first.locator(".mark-symbol.role-mark path")


@pytest.mark.parametrize("colour", ["topic", "blog", "year"])
def test_every_post_is_a_dot_that_says_its_title_and_leads_to_it(open_page: OpenPage, colour: str) -> None:
    page = open_topics(open_page, colour)
    count = int(page.locator(".bs-count").inner_text().split()[0])
    expect(dots(page)).to_have_count(count)
    place = page.locator(f'path[aria-label*="{blog.FILE_TITLE}"]')
    expect(place).to_have_count(1)
    place.hover()
    expect(page.locator("#vg-tooltip-element")).to_contain_text(blog.FILE_TITLE)
    place.click()
    expect(page.locator(".bs-reading h1")).to_have_text(blog.FILE_TITLE)


def test_a_hostile_title_over_a_dot_is_only_text(open_page: OpenPage) -> None:
    page = open_topics(open_page)
    page.locator('path[aria-label*="bowline"]').hover()
    expect(page.locator("#vg-tooltip-element")).to_contain_text(blog.HOSTILE_TITLE)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#vg-tooltip-element img").count() == 0


def test_a_topic_is_searched_within_by_the_keyboard_and_by_its_address(open_page: OpenPage) -> None:
    page = open_topics(open_page, **PHONE)
    assert_fits(page)
    topic = page.locator(".bs-topics a").first
    name = topic.inner_text()
    topic.focus()
    page.keyboard.press("Enter")
    expect(first_card(page)).to_be_visible()
    question = page.get_by_label(BOX).input_value()
    assert question == f'topic:"{name.replace(",", "")}"'
    page.get_by_label(BOX).fill(f"{question} what is the reason?")
    page.keyboard.press("Enter")
    expect(first_card(page)).to_be_visible()
    assert "q=topic" in page.url


@pytest.mark.parametrize("screen", [PHONE, ZOOMED], ids=["phone", "zoomed"])
def test_map_and_timeline_fit_the_screen_and_lead_on_there(
    open_page: OpenPage, screen: dict[str, Any]
) -> None:
    page = open_topics(open_page, **screen)
    assert_fits(page)
    charts = page.locator("svg.marks")
    expect(charts).to_have_count(2)
    for chart in charts.all():
        box = chart.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= screen["width"]
    bar = charts.last.locator(".mark-rect.role-mark path").first
    year = re.search(r"Year: (\d{4})", bar.get_attribute("aria-label"))[1]
    bar.click()
    expect(page.get_by_label(BOX)).to_have_value(re.compile(f'topic:".+" after:{year}'))
    expect(first_card(page)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_topics_are_accessible(open_page: OpenPage, scheme: str) -> None:
    page = open_topics(open_page, color_scheme=scheme)
    assert_accessible(page)
    # axe does not look at the words in a chart: they have the colour of all others.
    colours = page.eval_on_selector_all("svg.marks text", "all => all.map(one => getComputedStyle(one).fill)")
    assert len(colours) > 10
    assert set(colours) == {page.eval_on_selector("h1", "one => getComputedStyle(one).color")}
