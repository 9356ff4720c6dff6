from search.benchmarks.corpus import Corpus
from search.benchmarks.questions import FILTERED, filters, in_every_way, plain_questions
from tests.fakes import make_post

CORPUS = Corpus(
    "two blogs",
    tuple(
        ("a", make_post("Text.", url=f"https://{host}.example/{day}", published=day))
        for host, day in (("a", "2019-01-01"), ("a", "2020-01-01"), ("b", "2021-01-01"))
    ),
    ("what is rye?", "site:a.example rye", "what is rye?", "before:lastweek bread", "", "how hot?"),
)


def test_questions_with_operators_are_left_out_and_none_is_asked_twice() -> None:
    assert plain_questions(CORPUS, 10) == ["what is rye?", "how hot?"]
    assert plain_questions(CORPUS, 1) == ["what is rye?"]


def test_filters_let_something_through() -> None:
    assert filters(CORPUS) == ["site:a.example", "site:b.example", "after:2020", "before:2020", "lang:en"]


def test_every_mode_is_asked_and_filters_take_turns() -> None:
    asked = in_every_way(CORPUS, ["one", "two"])
    assert {kind: each.mode for kind, each in asked.items()} == {
        "dense": "dense",
        "lexical": "lexical",
        "hybrid": "hybrid",
        FILTERED: "hybrid",
    }
    assert asked[FILTERED].texts == ["one site:a.example", "two site:b.example"]
