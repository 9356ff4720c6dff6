"""A post, read with a question in mind."""

from pathlib import Path

import pytest

from search.opened import OpenedGeneration
from search.query import parse_query
from search.reading import Grade, grade_passages
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

POST = make_post(
    "The weather was mild this week and the path has dried at last.",
    (2, "Rye"),
    "A rye starter wants warm water and wholemeal flour every single morning.",
    (2, "Paint"),
    "I painted the fence on Tuesday and it rained until the late evening.",
    title="Notes",
)


@pytest.fixture
def generation(tmp_path: Path) -> OpenedGeneration:
    other = make_post("Something else stands here, of no use to anyone at all.", url="file:///blog/b.html")
    return open_posts(tmp_path, [other, POST], FakeEncoder())


def graded(generation: OpenedGeneration, question: str) -> list[tuple[Grade, str]]:
    stored = generation.catalog.posts([1])[1]
    found = grade_passages(generation, parse_query(question), stored)
    assert list(found) == sorted(found, key=lambda passage: passage.start_char)
    return [(passage.grade, POST.text[slice(*passage.sentence)]) for passage in found]


def test_the_passage_that_answers_best_is_told_with_its_sentence(generation: OpenedGeneration) -> None:
    found = dict(graded(generation, "what water does a rye starter want in the morning?"))
    assert found[Grade.BEST].startswith("A rye starter")
    assert Grade.SOMEWHAT not in found


def test_where_none_answers_the_nearest_are_told(generation: OpenedGeneration) -> None:
    found = graded(generation, "submarine volcano")
    assert found
    assert {grade for grade, _ in found} == {Grade.SOMEWHAT}


@pytest.mark.parametrize("question", ["", "site:blog.example", "-rye"])
def test_without_a_question_no_passage_is_told_from_others(
    generation: OpenedGeneration, question: str
) -> None:
    assert graded(generation, question) == []
