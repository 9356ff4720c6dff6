"""Long XML of posts -> its head and its posts one by one, however broken or large it is.

The file is cut into posts as text, and each is parsed by itself: memory stays flat, a broken post spoils
no other, and what a document type declares is never seen by the parser.
"""

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from index.errors import SourceError

_READ_BYTES = 1 << 16
_MAX_HEAD_CHARS = 8_000_000  # thousands of authors and categories
_MAX_MARK_CHARS = 4_096  # a tag that marks a post has a few attributes at most
_WRAPPER = "blogseek-cutting"
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_SECTIONS = {_CDATA: _CDATA_END, "<!--": "-->"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|channel)\b", re.I)
_NAMESPACE = re.compile(r"""\bxmlns:([A-Za-z_][\w.-]*)\s*=\s*["']([^"'<>&]{0,300})["']""")
_REFERENCE = re.compile(r"&(#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")
_XML_NAMES = frozenset("&lt; &gt; &amp; &quot; &apos;".split())
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Exports are often cut in two and joined by hand, so the prefixes that everybody uses count as declared.
_USUAL_NAMESPACES = {
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@dataclass(frozen=True, slots=True)
class Element:
    """One post as it stands in the file; None where it is too long. `is_whole` where its end was found."""

    fields: etree._Element | None
    is_whole: bool


def read_elements(
    file: BinaryIO, name: str, kind: str, max_post_chars: int
) -> Iterator[etree._Element | Element]:
    """First the head (the root of what is before the first post), then an Element for each `<name>`.

    `kind` is what the file is called in errors. Raises SourceError where entities are declared, and where
    it is no such XML.
    """
    head: list[str] = []
    head_chars = 0
    prefixes = ""
    post: list[str] | None = None
    post_chars = 0
    opening = re.compile(rf"<{name}\b")
    for piece in _pieces(_text(file), name):
        if opening.match(piece):
            if post is None and not prefixes:
                prefixes, root = _read_head("".join(head), kind)
                yield root
            elif post is not None:  # the one before was never closed
                yield _element(post, prefixes, post_chars <= max_post_chars, is_whole=False)
            post, post_chars = [piece], len(piece)
        elif post is not None:
            post_chars += len(piece)
            if post_chars <= max_post_chars:
                post.append(piece)
            if piece.startswith(f"</{name}"):
                yield _element(post, prefixes, post_chars <= max_post_chars, is_whole=True)
                post = None
        elif not prefixes:
            head_chars += len(piece)
            if head_chars <= _MAX_HEAD_CHARS:
                head.append(piece)
    if not prefixes:
        yield _read_head("".join(head), kind)[1]
    if post is not None:
        yield _element(post, prefixes, post_chars <= max_post_chars, is_whole=False)


def declares_entities(text: str) -> bool:
    """Whether the beginning of an XML document declares entities of its own."""
    return "<!ENTITY" in text


def text_of(element: etree._Element | None) -> str:
    """What an element holds: its text, or its markup where somebody wrote it without CDATA."""
    if element is None:
        return ""
    if not len(element):
        return element.text or ""
    inner = (etree.tostring(child, encoding="unicode") for child in element)
    return html.escape(element.text or "", quote=False) + "".join(inner)


def _text(file: BinaryIO) -> Iterator[str]:
    """The text of the file in pieces, without characters that XML does not know."""
    raw = file.read(_READ_BYTES)
    decoder = codecs.getincrementaldecoder(_encoding(raw))(errors="replace")
    while raw:
        yield _CONTROL.sub("", decoder.decode(raw))
        raw = file.read(_READ_BYTES)
    yield _CONTROL.sub("", decoder.decode(b"", final=True))


def _encoding(beginning: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if beginning.startswith(mark):
            return encoding
    declared = _ENCODING.search(beginning[:1_000])
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    if name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        return "cp1252"  # what browsers read these as, and what is meant
    if name.lower().startswith(("utf-16", "utf_16", "utf16", "utf-32", "utf_32", "ucs", "iso-10646")):
        return "utf-8"  # or its declaration could not have been found among these bytes
    try:
        "".encode(name)  # a LookupError where it is no encoding of text
        codecs.getincrementaldecoder(name)(errors="replace").decode(b"\xff", final=True)
    except (LookupError, ValueError):
        return "utf-8"
    return name


def _pieces(texts: Iterator[str], name: str) -> Iterator[str]:
    """The text cut at the tags that open and close a post; comments are left out, CDATA is passed over."""
    marks = re.compile(rf"<!\[CDATA\[|<!--|</?{name}(?:\s[^<>]*)?>")
    waiting, closing = "", ""
    for text in texts:
        pieces, waiting, closing = _cut(waiting + text, closing, marks)
        yield from pieces
    if waiting and closing != "-->":
        yield waiting


def _cut(waiting: str, closing: str, marks: re.Pattern[str]) -> tuple[list[str], str, str]:
    """The pieces that are whole, what has to wait for more, and the end of the section it stands in."""
    pieces: list[str] = []
    at = 0
    while True:
        if closing:
            end = waiting.find(closing, at)
            stop = max(at, len(waiting) - len(closing) + 1) if end < 0 else end + len(closing)
            if closing != "-->":
                pieces.append(waiting[at:stop])
            at = stop
            if end < 0:
                break
        mark = marks.search(waiting, at)
        if mark is None:
            closing = ""
            cut = waiting.rfind("<", at)  # perhaps the beginning of a mark
            cut = len(waiting) if cut < 0 or len(waiting) - cut > _MAX_MARK_CHARS else cut
            pieces.append(waiting[at:cut])
            at = cut
            break
        pieces.append(waiting[at : mark.start()])
        at = mark.end()
        closing = _SECTIONS.get(mark.group(), "")
        if closing != "-->":
            pieces.append(mark.group())
    return [piece for piece in pieces if piece], waiting[at:], closing


def _read_head(text: str, kind: str) -> tuple[str, etree._Element]:
    """The declarations of prefixes as they stand in a start tag, and the root of the head."""
    if declares_entities(text):
        raise SourceError(f"The file declares entities, which a {kind} never needs; it is not read.")
    start = _ROOT.search(text)
    if start is None:
        raise SourceError(f"The file is not a {kind}; check what it is.")
    declared = dict(reversed(_NAMESPACE.findall(text[start.start() :])))  # the first counts
    prefixes = "".join(
        f' xmlns:{p}="{uri}"' for p, uri in (_USUAL_NAMESPACES | declared).items() if p[:3] != "xml"
    )
    return prefixes, _parse(prefixes, text[start.start() :])


def _element(post: list[str], prefixes: str, is_small: bool, *, is_whole: bool) -> Element:
    if not is_small:
        return Element(None, is_whole)
    root = _parse(prefixes, "".join(post))
    return Element(root[0] if len(root) else None, is_whole)


def _parse(prefixes: str, text: str) -> etree._Element:
    """`text` within an element that no export has."""
    # huge_tree: a post may hold a picture as text; how long it is has been looked at, entities are none
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    document = f"<{_WRAPPER}{prefixes}>{_mended(text)}</{_WRAPPER}>"
    root = etree.fromstring(document.encode("utf-8", errors="replace"), parser)
    return etree.Element(_WRAPPER) if root is None else root


def _mended(text: str) -> str:
    """`text` with the names of HTML's characters spelled out and bare `&` escaped, but for CDATA."""
    outside, *sections = text.split(_CDATA)
    mended = [_mend(outside)]
    for section in sections:
        inside, end, after = section.partition(_CDATA_END)
        mended += [_CDATA, inside, _CDATA_END]
        if end:
            mended.append(_mend(after.replace(_CDATA_END, "]]&gt;")))
    return "".join(mended)


def _mend(text: str) -> str:
    return _REFERENCE.sub(_mended_reference, text) if "&" in text else text


def _mended_reference(match: re.Match[str]) -> str:
    written = match.group()
    if written in _XML_NAMES:
        return written
    shown = html.unescape(written)
    if shown == written:
        return "&amp;" + written[1:]
    return _CONTROL.sub("", html.escape(shown))
