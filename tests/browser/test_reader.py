"""What a reader does, in a real browser."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import blog
from tests.browser.conftest import OpenPage

BOX = "Ask in your own words"
PHONE = {"width": 360, "height": 740}
ZOOMED = {"width": 640, "height": 400, "device_scale_factor": 2}  # 1280 x 800 at 200 %


def first_card(page: Page) -> Locator:
    return page.locator(".bs-card").first


def ask(page: Page, question: str) -> None:
    """Type a question as a person would, and wait for the answers to it."""
    box = page.get_by_label(BOX)
    box.click()
    box.press_sequentially(question)
    box.press("Enter")
    expect(page.locator(".bs-card").first).to_be_visible()


def follow(page: Page) -> None:
    """Click the first card's title."""
    first_card(page).locator("h2 a").click()


def is_in_view(element: Locator) -> bool:
    """Whether all of it is on the screen, and nothing lies over its middle."""
    return bool(
        element.evaluate(
            """element => {
                const box = element.getBoundingClientRect()
                const line = element.getClientRects()[0]
                const middle = [(line.left + line.right) / 2, (line.top + line.bottom) / 2]
                return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0
                    && box.right <= innerWidth && element.contains(document.elementFromPoint(...middle))
            }"""
        )
    )


def test_a_question_in_other_words_finds_the_sentence(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, blog.WEB_QUESTION)
    expect(first_card(page).locator("h2")).to_have_text(blog.WEB_TITLE)
    expect(first_card(page).locator("mark").first).to_have_text(blog.WEB_ANSWER)
    assert is_in_view(first_card(page).locator("mark").first)
    assert parse_qs(urlsplit(page.url).query) == {"q": [blog.WEB_QUESTION]}


def test_a_first_visit_takes_little_of_a_slow_line(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.get_by_label(BOX)).to_be_visible()
    sent, unpacked = page.evaluate(
        """() => ["transferSize", "decodedBodySize"].map(size =>
            performance.getEntriesByType("resource").reduce((sum, entry) => sum + entry[size], 0))"""
    )
    assert sent < unpacked / 2
    assert sent < 1_500_000


def test_the_card_leads_to_the_sentence_on_the_web(open_page: OpenPage) -> None:
    page = open_page(q=blog.WEB_QUESTION)
    href = first_card(page).locator("h2 a").get_attribute("href")
    follow(page)
    page.wait_for_url(f"**/{blog.WEB_PLACE}*")
    answer = page.locator("p", has_text="Bees without a queen")
    page.wait_for_function("scrollY > 0")
    assert ":~:text=" in href
    assert ":~:" not in page.evaluate("location.href")  # the browser has taken it as a directive
    assert page.evaluate("document.scrollingElement.scrollHeight") > 3 * 760
    assert is_in_view(answer)
    page.go_back()
    expect(first_card(page).locator("h2")).to_have_text(blog.WEB_TITLE)


def test_the_card_of_a_mere_file_leads_to_the_sentence_in_our_own_view(open_page: OpenPage) -> None:
    page = open_page(q=blog.FILE_QUESTION)
    expect(first_card(page).locator("h2")).to_have_text(blog.FILE_TITLE)
    follow(page)
    mark = page.locator(".bs-reading mark")
    expect(mark).to_have_text(blog.FILE_ANSWER)
    expect(mark).to_be_in_viewport(ratio=1)
    assert is_in_view(mark)
    expect(page.locator(".bs-back")).not_to_be_in_viewport()  # so the page had to scroll
    page.locator(".bs-back a").click()
    expect(page.get_by_label(BOX)).to_have_value(blog.FILE_QUESTION)
    expect(first_card(page).locator("h2")).to_have_text(blog.FILE_TITLE)


