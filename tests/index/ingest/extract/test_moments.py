"""A date or moment as machines write it, read by the clock of whoever wrote the post."""

from datetime import UTC, datetime, timedelta

import pytest

from index.ingest.extract.moments import iso_moment, writers_moment


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 06 Sep 2021 00:01:00 GMT", "2021-09-06T00:01:00+00:00"),
        ("Mon, 6 Sep 2021 00:01:00 EST", "2021-09-06T00:01:00-05:00"),
        ("06 Sep 21 00:01 +0530", "2021-09-06T00:01:00+05:30"),
        ("2021-09-06T00:01:00Z", "2021-09-06T00:01:00+00:00"),
        ("2021-09-06t00:01:00.123456789+02:00", "2021-09-06T00:01:00+02:00"),
        ("2021-09-06 00:01:00 +0800 CST", "2021-09-06T00:01:00+08:00"),
        ("2021-09-06 00:01:00 UTC", "2021-09-06T00:01:00+00:00"),
        ("2021-09-06T00:01", "2021-09-06T00:01:00"),
        ("2021-09-06", "2021-09-06"),
        ("September 6, 2021", "2021-09-06"),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("Wed, 30 Nov -0001 00:00:00 +0000", None),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("2999-01-01T00:00:00Z", None),
        ("2021-13-45T99:00:00Z", None),
        ("soon", None),
        ("9" * 5_000, None),
        (None, None),
        (20210906, None),
    ],
)
def test_dates_keep_the_writers_own_clock(written: object, expected: str | None) -> None:
    assert iso_moment(written) == expected


def test_only_a_moment_by_greenwichs_clock_is_moved_and_only_to_the_next_day() -> None:
    assert writers_moment("2014-10-12T23:00:00Z", "2014-10-13") == "2014-10-13"
    assert writers_moment("Sun, 12 Oct 2014 23:00:00 GMT", None, "2014-10-11") == "2014-10-11"
    assert writers_moment("2014-10-12T23:00:00Z", "2014-10-14") == "2014-10-12T23:00:00+00:00"
    assert writers_moment("2014-10-12T23:00:00+02:00", "2014-10-13") == "2014-10-12T23:00:00+02:00"
    assert writers_moment("2014-10-12", "2014-10-13") == "2014-10-12"
    assert writers_moment("soon", "2014-10-13") is None


def test_no_clock_on_earth_shows_a_day_that_is_in_the_future() -> None:
    now = datetime.now(UTC)
    furthest = (now + timedelta(hours=14)).date().isoformat()
    assert iso_moment(f"{furthest}T00:00:00+14:00") == f"{furthest}T00:00:00+14:00"
    assert iso_moment((now + timedelta(hours=39)).isoformat()) is None
