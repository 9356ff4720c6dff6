"""What of a passage is shown at first: the sentences that answer, and what stands around them. Pure.

A passage is eight lines or so, and the answer is one of them: ten whole passages are a page to read through.
"""

from collections.abc import Iterable, Sequence

from index.records import Block, BlockKind
from index.sentences import split_sentences
from search.results import Snippet

Place = tuple[int, int]

_MOST_CHARS = 340  # four lines on a desktop, about eight on a phone
_LINE_END_CHARS = 40  # what a line that ends early leaves empty
_LEAST_REST_CHARS = 120  # a shorter rest is not worth a click
_LEAST_PART_CHARS = 60  # of a sentence, or of a block, that does not fit as a whole
_UNCUT = (BlockKind.CODE, BlockKind.TABLE_ROW)  # a part of a line of these says little


def seen_places(snippet: Snippet) -> tuple[Place, ...] | None:
    """The places in the passage that are shown at first, in order; None where that is all of it.

    What answers is always whole; the rest is cut between sentences or, where one is long, between its words.
    """
    text = snippet.text
    sentences = split_sentences(text)
    costs = [_cost(text, sentence) for sentence in sentences]
    if sum(costs) < _MOST_CHARS + _LEAST_REST_CHARS:
        return None
    core = _core(snippet, sentences)
    room = _MOST_CHARS - sum(costs[n] for n in core)
    costs = [0 if n in core else cost for n, cost in enumerate(costs)]
    first, last, room = _run(_best_of(core, snippet, sentences), costs, room)
    places = [sentences[n] for n in range(first, last + 1) if n not in core]
    if room >= _LEAST_PART_CHARS:
        places += _parts(snippet, sentences, first, last, room)
    answers = [sentences[n] for n in core]
    kept = sorted(answers + _without_crumbs(snippet.blocks, answers, places))
    while kept[-1] not in answers and text[: kept[-1][1]].endswith(":"):
        kept.pop()  # what it announces is not shown
    seen = _joined(text, kept)
    rest = len(text) - sum(end - start for start, end in seen)
    return seen if rest >= _LEAST_REST_CHARS else None


def _cost(text: str, sentence: Place) -> int:
    start, end = sentence
    return end - start + (_LINE_END_CHARS if text[end : end + 1] == "\n" else 1)


def _core(snippet: Snippet, sentences: Sequence[Place]) -> set[int]:
    """The sentences that answer; where nothing was asked by meaning, the one with the most words of it."""
    answers = [n for n, place in enumerate(sentences) if any(_overlap(place, a) for a in snippet.answers)]
    return set(answers) or {max(range(len(sentences)), key=lambda n: _count(snippet.words, sentences[n]))}


def _best_of(core: Iterable[int], snippet: Snippet, sentences: Sequence[Place]) -> int:
    return next((n for n in sorted(core) if _overlap(sentences[n], snippet.answer)), min(core))


def _run(best: int, costs: Sequence[int], room: int) -> tuple[int, int, int]:
    """(first, last, room left) of the sentences before and after `best`, in turn, that there is room for."""
    first = last = best
    while True:
        is_before = first > 0 and costs[first - 1] <= room
        if is_before:
            first -= 1
            room -= costs[first]
        is_after = last + 1 < len(costs) and costs[last + 1] <= room
        if is_after:
            last += 1
            room -= costs[last]
        if not is_before and not is_after:
            return first, last, room


def _parts(
    snippet: Snippet, sentences: Sequence[Place], first: int, last: int, room: int
) -> Iterable[Place]:
    """The beginning of the sentence after `last` or, where there is none, the end of that before `first`."""
    text = snippet.text
    # The sentence itself may fit, but for what the end of its line takes.
    if last + 1 < len(sentences):
        start, end = sentences[last + 1]
        part = start, end if end - start <= room else max(text.rfind(" ", start, start + room), start)
    elif first > 0:
        start, end = sentences[first - 1]
        cut = text.find(" ", end - room, end)
        part = start if end - start <= room else cut + 1 if cut >= 0 else end, end
    else:
        return
    uncut = (_place_of(block) for block in snippet.blocks if block.kind in _UNCUT)
    if part[1] - part[0] >= _LEAST_PART_CHARS and not any(_overlap(part, line) for line in uncut):
        yield part


def _without_crumbs(
    blocks: Sequence[Block], answers: Sequence[Place], places: Sequence[Place]
) -> list[Place]:
    """`places` without those that show but a few words of a block in which nothing answers."""
    kept = list(places)
    for block in map(_place_of, blocks):
        inside = [place for place in places if _overlap(place, block)]
        chars = sum(end - start for start, end in inside)
        is_whole = chars >= (block[1] - block[0]) - len(inside)
        if chars < _LEAST_PART_CHARS and not is_whole and not any(_overlap(a, block) for a in answers):
            kept = [place for place in kept if place not in inside]
    return kept


def _place_of(block: Block) -> Place:
    return block.start_char, block.end_char


def _joined(text: str, places: Iterable[Place]) -> tuple[Place, ...]:
    """`places`, those with nothing but white space between them as one; with the indents of lines."""
    joined: list[Place] = []
    for first, end in places:
        before = text[:first].rstrip(" \t")
        start = len(before) if before[-1:] in ("", "\n") else first
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return tuple(joined)


def _overlap(one: Place, other: Place) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def _count(words: Iterable[Place], sentence: Place) -> int:
    return sum(_overlap(word, sentence) for word in words)
