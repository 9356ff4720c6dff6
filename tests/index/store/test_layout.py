"""Which rows belong together, by hand."""

import numpy as np

from index.store.layout import Layout

# Post 0 has passages 0 and 1, post 1 none, post 2 passage 2; they have two, one and three sentences.
LAYOUT = Layout(np.array([0, 2, 2, 3]), np.array([0, 2, 3, 6]))


def test_rows_of_groups_follow_in_the_order_asked_for() -> None:
    assert LAYOUT.passages_of(np.array([2, 1, 0])).tolist() == [2, 0, 1]
    assert LAYOUT.sentences_of(np.array([2, 0])).tolist() == [3, 4, 5, 0, 1]
    assert LAYOUT.passages_of(np.array([], dtype=np.int64)).tolist() == []


def test_a_passage_is_of_the_post_that_has_it_not_of_one_that_has_none() -> None:
    assert LAYOUT.posts_of(np.array([2, 0, 1])).tolist() == [2, 0, 0]


def test_groups_are_counted() -> None:
    assert LAYOUT.passage_counts(np.array([0, 1, 2])).tolist() == [2, 0, 1]
    assert LAYOUT.sentence_counts(np.array([1, 2])).tolist() == [1, 3]


def test_some_are_chosen_by_their_ids_or_for_having_passages_at_all() -> None:
    assert LAYOUT.just(np.array([2, 0])).tolist() == [True, False, True]
    assert LAYOUT.with_passages().tolist() == [True, False, True]
    assert LAYOUT.first_passages_of(np.array([2, 0])).tolist() == [2, 0]
