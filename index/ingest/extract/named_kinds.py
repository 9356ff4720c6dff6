"""What a block is by its classes, where its tag does not say so; and which links are mere marks. Pure."""

import re
from functools import lru_cache

from index.records import BlockKind

MAX_CAPTION_CHARS = 500  # what is longer has the name for another reason
# "wp-caption-text", "tr-caption", "image-caption", but no "has-caption".
_CAPTION = re.compile(
    r"(?!(?:has|no|with|without|show|hide)-)(?:[a-z]+[-_]+){0,3}caption(?:[-_]+text)?", re.IGNORECASE
)
# Highlighters that draw a listing of tables and lists.
_LISTING = re.compile(
    r"syntaxhighlighter|dp-highlighter|crayon-pre|hljs-ln|js-file-line-container", re.IGNORECASE
)
# In a listing, these begin a line: a listing is one block.
LINES_OF_CODE = frozenset("div li ol ul table tbody td tr section".split())
_A_MARK = re.compile(r"[#¶§↩↑⇧^🔗∞⚓⏎↵⤴⮌\ufe0e\ufe0f\s\[\]]*")
_LONGEST_MARK = 8


@lru_cache(maxsize=4096)
def kind_named(classes: str) -> BlockKind | None:
    """The kind that the classes of an element say it is.

    >>> kind_named("wp-caption-text"), kind_named("has-caption wide")
    (<BlockKind.CAPTION: 'caption'>, None)
    """
    for name in classes.split():
        if _CAPTION.fullmatch(name):
            return BlockKind.CAPTION
        if _LISTING.fullmatch(name):
            return BlockKind.CODE
    return None


def is_mark(target: str, text: str) -> bool:
    """Whether a link leads to a place on its own page and says nothing: "#" at a heading, "↩" after a note.

    >>> is_mark("#salt", "¶"), is_mark("#fn1", "1"), is_mark("/page", "#")
    (True, False, False)
    """
    return target.startswith("#") and len(text) <= _LONGEST_MARK and _A_MARK.fullmatch(text) is not None
