"""Which column of a table of posts, or name in an object, says what. Pure."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from index.ingest.exports.values import plain_text

TITLES = (
    "title post_title web_title headline subject subject_line email_subject_line email_subject heading name"
).split()
HTML = (
    "content_html body_html html html_content post_html text_html rendered_html content_rendered rendered"
).split()
TREES = "rich_content".split()
MARKDOWN = "content_markdown body_markdown markdown body_md content_md md".split()
TEXT = "content_text plain_content plain_text body_plain text_content".split()
MIXED = "content body post_content post_body article_body body_content email_body text".split()
PUBLISHED = (
    "published_at published_date publish_date date_published published_on first_published_at "
    "first_published_date publication_date post_date pub_date publishdate pubdate date sent_at send_date "
    "scheduled_at published created_at creation_date created_on created date_created"
).split()
UPDATED = (
    "updated_at updated_on modified modified_at date_modified last_published_date last_modified updated "
    "last_updated post_modified"
).split()
LINKS = (
    "url link permalink post_url canonical_url post_page_url web_url absolute_url external_url full_url "
    "public_url address"
).split()
IDS = "id post_id guid uuid internal_id item_id external_id".split()
SLUGS = "slug post_name url_slug handle".split()
AUTHORS = "authors author author_name author_names byline creator written_by".split()
TAGS = (
    "tags content_tags post_tags tag_names tag_list labels categories category main_category topics keywords"
).split()
LANGUAGES = "language lang locale".split()
_STATES = "status post_status state".split()
_READERS = "audience visibility access email_type access_level".split()
_LIVE = frozenset(
    "published publish public live confirmed sent imported active archived_web scheduled_sent complete "
    "completed posted online visible success managed_by_rss throttled true 1 yes".split()
)
_CLOSED = frozenset(
    "paid premium private members member only_paid members_only paid_only hidden subscribers founding "
    "password internal churned".split()
)
_DRAFTS = frozenset("draft drafts unpublished".split())
_DELETED = frozenset("deleted trash trashed".split())
_YES = frozenset("true 1 yes y t on".split())
_NO = frozenset("false 0 no n f off".split())
_PAGES = frozenset("page static_page site_page".split())
_PLATFORMS = {
    "Beehiiv export": {"web_title", "content_html", "content_tags"},
    "Wix export": {"plain_content", "rich_content", "post_page_url"},
    "Buttondown export": {"subject", "publish_date", "slug"},
    "Webflow export": {"collection_id", "item_id", "slug"},
    "WordPress API": {"date_gmt", "guid", "content", "slug"},
}
_RELEASES = ("published_at", "published_date", "publish_date", "published_on", "date_published")
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9a-f]{24}", re.I)
_MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|blockquote|a|em|strong|b|i|span|img|table|pre|figure)\b[^<>]*>", re.I
)

Row = Mapping[str, Any]


def has_posts(names: Iterable[str]) -> bool:
    """Whether columns of these names hold posts: a title and a text."""
    known = set(names)
    texts = [*HTML, *TREES, *MARKDOWN, *TEXT, *MIXED]
    if known.isdisjoint(TITLES[:-1]):  # anything may have a name, and a text beside it
        return TITLES[-1] in known and not known.isdisjoint([*HTML, *TREES, *MARKDOWN, *MIXED[:-1]])
    return not known.isdisjoint(texts)


def platform_of(names: Iterable[str]) -> str:
    """Whose export columns of these names are, in a word or two."""
    known = set(names)
    return next((name for name, columns in _PLATFORMS.items() if columns <= known), "table of posts")


def first(row: Row, names: Iterable[str]) -> str:
    """The first text that stands under one of `names`, looked for in objects too ({"rendered": …}); or ""."""
    return next((text for name in names if (text := _shown(row.get(name)).strip())), "")


def said_in(row: Row, names: Iterable[str]) -> Iterator[str]:
    """Every name in the lists under `names`: in JSON, or parted by `;`, `|` or `,`. Ids are no names."""
    for name in names:
        for text in _listed(row.get(name)):
            shown = plain_text(text)
            if shown and not _UUID.fullmatch(shown):
                yield shown


def content_of(row: Row) -> tuple[str, str]:
    """The post's text and what it is written in: "html", "tree" (JSON), "markdown" or "text"."""
    ways = ((HTML, "html"), (TREES, "tree"), (MARKDOWN, "markdown"), (MIXED, "mixed"), (TEXT, "text"))
    for names, way in ways:
        text = first(row, names)
        if not text or (way == "tree" and not text.lstrip().startswith("{")):
            continue
        if way == "mixed":
            is_tree = text.startswith("{") and '"nodes"' in text
            return text, "tree" if is_tree else "html" if _MARKUP.search(text) else "markdown"
        return text, way
    return "", "text"


def objection(row: Row) -> str | None:
    """Why a row is no public post: a draft, private, a page; None where nothing says so."""
    state = first(row, _STATES).lower()
    released = [name for name in _RELEASES if name in row]
    kind = first(row, ["type", "post_type", "kind"]).lower().rpartition("#")[2]
    is_closed = state in _CLOSED or any(first(row, [name]).lower() in _CLOSED for name in _READERS)
    is_off = _is(row, ("is_published", "published", "is_live"), _NO)
    objections = (
        (state in _DRAFTS or is_off or _is(row, ("draft", "is_draft"), _YES), "a draft"),
        (state in _DELETED or _is(row, ("deleted", "is_deleted", "trashed"), _YES), "deleted"),
        (state == "archived" or _is(row, ("archived", "is_archived"), _YES), "archived"),
        (state in ("scheduled", "future"), "not published yet"),
        (is_closed, "private: for some readers only"),
        (bool(first(row, ["password", "post_password"])), "protected by a password"),
        (kind in _PAGES, "a page of the site, not a post"),
        (bool(state) and state not in _LIVE, f'not published: its status is "{plain_text(state)}"'),
        (not state and bool(released) and not first(row, released), "a draft"),
    )
    return next((reason for applies, reason in objections if applies), None)


def _is(row: Row, names: Iterable[str], answers: frozenset[str]) -> bool:
    return any(first(row, [name]).lower() in answers for name in names)


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        parts = (
            "rendered",
            "html",
            "name",
            "display_name",
            "displayName",
            "title",
            "text",
            "value",
            "content",
        )
        if "nodes" in value:
            return json.dumps(value)
        return next(
            (_shown(value[p]) for p in parts if isinstance(value.get(p), str) and value[p].strip()), ""
        )
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return value if isinstance(value, str) else ""


def _listed(value: Any) -> list[str]:
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("[") and text.endswith("]"):
            try:
                value = json.loads(text)
            except (ValueError, RecursionError):
                value = text[1:-1]
        if isinstance(value, str):
            parted = next((mark for mark in (";", "|", ",") if mark in value), None)
            return [part.strip(" \"'") for part in value.split(parted)] if parted else [value]
    if isinstance(value, Mapping):
        return [_shown(value)]
    if isinstance(value, list):
        # numbers are ids, as WordPress's API gives them
        return [_shown(one) for one in value if isinstance(one, str | Mapping)]
    return []
