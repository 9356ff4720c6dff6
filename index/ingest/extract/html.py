"""A saved web page -> the post on it. Pure."""

from index.errors import NotAPost
from index.ingest.extract.blocks import Piece, join_pieces, tidy_line
from index.ingest.extract.chrome import is_chrome
from index.ingest.extract.dates import is_date_line
from index.ingest.extract.decode import decode
from index.ingest.extract.facts import Facts, read_facts
from index.ingest.extract.main_text import main_pieces
from index.ingest.extract.parse import parse_html
from index.ingest.extract.people import clean_authors
from index.ingest.extract.places import title_from
from index.ingest.extract.surroundings import remove_surroundings
from index.records import BlockKind, Page, Post

_ABOUT_LINE_CHARS = 120


def extract_html(page: Page) -> Post:
    """The post in a saved page. Raises NotAPost where there is no running text in it."""
    soup = parse_html(decode(page.content, is_html=True))
    facts = read_facts(soup, page.url)
    title = facts.title or title_from(page.place)
    remove_surroundings(soup)
    text, blocks = join_pieces(_without_chrome(main_pieces(soup), title, facts))
    if not any(block.kind is not BlockKind.HEADING for block in blocks):
        raise NotAPost("no running text in it")
    return Post(
        url=page.url,
        place=page.place,
        link=facts.link or page.url,
        title=title,
        text=text,
        blocks=blocks,
        authors=facts.authors,
        published=facts.published,
        tags=facts.tags,
        language=facts.language,
        site=facts.site,
    )


def _without_chrome(pieces: list[Piece], title: str, facts: Facts) -> list[Piece]:
    """`pieces` without the title, which is known, and without lines that are the site's."""
    kept = [piece for piece in pieces if not _is_not_the_posts(piece, title, facts)]
    if kept and kept[0].kind is BlockKind.HEADING and tidy_line(kept[0].text) == facts.description:
        kept[0] = Piece(BlockKind.PARAGRAPH, kept[0].text)  # a subtitle heads no section
    while kept and kept[-1].kind is BlockKind.HEADING:  # of something that was taken out
        kept.pop()
    return kept


def _is_not_the_posts(piece: Piece, title: str, facts: Facts) -> bool:
    if piece.kind is BlockKind.CODE:
        return False
    line = tidy_line(piece.text)
    if piece.kind is BlockKind.HEADING and line.casefold() == title.casefold():
        return True
    if is_chrome(line):
        return True
    return len(line) <= _ABOUT_LINE_CHARS and (is_date_line(line) or _only_names(line, facts.authors))


def _only_names(line: str, authors: tuple[str, ...]) -> bool:
    return bool(authors) and set(clean_authors([line])) <= set(authors) and len(clean_authors([line])) > 0
