"""What a reranker may do to a ranking, with one that is told what to say and a clock that it moves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from index.errors import ModelError
from index.records import Post
from search.fusion import Scores
from search.opened import OpenedGeneration
from search.query import parse_query
from search.ranking import Ranking, rank_posts
from search.rerank import RERANKED_COUNT, Reranking, blend, rerank
from search.results import SearchMode
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

QUESTION = "bells at noon"


@dataclass
class FakeReranker:
    """Satisfies search.rerank.Reranker: likes texts as `liking` says, and takes `takes_s` for each batch."""

    liking: Callable[[str], float] = len
    takes_s: float = 0.0
    name: str = "fake"
    now_s: float = 0.0
    read: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def score(self, query: str, texts: Sequence[str]) -> Scores:
        self.asked.add(query)
        self.read += texts
        self.now_s += self.takes_s
        return np.array([self.liking(text) for text in texts], dtype=np.float32)

    def clock(self) -> float:
        return self.now_s


class BrokenReranker(FakeReranker):
    def score(self, query: str, texts: Sequence[str]) -> Scores:
        raise ModelError("The cross-encoder fake failed.")


def numbered_posts(count: int) -> list[Post]:
    """Posts that hold the question's words the less often the later they come."""
    return [
        replace(
            make_post(f"{'Bells ring at noon. ' * (1 + (count - n) // 8)}Number {n}.", title=f"Post {n}"),
            url=f"https://blog.example/{n}",
        )
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> OpenedGeneration:
    return open_posts(tmp_path_factory.mktemp("generation"), numbered_posts(60), FakeEncoder())


def ranked(generation: OpenedGeneration, text: str = QUESTION) -> Ranking:
    return rank_posts(generation, parse_query(text), SearchMode.HYBRID, shown_count=RERANKED_COUNT)


def reranked(
    generation: OpenedGeneration, reranker: FakeReranker, text: str = QUESTION, budget_ms: float = 200
) -> tuple[list[int], tuple[str, ...]]:
    reranking = Reranking(reranker, budget_ms, reranker.clock)
    ranking, notices = rerank(generation, parse_query(text), ranked(generation, text), reranking)
    assert [post.score for post in ranking.posts] == [post.score for post in ranked(generation, text).posts]
    return [post.post_id for post in ranking.posts], notices


def order(generation: OpenedGeneration) -> list[int]:
    return [post.post_id for post in ranked(generation).posts]


def test_the_post_that_the_reranker_likes_by_far_comes_first(generation: OpenedGeneration) -> None:
    twentieth = order(generation)[19]
    reranker = FakeReranker(lambda text: float(text.startswith(f"Post {twentieth}\n")))
    reordered, notices = reranked(generation, reranker)
    assert reordered[0] == twentieth
    assert sorted(reordered) == sorted(order(generation))
    assert notices == ()


def test_it_reads_the_question_and_the_title_with_the_best_passage(generation: OpenedGeneration) -> None:
    reranker = FakeReranker()
    reranked(generation, reranker, f'{QUESTION} -"gong"')
    assert reranker.asked == {QUESTION}
    assert all(text.startswith("Post ") and "noon" in text for text in reranker.read)


def test_only_so_many_are_read_and_those_below_stay(generation: OpenedGeneration) -> None:
    reranker = FakeReranker(lambda text: -len(text))
    reordered, _ = reranked(generation, reranker)
    assert len(reranker.read) == RERANKED_COUNT
    assert reordered != order(generation)
    assert reordered[RERANKED_COUNT:] == order(generation)[RERANKED_COUNT:]


@pytest.mark.parametrize(("takes_s", "read"), [(0.5, 8), (0.1, 16), (0.06, 24), (0.0, RERANKED_COUNT)])
def test_it_stops_before_its_time_is_over_but_reads_the_first_batch(
    generation: OpenedGeneration, takes_s: float, read: int
) -> None:
    reranker = FakeReranker(lambda text: -len(text), takes_s)
    reordered, _ = reranked(generation, reranker, budget_ms=200)
    assert len(reranker.read) == read
    assert reordered[read:] == order(generation)[read:]


def test_the_same_question_gets_the_same_order(generation: OpenedGeneration) -> None:
    first, again = (reranked(generation, FakeReranker(lambda text: len(text) % 7)) for _ in range(2))
    assert first == again


def test_a_reranker_that_fails_is_told_of_and_changes_nothing(generation: OpenedGeneration) -> None:
    assert reranked(generation, BrokenReranker()) == (
        order(generation),
        ("The cross-encoder fake failed.",),
    )


def test_a_reranker_that_says_no_numbers_changes_nothing(generation: OpenedGeneration) -> None:
    assert reranked(generation, FakeReranker(lambda text: float("nan")))[0] == order(generation)


def test_an_idea_alone_is_no_question_to_a_reranker(generation: OpenedGeneration) -> None:
    reranker = FakeReranker()
    reranked(generation, reranker, '+"bells at noon"')
    assert reranker.read == []


def test_what_the_reranker_finds_alike_stays_in_order() -> None:
    scores = np.array([3.0, 2.0, 1.0], dtype=np.float32)
    same = blend(scores, np.full(3, 7.0, dtype=np.float32))
    assert list(np.argsort(-same, kind="stable")) == [0, 1, 2]


def test_a_blend_is_the_weighted_mean_of_both_standings() -> None:
    ranked_scores = np.array([1.0, 0.0], dtype=np.float32)  # standings 1 and -1
    judged = np.array([-40.0, 40.0], dtype=np.float32)  # standings -1 and 1
    assert blend(ranked_scores, judged) == pytest.approx([0.7 - 0.3, 0.3 - 0.7])
