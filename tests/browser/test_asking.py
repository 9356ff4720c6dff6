"""What a reader does before the answers come: types, is helped, chooses."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser import blog
from tests.browser.conftest import OpenPage
from tests.browser.test_answers import assert_accessible
from tests.browser.test_reader import BOX, PHONE, assert_fits, assert_harmless, first_card

KEPT = "localStorage.getItem('blogseek-asked')"
SUGGESTED = "Why Your Sourdough Comes Out Dense"


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name=BOX)


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def at_the_box(open_page: OpenPage, **options: Any) -> Page:
    """A page that is ready to be typed into."""
    page = open_page(**options)
    expect(box(page)).to_be_focused()
    return page


def test_the_box_has_the_focus_and_the_slash_key_leads_back_to_it(open_page: OpenPage) -> None:
    page = at_the_box(open_page)
    page.keyboard.type("either/or")
    expect(box(page)).to_have_value("either/or")
    page.locator(".bs-help summary").focus()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("either/or")


def test_the_keyboard_chooses_a_suggestion(open_page: OpenPage) -> None:
    page = at_the_box(open_page)
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("sourdough com")
    expect(options(page).first).to_contain_text(SUGGESTED)
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{box(page).get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(chosen).to_contain_text(SUGGESTED)
    page.keyboard.press("Enter")
    expect(first_card(page).locator("h2")).to_have_text(SUGGESTED)
    expect(box(page)).to_have_value(SUGGESTED)
    expect(options(page)).to_have_count(0)
    assert "q=Why+Your+Sourdough" in page.url


def test_what_comes_late_leaves_alone_what_is_being_chosen_from(open_page: OpenPage) -> None:
    page = at_the_box(open_page)
    page.keyboard.type("sourdough")
    expect(options(page).first).to_be_visible()
    late: list[Route] = []
    page.route("**/suggest?q=sourdough+", lambda route: late.append(route))  # noqa: PLW0108 - it is marked
    page.keyboard.type(" ")
    expect(box(page)).to_have_value("sourdough ")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(100)
    for route in late:
        route.continue_()
    page.wait_for_timeout(300)
    expect(options(page).first).to_have_attribute("aria-selected", "true")


def test_escape_closes_the_suggestions_and_enter_asks_what_was_typed(open_page: OpenPage) -> None:
    page = at_the_box(open_page)
    page.keyboard.type("sourdough")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(box(page)).to_have_value("sourdough")
    page.keyboard.type(" dense")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(first_card(page)).to_be_visible()
    expect(options(page)).to_have_count(0)
    expect(box(page)).to_have_value("sourdough dense")


def test_a_click_chooses_a_suggestion(open_page: OpenPage) -> None:
    page = at_the_box(open_page)
    page.keyboard.type("sourdough com")
    options(page).first.click()
    expect(first_card(page).locator("h2")).to_have_text(SUGGESTED)


def test_who_follows_a_link_while_half_typing_gets_what_it_promises(open_page: OpenPage) -> None:
    page = at_the_box(open_page)
    page.keyboard.type("half a question about bread")
    link = page.locator(".bs-questions a").first
    promised = link.inner_text()
    link.click()
    page.wait_for_url("**/?q=*")
    expect(first_card(page)).to_be_visible()
    expect(box(page)).to_have_value(promised)
    box(page).fill("half another question")
    page.get_by_role("link", name="Blogseek").click()
    expect(page.locator(".bs-questions a").first).to_be_visible()
    expect(box(page)).to_have_value("")


def test_questions_that_found_something_are_suggested_in_this_browser_alone(open_page: OpenPage) -> None:
    page = open_page(q=blog.WEB_QUESTION)
    page.wait_for_function(KEPT)
    page.goto(page.url.partition("?")[0])
    expect(box(page)).to_be_focused()
    page.keyboard.type("monarch")
    expect(options(page)).to_have_text([f"{blog.WEB_QUESTION}asked before"])
    other = at_the_box(open_page)
    other.keyboard.type("monarch")
    expect(options(other)).to_have_count(0)
    box(page).fill("")
    page.keyboard.press("Escape")
    page.locator(".bs-help summary").click()
    page.get_by_role("button", name="Forget them").click()
    assert page.evaluate(KEPT) is None


def test_a_question_that_found_nothing_is_not_kept(open_page: OpenPage) -> None:
    page = open_page(q="who won the chess championship of 1972?")
    expect(page.get_by_text("Nothing here answers that")).to_be_visible()
    assert page.evaluate(KEPT) is None


def test_what_another_program_left_in_the_browser_does_no_harm(open_page: OpenPage) -> None:
    page = at_the_box(open_page)
    for left in ("{", "7", json.dumps([1, None, "sour <img src=x onerror=window.pwned=1>"])):
        page.evaluate("left => localStorage.setItem('blogseek-asked', left)", left)
        box(page).fill("")
        page.keyboard.type("sour")
        expect(options(page).first).to_be_visible()
    expect(options(page).first).to_contain_text("<img src=x")
    assert_harmless(page)


def test_without_the_type_ahead_the_box_still_asks(open_page: OpenPage) -> None:
    page = at_the_box(open_page)
    page.route("**/suggest?*", lambda route: route.fulfill(status=200, body="<html>not for programs"))
    page.keyboard.type("why is my sourdough so dense?")
    page.keyboard.press("Enter")
    expect(first_card(page).locator("h2")).to_have_text(SUGGESTED)


def test_hostile_titles_are_suggested_as_text_and_long_ones_fit_a_phone(open_page: OpenPage) -> None:
    page = at_the_box(open_page, **PHONE)
    page.keyboard.type("img bowline")
    expect(options(page).first.locator("bdi")).to_have_text(blog.HOSTILE_TITLE)
    assert_harmless(page)
    page.evaluate("word => localStorage.setItem('blogseek-asked', JSON.stringify([word]))", blog.LONG_WORD)
    box(page).fill("")
    page.keyboard.type("methionyl")
    expect(options(page).first).to_have_text(f"{blog.LONG_WORD}asked before")
    assert_fits(page)


def test_a_slip_is_offered_mended_and_asked_only_on_a_click(open_page: OpenPage) -> None:
    page = open_page(q="why is my sourdogh so dense")
    expect(first_card(page)).to_be_visible()
    expect(box(page)).to_have_value("why is my sourdogh so dense")
    page.get_by_role("link", name="why is my sourdough so dense").click()
    expect(box(page)).to_have_value("why is my sourdough so dense")
    expect(first_card(page).locator("h2")).to_have_text(SUGGESTED)
    expect(page.get_by_text("Did you mean")).to_have_count(0)


def test_a_mistake_is_explained_and_the_help_shows_how_it_is_written(open_page: OpenPage) -> None:
    page = open_page(q="why is my sourdough so dense before:lastweek")
    expect(page.get_by_text("before:lastweek is no date")).to_be_visible()
    expect(first_card(page).locator("h2")).to_have_text(SUGGESTED)
    page.locator(".bs-help summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bs-help td a", has_text="before:")).to_be_visible()


def test_the_empty_page_shows_ways_in_that_lead_to_answers(open_page: OpenPage) -> None:
    page = at_the_box(open_page, **PHONE)
    expect(page.locator(".bs-questions a").first).to_be_visible()
    headings: list[Any] = page.locator(".bs-section h2").all_inner_texts()
    assert headings[0] == "Worth asking"
    assert headings[-2:] == ["Newest posts", "Blogs"]
    assert_fits(page)
    assert_harmless(page)
    question = page.locator(".bs-questions a").first.inner_text()
    page.locator(".bs-questions a").first.click()
    expect(box(page)).to_have_value(question)
    expect(first_card(page)).to_be_visible()
    expect(page.get_by_text("Nothing here answers that")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_empty_page_its_help_and_its_suggestions_are_accessible(open_page: OpenPage, scheme: str) -> None:
    page = at_the_box(open_page, color_scheme=scheme)
    expect(page.locator(".bs-chips a", has_text="map")).to_be_visible()
    page.locator(".bs-help summary").click()
    box(page).click()
    page.keyboard.type("so")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert_accessible(page)
