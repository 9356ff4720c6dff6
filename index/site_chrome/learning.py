"""The posts of one site -> the lines that are its chrome. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.site_chrome.lines import ITEM, LONG_CHARS, Record
from index.site_chrome.places import Chrome, edges, is_crowded

FEWEST_POSTS = 5  # that share a line before it can be chrome
# The share of a site's posts that must have a line, by where it stands in them. Extractors let chrome through
# on some pages only: of one blog, a menu on 6 %. In samples of 10 to 600 posts of twelve blogs
# (2026-11) what these teach is chrome, or stands in so many posts that it tells none from another; at 10 %
# that menu stays, at 1 % sentences go that answer questions.
_LONG_AT_EDGE = 0.03
_SHORT_AT_END = 0.03
_SHORT_AT_TOP = 0.05
_LONG_WITHIN = 0.30
# Events and plans are listed week after week until they are over; a menu stands there for good.
_ITEM, _MANY_POSTS, _ITEM_ON_MANY = 0.30, 20, 0.05
_MOST_ROUNDS = 100  # real blogs take 2 or 3; a site that is made to take many teaches nothing

_Witnesses = Mapping[str, set[str]]  # line -> the posts that have it


def learn_chrome(records: Sequence[Record]) -> Chrome:
    """The lines that are chrome on the site of `records`; none where it has too few posts to tell."""
    total = len({record.witness for record in records})
    met: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for line in record.lines:
            if line is not None:
                met[line].add(record.witness)
    chrome = {line: False for line, witnesses in met.items() if len(witnesses) >= FEWEST_POSTS}
    unheard: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        narrower = _narrowed([r for r in records if r.witness not in unheard], chrome, total)
        if narrower != chrome:
            chrome = narrower
            continue
        # Near-copies of one post share nearly all of their lines, which are no chrome for that.
        crowded = {r.witness for r in records if r.witness not in unheard and is_crowded(r, chrome)}
        if not crowded:
            return chrome
        unheard |= crowded
    return {}


def _narrowed(records: Sequence[Record], chrome: Chrome, total: int) -> dict[str, bool]:
    """Those of `chrome` that are so also if no other lines than `chrome` are."""
    top, end, anywhere = defaultdict(set), defaultdict(set), defaultdict(set)
    for record in records:
        if chrome.keys().isdisjoint(record.lines):
            continue
        above, below = edges(record, chrome)
        for place, line in enumerate(record.lines):
            if line is not None and line in chrome:
                anywhere[line].add(record.witness)
                if place >= below:
                    end[line].add(record.witness)
                elif place < above:
                    top[line].add(record.witness)
    return {
        line: within
        for line in chrome
        if (within := _is_everywhere(line, anywhere, total)) or _is_at_edges(line, top, end, total)
    }


def _is_everywhere(line: str, anywhere: _Witnesses, total: int) -> bool:
    return len(line) >= LONG_CHARS and _are_enough(anywhere.get(line, set()), _LONG_WITHIN, total)


def _is_at_edges(line: str, top: _Witnesses, end: _Witnesses, total: int) -> bool:
    below = end.get(line, set())
    either = below | top.get(line, set())
    if line.startswith(ITEM):
        share = _ITEM_ON_MANY if len(either) >= _MANY_POSTS else _ITEM
        return _are_enough(either, share, total)
    if len(line) >= LONG_CHARS:
        return _are_enough(either, _LONG_AT_EDGE, total)
    return _are_enough(below, _SHORT_AT_END, total) or _are_enough(either, _SHORT_AT_TOP, total)


def _are_enough(witnesses: set[str], share: float, total: int) -> bool:
    return len(witnesses) >= max(FEWEST_POSTS, share * total)
