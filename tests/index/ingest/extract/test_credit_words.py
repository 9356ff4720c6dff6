"""The words before a name, which say whether its bearer wrote the post."""

import pytest

from index.ingest.extract.credit_words import after_label, is_label, joined_to_next, joins_names, names_others


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("Guest post by Ann Lee", "Ann Lee"),
        ("Words and photos by Ann Lee", "Ann Lee"),
        ("Ein Gastbeitrag von Ann Lee", "Ann Lee"),
        ("Publié par Ann Lee", "Ann Lee"),
        ("Text: Ann Lee", "Ann Lee"),
        ("作者：山田太郎", "山田太郎"),
        ("Автор: Анна Ли", "Анна Ли"),
        ("Text Size", None),
        ("Photos by Bob Day", None),
        ("Bread by the loaf", None),
    ],
)
def test_a_line_that_says_by_whom_is_told_from_others(line: str, named: str | None) -> None:
    assert after_label(line) == named


def test_a_label_may_stand_alone_before_the_name() -> None:
    assert is_label("Written by")
    assert not is_label("Written by Ann Lee")
    assert joined_to_next("Author") == "Author: "
    assert joined_to_next("March 3 by") == "March 3 by "
    assert joined_to_next("Text") is None


def test_what_stands_between_names_joins_them() -> None:
    assert all(map(joins_names, [",", "and", ", and", "&", "und"]))
    assert not joins_names("Ann")


def test_who_checked_or_drew_is_told_from_who_wrote() -> None:
    assert all(map(names_others, ["Medically reviewed by", "Edited by", "Photos:", "Powered by"]))
    assert not names_others("Book review by")
