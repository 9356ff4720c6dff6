"""Questions that the posts put themselves and answer: to show a reader what can be asked here."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, zip_longest

import numpy as np

from index.records import Encoder
from index.store.analysis import read_question
from index.store.catalog import known_facts
from index.store.catalog_writing import CatalogEntry
from index.store.facets import address_of
from index.store.questions import PostQuestion
from index.store.vector_file import VectorFile
from index.store.words import exact_words

KEPT_COUNT = 18  # three times as many as are shown: a search may think otherwise of some
_MOST_TRIED = 60
_QUESTION_MARKS = ("?", "？", "؟")
_LEAST_WORDS, _MOST_WORDS = 4, 14
_LEAST_TELLING = 2  # "What do you need?" asks nothing when it stands alone
_MOST_CHARS = 90
# A title that begins with one of these is a question without its mark; a heading with one of the others leans
# on the text before it. English alone, where most titles leave the mark out.
_ASKING = frozenset("how why what when where which who can does is are should".split())
_LEANING = frozenset("i we my our it its this that these those they them their he she one else again".split())


def find_questions(
    entries: Sequence[CatalogEntry], vectors: VectorFile, encoder: Encoder, count: int = KEPT_COUNT
) -> list[PostQuestion]:
    """Up to `count` titles and headings that are questions, and that no passage is nearer to than one of the
    post they stand in; `vectors` are those of the passages of `entries`.

    Each is from another blog than the one before, as far as they go, and at most one from a post.
    """
    tried = list(islice(_by_turns(entries), _MOST_TRIED))
    if not tried:
        return []
    posts = np.repeat(np.arange(len(entries)), [len(entry.passages) for entry in entries])
    nearest, _ = vectors.nearest(encoder.encode_queries([each.text for each in tried]), 1)
    answered: dict[int, PostQuestion] = {}
    for each, passage_id in zip(tried, nearest[:, 0], strict=True):
        if posts[passage_id] == each.post_id:
            answered.setdefault(each.post_id, each)
    return list(answered.values())[:count]


def stands_alone(text: str, *, is_title: bool = False) -> bool:
    """Whether `text` is a question that means something without what stands around it.

    >>> stands_alone("How much salt does sauerkraut need?"), stands_alone("How much of it does it need?")
    (True, False)
    >>> stands_alone("Why onions take so long to brown", is_title=True)
    True
    """
    words = text.casefold().split()
    asks = text.endswith(_QUESTION_MARKS) or (is_title and bool(words) and words[0] in _ASKING)
    return (
        asks
        and (is_title or _LEANING.isdisjoint(exact_words(text)))
        and _LEAST_WORDS <= len(words) <= _MOST_WORDS
        and len(text) <= _MOST_CHARS
        and text.isprintable()
        and len(read_question(text)[0].stems) >= _LEAST_TELLING
    )


def _by_turns(entries: Sequence[CatalogEntry]) -> Iterator[PostQuestion]:
    """Of one blog after the other: titles first, the newest posts' first of both."""
    published = [entry.post.published or "" for entry in entries]
    newest_first = sorted(range(len(entries)), key=lambda post_id: published[post_id], reverse=True)
    by_blog: dict[str, list[PostQuestion]] = {}
    for each in (*_titles(entries, newest_first), *_headings(entries, newest_first)):
        blog = address_of(known_facts(entries[each.post_id].post)).partition("/")[0]
        by_blog.setdefault(blog, []).append(each)
    return (found for turn in zip_longest(*by_blog.values()) for found in turn if found is not None)


def _titles(entries: Sequence[CatalogEntry], order: Iterable[int]) -> list[PostQuestion]:
    titles = (PostQuestion(i, entries[i].post.title) for i in order)
    return _once(each for each in titles if stands_alone(each.text, is_title=True))


def _headings(entries: Sequence[CatalogEntry], order: Iterable[int]) -> list[PostQuestion]:
    headings = (
        PostQuestion(i, text)
        for i in order
        for text in dict.fromkeys(name for passage in entries[i].passages for name in passage.heading_path)
    )
    return _once(each for each in headings if stands_alone(each.text))


def _once(questions: Iterable[PostQuestion]) -> list[PostQuestion]:
    """Those that stand in one post only."""
    posts: dict[str, list[PostQuestion]] = {}
    for each in questions:
        posts.setdefault(each.text, []).append(each)
    return [of[0] for of in posts.values() if len(of) == 1]
