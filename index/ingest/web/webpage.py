"""A fetched HTML page -> what it links to, what it says of itself, and what it says to robots. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.addresses import address_key, is_asset, normal_address
from index.ingest.extract.decode import decode
from index.ingest.extract.languages import language_code
from index.ingest.web.outline import Outline
from index.ingest.web.reader import read_outline

AGENT = "blogseek"
_MAX_CHARS = 10_000_000
_MAX_LINK_TEXT_CHARS = 100
_MAX_REFRESH_S = 30  # what reloads after longer is meant to be read first
_DIRECTIVES = frozenset(
    "noindex nofollow none nosnippet noarchive nocache noai noimageai noimageindex notranslate "
    "index follow all".split()
)
# Of a robots line, these names come before a value; every other name before a colon is a crawler's.
_VALUED = frozenset("unavailable_after max-snippet max-image-preview max-video-preview".split())
_NAMED = re.compile(r"\s*([\w.*-]+)\s*:\s*(.*)", re.S)
_REFRESH = re.compile(r"\s*(?:([\d.]+)\s*[;,]?\s*|(?=url))(?:url\s*=\s*)?[\"']?([^\"']*)", re.I)
_SCRIPTED = re.compile(
    r"(?:^|[;\s{.])location(?:\.href)?\s*=\s*[\"']([^\"'\n]+)[\"']|location\.(?:replace|assign)\(\s*[\"']([^\"'\n]+)[\"']"
)
_MAX_SCRIPTED_CHARS = 400  # a page with more to read is not there to send its readers elsewhere
_FEED_TYPES = frozenset(
    "application/rss+xml application/atom+xml application/feed+json application/rdf+xml text/xml "
    "application/xml application/rss application/atom".split()
)
_FEED_NAME = re.compile(
    r"(?:\.(?:rss|atom|rdf)|/(?:feed|rss|atom|index)(?:\.(?:xml|json))|/(?:feed|rss|atom))/?(?:\?|$)", re.I
)
_JSON_FEED = re.compile(r"feed[^/]*\.json|\.json\?|feed/json|json[_-]?feed", re.I)
_OF_COMMENTS = re.compile(
    r"comment|kommentar|coment[aá]rio|commenti|reacties|komentarz|комментар|コメント|评论|評論|댓글", re.I
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: `url` is as it is asked for, `in_main` says that it is in <main> or an <article>."""

    url: str
    nofollow: bool
    text: str
    in_main: bool


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page at `url` links to and says of itself. Addresses are as they are asked for.

    `alternate_feeds` are the feeds it names, comments' left out. `amp_of` is the page whose AMP version
    this is, `amphtml` the AMP version of this one. `robots` are the directives for all crawlers and for
    us. `base` is what its links are relative to. `refresh` is where the page sends its reader, and
    `outline` what it is judged by.
    """

    url: str
    base: str
    links: tuple[Link, ...]
    canonical: str | None
    alternate_feeds: tuple[str, ...]
    amp_of: str | None
    amphtml: str | None
    next_page: str | None
    previous_page: str | None
    robots: frozenset[str]
    refresh: str | None
    generator: str | None
    title: str
    language: str | None
    outline: Outline


def read_web_page(content: bytes, url: str, charset: str | None = None) -> WebPage:
    """Read the page at `url`; `charset` is what the server declared. Raises NotAPost where it is no text."""
    outline = read_outline(decode(content[:_MAX_CHARS], is_html=True, charset=charset))
    base = normal_address(outline.base, url) or url if outline.base else url
    rels = [(item.get("rel", "").lower().split(), item) for item in outline.head_links]
    canonical = _first(rels, "canonical", base)
    languages = (outline.language, outline.meta.get("content-language"), outline.meta.get("og:locale"))
    return WebPage(
        url=url,
        base=base,
        links=tuple(_links(outline, base)),
        canonical=canonical,
        alternate_feeds=tuple(dict.fromkeys(_feeds(rels, base))),
        amp_of=canonical if outline.is_amp else None,
        amphtml=_first(rels, "amphtml", base),
        next_page=_first(rels, "next", base) or _in_text(outline, "next", base),
        previous_page=_first(rels, "prev", base) or _in_text(outline, "prev", base),
        robots=_directives(outline.robots),
        refresh=_refresh(outline, url, base),
        generator=outline.meta.get("generator"),
        title=outline.title or outline.meta.get("og:title", ""),
        language=next(filter(None, map(language_code, languages)), None),
        outline=outline,
    )


def robots_header(values: Sequence[str], agent: str = AGENT) -> frozenset[str]:
    """What X-Robots-Tag headers say to `agent`: directives for all, and for it by name.

    >>> sorted(robots_header(["googlebot: noindex", "noarchive, blogseek: none"]))
    ['noarchive', 'nofollow', 'noindex', 'none']
    """
    return _directives(values, agent.casefold())


def _directives(lines: Iterable[str], agent: str = "") -> frozenset[str]:
    """The known directives in `lines`; a crawler's name before a colon rules the rest of its line."""
    found: set[str] = set()
    for line in lines:
        is_for_us = True
        for piece in line.casefold().split(","):
            directive = piece.strip()
            named = _NAMED.fullmatch(piece)
            if named and named[1] not in _VALUED:
                is_for_us = named[1] in ("*", "all", agent)
                directive = named[2].strip()
            elif named and named[1] == "max-snippet" and named[2].strip() == "0":
                directive = "nosnippet"
            if is_for_us:
                found.update(word for word in directive.split() if word in _DIRECTIVES)
    if "none" in found:
        found |= {"noindex", "nofollow"}
    return frozenset(found)


