"""Questions that the blogs put themselves and answer: to show a reader what can be asked here."""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from index.store.analysis import read_question
from index.store.facets import address_of
from index.store.words import exact_words
from search.opened import OpenedGeneration
from search.overview import newest_first
from search.results import Result

SHOWN_COUNT = 6
_MOST_TRIED = 40
_BUDGET_S = 1.5  # of searching, once for each generation
_QUESTION_MARKS = ("?", "？", "؟")
_LEAST_WORDS, _MOST_WORDS = 4, 14
_LEAST_TELLING = 2  # "What do you need?" asks nothing when it stands alone
_MOST_CHARS = 90
# A title that begins with one of these is a question without its mark; a heading with one of the others leans
# on the text before it. English alone, where most titles leave the mark out.
_ASKING = frozenset("how why what when where which who can does is are should".split())
_LEANING = frozenset("i we my our it its this that these those they them their he she one else again".split())


def worth_asking(
    generation: OpenedGeneration, best: Callable[[str], Result | None], count: int = SHOWN_COUNT
) -> tuple[str, ...]:
    """Up to `count` titles and headings that are questions, and that the post they stand in answers best.

    `best` finds the best result of a question. Each is from another blog than the one before, as far as they
    go, and at most one from a post.
    """
    started = time.perf_counter()
    questions: list[str] = []
    asked: set[int] = set()
    for tried, (post_id, question) in enumerate(_by_turns(generation)):
        if len(questions) == count or tried == _MOST_TRIED or time.perf_counter() - started > _BUDGET_S:
            break
        if post_id in asked:
            continue
        result = best(question)
        if result is not None and result.is_close and result.stored.post_id == post_id:
            questions.append(question)
            asked.add(post_id)
    return tuple(questions)


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


def _by_turns(generation: OpenedGeneration) -> Iterator[tuple[int, str]]:
    """(post, question) of one blog after the other: titles first, the newest posts' first of both."""
    outlines = newest_first(generation)
    blogs = {outline.post_id: address_of(outline.facts).partition("/")[0] for outline in outlines}
    titles = ((o.post_id, o.title) for o in outlines if stands_alone(o.title, is_title=True))
    headings = ((o.post_id, text) for o in outlines for text in o.headings if stands_alone(text))
    by_blog: dict[str, list[tuple[int, str]]] = {}
    for post_id, text in (*_once(titles), *_once(headings)):
        by_blog.setdefault(blogs[post_id], []).append((post_id, text))
    return (found for turn in zip_longest(*by_blog.values()) for found in turn if found is not None)


def _once(texts: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those that stand in one post only."""
    posts: dict[str, set[int]] = {}
    for post_id, text in texts:
        posts.setdefault(text, set()).add(post_id)
    return [(next(iter(of)), text) for text, of in posts.items() if len(of) == 1]
