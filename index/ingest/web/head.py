"""What a page says of itself as a whole, mostly in its head, for its outline. Pure."""

from collections.abc import Mapping

from index.ingest.web.names import names_of
from index.ingest.web.outline import Outline

MAX_MARKS = 2_000  # headings, entries, dates …; a page with more of a kind is judged by these
MAX_LABEL_CHARS = 300  # of a link, a heading, a title


def take_of_page(outline: Outline, tag: str, attributes: Mapping[str, str]) -> None:
    """Note in `outline` what an element with this tag says of the page; most say nothing."""
    if tag == "meta":
        _take_meta(outline, attributes)
    elif tag == "link":
        if len(outline.head_links) < MAX_MARKS and attributes.get("href"):
            outline.head_links.append({name: attributes[name] for name in attributes})
    elif tag == "html":
        outline.is_amp = outline.is_amp or "amp" in attributes or "⚡" in attributes
        outline.html_classes = tuple(names_of(attributes))
        outline.language = attributes.get("lang") or attributes.get("xml:lang") or ""
    elif tag == "base":
        outline.base = outline.base or attributes.get("href", "")


def _take_meta(outline: Outline, attributes: Mapping[str, str]) -> None:
    content = attributes.get("content", "").strip()
    kind = attributes.get("http-equiv", "").lower()
    if kind == "refresh":
        outline.refresh = outline.refresh or content
    elif kind == "content-language":
        outline.meta.setdefault(kind, content)
    for attribute in ("name", "property", "itemprop"):
        name = attributes.get(attribute, "").strip().lower()
        if not name or not content or len(outline.meta) >= MAX_MARKS:
            continue
        if name in ("robots", "blogseek"):
            outline.robots.append(content)
        outline.meta.setdefault(name, content[:MAX_LABEL_CHARS])
