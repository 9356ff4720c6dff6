"""The text of a post, block by block, with what answers marked in it. Pure."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from index.records import Block, BlockKind, Post
from search.reading import Grade, GradedPassage
from search.ui.blocks import Marks, blocks_html
from search.ui.markup import Places

GRADE_NAMES = {Grade.SOMEWHAT: "Nearest here", Grade.WELL: "Answers", Grade.BEST: "Answers best"}
_TOP_HEADING_LEVEL = 2  # the title is the page's first-level heading
_LEAST_HEADINGS = 3  # that are worth a list of contents
_MOST_HEADINGS = 200


def body_html(post: Post, graded: Sequence[GradedPassage], answers: Places) -> str:
    """All blocks. Those of `graded` passages have a bar beside them, and above it a word that says why.

    `answers` (places in the post's text) are marked.
    """
    html, begun = "", set[int]()
    for number, blocks in groupby(post.blocks, key=lambda block: _graded_around(block, graded)):
        inside = blocks_html(post.text, blocks, Marks(answers), _heading)
        if number is None:
            html += inside
            continue
        grade = graded[number].grade
        label = "" if number in begun else f'<p class="bs-grade">{GRADE_NAMES[grade]}</p>'
        anchor = "" if number in begun else f' id="{passage_id(number)}"'
        begun.add(number)
        html += f'<div class="bs-graded bs-grade-{grade.value}"{anchor}>{label}{inside}</div>'
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


def _graded_around(block: Block, graded: Sequence[GradedPassage]) -> int | None:
    """The number of the best passage that has some of `block`."""
    held = [
        number
        for number, passage in enumerate(graded)
        if passage.start_char < block.end_char and block.start_char < passage.end_char
    ]
    return max(held, key=lambda number: graded[number].grade, default=None)


def _heading(block: Block) -> tuple[str, str]:
    return f"h{_level(block)}", f' id="{_heading_id(block)}"'


def _level(block: Block) -> int:
    return min(max(block.level, _TOP_HEADING_LEVEL), 6)


def _heading_id(block: Block) -> str:
    return f"bs-heading-{block.start_char}"
