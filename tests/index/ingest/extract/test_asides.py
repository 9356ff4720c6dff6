"""Lines that speak of their site are out of a post; what a writer says of the same things stays."""

import time

import pytest

from index.ingest.extract.asides import is_aside, without_asides
from index.ingest.extract.lines import Line, read_lines
from index.ingest.extract.page_tree import page_tree


def lines_of(html: str) -> list[Line]:
    return read_lines(page_tree(f"<html><body>{html}</body></html>"))


@pytest.mark.parametrize(
    "text",
    [
        "This post contains affiliate links, see our policy.",
        "As an Amazon Associate I earn from qualifying purchases.",
        "We may earn a small commission if you buy through the links on this page.",
        "Want more? Sign up for our free weekly newsletter.",
        "For daily bread, sign up for our newsletter.",
        "Subscribe and get every new loaf in your inbox.",
        "Follow me on Instagram for more bread.",
        "Is this email not displaying correctly? View it in your browser.",
        "The Loaf uses only high-quality sources. Read our editorial process to learn how we check them.",
        "Pin this recipe for later!",
        "Medically reviewed by Ann Lee, MD",
        "Last updated: 3 March 2020",
        "Article continues below",
        "By clicking to watch this video, you agree to our privacy policy.",
    ],
)
def test_what_a_site_says_of_itself_is_out(text: str) -> None:
    assert is_aside(lines_of(f"<p>{text}</p>")[0], 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "Affiliate marketing pays for many blogs, and readers rarely notice.",
        "A travel agent sells insurance because there is a commission in it.",
        "Ask people to subscribe to your newsletter when they have read to the end.",
        "I wrote a script that reads all my newsletters and sorts them.",
        "The bridge was last updated by the Romans, who gave it a third pier.",
        "Coffee is not a substitute for sleep.",
        "I use only high-quality flour, and I have strict rules for salt.",
        "By entering the kitchen you get what I would agree to call heat.",
    ],
)
def test_what_a_writer_says_of_such_things_stays(text: str) -> None:
    assert not is_aside(lines_of(f"<p>{text}</p>")[0], 0.9)


@pytest.mark.parametrize(
    "text",
    [
        "It is not intended as legal advice, nor as a diagnosis by anybody.",
        "* This post is not meant to replace the advice of a medical professional.",
    ],
)
def test_a_notice_is_out_only_at_the_end(text: str) -> None:
    notice = lines_of(f"<p>{text}</p>")[0]
    assert is_aside(notice, 0.9)
    assert not is_aside(notice, 0.2)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Related: <a href=/b>How to store bread</a> (5 min)</p>",
        "<h4><a href=/b>READ MORE: How to store bread</a></h4>",
        "<p><a href=/b>Read our whole guide to ovens</a></p>",
        "<ul><li>See also: <a href=/b>How to store bread</a></li></ul>",
    ],
)
def test_a_line_that_only_leads_to_another_post_is_out(html: str) -> None:
    assert without_asides(lines_of(html)) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>Read <a href=/b>this paper</a>: it is the best that was written on crusts, and it is short.</p>",
        "<ul><li><a href=/b>Visit the mill</a></li></ul>",
        "<h2><a href=/b>Start with the flour</a></h2>",
        "<h2><a href='#related'>Related work: a survey</a></h2>",
        "<pre>get newsletter</pre>",
    ],
)
def test_a_line_of_the_post_with_a_link_in_it_stays(html: str) -> None:
    assert len(without_asides(lines_of(html))) == 1


def test_a_line_made_to_keep_us_busy_is_judged_at_once() -> None:
    line = lines_of("<p>" + "get a join a click we " * 18 + "</p>")[0]
    started = time.monotonic()
    for _ in range(100):
        is_aside(line, 0.9)
    assert time.monotonic() - started < 2
