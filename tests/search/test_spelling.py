"""A word that no post has, and the one that may have been meant."""

import pytest

from search.opened import OpenedGeneration
from search.query import parse_query
from search.spelling import corrected, is_within
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

KNOWN = frozenset("why is my so dense monarch".split())  # to the model, as one token each


class WordPieces(FakeEncoder):
    """Reads words that it does not know in two pieces, as real models do."""

    def count_tokens(self, texts: list[str]) -> list[int]:
        return [sum(1 if word in KNOWN else 2 for word in text.split()) for text in texts]


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> OpenedGeneration:
    posts = [
        make_post("Sourdough rises slowly.", "The Café serves Crème brûlée.", url="https://a.example/1"),
        make_post(
            "Attacks went.", "Sourdough again, sowing and node.js.", title="Panic", url="https://a.example/2"
        ),
        make_post("Mowing and sowing.", "Sowing, sowing, monarchs.", url="https://a.example/3"),
    ]
    return open_posts(tmp_path_factory.mktemp("spelling"), posts, WordPieces())


def mended(generation: OpenedGeneration, asked: str) -> str | None:
    return corrected(generation, asked, parse_query(asked))


def test_the_name_of_an_author_is_mended_and_never_taken_for_a_slip(generation: OpenedGeneration) -> None:
    for asked, meant in [
        ("dermott quigley", "dermot quigley"),
        ("Dermot Quigly on sowing", "Dermot quigley on sowing"),
        ("dermot quigley", None),
        ("mowing by soewing", "mowing by sowing"),  # what texts say comes before
    ]:
        assert corrected(generation, asked, parse_query(asked), {"dermot", "quigley", "soesing"}) == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("why is my sourdogh so dense", "why is my sourdough so dense"),  # a letter is missing
        ("Soudrough?", "sourdough?"),  # two are exchanged
        ("sourrdouhg", "sourdough"),  # two slips in a long word
        ("panick atacks", "panic attacks"),  # two words
        ("brulee cremex", "brulee crème"),  # what is there but for its accents is no mistake
        ("rowing", "sowing"),  # of two that are as near, the one that more posts have
        ("sourdogh tag:sourdogh -yeast", "sourdough tag:sourdough -yeast"),
    ],
)  # fmt: skip
def test_unknown_words_are_mended(generation: OpenedGeneration, asked: str, meant: str | None) -> None:
    assert mended(generation, asked) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "sourdough", "Sourdoughs", "SOURDOUGH", "brûlée",  # known, in whatever form
        "monarc's monarch",  # the model knows what it means
        "node.jz", "c+++", "CVE-2024-3094", "sourdough2", "12345",  # names and codes
        "sowi", "abc", "", "?!", "zzzzzzzz", "東京都",  # too short, or nothing is near
        "tag:sourdogh", "-sourdogh", "author:panick",  # what operators say
        "wont",  # which lacks but its apostrophe
        "warum ist mein sourdogh so sauer", "¿cómo hago un sourdogh?",  # in other languages …
        "dlaczego sowink jest ciężki",  # … and one without known stop words
    ],
)  # fmt: skip
def test_nothing_else_is(generation: OpenedGeneration, asked: str) -> None:
    assert mended(generation, asked) is None


def test_only_so_many_words_are_mended(generation: OpenedGeneration) -> None:
    assert mended(generation, "panick sourdogh atacks sowingg") == "panic sourdough attacks sowingg"


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("rye", "rye", 0), ("rye", "ryes", 1), ("rye", "re", 1), ("rye", "rie", 1), ("rye", "yre", 1),
     ("abcd", "badc", 2), ("", "ab", 2), ("kitten", "sitting", 3)],
)  # fmt: skip
def test_the_edits_are_counted(one: str, other: str, edits: int) -> None:
    for pair in ((one, other), (other, one)):
        assert is_within(*pair, edits)
        assert not is_within(*pair, edits - 1)
