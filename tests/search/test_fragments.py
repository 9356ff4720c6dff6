"""The words that lead to a sentence, and to nothing else."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fragments import directive_to
from tests.fakes import make_post


def directive(sentence: str, *paragraphs: str, title: str = "A title", nth: int = 0) -> str | None:
    """What leads to the `nth` place where `sentence` stands in a post of `paragraphs`."""
    post = make_post(*paragraphs, title=title)
    start = -1
    for _ in range(nth + 1):
        start = post.text.index(sentence, start + 1)
    found = directive_to(post, (start, start + len(sentence)))
    return None if found is None else str(found)


LONG = "One two three four five six seven eight nine ten eleven twelve."


def test_a_short_sentence_is_named_whole() -> None:
    assert directive("It helps.", "No. It helps. Yes.") == "It%20helps."


def test_a_long_sentence_is_named_by_its_ends() -> None:
    assert directive(LONG, f"Zero. {LONG} End.") == (
        "One%20two%20three%20four%20five,eight%20nine%20ten%20eleven%20twelve."
    )


def test_more_words_are_taken_until_no_other_place_begins_so() -> None:
    found = directive(LONG, "One two three four five and so on.", LONG)
    assert unquote(found or "").startswith("One two three four five six,")


def test_more_words_are_taken_until_the_end_is_not_found_too_soon() -> None:
    sentence = "Mix it well and let it rest, then knead it, and knead it well and let it rest again"
    found = directive(sentence, f"{sentence}. " + "Rest again.")
    first, last = unquote(found or "").split(",", 1)
    assert sentence.startswith(first)
    assert sentence.endswith(last)
    assert sentence.count(last) == 1


def test_what_stands_around_it_tells_a_sentence_from_its_like() -> None:
    paragraphs = ("First. It helps. So we did it.", "Then. It helps. Nobody knew.")
    assert directive("It helps.", *paragraphs) == "First.-,It%20helps."
    assert directive("It helps.", *paragraphs, nth=1) == "Then.-,It%20helps."
    assert directive("It helps.", "It helps. So we did.", "It helps. Nobody knew.", nth=1) == (
        "It%20helps.,-Nobody%20knew."
    )


@pytest.mark.parametrize("nth", [0, 1])
def test_where_nothing_tells_them_apart_there_is_none(nth: int) -> None:
    assert directive("It helps.", "It helps.", "It helps.", nth=nth) is None


def test_case_and_accents_and_quotes_tell_nothing_apart() -> None:
    assert directive("The café’s door.", "The café’s door.", "THE CAFE'S DOOR.") is None


def test_the_title_stands_above_the_text() -> None:
    assert directive("It helps.", "It helps.", "More.", title="It helps.") is None


def test_a_sentence_over_several_blocks_has_none() -> None:
    assert directive("one\n\ntwo", "one", "two") is None


def test_no_part_runs_from_one_cell_into_the_next() -> None:
    assert directive("Rye flour | 300 grams | cold", "Rye flour | 300 grams | cold") == "Rye,cold"
    assert directive("| cold and dry |", "rye | cold and dry | 3") == "cold%20and%20dry"
    assert directive("a | b", "a | b", "a | c") is None


def test_blanks_within_code_stay_as_they_are() -> None:
    line = "28         1.0\t0.3889 in   0.4838 in"
    assert unquote(directive(line, f"0 {line} = x") or "") == line


def test_what_has_a_meaning_in_a_directive_is_encoded() -> None:
    sentence = "Well-known, salt & time = 100% #1 (a/b)?"
    found = directive(sentence, sentence) or ""
    assert not set(found) & set(",-&=#/? ")
    assert unquote(found) == sentence


def test_letters_of_any_script_are_encoded_as_utf_8() -> None:
    assert directive("Größe 大きさ", "Größe 大きさ") == "Gr%C3%B6%C3%9Fe%20%E5%A4%A7%E3%81%8D%E3%81%95"


def test_a_text_without_blanks_is_named_whole() -> None:
    sentence = "発酵は低い温度でゆっくり進みます。"
    assert unquote(directive(sentence, f"はじめに。{sentence}おわり。") or "") == sentence


words = st.sampled_from("rye salt oven Rye the the, a".split())
sentences = st.lists(words, min_size=1, max_size=14).map(lambda found: " ".join(found) + ".")


@given(st.lists(sentences, min_size=1, max_size=6), st.data())
def test_what_is_named_is_the_first_place_that_fits(texts: list[str], data: st.DataObject) -> None:
    """Looked for once more in the plainest way: the first place from the top that reads so."""
    post = make_post(*texts, title="bread")
    sentence = data.draw(st.sampled_from(texts))
    start = post.text.index(sentence)
    found = directive_to(post, (start, start + len(sentence)))
    if found is None:
        return
    page = " ".join(f"bread {post.text}".casefold().split())
    begins = page.find(f"{found.before} {found.first}".strip().casefold())
    first = begins + len(f"{found.before} ".lstrip())
    after = f" {found.after}" if found.after else ""
    if found.last:
        end = page.find(f"{found.last}{after}".casefold(), first + len(found.first)) + len(found.last)
    else:
        assert page[first:].startswith(f"{found.first}{after}".casefold())
        end = first + len(found.first)
    assert page[first:end] == sentence.casefold()
    assert first == len(" ".join(f"bread {post.text[:start]}".split())) + 1
