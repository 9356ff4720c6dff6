"""The trees in which editors keep a post (Lexical, Mobiledoc, Wix's rich content) -> HTML. Pure."""

import json
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from markdown_it import MarkdownIt

_MAX_DEPTH = 60  # of lists in lists and the like; deeper is made to do harm
_TEXT_TAGS = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"))
_BLOCKS = {
    "paragraph": "p",
    "aside": "blockquote",
    "quote": "blockquote",
    "extended-quote": "blockquote",
    "blockquote": "blockquote",
    "bulleted_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "listitem": "li",
    "table": "table",
    "table_row": "tr",
    "tablerow": "tr",
    "table_cell": "td",
    "tablecell": "td",
    "caption": "figcaption",
    "collapsible_item": "div",
    "collapsible_item_title": "p",
    "collapsible_item_body": "div",
    "collapsible_list": "div",
}
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SECTION_TAGS = _HEADINGS | {"p", "blockquote", "aside", "pull-quote"}
_INLINE_TAGS = frozenset("a b code em i s strong sub sup u del mark".split())
# Cards that lead elsewhere or ask for something, and hold no text of the post.
_SILENT = frozenset(
    "email email-cta signup button paywall horizontalrule hr tk call-to-action transistor".split()
)

_Node = Mapping[str, Any]


def lexical_to_html(stored: object) -> str:
    """The HTML of a Lexical document, as text or as an object; "" where it is none."""
    root = _object(stored).get("root")
    return _nodes(root.get("children"), 0) if isinstance(root, Mapping) else ""


def rich_content_to_html(stored: object) -> str:
    """The HTML of Wix's rich content, as text or as an object; "" where it is none."""
    return _nodes(_object(stored).get("nodes"), 0)


def mobiledoc_to_html(stored: object) -> str:
    """The HTML of a Mobiledoc document, as text or as an object; "" where it is none."""
    document = _object(stored)
    cards, markups = _list(document.get("cards")), _list(document.get("markups"))
    written: list[str] = []
    for section in map(_list, _list(document.get("sections"))):
        match section:
            case [1, str() as tag, list() as markers, *_]:
                name = tag.lower() if tag.lower() in _SECTION_TAGS else "p"
                name = "blockquote" if name in ("aside", "pull-quote") else name
                written.append(f"<{name}>{_markers(markers, markups, document)}</{name}>")
            case [3, str() as tag, list() as items, *_]:
                name = "ol" if tag.lower() == "ol" else "ul"
                rows = (f"<li>{_markers(_list(item), markups, document)}</li>" for item in items)
                written.append(f"<{name}>{''.join(rows)}</{name}>")
            case [10, int() as number, *_] if 0 <= number < len(cards):
                card = _list(cards[number])
                if len(card) > 1 and isinstance(card[0], str) and isinstance(card[1], Mapping):
                    written.append(_card(card[0].removeprefix("card-"), card[1]))
    return "\n".join(filter(None, written))


def markdown_to_html(text: str) -> str:
    """The HTML of a piece of Markdown."""
    html: str = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    return html


def _markers(markers: list[Any], markups: list[Any], document: _Node) -> str:
    """The text of a section: [kind, markups opened, markups closed, text or number of an atom]."""
    written: list[str] = []
    opened: list[str] = []
    for marker in map(_list, markers):
        match marker:
            case [int() as kind, list() as starts, int() as ends, value, *_]:
                for number in starts:
                    tag = _markup(markups, number)
                    opened.append(tag)
                    written.append(f"<{tag}>" if tag else "")
                if kind == 1:
                    written.append("<br>" if _atom(document, value) == "soft-return" else "")
                else:
                    written.append(escape(str(value), quote=False))
                for _ in range(min(ends, len(opened))):
                    tag = opened.pop()
                    written.append(f"</{tag}>" if tag else "")
    return "".join(written) + "".join(f"</{tag}>" for tag in reversed(opened) if tag)


def _markup(markups: list[Any], number: object) -> str:
    markup = _list(markups[number]) if isinstance(number, int) and 0 <= number < len(markups) else []
    tag = str(markup[0]).lower() if markup else ""
    return tag if tag in _INLINE_TAGS else ""


