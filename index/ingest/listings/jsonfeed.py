"""A JSON Feed (jsonfeed.org, 1.0 and 1.1) -> its posts and its next page. Pure."""

import html
from collections.abc import Mapping
from typing import Any

from index.ingest.extract.languages import language_code
from index.ingest.extract.moments import iso_moment
from index.ingest.listings.json_values import items, mapping, read_json, text_of
from index.ingest.listings.listing import MAX_ENTRIES, Listed, Listing, ListingError, listed_address
from index.ingest.listings.plain import person_names, plain_title, tag_names
from index.ingest.listings.whole import Body, which_are_whole
from index.records import Facts, Skipped


def read_json_feed(content: bytes, url: str) -> Listing:
    """The posts of the JSON Feed at `url`. Raises ListingError where it is none."""
    feed = mapping(read_json(content))
    if "jsonfeed.org" not in str(feed.get("version", "")) and not isinstance(feed.get("items"), list):
        raise ListingError("not a JSON Feed")
    base = listed_address(text_of(feed.get("home_page_url")), url) or url
    found: dict[str, Mapping[str, Any]] = {}
    skipped: list[Skipped] = []
    entries = items(feed.get("items"))
    for number, entry in enumerate(map(mapping, entries[:MAX_ENTRIES]), 1):
        link = _link(entry, base)
        if link is None:
            place = plain_title(entry.get("title")) or f"entry {number} of {url}"
            skipped.append(Skipped(place, "no link to a post"))
        else:
            found.setdefault(link, entry)
    if len(entries) > MAX_ENTRIES:
        skipped.append(Skipped(url, f"more than {MAX_ENTRIES:,} posts in one feed; the rest is left out"))
    bodies = [_body(entry) for entry in found.values()]
    listed = tuple(
        Listed(
            link,
            text_of(entry.get("date_modified")),
            _facts(link, entry, feed),
            body.markup.encode(),
            is_whole,
        )
        for (link, entry), body, is_whole in zip(found.items(), bodies, which_are_whole(bodies), strict=True)
    )
    further = listed_address(text_of(feed.get("next_url")), url)
    return Listing(
        listed,
        (further,) if further and further != url and listed else (),
        "JSON feed",
        plain_title(feed.get("title")),
        base if base != url else None,
        skipped=tuple(skipped),
    )


def _link(entry: Mapping[str, Any], base: str) -> str | None:
    """The post's address. `external_url` is what a post is about, so another page than the post."""
    identifier = text_of(entry.get("id")) or ""
    written = (
        text_of(entry.get("url")),
        identifier if identifier.startswith(("http://", "https://")) else None,
    )
    return next(filter(None, (listed_address(each, base) for each in written)), None)


def _body(entry: Mapping[str, Any]) -> Body:
    markup = text_of(entry.get("content_html"))
    if markup is None:
        text = text_of(entry.get("content_text")) or ""
        markup = "".join(
            f"<p>{html.escape(part, quote=False)}</p>" for part in text.split("\n\n") if part.strip()
        )
    if markup:
        return Body(markup, is_content=text_of(entry.get("summary")) != markup)
    return Body(html.escape(text_of(entry.get("summary")) or "", quote=False), is_content=False)


def _facts(link: str, entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Facts:
    return Facts(
        source="feed",
        link=link,
        title=plain_title(entry.get("title")),
        authors=_authors(entry) or _authors(feed),  # version 1.1: the feed's, where an item has none
        published=iso_moment(entry.get("date_published")),
        updated=iso_moment(entry.get("date_modified")),
        tags=tag_names(items(entry.get("tags"))),
        language=language_code(entry.get("language")) or language_code(feed.get("language")),
        site=plain_title(feed.get("title")),
    )


def _authors(described: Mapping[str, Any]) -> tuple[str, ...]:
    """Of version 1.1 a list, of 1.0 one."""
    people = [*items(described.get("authors")), described.get("author")]
    return person_names(mapping(person).get("name") for person in people)
