"""Posts are chosen by what is known of them."""

from datetime import date
from pathlib import Path

import numpy as np

from index.records import Passage, Post
from index.store.catalog import Catalog
from index.store.catalog_writing import CatalogEntry, write_catalog
from index.store.facets import Facet, Facets, plain_address
from index.store.layout import Layout
from tests.fakes import make_post


def facets(folder: Path, *posts: Post) -> Facets:
    entries = [CatalogEntry("", post, [Passage(0, 1)] * (n + 1)) for n, post in enumerate(posts)]
    write_catalog(folder / "catalog.sqlite", entries)
    return Facets.read(Catalog(folder / "catalog.sqlite"))


def post(name: str, **facts: object) -> Post:
    return make_post("Text.", url=f"https://a.example/{name}", **facts)


def chosen(mask: np.ndarray) -> list[int]:
    return np.flatnonzero(mask).tolist()


def test_a_value_is_the_same_however_it_is_written(tmp_path: Path) -> None:
    posts = post("1", tags=("Machine-Learning",)), post("2", tags=("machine learning", "C++"))
    found = facets(tmp_path, *posts)
    assert chosen(found.with_value(Facet.TAG, "machine learning")) == [0, 1]
    assert chosen(found.with_value(Facet.TAG, "c++")) == [1]
    assert chosen(found.with_value(Facet.TAG, "c")) == []


def test_a_post_without_the_fact_is_never_chosen_by_it(tmp_path: Path) -> None:
    found = facets(tmp_path, post("1"), post("2", language="de", authors=("Ann",)))
    assert chosen(found.with_value(Facet.LANGUAGE, "de")) == [1]
    assert chosen(found.with_words(Facet.AUTHOR, "ann")) == [1]
    assert chosen(found.published(None, None)) == []


def test_dates_count_from_the_first_day_up_to_the_last_but_not_with_it(tmp_path: Path) -> None:
    days = ("2023-12-31", "2024-01-01", "2024-05-31T23:30:00-08:00", "2024-06-01", None, "someday")
    found = facets(tmp_path, *(post(str(n), published=day) for n, day in enumerate(days)))
    assert chosen(found.published(date(2024, 1, 1), date(2024, 6, 1))) == [1, 2]
    assert found.newest(np.ones(6, dtype=np.bool_), 6).tolist() == [3, 2, 1, 0, 4, 5]


def test_posts_stand_for_all_of_their_passages(tmp_path: Path) -> None:
    facets(tmp_path, post("1"), post("2"), post("3"))  # of 1, 2 and 3 passages
    layout = Layout.read(Catalog(tmp_path / "catalog.sqlite"))
    assert chosen(layout.passages_in(np.array([True, False, True]))) == [0, 3, 4, 5]


def test_a_post_from_a_folder_goes_by_the_folder(tmp_path: Path) -> None:
    local = make_post("Text.", url="file:///home/ann/diary/hot.md", place="diary/hot.md")
    found = facets(tmp_path, local, post("1"))
    assert set(found.values[Facet.HOST]) == {"diary", "a.example"}


def test_one_address_in_two_ways_is_the_same() -> None:
    ways = ("https://www.Example.com/blog/", "http://example.com:80/blog", "example.com/blog/?a=1#b")
    assert {plain_address(way) for way in ways} == {"example.com/blog"}
    assert plain_address("https://bücher.example") == plain_address("https://xn--bcher-kva.example/")
    assert plain_address("http://[bad") == plain_address("https://\u2100.example") == ""


def test_a_question_is_looked_up_in_the_languages_of_most_posts(tmp_path: Path) -> None:
    codes = ["de"] * 60 + ["fr"] * 20 + [None] * 30 + ["it"]
    found = facets(tmp_path, *(post(str(n), language=code) for n, code in enumerate(codes)))
    assert found.languages == ("de", "en", "fr")  # those of unknown language are read as English


def test_of_no_posts_there_is_still_a_language(tmp_path: Path) -> None:
    assert facets(tmp_path).languages == ("en",)
