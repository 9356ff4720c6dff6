"""The day that a page means, or none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.extract.dates import date_in_address, day_by_order, find_date, is_date_line, parse_date

NEXT_YEAR = datetime.now(UTC).year + 1


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-02-03", "2021-02-03"),
        ("2021-02-03T23:30:00-08:00", "2021-02-03"),  # the writer's day, not the reader's
        ("2021-02-03T00:30:00Z", "2021-02-03"),
        ("20210203T101112", "2021-02-03"),
        ("Wed, 03 Feb 2021 10:11:12 +0100", "2021-02-03"),
        ("2021-02-03 10:11 EST", "2021-02-03"),
        ("Wed, 03 Feb 2021 10:11:12 CEST", "2021-02-03"),
        ("February 3, 2021", "2021-02-03"),
        ("3 February 2021", "2021-02-03"),
        ("Published on Feb. 3rd, 2021 at 9 pm by Ann", "2021-02-03"),
        ("  2021/2/3 ", "2021-02-03"),
    ],
)
def test_machine_made_and_written_dates_are_read(written: str, day: str) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("12. März 2019", "2019-03-12"),
        ("le 1er août 2020", "2020-08-01"),
        ("5 de mayo de 2021", "2021-05-05"),
        ("3 dicembre 2020", "2020-12-03"),
        ("7 oktober 2018", "2018-10-07"),
        ("12 марта 2019 г.", "2019-03-12"),
        ("2019年3月12日", "2019-03-12"),
        ("2019년 3월 12일", "2019-03-12"),
        ("17.05.2021", "2021-05-17"),
        ("25/03/2019", "2019-03-25"),
        ("03/25/2019", "2019-03-25"),
        ("05/05/2019", "2019-05-05"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("5 травня 2023 р.", "2023-05-05"),
        ("5 Μαΐου 2023", "2023-05-05"),
        ("2023. május 5.", "2023-05-05"),
        ("12 Agustus 2023", "2023-08-12"),
        ("12 مارس 2024", "2024-03-12"),
        ("5 במאי 2023", "2023-05-05"),
        ("5 tháng 3, 2024", "2024-03-05"),
        ("5 tháng 3 năm 2024", "2024-03-05"),
        ("١٢ مارس ٢٠٢١", "2021-03-12"),
        ("۲۰۲۰/۰۵/۱۴", "2020-05-14"),
        ("15 มีนาคม 2564", "2021-03-15"),
        ("๑๕ มี.ค. พ.ศ. ๒๕๖๔", "2021-03-15"),
        ("令和3年4月5日", "2021-04-05"),
        ("投稿日令和元年5月5日", "2019-05-05"),
        ("公開日2020年5月3日", "2020-05-03"),
    ],
)
def test_dates_of_other_countries_are_found(written: str, day: str) -> None:
    assert find_date(f"Loaf | {written} | 3 min") == day
    assert is_date_line(written)


@pytest.mark.parametrize(
    "written", ["03/04/2019", "4 cats 2019", "Chapter 12, 2019", "31.02.2019", "13/13/2019"]
)
def test_what_may_be_one_day_or_another_is_none(written: str) -> None:
    assert find_date(written) is None
    assert not is_date_line(written)


@pytest.mark.parametrize(
    "written", ["", "soon", "yesterday", "0000-00-00", "2021-02-31", "99999999999999999999", "-"]
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize("written", ["2021", "March 2021", "10:30", "Friday", "May", "12", "3 pm"])
def test_a_part_of_a_date_is_not_filled_up_from_todays(written: str) -> None:
    assert parse_date(written) is None


def test_a_date_to_come_is_none() -> None:
    later = (datetime.now(UTC) + timedelta(days=3)).date()
    assert parse_date(later.isoformat()) is None
    assert find_date(f"{later:%B} {later.day}, {later.year}") is None
    assert date_in_address(f"/{NEXT_YEAR}/06/14/slug") is None


def test_today_is_no_date_to_come() -> None:
    today = datetime.now(UTC).date().isoformat()
    assert parse_date(today) == today


def test_a_date_before_the_web_is_what_the_post_is_about() -> None:
    assert parse_date("1889-04-20") is None


def test_the_first_date_that_a_post_may_have_is_found() -> None:
    assert find_date(f"Workshop on June 3, {NEXT_YEAR}. Posted March 14, 2019.") == "2019-03-14"
    assert find_date("Since May 8, 1945 … written 14 March 2019") == "2019-03-14"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://example.org/2021/06/14/slug", "2021-06-14"),
        ("https://example.org/blog/2021-6-4-slug.html", "2021-06-04"),
        ("/2021/06/14/", "2021-06-14"),
        ("https://example.org/2021/06/slug", None),
        ("https://example.org/2021/13/40/slug", None),
        ("https://example.org/item/120210614/5", None),
    ],
)
def test_a_date_in_the_address_is_read(address: str, day: str | None) -> None:
    assert date_in_address(address) == day


@pytest.mark.parametrize(
    "line", ["March 14, 2019", "Mar 14, 2019 · 5 min read", "Posted on 2019-03-14", "14 March 2019"]
)
def test_a_line_of_a_date_and_hardly_more_is_one(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    ["The flood of 14 March 2019 took the bridge and two of the barns with it.", "In March we rest.", ""],
)
def test_a_sentence_with_a_date_in_it_is_none(line: str) -> None:
    assert not is_date_line(line)


@given(st.text(max_size=40) | st.from_regex(r"[0-9TZ:+/. -]{1,30}", fullmatch=True))
def test_any_text_is_a_day_that_was_or_none(text: str) -> None:
    for day in (parse_date(text), find_date(text)):
        assert (
            day is None or "1990-01-01" <= day <= (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
        )


@pytest.mark.parametrize(
    ("written", "day"),
    [("On 9/14/12", "2012-09-14"), ("14/9/12", "2012-09-14"), ("4.7.21", "2021-07-04"), ("Go 4.7.21", None)],
)
def test_a_year_may_be_short_where_no_version_can_be_meant(written: str, day: str | None) -> None:
    assert day_by_order(written, month_first=True) == day
