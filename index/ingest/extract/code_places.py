"""Where the code is in a Markdown text: blocks and spans that nothing may change. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

_TICKS = re.compile(r"\\`|`+")
_HTML_CODE = re.compile(r"<(pre|code)\b[^<>]{0,500}>", re.I)


@dataclass(frozen=True, slots=True)
class Places:
    """Spans of a text, `(start, end)`, in order and apart from each other."""

    spans: tuple[tuple[int, int], ...]

    def around(self, position: int) -> tuple[int, int] | None:
        """The span that `position` is in, if it is in one."""
        at = bisect_right(self.spans, (position, len(self.spans) and self.spans[-1][1] + 1)) - 1
        return self.spans[at] if at >= 0 and position < self.spans[at][1] else None

    def between(self, start: int, end: int) -> bool:
        """Whether any of it is between `start` and `end`."""
        at = bisect_right(self.spans, (start, end)) - 1
        near = self.spans[max(at, 0) : at + 2]
        return any(begin < end and start < finish for begin, finish in near)


def code_places(markdown: str, *, with_spans: bool = True) -> Places:
    """The code blocks in `markdown`, whole lines; with them code in running text and in HTML, if wanted."""
    blocks = list(_blocks(markdown))
    if not with_spans:
        return Places(tuple(blocks))
    found = list(blocks)
    start = 0
    for block_start, block_end in [*blocks, (len(markdown), len(markdown))]:
        found += _spans(markdown, start, block_start)
        start = block_end
    return Places(tuple(sorted(found)))


def outside_code(markdown: str) -> Iterator[tuple[str, bool]]:
    """`markdown` in pieces, in order: (piece, whether it is code)."""
    at = 0
    for start, end in code_places(markdown).spans:
        yield markdown[at:start], False
        yield markdown[start:end], True
        at = end
    yield markdown[at:], False


def _blocks(markdown: str) -> Iterator[tuple[int, int]]:
    starts = [0]
    starts += (match.end() for match in re.finditer("\n", markdown))
    starts += [len(markdown)] * 2
    end = 0
    for token in MarkdownIt("commonmark", {"html": True}).disable("inline").parse(markdown):
        if token.type in ("fence", "code_block") and token.map:
            start = max(end, starts[token.map[0]])
            end = max(start, starts[token.map[1]])
            if start < end:
                yield start, end


def _spans(markdown: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Code between backticks, and in `<pre>` and `<code>`, none of it across an empty line."""
    paragraph_start = at = start
    for line in markdown[start:end].splitlines(keepends=True):
        if not line.strip():
            yield from _spans_in_paragraph(markdown[paragraph_start:at], paragraph_start)
            paragraph_start = at + len(line)
        at += len(line)
    yield from _spans_in_paragraph(markdown[paragraph_start:at], paragraph_start)


def _spans_in_paragraph(paragraph: str, offset: int) -> Iterator[tuple[int, int]]:
    runs = [match for match in _TICKS.finditer(paragraph) if match.group()[0] == "`"]
    later: dict[int, list[int]] = {}  # length of a run -> places of the runs that long, the last first
    for place in range(len(runs) - 1, -1, -1):
        later.setdefault(len(runs[place].group()), []).append(place)
    spans: list[tuple[int, int]] = []
    place = 0
    while place < len(runs):
        same = later[len(runs[place].group())]
        while same and same[-1] <= place:
            same.pop()
        if same:
            spans.append((runs[place].start(), runs[same[-1]].end()))
            place = same[-1]
        place += 1
    at = 0
    lowered = paragraph.lower() if len(paragraph.lower()) == len(paragraph) else paragraph
    missing: set[str] = set()
    ticks = Places(tuple(spans))
    for match in _HTML_CODE.finditer(paragraph):
        name = match[1].lower()
        if match.start() < at or name in missing or ticks.around(match.start()):
            continue
        at = lowered.find(f"</{name}>", match.end())
        if at < 0:
            missing.add(name)
            at = 0
            continue
        spans = [span for span in spans if not match.start() <= span[0] < at]
        spans.append((match.start(), at))
    yield from ((offset + begin, offset + finish) for begin, finish in sorted(spans))
