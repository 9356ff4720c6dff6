"""A post's own view: all of it, escaped, with the answer marked wherever it lies."""

from collections.abc import Sequence

import pytest
from bs4 import BeautifulSoup, Tag

from index.records import Block, BlockKind, Post
from search.reading import Grade, GradedPassage
from search.ui.reading import post_html
from tests.fakes import make_post
from tests.search.ui.examples import HOSTILE

POST = make_post("First one.", (2, "A heading"), "Second one. And more.", title="Bread")


def reading(
    post: Post, answer: tuple[int, int] = (0, 0), graded: Sequence[GradedPassage] = ()
) -> Tag:
    """The view, parsed as a browser would."""
    article = BeautifulSoup(post_html(post, answer, graded), "html.parser").find("article")
    assert isinstance(article, Tag)
    return article


def body(shown: Tag) -> list[tuple[str, str]]:
    """(tag, text) of the post's own blocks."""
    elements = [child for child in shown.find_all(recursive=False) if child.name != "h1"]
    return [(e.name, e.get_text()) for e in elements if "bs-about" not in e.get("class", [])]


def place_of(text: str, post: Post = POST) -> tuple[int, int]:
    start = post.text.index(text)
    return start, start + len(text)


def test_a_guessed_date_is_shown_as_a_guess() -> None:
    post = make_post("One.", site="Loaf", published="2021-06-04", fact_sources=(("published", "guessed"),))
    assert reading(post).find(class_="bs-about").get_text() == "Loaf · about 4 June 2021 · 1 min read"


def test_all_of_the_post_is_shown() -> None:
    shown = reading(POST)
    assert shown.h1.get_text() == "Bread"
    assert body(shown) == [("p", "First one."), ("h2", "A heading"), ("p", "Second one. And more.")]
    assert shown.mark is None


@pytest.mark.parametrize("answer", ["First one.", "Second one.", "And more.", "A heading"])
def test_the_answer_is_marked_in_its_block(answer: str) -> None:
    shown = reading(POST, place_of(answer))
    assert [mark.get_text() for mark in shown.find_all("mark")] == [answer]
    assert body(shown) == body(reading(POST))


def test_an_answer_across_blocks_is_marked_in_each() -> None:
    start, end = place_of("First one.")[0] + 6, place_of("Second")[1]
    assert [mark.get_text() for mark in reading(POST, (start, end)).find_all("mark")] == [
        "one.",
        "A heading",
        "Second",
    ]


@pytest.mark.parametrize("place", [(0, 0), (len(POST.text), 999_999_999), (20, 3), (9, 0)])
def test_a_place_that_makes_no_sense_marks_nothing_and_shows_the_post_once(place: tuple[int, int]) -> None:
    shown = reading(POST, place)
    assert shown.mark is None
    assert body(shown) == body(reading(POST))


def test_each_kind_of_block_has_its_element() -> None:
    text = "abcdefg"
    kinds = list(BlockKind)
    levels = [3 if kind is BlockKind.HEADING else 0 for kind in kinds]
    blocks = tuple(Block(kind, i, i + 1, levels[i]) for i, kind in enumerate(kinds))
    post = Post(url="file:///p", place="p", link="file:///p", title="T", text=text, blocks=blocks)
    assert [tag for tag, _ in body(reading(post))] == ["h3", "p", "ul", "blockquote", "pre", "table", "p"]


def test_neighbouring_items_are_one_list_and_rows_one_table() -> None:
    kinds = [
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.PARAGRAPH,
        BlockKind.TABLE_ROW,
        BlockKind.TABLE_ROW,
    ]
    blocks = tuple(Block(kind, i, i + 1) for i, kind in enumerate(kinds))
    shown = reading(
        Post(url="file:///p", place="p", link="file:///p", title="T", text="abcde", blocks=blocks)
    )
    assert [[item.get_text() for item in items.find_all("li")] for items in shown.find_all("ul")] == [
        ["a", "b"]
    ]
    assert [[row.get_text() for row in table.find_all("tr")] for table in shown.find_all("table")] == [
        ["d", "e"]
    ]


