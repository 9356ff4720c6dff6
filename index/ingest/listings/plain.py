"""Small pieces of HTML -> plain text; names of authors and tags as feeds give them. Pure."""

import html
import re
from collections.abc import Iterable

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.people import clean_authors

_MAX_TAGS = 30  # as many as are taken from a page
_MAX_TITLE_CHARS = 1_000
# Other words between angle brackets are what a title is about: "Why <blink> had to go".
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|cite|code|del|dfn|div|em|font|i|img|ins|kbd|mark|p|q|s|samp|small|span"
    r"|strike|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]*)?/?>",
    re.I,
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r"<?[^\s<>()@]{1,200}@[^\s<>()]{1,200}>?")
_IN_BRACKETS = re.compile(r"^\s*\S+@\S+\s*\(([^()]*)\)\s*$|^\s*\(([^()]*)\)\s*$")


def plain_title(written: object) -> str | None:
    """A title that may have HTML in it, as a reader would see it; None where nothing is left.

    >>> plain_title("Salt &amp; <em>water</em>")
    'Salt & water'
    """
    if not isinstance(written, str):
        return None
    return tidy_line(html.unescape(_INLINE_TAG.sub("", clean_text(written[:_MAX_TITLE_CHARS])))) or None


def visible_text(markup: str) -> str:
    """What a reader sees of `markup`, roughly but fast: enough to measure it and to see how it ends."""
    return " ".join(html.unescape(_ANY_TAG.sub(" ", markup)).split())


def person_names(values: Iterable[object]) -> tuple[str, ...]:
    """The people in `values`, without their e-mail addresses.

    >>> person_names(["ann@example.org (Ann Lee)", "Bo Roe <bo@example.org>", "cy@example.org"])
    ('Ann Lee', 'Bo Roe')
    """
    names = []
    for value in values:
        if isinstance(value, str) and len(value) < _MAX_TITLE_CHARS:
            in_brackets = _IN_BRACKETS.match(value)
            name = (in_brackets.group(1) or in_brackets.group(2) or "") if in_brackets else value
            names.append(html.unescape(_ADDRESS.sub(" ", clean_text(name))))
    return clean_authors(names)


def tag_names(values: Iterable[object]) -> tuple[str, ...]:
    """Each tag once, as plain text, in order."""
    tags: dict[str, str] = {}
    for value in values:
        tag = (plain_title(value) or "").lstrip("#")
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())[:_MAX_TAGS]


def clean_text(written: str) -> str:
    """`written` without the halves of characters that JSON can hold and UTF-8 cannot."""
    return _SURROGATES.sub("\ufffd", written)
