"""Which words count as the same."""

from itertools import pairwise, product
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.analysis import Reading, WordFinder, read_question, stems, word_places
from index.store.words import placed_tokens, raw_tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Infusions", "infusion"),
        ("running", "runs"),
        ("Café", "cafe"),
        ("STRASSE", "straße"),
        ("ﬁnally", "finally"),
        ("therapy’s", "therapy s"),
        ("nai\u0308ve cafe\u0301", "naïve café"),
    ],
    ids=["plural", "inflection", "accent", "sharp s", "ligature", "apostrophe", "accents written apart"],
)
def test_forms_of_one_word_are_the_same(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_different_words_stay_apart() -> None:
    assert len(set(stems("knee need knit ketamine kettle"))) == 5


def test_punctuation_separates_words() -> None:
    assert stems("trauma:stress (PTSD), EMDR.") == stems("trauma stress PTSD EMDR")


def telling(text: str) -> list[str]:
    (reading,) = read_question(text)
    return list(reading.stems)


def test_function_words_tell_nothing() -> None:
    assert telling("How do I stop the brakes from squealing?") == stems("stop brakes squealing")


def test_a_question_of_function_words_alone_keeps_them() -> None:
    assert telling("To be or not to be") == ["to", "be", "or", "not"]


def test_each_telling_word_counts_once() -> None:
    assert telling("dogs, dog and DOGS") == ["dog"]


def test_nothing_has_no_words() -> None:
    assert stems("") == stems(" … — !") == telling("") == []


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Häuser", "haus"),
        ("fr", "continuellement", "continuelles"),
        ("es", "hablando", "hablar"),
        ("ru", "книгами", "книга"),
        ("sv", "flickorna", "flicka"),
    ],
)
def test_forms_of_a_word_are_the_same_in_the_language_of_the_post(
    language: str, one: str, other: str
) -> None:
    assert stems(one, language) == stems(other, language)
    assert stems(one, "en") != stems(other, "en")


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stems("Koty piją mleko", "pl") == ["koty", "pija", "mleko"]


def test_a_question_is_read_in_its_own_language_first_then_in_those_of_the_other_posts() -> None:
    german, english = read_question("Welche Häuser sind die besten?", ["en", "de"])
    assert german.stems == tuple(stems("Häuser besten", "de"))
    assert english.stems == tuple(stems("Häuser besten", "en"))
    assert read_question("best of the best", ["en", "de"])[0] == Reading(("best",))


def test_readings_that_look_up_the_same_are_one() -> None:
    assert read_question("E0382", ["en", "de", "fr"]) == (Reading(("e0382",)),)


@pytest.mark.parametrize("text", ["CVE-2024-3094", "node.js", "C++", "C#", ".NET", "wi-fi", "v1.2.3", "I/O"])
def test_a_name_is_looked_up_as_a_whole_too(text: str) -> None:
    (reading,) = read_question(text)
    (name,) = reading.names
    assert name in stems(f"All about {text}, of course")
    assert name not in stems("C, net, node, js, wi or fi, 1 2 3, tcp to ip, cve 2024 3094")


def test_words_of_texts_without_blanks_are_looked_up_by_pairs() -> None:
    (reading,) = read_question("東京都の猫")
    assert reading.stems == ("東京", "京都", "都の", "の猫")
    assert read_question("猫") == (Reading(("猫",)),)
    assert set(reading.stems) <= set(stems("昨日、東京都の猫に会った"))
    assert "猫" in stems("黒猫")


def test_words_are_found_where_they_stand() -> None:
    text = "Running shoes; he ran, she RUNS."
    places = word_places(text, frozenset(stems("run")))
    assert [text[a:b] for a, b in places] == ["Running", "RUNS"]


def test_a_name_is_marked_whole_and_neighbouring_characters_together() -> None:
    def marked(text: str, asked: str) -> list[str]:
        (reading,) = read_question(asked)
        return [text[a:b] for a, b in word_places(text, frozenset((*reading.stems, *reading.names)))]

    assert marked("Node.js or node; C++ or C", "node.js") == ["Node.js", "node"]
    assert marked("the wi-fi of WiFi", "wifi") == ["wi-fi", "WiFi"]
    assert marked("昨日は東京都で", "東京都") == ["東京都"]


def test_words_are_marked_in_whatever_form_they_stand() -> None:
    text = "Runners ran; running Cafés, though, run late."
    marked = [text[a:b] for a, b in word_places(text, frozenset(stems("cafe runs")))]
    assert marked == ["running", "Cafés", "run"]


def test_words_are_marked_in_the_language_of_the_text() -> None:
    wanted = frozenset(stems("Haus", "de"))
    assert word_places("Viele Häuser.", wanted, "de") == [(6, 12)]
    assert word_places("Viele Häuser.", wanted, "en") == []


@pytest.mark.parametrize(
    "text", ["हिन्दी भाषा", "ภาษาไทย", "nai\u0308ve", "snake_case_name", "C++ and C#", "l’été", "日本語。東京"]
)
def test_every_indexed_word_can_be_marked(text: str) -> None:
    for stem in stems(text):
        assert word_places(text, frozenset([stem])), f"{stem!r} is in the lexicon but cannot be marked"


MIXED = st.one_of(st.characters(codec="utf-8"), st.sampled_from(" .-+#'(,\"aé日\u00a0\x1f"))


@given(st.text(MIXED, max_size=60))
def test_a_text_has_the_words_of_its_tokens_and_each_is_found_where_it_stands(text: str) -> None:
    found = [(token.start, token.raw) for token in WordFinder(frozenset(stems(text))).tokens(text)]
    assert found == [(start, raw) for start, raw in placed_tokens(text) if stems(raw)]
    assert stems(text) == [stem for raw in raw_tokens(text) for stem in stems(raw)]


@pytest.mark.parametrize("language", ["da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "pt", "ro", "tr"])
def test_a_word_is_marked_whatever_its_stemmer_makes_of_it(language: str) -> None:
    # The finder stems no word with another first letter than what is wanted.
    starts = map("".join, product(ascii_lowercase, repeat=2))
    words = [start + end for start, end in product(starts, ["", "e", "er", "ies", "ying", "andosi"])]
    assert [word for word in words if not word_places(word, frozenset(stems(word, language)), language)] == []


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_marked_words_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    places = word_places(text, frozenset(stems(text)))
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
