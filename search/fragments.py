"""Which words of a sentence make a browser scroll to it and mark it, and no other. Pure.

A text directive (WICG, URL Fragment Text Directives) names a text by its words, or by its first and last,
and what stands before and after it where that is needed: `:~:text=before-,first words,last words,-after`.
The browser takes the first place on the page that fits, whole words only, case and accents aside; a part may
not run from one block into the next, whereas between first and last words anything may stand. So a long
sentence goes by its ends, which a footnote's mark or a picture in its midst does not disturb.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from index.records import Post

_END_WORDS = 5  # at each end of a sentence: enough to find it, few enough to survive a changed comma
_WHOLE_WORDS = 2 * _END_WORDS  # a sentence of no more is named as a whole
_MOST_WORDS = 60  # of one part; a longer one makes an address that mails and chats cut off
_AROUND_WORDS = (3, 6, 10)  # tried before, and after
_WORD_BREAK = re.compile(r"(?<=\S)[^\S\t](?=\S)")  # what several blanks or a tab keep apart goes as one word
_CELL_BREAK = re.compile(r"\s\|\s")  # in the text of a table's row
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_PLAIN_QUOTES = dict(zip("‘’‚‛“”„‟«»‹›\u00a0", "''''\"\"\"\"\"\"'' ", strict=True))
_QUOTE = re.compile(f"[{''.join(_PLAIN_QUOTES)}]")


@dataclass(frozen=True, slots=True)
class Directive:
    """A text by its `first` words and, of a long one, its `last`; where needed, what is around it."""

    first: str
    last: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """As it stands in an address, after `:~:text=`."""
        parts = (
            f"{_encoded(self.before)}-" if self.before else "",
            _encoded(self.first),
            _encoded(self.last),
            f"-{_encoded(self.after)}" if self.after else "",
        )
        return ",".join(part for part in parts if part)


def directive_to(post: Post, place: tuple[int, int]) -> Directive | None:
    """What leads to `place` in the post's text and, as far as the index knows the page, nowhere else."""
    start, end = _without_cell_marks(post.text, *place)
    if not post.text[start:end].strip() or "\n" in post.text[start:end].strip():
        return None  # nothing, or over several blocks
    page = _page(post, start, end)
    line_start = post.text.rfind("\n", 0, start) + 1
    line_end = post.text.find("\n", end)
    before = _words(post.text[line_start:start])
    after = _words(post.text[end : line_end if line_end >= 0 else None])
    cells = [_words(cell) for cell in _CELL_BREAK.split(post.text[start:end])]
    return next((found for found in _candidates(cells, before, after) if page.is_led_to_by(found)), None)


def _words(text: str) -> list[str]:
    """Its words, which a blank between each two joins to the text again."""
    return _WORD_BREAK.split(text.strip()) if text.strip() else []


def _without_cell_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without the marks of cells, which the page does not have, at its ends."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip("| ")), end - (len(part) - len(part.rstrip("| ")))


def _candidates(
    cells: Sequence[Sequence[str]], before: Sequence[str], after: Sequence[str]
) -> Iterator[Directive]:
    """Ways to name a sentence, whose words may run over several cells of a row, the shortest first."""
    first, last = cells[0], cells[-1]
    is_one_part = len(cells) == 1
    longest = min(len(first) // 2 if is_one_part else min(len(first), len(last)), _MOST_WORDS)
    shortest = min(_END_WORDS, longest)
    ends = [
        Directive(" ".join(first[:count]), " ".join(last[-count:]))
        for count in range(max(shortest, 1), longest + 1)
    ]
    whole = [Directive(" ".join(first))] if is_one_part and len(first) <= _MOST_WORDS else []
    plain = whole + ends if len(first) <= _WHOLE_WORDS else ends + whole
    yield from plain
    for directive in plain[:1]:
        yield from _with_around(directive, before, after)


def _with_around(plain: Directive, before: Sequence[str], after: Sequence[str]) -> Iterator[Directive]:
    for count in _AROUND_WORDS:
        if before:
            yield replace(plain, before=" ".join(before[-count:]))
        if after:
            yield replace(plain, after=" ".join(after[:count]))
    if before and after:
        count = _AROUND_WORDS[-1]
        yield replace(plain, before=" ".join(before[-count:]), after=" ".join(after[:count]))


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known to be on a page, folded, and where on it the sentence begins and ends."""

    text: str
    start: int
    end: int

    def is_led_to_by(self, directive: Directive) -> bool:
        """Whether a browser that looks from the top finds the sentence, and could find nothing else."""
        parts = (directive.before, directive.first, directive.last, directive.after)
        before, first, last, after = map(_folded, parts)
        begins = " ".join(filter(None, (before, first, after if not last else "")))
        place = self.start - (len(before) + 1 if before else 0)
        if not first or self.text.find(begins) != place or self.text.find(begins, place + 1) >= 0:
            return False
        if not last:
            return self.start + len(first) == self.end
        ends = " ".join(filter(None, (last, after)))
        return self.text.find(ends, self.start + len(first)) == self.end - len(last)


def _page(post: Post, start: int, end: int) -> _Page:
    upto = f"{post.title}\n{post.text[:start]}"  # a page has the title above the text
    folded = _folded(upto)
    begins = len(folded) + (1 if folded and upto[-1:].isspace() else 0)
    whole = _folded(f"{post.title}\n{post.text}")
    return _Page(whole, begins, begins + len(_folded(post.text[start:end])))


def _folded(text: str) -> str:
    """As a browser compares it: no case, no accents, one kind of quotes, single blanks."""
    if not text.isascii():
        plain = _QUOTE.sub(lambda quote: _PLAIN_QUOTES[quote[0]], text)
        text = unicodedata.normalize("NFKD", plain)
        text = _BEYOND_ASCII.sub(lambda c: "" if unicodedata.combining(c[0]) else c[0], text)
    return " ".join(text.casefold().split())


def _encoded(text: str) -> str:
    # A comma, a hyphen and an ampersand have a meaning in the directive, so quote() must not spare them.
    return quote(text, safe="").replace("-", "%2D")
