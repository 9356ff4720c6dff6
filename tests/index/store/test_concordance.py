"""Words that follow each other are found in the posts that have them so."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexBroken
from index.records import Post
from index.store.concordance import Concordance, Part, change_concordance, write_concordance
from index.store.words import exact_words
from tests.fakes import make_post


def concordance(folder: Path, *posts: Post) -> Concordance:
    write_concordance(folder / "concordance", posts)
    return Concordance(folder / "concordance")


def posts_with(found: Concordance, phrase: str) -> list[int]:
    return np.flatnonzero(found.posts_with(exact_words(phrase))).tolist()


def test_a_phrase_is_found_across_two_sentences_and_paragraphs(tmp_path: Path) -> None:
    posts = make_post("Rest the dough.", "Then shape it."), make_post("Dough then rests.")
    found = concordance(tmp_path, *posts)
    assert posts_with(found, "dough then") == [0, 1]
    assert posts_with(found, "the dough then shape") == [0]


def test_words_are_not_stemmed_but_case_and_accents_do_not_count(tmp_path: Path) -> None:
    found = concordance(tmp_path, make_post("Two CAFÉS opened."), make_post("One café."))
    assert posts_with(found, "cafes") == [0]
    assert posts_with(found, "Cafe") == [1]


def test_signs_of_a_name_count(tmp_path: Path) -> None:
    found = concordance(tmp_path, *map(make_post, ["Learning C++.", "Learning C.", "The .NET way"]))
    assert posts_with(found, "c++") == [0]
    assert posts_with(found, "learning c") == [1]
    assert posts_with(found, ".net") == [2]


def test_a_title_counts_and_can_be_asked_alone(tmp_path: Path) -> None:
    posts = make_post("Bread.", title="On rye"), make_post("On rye bread.", title="Other")
    found = concordance(tmp_path, *posts)
    assert posts_with(found, "on rye") == [0, 1]
    assert found.posts_with(["on", "rye"], [Part.TITLE]).tolist() == [True, False]
    assert posts_with(found, "rye bread") == [1]  # not from the title into the text


def test_part_of_a_text_without_blanks_is_found(tmp_path: Path) -> None:
    found = concordance(tmp_path, make_post("昨日は東京都で寿司を食べた。"), make_post("京都の東。"))
    assert posts_with(found, "東京") == [0]
    assert posts_with(found, "京都") == [0, 1]
    assert posts_with(found, "都東") == []


def test_it_knows_which_posts_have_a_word_like_another(tmp_path: Path) -> None:
    posts = make_post("Bread.", title="Sourdough"), make_post("Bread."), make_post("Breadth.")
    found = concordance(tmp_path, *posts)
    assert found.posts_with_like("sourdogh", 1, 9) == [0]
    assert found.posts_with_like("braed", 1, 9) == [0, 1]  # neighbours exchanged are one slip
    assert found.posts_with_like("bread", 2, 9) == [0, 1, 2]
    assert found.posts_with_like("bread", 2, 2) == [0, 1]
    assert found.posts_with_like("\U0010ffff" * 9, 2, 9) == []


def test_words_that_nearly_all_posts_have_are_not_found_in_one_that_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "concordance"
    write_concordance(folder, [make_post(f"Rye, {number}.", title="") for number in range(20)])
    change_concordance(folder, [make_post("Wheat."), make_post("Rye.")], first_id=20, gone=[3])
    live = np.arange(22) != 3
    found = Concordance(folder, live)
    assert posts_with(found, "rye") == [*range(3), *range(4, 20), 21]
    assert posts_with(found, "wheat") == [20]


@given(
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=12), min_size=1, max_size=5),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=3),
)
def test_what_is_found_is_what_reading_gives(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], phrase: list[str]
) -> None:
    found = concordance(tmp_path_factory.mktemp("c"), *(make_post(" ".join(t), title="") for t in texts))
    expected = ["".join(phrase) in "".join(text) for text in texts]
    assert found.posts_with(phrase).tolist() == expected


@pytest.mark.parametrize("damage", ["missing", "garbage"])
def test_a_folder_that_holds_no_concordance_is_refused(tmp_path: Path, damage: str) -> None:
    if damage == "garbage":
        concordance(tmp_path, make_post("Bread."))
        (tmp_path / "concordance" / "meta.json").write_text("{")
    with pytest.raises(IndexBroken, match="concordance"):
        Concordance(tmp_path / "concordance")
