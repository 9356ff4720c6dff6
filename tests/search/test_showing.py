"""Which passages a post is shown by, in posts of made-up words."""

from pathlib import Path

import pytest

from index.records import Post
from search.query import parse_query
from search.ranking import rank_posts
from search.results import SearchMode
from search.showing import PASSAGES_PER_POST
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

# Every turn is a passage of its own. Of the two about salt that Ana says, one stands among others.
ABOUT_SALT = "salt draws water out of the cabbage and keeps it crisp all winter long."
ABOUT_ELSE = "bells ring at noon when the ringer climbs up to the tower by himself."
SUBJECTS = [ABOUT_SALT if n in (3, 16, 17, 18) else ABOUT_ELSE for n in range(24)]
NAMES = {"A": "Ana", "B": "Ben", "C": "Caro"}


def shown(folder: Path, post: Post, question: str) -> list[int]:
    generation = open_posts(folder, [post], FakeEncoder())
    assert generation.catalog.counts()[1] == len(SUBJECTS)
    (found,) = rank_posts(generation, parse_query(question), SearchMode.HYBRID).posts
    return [hit.passage_id for hit in found.hits]


@pytest.fixture
def talk() -> Post:
    turns = zip("ABCABACBCACBABCABACBACAB", SUBJECTS, strict=True)
    return make_post(*(f"{NAMES[speaker]}: {text}" for speaker, text in turns))


def test_a_conversation_is_shown_where_it_stays_with_the_subject(tmp_path: Path, talk: Post) -> None:
    first, *others = shown(tmp_path, talk, "what does salt do to cabbage")
    assert first == 17
    assert len(others) == PASSAGES_PER_POST - 1
    assert set(others) < {3, 16, 18}


def test_of_a_conversation_the_words_of_those_who_are_named_come_first(tmp_path: Path, talk: Post) -> None:
    assert shown(tmp_path, talk, "what does Caro say that salt does to cabbage")[0] == 18


def test_in_other_posts_each_passage_stands_for_itself(tmp_path: Path) -> None:
    assert shown(tmp_path, make_post(*SUBJECTS), "what does salt do to cabbage")[0] == 3
