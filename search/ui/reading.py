"""A post's own view: its text as it was indexed, what of it answers, and what is like it."""

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from index.records import Post
from index.wording import shortened
from search.engine import SearchEngine
from search.links import anchor_above, link_to_place, web_link
from search.reading import Grade, GradedPassage
from search.ui.address import Address
from search.ui.body import GRADE_NAMES, body_html, contents_html, passage_id
from search.ui.like import related_html
from search.ui.markup import about_html, name_of
from search.ui.messages import show_post_gone, show_way_back
from search.ui.tab import name_tab

_RELATED_COUNT = 5
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
_NOWHERE = (0, 0)
_MOST_PLACES = 5  # named above the text; in it, all are marked
_MOST_CHARS = 90  # of a sentence in the list of those that answer
# Streamlit draws the page after the browser has looked for an anchor, so the page scrolls by itself: to the
# place in the post that the address names after its #, else to what answers.
_SCROLL_TO_NAMED = "document.getElementById(location.hash.slice(1))?.scrollIntoView()"
_SCROLL_TO_ANSWER = 'document.querySelector(".bs-reading mark")?.scrollIntoView({block: "center"})'


def show_post(engine: SearchEngine, key: str, place: str, asked: Address) -> None:
    """The post called `key`, with the text at `place` marked; a sentence where there is none."""
    show_way_back(asked)
    stored = engine.post(key)
    if stored is None:
        show_post_gone()
        return
    name_tab(name_of(stored))
    graded = engine.graded(stored, asked.question) if asked.question else ()
    answer = _parse_place(place)
    locale = st.context.locale
    related = related_html(engine.like(stored, _RELATED_COUNT), asked, locale)
    st.html(post_html(stored.post, answer, graded, locale))
    st.html(
        '<section class="bs-section" aria-labelledby="bs-related"><h2 id="bs-related">More like this</h2>'
        f"{related}</section>"
    )
    otherwise = _SCROLL_TO_ANSWER if answer != _NOWHERE else ""
    scroll = f"if (location.hash) {_SCROLL_TO_NAMED}; else {{{otherwise}}}"
    st.html(f"<script>{scroll}</script>", unsafe_allow_javascript=True)


def _parse_place(place: str) -> tuple[int, int]:
    """What the address says is to be marked; nowhere where it makes no sense."""
    match = _PLACE.fullmatch(place)
    return (int(match[1]), int(match[2])) if match else _NOWHERE


def post_html(
    post: Post,
    answer: tuple[int, int],
    graded: Sequence[GradedPassage] = (),
    locale: str | None = None,
) -> str:
    """The whole post, escaped, with `answer` (places in its text) marked; without one, what answers best."""
    best = [passage.sentence for passage in graded if passage.grade is Grade.BEST]
    answers = [answer] if answer != _NOWHERE else best
    lang = f' lang="{escape(post.language)}"' if post.language else ""
    return (
        f'<article class="bs-reading"{lang} dir="auto"><h1>{escape(post.title or post.place)}</h1>'
        f"{about_html(post, locale)}{_original_html(post, answers)}{_answers_html(post.text, graded)}"
        f"{contents_html(post)}{body_html(post, graded, answers)}</article>"
    )


def _original_html(post: Post, answers: Sequence[tuple[int, int]]) -> str:
    """The way to where the post was published, at what answers; none where that is not on the web."""
    address = web_link(post.link)
    if address is None:
        return ""
    href = _link_to(address, post, answers[0]) if answers else address
    return f'<p><a href="{escape(href)}">Read it where it was published</a></p>'


def _link_to(address: str, post: Post, place: tuple[int, int]) -> str:
    return link_to_place(address, post, place, anchor_above(post.blocks, place[0]))


def _answers_html(text: str, graded: Sequence[GradedPassage]) -> str:
    """Where the post answers, best first, each a link to the place."""
    if not graded:
        return ""
    best_first = sorted(enumerate(graded), key=lambda each: (-each[1].grade, -each[1].odds))
    items = "".join(
        f'<li><a href="#{passage_id(number)}"><b><bdi>{GRADE_NAMES[passage.grade]}:</bdi></b> '
        f"<bdi>{escape(shortened(text[slice(*passage.sentence)], _MOST_CHARS))}</bdi></a></li>"
        for number, passage in best_first[:_MOST_PLACES]
    )
    return f'<nav class="bs-places" aria-label="Where it answers"><ul>{items}</ul></nav>'
