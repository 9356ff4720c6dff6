"""More posts than there are, made of the sentences of those there are. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.ingest.extract.blocks import Piece, join_pieces
from index.records import BlockKind, Post
from index.sentences import split_sentences


def recombined_posts(posts: Sequence[tuple[str, Post]], rounds: int) -> Iterator[tuple[str, Post]]:
    """`rounds` new (source, post) for each of `posts`: in the first, every second sentence is the one that
    the next post of its source has there, in the second round of the one after that, and so on.

    So each is as long as the post that it is made of, has its facts, and keeps to the subjects of its blog.
    """
    ordered = sorted(posts, key=lambda item: (item[0], item[1].url))
    for turn in range(1, rounds + 1):
        for place, (source, post) in enumerate(ordered):
            other = ordered[(place + turn) % len(ordered)][1]
            yield source, recombine(post, other, turn)


def recombine(post: Post, other: Post, turn: int) -> Post:
    """`post` with every second sentence exchanged for one of `other`, in their order; headings stay.

    A line is given to each sentence, so that it is found to be the same sentence again when it is split.
    """
    theirs = sentences_of(other) or sentences_of(post)
    pieces: list[Piece] = []
    taken = 0
    for block in post.blocks:
        text = post.text[block.start_char : block.end_char]
        if block.kind is BlockKind.HEADING:
            pieces.append(Piece(block.kind, text, block.level))
            continue
        lines = []
        for start, end in split_sentences(text):
            lines.append(theirs[taken // 2 % len(theirs)] if taken % 2 else text[start:end])
            taken += 1
        pieces.append(Piece(block.kind, "\n".join(lines)))
    text, blocks = join_pieces(piece for piece in pieces if piece.text)
    mark = f"recombined={turn}"
    return replace(
        post,
        url=f"{post.url}?{mark}",
        link=f"{post.link}?{mark}",
        place=f"{post.place}?{mark}",
        text=text,
        blocks=blocks,
        addresses=(),
    )


def sentences_of(post: Post) -> list[str]:
    """The sentences of all that is not a heading, in order."""
    return [
        post.text[block.start_char + start : block.start_char + end]
        for block in post.blocks
        if block.kind is not BlockKind.HEADING
        for start, end in split_sentences(post.text[block.start_char : block.end_char])
    ]
