"""Front matter of all kinds is read, and what is none is left in the text."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

import time
from datetime import UTC, datetime

import pytest

from index.ingest.extract.front_facts import front_facts, is_draft, is_future, moment
from index.ingest.extract.front_matter import read_front_matter


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Rye\ntags: [a, b]\n---\nText",
        "+++\ntitle = 'Rye'\ntags = ['a', 'b']\n+++\nText",
        '{"title": "Rye", "tags": ["a", "b"]}Text',
        '---json\n{"title": "Rye", "tags": ["a", "b"]}\n---\nText',
        ';;;\n"title": "Rye", "tags": ["a", "b"]\n;;;\nText',
        "title: Rye\ntags: [a, b]\n---\nText",
        "---\ntitle: Rye\t\ntags:\n- a\t\n- b\n---\nText",  # tabs, which PyYAML alone minds
        "---\ntitle: Rye\nexcerpt: so: it is\ntags:\n- a\n- b\n---\nText",  # no YAML, and yet plain
    ],
)
def test_every_kind_says_the_same(text: str) -> None:
    matter, rest = read_front_matter(text)
    assert (matter["title"], matter["tags"], rest) == ("Rye", ["a", "b"], "Text")


def test_header_lines_end_at_an_empty_line() -> None:
    matter, rest = read_front_matter("Title: Rye\nDate: 2021-02-03\nSummary: one\n    and two\n\nText\n")
    assert matter == {"title": "Rye", "date": "2021-02-03", "summary": "one and two"}
    assert rest.strip() == "Text"


@pytest.mark.parametrize(
    "text",
    [
        "Title: a poem\n\nText",
        "title: Rye\nand no header\n\nText",
        "{curly} text",
        '{"a": 1} text',
        "Note: x\n",
    ],
)
def test_what_only_looks_like_a_header_is_text(text: str) -> None:
    assert read_front_matter(text) == ({}, text)


def test_a_bomb_of_merged_tables_is_refused_in_time() -> None:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 12)]
    started = time.monotonic()
    matter, rest = read_front_matter("---\n" + "\n".join(lines) + "\ntitle: Rye\n---\nText")
    assert time.monotonic() - started < 5
    assert (matter["title"], rest) == ("Rye", "Text")


@pytest.mark.parametrize(
    "text",
    ["title: " + "x" * 300_000, "---\n" + " " * 300_000, "title:\n" * 50_000, "{" * 100_000, "- \n" * 50_000],
)
def test_a_front_matter_made_to_be_slow_is_not(text: str) -> None:
    started = time.monotonic()
    read_front_matter(text)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("name", "value", "published"),
    [
        ("publishedAt", "2021-02-03", "2021-02-03"),
        ("pub_date", "Feb 3, 2021", "2021-02-03"),
        ("pubDatetime", "2021-02-03T22:00:00Z", "2021-02-03T22:00:00+00:00"),
        ("date", {"created": 1}, None),
    ],
)
def test_dates_go_by_many_names(name: str, value: object, published: str | None) -> None:
    assert front_facts({name.lower(): value}).published == published


def test_updates_tags_and_authors_in_tables_are_found() -> None:
    facts = front_facts({
        "extra": {"author": "Ann Lee"}, "taxonomies": {"tags": ["rye"]}, "last_modified_at": "2022-01-01", "last_update": {"date": "2023-01-01"},
    })  # fmt: skip
    assert (facts.authors, facts.tags, facts.updated) == (("Ann Lee",), ("rye",), "2022-01-01")


@pytest.mark.parametrize(
    ("matter", "expected"),
    [({"draft": True}, True), ({"draft": "true"}, True), ({"published": False}, True), ({"status": "Draft"}, True),
     ({"published": "2021-02-03"}, False), ({"draft": False}, False), ({"status": "published"}, False), ({}, False)],
)  # fmt: skip
def test_a_draft_is_told_by_its_marks(matter: dict[str, object], expected: bool) -> None:
    assert is_draft(matter) is expected


def test_a_day_is_future_only_when_it_is_so_everywhere() -> None:
    now = datetime(2021, 2, 3, 12, tzinfo=UTC)
    assert not is_future(datetime(2021, 2, 4, 1), now)  # noqa: DTZ001 - in Kiribati it is 2 o'clock of that day
    assert is_future(datetime(2021, 2, 4, 3), now)  # noqa: DTZ001 - and not yet 3
    assert is_future(datetime(2021, 2, 3, 13, tzinfo=UTC), now)


def test_moments_keep_the_zone_that_is_written() -> None:
    found = moment("2021-02-03 23:30:00 -0800")
    assert found is not None
    assert found.isoformat() == "2021-02-03T23:30:00-08:00"
    assert moment("Wed, 03 Feb 2021 10:00 PST") is not None
    assert moment("soon") is None
