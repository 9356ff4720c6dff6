"""Whatever a reader types is a question."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.store.analysis import Reading
from index.store.words import exact_words
from search.query import MAX_QUERY_CHARS, parse_query, plain_query
from search.understanding import MAX_CONDITIONS, Idea


def test_nothing_is_asked_by_blanks_and_invisible_characters() -> None:
    for text in ("", "   \n\t", "\u200b\u202e\ufeff", "\x00\x07"):
        assert parse_query(text).text == ""


def test_function_words_are_not_looked_up_unless_there_is_nothing_else() -> None:
    assert parse_query("what is it like to adopt a cat?").wordings[0].readings == (Reading(("adopt", "cat")),)
    assert parse_query("to be or not to be").wordings[0].readings == (Reading(("to", "be", "or", "not")),)


def test_everyday_words_are_reworded_and_their_exchanges_looked_up_too() -> None:
    query = parse_query("is the drip painful")
    assert query.wordings[0].text == "is the drip painful"
    assert "is the infusion painful" in [wording.text for wording in query.wordings]
    assert {"drip", "infus"} <= query.stems


def test_a_very_long_question_is_read_from_its_beginning() -> None:
    query = parse_query("salt " * 10_000)
    assert 0 < len(query.text) <= MAX_QUERY_CHARS
    assert query.text.startswith("salt salt")
    assert parse_query(" " * 1_500 + "salt").text == "salt"


AS_TEXT = [
    "c++", "don't", "C:\\path", "http://a.example/b?c=d", "10:30", "std::vector", 'say "hello', "🎉", "-",
    "5-10", "--flag", "-5 degrees", "-3.5%", "ls -l", "<!-- -->", "a:b AND (c OR", "Portland OR hiking", "OR",
    "OR OR", "+1",
    "rock'n'roll", '""', '"?!"', "-🎉", '12" vinyl and 7" singles', "::before", "+word", "~word", '~"word"',
    "subsite:x", "well-known", "AND NOT", "100% -", "O'Neil & Söhne", "ratio 16:9", "*", "what's \\d+?",
]  # fmt: skip


@pytest.mark.parametrize("line", AS_TEXT)
def test_what_is_no_operator_is_text(line: str) -> None:
    query = parse_query(line)
    assert query.text == line
    assert query.conditions == query.ideas == query.problems == ()


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ('"rye flour"', ['"rye flour"']),
        ("“rye flour” «à la»", ['"rye flour"', '"a la"']),
        ("-word", ['-"word"']),
        ("-node.js -c++", ['-"node js"', '-"c++"']),
        ('-"hot take"', ['-"hot take"']),
        ("site:https://www.A.example/Blog/", ["site:a.example/Blog"]),
        ('site:"Plain Ledger"', ['site:"plain ledger"']),
        ("site:a.example site:b.example", ["site:a.example OR site:b.example"]),
        ("site:a.example -site:b.a.example", ["site:a.example", "-site:b.a.example"]),
        ("tag:c++ tag:c", ["tag:c++", "tag:c"]),
        ("Author:Doe, Tag:bread.", ["author:doe", "tag:bread"]),
        ("lang:EN lang:Deutsch lang:pt-BR", ["lang:en OR lang:de OR lang:pt"]),
        ("before:2024 after:2023/6/1", ["before:2024-01-01", "after:2023-06-01"]),
        ("tag:a OR tag:b tag:c", ["tag:a OR tag:b", "tag:c"]),
        ("site:a.example OR tag:b site:c.example", ["site:a.example OR tag:b", "site:c.example"]),
        ('"one two" OR three four', ['"one two" OR "three"']),
        ("-tag:a OR -tag:b", ["-tag:a OR -tag:b"]),
        # The same twice is the same once, with whatever stands beside it.
        ("site:a.example OR site:www.a.example", ["site:a.example"]),
        ("site:a.example OR site:a.example site:b.example", ["site:a.example OR site:b.example"]),
        ("-site:a.example OR -site:a.example", ["-site:a.example"]),
        ("tag:a tag:a", ["tag:a"]),
        ('title:"on rye" -title:draft', ['title:"on rye"', "-title:draft"]),
        ("before:2020 OR after:2024", ["before:2020-01-01 OR after:2024-01-01"]),
    ],
)
def test_what_an_operator_asks(line: str, understood: list[str]) -> None:
    query = parse_query(line)
    assert list(query.understood) == understood
    assert query.problems == ()


def test_what_was_understood_can_be_typed_again() -> None:
    line = 'a "b c" -d -"e f" site:g.example author:"h i" -tag:c++ lang:en title:j before:2024 k OR tag:l'
    understood = parse_query(line).understood
    assert parse_query(" ".join(understood)).understood == understood


def test_a_phrase_is_looked_for_too_but_not_what_is_excluded_or_a_fact() -> None:
    assert parse_query('how to "feed a starter" -yeast tag:bread "now"').text == "how to feed a starter now"
    assert parse_query("-yeast tag:bread").text == ""
    assert parse_query('rye OR "wheat"').text == "rye wheat"


def test_ideas_are_told_from_phrases() -> None:
    query = parse_query('rye +"slow rise" ~-"fast yeast"')
    assert query.text == "rye"
    assert query.conditions == ()
    assert query.ideas == (Idea("slow rise", True), Idea("fast yeast", False))


def test_with_an_idea_alone_there_is_something_to_look_for_but_not_with_an_unwanted_one() -> None:
    assert parse_query('+"slow rise"').has_meaning
    unwanted = parse_query('~-"fast yeast"')
    assert unwanted.is_empty
    assert unwanted.problems == ('~-"..." says what to find less of; say beside it what to look for.',)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("before:lastweek", "before:lastweek is no date; write it as in before:2024-06."),
        ("after:2023-13", "after:2023-13 is no date; write it as in after:2023."),
        ("after:2023-02-30", "after:2023-02-30 is no date; write it as in after:2023."),
        ("lang:klingon", "lang:klingon is no language; write it as in lang:en."),
        ("site:", "site: wants something right after its colon, as in site:blog.example."),
        ("site:http://[", "site:http://[ is no site; write it as in site:blog.example."),
        ('tag:""', "tag: wants something right after its colon, as in tag:gardening."),
        ("title:?!", "title: wants something right after its colon, as in title:sourdough."),
        ("-before:2024", "-before: is not an operator; after:2024 asks for the others."),
    ],
)
def test_a_wrong_operator_is_explained_and_the_rest_is_searched(wrong: str, sentence: str) -> None:
    query = parse_query(f"bread {wrong} -yeast")
    assert query.problems == (sentence,)
    assert query.text == "bread"
    assert query.understood == ('-"yeast"',)


def test_an_open_quote_after_a_field_is_explained_and_no_word_is_lost() -> None:
    query = parse_query('author:"Jane Doe bread')
    assert query.problems == ('The quote after author: is not closed; write it as in author:"Jane Doe".',)
    assert query.text == "jane Doe bread"


def test_a_wrong_alternative_does_not_make_the_other_a_condition() -> None:
    assert parse_query("before:lastweek OR bread").conditions == ()


def test_more_operators_than_can_be_kept_are_explained() -> None:
    query = parse_query(" ".join(f"-word{n}" for n in range(100)))
    assert len(query.conditions) == MAX_CONDITIONS
    assert len(query.problems) == 1


pieces = st.sampled_from(
    ['"', '"', "“", "”", "-", "+", "~-", "OR", " ", " ", "site:", "tag:", "before:", "lang:", ":", "/",
     "a.example", "word", "c++", "2024", "é", "of"],
)  # fmt: skip


@given(st.lists(pieces, max_size=25).map("".join))
def test_what_is_understood_of_any_line_can_be_typed_again(line: str) -> None:
    understood = parse_query(line).understood
    assert parse_query(" ".join(understood)).understood == understood


@given(st.lists(pieces, max_size=25).map("".join))
def test_a_line_without_operators_stays_as_it_is(line: str) -> None:
    assume(not any(sign in line for sign in ('"', "“", "”", "-", ":")))
    query = parse_query(line)
    assert query.text == " ".join(line.split())
    assert query.conditions == query.ideas == query.problems == ()


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=2, max_size=12))
def test_any_word_can_be_excluded_and_quoted(word: str) -> None:
    assume(exact_words(word) and not word[0].isnumeric())
    words = " ".join(exact_words(word))
    assert parse_query(f"-{word}").understood == (f'-"{words}"',)
    assert parse_query(f'"{word}"').understood == (f'"{words}"',)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_any_day_can_be_asked_for(day: date) -> None:
    assert parse_query(f"after:{day}").understood == (f"after:{day}",)


@given(st.text(max_size=300))
def test_any_text_becomes_a_query_that_can_be_shown_and_encoded(text: str) -> None:
    for query in (parse_query(text), plain_query(text)):
        assert query.text == query.text.strip()
        assert not any(character in query.text for character in "\n\t\x00\u202e")
        query.text.encode()
        assert len(query.wordings) <= 9
