"""Dates, numbers and names as their reader writes them."""

import pytest

from search.ui.wording import language_name, reading_minutes, written_date


@pytest.mark.parametrize(
    ("iso_date", "locale", "shown"),
    [
        ("2021-06-04", None, "4 June 2021"),
        ("1999-12-31", "en-US", "December 31, 1999"),
        ("1999-12-31", "de", "31. Dezember 1999"),
        ("2021-06-04", "ja-JP", "2021年6月4日"),
        ("2021-06-04", "xx-nowhere-<b>", "4 June 2021"),
        ("2021-06-04", "", "4 June 2021"),
        ("2021-13-04", "de", "2021-13-04"),
        ("<b>soon</b>", None, "<b>soon</b>"),
        ("", None, ""),
    ],
)
def test_dates_are_written_as_the_reader_does(iso_date: str, locale: str | None, shown: str) -> None:
    assert written_date(iso_date, locale) == shown


def test_a_text_without_blanks_is_not_read_in_a_minute() -> None:
    assert reading_minutes("面" * 7000) == 4
    assert reading_minutes("word " * 920) == 4


@pytest.mark.parametrize("code", ["", "-", "zz-zz-zz", "<b>", "e" * 1000])
def test_a_language_without_a_name_is_called_by_its_code(code: str) -> None:
    assert language_name(code) == code
