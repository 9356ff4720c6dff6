"""What a card shows of a post, and where it leads, in a real browser."""

from playwright.sync_api import expect

from tests.browser import blog
from tests.browser.conftest import OpenPage
from tests.browser.test_answers import assert_accessible
from tests.browser.test_reader import PHONE, assert_fits, first_card, follow, is_in_view


def test_a_long_passage_is_cut_around_its_answer_and_opens_by_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(q=blog.FILE_QUESTION)
    card = first_card(page)
    passage, rest = card.locator(".bs-passage").first, card.locator(".bs-rest")
    expect(passage.locator("mark")).to_have_text(blog.FILE_ANSWER)
    shown, height = passage.inner_text(), passage.bounding_box()["height"]
    assert "…" in shown
    assert shown.count("\n\n") < 6
    page.wait_for_load_state("networkidle")  # fonts come when they are first drawn
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    card.locator(".bs-whole > summary").press("Enter")
    expect(rest.first).to_be_visible()
    assert passage.bounding_box()["height"] > height
    assert "…" not in passage.inner_text()
    assert asked == []
    card.locator(".bs-whole > summary").press("Enter")
    expect(rest.first).to_be_hidden()
    assert passage.inner_text() == shown


def test_a_listing_is_shown_as_one_and_a_table_as_one(open_page: OpenPage) -> None:
    page = open_page(q=blog.CODE_QUESTION, **PHONE)
    card = first_card(page)
    expect(card.locator("h2")).to_have_text(blog.CODE_TITLE)
    for summary in card.locator("summary").all():
        summary.click()
    lines = [line for line in blog.CODE.split("\n") if line]
    assert card.locator("pre").inner_text().split("\n") == lines
    rows = [row.inner_text().split("\t") for row in card.locator("tr").all()]
    assert rows == [list(row) for row in blog.TABLE]
    assert_fits(page)
    assert_accessible(page)
    follow(page)
    assert page.locator(".bs-reading pre").inner_text().split("\n") == lines
    assert [row.inner_text().split("\t") for row in page.locator(".bs-reading tr").all()] == rows
    assert_fits(page)
    assert_accessible(page)


def test_a_wide_table_in_a_further_passage_moves_alone_and_not_the_page(open_page: OpenPage) -> None:
    page = open_page(q=blog.WIDE_QUESTION, **PHONE)
    card = first_card(page)
    expect(card.locator("h2")).to_have_text(blog.WIDE_TITLE)
    card.locator("summary", has_text="from this post").click()
    further = card.locator(".bs-more .bs-wide").first
    expect(further).to_be_visible()
    assert further.evaluate("table => table.scrollWidth > table.clientWidth")
    assert page.locator(".stMain").evaluate("main => main.scrollWidth") == PHONE["width"]


def test_an_answer_that_no_words_lead_to_is_led_to_by_the_heading_above_it(open_page: OpenPage) -> None:
    page = open_page(q=blog.TWIN_QUESTION)
    expect(first_card(page).locator("h2")).to_have_text(blog.TWIN_TITLE)
    _, _, name = first_card(page).locator("h2 a").get_attribute("href").rpartition("#")
    assert name in blog.TWIN_HEADINGS
    follow(page)
    page.wait_for_url(f"**/{blog.TWIN_PLACE}#{name}")
    page.wait_for_function("scrollY > 0")
    assert is_in_view(page.get_by_role("heading", name=blog.TWIN_HEADINGS[name]))
