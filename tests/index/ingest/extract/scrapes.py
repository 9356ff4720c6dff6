"""Web pages flattened to raw text, as scrapers leave them: tags dropped, everything that was seen kept."""

import re

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, NavigableString, Tag

_UNSEEN = frozenset("script style noscript template svg head iframe select textarea object canvas".split())
_BLOCKS = frozenset(
    "address article aside blockquote body br button center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table "
    "td th tr ul".split()
)
_SECTIONS = frozenset(["nav", "footer", "ul", "form", "table"])

STYLES = ("blocks", "spaced", "bullets", "sections")


def flatten(html: str, style: str) -> str:
    """The text of a page: a line for each block, alternative texts of pictures among them.

    blocks: no blank lines. spaced: blank lines, and white space around the lines. bullets: blank lines,
    and "•" before the items of lists. sections: a menu, list, form, table or footer all on one line.
    """
    soup = BeautifulSoup(html, "lxml")
    parts: list[str] = []
    _walk(soup.body or soup, parts, style, within_section=False)
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(parts).split("\n")]
    lines = [line for line in lines if line and line != "•"]
    if style == "spaced":
        lines = [f" \u00a0 {line}  " if i % 3 else f"\t{line}" for i, line in enumerate(lines)]
    if style == "bullets":
        lines = [f"  {line}" if line.startswith("•") else line for line in lines]
    return ("\n" if style in ("blocks", "sections") else "\n\n").join(lines)


def _walk(root: Tag, parts: list[str], style: str, *, within_section: bool) -> None:
    """Write the text of everything under `root`, in order; without recursion, for deep pages."""
    waiting: list[tuple[object, bool] | str] = [(child, within_section) for child in reversed(root.contents)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        node, joined = item
        if isinstance(node, NavigableString):
            if not isinstance(node, (Comment, Doctype)):
                parts.append(node.replace("\n", " "))
        elif isinstance(node, Tag) and node.name == "img":
            parts.append(f"\n{str(node.get('alt') or '').replace(chr(10), ' ')}\n")
        elif isinstance(node, Tag) and node.name not in _UNSEEN:
            around = (" " if joined else "\n") if node.name in _BLOCKS else ""
            inside = joined or (style == "sections" and node.name in _SECTIONS)
            parts.append(around + ("• " if style == "bullets" and node.name == "li" else ""))
            waiting.append(around)
            waiting += [(child, inside) for child in reversed(node.contents)]
