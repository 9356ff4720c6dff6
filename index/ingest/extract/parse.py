"""HTML -> its tree, whatever the page's author or an attacker did. Pure."""

import re

from bs4 import BeautifulSoup

_XML_PROLOG = re.compile(r"\A\s*<\?xml[^>]*>")
# The parser drops all that is nested more than 256 deep, and with it the rest of the page.
_MAX_DEPTH = 200
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/<>]*+)[^<>]*+>",
    re.DOTALL | re.IGNORECASE,
)
# Those that a parser closes by itself, or that hold nothing: no number of them is nesting.
_FLAT = frozenset(
    "html head body meta link base p li dt dd option area br col embed hr img input param source track wbr".split()
)
# How deep each goes by itself, with the row and cell or the item that are always inside.
_DEPTHS = {"table": 4, "ul": 2, "ol": 2, "dl": 2, "tbody": 0, "thead": 0, "tfoot": 0, "tr": 0, "td": 0, "th": 0}
_BLOCKS = frozenset(
    "address article aside blockquote center details dialog div dl fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header main nav ol pre section table td th tr ul".split()
)


def parse_html(html: str) -> BeautifulSoup:
    """The tree of a page or of a part of one."""
    # Without its last line end, "post.txt" would be taken for the name of a file, and warned of.
    soup = BeautifulSoup(flatten(_XML_PROLOG.sub("", html)) + "\n", "lxml")
    for template in soup.find_all("template"):
        if template.decomposed:
            continue
        if template.get("shadowrootmode"):  # how a saved page keeps the inside of a part that is shown
            template.unwrap()
        else:
            template.decompose()
    return soup


def flatten(html: str) -> str:
    """`html` with the elements taken out that are nested too deep, but not what is in them.

    Blocks turn into paragraphs, which a parser never nests. Reads the tags alone and never goes back.
    """
    depth = 0

    def shallow(tag: re.Match[str]) -> str:
        nonlocal depth
        name = (tag["name"] or "").lower()
        if not name or name in _FLAT:
            return tag.group()
        is_start, step = not tag["end"], _DEPTHS.get(name, 1)
        is_deep = depth + (step if is_start else 0) > _MAX_DEPTH
        depth = max(0, depth + step if is_start else depth - step)
        if not is_deep:
            return tag.group()
        return "<p>" if name in _BLOCKS else ""

    return _TAG.sub(shallow, html)
