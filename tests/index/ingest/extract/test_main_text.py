"""Where trafilatura's choice is too little, the page's own words for its parts are believed."""

import time

import pytest

from index.ingest.extract.lines import read_lines
from index.ingest.extract.main_text import agreement, main_text
from index.ingest.extract.page_tree import page_tree

SHORT = ["The bridge is open again.", "We danced on it."]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in SHORT)
MENU = "<header><p>The Long Table</p></header><form>Your name<input></form><footer><p>Since 1999</p></footer>"


def texts(body: str) -> list[str]:
    text = main_text(page_tree(f"<html><body>{body}</body></html>"))
    return [piece.text.strip() for piece in text.pieces]


@pytest.mark.parametrize(
    "body",
    [
        f"{MENU}<article>{PARAGRAPHS}</article><p>Buy our bread, at a price that you will like.</p>",
        f"{MENU}<main>{PARAGRAPHS}</main>",
        f"{MENU}<article><h1>Open</h1><div itemprop=articleBody>{PARAGRAPHS}</div><p>More</p></article>",
        f"<form action='/page.aspx'>{PARAGRAPHS}</form>",
        PARAGRAPHS,
    ],
)
def test_a_short_post_keeps_its_paragraphs(body: str) -> None:
    assert texts(body) == SHORT


def test_an_article_of_which_little_was_found_is_read_whole() -> None:
    hidden = "".join(
        f"<section class='rating'><h2>Head {n}</h2><div>Step {n}. {SHORT[0]}</div></section>"
        for n in range(90)
    )
    assert "Step 89. The bridge is open again." in texts(f"<article>{PARAGRAPHS}{hidden}</article>")


def test_a_page_made_to_keep_us_busy_is_read_in_good_time() -> None:
    lines = "".join(f"<div>Line {number}.</div>" for number in range(20_000))
    started = time.monotonic()
    assert texts(f"<article>{lines}</article>")[-1] == "Line 19999."
    assert time.monotonic() - started < 20  # it took 100 s when trafilatura read it


def test_the_comments_in_a_listing_are_the_programs_own() -> None:
    listing = "<pre><code><span class='token comment'># knead it</span>\nknead(dough)</code></pre>"
    post = f"<article>{PARAGRAPHS * 9}{listing}<div class=comment># knead it not</div></article>"
    assert "# knead it\nknead(dough)" in texts(post)
    assert "# knead it not" not in texts(post)


def test_a_form_within_a_post_is_no_part_of_it() -> None:
    form = "<form><p>Ask for our book, and we send it to you.</p></form>"
    post = PARAGRAPHS * 9
    assert texts(f"<article>{post}{form}</article>") == texts(f"<article>{post}</article>")


def test_a_post_of_which_only_the_start_was_found_is_read_to_its_end() -> None:
    rows = "".join(f"<tr><td>{n} loaves</td><td>{n} pounds</td></tr>" for n in range(30))
    end = "<h2>Payment</h2><p>Pay at the door, in coins if you have them.</p>"
    body = f"<div class=entry-content>{PARAGRAPHS * 9}<table>{rows}</table>{end}</div>"
    assert texts(f"<div>{body}<footer><p>The Long Table</p></footer></div>")[-2:] == [
        "Payment",
        "Pay at the door, in coins if you have them.",
    ]


def test_a_text_is_as_sure_as_the_finder_and_the_page_agree() -> None:
    lines = read_lines(page_tree(f"<html><body>{PARAGRAPHS}</body></html>"))
    assert agreement(lines, lines[:1]) == 0.0  # nobody found any of it
    lines[0].is_found = True
    assert agreement(lines, lines[:1]) == 1.0
    found, other = len(lines[0].key), len(lines[1].key)
    assert agreement(lines, lines) == pytest.approx(2 * found / (found + found + other))


def test_a_page_with_nothing_in_it_is_read_without_confidence() -> None:
    assert main_text(page_tree("")).confidence == 0.0


@pytest.mark.parametrize("name", ["sidebar", "disclosures", "republication-modal"])
def test_side_matter_is_out_though_it_is_a_third_of_a_page(name: str) -> None:
    post = "".join(f"<p>Loaf {n} rests in the cellar, and has doubled by the morning.</p>" for n in "1234")
    notice = "".join(f"<p>All that is in fund {n} you may lose, and no past tells of it.</p>" for n in "123")
    whole = texts(f"<article>{post}</article>")
    assert texts(f"<article>{post}<div class={name}>{notice}</div></article>") == whole
    assert texts(f"<article><div class={name}>{post}</div></article>") == whole


def test_side_matter_is_out_though_it_has_the_only_paragraphs_of_a_page() -> None:
    loaves = (f"Loaf {n} rests in the cellar, and has doubled by the morning." for n in "12345678")
    post = "<br><br>".join(loaves)
    box = "<div class=author-box><p>Ann has baked bread by the river since she was seven.</p></div>"
    assert texts(f"<div>{post}{box}</div>") == texts(f"<div>{post}</div>")


@pytest.mark.parametrize("name", ["article", "main"])
def test_an_aside_in_a_post_is_its_own_unless_it_leads_to_others(name: str) -> None:
    remark = "<aside><p>A remark on salt, which one should not leave out.</p></aside>"
    box = "<aside><p>Related</p><p><a href=/1>Ten cakes that rise</a></p></aside>"
    post = f"<{name}>{PARAGRAPHS * 9}{remark}{PARAGRAPHS}{box}<p>All is said.</p></{name}>"
    assert "A remark on salt, which one should not leave out." in texts(post)
    assert not {"Related", "Ten cakes that rise"} & set(texts(post))
