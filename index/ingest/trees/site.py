"""The nouns of Markdown trees: a site, an entry in it, and what the site makes of the entry."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from index.ingest.extract.front_matter import Matter
from index.ingest.extract.places import web_address
from index.ingest.trees.templates import EVERY_SYNTAX

DRAFT = "a draft"
NOT_A_POST = "a page of the site, not a post"
# Pages that sites of all kinds have, under the names that they have there.
PAGE_NAMES = frozenset(
    "about aboutme about-me about-us contact contact-us now uses resume cv archive archives search "
    "privacy privacy-policy imprint impressum links blogroll projects faq 404 license licence readme "
    "contributing changelog code_of_conduct code-of-conduct security home tags categories friends "
    "guestbook terms sitemap notice authors colophon thanks subscribe offline support funding "
    "maintainers governance copying todo".split()
)
_LOCAL = frozenset(("localhost", "127.0.0.1", "0.0.0.0", "[::1]"))  # noqa: S104 - a name to be told, not listened on


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a site: its place below the site's folder, and what its front matter says."""

    place: PurePosixPath
    matter: Matter


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a site makes of an entry: no post (`reason`), or one at `path` below its address, if known.

    `day` is the day that its name gives it; `tags`, where the generator has rules of its own.
    """

    reason: str = ""
    path: str | None = None
    day: str | None = None
    language: str | None = None
    base: str | None = None
    matter: Matter | None = None
    tags: tuple[str, ...] | None = None


def _nothing_beside(_place: PurePosixPath) -> str:
    return ""


Judge = Callable[[Entry], Verdict | None]  # None: not even a page of the site


@dataclass(frozen=True, slots=True)
class Site:
    """A site as its configuration has it. `base` is its live address, without a `/` at the end.

    `beside` is what data files beside a file say of it, where a site has such.
    """

    kind: str
    judge: Judge
    base: str | None = None
    name: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    keeps_future: bool = False
    keeps_drafts: bool = False
    syntaxes: frozenset[str] = field(default=EVERY_SYNTAX)
    beside: Callable[[PurePosixPath], str] = _nothing_beside


def live_base(*parts: object) -> str | None:
    """The live address that `parts` (an address, then folders) make; None where only its writer sees it."""
    first, *rest = (part.strip() if isinstance(part, str) else "" for part in parts)
    if first.startswith("//"):
        first = f"https:{first}"
    address = web_address(
        "/".join([first.rstrip("/"), *(part.strip("/") for part in rest if part.strip("/"))])
    )
    if address is None or (urlsplit(address).hostname or "") in _LOCAL:
        return None
    return address.rstrip("/")


def live_address(base: str | None, path: str | None) -> str | None:
    """The address of what is at `path` of the site at `base`; None where either is not known."""
    if base is None or path is None:
        return None
    return web_address(f"{base}/{quote(path.lstrip('/'), safe='/%:@!$&()*+,;=~-._')}")


def cname(text: str) -> str | None:
    """The host that a CNAME file names, as an address."""
    host = next(iter(text.split()), "")
    return f"https://{host}" if "." in host and not host.startswith("#") else None


def is_page_name(place: PurePosixPath) -> bool:
    """Whether a file is called as pages are, and not posts: about.md, contact/index.md."""
    stem = place.name.split(".")[0].lower()
    if stem == "index" and len(place.parts) > 1:
        stem = place.parts[-2].lower()
    return stem in PAGE_NAMES
