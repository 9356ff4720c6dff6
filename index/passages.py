"""Post -> passages: whole sentences, never across a heading, sized in the model's own tokens. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.records import Block, BlockKind, Passage, PassageText, Post
from index.sentences import split_sentences

CountTokens = Callable[[Sequence[str]], list[int]]

MIN_ANSWER_CHARS = 25  # a shorter sentence is a label or an exclamation rather than an answer
# Of title and headings before a passage, so that they never crowd it out. A character beyond ASCII counts
# for five: to a model of English it is up to that many tokens, where ASCII makes one in four characters.
MAX_CONTEXT_CHARS = 200
_NON_ASCII_CHARS = 5


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence (or what is treated as one): a span that is not split, and its length."""

    start: int
    end: int
    tokens: int


@dataclass(slots=True)
class _Section:
    """What stands under one heading."""

    heading_path: tuple[str, ...]
    spans: list[tuple[int, int]]


def split_post(
    post: Post, count_tokens: CountTokens, *, target_tokens: int, max_tokens: int
) -> list[Passage]:
    """The passages of `post`, in order; each is about `target_tokens` long.

    With its context (see `passage_text`) none is longer than `max_tokens`, so that the model reads
    every word. A section is cut into passages of about equal length, which leaves no small remainder.
    """
    passages: list[Passage] = []
    for section in _sections(post):
        context = _context(post.title, section.heading_path)
        room = max(8, max_tokens - count_tokens([context])[0])
        units = _units(post.text, section.spans, count_tokens, room)
        for start, end in _pack(units, min(target_tokens, room), room):
            sentences = _answer_candidates(post.text, start, end)
            passages.append(Passage(start, end, section.heading_path, sentences))
    return passages


def passage_text(post: Post, passage: Passage) -> PassageText:
    """What the model reads: title and headings first, since a passage seldom repeats its subject."""
    context = _context(post.title, passage.heading_path)
    start = len(context) + 1 - passage.start_char  # from places in the post to places in what is read
    return PassageText(
        f"{context}\n{post.text[passage.start_char : passage.end_char]}",
        len(context),
        tuple((start + a, start + b) for a, b in passage.sentences),
    )


def _answer_candidates(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences of `text[start:end]` that could answer a question; never empty."""
    places = [(start + a, start + b) for a, b in split_sentences(text[start:end])]
    telling = [(a, b) for a, b in places if b - a >= MIN_ANSWER_CHARS]
    return tuple(telling or places or [(start, end)])


def _context(title: str, heading_path: Sequence[str]) -> str:
    context = " - ".join([title, *heading_path])
    width = 0
    for position, character in enumerate(context):
        width += 1 if character.isascii() else _NON_ASCII_CHARS
        if width > MAX_CONTEXT_CHARS:
            return context[:position].rsplit(" ", 1)[0]
    return context


def _sections(post: Post) -> Iterator[_Section]:
    """The post cut at its headings. A heading with nothing under it stands as its own text."""
    section = _Section((), [])
    open_headings: list[Block] = []
    for position, block in enumerate(post.blocks):
        if block.kind is not BlockKind.HEADING:
            section.spans.append((block.start_char, block.end_char))
            continue
        if section.spans:
            yield section
        while open_headings and open_headings[-1].level >= block.level:
            open_headings.pop()
        open_headings.append(block)
        path = tuple(post.text[h.start_char : h.end_char] for h in open_headings)
        section = _Section(tuple(h for h in path if h != post.title), [])
        if _is_bare(post.blocks, position):
            section.spans.append((block.start_char, block.end_char))
    if section.spans:
        yield section


def _is_bare(blocks: Sequence[Block], position: int) -> bool:
    """Whether neither text nor a deeper heading follows the heading at `position`."""
    if position + 1 == len(blocks):
        return True
    follower = blocks[position + 1]
    return follower.kind is BlockKind.HEADING and follower.level <= blocks[position].level


def _units(text: str, spans: Sequence[tuple[int, int]], count_tokens: CountTokens, room: int) -> list[_Unit]:
    """The sentences of `spans`; one longer than `room` tokens is halved at a space until it fits."""
    todo = [(a + start, b + start) for start, end in spans for a, b in split_sentences(text[start:end])]
    done: list[_Unit] = []
    while todo:
        too_long: list[tuple[int, int]] = []
        counts = count_tokens([text[a:b] for a, b in todo])
        for (start, end), tokens in zip(todo, counts, strict=True):
            if tokens <= room or end - start < 2:
                done.append(_Unit(start, end, tokens))
            else:
                too_long += _halves(text, start, end)
        todo = too_long
    return sorted(done, key=lambda unit: unit.start)


def _halves(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span cut at the space nearest to its middle; in the middle where it has none."""
    middle = (start + end) // 2
    after, before = text.find(" ", middle, end), text.rfind(" ", start, middle)
    cuts = [cut for cut in (after, before) if cut > start]
    cut = min(cuts, key=lambda c: abs(c - middle)) if cuts else middle
    return [(start, cut), (cut + (1 if cuts else 0), end)]


def _pack(units: Sequence[_Unit], target: int, room: int) -> Iterator[tuple[int, int]]:
    """Neighbouring units joined into spans of about equal length near `target`, none over `room`."""
    left = sum(unit.tokens for unit in units)
    group: list[_Unit] = []
    tokens = 0
    goal = _even_share(left, target)
    for unit in units:
        closer_without = tokens + unit.tokens / 2 > goal
        if group and (closer_without or tokens + unit.tokens > room):
            yield group[0].start, group[-1].end
            left -= tokens
            group, tokens = [], 0
            goal = _even_share(left, target)
        group.append(unit)
        tokens += unit.tokens
    if group:
        yield group[0].start, group[-1].end


def _even_share(tokens: int, target: int) -> float:
    return tokens / max(1, round(tokens / target))
