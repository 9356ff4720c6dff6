"""What stands near what on a page, and in which order."""

import time

from index.ingest.extract.page_tree import page_tree
from index.ingest.extract.survey import Survey, Words

PAGE = Survey(
    page_tree(
        "<title>Slow  bread</title><p>one <b>two</b> three</p><h1>Slow<br>bread</h1>"
        "<script>no words</script><ul><li class=x>four<li>five</ul>"
    )
)
HEADING = PAGE.named("h1")[0]


def texts(words: list[Words]) -> list[str]:
    return [run.text for run in words]


def test_words_follow_one_another_as_they_are_read_each_with_what_it_stands_in() -> None:
    assert [(text, holder.tag) for text, holder in PAGE.words] == [
        ("Slow  bread", "title"),
        ("one ", "p"),
        ("two", "b"),
        (" three", "p"),
        ("Slow", "h1"),
        ("bread", "h1"),
        ("four", "li"),
        ("five", "li"),
    ]


def test_near_an_element_is_what_begins_soon_after_and_shortly_before_it() -> None:
    assert texts(PAGE.words_after(HEADING, 3)) == ["Slow", "bread", "four"]
    assert texts(PAGE.words_before(HEADING, 2)) == [" three", "two"]
    assert [element.tag for element in PAGE.elements_after(HEADING, 3)] == ["br", "script", "ul"]
    assert [element.tag for element in PAGE.elements_before(HEADING, 2)] == ["b", "p"]
    assert PAGE.elements_before(PAGE.root, 5) == PAGE.words_before(PAGE.root, 5) == []


def test_the_text_of_an_element_is_one_line() -> None:
    assert (PAGE.title(), PAGE.text(HEADING)) == ("Slow bread", "Slow bread")
    assert texts(list(PAGE.words_in(PAGE.named("p")[0]))) == ["one ", "two", " three"]
    assert Survey(page_tree("<p>no title")).title() == ""


def test_a_text_that_is_not_short_is_not_given() -> None:
    paragraph = PAGE.named("p")[0]
    assert [PAGE.short_text(paragraph, most) for most in (13, 12)] == ["one two three", ""]


def test_how_a_word_is_spoken_is_no_word() -> None:
    page = Survey(page_tree("<p><ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>典</p>"))
    assert page.text(page.root) == "字 典"


def test_elements_are_found_by_what_they_have() -> None:
    assert [element.text for element in PAGE.having("class")] == ["four"]


def test_what_is_in_comments_is_told_from_what_is_called_so() -> None:
    page = Survey(
        page_tree(
            "<body class=comments><p id=a>x</p><div class='big comment-list'><p id=b><i id=c>x</i></p></div>"
            "<p id=d class=commentary>x</p><section id=comments>x</section>"
        )
    )
    said = {element.get("id"): page.is_by_others(element) for element in page.having("id")}
    assert said == {"a": False, "b": True, "c": True, "d": False, "comments": True}


def test_to_ask_of_every_link_in_a_deep_page_takes_no_long_time() -> None:
    page = Survey(page_tree("<div class='a b c'>" * 2_000 + "<a href=x>x</a>" * 20_000))
    started = time.monotonic()
    assert not any(map(page.is_by_others, page.named("a")))
    assert time.monotonic() - started < 2
