"""Of a post with many passages those are weighed that matter to a question."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from search.query import parse_query
from search.question_parts import question_parts
from search.retrieve import begin_query
from search.weighing import weigh, weigh_nearest
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

ABOUT_SALT = "Salt draws water out of the cabbage, and keeps it crisp all winter long in its crock."
ABOUT_BELLS = "The bells ring at noon when the ringer climbs up to the tower by himself, and at six."
ABOUT_ELSE = "A letter came from the printer, who asks for paper, ink and a new lamp by the week's end."
ASKED = (
    "Salt draws water out of the cabbage, and keeps it crisp all winter long, in every crock of mine. "
    "When do the bells ring at noon, and does the ringer climb up to the tower all by himself at six?"
)


def test_the_nearest_passages_are_kept_as_they_are_for_each_part_of_a_question(tmp_path: Path) -> None:
    texts = [ABOUT_ELSE, ABOUT_SALT, ABOUT_SALT + " Always.", ABOUT_ELSE, ABOUT_BELLS, ABOUT_ELSE]
    generation = open_posts(tmp_path, [make_post(*texts)], FakeEncoder())
    query = parse_query(ASKED)
    assert len(question_parts(query.text)) == 2
    embedded = begin_query(generation.encoder, query)()
    every = weigh(generation, embedded, np.arange(len(texts)))
    kept = weigh_nearest(generation, embedded, np.arange(len(texts)), 1)
    assert kept.passage_ids.tolist() in ([1, 4], [2, 4])
    assert kept.passages.tolist() == every.passages[kept.passage_ids].tolist()
    assert kept.sentences.tolist() == every.sentences[kept.passage_ids].tolist()
    assert [kept.nearness(i).sentences.tolist() for i in (0, 1)] == [
        every.nearness(int(i)).sentences.tolist() for i in kept.passage_ids
    ]


def test_each_post_keeps_some_however_near_others_are(tmp_path: Path) -> None:
    texts = (ABOUT_SALT, ABOUT_ELSE)
    posts = [replace(make_post(*[text] * 4), url=f"https://a.example/{text}") for text in texts]
    generation = open_posts(tmp_path, posts, FakeEncoder())
    embedded = begin_query(generation.encoder, parse_query("what does salt do to cabbage"))()
    kept = weigh_nearest(generation, embedded, np.arange(8), 3)
    assert kept.post_ids.tolist() == [0, 0, 0, 1, 1, 1]