def _links(outline: Outline, base: str) -> Iterator[Link]:
    """Each address once; it is nofollow where every link to it is so."""
    found: dict[str, Link] = {}
    for anchor in outline.anchors:
        url = normal_address(anchor.href, base) if not anchor.href.startswith("#") else None
        if url is None:
            continue
        nofollow = "nofollow" in anchor.rel.split()
        earlier = found.get(url)
        text = " ".join(anchor.text.split())[:_MAX_LINK_TEXT_CHARS]
        if earlier is None:
            found[url] = Link(url, nofollow, text, anchor.in_main)
        else:
            found[url] = Link(
                url, earlier.nofollow and nofollow, earlier.text or text, earlier.in_main or anchor.in_main
            )
    yield from found.values()


def _first(rels: list[tuple[list[str], dict[str, str]]], wanted: str, base: str) -> str | None:
    hrefs = (item["href"] for rel, item in rels if wanted in rel or (wanted == "prev" and "previous" in rel))
    return next(filter(None, (normal_address(href, base) for href in hrefs if href.strip())), None)


def _in_text(outline: Outline, wanted: str, base: str) -> str | None:
    hrefs = (anchor.href for anchor in outline.anchors if anchor.rel and wanted in anchor.rel.split())
    return next(
        filter(None, (normal_address(href, base) for href in hrefs if not href.startswith("#"))), None
    )


def _feeds(rels: list[tuple[list[str], dict[str, str]]], base: str) -> Iterator[str]:
    for rel, item in rels:
        # Some themes write "alternative".
        if not {"alternate", "alternative", "feed"} & set(rel) or "stylesheet" in rel:
            continue
        kind = item.get("type", "").lower().partition(";")[0].strip()
        href, title = item["href"], item.get("title", "")
        is_feed = (
            kind in _FEED_TYPES
            or (
                kind == "application/json"
                and "/wp-json/" not in href
                and _JSON_FEED.search(f"{href} {title}")
            )
            or (not kind and ("feed" in rel or _FEED_NAME.search(href)))
        )
        if (
            is_feed
            and not _OF_COMMENTS.search(title)
            and not re.search(r"/comments?(?:/|$)|comments?[./-]", href)
        ):
            address = normal_address(href, base)
            if address:
                yield address


def _refresh(outline: Outline, url: str, base: str) -> str | None:
    """Where the page sends its reader, by its meta element or by a script where there is little else."""
    targets = []
    match = _REFRESH.match(outline.refresh)
    if match and match[2].strip():
        try:
            if float(match[1] or 0) <= _MAX_REFRESH_S:
                targets.append(match[2])
        except ValueError:
            pass
    if outline.text_chars + outline.link_chars <= _MAX_SCRIPTED_CHARS:
        targets += [one or other for one, other in _SCRIPTED.findall(outline.script)]
    for target in targets:
        address = normal_address(target, base)
        if address and address_key(address) != address_key(url) and not is_asset(address):
            return address
    return None