def test_an_address_that_names_a_place_in_a_post_leads_there(open_page: OpenPage) -> None:
    page = open_page(q=blog.FILE_QUESTION)
    follow(page)
    page.locator(".bs-places a").first.click()
    page.wait_for_url("**#bs-passage-0")
    unmarked = re.sub(r"at=[\d-]+", "at=0-0", page.url)
    other = open_page(at=unmarked)
    expect(other.locator("#bs-passage-0")).to_be_in_viewport()
    expect(other.locator(".bs-back")).not_to_be_in_viewport()


def test_a_shared_address_shows_the_same_to_another_reader(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, blog.FILE_QUESTION)
    titles = page.locator(".bs-card h2").all_inner_texts()
    other = open_page(at=page.url, q=blog.FILE_QUESTION)
    expect(other.get_by_label(BOX)).to_have_value(blog.FILE_QUESTION)
    assert other.locator(".bs-card h2").all_inner_texts() == titles
    other.reload()
    expect(first_card(other).locator("mark").first).to_have_text(blog.FILE_ANSWER)


def test_the_way_back_leads_from_question_to_question(open_page: OpenPage) -> None:
    page = open_page()
    questions = {blog.WEB_QUESTION: blog.WEB_TITLE, blog.FILE_QUESTION: blog.FILE_TITLE}
    for question, title in questions.items():
        page.get_by_label(BOX).fill(question)
        page.keyboard.press("Enter")
        expect(first_card(page).locator("h2")).to_have_text(title)
        expect(page).to_have_title(re.compile(f"^{re.escape(question)} · "))
    page.go_back()
    expect(page.get_by_label(BOX)).to_have_value(blog.WEB_QUESTION)
    expect(first_card(page).locator("h2")).to_have_text(blog.WEB_TITLE)
    page.go_back()
    expect(page.get_by_label(BOX)).to_have_value("")
    expect(page).to_have_title("Blogseek")
    page.go_forward()
    expect(first_card(page).locator("h2")).to_have_text(blog.WEB_TITLE)


def test_the_keyboard_alone_is_enough(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.get_by_label(BOX)).to_be_focused()
    page.keyboard.type("why is my bread so dense?")
    page.keyboard.press("Enter")
    expect(first_card(page)).to_be_visible()
    tab_to(page, ".bs-card h2 a")
    assert outline_width(page) >= 2
    tab_to(page, ".bs-card summary")
    assert outline_width(page) >= 2
    details = page.locator("details:focus-within")
    expect(details).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(details).to_have_attribute("open", "")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what matches `selector` has the focus; it must not take long."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def outline_width(page: Page) -> float:
    """Of the element with the focus, in CSS pixels."""
    style, width = page.evaluate(
        """() => {
            const style = getComputedStyle(document.activeElement)
            return [style.outlineStyle, style.outlineWidth]
        }"""
    )
    return 0 if style == "none" else float(width.removesuffix("px"))


@pytest.mark.parametrize("screen", [PHONE, ZOOMED], ids=["phone", "zoomed"])
@pytest.mark.parametrize("question", [blog.LONG_QUESTION, "x" * 10_000], ids=["long word", "long question"])
def test_nothing_is_wider_than_the_screen(open_page: OpenPage, screen: dict[str, Any], question: str) -> None:
    page = open_page(q=question, **screen)
    for details in page.locator(".bs-card details").all():
        details.locator("summary").click()
    assert_fits(page)
    if question == blog.LONG_QUESTION:
        expect(first_card(page).locator("h2")).to_have_text(blog.LONG_TITLE)
        follow(page)
        expect(page.locator(".bs-reading")).to_contain_text(blog.LONG_WORD)
        assert_fits(page)


