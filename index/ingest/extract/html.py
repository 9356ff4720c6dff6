"""A web page, or the body of a post alone -> the post. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

from index.errors import NotAPost
from index.ingest.extract.assembly import make_post
from index.ingest.extract.blocks import Piece, join_pieces, tidy_line
from index.ingest.extract.body import body_pieces, title_of_body
from index.ingest.extract.chrome import is_chrome, is_credit
from index.ingest.extract.data_bodies import data_on, pieces_in_data
from index.ingest.extract.dates import is_date_line
from index.ingest.extract.decode import decode
from index.ingest.extract.facts import ToldFacts, facts_beside, read_facts
from index.ingest.extract.lines import key_of
from index.ingest.extract.main_text import main_text
from index.ingest.extract.page_tree import page_tree
from index.ingest.extract.parse import parse_html
from index.ingest.extract.people import clean_authors
from index.ingest.extract.places import title_from
from index.ingest.extract.told import GUESSED, Told
from index.records import Block, BlockKind, Page, Post

_ABOUT_LINE_CHARS = 120
_FIRST_PIECES, _LAST_PIECES = 8, 4  # where a byline stands
_MAX_OVER_TITLE = 12  # pieces
_ABOUT_AUTHOR_CHARS = 1200
_ABOUT_VERBS = ("is", "was", "has", "writes", "works", "covers", "joined", "lives")
_PARTS = re.compile(r"\s+[·•∙|–—]\s+")
_SHOWS_LITTLE_CHARS = 200  # nothing but a teaser
_A_TITLE = 0.5  # of the other: a shorter heading is one of the post's own


def extract_html(page: Page) -> Post:
    """The post in a page, or that `page` is the body of. Raises NotAPost where no running text is in it."""
    html = decode(page.content, is_html=True, charset=page.charset)
    if page.is_body:
        pieces = body_pieces(parse_html(html))
        facts = facts_beside(page.facts, (page.facts.link or page.url, page.url))
        title = facts.title or title_of_body(pieces) or Told(title_from(page.place), GUESSED)
        kept = [piece for piece in _without_labels(pieces) if not _repeats(piece, title.value)]
        confidence = None
    else:
        tree = page_tree(html)
        facts = read_facts(tree, page.url, page.facts)
        title = facts.title or Told(title_from(page.place), GUESSED)
        data = data_on(tree)
        text = main_text(tree, facts.link.value if facts.link else page.url)
        kept = _without_chrome(text.pieces, title.value, facts)
        confidence = round(text.confidence, 2)
        shown = sum(len(piece.text) for piece in kept)
        if shown < _SHOWS_LITTLE_CHARS and _begins(kept, pieces := pieces_in_data(data)):
            kept = _without_chrome(pieces, title.value, facts)
    post = make_post(page, facts, title, *_running_text(kept, title, facts, page))
    return replace(post, confidence=confidence)


def _running_text(
    pieces: list[Piece], title: Told[str], facts: ToldFacts, page: Page
) -> tuple[str, tuple[Block, ...]]:
    """The text of a post, or the title of a dated picture alone. Raises NotAPost where it is nothing."""
    if all(piece.kind is BlockKind.HEADING for piece in pieces):
        is_dated = facts.published is not None and facts.published.source != GUESSED
        if page.is_body or title.source == GUESSED or not is_dated:
            raise NotAPost("no running text in it")
        pieces = [Piece(BlockKind.PARAGRAPH, title.value)]
    return join_pieces(pieces)


def _without_chrome(pieces: Sequence[Piece], title: str, facts: ToldFacts) -> list[Piece]:
    """`pieces` without the title, which is known, and without lines that are the site's."""
    authors = facts.authors.value if facts.authors else ()
    site = facts.site.value if facts.site else ""
    pieces = _from_the_title_on(_without_labels(pieces), title)
    ends = {*pieces[:_FIRST_PIECES], *pieces[-_LAST_PIECES:]}  # further in, a day is what the post tells of
    kept = [
        piece
        for piece in pieces
        if not _is_not_the_posts(piece, title)
        and not (piece in ends and _is_about_post(piece, authors))
        and not _names_site(piece, site)
    ]
    if kept and kept[0].kind is BlockKind.HEADING and _is_description(kept[0], facts):
        kept[0] = Piece(BlockKind.PARAGRAPH, kept[0].text)  # a subtitle heads no section
    while kept and (
        _is_about(kept[-1], authors) or kept[-1].kind is BlockKind.HEADING
    ):  # of something that was taken out
        kept.pop()
    return kept


