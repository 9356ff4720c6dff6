"""Posts are cut so that each passage is about one thing and the model reads every word of it."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.passages import MAX_CONTEXT_CHARS, passage_text, split_post
from index.records import BlockKind, Encoder, Passage, Post
from tests.fakes import FakeEncoder, make_post

SENTENCE = "This is a sentence of eight words exactly."


def split(
    post: Post, *, target: int = 40, longest: int = 100, encoder: Encoder | None = None
) -> list[Passage]:
    count_tokens = (encoder or FakeEncoder()).count_tokens
    return split_post(post, count_tokens, target_tokens=target, max_tokens=longest)


def texts(post: Post, passages: list[Passage]) -> list[str]:
    return [post.text[passage.start_char : passage.end_char] for passage in passages]


def sentences(count: int, word: str = "sentence") -> str:
    return " ".join(f"This is {word} number {n} of all eight words." for n in range(count))


# --- where passages begin and end


def test_a_short_post_is_one_passage() -> None:
    post = make_post("Only this.", "And that.")
    assert texts(post, split(post)) == [post.text]


def test_no_passage_reaches_across_a_heading() -> None:
    post = make_post("Before.", (2, "First"), "One.", "Two.", (2, "Second"), "Three.")
    assert texts(post, split(post)) == ["Before.", "One.\n\nTwo.", "Three."]


def test_each_passage_knows_the_headings_above_it() -> None:
    post = make_post(
        "Intro.",
        (2, "Care"),
        "A.",
        (3, "Cleaning"),
        "B.",
        (4, "Deeply"),
        "C.",
        (3, "Storing"),
        "D.",
        (2, "Repair"),
        "E.",
    )
    assert [passage.heading_path for passage in split(post)] == [
        (), ("Care",), ("Care", "Cleaning"), ("Care", "Cleaning", "Deeply"), ("Care", "Storing"), ("Repair",)
    ]  # fmt: skip


def test_levels_that_are_skipped_or_begin_deep_make_sense() -> None:
    post = make_post((4, "Deep"), "A.", (2, "Higher"), "B.", (5, "Skipped"), "C.", (3, "Back"), "D.")
    assert [passage.heading_path for passage in split(post)] == [
        ("Deep",), ("Higher",), ("Higher", "Skipped"), ("Higher", "Back")
    ]  # fmt: skip


def test_the_title_is_not_said_twice() -> None:
    post = make_post((1, "Slow bread"), "A.", (2, "Baking"), "B.", title="Slow bread")
    assert [passage.heading_path for passage in split(post)] == [(), ("Baking",)]
    assert [passage_text(post, passage).text for passage in split(post)] == [
        "Slow bread\nA.",
        "Slow bread - Baking\nB.",
    ]


def test_what_is_read_says_where_the_context_ends_and_each_sentence_lies() -> None:
    text = "Rest the dough all night. Bake it at dawn, not later."
    post = make_post("Before.", (2, "Baking"), text, title="Bread")
    read = passage_text(post, split(post)[-1])
    assert read.text[: read.context_chars] == "Bread - Baking"
    assert [read.text[start:end] for start, end in read.sentences] == [
        "Rest the dough all night.",
        "Bake it at dawn, not later.",
    ]
    assert read.sentence_texts()[1] == "Bread - Baking\nBake it at dawn, not later."
    assert read.row_count == 3


@pytest.mark.parametrize(
    "pieces",
    [
        ["Text.", (2, "Lonely")],
        [(2, "Lonely"), (2, "Next"), "Text."],
        [(2, "Above"), (3, "Lonely"), (2, "Next"), "Text."],
        [(2, "Lonely"), (3, "Deeper"), "Text."],
        [(2, "Lonely")],
    ],
)
def test_a_heading_with_nothing_under_it_is_still_findable(pieces: list[str | tuple[int, str]]) -> None:
    post = make_post(*pieces)
    assert any("Lonely" in passage_text(post, passage).text for passage in split(post))


def test_a_long_title_and_headings_leave_room_for_the_text() -> None:
    post = make_post((2, "heading " * 60), SENTENCE, title="title " * 60)
    (passage,) = split(post)
    context, text = passage_text(post, passage).text.split("\n")
    assert text == SENTENCE
    assert len(context) <= MAX_CONTEXT_CHARS


def test_a_post_without_text_has_no_passages() -> None:
    assert split(make_post()) == []


# --- how long they are


def test_a_section_is_cut_into_parts_of_about_equal_length() -> None:
    post = make_post(*(SENTENCE for _ in range(13)))  # 104 words
    lengths = [len(text.split()) for text in texts(post, split(post, target=40))]
    assert len(lengths) in (2, 3)
    assert max(lengths) - min(lengths) <= 8 * 2
    assert max(lengths) <= 60


@given(st.lists(st.integers(min_value=1, max_value=14), min_size=1, max_size=60))
def test_no_small_remainder_is_left(lengths: list[int]) -> None:
    # Sentences of up to 14 words, passages of about 40: none may end up with less than half of that.
    post = make_post(" ".join(" ".join(["Word", *["word"] * (n - 1)]) + "." for n in lengths))
    found = [len(text.split()) for text in texts(post, split(post, target=40))]
    if len(found) > 1:
        assert min(found) >= 20, found


def test_passages_hold_whole_sentences() -> None:
    post = make_post(sentences(40))
    for text in texts(post, split(post)):
        assert text.startswith("This is sentence")
        assert text.endswith("words.")


def test_a_sentence_of_3000_words_is_cut_at_spaces_and_nothing_is_lost() -> None:
    words = [f"word{n}" for n in range(3_000)]
    post = make_post(" ".join(words))
    found = texts(post, split(post, longest=100))
    assert [word for text in found for word in text.split()] == words
    assert max(len(text.split()) for text in found) <= 100


def test_a_word_longer_than_a_passage_is_cut_and_nothing_is_lost() -> None:
    def by_letters(batch: list[str]) -> list[int]:
        return [len(text) for text in batch]

    post = make_post("x" * 1_000, title="t")
    found = split_post(post, by_letters, target_tokens=40, max_tokens=100)
    assert "".join(texts(post, found)) == "x" * 1_000
    assert max(len(passage_text(post, passage).text) for passage in found) <= 101


def test_a_sentence_without_spaces_is_cut_between_letters() -> None:
    post = make_post("漢" * 500, title="t")
    found = split_post(post, lambda batch: [len(t) for t in batch], target_tokens=40, max_tokens=100)
    assert "".join(texts(post, found)) == "漢" * 500


# --- whatever the post

words = st.text(alphabet="abcdefgäß漢.!?\"'", min_size=1, max_size=9)
paragraphs = st.lists(words, min_size=1, max_size=60).map(" ".join)
headings = st.tuples(st.integers(1, 6), st.lists(words, min_size=1, max_size=6).map(" ".join))
posts = st.builds(
    lambda pieces, title: make_post(*pieces, title=title),
    st.lists(paragraphs | headings, max_size=14),
    st.lists(words, min_size=1, max_size=12).map(" ".join),
)


def check(
    post: Post, found: list[Passage], count_tokens: Callable[[list[str]], list[int]], longest: int
) -> None:
    """What must hold of every split."""
    places = [(passage.start_char, passage.end_char) for passage in found]
    assert places == sorted(places)
    assert all(start < end for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places)), "they overlap"
    covered = [any(start <= i < end for start, end in places) for i in range(len(post.text))]
    heads = [block for block in post.blocks if block.kind is BlockKind.HEADING]
    for block in post.blocks:
        if block.kind is not BlockKind.HEADING:
            inside = range(block.start_char, block.end_char)
            assert all(covered[i] or post.text[i].isspace() for i in inside), "words are lost"
    for start, end in places:
        for head in heads:
            bare = head.start_char <= start and end <= head.end_char
            assert bare or end <= head.start_char or start >= head.end_char, "it reaches into a heading"
    for passage in found:
        assert passage.sentences, "a passage without a sentence to show"
        ends = [passage.start_char, *(end for _, end in passage.sentences)]
        for end_before, (start, end) in zip(ends, passage.sentences, strict=False):
            assert end_before <= start < end <= passage.end_char, "a sentence lies outside, or two overlap"
    for passage, tokens in zip(found, count_tokens([passage_text(post, p).text for p in found]), strict=True):
        assert tokens <= longest, f"{tokens} tokens: {passage_text(post, passage).text!r}"


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(posts, st.integers(5, 60))
def test_every_word_is_in_one_passage_and_none_is_too_long(post: Post, target: int) -> None:
    encoder = FakeEncoder()
    check(post, split(post, target=target, longest=120, encoder=encoder), encoder.count_tokens, 120)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(posts, st.sampled_from([20, 160, 254]))
def test_the_same_holds_in_the_real_models_tokens(real_encoder: Encoder, post: Post, target: int) -> None:
    longest = real_encoder.max_tokens
    check(
        post,
        split(post, target=target, longest=longest, encoder=real_encoder),
        real_encoder.count_tokens,
        longest,
    )


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("한국어 블로그 글의 아주 긴 제목입니다 " * 8, "이것은 한국어로 된 문장입니다. " * 60),
        ("非常に長い日本語の記事の題名" * 12, "これは日本語の文です。" * 100),
        ("https://example.org/" + "a1b2c3d4" * 20, "0123456789abcdef" * 400),
        ("😀 emoji title " * 10, "😀👩‍👩‍👧 " * 500),
        ("T", "def f(x): return {x: [y for y in x if y != '%s' % x]}; " * 100),
    ],
    ids=["korean", "japanese", "address and hash", "emoji", "code"],
)
def test_the_real_model_reads_every_word_of_every_passage(
    real_encoder: Encoder, title: str, text: str
) -> None:
    post = make_post(text.strip(), title=title.strip())
    longest = real_encoder.max_tokens
    found = split(post, target=160, longest=longest, encoder=real_encoder)
    check(post, found, real_encoder.count_tokens, longest)


def test_a_korean_post_is_not_crumbled_by_its_title(real_encoder: Encoder) -> None:
    # In this model's tokens a Korean letter may be three: the title must not leave room for nine of them.
    post = make_post(
        "이것은 한국어로 된 문장입니다. " * 60, title="한국어 블로그 글의 아주 긴 제목입니다 " * 5
    )
    found = split(post, target=160, longest=real_encoder.max_tokens, encoder=real_encoder)
    assert min(map(len, texts(post, found))) > 15
