"""What WordPress's REST API answers (/wp-json/wp/v2/posts) -> posts, with all their text. Pure."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timezone
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from index.ingest.extract.moments import iso_moment
from index.ingest.listings.json_values import items, mapping, read_json, text_of
from index.ingest.listings.listing import Listed, Listing, ListingError, listed_address
from index.ingest.listings.paging import with_query
from index.ingest.listings.plain import person_names, plain_title, tag_names, visible_text
from index.ingest.listings.whole import ends_as_beginning, is_unrun
from index.records import Facts, Skipped

PAGE_SIZE = 100  # WordPress hands out no more
_NOT_POSTS = frozenset(("page", "attachment", "nav_menu_item", "revision", "wp_block"))
_TAXONOMIES = frozenset(("category", "post_tag"))


def api_address(home: str) -> str:
    """Where a WordPress site whose home is at `home` answers for its posts, newest first.

    >>> api_address("https://example.org/blog/")
    'https://example.org/blog/wp-json/wp/v2/posts?per_page=100&page=1&_embed=author%2Cwp%3Aterm'
    """
    parts = urlsplit(home)
    path = parts.path.rstrip("/") + "/wp-json/wp/v2/posts"
    address = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    return with_query(address, {"per_page": PAGE_SIZE, "page": 1, "_embed": "author,wp:term"})


def read_posts_answer(content: bytes, url: str, total_pages: int | None) -> Listing:
    """The posts in one page of the answer. `total_pages` is the header X-WP-TotalPages.

    Drafts, private posts, pages and what needs a password are left out and named. Raises ListingError
    where the answer is an error, or not WordPress's.
    """
    answer = read_json(content)
    if not isinstance(answer, list):
        message = plain_title(mapping(answer).get("message"))
        raise ListingError(f"WordPress answers: {message}" if message else "not an answer of WordPress")
    found: dict[str, Listed] = {}
    skipped = []
    for number, post in enumerate(map(mapping, answer), 1):
        link = listed_address(text_of(post.get("link")), url)
        reason = _objection(post, link)
        if link and not reason:
            found.setdefault(link, _listed(post, link))
        else:
            skipped.append(Skipped(link or f"post {number} of {url}", reason or "no link to a post"))
    page = _page(url)
    has_more = page < total_pages if total_pages is not None else len(answer) >= PAGE_SIZE
    further = (with_query(url, {"page": page + 1}),) if has_more and answer else ()
    return Listing(tuple(found.values()), further, "WordPress API", skipped=tuple(skipped))


def _objection(post: Mapping[str, Any], link: str | None) -> str | None:
    """Why a post is left out, or None."""
    if link is None:
        return "no link to a post"
    if post.get("status", "publish") != "publish":
        return "not published"
    if mapping(post.get("content")).get("protected"):
        return "protected by a password"
    return "not a post" if post.get("type") in _NOT_POSTS else None


def _listed(post: Mapping[str, Any], link: str) -> Listed:
    markup = text_of(mapping(post.get("content")).get("rendered")) or ""
    text = visible_text(markup)
    embedded = mapping(post.get("_embedded"))
    facts = Facts(
        source="WordPress API",
        link=link,
        title=plain_title(mapping(post.get("title")).get("rendered")),
        authors=person_names(mapping(author).get("name") for author in items(embedded.get("author"))),
        published=_moment(post, "date"),
        updated=_moment(post, "modified"),
        tags=tag_names(_terms(embedded)),
    )
    modified = text_of(post.get("modified_gmt")) or text_of(post.get("modified"))
    is_whole = bool(text) and not ends_as_beginning(text) and not is_unrun(markup)
    return Listed(link, modified, facts, markup.encode(), is_whole)


def _terms(embedded: Mapping[str, Any]) -> Iterator[object]:
    """The names of categories and tags; a theme's or plugin's own kinds say other things."""
    for group in items(embedded.get("wp:term")):
        for term in map(mapping, items(group)):
            if term.get("taxonomy", "category") in _TAXONOMIES:
                yield term.get("name")


def _moment(post: Mapping[str, Any], name: str) -> str | None:
    """A moment by the site's own clock, and how far this is from UTC, which WordPress says apart."""
    local, in_utc = iso_moment(post.get(name)), iso_moment(post.get(f"{name}_gmt"))
    if not local or not in_utc:
        return local or (
            f"{in_utc}+00:00" if in_utc and len(in_utc) == len("2020-01-01T00:00:00") else in_utc
        )
    try:
        clock = datetime.fromisoformat(local).replace(tzinfo=UTC)
        offset = clock - datetime.fromisoformat(in_utc).replace(tzinfo=UTC)
        return clock.replace(tzinfo=timezone(offset)).isoformat()
    except ValueError:  # more than a day apart
        return local


def _page(url: str) -> int:
    written = parse_qs(urlsplit(url).query).get("page", ["1"])[0]
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 1
