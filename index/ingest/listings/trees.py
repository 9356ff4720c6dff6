"""XML as sites really serve it -> clean text, its elements, its tree. Pure; nothing is ever fetched."""

import html
import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from itertools import islice
from typing import Any

from lxml import etree

from index.errors import NotAPost
from index.ingest.extract.decode import decode
from index.ingest.listings.listing import MAX_ENTRIES, ListingError
from index.ingest.listings.unpack import MAX_BYTES, unpack

_ROOTS = "rss|feed|rdf|urlset|sitemapindex|opml"
_PROLOG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|(?P<entity><!ENTITY)|(?P<root><(?:[\w.-]+:)?(?:{_ROOTS})(?=[\s/>]))",
    re.S | re.I,
)
# What is not to be touched, then what a reader of XML would stumble over.
_REFERENCES = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?!(?:amp|lt|gt|quot|apos);)(?:(#?[A-Za-z0-9]{1,32});)?",
    re.S,
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAX_ELEMENTS = 500_000  # what feedparser reads in ten seconds; a feed of 20,000 posts has 160,000
_OF_A_POST = frozenset("title link guid pubdate date creator description encoded category".split())
_NO_NAME = "unreadable"
_NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "atom": "http://www.w3.org/2005/Atom",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
}


def xml_text(content: bytes, charset: str | None = None, max_bytes: int = MAX_BYTES) -> str:
    """The document in `content` from its root element on, with all references readable.

    Gzipped, in any encoding, with junk before it or bare ampersands in it: all is well. Raises
    ListingError for what declares entities, is too large, or is no XML that we know.
    """
    text = _NOT_XML.sub("", decode_listing(unpack(content, max_bytes), charset))
    for token in _PROLOG.finditer(text):
        if token["entity"]:
            raise ListingError("it declares XML entities, which are refused")
        if token["root"]:
            return _REFERENCES.sub(_readable, text[token.start() :])
    raise ListingError("neither a feed nor a sitemap nor a list of blogs")


def decode_listing(content: bytes, charset: str | None) -> str:
    """The text of `content`. Raises ListingError where it is none."""
    if content[:2] in (b"<\0", b"\0<"):  # UTF-16 without its mark
        content = (b"\xff\xfe" if content[1:2] == b"\0" else b"\xfe\xff") + content
    if charset and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return content.decode(charset)
            except (UnicodeError, LookupError, ValueError):
                pass  # a declaration that is not true, or of no encoding
    try:
        return decode(content, is_html=True)
    except NotAPost as error:
        raise ListingError(str(error)) from error


def _readable(match: re.Match[str]) -> str:
    """A reference that every XML parser knows, for one that browsers know or that is none."""
    whole, name = match.group(), match.group(1)
    if not whole.startswith("&"):
        return whole
    if name is None or not (name.startswith("#") or f"{name};" in html5):
        return "&amp;" + whole[1:]
    return html.escape(_NOT_XML.sub("", html.unescape(whole)))  # of "&#11;" nothing is left


def elements(text: str, names: str) -> Iterator[tuple[str, bool]]:
    """Each element of one of `names` ("item|entry") in `text`, as text, and whether it has its end tag.

    One that is not closed ends where the next begins, so that what is broken stays by itself.
    """
    pattern = rf"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(/?)(?:[\w.-]+:)?(?:{names})(?=[\s/>])[^<>]*>"
    start: int | None = None
    for tag in re.finditer(pattern, text, re.S | re.I):
        if tag.group(1) is None:
            continue
        if tag.group(1):
            if start is not None:
                yield text[start : tag.end()], True
            start = None
        else:
            if start is not None:
                yield text[start : tag.start()], False
            start = tag.start()
    if start is not None:
        yield text[start:], False


def parse_part(text: str) -> Any:
    """The tree (lxml) of a part of a document, whatever can be made of it; None where that is nothing."""
    return _parse(text, recover=True)


def parse_feed(text: str) -> Any:
    """The tree (lxml) of a feed's whole text. Where it is broken, each of its posts is read by itself."""
    try:
        root = _parse(text, recover=False)
    except etree.XMLSyntaxError:
        root = _reassembled(text)
    if root is None:
        raise ListingError("not XML")
    for number, element in enumerate(root.iter(etree.Element)):
        if number > _MAX_ELEMENTS:
            raise ListingError(f"a feed with more than {_MAX_ELEMENTS:,} elements")
        _bind(element)
    return root


def local_name(element: Any) -> str:
    """The name of an element (lxml) in lower case, without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _parse(text: str, *, recover: bool) -> Any:
    parser = etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(text.encode(), parser)


def _reassembled(text: str) -> Any:
    root_tag = re.match(r"<[^<>]*>", text)
    posts = list(islice(elements(text, "item|entry"), MAX_ENTRIES))
    if root_tag is None:
        return None
    opening = root_tag.group()
    head_end = text.find(posts[0][0]) if posts else len(text)
    root = parse_part(text[:head_end])
    if root is None or opening.endswith("/>"):
        return root
    place = next((child for child in root if local_name(child) == "channel"), root)
    for post, is_closed in posts:
        wrapped = parse_part(opening + post)
        if wrapped is None or not len(wrapped):
            continue
        _hoist(wrapped[0])
        if not is_closed:
            _drop_content(wrapped[0])
        place.append(wrapped[0])
    return root


def _hoist(post: Any) -> None:
    """Put what slipped into an element that was not closed (<title>A <b>B</title>) back into the post."""
    for child in list(post):
        if local_name(child) in _OF_A_POST:
            for inner in [
                each for each in child.iter() if each is not child and local_name(each) in _OF_A_POST
            ]:
                post.append(inner)


def _drop_content(post: Any) -> None:
    """Take out the text of a post that breaks off: nobody must take it for the whole."""
    for child in _children(post, ("content", "encoded", "description", "summary", "body")):
        post.remove(child)


def _children(element: Any, names: Iterable[str]) -> list[Any]:
    return [child for child in element if local_name(child) in names]


def _bind(element: Any) -> None:
    """Give the namespace that everybody means to a name whose prefix was never declared."""
    if isinstance(element.tag, str) and ":" in element.tag and not element.tag.startswith("{"):
        prefix, _, name = element.tag.partition(":")
        namespace = _NAMESPACES.get(prefix)
        try:
            element.tag = f"{{{namespace}}}{name}" if namespace else f"{prefix}_{name}"
        except ValueError:  # what is recovered of a broken feed may be no name, as "dc:" and "a:b:c" are none
            element.tag = _NO_NAME
    for name in [name for name in element.attrib if ":" in name and not name.startswith("{")]:
        del element.attrib[name]


def parse_fragment(markup: str) -> Any:
    """The tree (lxml) of a short piece of HTML; None where that is nothing."""
    parser = etree.HTMLParser(recover=True, no_network=True)
    return etree.fromstring(f"<div>{_NOT_XML.sub('', markup)}</div>".encode(), parser)


def tree_bytes(root: Any) -> bytes:
    """A tree (lxml) as well-formed UTF-8, without any DOCTYPE."""
    written: bytes = etree.tostring(root, encoding="utf-8", with_tail=False)
    return written
