"""Of the questions that the posts put themselves (index.worth_asking), those that a search answers there."""

from collections.abc import Callable, Iterable
from itertools import islice

from index.store.questions import PostQuestion
from search.results import Result

SHOWN_COUNT = 6


def worth_asking(
    questions: Iterable[PostQuestion], best: Callable[[str], Result | None], count: int = SHOWN_COUNT
) -> tuple[str, ...]:
    """The first `count` of `questions` that the post they stand in answers best, by `best`, a search."""

    def is_answered(each: PostQuestion) -> bool:
        result = best(each.text)
        return result is not None and result.is_close and result.stored.post_id == each.post_id

    return tuple(each.text for each in islice(filter(is_answered, questions), count))
