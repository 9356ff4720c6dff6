"""An idea over time."""

from index.store.catalog import PostFacts
from search.over_time import course_of
from search.results import RankedPost
from search.survey import Found


def answer(post_id: int, published: str | None) -> Found:
    facts = PostFacts("", "", None, (), (), None, published)
    return Found(RankedPost(post_id, 1.0, ()), facts, is_close=True)


def test_the_first_answer_is_the_oldest_whatever_its_rank() -> None:
    course = course_of(
        [answer(1, "2021-06-01"), answer(2, "2019-02-03T10:00:00+01:00"), answer(3, "2021-01-01")]
    )
    assert course.first.ranked.post_id == 2
    assert course.since == 2
    assert course.busiest_year == 2021


def test_what_has_no_date_is_neither_first_nor_counted() -> None:
    course = course_of(
        [answer(1, None), answer(2, "2020-01-01"), answer(3, "2022-01-01"), answer(4, "someday")]
    )
    assert (course.first.ranked.post_id, course.since, course.busiest_year) == (2, 1, None)


def test_answers_of_one_year_or_none_have_no_course() -> None:
    assert course_of([]) is None
    assert course_of([answer(1, None)]) is None
    assert course_of([answer(1, "2020-01-01"), answer(2, "2020-12-31")]) is None
