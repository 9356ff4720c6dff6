"""Which posts come first, and what each part of ranking does, on a few posts of made-up words."""

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import pytest

from index.records import Embeddings
from search.opened import OpenedGeneration
from search.query import parse_query
from search.ranking import rank_posts
from search.ranking_parts import ALL_PARTS, RankingParts
from search.results import SearchMode
from search.showing import PASSAGES_PER_POST
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

TEXTS = [
    ["Salt keeps the cabbage crisp.", "Weigh it down for a month.", "Store the crock in a cellar."],
    ["Bells ring at noon.", "A ringer needs no music."],
    ["Cabbage soup with salt."],
]
POSTS = [replace(make_post(*text), url=f"https://blog.example/{n}") for n, text in enumerate(TEXTS)]


@pytest.fixture
def generation(tmp_path: Path) -> OpenedGeneration:
    return open_posts(tmp_path, POSTS, FakeEncoder())


def found(generation: OpenedGeneration, text: str, parts: RankingParts = ALL_PARTS) -> list[int]:
    ranking = rank_posts(generation, parse_query(text), SearchMode.HYBRID, parts=parts)
    return [post.post_id for post in ranking.posts]


def test_a_post_is_found_by_words_from_its_beginning_and_its_end(generation: OpenedGeneration) -> None:
    assert found(generation, "cabbage in the cellar")[0] == 0


class BlindEncoder(FakeEncoder):
    """Makes nothing of a code, as a model that has read it too seldom."""

    def _encode(self, texts: Sequence[str]) -> Embeddings:
        return super()._encode([text.replace("E0382", "") for text in texts])


def test_a_code_that_one_post_has_leads_to_it_whatever_the_model_makes_of_it(tmp_path: Path) -> None:
    texts = [["The display of the oven shows E0382 and no more."]]
    texts += [[f"A nap {'and a walk ' * (n % 10)}on day {n}."] for n in range(60)]  # some nearer, some not
    posts = [replace(make_post(*text), url=f"https://blog.example/{n}") for n, text in enumerate(texts)]
    assert found(open_posts(tmp_path, posts, BlindEncoder()), "E0382")[0] == 0


def test_only_as_many_posts_as_are_shown_come_with_passages(generation: OpenedGeneration) -> None:
    ranking = rank_posts(generation, parse_query("salt"), SearchMode.HYBRID, shown_count=1)
    first, *others = ranking.posts
    assert 1 <= len(first.hits) <= PASSAGES_PER_POST
    assert others
    assert not any(post.hits for post in others)
    assert set(ranking.nearness) == {hit.passage_id for hit in first.hits}


def test_by_words_only_posts_that_hold_one_are_found(generation: OpenedGeneration) -> None:
    ranking = rank_posts(generation, parse_query("bells"), SearchMode.LEXICAL)
    assert [post.post_id for post in ranking.posts] == [1]


@pytest.mark.parametrize("name", [field.name for field in fields(RankingParts)])
def test_without_any_one_part_posts_are_still_found(generation: OpenedGeneration, name: str) -> None:
    assert found(generation, "cabbage soup", replace(ALL_PARTS, **{name: False}))[0] == 2


def test_without_all_parts_ranks_are_fused(generation: OpenedGeneration) -> None:
    none = RankingParts(**{field.name: False for field in fields(RankingParts)})
    ranking = rank_posts(generation, parse_query("cabbage soup"), SearchMode.HYBRID, parts=none)
    assert ranking.posts[0].post_id == 2
    assert ranking.posts[0].score == pytest.approx(2 / 61)


def test_nothing_asked_finds_nothing(generation: OpenedGeneration) -> None:
    assert rank_posts(generation, parse_query("-salt"), SearchMode.HYBRID).posts == ()
