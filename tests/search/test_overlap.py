"""Rare words weigh more than common ones, and the likest wording counts."""

from search.overlap import word_share


def test_rare_words_weigh_more() -> None:
    words = [{"sourdough": 4.0, "bread": 1.0}]
    assert word_share(words, {"sourdough"}) == 0.8
    assert word_share(words, {"bread"}) == 0.2


def test_the_likest_wording_counts() -> None:
    assert word_share([{"drip": 3.0}, {"infus": 3.0}], {"infus"}) == 1.0


def test_few_telling_words_leave_a_doubt() -> None:
    assert word_share([{"bread": 1.0}], {"bread"}, doubt=4.0) == 0.2


def test_a_question_without_words_shares_none() -> None:
    assert word_share([], {"bread"}) == 0.0
    assert word_share([{}], {"bread"}) == 0.0
