"""What is searched where a question names an author in plain words."""

import pytest

from index.records import Post
from search.named_authors import AuthorNames, notices_of_author, with_author
from search.opened import OpenedGeneration
from search.query import Query, parse_query
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts


def post(name: str, text: str, *authors: str) -> Post:
    return make_post(text, title=f"On {name}", url=f"https://a.example/{name}", authors=authors)


POSTS = [
    post("rye", "Rye rises slowly.", "Jane Doe"),
    post("wheat", "Wheat rises fast. Yours, Jane Doe.", "Jane Doe", "Grace Hopper"),
    post("compilers", "Grace Hopper wrote one of the first.", "John Roe"),
    post("caches", "How a stack may overflow.", "Stack Overflow"),
    post("stacks", "The stack overflow of a deep recursion.", "John Roe"),
    post("gardens", "A rose is pruned in March.", "Rose Gardener"),
    post("bread", "パンを焼く。", "山田 太郎"),
    post("pans", "At home, every cook needs a pan.", "Home Cook"),
]


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> OpenedGeneration:
    return open_posts(tmp_path_factory.mktemp("authors"), POSTS, FakeEncoder())


def read(generation: OpenedGeneration, asked: str) -> Query:
    query = parse_query(asked, generation.facets.languages)
    return with_author(generation, query, AuthorNames.read(generation))


@pytest.mark.parametrize(
    ("asked", "author", "text"),
    [
        ("Jane Doe", "Jane Doe", ""),
        ("who is jane doe?", "Jane Doe", ""),
        ("latest posts by Jane Doe", "Jane Doe", ""),
        ("what has Jane Doe written", "Jane Doe", ""),
        ("Jane Doe on slow rye", "Jane Doe", "on slow rye"),
        ("slow rye by jane doe", "Jane Doe", "slow rye"),
        ("Is Jane Doe's rye slow?", "Jane Doe", "rye slow?"),
        ("posts by JANE about rye", "JANE", "about rye"),
        ("roe", "roe", ""),
        ("Artikel von Jane Doe", "Jane Doe", ""),
        ("Stack Overflow on rye", "", "Stack Overflow on rye"),  # which a text of another has
        ("posts by Stack Overflow", "Stack Overflow", ""),
        ("山田太郎", "山田 太郎", ""),
        ("Home Cook", "Home Cook", ""),
        ("pans by Home Cook", "Home Cook", "pans"),
    ],
)
def test_whose_posts_are_wanted_is_understood(
    generation: OpenedGeneration, asked: str, author: str, text: str
) -> None:
    query = read(generation, asked)
    assert (query.author, query.text) == (author, text)
    assert bool(query.conditions) is bool(author)


@pytest.mark.parametrize(
    "asked",
    [
        "Grace Hopper",  # writes here, and is written about
        "doe eyes in the dark",  # a part of a name, and more is asked
        "rose",  # what a text holds
        "bread by Easter",
        "roe posts gardener",  # names, but not of one
        "which pan for a home cook",  # a pen name, or what it says
        "by",
        "",
        "Jane Doe " + "and more " * 30,
    ],
)
def test_what_may_be_meant_otherwise_is_searched_for_as_it_is(
    generation: OpenedGeneration, asked: str
) -> None:
    assert read(generation, asked) == parse_query(asked, generation.facets.languages)


def test_operators_beside_the_name_still_hold(generation: OpenedGeneration) -> None:
    assert read(generation, "Jane Doe -rye").understood == ('author:"jane doe"', '-"rye"')
    assert read(generation, '"Jane Doe"').understood == ('author:"jane doe"',)  # few texts say who wrote them
    assert read(generation, 'author:roe "Jane Doe"').author == ""


def test_a_reader_is_told_whose_posts_were_searched_and_how_to_search_all(
    generation: OpenedGeneration,
) -> None:
    assert notices_of_author(read(generation, "jane doe on rye")) == (
        "Only posts by Jane Doe were searched. Without the name, all are.",
    )
    assert notices_of_author(read(generation, "rye")) == ()
