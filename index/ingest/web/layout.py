"""How the text of a page is laid out: as one post, or as a list of several. Pure."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.addresses import address_key, key_host, normal_address
from index.ingest.web.kinds import kind_of_address
from index.ingest.web.outline import Heading, Outline

_WORDS = re.compile(r"[^\W_]+")
_MIN_TITLE_LETTERS = 5
_TEASER_CHARS = 40  # that a headline is worth, which leads elsewhere with no text below it
_MAX_LINKED_PROSE_CHARS = 4_000  # with more to read, a page is no mere list, whatever is beside it


@dataclass(frozen=True, slots=True)
class Layout:
    """How much of a page's text, in characters, is its own, and how much belongs to what it leads to.

    `teasers` counts the headlines that lead to other pages of the site, `entries` the entries with such a
    headline. `own_chars` is the running text under the page's own headline, `teaser_chars` that under the
    others; `prose_chars` what of both is in whole sentences. `link_count` is the number of the site's other
    pages that are linked to in the text, outside of headlines. `has_dated_headline` says that the page's
    title stands over its text, with a date, before all that leads elsewhere.
    """

    teasers: int
    entries: int
    own_chars: int
    teaser_chars: int
    prose_chars: int
    link_count: int
    has_dated_headline: bool

    def is_list(self, *, strict: bool) -> str | None:
        """Why this is a list, or None. `strict`: only where hardly anything else can be."""
        share = self.own_chars * (4 if strict else 1)
        if self.entries >= 2 and self.teaser_chars > share:
            return f"a list of posts: {self.entries} entries"
        if self.teasers >= 2 and self.teaser_chars + _TEASER_CHARS * self.teasers > share:
            return f"a list of posts: {self.teasers} headlines"
        if self.teasers == 1 and self.teaser_chars > self.own_chars * (8 if strict else 3):
            return "a list of one post"
        return self._is_list_of_links(strict)

    def _is_list_of_links(self, strict: bool) -> str | None:
        least = min((25 if strict else 45) * self.link_count, _MAX_LINKED_PROSE_CHARS)
        # A short post may have many related ones beside it; but what has fifty lists them.
        chars = self.own_chars if strict and self.link_count < 50 else self.prose_chars
        return f"a list of links: {self.link_count}" if self.link_count >= 8 and chars < least else None


def read_layout(outline: Outline, base: str, root: str, own_keys: Collection[str]) -> Layout:
    """The layout of a page whose addresses have `own_keys`, on the site at `root`."""
    home = f"{key_host(urlsplit(base))}/"
    title = [*_words(outline.title), *_words(outline.meta.get("og:title", ""))]
    signs = [_sign(heading, base, root, home, own_keys, title) for heading in outline.headings]
    targets = {sign.target for sign in signs if sign.target}
    filled = [entry for entry in outline.entries if entry.end > entry.start]
    entries = sum(any(s.target and entry.start <= s.at <= entry.end for s in signs) for entry in filled)
    own_chars, teaser_chars = _shares(signs, outline.text_chars, may_have_sections=entries < 2)
    links = {
        _elsewhere(anchor.href, base, home, own_keys)
        for anchor in outline.anchors
        if not anchor.is_around and not anchor.level and anchor.text
        # Around a single entry, columns of links are common that are not called by any name.
        if anchor.in_entry or len(filled) != 1
    }
    return Layout(
        teasers=len(targets),
        entries=entries,
        own_chars=own_chars,
        teaser_chars=teaser_chars,
        prose_chars=outline.prose_chars,
        link_count=len(links - targets - {None}),
        has_dated_headline=_has_dated_headline(signs, outline),
    )


@dataclass(frozen=True, slots=True)
class _Sign:
    """A headline: the key of the other page that it leads to, or whether it is the title of this one."""

    level: int
    at: int
    target: str | None
    is_title: bool


def _sign(
    heading: Heading, base: str, root: str, home: str, own_keys: Collection[str], title: list[str]
) -> _Sign:
    is_title = _is_title(heading, title)
    target = _elsewhere(heading.href, base, home, own_keys)
    address = normal_address(heading.href, base) if heading.href else None
    if target and (
        is_title or kind_of_address(address or "", root).startswith(("listing", "login", "search"))
    ):
        target = None
    leads_home = address is not None and address_key(address) == home and home not in own_keys
    return _Sign(heading.level, heading.at, target, is_title and not leads_home)


def _shares(signs: list[_Sign], text_chars: int, *, may_have_sections: bool) -> tuple[int, int]:
    """The running text under the page's own headlines, and that under headlines that lead elsewhere."""
    linked = Counter(sign.level for sign in signs if sign.target)
    plain = Counter(sign.level for sign in signs if not sign.target)
    chars = {False: 0, True: 0}
    is_teaser, has_title, level, at = False, False, 0, 0
    for sign in signs:
        has_title, is_next = has_title or sign.is_title, is_teaser and not sign.is_title
        if sign.target:
            is_next, level = True, sign.level
        elif is_next and has_title and may_have_sections:
            # A heading of a higher rank is none of the teaser's own, and neither is one of the same rank
            # where few of that rank lead elsewhere: they are the sections of the page's own text.
            is_section = sign.level == level and plain[level] > 2 * linked[level]
            is_next = not (sign.level < level or is_section)
        if is_next is not is_teaser:
            chars[is_teaser] += sign.at - at
            is_teaser, at = is_next, sign.at
    chars[is_teaser] += text_chars - at
    return chars[False], chars[True]


def _has_dated_headline(signs: list[_Sign], outline: Outline) -> bool:
    """Whether there is a date above the text that follows the page's own title."""
    title = next((place for place, sign in enumerate(signs) if sign.is_title), None)
    if title is None:
        return False
    next_teaser = next((sign.at for sign in signs[title:] if sign.target), outline.text_chars + 1)
    return any(at < next_teaser for at in outline.dates)


def _elsewhere(href: str, base: str, home: str, own_keys: Collection[str]) -> str | None:
    """The key of another page of the same site that `href` leads to; the home page is none."""
    if not href or href.startswith("#"):
        return None
    address = normal_address(href, base)
    key = address_key(address) if address else home
    return None if key == home or key in own_keys or not key.startswith(home) else key


def _is_title(heading: Heading, title: list[str]) -> bool:
    """Whether a headline says what the page's title says, or most of it where it is the first in rank."""
    words = _words(heading.text)
    text = "".join(words)
    if len(text) >= _MIN_TITLE_LETTERS and text in "".join(title):
        return True
    is_alike = len(words) > 2 and 2 * len(set(words).intersection(title)) >= len(set(words))
    return is_alike and heading.level == 1 and not heading.href


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())
