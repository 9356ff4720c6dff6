"""By which id a link can lead to a heading of a page, and by which it must not."""

import json
import zlib

import pytest

from index.extraction import pack, unpack
from index.ingest.extract import extract
from index.records import Page, Post

_FIRST, _SECOND = (
    f"<p>{text} We tried it with rye, with spelt and with wheat, and it holds for each of them.</p>"
    for text in (
        "Dough that rests for a night in the cold has more taste, since its yeast works slowly there.",
        "Twelve hours are enough for most loaves, and after two days the crumb begins to turn sour.",
    )
)


def read(body: str, **facts: object) -> Post:
    page = f"<html><head><title>Rest</title></head><body><article>{body}</article></body></html>"
    return extract(Page("https://loaf.org/rest", "rest", page.encode(), "text/html", **facts))


def anchors(post: Post) -> dict[str, str]:
    """{heading: its anchor}."""
    return {post.text[b.start_char : b.end_char]: b.anchor for b in post.blocks if b.level}


WAYS = {
    "its own id": '<h2 id="why">Why rest?</h2>',
    "an anchor in it": '<h2><a name="why"></a>Why rest?</h2>',
    "an anchor at its end": '<h2>Why rest?<a id="why" href="#why">#</a></h2>',
    "an anchor before it": '<a id="why" name="why"></a><h2>Why rest?</h2>',
    "the section that it begins": '<section id="why"><div><h2>Why rest?</h2></div></section>',
}


@pytest.mark.parametrize("heading", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("is_body", [False, True], ids=["page", "body"])
def test_a_heading_keeps_what_leads_to_it(heading: str, is_body: bool) -> None:
    body = f"<h1>Rest</h1>{_FIRST}{heading}{_SECOND}<h2>How long?</h2><p>Until it has doubled.</p>"
    post = read(body, is_body=is_body)
    assert anchors(post)["Why rest?"] == "why"
    assert anchors(post)["How long?"] == ""


NOT_SURE = {
    "twice on the page": '<h2 id="why">Why rest?</h2><aside id="why">x</aside>',
    "twice, once in a menu": '<h2 id="menu">Why rest?</h2>',
    "text comes between": '<div id="why"><p>Here is some text about it.</p><h2>Why rest?</h2></div>',
    "too long": f'<h2 id="{"w" * 101}">Why rest?</h2>',
    "of no letters": '<h2 id="\u202e">Why rest?</h2>',
    "with blanks": '<h2 id="why rest">Why rest?</h2>',
    "a directive": '<h2 id="x:~:text=y">Why rest?</h2>',
    "made anew each time": '<h2 id=":r1:">Why rest?</h2>',
    "the name of a field": '<h2 name="why">Why rest?</h2>',
}


@pytest.mark.parametrize("heading", NOT_SURE.values(), ids=NOT_SURE)
def test_what_does_not_surely_lead_there_is_left_out(heading: str) -> None:
    post = read(f'<nav id="menu">Home</nav><h1>Rest</h1>{_FIRST}{heading}{_SECOND}')
    assert anchors(post)["Why rest?"] == ""


def test_an_archived_post_keeps_its_anchors_and_an_older_one_has_none() -> None:
    post = read(f'{_FIRST}<h2 id="why">Why rest?</h2>{_SECOND}')
    assert unpack(pack(post)) == post
    older = json.loads(zlib.decompress(pack(post)))
    for block in older["blocks"]:
        del block["anchor"]
    assert anchors(unpack(zlib.compress(json.dumps(older).encode()))) == {"Why rest?": ""}


def test_many_ids_are_read_in_no_time() -> None:
    spans = "".join(f'<a id="n{number}"></a>' for number in range(20_000))
    assert anchors(read(f"{_FIRST}{spans}<h2>Why rest?</h2>{_SECOND}"))["Why rest?"] == "n19999"
