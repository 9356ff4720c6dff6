"""What exports write, as titles, links and moments."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.exports.values import distinct, local_moment, moment, plain_text, web_link


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Tom &amp; <b>Jerry</b>", "Tom & Jerry"),
        ("Using &lt;section&gt; well", "Using <section> well"),
        ("a < b", "a < b"),
        (" two\n lines\t", "two lines"),
        ("bell\x07 \ud800", "bell"),
        (None, ""),
        (7, ""),
    ],
)
def test_a_title_is_plain_text(written: object, shown: str) -> None:
    assert plain_text(written) == shown


@pytest.mark.parametrize(
    ("written", "stated"),
    [
        ("2021-03-04", "2021-03-04"),
        ("2021-03-04T05:06:07Z", "2021-03-04T05:06:07+00:00"),
        ("2021-03-04T05:06:07.123-08:00", "2021-03-04T05:06:07-08:00"),
        ("2021-03-04 05:06:07 +0200", "2021-03-04T05:06:07+02:00"),
        ("2021-03-04 05:06:07 UTC", "2021-03-04T05:06:07+00:00"),
        ("Thu, 4 Mar 2021 05:06:07 GMT", "2021-03-04T05:06:07+00:00"),
        ("March 4, 2021", "2021-03-04"),
        (1614834367000, "2021-03-04T05:06:07+00:00"),
        (1614834367, "2021-03-04T05:06:07+00:00"),
        ("1614834367000", "2021-03-04T05:06:07+00:00"),
        ("0000-00-00 00:00:00", None),
        ("Wed, 30 Nov -0001 00:00:00 +0000", None),
        (0, None),
        (True, None),
        (1e300, None),
        ("", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_moment_is_told_however_it_is_written(written: object, stated: str | None) -> None:
    assert moment(written) == stated


def test_the_blogs_own_clock_and_utc_tell_the_zone() -> None:
    assert local_moment("2021-03-04 05:00:00", "2021-03-03 23:30:00") == "2021-03-04T05:00:00+05:30"
    assert local_moment("2021-03-04 05:00:00", "2021-01-01 00:00:00") == "2021-03-04T05:00:00"
    assert local_moment("", "2021-03-04 05:00:00") == "2021-03-04T05:00:00+00:00"
    assert local_moment("", "") is None


@pytest.mark.parametrize(
    "written",
    ["javascript:x", "ftp://a.example/", "http://", "http://[", "a.example", "https://a b.example/", None],
)
def test_only_addresses_of_the_web_are_links(written: object) -> None:
    assert web_link(written) is None


def test_each_tag_comes_once() -> None:
    assert distinct(["Sea", "sea", "", "Salt"]) == ("Sea", "Salt")


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.lists(st.integers())))
def test_nothing_that_is_written_breaks_the_reading(value: object) -> None:
    assert "\n" not in plain_text(value)
    when = moment(value)
    assert when is None or date.fromisoformat(when[:10])
    links = web_link(value), web_link("/x", str(value))
    assert all(link is None or link.startswith(("http://", "https://")) for link in links)
