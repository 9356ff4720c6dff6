"""Whether a page is a blog post, by what it states and how it looks; the reason is kept. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.addresses import address_key, key_host, normal_address, site_root
from index.ingest.web.jsonld import Stated, read_json_ld
from index.ingest.web.kinds import (
    has_date_in,
    is_loose_list,
    is_whole_day,
    kind_of_address,
    names_a_page,
    names_an_error,
)
from index.ingest.web.layout import Layout, read_layout
from index.ingest.web.marks import role_by_marks
from index.ingest.web.webpage import WebPage

_MIN_TEXT_CHARS = 200  # of running text, for a page that states nothing to be a post
_MIN_LOOSE_TEXT_CHARS = 1_500  # where its address speaks against it
_MIN_LOGIN_TEXT_CHARS = 600
_MAX_ERROR_CHARS = 1_500
_ERROR_TITLE = re.compile(
    r"\W*(?:(?:error\s*)?(?:404|403|410|500|503)\b.{0,40}"
    r"|(?:the\s|this\s)?(?:page|post|site)\s(?:not\sfound|cannot\sbe\sfound|does\s?n.t\sexist)\b.*"
    r"|not\sfound\b.{0,30}|.{0,40}\b404\s*(?:error|not\sfound).*|access\sdenied.*|just\sa\smoment.*"
    r"|seite\snicht\sgefunden.*|page\s(?:non\strouvée|introuvable).*|página\sno\sencontrada.*"
    r"|pagina\snon\strovata.*|página\snão\sencontrada.*|pagina\sniet\sgevonden.*|nie\sznaleziono.*"
    r"|страница\sне\sнайдена.*)",
    re.I | re.S,
)
_REFUSALS = {
    "listing:tag": "a tag page",
    "listing:category": "a category page",
    "listing:author": "an author's page",
    "listing:date": "a list by date",
    "listing:page": "a further page of a list",
    "listing:archive": "an archive page",
    "search": "a search page",
    "login": "a page to log in",
    "feed": "a feed",
    "asset": "a file",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page is a post, why, in a few words, and what it is.

    `role` is "post", "home", "listing", "page" (about, contact …), "alias" (of another address), "error",
    "search", "login", "feed" or "asset". `is_sure` is False where a page states nothing of the kind, and only
    looks like a post: on a site whose posts do state what they are, it is none.
    """

    is_post: bool
    reason: str
    role: str
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class _Case:
    """A page and all that speaks for it or against it. `strong` is how it states that it is a post."""

    page: WebPage
    url: str
    root: str
    listed_in: str
    kind: str
    stated: Stated
    layout: Layout
    mark: tuple[str, str] | None
    strong: str | None


def judge(page: WebPage, url: str, *, listed_in: str | None = None, root: str = "") -> Verdict:
    """Is the page at `url`, on the site at `root`, a blog post?

    `listed_in` is where its address was read: "feed", "API", "sitemap", or None where only links lead to it.
    """
    root = root or site_root(url)
    own_keys = {address_key(address) for address in (url, page.canonical) if address}
    outline, stated = page.outline, read_json_ld(page.outline.json_ld, url)
    case = _Case(
        page=page,
        url=url,
        root=root,
        listed_in=(listed_in or "").casefold(),
        kind=kind_of_address(url, root),
        stated=stated,
        layout=read_layout(outline, page.base, root, own_keys),
        mark=role_by_marks(outline.html_classes, outline.body_classes),
        strong=_stated_post(page, stated, own_keys),
    )
    steps = (_alias, _service, _home, _error, _by_mark, _list, _lasting_page, _by_statement, _by_looks)
    verdicts = (step(case) for step in steps)
    return next(filter(None, verdicts), Verdict(False, "no running text", "page"))


def _alias(case: _Case) -> Verdict | None:
    """Whether the page only stands for another."""
    if case.page.refresh:
        return Verdict(False, f"sends its reader on to {case.page.refresh}", "alias")
    canonical, url = case.page.canonical, normal_address(case.url) or case.url
    if canonical is None or address_key(canonical) == address_key(url):
        return None
    # On another site it was first published, perhaps; but this is the copy that we were sent to.
    is_elsewhere = key_host(urlsplit(canonical)) != key_host(urlsplit(url))
    # Some themes name the home page, or the list of posts, on every page; some add a piece to every address.
    is_fault = (
        address_key(canonical) in (address_key(case.root), address_key(site_root(url)))
        or kind_of_address(canonical, case.root) == "listing:archive"
        or f"{canonical}/".startswith(f"{url.rstrip('/')}/")
    )
    return (
        None if is_elsewhere or is_fault else Verdict(False, f"its canonical address is {canonical}", "alias")
    )


def _service(case: _Case) -> Verdict | None:
    if case.kind in ("search", "login", "feed", "asset"):
        return Verdict(False, _REFUSALS[case.kind], case.kind)
    if case.page.outline.has_password and case.page.outline.text_chars < _MIN_LOGIN_TEXT_CHARS:
        return Verdict(False, _REFUSALS["login"], "login")
    return None