def assert_fits(page: Page) -> None:
    """Neither the page nor anything in it but code and the box scrolls sideways or sticks out."""
    wide = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(element => {
            if (element.closest("pre, input, svg, head")) return false
            const scrolls = !["visible", "clip"].includes(getComputedStyle(element).overflowX)
            const scrolling = element === document.scrollingElement || scrolls && element.clientWidth > 1
            const box = element.getBoundingClientRect()
            const sticksOut = element.closest(".stMain") && box.width > 1 && box.right > innerWidth + 0.5
            return scrolling && element.scrollWidth > element.clientWidth || sticksOut
        }).map(element => `${element.tagName}.${element.className} ${element.scrollWidth}`)"""
    )
    assert wide == []


@pytest.mark.parametrize("question", [blog.HOSTILE_QUESTION, f"{blog.HOSTILE_TITLE} knot"])
def test_a_hostile_post_is_only_text(open_page: OpenPage, question: str) -> None:
    page = open_page(q=question)
    expect(first_card(page).locator("h2")).to_have_text(blog.HOSTILE_TITLE)
    expect(first_card(page)).to_contain_text("<script>window.pwned=1</script>")
    expect(first_card(page).locator(".bs-about")).to_contain_text("<svg onload=window.pwned=1>")
    assert_harmless(page)
    follow(page)
    expect(page.locator(".bs-reading h1")).to_have_text(blog.HOSTILE_TITLE)
    expect(page.locator(".bs-reading mark")).to_be_in_viewport()
    assert_harmless(page)


def assert_harmless(page: Page) -> None:
    assert page.evaluate("window.pwned") is None
    assert page.locator(":is(.bs-card, .bs-reading) :is(img, script, svg, iframe)").count() == 0
    links = page.locator("a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(links) <= {"http:", "https:"}


RESULT_PARTS = ("h1 a", ".bs-count", "h2 a", ".bs-about", ".bs-path", ".bs-passage", "mark", "summary")
READING_PARTS = (".bs-back a", "h1", ".bs-about", ".bs-reading p", "mark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_background(open_page: OpenPage, scheme: str) -> None:
    page = open_page(q="why is my bread so dense?", color_scheme=scheme)
    backdrop = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert (luminance(rgba(backdrop)[:3]) < 0.2) == (scheme == "dark")
    ratios = {part: contrast(page.locator(part).first) for part in RESULT_PARTS}
    follow(page)
    expect(page.locator(".bs-reading mark")).to_be_visible()
    ratios |= {f"reading {part}": contrast(page.locator(part).first) for part in READING_PARTS}
    assert {part: round(ratio, 1) for part, ratio in ratios.items() if ratio < 4.5} == {}  # WCAG 2.2, AA


def contrast(element: Locator) -> float:
    """The ratio of WCAG 2.2 between an element's text and what lies behind it, see-through layers blended."""
    layers = element.evaluate(
        """element => {
            const layers = []
            for (let e = element; e; e = e.parentElement) {
                const style = getComputedStyle(e)
                layers.push([style.color, style.backgroundColor, Number(style.opacity)])
            }
            return layers
        }"""
    )
    behind = (255.0, 255.0, 255.0)
    for _, background, _ in reversed(layers):
        behind = blend(rgba(background), behind)
    opacity = 1.0
    for _, _, layer_opacity in layers:
        opacity *= layer_opacity
    *colour, alpha = rgba(layers[0][0])
    text = blend((*colour, alpha * opacity), behind)
    lighter, darker = sorted((luminance(text), luminance(behind)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def rgba(colour: str) -> tuple[float, ...]:
    """Red, green and blue from 0 to 255, alpha from 0 to 1."""
    kind, _, numbers = colour.rstrip(")").partition("(")
    assert kind in ("rgb", "rgba"), colour
    parts = [float(number) for number in numbers.split(",")]
    return tuple(parts) if len(parts) == 4 else (*parts, 1.0)


def blend(over: tuple[float, ...], under: tuple[float, ...]) -> tuple[float, ...]:
    *colour, alpha = over
    return tuple(alpha * top + (1 - alpha) * bottom for top, bottom in zip(colour, under, strict=True))


def luminance(colour: tuple[float, ...]) -> float:
    """The relative luminance of WCAG 2.2, from 0 (black) to 1 (white)."""
    parts = [part / 255 for part in colour]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
