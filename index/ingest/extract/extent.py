"""Which lines of a scrape are the post: where it begins, where it ends, and what it is called. Pure.

A page with its tags gone is menus, the post, and more menus. The post is the stretch with the most
sentences in it, less what is not a sentence.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.ingest.extract.scrape_lines import ends_post, is_widget

_ENDS_A_SENTENCE = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*$")
_WITHIN = re.compile(r"[.!?][\"'”’»)]*\s+[^\W\d_a-z]|[,;。，]")
_CUT_SHORT = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|read more|learn more|continue reading)\W*$", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_OF_A_COMMENT = re.compile(
    r"reply|report|permalink|.{1,60} (?:says|said|wrote|commented)(?: on .{1,40})?:?"
    r"|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago",
    re.IGNORECASE,
)

_SENTENCE_CHARS = 60  # a line at least this long that reads as sentences is running text
_LONG_LINE_CHARS = 120  # at least this long, it is running text even without a full stop
_SITE_LINES = 2  # of buttons and the like, by which a scrape is told from a note
_NOTE_LINES = 3  # above the text, at most
_MAX_GAIN = 400  # one very long line must not outweigh everything
_SHORT_LINE_COST = 22  # of a line that is no sentence; best on the tuned half of flattened pages
_CHROME_COST = 60
_TEASER_COST = 40
_TAIL_COST = 1500
_EARLIER_SHARE = 0.4  # the first stretch that is at least this good, for comments may be longer than the post
_FURTHER_SHARE = 0.4  # of the text so far; a later stretch that is at least so good is the post's too
_MANY_TIMES = 2  # a line that stands there more often than this is a button, and ends nothing
_FEW_LINES = 4  # so many short lines at the end of a note are the writer's
_COMMENT_SIGNS = 3
_COMMENT_LINES = 10  # after which the first of them stands; "7 comments" under a title is far from them
_MAX_COMMENT_SIGN_CHARS = 100


@dataclass(frozen=True, slots=True)
class Extent:
    """The post is `lines[start:end]`; what stands above `start` holds its title, what is below is not its."""

    start: int
    end: int
    is_note: bool = False  # nothing of a site is in it: all lines are the writer's


def find_extent(lines: Sequence[str]) -> Extent | None:
    """Where the running text of the post is; None where no line is running text."""
    begins = next(
        (i for i, line in enumerate(lines) if is_prose(line) or len(line) >= _LONG_LINE_CHARS), None
    )
    if begins is None:
        return None
    tails = _tails(lines)
    site_lines = sum(map(is_widget, lines))
    if not tails and site_lines < _SITE_LINES:
        return Extent(begins, len(lines), is_note=site_lines == 0 and begins <= _NOTE_LINES)
    values = [_value(line) for line in lines]
    for position in tails:
        values[position] = -_TAIL_COST
    comments_at = next((position for position in tails if _begins_comments(lines, position)), len(lines))
    stretches = [stretch for stretch in _stretches(values) if stretch[1] < comments_at]
    if not stretches:
        return Extent(begins, len(lines))
    best = max(total for total, _, _ in stretches)
    first = next(i for i, (total, _, _) in enumerate(stretches) if total >= _EARLIER_SHARE * best)
    total, start, end = stretches[first]
    for more, from_line, to_line in stretches[first + 1 :]:
        if any(end <= tail < from_line for tail in tails):
            break
        if more >= _FURTHER_SHARE * total:  # beyond a long table, or a list of short things
            total, end = total + more, to_line
    return Extent(start, _with_what_belongs(lines, end))


def is_prose(line: str) -> bool:
    """Whether a line is running text: sentences, and no run of names."""
    if len(line) < _SENTENCE_CHARS or _CUT_SHORT.search(line) or is_widget(line):
        return False
    return (_ENDS_A_SENTENCE.search(line) or _WITHIN.search(line)) is not None and _is_mostly_lower_case(line)


def repeated_later(lines: Sequence[str]) -> set[int]:
    """The positions of lines that only announce headings which come later: a table of contents."""
    counts = Counter(_plain(line) for line in lines if len(line) < _SENTENCE_CHARS * 2)
    listed: set[int] = set()
    run: list[int] = []
    for position, line in enumerate([*lines, ""]):
        counts[_plain(line)] -= 1
        if line and counts[_plain(line)] >= 1 and not is_prose(line):
            run.append(position)
            continue
        if len(run) > 2:
            listed.update(run)
        run = []
    return listed


def _value(line: str) -> int:
    if is_prose(line):
        return min(len(line), _MAX_GAIN)
    if is_widget(line):
        return -_CHROME_COST
    if _CUT_SHORT.search(line):
        return -_TEASER_COST
    if _ENDS_A_SENTENCE.search(line) and _is_mostly_lower_case(line):
        return len(line) // 2
    return -_SHORT_LINE_COST


def _is_mostly_lower_case(line: str) -> bool:
    """Menus and lists of titles are written with capitals, sentences are not; some scripts have neither."""
    words: list[str] = [word for word in _WORD.findall(line) if not word[0].isdigit()]
    capitals = sum(word[0].isupper() for word in words)
    return 2 * capitals <= len(words)


def _tails(lines: Sequence[str]) -> list[int]:
    """The positions of lines after which nothing more of the post comes."""
    sizes = [len(line) if is_prose(line) else 0 for line in lines]
    before, total = 0, sum(sizes)
    counts = Counter(lines)
    found = []
    for position, line in enumerate(lines):
        could_end = before and counts[line] <= _MANY_TIMES and _may_end(lines, position)
        if could_end and (2 * before > total or _begins_comments(lines, position)):
            found.append(position)
        before += sizes[position]
    return found


def _begins_comments(lines: Sequence[str], position: int) -> bool:
    """Whether readers' comments follow: soon, and several."""
    signs = [i for i, line in enumerate(lines[position + 1 :]) if _is_of_a_comment(line)]
    return len(signs) >= _COMMENT_SIGNS and signs[0] < _COMMENT_LINES


def _is_of_a_comment(line: str) -> bool:
    return len(line) < _MAX_COMMENT_SIGN_CHARS and _OF_A_COMMENT.fullmatch(line) is not None


def _may_end(lines: Sequence[str], position: int) -> bool:
    """Whether a line's words end a post; of one word, with sentences under it, it is a heading."""
    heads_text = len(lines[position].split()) == 1 and any(map(is_prose, lines[position + 1 : position + 2]))
    return ends_post(lines[position]) and not heads_text


def _stretches(values: Sequence[int]) -> list[tuple[int, int, int]]:
    """(total, start, end) of each stretch that cannot be made better at either end, in order."""
    stretches: list[tuple[int, int, int]] = []
    total, start = 0, 0
    best = (0, 0, 0)
    for position, value in enumerate(values):
        if total == 0:
            start = position
        total += value
        if total > best[0]:
            best = (total, start, position + 1)
        if total <= 0:
            stretches += [best] if best[0] else []
            total, best = 0, (0, 0, 0)
    return [*stretches, best] if best[0] else stretches


def _with_what_belongs(lines: Sequence[str], end: int) -> int:
    """The end moved on over a list that the last line announces, and over the last lines of a mere note."""
    rest = lines[end:]
    if len(rest) <= _FEW_LINES and not any(is_widget(line) or _CUT_SHORT.search(line) for line in rest):
        return len(lines)
    return end


def _plain(line: str) -> str:
    return " ".join(_WORD.findall(line.casefold()))