def _home(case: _Case) -> Verdict | None:
    homes = (address_key(case.root), address_key(site_root(case.url)))
    return Verdict(False, "the home page", "home") if address_key(case.url) in homes else None


def _error(case: _Case) -> Verdict | None:
    """Whether the server shows what it shows for nothing, though it does not say so."""
    outline = case.page.outline
    is_bare = outline.text_chars < _MAX_ERROR_CHARS and not outline.dates and not case.strong
    is_error = names_an_error(case.url, case.root) or (is_bare and _ERROR_TITLE.fullmatch(case.page.title))
    return Verdict(False, "an error page", "error") if is_error else None


def _by_mark(case: _Case) -> Verdict | None:
    """What the program that made the page calls it; pages are looked at further."""
    if case.mark is None or case.mark[0] == "page" or (case.mark[0] == "home" and case.strong):
        return None
    return Verdict(case.mark[0] == "post", case.mark[1], case.mark[0])


def _list(case: _Case) -> Verdict | None:
    """Whether it leads to posts instead of being one: by statement, by address, by its looks."""
    layout, reason = case.layout, None
    if not case.strong and (case.stated.is_list or len(case.stated.posts) > 1):
        reason = "JSON-LD of a list"
    elif case.kind.startswith("listing") and not _is_post_all_the_same(case):
        reason = _REFUSALS[case.kind]
    else:
        reason = layout.is_list(strict=bool(case.strong) or layout.has_dated_headline)
    return Verdict(False, reason, "listing") if reason else None


def _is_post_all_the_same(case: _Case) -> bool:
    """Whether a page is a post though its address is called like a list's: /topics/tea, /2020/03/04/."""
    layout, strong = case.layout, bool(case.strong)
    if layout.is_list(strict=layout.has_dated_headline):
        return False
    if case.kind == "listing:date":
        has_text = layout.has_dated_headline or layout.own_chars >= _MIN_TEXT_CHARS
        return has_text and is_whole_day(case.url, case.root)
    is_loose = is_loose_list(case.url, case.root)
    return (strong and (is_loose or case.kind == "listing:archive")) or (
        is_loose and layout.own_chars >= _MIN_LOOSE_TEXT_CHARS
    )


def _lasting_page(case: _Case) -> Verdict | None:
    """Whether it is a page of the site that is no post: about, contact …"""
    is_blog_post = case.strong is not None and case.strong.startswith(("JSON-LD Blog", "JSON-LD News"))
    if is_blog_post or has_date_in(case.url, case.root):
        return None
    if case.stated.is_page or names_a_page(case.url, case.root):
        return Verdict(False, "a lasting page of the site", "page")
    if case.mark and case.mark[0] == "page" and "feed" not in case.listed_in:
        return Verdict(False, case.mark[1], "page")
    return None


def _by_statement(case: _Case) -> Verdict | None:
    """Whether the page says that it is a post, or somebody else does."""
    outline, own_chars = case.page.outline, case.layout.own_chars
    reasons = (
        (bool(case.strong), case.strong or ""),
        ("feed" in case.listed_in, "in the feed"),
        ("api" in case.listed_in, "in the API"),
        (
            bool(outline.entries and outline.dates and own_chars and _has_headline(case)),
            "an entry with a date",
        ),
        (has_date_in(case.url, case.root) and own_chars > 0, "a date in its address"),
    )
    return next((Verdict(True, reason, "post") for holds, reason in reasons if holds), None)


def _by_looks(case: _Case) -> Verdict | None:
    """Whether a page that states nothing may be a post; the best reason is kept."""
    if case.layout.own_chars < _MIN_TEXT_CHARS or not _has_headline(case):
        return None
    reasons = (
        (case.page.outline.meta.get("og:type", "").casefold() == "article", "og:type article"),
        (bool(case.page.outline.dates), "text with a date"),
        ("sitemap" in case.listed_in, "text, in the sitemap"),
        (case.kind == "post-like", "text under a post's address"),
        (True, "text with a headline"),
    )
    return next(Verdict(True, reason, "post", is_sure=False) for holds, reason in reasons if holds)


def _has_headline(case: _Case) -> bool:
    return bool(case.page.title) or any(heading.level <= 3 for heading in case.page.outline.headings)


def _stated_post(page: WebPage, stated: Stated, own_keys: set[str]) -> str | None:
    """How the page states for machines that it is a post, or None."""
    meta = page.outline.meta
    own = [kind for kind, address in stated.posts if not address or address_key(address) in own_keys]
    has_address = any(address and address_key(address) in own_keys for _, address in stated.posts)
    if own and (len(stated.posts) == 1 or has_address):
        return f"JSON-LD {own[0]}"
    is_dated = "article:published_time" in meta or "datepublished" in meta
    if len(stated.posts) == 1 and is_dated:
        return f"JSON-LD {stated.posts[0][0]}"
    og_type = meta.get("og:type", "").casefold()
    if is_dated and og_type in ("article", "blog", "blogposting", ""):
        return "og:type article with a date" if og_type else "article:published_time"
    return None
