"""Of the questions that the posts put themselves, those that are shown."""

from index.store.catalog import StoredPost
from index.store.questions import PostQuestion
from search.results import Result
from search.worth_asking import worth_asking
from tests.fakes import make_post

QUESTIONS = [PostQuestion(number, f"Why {number}?") for number in range(9)]


def test_only_those_are_shown_that_the_search_answers_with_their_own_post() -> None:
    answered_by = {"Why 0?": (1, True), "Why 1?": (1, True), "Why 2?": (2, False), "Why 4?": (4, True)}
    searched: list[str] = []

    def best(question: str) -> Result | None:
        searched.append(question)
        if question not in answered_by:
            return None
        post_id, is_close = answered_by[question]
        return Result(StoredPost(post_id, "", make_post("A text.")), 1.0, (), is_close=is_close)

    assert worth_asking(QUESTIONS, best) == ("Why 1?", "Why 4?")
    assert worth_asking(QUESTIONS, best, count=1) == ("Why 1?",)
    assert len(searched) == 9 + 2  # no more than is needed
