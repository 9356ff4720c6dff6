"""Posts that are about the same things as one: below it in its own view, and in a view of their own."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from index.records import BlockKind, Post
from index.wording import shortened
from search.engine import SearchEngine
from search.related import Related
from search.ui.address import Address, post_link, reading_link
from search.ui.markup import about_html, name_of, title_html
from search.ui.messages import show_post_gone, show_way_back
from search.ui.tab import name_tab

_COUNT = 10
_MOST_CHARS = 240  # of what a post says of itself
_TOLD = (BlockKind.PARAGRAPH, BlockKind.QUOTE)  # a heading, a list or a listing alone says little of a post


def show_like(engine: SearchEngine, key: str, asked: Address) -> None:
    """The posts like the one called `key`; a sentence where there is none."""
    show_way_back(asked)
    stored = engine.post(key)
    if stored is None:
        show_post_gone()
        return
    name_tab(f"More like {name_of(stored)}")
    href = escape(reading_link(key, (0, 0), asked))
    st.html(
        f'<h1 class="bs-like">More like <a href="{href}"><bdi>{title_html(stored)}</bdi></a></h1>'
        f"{related_html(engine.like(stored, _COUNT), asked, st.context.locale)}"
    )


def related_html(related: Sequence[Related], asked: Address, locale: str | None) -> str:
    """A list, nearest first."""
    if not related:
        return '<p class="bs-related">There is no other post.</p>'
    items = "".join(
        f'<li><a href="{escape(post_link(each.stored, asked))}" dir="auto">{title_html(each.stored)}</a>'
        f"{about_html(each.stored.post, locale)}{_saying_html(each)}</li>"
        for each in related
    )
    return f'<ul class="bs-related">{items}</ul>'


def _saying_html(related: Related) -> str:
    """What the post says of itself, or how it begins."""
    post = related.stored.post
    short = shortened(post.description or _beginning(post), _MOST_CHARS)
    return f'<p class="bs-saying" dir="auto">{escape(short)}</p>'


def _beginning(post: Post) -> str:
    """Some of its running text; of a post that has none, of whatever it has."""
    begun = ""
    for block in post.blocks:
        if len(begun) > _MOST_CHARS:
            break
        if block.kind in _TOLD:
            begun += post.text[block.start_char : block.end_char] + " "
    return begun or post.text[: 2 * _MOST_CHARS]
