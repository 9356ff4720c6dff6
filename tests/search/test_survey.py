"""Choosing among the answers: whatever was chosen before, a count is what choosing shows."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Post
from search.choice import ALL, UNKNOWN, Choice, Dimension, Years, values_of
from search.filtering import admit
from search.narrowing import counts, narrowed
from search.opened import OpenedGeneration
from search.presenting import present
from search.query import parse_query
from search.ranking import rank_posts
from search.results import SearchMode
from search.survey import Survey, look_over
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

WORDS = "rye salt oven time starter flour".split()
DATES = ["2021-02-01", "2023-12-31", "2024-05-31T10:00:00Z", "soon", "0001-01-01", None]
QUESTIONS = ("rye and salt", "starter", "oven time -flour", "salt after:2022", "submarine")
clicks = st.lists(st.tuples(st.sampled_from(Dimension), st.integers(0, 9)), max_size=6)


def made_up_post(number: int) -> Post:
    choose = random.Random(number)
    return make_post(
        *(" ".join(choose.choices(WORDS, k=12)) for _ in range(choose.randint(1, 3))),
        title=" ".join(choose.choices(WORDS, k=2)),
        url=f"https://{choose.choice(['bread', 'rolls'])}.example/{number}",
        site=choose.choice(["Loaf & Co.", "loaf co", "<b>Rolls</b>", None]),
        authors=tuple(choose.sample(["Ann Lee", "ann lee", "José", "-", "Bob"], choose.randint(0, 3))),
        tags=tuple(choose.sample(["Sour Dough", "sour-dough", "c++", "c", "unknown"], choose.randint(0, 3))),
        language=choose.choice(["en", "de", "pt-BR", None]),
        published=choose.choice(DATES),
    )


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> OpenedGeneration:
    posts = [made_up_post(number) for number in range(40)]
    return open_posts(tmp_path_factory.mktemp("survey"), posts, FakeEncoder())


def survey(generation: OpenedGeneration, question: str) -> Survey:
    query = parse_query(question)
    ranking = rank_posts(generation, query, SearchMode.HYBRID, admit(generation, query), shown_count=200)
    return Survey(query, look_over(generation, query, ranking), 0.0, (), ranking, generation)


@given(st.sampled_from(QUESTIONS), clicks)
def test_whatever_is_chosen_a_count_is_what_a_click_shows(
    generation: OpenedGeneration, question: str, clicks: list[tuple[Dimension, int]]
) -> None:
    answers = survey(generation, question).answers
    choice = ALL
    for dimension, number in clicks:
        found = counts(answers, choice, dimension)
        for count in found:
            if not count.is_chosen:
                shown = narrowed(answers, choice.with_value(dimension, count.value))
                assert len(shown) == count.count > 0
                assert all(count.value in dict(values_of(dimension, each.facts)) for each in shown)
        if dimension is not Dimension.TAG:  # of authors there may be several
            left = len(narrowed(answers, choice.without(dimension)))
            total = sum(count.count for count in found)
            assert total >= left if dimension is Dimension.AUTHOR else total == left
        if found:
            choice = choice.with_value(dimension, found[number % len(found)].value)


def test_to_choose_again_what_is_chosen_drops_it(generation: OpenedGeneration) -> None:
    answers = survey(generation, QUESTIONS[0]).answers
    for dimension in Dimension:
        for count in counts(answers, ALL, dimension):
            chosen = ALL.with_value(dimension, count.value)
            assert chosen.has(dimension, count.value)
            assert chosen.with_value(dimension, count.value) == ALL


def test_spellings_of_one_name_are_one_value_and_what_nobody_states_is_another(
    generation: OpenedGeneration,
) -> None:
    answers = survey(generation, QUESTIONS[0]).answers
    tags = {count.value: count for count in counts(answers, ALL, Dimension.TAG)}
    assert {"c", "c++", "sour dough", "unknown", UNKNOWN} == set(tags)
    untagged = [each for each in answers if not each.facts.tags]
    assert tags[UNKNOWN].count == len(untagged) > 0
    authors = {count.value for count in counts(answers, ALL, Dimension.AUTHOR)}
    assert authors == {"ann lee", "jose", "bob", UNKNOWN}
    years = [count.value for count in counts(answers, ALL, Dimension.YEAR)]
    assert years == ["0001", "2021", "2023", "2024", UNKNOWN]


def test_years_hold_what_lies_between_them(generation: OpenedGeneration) -> None:
    answers = survey(generation, QUESTIONS[0]).answers
    for first, last in ((2021, 2023), (2022, None), (None, 2023), (2022, 2022)):
        shown = narrowed(answers, Choice(years=Years(first, last)))
        expected = [a for a in answers if (first or 1) <= a.facts.year <= (last or 9999)]
        assert shown == expected


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_shown_of_a_post_and_the_survey_agree_on_whether_it_answers(
    generation: OpenedGeneration, question: str
) -> None:
    found = survey(generation, question)
    some = found.found[::3]
    shown = present(generation, found.query, found.ranking, [each.ranked for each in some])
    assert [result.is_close for result in shown] == [each.is_close for each in some]
    assert [result.stored.post_id for result in shown] == [each.ranked.post_id for each in some]
    assert {*found.answers, *found.nearest} == set(found.found)


def test_each_post_says_how_it_was_found(generation: OpenedGeneration) -> None:
    found = survey(generation, "rye and salt").found
    ranks = sorted(each.ranked.evidence.meaning_rank or 0 for each in found)
    assert ranks == list(range(1, len(found) + 1))
    by_words = {e.words_rank: e.words for e in (each.ranked.evidence for each in found) if e.words_rank}
    assert [by_words[rank] for rank in sorted(by_words)] == sorted(by_words.values(), reverse=True)
    assert all(0 < share <= 1 for share in by_words.values())
