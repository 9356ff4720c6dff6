"""What of a passage a card shows at first: the answer, something around it, nothing cut inside a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Block, BlockKind
from search.clipping import seen_places
from search.results import Snippet
from tests.search.ui.examples import make_snippet

ANSWER = "Cold dough keeps its shape, since the fat in it does not melt."
FILLER = "The weather was mild this week, and the path behind the shed has dried at last."


def seen_texts(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in seen_places(snippet) or ((0, None),)]


def in_blocks(*blocks: tuple[BlockKind, str], answer: str) -> Snippet:
    """A passage of blocks, with a blank line between them."""
    text, places = "", []
    for kind, block in blocks:
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + block
        places.append(Block(kind, start, start + len(block)))
    return make_snippet(text, answer, blocks=tuple(places))


def test_a_short_passage_is_shown_whole() -> None:
    assert seen_places(make_snippet(f"{FILLER} {ANSWER} {FILLER}", ANSWER)) is None


def test_of_a_long_one_the_answer_is_shown_with_whole_sentences_around_it() -> None:
    numbered = [f"{FILLER[:-1]}, note {number}." for number in range(12)]
    text = " ".join([*numbered[:6], ANSWER, *numbered[6:]])
    (seen,) = seen_texts(make_snippet(text, ANSWER))
    assert f"{numbered[5]} {ANSWER} {numbered[6]}" in seen
    assert len(seen) < 360


def test_answers_far_apart_are_both_shown_and_what_is_between_is_not() -> None:
    text = f"{ANSWER} {' '.join([FILLER] * 9)} Rest it."
    places = ((0, len(ANSWER)), (len(text) - 8, len(text)))
    first, last = seen_texts(make_snippet(text, answers=places))
    assert first.startswith(ANSWER)
    assert last == "Rest it."


def test_a_long_sentence_beside_the_answer_is_cut_between_words() -> None:
    long = "and so on " * 60
    (seen,) = seen_texts(make_snippet(f"{ANSWER} So {long}.", ANSWER))
    assert seen.startswith(f"{ANSWER} So and so on")
    assert seen.split()[-1] in ("and", "so", "on")
    (seen,) = seen_texts(make_snippet(f"So {long}. {ANSWER}", ANSWER))
    assert seen.endswith(ANSWER)
    assert seen.split()[0] in ("and", "so", "on")


def test_a_sentence_that_just_fits_is_shown_without_what_follows_it() -> None:
    long = f"So {'and so on ' * 20}it goes."
    text = f"{ANSWER}\n\n{long}\n\n{' '.join([FILLER] * 5)}"
    assert seen_texts(make_snippet(text, ANSWER)) == [f"{ANSWER}\n\n{long}"]


def test_an_answer_is_never_cut_however_long_it_is() -> None:
    answer = f"It is {'a word ' * 120}long."
    (seen,) = seen_texts(make_snippet(f"{FILLER} {FILLER} {answer} {FILLER}", answer))
    assert answer in seen


def test_lines_of_a_listing_are_shown_whole_and_with_their_indent() -> None:
    lines = [f"    mixed.add(flour[{n}], water[{n}])" for n in range(30)]
    text = "\n".join(["for n in range(30):", *lines])
    snippet = in_blocks((BlockKind.CODE, text), answer=lines[14].strip())
    (seen,) = seen_texts(snippet)
    assert lines[14] in seen.split("\n")
    assert set(seen.split("\n")) <= set(lines)


def test_a_few_words_of_a_block_beside_the_answer_are_not_shown() -> None:
    before = f"{'knead(); ' * 60}\nend"
    snippet = in_blocks((BlockKind.CODE, before), (BlockKind.PARAGRAPH, ANSWER), answer=ANSWER)
    assert seen_texts(snippet) == [ANSWER]


def test_what_announces_something_that_is_cut_off_is_not_shown() -> None:
    listing = (BlockKind.CODE, "knead(); " * 60)
    announced = (BlockKind.PARAGRAPH, "This is how it is done by a machine:")
    snippet = in_blocks((BlockKind.PARAGRAPH, ANSWER), announced, listing, answer=ANSWER)
    assert seen_texts(snippet) == [ANSWER]


def test_where_nothing_was_asked_by_meaning_the_words_are_shown() -> None:
    text = f"{' '.join([FILLER] * 9)} Rye is sour."
    word = (text.index("Rye"), text.index("Rye") + 3)
    assert "Rye is sour." in seen_texts(make_snippet(text, answers=(), words=(word,)))[0]
    assert text.startswith(seen_texts(make_snippet(text, answers=()))[0])


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x" * 10_000, "\n" * 900, ". " * 900, "字" * 900])
def test_no_text_is_too_odd(text: str) -> None:
    places = seen_places(make_snippet(text, answers=())) or ()
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(st.text("ab .\n", max_size=900), st.integers(0, 900), st.integers(1, 300))
def test_words_are_whole_and_places_in_order(text: str, start: int, length: int) -> None:
    answer = min(start, len(text)), min(start + length, len(text))
    snippet = make_snippet(text, answers=(answer,) if text[slice(*answer)].strip() else ())
    places = seen_places(snippet) or ((0, len(text)),)
    edges = [edge for place in places for edge in place]
    assert edges == sorted(edges)
    for edge in edges:
        assert not (text[:edge][-1:].isalpha() and text[edge:][:1].isalpha())
    for position in range(*answer):
        assert text[position].isspace() or any(a <= position < b for a, b in places)
