"""What one pass over an HTML page finds: its links, headings, entries and dates, and where its text lies."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Anchor:
    """A link as it is written. `level` is that of the heading it is in, or 0."""

    href: str
    rel: str
    in_main: bool
    in_entry: bool
    is_around: bool
    level: int = 0
    text: str = ""


@dataclass(slots=True)
class Heading:
    """A headline of the page or of an entry, the address it links to, and the running text before it."""

    level: int
    at: int
    text: str = ""
    href: str = ""


@dataclass(slots=True)
class Entry:
    """An <article>, h-entry or the like, in no other one: where its running text lies, and its dates."""

    start: int
    end: int = 0
    date_count: int = 0


@dataclass(slots=True)
class Outline:
    """What one pass over a page found, addresses as they are written.

    `text_chars` is the running text outside of navigation, side columns, comments, headings and links,
    `prose_chars` what of it comes in pieces as long as a sentence, `link_chars` the text of the links there,
    `around_chars` all text outside of that; `dates` are the places, in running text, of what looks like
    a date. Lengths are in bytes of UTF-8: a Chinese letter says as much as three Latin ones. `meta` is
    {name or property, lower case: first content}.
    """

    title: str = ""
    base: str = ""
    html_classes: tuple[str, ...] = ()
    body_classes: tuple[str, ...] = ()
    is_amp: bool = False
    language: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    robots: list[str] = field(default_factory=list)
    refresh: str = ""
    head_links: list[dict[str, str]] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    script: str = ""
    text_chars: int = 0
    prose_chars: int = 0
    link_chars: int = 0
    around_chars: int = 0
    has_password: bool = False
