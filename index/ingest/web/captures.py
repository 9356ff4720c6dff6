"""Saved web pages, of which only some are posts: lists, aliases and the like are told from them. Pure."""

from collections.abc import Iterable, Iterator

from index.addresses import site_root
from index.errors import NotAPost
from index.ingest.web.evidence import judge
from index.ingest.web.webpage import read_web_page
from index.ingest.web.wishes import owners_wish
from index.records import Page, Skipped

# What a page can be that is surely no post, also where nothing but its look and its own word tell.
_NO_POSTS = frozenset({"alias", "listing", "home", "error", "search", "login"})


def only_posts(items: Iterable[Page | Skipped], *, is_crawl: bool) -> Iterator[Page | Skipped]:
    """`items`, with the reason in place of each HTML page that is no post.

    A crawl holds everything that a site has, so each of its pages must show that it is a post. What a
    person has saved is a post, unless it is a page of a whole site and its look shows that it is none.
    """
    for item in items:
        objection = None
        if isinstance(item, Page) and item.media_type == "text/html" and not item.is_body:
            objection = _objection(item, is_crawl=is_crawl)
        yield Skipped(item.place, objection) if objection else item


def _objection(page: Page, *, is_crawl: bool) -> str | None:
    """Why `page` is no post, or None."""
    try:
        web_page = read_web_page(page.content, page.url, page.charset)
    except NotAPost as error:
        return str(error)
    wish = owners_wish(web_page.robots)
    if wish and is_crawl:
        return wish
    if is_crawl:
        verdict = judge(web_page, page.url, root=site_root(page.url))
        return None if verdict.is_post else verdict.reason
    if web_page.canonical is None:
        return None
    # By its look alone: the address that a theme calls canonical may be wrong, and a file's says nothing.
    verdict = judge(web_page, page.url)
    return verdict.reason if verdict.role in _NO_POSTS else None
