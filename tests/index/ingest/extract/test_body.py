"""A body from a feed or an export is read whole, and its facts are those that came beside it."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

from dataclasses import replace

import pytest

from index.errors import NotAPost
from index.ingest.extract import extract
from index.records import BlockKind, Facts, Page, Post

FEED = Facts(
    source="feed",
    link="https://example.org/2021/02/03/slow-bread",
    title="Slow bread",
    authors=("By Ann Lee", "admin"),
    published="2021-02-03T10:00:00+01:00",
    updated="2021-03-04T10:00:00+01:00",
    tags=("bread", "Bread", "salt"),
    language="en-GB",
    site="The Long Table",
)


def body(html: str, facts: Facts = FEED, url: str = "https://example.org/p/1", **more: object) -> Post:
    page = Page(url, "feed.xml: 3", html.encode(), "text/html", "utf-8", facts, is_body=True)
    return extract(replace(page, **more))  # type: ignore[arg-type]


def test_all_facts_are_those_that_came_beside_the_body() -> None:
    post = body("<p>It takes a day.</p>")
    assert (post.title, post.authors, post.published, post.updated) == (
        "Slow bread", ("Ann Lee",), "2021-02-03T10:00:00+01:00", "2021-03-04T10:00:00+01:00",
    )  # fmt: skip
    assert (post.tags, post.language, post.site, post.link) == (
        ("bread", "salt"), "en", "The Long Table", "https://example.org/2021/02/03/slow-bread",
    )  # fmt: skip
    assert dict(post.fact_sources) == dict.fromkeys(
        ["title", "authors", "published", "updated", "tags", "language", "site", "link"], "feed"
    )


def test_every_block_is_kept_however_short() -> None:
    post = body(
        "<p>Yes.</p><h2>More</h2><ul><li>Salt</li><li>Share</li></ul><pre>a = 1</pre><p>3 March 2020</p>"
    )
    texts = [(block.kind, post.text[block.start_char : block.end_char]) for block in post.blocks]
    assert texts == [
        (BlockKind.PARAGRAPH, "Yes."),
        (BlockKind.HEADING, "More"),
        (BlockKind.LIST_ITEM, "Salt"),
        (BlockKind.LIST_ITEM, "Share"),
        (BlockKind.CODE, "a = 1"),
        (BlockKind.PARAGRAPH, "3 March 2020"),
    ]


def test_the_comments_in_a_listing_are_the_programs_own() -> None:
    listing = "<pre><code><span class='hljs-x'><span class='comment'># knead it</span></span>\nknead(dough)</code></pre>"
    post = body(f"<p>Mix.</p>{listing}<div class='comment'># knead it not</div>")
    assert post.text == "Mix.\n\n# knead it\nknead(dough)"


def test_nothing_is_chosen_for_being_long_and_no_element_is_side_matter() -> None:
    long = "A sentence that is as long as those of a real post are, and then some. " * 20
    post = body(
        f"<div class=bookmark>Kept.</div><aside>Kept too.</aside><article><p>{long}</p></article><p>And this.</p>"
    )
    assert post.text.startswith("Kept.\n\nKept too.")
    assert post.text.endswith("And this.")


@pytest.mark.parametrize(
    "leftover",
    [
        "<script>alert(1)</script>",
        "<style>p {color: red}</style>",
        "<form><input><p>Your email</p></form>",
        "<div class='sharedaddy sd-sharing-enabled'><h3>Share this:</h3><ul><li>Facebook</li></ul></div>",
        "<div class=addtoany_share_save_container>Facebook X</div>",
        "<div id=jp-relatedposts><h3>Related</h3></div>",
        "<div class='subscription-widget-wrap'><p>Thanks for reading! Subscribe for free.</p></div>",
        "<div class=feedflare>Digg this</div>",
        "<p>Continue reading →</p>",
        "<p>Share this</p>",
        "<p>The post <a href=/x>Slow bread</a> appeared first on <a href=/>The Long Table</a>.</p>",
        "<p>Der Beitrag <a href=/x>Slow bread</a> erschien zuerst auf <a href=/>The Long Table</a>.</p>",
        "<h1>Slow bread</h1>",
        "<p hidden>preview text</p>",
    ],
)
def test_what_is_hung_on_to_every_post_is_left_out(leftover: str) -> None:
    assert body(f"<p>It takes a day.</p>{leftover}").text == "It takes a day."


def test_a_sentence_about_a_post_is_not_taken_for_a_feeds_last_line() -> None:
    sentence = "The post office appeared first on our walk, which was odd."
    assert body(f"<p>{sentence}</p><p>Well.</p>").text == f"{sentence}\n\nWell."


def test_a_post_without_a_title_is_called_by_its_first_words_and_that_is_a_guess() -> None:
    untitled = replace(FEED, title=None)
    assert body("<p>Short note.</p><p>More.</p>", untitled).title == "Short note."
    post = body("<p>" + "A longer note that goes on about bread " * 5 + "</p>", untitled)
    assert post.title == "A longer note that goes on about bread A longer note that goes on…"
    assert dict(post.fact_sources)["title"] == "guessed"


def test_a_post_without_a_title_may_begin_with_one() -> None:
    post = body("<h1>Its own title</h1><p>Text.</p>", replace(FEED, title=None))
    assert (post.title, post.text, dict(post.fact_sources)["title"]) == ("Its own title", "Text.", "heading")


def test_a_body_without_a_date_is_dated_by_its_address() -> None:
    post = body("<p>Text.</p>", replace(FEED, published=None))
    assert (post.published, dict(post.fact_sources)["published"]) == ("2021-02-03", "URL")


def test_a_change_before_the_publication_is_none() -> None:
    assert body("<p>Text.</p>", replace(FEED, updated="2020-01-01")).updated is None


def test_all_ways_to_the_post_are_remembered_once() -> None:
    aliases = (
        "https://example.org/?p=1",
        "https://example.org/p/1",
        "https://example.org/?p=1",
        FEED.link or "",
    )
    assert body("<p>Text.</p>", aliases=aliases).addresses == ("https://example.org/?p=1",)


def test_what_a_body_says_of_its_encoding_is_not_believed() -> None:
    assert body("<meta charset=koi8-r><p>Café, naïve</p>").text == "Café, naïve"


@pytest.mark.parametrize(
    "empty", ["", "<p> </p>", "<img src=x>", "<h2>Only a heading</h2>", "<script>x</script>"]
)
def test_a_body_without_text_is_no_post(empty: str) -> None:
    with pytest.raises(NotAPost, match="no running text"):
        body(empty)


@pytest.mark.parametrize(
    "numbered",
    [
        "<figure class=highlight><table><tr><td class=gutter><pre>1<br>2</pre></td><td class=code><pre>a = 1\nb = 2</pre></td></tr></table></figure>",
        "<pre><span class=ln>1</span>a = 1\n<span class=ln>2</span>b = 2</pre>",
        "<table><tr><td class=lntd><pre><span class=lnt>1\n</span><span class=lnt>2\n</span></pre></td><td class=lntd><pre>a = 1\nb = 2</pre></td></tr></table>",
        "<pre>a = 1\nb = 2<span class=line-numbers-rows><span></span></span></pre>",
    ],
)
def test_the_numbers_beside_the_lines_of_a_program_are_not_text(numbered: str) -> None:
    assert body(f"<p>So:</p>{numbered}").text == "So:\n\na = 1\nb = 2"


def test_a_number_that_is_not_a_lines_is_text() -> None:
    assert (
        body("<p>Take <span class=number>3</span> of <span class=ln>them all</span>.</p>").text
        == "Take 3 of them all."
    )


def test_a_body_of_plain_text_is_read_whole() -> None:
    post = body("Menu\n\nBy Bob Day\n\nIt takes\na day.", media_type="text/plain")
    assert post.text == "Menu\n\nBy Bob Day\n\nIt takes\na day."
    assert (post.title, post.authors) == ("Slow bread", ("Ann Lee",))
    with pytest.raises(NotAPost, match="no running text"):
        body(" \n ", media_type="text/plain")


def test_a_saved_page_and_a_text_file_say_where_their_facts_are_from() -> None:
    long = "A sentence that is as long as those of a real post are, and then some. " * 20
    saved = Page(
        "file:///b/slow-bread.html", "slow-bread.html", f"<p>{long}</p><p>{long}</p>".encode(), "text/html"
    )
    post = extract(saved)
    assert (post.title, dict(post.fact_sources)) == (
        "Slow bread",
        {"title": "guessed", "language": "guessed", "link": "file name"},
    )
    text = Page(
        "file:///b/2021-02-03.txt", "2021-02-03.txt", f"My bread\nBy Ann Lee\n{long}".encode(), "text/plain"
    )
    assert dict(extract(text).fact_sources) == {
        "title": "text", "authors": "byline", "published": "file name", "language": "guessed", "link": "file name",
    }  # fmt: skip
