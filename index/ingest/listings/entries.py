"""The entries of a feed, as feedparser gives them -> posts and their facts. Pure."""

import html
import re
from collections.abc import Iterable
from typing import Any

from index.ingest.extract.languages import language_code
from index.ingest.extract.moments import iso_moment
from index.ingest.listings.listing import MAX_ENTRIES, Listed, listed_address
from index.ingest.listings.plain import person_names, plain_title, tag_names
from index.ingest.listings.tails import without_tail
from index.ingest.listings.whole import Body, which_are_whole
from index.records import Facts, Skipped

_PAGE_TYPES = ("", "text/html", "application/xhtml+xml")
_KIND = "#kind"  # ends the scheme of a Blogger category that says only that an entry is a post


def list_entries(parsed: Any, base: str, site: str | None) -> tuple[tuple[Listed, ...], tuple[Skipped, ...]]:
    """The posts in what feedparser made of a feed, each address once, and what is left out.

    `base` is what relative links are relative to, `site` the feed's title.
    """
    found: dict[str, tuple[Any, Body]] = {}
    skipped: list[Skipped] = []
    for number, entry in enumerate(parsed.entries, 1):
        if len(found) == MAX_ENTRIES:
            skipped.append(
                Skipped(base, f"more than {MAX_ENTRIES:,} posts in one feed; the rest is left out")
            )
            break
        link = _link(entry, base)
        if link is None:
            place = plain_title(entry.get("title")) or f"entry {number} of {base}"
            skipped.append(Skipped(place, "no link to a post"))
        elif link not in found:
            body = _body(entry)
            found[link] = entry, Body(without_tail(body.markup, link), body.is_content)
    whole = which_are_whole([body for _, body in found.values()])
    is_atom = parsed.version.startswith("atom")
    listed = (
        Listed(link, *_facts(link, entry, parsed.feed, site, is_atom=is_atom), body.markup.encode(), is_whole)
        for (link, (entry, body)), is_whole in zip(found.items(), whole, strict=True)
    )
    return tuple(listed), tuple(skipped)


def _link(entry: Any, base: str) -> str | None:
    """The post's address: behind FeedBurner's counter, the link, or the identifier where that is one."""
    pages = [
        link.get("href")
        for link in entry.get("links", ())
        if link.get("rel", "alternate") == "alternate" and link.get("type", "") in _PAGE_TYPES
    ]
    written = (entry.get("feedburner_origlink"), *pages, entry.get("link"))
    stated = next(
        filter(None, (listed_address(each, base) for each in written if isinstance(each, str))), None
    )
    identifier = entry.get("id", "")
    # Only whole addresses: many a guid is a number, and would make an address with any base.
    return stated or (listed_address(identifier, base) if re.match(r"https?://", identifier, re.I) else None)


def _body(entry: Any) -> Body:
    """The most text that the entry has, as HTML."""
    contents = [(part, True) for part in entry.get("content", ()) if part.get("value")]
    # Without its detail, feedparser's summary is only a copy of the content.
    if entry.get("summary_detail") or not contents:
        contents.append((entry.get("summary_detail") or {"value": entry.get("summary", "")}, False))
    markups = [
        Body(_as_html(part.get("value") or "", part.get("type", "text/html")), is_content)
        for part, is_content in contents
        if part.get("type", "text/html").startswith(("text/", "application/xhtml"))
    ]
    best = max(
        markups, key=lambda body: (len(body.markup), body.is_content), default=Body("", is_content=True)
    )
    summary = next((body.markup for body in markups if not body.is_content), None)
    # The same text in both places may well be the summary twice.
    return Body(best.markup, is_content=best.is_content and best.markup != summary)


def _as_html(written: str, media_type: str) -> str:
    if media_type != "text/plain" or re.search(r"<(?:p|br|div)\b", written, re.I):
        return written
    return "".join(
        f"<p>{html.escape(part, quote=False)}</p>" for part in re.split(r"\n\s*\n", written.strip()) if part
    )


def _facts(link: str, entry: Any, feed: Any, site: str | None, *, is_atom: bool) -> tuple[str | None, Facts]:
    """When the entry was last changed, as written, and all it says."""
    # By way of `dict`: feedparser's own get() gives the one for the other.
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    if not is_atom and not published:
        published, updated = updated, None  # dc:date, all that RSS 1.0 has
    facts = Facts(
        source="feed",
        link=link,
        title=plain_title(entry.get("title")),
        authors=_authors(entry, is_atom=is_atom)
        or (_authors(feed, is_atom=True) if is_atom else ()),  # RFC 4287, 4.2.1
        published=iso_moment(published),
        updated=iso_moment(updated),
        tags=tag_names(_tags(entry)),
        language=language_code(_language(entry) or feed.get("language")),
        site=site,
    )
    return updated or None, facts


def _authors(described: Any, *, is_atom: bool) -> tuple[str, ...]:
    names: list[str | None] = []
    last = described.get("author")  # the last one, as it is written
    for author in described.get("authors", ()):
        email = author.get("email")
        if is_atom or not email:
            names.append(author.get("name"))
        elif last and email in last:
            # feedparser takes addresses to end after four letters: of "ann@bread.bakery (Ann)" it makes
            # a person called "ry (Ann".
            names.append(last)
    return person_names(names if any(names) else [last])


def _tags(entry: Any) -> Iterable[str | None]:
    for tag in entry.get("tags", ()):
        if not (tag.get("scheme") or "").endswith(_KIND):
            yield tag.get("label") or tag.get("term")


def _language(entry: Any) -> str | None:
    """The language of the entry's text or else of its title, where xml:lang says it."""
    for part in (*entry.get("content", ()), entry.get("summary_detail"), entry.get("title_detail")):
        if part and part.get("language"):
            return str(part["language"])
    return None
