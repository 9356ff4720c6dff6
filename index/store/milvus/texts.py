"""A post's words in their order, in pieces that Milvus can hold. Pure."""

from collections.abc import Iterator

from index.records import Post
from index.store.concordance import Part
from index.store.words import exact_words

MOST_PHRASE_WORDS = 100  # of a longer phrase, the first so many are looked for
_MOST_BYTES = 60_000


def text_pieces(post: Post) -> Iterator[tuple[Part, str]]:
    """(part, words with blanks between and around them).

    A piece begins with the last words of the one before, so that a phrase stands whole in one of them.
    """
    for part, text in ((Part.TITLE, post.title), (Part.TEXT, post.text)):
        piece: list[str] = []
        size = 2
        is_new = False
        for word in exact_words(text):
            piece.append(word)
            size += len(word.encode()) + 1
            is_new = True
            if size > _MOST_BYTES:
                yield part, f" {' '.join(piece)} "
                piece = piece[-(MOST_PHRASE_WORDS - 1) :]
                size = 2 + sum(len(kept.encode()) + 1 for kept in piece)
                is_new = False
        if is_new:
            yield part, f" {' '.join(piece)} "
