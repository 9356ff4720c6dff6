"""A search as a feed that readers subscribe to: Atom (RFC 4287). Pure."""

import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from index.records import Post
from search.links import link_to_place, web_link
from search.results import Result

_NAMESPACE = "http://www.w3.org/2005/Atom"
# Characters that no XML file may hold, however written.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_atom(question: str, results: Sequence[Result], built_at: str) -> str:
    """A feed of the `results` for `question`, newest first; `built_at` (ISO 8601) is when they were indexed.

    A post without a date bears that one. The same search has the same id in every feed, and so has a post.
    """
    ET.register_namespace("", _NAMESPACE)
    moments = [_moment(_last_change(result.stored.post), built_at) for result in results]
    dated = sorted(zip(moments, results, strict=True), key=lambda each: datetime.fromisoformat(each[0]))
    feed = ET.Element(f"{{{_NAMESPACE}}}feed")
    _add(feed, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'blogseek:{question}')}")
    _add(feed, "title", f"Blogseek: {question}")
    _add(feed, "updated", dated[-1][0] if dated else _moment("", built_at))
    _add(_add(feed, "author"), "name", "Blogseek")
    for moment, result in reversed(dated):
        _add_entry(feed, result, moment)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode")


def _add_entry(feed: ET.Element, result: Result, moment: str) -> None:
    post, best = result.stored.post, result.snippets[0]
    entry = _add(feed, "entry")
    _add(entry, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, post.url)}")
    _add(entry, "title", post.title or post.place)
    if address := web_link(post.link):
        _add(entry, "link", href=link_to_place(address, post, best.best_place, best.anchor))
    _add(entry, "updated", moment)
    for author in post.authors:
        _add(_add(entry, "author"), "name", author)
    for tag in post.tags:
        _add(entry, "category", term=tag)
    _add(entry, "summary", best.excerpt or best.text)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    fit = {key: _UNFIT.sub("", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, f"{{{_NAMESPACE}}}{name}", fit)
    element.text = None if text is None else _UNFIT.sub("", text)
    return element


def _last_change(post: Post) -> str:
    return post.updated or post.published or ""


def _moment(iso: str, otherwise: str) -> str:
    """A day or moment as Atom wants it, with its offset from UTC; `otherwise` where it is none."""
    for text in (iso, otherwise):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat(timespec="seconds")
    return datetime.fromtimestamp(0, UTC).isoformat()
