"""Where in a post the chrome of its site stands, and what of it can go. Pure."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from index.records import Block, BlockKind, Post
from index.site_chrome.lines import LONG_CHARS, OTHER_TITLE, OWN_TITLE, Record

# line -> whether it is chrome within posts too, and not at their edges alone
Chrome = Mapping[str, bool]

MAX_SHARE_DROPPED = 0.4  # of a post's characters: where it would be more, something else is going on
_MAX_GAP_CHARS = 160  # a line of the post's own between two of chrome: "← Before Slow bread | After Crumbs →"
_MAX_GAP = 2  # such lines in a row, or one short line (a date, a tag) before the first of chrome


def edges(record: Record, chrome: Chrome) -> tuple[int, int]:
    """(the place where the chrome above a post ends, the place where that below it starts)."""
    return _top(record, chrome), _end(record, chrome)


def droppable(record: Record, chrome: Chrome) -> set[int]:
    """The places of the blocks that can go: chrome, and headings with nothing left under them.

    Empty where they would be too much of the post: then it is no post with chrome around it, but one made
    from a template, or a near-copy.
    """
    dropped = _chrome_in(record, chrome)
    return set() if is_too_much(record.post, dropped) else dropped


def is_crowded(record: Record, chrome: Chrome) -> bool:
    """Whether there is so much of `chrome` in a post that all of it stays."""
    return is_too_much(record.post, _chrome_in(record, chrome))


def is_too_much(post: Post, dropped: set[int]) -> bool:
    """Whether a post without these blocks would be no more than a rest."""
    lost = sum(post.blocks[place].end_char - post.blocks[place].start_char for place in dropped)
    return lost > MAX_SHARE_DROPPED * len(post.text)


def _top(record: Record, chrome: Chrome) -> int:
    after_last, gap = 0, 0
    for place, (line, block) in enumerate(zip(record.lines, record.post.blocks, strict=True)):
        if block.kind is BlockKind.HEADING and line != OWN_TITLE:
            break  # what stands under a heading is the post
        if line in chrome:
            after_last, gap = place + 1, 0
            continue
        gap += 1
        if gap > 1 or _length(block) >= LONG_CHARS:
            break
    return after_last


def _end(record: Record, chrome: Chrome) -> int:
    blocks = record.post.blocks
    first, gap = len(blocks), 0
    for place in range(len(blocks) - 1, -1, -1):
        if record.lines[place] in chrome:
            first, gap = place, 0
            continue
        gap += 1
        is_between = first < len(blocks)
        if gap > (_MAX_GAP if is_between else 1):
            break
        if _length(blocks[place]) >= (_MAX_GAP_CHARS if is_between else LONG_CHARS):
            break
    return first


def _chrome_in(record: Record, chrome: Chrome) -> set[int]:
    if chrome.keys().isdisjoint(record.lines):
        return set()
    blocks = record.post.blocks
    top, end = edges(record, chrome)
    dropped = {
        place
        for place, line in enumerate(record.lines)
        if line is not None and line in chrome and (chrome[line] or not top <= place < end)
        if blocks[place].kind is not BlockKind.HEADING
    }
    if OTHER_TITLE in chrome:
        dropped |= _summaries(record, end)
    _settle_lists(blocks, dropped)
    _keep_leads(record.post, dropped)
    return dropped | _bare_headings(record, chrome, dropped)


def _summaries(record: Record, end: int) -> set[int]:
    """The places, below a post, of what stands under the titles of others: tags, or what they are about."""
    blocks = record.post.blocks
    return {
        place
        for place in range(end + 1, len(blocks))
        if record.lines[place - 1] == OTHER_TITLE and blocks[place - 1].kind is BlockKind.HEADING
        if blocks[place].kind is BlockKind.PARAGRAPH and _length(blocks[place]) < _MAX_GAP_CHARS
    }


def _settle_lists(blocks: Sequence[Block], dropped: set[int]) -> None:
    """A list is a menu or is none: it goes as a whole, with one item of the page's own at most, or stays."""
    for is_list, group in groupby(range(len(blocks)), lambda n: blocks[n].kind is BlockKind.LIST_ITEM):
        places = set(group)
        own = places - dropped
        if not is_list or not own:
            continue
        is_menu = len(own) == 1 < len(places - own) and _length(blocks[min(own)]) < LONG_CHARS
        if is_menu:
            dropped |= own
        else:
            dropped -= places


def _keep_leads(post: Post, dropped: set[int]) -> None:
    """What leads to a list, a command … that stays, stays with it."""
    for place in sorted(dropped, reverse=True):
        follower = place + 1
        if follower == len(post.blocks) or follower in dropped:
            continue
        block, next_kind = post.blocks[place], post.blocks[follower].kind
        is_label = _length(block) < LONG_CHARS and next_kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        if is_label or post.text[block.end_char - 1] in ":：":
            dropped.discard(place)


def _bare_headings(record: Record, chrome: Chrome, dropped: set[int]) -> set[int]:
    """Headings under which nothing stays; of those that had nothing before, such as are chrome."""
    blocks = record.post.blocks
    bare: set[int] = set()
    next_kept = len(blocks)
    for place in range(len(blocks) - 1, -1, -1):
        if blocks[place].kind is BlockKind.HEADING:
            is_over = next_kept == len(blocks) or 0 < blocks[next_kept].level <= blocks[place].level
            if is_over and (next_kept > place + 1 or record.lines[place] in chrome):
                bare.add(place)
        if place not in dropped and place not in bare:
            next_kept = place
    return bare


def _length(block: Block) -> int:
    return block.end_char - block.start_char