@pytest.mark.parametrize(("level", "tag"), [(1, "h2"), (2, "h2"), (3, "h3"), (6, "h6"), (9, "h6")])
def test_the_title_stays_the_only_first_heading(level: int, tag: str) -> None:
    shown = reading(make_post("A text.", (level, "Salt")))
    assert [name for name, text in body(shown) if text == "Salt"] == [tag]
    assert len(shown.find_all("h1")) == 1


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_in_a_post_becomes_markup(hostile: str) -> None:
    post = make_post(
        hostile, (2, hostile), title=hostile, authors=(hostile,), site=hostile, language=hostile,
        link="javascript:alert(1)",
    )  # fmt: skip
    shown = reading(post, (0, len(hostile)))
    assert shown.h1.get_text() == hostile
    assert body(shown) == [("p", hostile), ("h2", hostile)]
    assert {tag.name for tag in shown.find_all()} <= set("h1 h2 p mark bdi".split())
    assert shown["lang"] == hostile


def test_a_post_on_the_web_names_its_place_and_any_other_does_not() -> None:
    on_the_web = reading(make_post("A text.", link='https://site.org/a"b&c'))
    assert on_the_web.a["href"] == 'https://site.org/a"b&c'
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///post.txt",
        "https://blog.example/post",
    ):
        assert reading(make_post("A text.", link=address)).a is None


GRADED = (
    GradedPassage(0, 10, Grade.WELL, (0, 10)),
    GradedPassage(*place_of("Second one. And more."), Grade.BEST, place_of("And more.")),
)


def test_passages_that_answer_are_named_so_and_can_be_gone_to() -> None:
    shown = reading(POST, graded=GRADED)
    best, well = shown.select(".bs-places a")
    assert best.get_text() == "Answers best: And more."
    assert well.get_text() == "Answers: First one."
    there = shown.find(id=best["href"].removeprefix("#"))
    assert there.select_one(".bs-grade").get_text() == "Answers best"
    assert there.select_one("mark").get_text() == "And more."
    assert "First one." in shown.find(id=well["href"].removeprefix("#")).get_text()
    assert len(shown.select("mark")) == 1


def test_of_many_places_that_answer_the_best_are_named_first_and_the_last_not_at_all() -> None:
    post = make_post(*(f"Part {number}." for number in range(9)))
    graded = [
        GradedPassage(block.start_char, block.end_char, Grade.WELL, (block.start_char, block.end_char), odds)
        for odds, block in enumerate(post.blocks)
    ]
    shown = reading(post, graded=graded)
    assert [a.get_text()[-2] for a in shown.select(".bs-places a")] == ["8", "7", "6", "5", "4"]
    assert len(shown.select(".bs-graded")) == 9


def test_what_the_address_marks_goes_before_what_is_best() -> None:
    shown = reading(POST, place_of("First one."), GRADED)
    assert [mark.get_text() for mark in shown.select("mark")] == ["First one."]


def test_a_graded_passage_over_blocks_of_several_kinds_is_named_once() -> None:
    shown = reading(POST, graded=(GradedPassage(0, len(POST.text), Grade.WELL, (0, 10)),))
    assert len(shown.select(".bs-grade")) == 1
    assert [part.get_text() for part in shown.select(".bs-graded :is(p:not(.bs-grade), h2)")] == [
        "First one.",
        "A heading",
        "Second one. And more.",
    ]


def test_headings_can_be_jumped_to() -> None:
    post = make_post(*((2 + n % 2, f"Part {n}") for n in range(3)), "The end.")
    shown = reading(post)
    links = shown.select(".bs-contents a")
    assert [link.get_text() for link in links] == ["Part 0", "Part 1", "Part 2"]
    assert [shown.find(id=link["href"][1:]).get_text() for link in links] == ["Part 0", "Part 1", "Part 2"]
    assert not reading(POST).select(".bs-contents")