def _atom(document: _Node, number: object) -> str:
    atoms = _list(document.get("atoms"))
    atom = _list(atoms[number]) if isinstance(number, int) and 0 <= number < len(atoms) else []
    return str(atom[0]) if atom else ""


def _nodes(nodes: object, depth: int) -> str:
    if depth > _MAX_DEPTH:
        return ""
    return "".join(_node(node, depth) for node in _list(nodes) if isinstance(node, Mapping))


def _node(node: _Node, depth: int) -> str:
    kind = str(node.get("type") or "").lower()
    if kind in ("text", "extended-text"):
        return _text(node)
    if kind in ("linebreak", "line_break"):
        return "<br>"
    inner = _nodes(node.get("children", node.get("nodes")), depth + 1)
    if kind == "code_block":
        return f"<pre><code>{inner}</code></pre>"
    if tag := _tag(node, kind):
        return f"<{tag}>{inner}</{tag}>"
    return inner or _card(kind, node)


def _tag(node: _Node, kind: str) -> str:
    """The HTML of a block that holds text or blocks; "" for a card."""
    stated = str(node.get("tag") or "").lower()
    if kind in ("heading", "extended-heading"):
        level = _object(node.get("headingData")).get("level")
        return stated if stated in _HEADINGS else f"h{level}" if level in range(1, 7) else "h2"
    if kind == "list":
        return "ol" if stated == "ol" or node.get("listType") == "number" else "ul"
    return _BLOCKS.get(kind, "")


def _text(node: _Node) -> str:
    data = _object(node.get("textData"))
    text = escape(str(node.get("text") or data.get("text") or ""), quote=False)
    marks = node.get("format")
    names = {str(_object(d).get("type")).upper() for d in _list(data.get("decorations"))}
    marks = (
        marks if isinstance(marks, int) else (1 if "BOLD" in names else 0) | (2 if "ITALIC" in names else 0)
    )
    for bit, tag in _TEXT_TAGS:
        if marks & bit:
            text = f"<{tag}>{text}</{tag}>"
    return text


def _card(kind: str, card: _Node) -> str:
    """What a card (a picture, a piece of code, a box …) says in words."""
    if kind in _SILENT:
        return ""
    maker = _CARDS.get(kind)
    if maker:
        return maker(card)
    caption = _said(card, "caption", "description")
    return f"<figure><figcaption>{caption}</figcaption></figure>" if caption else ""


def _code_card(card: _Node) -> str:
    code = f"<pre><code>{escape(str(card.get('code') or ''), quote=False)}</code></pre>"
    caption = _said(card, "caption")
    return f"<figure>{code}<figcaption>{caption}</figcaption></figure>" if caption else code


def _image_card(card: _Node) -> str:
    alt = escape(str(card.get("alt") or ""))
    caption = _said(card, "caption")
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(str(card.get("src") or ""))}" alt="{alt}">{shown}</figure>'


def _boxes(heading: Iterable[str], *names: str) -> Callable[[_Node], str]:
    """A card of a heading and paragraphs, each under the first of its names that says something."""

    def make(card: _Node) -> str:
        title = _said(card, *heading)
        texts = (_said(card, name) for name in names)
        body = "".join(text if text.startswith("<p") else f"<p>{text}</p>" for text in texts if text)
        return (f"<h4>{title}</h4>" if title else "") + body

    return make


def _said(card: _Node, *names: str) -> str:
    """The HTML under the first of `names` that holds any."""
    return next(
        (str(card[name]) for name in names if isinstance(card.get(name), str) and card[name].strip()), ""
    )


def _html_card(card: _Node) -> str:
    inner = _object(card.get("htmlData")).get("html")
    return _said(card, "html") or (inner if isinstance(inner, str) else "")


_CARDS: Mapping[str, Callable[[_Node], str]] = {
    "code": _code_card,
    "codeblock": _code_card,
    "image": _image_card,
    "html": _html_card,
    "markdown": lambda card: markdown_to_html(_said(card, "markdown")),
    "callout": _boxes((), "calloutText"),
    "toggle": _boxes(("heading",), "content"),
    "header": _boxes(("heading", "header"), "subheading", "subheader"),
    "product": _boxes(("productTitle",), "productDescription"),
}


def _object(value: object) -> _Node:
    """`value`, or what it says as JSON, where that is an object; else an empty one."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
