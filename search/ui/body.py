"""The text of a post, block by block, with what answers marked in it. Pure."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from index.records import Block, BlockKind, Post
from search.reading import Grade, GradedPassage
from search.ui.markup import marked

GRADE_NAMES = {Grade.SOMEWHAT: "Nearest here", Grade.WELL: "Answers", Grade.BEST: "Answers best"}
_TAGS = {
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "li",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CODE: "pre",
    BlockKind.CAPTION: "p",
}
_GROUP_TAGS = {BlockKind.LIST_ITEM: "ul", BlockKind.TABLE_ROW: "table"}
_TOP_HEADING_LEVEL = 2  # the title is the page's first-level heading
_LEAST_HEADINGS = 3  # that are worth a list of contents
_MOST_HEADINGS = 200

Places = Sequence[tuple[int, int]]


def body_html(post: Post, graded: Sequence[GradedPassage], answers: Places) -> str:
    """All blocks. Those of `graded` passages have a bar beside them, and above it a word that says why.

    `answers` (places in the post's text) are marked.
    """
    html, begun = "", set[int]()
    for (kind, number), blocks in groupby(post.blocks, key=lambda block: _group(block, graded)):
        passage = None if number is None else graded[number]
        inside = "".join(_block_html(post.text, block, answers) for block in blocks)
        around = _GROUP_TAGS.get(kind)
        group = f"<{around}>{inside}</{around}>" if around else inside
        if passage is None or number is None:
            html += group
            continue
        label = "" if number in begun else f'<p class="bs-grade">{GRADE_NAMES[passage.grade]}</p>'
        anchor = "" if number in begun else f' id="{passage_id(number)}"'
        begun.add(number)
        html += f'<div class="bs-graded bs-grade-{passage.grade.value}"{anchor}>{label}{group}</div>'
    return html


def contents_html(post: Post) -> str:
    """The headings, each a link to where it stands; empty where there are few."""
    headings = [block for block in post.blocks if block.kind is BlockKind.HEADING][:_MOST_HEADINGS]
    if len(headings) < _LEAST_HEADINGS:
        return ""
    items = "".join(
        f'<li class="bs-level-{_level(block)}"><a href="#{_heading_id(block)}" dir="auto">'
        f"{escape(post.text[block.start_char : block.end_char])}</a></li>"
        for block in headings
    )
    return f'<details class="bs-contents"><summary>Contents</summary><ul>{items}</ul></details>'


def passage_id(number: int) -> str:
    """What the element of a graded passage is called."""
    return f"bs-passage-{number}"


def _group(block: Block, graded: Sequence[GradedPassage]) -> tuple[BlockKind, int | None]:
    """Neighbouring blocks of one kind and one passage stand together: items are a list, and rows a table."""
    held = [
        number
        for number, passage in enumerate(graded)
        if passage.start_char < block.end_char and block.start_char < passage.end_char
    ]
    return block.kind, max(held, key=lambda number: graded[number].grade, default=None)


def _block_html(text: str, block: Block, answers: Places) -> str:
    start, end = block.start_char, block.end_char
    # The part of each answer that lies in this block, counted from the block's own beginning.
    inside = [
        (min(max(a - start, 0), end - start), min(max(b - start, 0), end - start)) for a, b in answers
    ]
    shown = marked(text[start:end], inside)
    if block.kind is BlockKind.TABLE_ROW:
        return f"<tr><td>{shown}</td></tr>"
    if block.kind is BlockKind.HEADING:
        level = _level(block)
        return f'<h{level} id="{_heading_id(block)}">{shown}</h{level}>'
    tag = _TAGS[block.kind]
    return f"<{tag}>{shown}</{tag}>"


def _level(block: Block) -> int:
    return min(max(block.level, _TOP_HEADING_LEVEL), 6)


def _heading_id(block: Block) -> str:
    return f"bs-heading-{block.start_char}"
