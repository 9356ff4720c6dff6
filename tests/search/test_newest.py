"""Where nothing is asked but conditions, dates decide."""

from pathlib import Path

import numpy as np

from search.newest import newest_posts
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts


def test_posts_without_a_date_come_last_and_each_shows_its_beginning(tmp_path: Path) -> None:
    dates = ["2021-07-01", None, "2024-05-01", "2019-01-01"]
    posts = [
        make_post(f"Beginning {n}. " + "More of it. " * 20, url=f"file:///{n}", published=day)
        for n, day in enumerate(dates)
    ]
    generation = open_posts(tmp_path, posts, FakeEncoder())
    ranking = newest_posts(generation, np.array([True, True, True, False]), 5)
    assert [post.post_id for post in ranking.posts] == [2, 0, 1]
    for post in ranking.posts:
        (hit,) = post.hits
        passage = generation.catalog.passages([hit.passage_id])[hit.passage_id].passage
        assert posts[post.post_id].text[passage.start_char :].startswith(f"Beginning {post.post_id}.")
        assert hit.passage_id not in ranking.nearness  # nothing was asked that it could be near to
    assert len(newest_posts(generation, np.ones(4, dtype=np.bool_), 2).posts) == 2