def _from_the_title_on(pieces: list[Piece], title: str) -> list[Piece]:
    """`pieces` without what stands over the title, where that is of menus and not of text."""
    over = takewhile(lambda piece: not _repeats(piece, title), pieces[:_MAX_OVER_TITLE])
    menus = list(takewhile(lambda piece: piece.level or len(piece.text) <= _ABOUT_LINE_CHARS, over))
    rest = pieces[len(menus) :]
    return rest if rest and _repeats(rest[0], title) else pieces


def _names_site(piece: Piece, site: str) -> bool:
    return piece.level > 0 and tidy_line(piece.text).casefold() == site.casefold()


def _without_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` without the labels over listings that say what they are written in."""
    return [
        piece
        for piece, below in zip_longest(pieces, pieces[1:])
        if not below or not below.language or tidy_line(piece.text).lower() != below.language
    ]


def _is_description(piece: Piece, facts: ToldFacts) -> bool:
    return facts.description is not None and tidy_line(piece.text) == facts.description.value


def _is_not_the_posts(piece: Piece, title: str) -> bool:
    if piece.kind is BlockKind.CODE:
        return False
    line = tidy_line(piece.text)
    if _repeats(piece, title) or is_chrome(line):
        return True
    is_caption = piece.kind is BlockKind.CAPTION
    return (is_caption or piece.kind is BlockKind.PARAGRAPH) and is_credit(line, is_caption=is_caption)


def _is_about_post(piece: Piece, authors: tuple[str, ...]) -> bool:
    """Whether a piece says who wrote a post, when, how long it is to read, and nothing else."""
    line = tidy_line(piece.text)
    if piece.kind is BlockKind.CODE or len(line) > _ABOUT_LINE_CHARS:
        return False
    return is_date_line(line) or all(
        is_date_line(part) or is_chrome(part) or _only_names(part, authors) for part in _PARTS.split(line)
    )


def _is_about(piece: Piece, authors: tuple[str, ...]) -> bool:
    """Whether it tells who an author is ("Ann Lee is a baker …"), as sites do under a post."""
    if piece.kind is not BlockKind.PARAGRAPH or len(piece.text) > _ABOUT_AUTHOR_CHARS:
        return False
    line = tidy_line(piece.text)
    return any(line.startswith(tuple(f"{author} {verb} " for verb in _ABOUT_VERBS)) for author in authors)


def _repeats(piece: Piece, title: str) -> bool:
    """Whether a piece is the page's title once more; over the post, it may be written with less or more."""
    if piece.kind is not BlockKind.HEADING:
        return False
    heading, named = key_of(piece.text), key_of(title)
    if piece.level == 1 and heading and named and len(heading) > _A_TITLE * len(named):
        return heading in named or (named in heading and len(named) > _A_TITLE * len(heading))
    return heading == named


def _begins(shown: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether what a page shows of its post, which may be nothing, is in what it holds of one."""
    held = key_of("".join(piece.text for piece in pieces))
    return bool(held) and all(key_of(piece.text) in held for piece in shown)


def _only_names(line: str, authors: tuple[str, ...]) -> bool:
    named = clean_authors([line]) if authors else ()
    return bool(named) and set(named) <= set(authors)
