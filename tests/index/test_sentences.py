"""Where one sentence ends and the next begins."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["She came.", "He went.", "They met again."],
        ["Really?", "Yes!", "Well… perhaps.", "Wait..."],
        ["What?!", "No way!!!", "So it is."],
        ["It works!", ":) Next week we go on."],
        ["He said no.", "She said yes."],
        ["She likes it and so do I.", "Henry I. Smith does not."],
        ["It was 5 p.m. on Monday.", "We left."],
        ["Version 2.5 is out.", "It costs $3.50, or 1.234,5 euros.", "See www.example.org for more."],
        ["We met in 2019.", "It rained."],
        ["1. Mix the flour.", "Wait an hour."],
        ["She asked, “Why not?”", "He laughed."],
        ['He wrote "It is done."', "Then he slept."],
        ["(It was late.)", "We left."],
        ["El niño llegó.", "¿Quién lo vio?", "¡Nadie!"],
        ["Он ушёл.", "Она осталась."],
        ["Der Arzt kam z.B. gestern.", "Er half."],
    ],
    ids=lambda parts: parts[0],
)
def test_sentences_end_where_a_reader_would_end_them(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Ask Dr. Jo about Mr. and Mrs. Lee, who live on St. James Rd. near the park.",
        "The treatment, e.g. Ketamine, works, i.e. Most patients improve.",
        "J. R. R. Tolkien and George W. Bush met the U.S. President.",
        "Fig. 3 shows cf. Table 2 of Smith et al. 2019.",
        "See No. 5 on the list.",
        "Take approx. 3.5 g. of salt, vs. Pepper.",
        "Wait... what did you say?",
        "“Why?” she asked, and “Never!” he said.",
        "Yahoo! is a company, isn't it?",
        "Types such as Foo<T> { ... }, which are new, and f( ... ) are allowed.",
        "It runs on Node.js and ASP.NET 4.5.1 today.",
        "Das ist Nr. 7 bzw. Nummer 8.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


def test_chinese_and_japanese_need_no_space() -> None:
    assert sentences("我喜欢狗。你呢?不!他说:“好。”然后走了。")[0] == "我喜欢狗。"
    assert sentences("犬が好きです。あなたは?「はい。」と言った。")[0] == "犬が好きです。"
    assert len(sentences("一。二！三？")) == 3


def test_a_closing_quote_goes_with_its_sentence_in_japanese() -> None:
    assert sentences("彼は「はい。」と言った。終わり。")[-1] == "終わり。"


def test_a_line_break_ends_a_sentence() -> None:
    assert sentences("a heading without a stop\nthe next line\n\n  and another ") == [
        "a heading without a stop",
        "the next line",
        "and another",
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "...", "?!", "。。。"])
def test_nothing_or_only_marks_do_not_fail(text: str) -> None:
    assert "".join(sentences(text)) == text.strip()


@pytest.mark.parametrize(
    "text",
    ["A short sentence with Dr. Jo in it. " * 30_000, "." * 20_000, "?! " * 100_000, " ." * 100_000,
     "dr. " * 100_000, "." + '"' * 300_000, "a" * 500_000 + ".", ("." + '"' * 50 + "x") * 5_000],
    ids=["prose", "dots", "marks", "spaced dots", "abbreviations", "quotes", "one word", "quotes in words"],
)  # fmt: skip
def test_a_long_line_is_split_in_good_time(text: str) -> None:
    # Transcripts come as one line of a megabyte, and dot leaders in any length.
    started = time.perf_counter()
    split_sentences(text)
    assert time.perf_counter() - started < 2


LIKELY = st.text(alphabet=st.sampled_from("aA1 .!?…\"'”)。\n\t\u00a0「」Dr"), max_size=80)


@given(LIKELY | st.text(max_size=80))
def test_sentences_are_in_order_and_leave_only_white_space_outside(text: str) -> None:
    places = split_sentences(text)
    end_before = 0
    for start, end in places:
        assert end_before <= start < end <= len(text)
        assert not text[end_before:start].strip()
        assert text[start:end] == text[start:end].strip()
        end_before = end
    assert not text[end_before:].strip()


@pytest.mark.parametrize(
    ("script", "sentences"),
    [
        ("Arabic", ["هل وصل القطار؟", "نعم، وصل صباحا."]),
        ("Urdu", ["یہ پہلا جملہ ہے۔", "یہ دوسرا جملہ ہے۔"]),
        ("Hindi", ["बारिश आज रुक गई।", "हम कल बाहर जाएंगे।"]),
        ("Bengali", ["আজ বৃষ্টি থেমেছে।", "কাল আমরা বাইরে যাব।"]),
        ("Burmese", ["မိုးတိတ်ပြီ။", "မနက်ဖြန် သွားမယ်။"]),
        ("Khmer", ["ភ្លៀងឈប់ហើយ។", "ថ្ងៃស្អែកយើងទៅ។"]),
        ("Amharic", ["ዝናቡ ቆመ።", "ነገ እንሄዳለን።"]),
        ("Armenian", ["Անձրևը դադարեց։", "Վաղը կգնանք։"]),
        ("Greek", ["Η βροχή σταμάτησε.", "Αύριο θα πάμε."]),
        ("Thai", ["ฝนหยุดแล้ว พรุ่งนี้เราจะไป"]),
    ],
)
def test_sentences_end_by_the_marks_of_their_script(script: str, sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[a:b] for a, b in split_sentences(text)] == sentences


@pytest.mark.parametrize("mark", ["।", "۔", "။", "។", "።"])
def test_marks_that_mean_nothing_else_need_no_space_after_them(mark: str) -> None:
    text = f"ab{mark}cd{mark}"
    assert [text[a:b] for a, b in split_sentences(text)] == [f"ab{mark}", f"cd{mark}"]
