"""Whether what a result shows is right: the marked sentence, and the passage of a long post."""

import json
from pathlib import Path

import pytest

from index.errors import SourceError
from index.pipeline import index_posts
from index.settings import PassageSettings, Settings
from search.engine import SearchEngine
from search.evaluation.answers import answers_marked, read_answers
from search.evaluation.collection import JudgedQuestion
from search.evaluation.spans import PlacedQuestion, passages_in_place, read_placed_questions
from tests.fakes import FakeEncoder, make_post
from tests.search.evaluation.collections import write_objects

SETTINGS = Settings(passages=PassageSettings(target_tokens=8))
BREAD = "The dough rests in the cellar overnight. By morning it has doubled in size and smells of beer."
MEETING = [f"Item {word} was talked about at length by everybody." for word in ("salt", "rope", "lamp")]


@pytest.fixture
def engine(tmp_path: Path, encoder: FakeEncoder) -> SearchEngine:
    posts = [
        make_post(BREAD, title="Bread", url="beir:bread", place="bread"),
        make_post(*MEETING, title="Minutes", url="beir:minutes", place="minutes"),
    ]
    index_posts([("test", post) for post in posts], tmp_path / "index", SETTINGS, encoder)
    return SearchEngine.open(tmp_path / "index", encoder)


def test_an_answer_counts_only_inside_the_mark_and_only_of_a_right_post(engine: SearchEngine) -> None:
    def marked(text: str, answer: str, grades: dict[str, int]) -> list[float]:
        question = JudgedQuestion("1", text, grades)
        return list(answers_marked(engine, [question], {"1": [answer, "never said"]}))

    assert marked("dough rests cellar", "cellar overnight", {"bread": 1}) == [1]
    assert marked("dough rests cellar", "smells of beer", {"bread": 1}) == [0]
    assert marked("dough rests cellar", "cellar overnight", {"minutes": 1}) == []


def test_a_question_whose_answer_nobody_knows_is_left_out(engine: SearchEngine) -> None:
    assert list(answers_marked(engine, [JudgedQuestion("2", "dough", {"bread": 1})], {"1": ["dough"]})) == []


@pytest.mark.parametrize(("paragraphs", "right"), [([(1, 1)], 1), ([(0, 0), (2, 9)], 0), ([(7, 9)], 0)])
def test_a_passage_is_right_where_most_of_it_answers(
    engine: SearchEngine, paragraphs: list[tuple[int, int]], right: int
) -> None:
    post = make_post(*MEETING, title="Minutes")
    question = PlacedQuestion("1", "the rope item", "minutes", tuple(paragraphs))
    assert list(passages_in_place(engine, [question], {"minutes": post})) == [right]


def test_answers_and_places_are_read_and_questions_about_everything_left_out(tmp_path: Path) -> None:
    write_objects(tmp_path / "answers.jsonl", [{"_id": 1, "answers": ["a  b", "c"]}])
    assert read_answers(tmp_path / "answers.jsonl") == {"1": ["a b", "c"]}
    about = {"query": "what?", "doc": "m"}
    placed = [
        {"query_id": "1", "relevant_turns": [["3", "5"], ["8", "8"]], **about},
        {"query_id": "2", "relevant_turns": None, **about},
    ]
    write_objects(tmp_path / "spans.jsonl", placed, packed=True)
    assert read_placed_questions(tmp_path / "spans.jsonl.gz") == [
        PlacedQuestion("1", "what?", "m", ((3, 5), (8, 8)))
    ]


@pytest.mark.parametrize("content", [[{"_id": "1"}], [["no object"]], [{"_id": "1", "answers": 7}]])
def test_a_file_of_another_kind_is_said(tmp_path: Path, content: list[object]) -> None:
    (tmp_path / "answers.jsonl").write_text("\n".join(map(json.dumps, content)), encoding="utf-8")
    with pytest.raises(SourceError, match=r"answers\.jsonl"):
        read_answers(tmp_path / "answers.jsonl")
