"""HTML -> its outline, in one pass. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from index.ingest.web.head import MAX_LABEL_CHARS, MAX_MARKS, take_of_page
from index.ingest.web.names import (
    AROUND,
    DATES,
    ENTRIES,
    ENTRY_TYPE,
    HEADERS,
    TITLES,
    has_date,
    is_date_property,
    names_of,
)
from index.ingest.web.outline import Anchor, Entry, Heading, Outline

if TYPE_CHECKING:
    from collections.abc import Callable

_MAX_LINKS = 20_000
_MAX_JSON_LD_CHARS = 1_000_000
_MAX_SCRIPT_CHARS = 4_000  # of all scripts: enough to find one that sends the reader elsewhere

_MIN_PROSE_CHARS = 40  # of a piece of text, to be more than a label
_MIN_LOST_CHARS = 500  # of text that is found only when names are not believed

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNREAD = frozenset("style textarea select button svg math object iframe canvas audio video".split())
_HELD_BACK = frozenset({"noscript", "template"})
_PARTS = frozenset(
    "div section article main nav aside header footer ul ol li p span time table td body abbr".split()
)
_MEANT = frozenset("section article main nav aside header footer time".split())  # even without attributes
_ROLES_AROUND = frozenset("navigation complementary banner contentinfo search menu menubar".split())

# What an element hands down to all that is in it.
_MAIN, _AROUND, _HEADER, _ENTRY, _UNSEEN, _SCRIPT, _JSON_LD, _TITLE = 1, 2, 4, 8, 16, 32, 64, 128


def read_outline(html: str) -> Outline:
    """The outline of a page of any size and depth; what cannot be parsed is left out."""
    outline = _read(html, trusts_names=True)
    has_entry = any(entry.end > entry.start for entry in outline.entries)
    if not has_entry and outline.around_chars > 4 * outline.text_chars + _MIN_LOST_CHARS:
        # All of the page is called a widget or a menu, or one was never closed.
        outline = _read(html, trusts_names=False)
    return outline


def _read(html: str, *, trusts_names: bool) -> Outline:
    reader = _Reader(trusts_names=trusts_names)
    # The parser hands over what it meets instead of growing a tree, so that no depth is too much for it.
    parser = etree.HTMLParser(target=reader, huge_tree=True)
    try:
        parser.feed(html)
        parser.close()
    except etree.LxmlError:
        reader.close()
    return reader.outline


class _Reader:
    """Takes what the parser meets, in order."""

    def __init__(self, *, trusts_names: bool) -> None:
        self._trusts_names = trusts_names
        self.outline = Outline()
        self._inside = [0]  # what each open element hands down
        self._closers: list[
            tuple[int, Callable[[], None]]
        ] = []  # (depth, what to do where that element ends)
        self._anchor: Anchor | None = None
        self._heading: Heading | None = None
        self._entry: Entry | None = None
        self._special: list[str] = []  # the text of a title or a script
        self._json_ld_chars = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        inside = self._inside[-1]
        if not inside & _UNSEEN:
            if tag in _PARTS:
                inside = self._start_part(tag, attributes, inside) if attributes or tag in _MEANT else inside
            elif tag in ("a", "area"):
                self._start_anchor(attributes, inside)
            elif tag in _HEADINGS:
                self._start_heading(_HEADINGS[tag], inside)
            else:
                inside = self._start_other(tag, attributes, inside)
        self._inside.append(inside)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser hands it over
        """An element ends."""
        if len(self._inside) > 1:
            self._inside.pop()
        depth = len(self._inside)
        while self._closers and self._closers[-1][0] >= depth:
            self._closers.pop()[1]()

    def data(self, data: str) -> None:
        """A piece of text."""
        inside = self._inside[-1]
        if inside & _UNSEEN:
            if inside & (_SCRIPT | _JSON_LD | _TITLE):
                self._special.append(data)
            return
        text = data.strip()
        if not text:
            return
        if inside & _TITLE:
            self._special.append(data)
            return
        self._take_text(text, inside)

    def close(self) -> None:
        """The page ends, and all that was left open with it."""
        self._inside = [0]
        while self._closers:
            self._closers.pop()[1]()

    def _take_text(self, text: str, inside: int) -> None:
        outline = self.outline
        for label in (self._anchor, self._heading):
            if label is not None and len(label.text) < MAX_LABEL_CHARS:
                label.text += f"{' ' if label.text else ''}{text[:MAX_LABEL_CHARS]}"
        length = len(text) if text.isascii() else len(text.encode(errors="replace"))
        if inside & (_AROUND | _HEADER):
            outline.around_chars += length
        elif self._anchor is not None:
            outline.link_chars += length
        elif self._heading is None:
            outline.text_chars += length
            if length >= _MIN_PROSE_CHARS:
                outline.prose_chars += length
        if not inside & _AROUND and has_date(text):
            self._add_date()

    def _start_part(self, tag: str, attributes: dict[str, str], inside: int) -> int:
        names = names_of(attributes)
        if tag == "body":
            self.outline.body_classes = tuple(names)
            return inside
        if tag in ("main", "article") or attributes.get("role") == "main":
            inside |= _MAIN
        elif not inside & _AROUND and self._is_around(tag, attributes, names, inside):
            inside |= _AROUND
        elif self._is_header(tag, names, inside):
            inside |= _HEADER
        if not inside & _AROUND:
            if tag == "time" or not DATES.isdisjoint(names) or is_date_property(attributes):
                self._add_date()
            if self._heading is None and not TITLES.isdisjoint(names):
                self._start_heading(2, inside)
            is_entry = tag == "article" or not ENTRIES.isdisjoint(names)
            if not inside & _ENTRY and (is_entry or ENTRY_TYPE.search(attributes.get("itemtype", ""))):
                inside |= _ENTRY
                self._start_entry()
        return inside

    def _is_around(self, tag: str, attributes: dict[str, str], names: list[str], inside: int) -> bool:
        if not self._trusts_names:
            return tag == "footer" and not inside & (_MAIN | _ENTRY)
        if tag in ("nav", "aside") or attributes.get("role") in _ROLES_AROUND:
            return True
        if tag == "footer":
            return not inside & (_MAIN | _ENTRY)
        return tag != "span" and not AROUND.isdisjoint(names)

    def _is_header(self, tag: str, names: list[str], inside: int) -> bool:
        """Whether this is the head of the page: on some, a post's headline and its date stand there."""
        is_header = tag == "header" or not HEADERS.isdisjoint(names)
        return is_header and self._trusts_names and not inside & (_MAIN | _ENTRY)

    def _start_entry(self) -> None:
        if len(self.outline.entries) >= MAX_MARKS:
            return
        entry = self._entry = Entry(self.outline.text_chars)
        self.outline.entries.append(entry)
        self._closers.append((len(self._inside), self._end_entry))

    def _end_entry(self) -> None:
        if self._entry is not None:
            self._entry.end = self.outline.text_chars
        self._entry = None

    def _start_anchor(self, attributes: dict[str, str], inside: int) -> None:
        href = attributes.get("href", "")
        if not href or len(self.outline.anchors) >= _MAX_LINKS:
            return
        anchor = Anchor(
            href=href,
            rel=attributes.get("rel", "").lower(),
            in_main=bool(inside & _MAIN),
            in_entry=bool(inside & _ENTRY),
            is_around=bool(inside & (_AROUND | _HEADER)),
        )
        self._anchor = anchor
        self.outline.anchors.append(anchor)
        if self._heading is not None:
            anchor.level = self._heading.level
            if not self._heading.href and not href.startswith("#"):
                self._heading.href = href
        elif not inside & _AROUND and not TITLES.isdisjoint(names_of(attributes)):
            self._start_heading(2, inside)
        self._closers.append((len(self._inside), self._end_anchor))

    def _end_anchor(self) -> None:
        self._anchor = None

    def _start_heading(self, level: int, inside: int) -> None:
        if inside & _AROUND or len(self.outline.headings) >= MAX_MARKS:
            return
        heading = self._heading = Heading(level, self.outline.text_chars)
        if self._anchor is not None:
            heading.href = self._anchor.href
            self._anchor.level = level
        self.outline.headings.append(heading)
        self._closers.append((len(self._inside), self._end_heading))

    def _end_heading(self) -> None:
        self._heading = None

    def _start_other(self, tag: str, attributes: dict[str, str], inside: int) -> int:
        if tag in _UNREAD:
            return inside | _UNSEEN
        if tag in _HELD_BACK:
            return inside if "shadowrootmode" in attributes else inside | _UNSEEN
        if tag == "script":
            return self._start_script(attributes, inside)
        if tag == "title" and not self.outline.title:
            self._special.clear()
            self._closers.append((len(self._inside), self._end_title))
            return inside | _TITLE
        if tag == "meta" and is_date_property(attributes):
            self._add_date()
        if tag == "input" and attributes.get("type", "").lower() == "password":
            self.outline.has_password = True
        take_of_page(self.outline, tag, attributes)
        return inside

    def _start_script(self, attributes: dict[str, str], inside: int) -> int:
        is_json_ld = "ld+json" in attributes.get("type", "").lower()
        self._special.clear()
        self._closers.append((len(self._inside), self._end_json_ld if is_json_ld else self._end_script))
        return inside | _UNSEEN | (_JSON_LD if is_json_ld else _SCRIPT)

    def _end_json_ld(self) -> None:
        text = "".join(self._special)
        if self._json_ld_chars + len(text) <= _MAX_JSON_LD_CHARS:
            self._json_ld_chars += len(text)
            self.outline.json_ld.append(text)

    def _end_script(self) -> None:
        if len(self.outline.script) < _MAX_SCRIPT_CHARS:
            self.outline.script += "".join(self._special)[:_MAX_SCRIPT_CHARS] + "\n"

    def _end_title(self) -> None:
        self.outline.title = " ".join("".join(self._special).split())[:MAX_LABEL_CHARS]

    def _add_date(self) -> None:
        if self._entry is not None:
            self._entry.date_count += 1
        if len(self.outline.dates) < MAX_MARKS:
            self.outline.dates.append(self.outline.text_chars)
