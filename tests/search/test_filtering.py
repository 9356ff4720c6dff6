"""Whatever the operators: what is found is just what looking at every post would give."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Post
from search.filtering import admit
from search.newest import newest_posts
from search.opened import OpenedGeneration
from search.query import parse_query
from search.ranking import rank_posts
from search.results import SearchMode
from search.retrieve import begin_query, find_candidates
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

WORDS = "rye salt oven time starter flour".split()
SITES = ["bread.example", "rolls.bread.example", "shared.example/@ann", "shared.example/@an"]
AUTHORS = ["Ann Lee", "Ann-Marie Lee", "José Núñez", "Bob"]
TAGS = ["Sour Dough", "c++", "c", "news"]
LANGUAGES = ["en", "de", "nb", None]
DATES = ["2023-01-01", "2023-12-31", "2024-05-31", "2024-06-01", None]

Check = Callable[[Post], bool]


def made_up_post(number: int) -> Post:
    choose = random.Random(number)
    paragraphs = [" ".join(choose.choices(WORDS, k=12)) for _ in range(choose.randint(1, 3))]
    return make_post(
        *paragraphs,
        title=" ".join(choose.choices(WORDS, k=2)),
        url=f"https://{choose.choice(['', 'www.'])}{choose.choice(SITES)}/{number}",
        authors=tuple(choose.sample(AUTHORS, choose.randint(0, 2))),
        tags=tuple(choose.sample(TAGS, choose.randint(0, 2))),
        language=choose.choice(LANGUAGES),
        published=choose.choice(DATES),
    )


POSTS = [made_up_post(number) for number in range(45)]


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> OpenedGeneration:
    return open_posts(tmp_path_factory.mktemp("many"), POSTS, FakeEncoder())


def on_site(post: Post, site: str) -> bool:
    return re.fullmatch(rf"https?://(www\.)?{re.escape(site)}/.*", post.link) is not None


def stands_in(words: str, text: str) -> bool:
    plain = text.lower().translate(str.maketrans("-éúñ", " eun"))
    return f" {words.lower()} " in f" {' '.join(plain.split())} "


def holds(post: Post, words: str) -> bool:
    return stands_in(words, post.title) or stands_in(words, post.text)


def is_dated(post: Post, start: str, end: str) -> bool:
    return post.published is not None and start <= post.published < end


one_word = st.sampled_from(WORDS)
some_words = st.lists(one_word, min_size=1, max_size=3).map(" ".join)
days = st.sampled_from([("2023", "2023-01-01"), ("2024-06", "2024-06-01"), ("2024/5/31", "2024-05-31")])
# Each operator with what it means, said again without the code under test.
operators: st.SearchStrategy[tuple[str, Check]] = st.one_of(
    some_words.map(lambda w: (f'"{w}"', lambda post: holds(post, w))),
    some_words.map(lambda w: (f'-"{w}"', lambda post: not holds(post, w))),
    one_word.map(lambda w: (f"-{w.upper()}", lambda post: not holds(post, w))),
    one_word.map(lambda w: (f"title:{w}", lambda post: stands_in(w, post.title))),
    some_words.map(lambda w: (f'-title:"{w}"', lambda post: not stands_in(w, post.title))),
    st.sampled_from(SITES[1:]).map(lambda s: (f"site:https://{s}/", lambda post: on_site(post, s))),
    st.sampled_from(SITES[1:]).map(lambda s: (f"-site:{s}", lambda post: not on_site(post, s))),
    st.just(("site:bread.example", lambda post: "bread.example" in post.link)),
    st.sampled_from(["Ann", "lee", "MARIE lee", "nunez"]).map(
        lambda name: (f'author:"{name}"', lambda post: any(stands_in(name, a) for a in post.authors))
    ),
    st.sampled_from([("sour-dough", "Sour Dough"), ("C++", "c++"), ("c", "c")]).map(
        lambda tag: (f"tag:{tag[0]}", lambda post: tag[1] in post.tags)
    ),
    st.just(("lang:german", lambda post: post.language == "de")),
    st.just(("lang:no", lambda post: post.language == "nb")),
    st.sampled_from(["en", "de"]).map(lambda code: (f"-lang:{code}", lambda post: post.language != code)),
    days.map(lambda day: (f"after:{day[0]}", lambda post: is_dated(post, day[1], "9"))),
    days.map(lambda day: (f"before:{day[0]}", lambda post: is_dated(post, "0", day[1]))),
)


def either(parts: list[tuple[str, Check]]) -> tuple[str, Check]:
    return " OR ".join(text for text, _ in parts), lambda post: any(check(post) for _, check in parts)


# Twice the same is the same once, and a site by itself is not what one of two sites is.
one_or_two = st.lists(operators, min_size=1, max_size=2, unique_by=lambda operator: operator[0])


@given(st.lists(one_or_two.map(either), min_size=1, max_size=3))
def test_what_is_found_is_what_looking_at_every_post_would_give(
    generation: OpenedGeneration, parts: list[tuple[str, Check]]
) -> None:
    sites = [part for part in parts if part[0].startswith("site:") and " OR " not in part[0]]
    if sites:  # any of them will do
        parts = [part for part in parts if part not in sites] + [either(sites)]
    query = parse_query("rye and salt " + " ".join(text for text, _ in parts))
    assert query.problems == ()
    admitted = admit(generation, query)
    assert admitted is not None
    expected = {n for n, post in enumerate(POSTS) if all(check(post) for _, check in parts)}
    assert set(np.flatnonzero(admitted.posts)) == expected

    embedded = begin_query(generation.encoder, query)
    everywhere, cosines = generation.vectors.nearest(embedded().rows, generation.vectors.count)
    cosine = dict(zip(everywhere[0].tolist(), cosines[0].tolist(), strict=True))
    nearest = [i for i in everywhere[0].tolist() if admitted.passages[i]][:20]
    retriever = generation.retriever
    _, by_words = find_candidates(retriever, query, embedded, count=len(POSTS))
    holding = [(post_id, share) for post_id, share in by_words.items() if post_id in expected][:20]
    near, of_admitted = find_candidates(retriever, query, embedded, admitted, count=20)
    assert admitted.passages[near].all()
    # Of two that are as near as each other, either may be the last.
    expected_cosines = pytest.approx(sorted(map(cosine.__getitem__, nearest)), abs=1e-6)
    assert sorted(map(cosine.__getitem__, near.tolist())) == expected_cosines
    assert list(of_admitted.items()) == holding
    for mode in SearchMode:
        found = {post.post_id for post in rank_posts(generation, query, mode, admitted).posts}
        assert found == expected or (mode is SearchMode.LEXICAL and found <= expected)


anything = st.sampled_from(
    ['"', "“", "-", "+", "~-", "OR", " ", " ", "site:", "author:", "tag:", "lang:", "title:", "before:",
     "after:", "rye", "c++", "2024-06", "bread.example/", "@", "é", "東", "🎉", "\u0301", "\\", "%", "*"],
)  # fmt: skip


@given(st.lists(anything, max_size=20).map("".join))
def test_whatever_is_typed_what_may_be_found_is_found(generation: OpenedGeneration, line: str) -> None:
    """By meaning every post can be; by words those that hold one; and of all that may, the newest."""
    query = parse_query(line)
    admitted = admit(generation, query)
    allowed = set(np.flatnonzero(admitted.posts)) if admitted else set(range(len(POSTS)))
    for mode in SearchMode:
        found = [post.post_id for post in rank_posts(generation, query, mode, admitted).posts]
        assert len(found) == len(set(found))
        if query.has_meaning and mode is not SearchMode.LEXICAL:
            assert set(found) == allowed
        else:
            assert set(found) <= allowed
    if admitted:
        newest = newest_posts(generation, admitted.posts, 5).posts
        assert {post.post_id for post in newest} <= allowed
        assert len(newest) == min(5, len(allowed))


def test_a_site_is_found_by_a_name_that_is_also_an_address(tmp_path: Path) -> None:
    named = make_post("Rye.", url="https://host.example/1", site="Whizzy.org")
    other = make_post("Rye.", url="https://host.example/2", site="Whizzy")
    admitted = admit(open_posts(tmp_path, [named, other], FakeEncoder()), parse_query("site:whizzy.org"))
    assert admitted.posts.tolist() == [True, False]
