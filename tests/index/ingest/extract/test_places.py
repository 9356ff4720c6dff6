"""What addresses and the names of files say."""

import pytest

from index.ingest.extract.places import title_from, web_address


@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("slow-bread.md", "Slow bread"),
        ("_posts/2021-02-03-slow_bread.md", "Slow bread"),
        ("2021_02_03_slow_bread.txt", "Slow bread"),
        ("posts/slow-bread/index.html", "Slow bread"),
        ("index.html", "Index"),
        ("2021-02-03.md", "2021 02 03"),
        (".md", ".md"),
        ("\x1b.md", ".md"),
    ],
)
def test_a_name_gives_a_title(place: str, title: str) -> None:
    assert title_from(place) == title


def test_an_address_is_made_whole_and_may_hold_spaces() -> None:
    assert web_address("../a b?c=d", "https://example.org/x/y") == "https://example.org/a%20b?c=d"


@pytest.mark.parametrize(
    "written",
    ["", "/path", "mailto:ann@example.org", "https://", "https://[x", "https://x/\x1b[2J", "https://x/\ud800",
     "https://example.org%2Fslow-bread"],
)  # fmt: skip
def test_what_leads_nowhere_is_refused(written: str) -> None:
    assert web_address(written) is None
