"""What a sitemap is likely to hold, by the name that the software gave it. Pure."""

import re
from urllib.parse import unquote, urlsplit

_WORD = re.compile(r"[a-z]+")
_TAXONOMY = frozenset(
    "category categories cat tag tags taxonomy taxonomies tax author authors user users".split()
)
_FILLING = frozenset("sitemap sitemaps wp xml gz post format index news product php google".split())
_POSTS = frozenset("post posts article articles blog blogs entry entries story stories pt".split())
_MEDIA = frozenset("image images video videos attachment attachments media".split())
_LATER = frozenset("page pages product products archives misc".split())


def is_taxonomy(url: str) -> bool:
    """Whether a sitemap's entries are pages that list posts: categories, tags, authors.

    >>> is_taxonomy("https://e.org/post_tag-sitemap2.xml"), is_taxonomy("https://e.org/tag-bread-posts.xml")
    (True, False)
    """
    words = _words(url)
    return bool({"taxonomies", "users"} & words) or bool(_TAXONOMY & words and words <= _TAXONOMY | _FILLING)


def posts_first(urls: list[str]) -> tuple[str, ...]:
    """The sitemaps of an index, those that name posts first and those of pictures last."""
    return tuple(sorted(dict.fromkeys(urls), key=_rank))


def _rank(url: str) -> int:
    words = _words(url)
    if is_taxonomy(url):
        return 3
    if _POSTS & words:
        return 0
    if _MEDIA & words:
        return 4
    return 2 if _LATER & words else 1


def _words(url: str) -> frozenset[str]:
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rsplit("/", 1)[-1]
    return frozenset(_WORD.findall(f"{unquote(last)} {parts.query}".lower()))
