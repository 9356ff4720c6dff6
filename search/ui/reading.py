"""A post's own view: its text as it was indexed, opened at the sentence that answers."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from index.records import Block, BlockKind, Post
from search.engine import SearchEngine
from search.snippets import web_link
from search.ui.markup import about_html, marked

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
_NOWHERE = (0, 0)
_TAGS = {
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "li",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CODE: "pre",
    BlockKind.CAPTION: "p",
}
_GROUP_TAGS = {BlockKind.LIST_ITEM: "ul", BlockKind.TABLE_ROW: "table"}
_TOP_HEADING_LEVEL = 2  # the title is the page's first-level heading
# Streamlit draws the page after the browser has looked for an anchor, so the page scrolls by itself.
_SCROLL_TO_ANSWER = """<script>
document.querySelector(".bs-reading mark")?.scrollIntoView({block: "center"})
</script>"""


def show_post(engine: SearchEngine, key: str, place: str, question: str) -> None:
    """The post called `key`, with the text at `place` marked; a sentence where there is none."""
    back = "?" + urlencode({"q": question}) if question else "?"
    st.html(f'<p class="bs-back"><a href="{escape(back)}">← Back to the answers</a></p>')
    stored = engine.post(key)
    if stored is None:
        st.html("<h1>This post is no longer in the index.</h1><p>It may have been removed since.</p>")
        return
    answer = _parse_place(place)
    st.html(post_html(stored.post, answer))
    if answer != _NOWHERE:
        st.html(_SCROLL_TO_ANSWER, unsafe_allow_javascript=True)


def _parse_place(place: str) -> tuple[int, int]:
    """What the address says is to be marked; nowhere where it makes no sense."""
    match = _PLACE.fullmatch(place)
    return (int(match[1]), int(match[2])) if match else _NOWHERE


def post_html(post: Post, answer: tuple[int, int]) -> str:
    """The whole post, escaped, with `answer` (places in its text) marked."""
    address = web_link(post.link)
    original = f'<p><a href="{escape(address)}">Read it where it was published</a></p>' if address else ""
    groups = groupby(post.blocks, key=lambda block: block.kind)
    body = "".join(_group_html(post.text, kind, blocks, answer) for kind, blocks in groups)
    lang = f' lang="{escape(post.language)}"' if post.language else ""
    return (
        f'<article class="bs-reading"{lang} dir="auto"><h1>{escape(post.title)}</h1>'
        f"{about_html(post)}{original}{body}</article>"
    )


def _group_html(text: str, kind: BlockKind, blocks: Iterable[Block], answer: tuple[int, int]) -> str:
    """Neighbouring blocks of one kind: items make a list, and rows a table."""
    inside = "".join(_block_html(text, block, answer) for block in blocks)
    around = _GROUP_TAGS.get(kind)
    return f"<{around}>{inside}</{around}>" if around else inside


def _block_html(text: str, block: Block, answer: tuple[int, int]) -> str:
    start, end = block.start_char, block.end_char
    # The part of the answer that lies in this block, counted from the block's own beginning.
    inside = (min(max(answer[0] - start, 0), end - start), min(max(answer[1] - start, 0), end - start))
    level = min(max(block.level, _TOP_HEADING_LEVEL), 6)
    if block.kind is BlockKind.TABLE_ROW:
        return f"<tr><td>{marked(text[start:end], [inside])}</td></tr>"
    tag = f"h{level}" if block.kind is BlockKind.HEADING else _TAGS[block.kind]
    return f"<{tag}>{marked(text[start:end], [inside])}</{tag}>"
