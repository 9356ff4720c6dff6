"""What an answer to the crawl is: a post, a list, an alias, or nothing for us. Pure."""

from dataclasses import dataclass, replace

from index.addresses import is_below, site_root
from index.errors import NotAPost
from index.ingest.web.answers import Answer
from index.ingest.web.evidence import Verdict, judge
from index.ingest.web.frontier import Candidate
from index.ingest.web.webpage import WebPage, read_web_page
from index.ingest.web.wishes import owners_wish
from index.records import Facts, Page, Visit

_HTML = frozenset({"text/html", "application/xhtml+xml", ""})
_STATED = ("JSON-LD", "og:type", "article:")  # how reasons begin where a page itself says that it is a post
_BY_LOOK = ", by its look"
_SAY_NOTHING = frozenset({"sitemap", "address list"})  # listings without facts


@dataclass(frozen=True, slots=True)
class Outcome:
    """`visit` says what the address is; `page` is a post, also one that has another canonical address.

    What is not sure only looks like a post: nothing says that it is one.
    """

    visit: Visit
    page: Page | None = None
    is_sure: bool = True


def read_outcome(candidate: Candidate, answer: Answer, root: str, *, is_named: bool) -> Outcome:
    """What `answer` is, on the site at `root`; `is_named` means that somebody listed this very address."""
    visit = Visit(
        answer.url,
        "page",
        answer.status,
        "",
        etag=answer.etag,
        last_modified=answer.last_modified,
        listed_as=candidate.listed_as,
    )
    if answer.media_type not in _HTML:
        return Outcome(replace(visit, reason=f"no web page ({answer.media_type})"))
    try:
        page = read_web_page(answer.content, answer.url, answer.charset)
    except NotAPost as error:
        return Outcome(replace(visit, reason=str(error)))
    says = answer.robots | page.robots
    if not says & {"nofollow", "none"}:
        visit = replace(visit, links=links_within(page, root))
    wish = owners_wish(says)
    if wish:
        return Outcome(replace(visit, role="refused", reason=wish))
    verdict = _judge(page, candidate, root, is_named=is_named)
    if verdict.role == "alias":
        target = page.refresh or page.canonical
        visit = replace(visit, role="alias", reason=verdict.reason, final_url=target)
        return Outcome(visit, None if page.refresh else _page(candidate, answer))
    if not verdict.is_post:
        role = "list" if verdict.role in ("listing", "home") else "page"
        return Outcome(replace(visit, role=role, reason=verdict.reason))
    is_sure = verdict.is_sure or candidate.listed is not None
    reason = verdict.reason if verdict.is_sure else f"{verdict.reason}{_BY_LOOK}"
    return Outcome(replace(visit, role="post", reason=reason), _page(candidate, answer), is_sure)


def says_it_is_a_post(visit: Visit) -> bool:
    """Whether a post was known by what its page says of itself, and not by its look or a listing alone."""
    return visit.role == "post" and not visit.reason.endswith(_BY_LOOK)


def links_within(page: WebPage, root: str) -> tuple[str, ...]:
    """The addresses that a page leads to and that belong to the site at `root`, each once."""
    urls = (link.url for link in page.links if not link.nofollow)
    return tuple(dict.fromkeys(url for url in urls if is_below(url, root)))


def _judge(page: WebPage, candidate: Candidate, root: str, *, is_named: bool) -> Verdict:
    listed_in = candidate.listed.facts.source if candidate.listed else None
    verdict = judge(page, page.url, listed_in=listed_in, root=root)
    if verdict.role == "page" and is_named:
        return Verdict(True, "in the list of addresses", "post")
    if verdict.role == "home" and page.url != site_root(page.url):
        # Whoever names a post's own address as a site wants that post.
        named = judge(page, page.url, listed_in=listed_in, root=site_root(page.url))
        if named.is_post and named.reason.startswith(_STATED):
            return named
    return verdict


def _page(candidate: Candidate, answer: Answer) -> Page:
    facts = candidate.listed.facts if candidate.listed else Facts()
    if facts.source in _SAY_NOTHING:
        facts = Facts()
    return Page(answer.url, answer.url, answer.content, "text/html", answer.charset, facts)
