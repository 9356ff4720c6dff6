"""More posts than there are, made of the sentences of those there are. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from index.ingest.extract.blocks import Piece, join_pieces
from index.records import BlockKind, Post
from index.sentences import split_sentences

Sentences = list[list[str]]  # of a post, block by block


def recombined_posts(posts: Sequence[tuple[str, Post]], rounds: int) -> Iterator[tuple[str, Post]]:
    """`rounds` new (source, post) for each of `posts`: in the first, every second sentence is the one that
    the next post of its source has there, in the second round of the one after that, and so on.

    So each is as long as the post that it is made of, has its facts, and keeps to the subjects of its blog.
    """
    ordered = sorted(posts, key=lambda item: (item[0], item[1].url))
    sentences = [sentences_of(post) for _, post in ordered]
    for turn in range(1, rounds + 1):
        for place, (source, post) in enumerate(ordered):
            others = sentences[(place + turn) % len(ordered)]
            yield source, recombine(post, sentences[place], others, turn)


def sentences_of(post: Post) -> Sentences:
    """The sentences of each block, in order; none of a heading, which stays as it is."""
    return [
        []
        if block.kind is BlockKind.HEADING
        else [
            post.text[block.start_char + start : block.start_char + end]
            for start, end in split_sentences(post.text[block.start_char : block.end_char])
        ]
        for block in post.blocks
    ]


def recombine(post: Post, own: Sentences, others: Sentences, turn: int) -> Post:
    """`post`, whose sentences are its `own`, with every second one exchanged for one of another's, in order.

    A line is given to each sentence, so that it is found to be the same sentence again when it is split.
    """
    theirs = list(chain.from_iterable(others)) or list(chain.from_iterable(own))
    pieces: list[Piece] = []
    taken = 0
    for block, sentences in zip(post.blocks, own, strict=True):
        if block.kind is BlockKind.HEADING:
            pieces.append(Piece(block.kind, post.text[block.start_char : block.end_char], block.level))
            continue
        places = range(taken, taken + len(sentences))
        lines = [
            theirs[place // 2 % len(theirs)] if place % 2 else sentence
            for place, sentence in zip(places, sentences, strict=True)
        ]
        taken += len(sentences)
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
