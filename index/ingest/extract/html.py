"""A saved web page -> the post on it: BeautifulSoup for structure, trafilatura for the main text."""

import re

import trafilatura
from bs4 import BeautifulSoup
from bs4.element import Tag

from index.errors import NotAPost
from index.ingest.extract.blocks import Piece, join_pieces, tidy_line
from index.ingest.extract.chrome import is_chrome
from index.ingest.extract.dates import is_date_line
from index.ingest.extract.decode import decode
from index.ingest.extract.facts import Facts, read_facts
from index.ingest.extract.people import clean_authors
from index.ingest.extract.tree import read_pieces
from index.records import BlockKind, Page, Post

# Elements named for what stands around a post. The whole class or id must say so: "share-bar", but
# neither "has-sidebar" nor the "elementor-widget" that a page builder wraps everything in.
_AROUND = re.compile(
    r"(?:(?:post|entry|article|blog|page|single|site|kg|jp|gh|wp-block|sd|js|block)[-_]+)?"
    r"(?:share|sharing|sharedaddy|social|social-media|related|relatedposts|newsletter|sign-?up|subscribe"
    r"|subscription|cookies?|consent|gdpr|comments?|commentlist|respond|disqus(?:_thread)?|breadcrumbs?|toc"
    r"|table-of-contents|author-box|author-bio|about-author|popular|recommended|recommendations|sidebar|promo"
    r"|advert|advertisement|adsbygoogle|sponsored|read-more|readmore|paginav|pagination|bookmark)"
    r"(?:[-_]+(?:bar|box|buttons?|links?|icons?|card|form|area|list|section|wrapper|wrap|container|inner|posts?"
    r"|articles?|stories|banner|notice|popup|modal|widget|block|feed|items?|content|thread))*",
    re.IGNORECASE,
)
_NEVER_AROUND = ("html", "body", "main", "article", "h1")
_MOST_OF_THE_TEXT = 0.25  # an element with more of the page's paragraphs than this is no side matter
_ABOUT_LINE_CHARS = 120


def extract_html(page: Page) -> Post:
    """The post in a saved page. Raises NotAPost where there is no running text in it."""
    soup = BeautifulSoup(decode(page.content, is_html=True), "lxml")
    facts = read_facts(soup, page.url)
    title = facts.title or tidy_line(page.place)
    _remove_surroundings(soup)
    text, blocks = join_pieces(_without_chrome(_main_pieces(soup), title, facts))
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


def _remove_surroundings(soup: BeautifulSoup) -> None:
    """Take out what its own name calls side matter, unless most of the page's text is in it."""
    total = _paragraph_chars(soup)
    for element in soup.find_all(_is_named_side_matter):
        if not element.decomposed and _paragraph_chars(element) <= _MOST_OF_THE_TEXT * total:
            element.decompose()


def _is_named_side_matter(element: Tag) -> bool:
    if element.name in _NEVER_AROUND or element.name is None:
        return False
    if element.name in ("nav", "aside") or element.get("role") in ("navigation", "banner", "contentinfo"):
        return element.name != "aside" or element.find_parent("article") is None
    names = [*element.get_attribute_list("class"), element.get("id"), element.get("data-hook")]
    return any(name and _AROUND.fullmatch(str(name)) for name in names)


def _paragraph_chars(element: Tag) -> int:
    return sum(len(paragraph.get_text()) for paragraph in element.find_all("p"))


def _main_pieces(soup: BeautifulSoup) -> list[Piece]:
    for code in soup.find_all(["code", "kbd", "samp", "tt"]):
        if code.find_parent("pre") is None and code.find("br") is None:
            code.unwrap()  # trafilatura would take it out of its sentence, as a block of its own
    main = trafilatura.extract(
        str(soup), output_format="html", include_comments=False, include_tables=True, deduplicate=False
    )
    return read_pieces(BeautifulSoup(main, "lxml")) if main else []


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
