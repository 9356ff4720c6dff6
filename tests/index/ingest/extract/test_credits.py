"""Whom a line or a marked element names as who wrote the post, and whom it names besides."""

import pytest

from index.ingest.extract.credits import leading_names, names_beside_date, names_in, names_in_line
from index.ingest.extract.page_tree import page_tree
from index.ingest.extract.survey import Survey


def names(html: str) -> tuple[str, ...]:
    return names_in(words.text for words in Survey(page_tree(html)).words)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<span>Ann Lee</span><span>Content Marketing Coordinator</span>", ("Ann Lee",)),
        ("<b>Author</b> <b>Ann Lee</b>", ("Ann Lee",)),
        ("Written by <a>Ann Lee</a>, <a>Bob Day</a> and <a>Cy Orr</a>", ("Ann Lee", "Bob Day", "Cy Orr")),
        ("By <a>Ann Lee</a>. Reviewed by <a>Bob Day</a>", ("Ann Lee",)),
        ("<i>Reviewed by</i> <a>Bob Day</a> <i>Written by</i> <a>Ann Lee</a>", ("Ann Lee",)),
        ("<a>Ann</a><span>3/4/2025</span>", ("Ann",)),
        ("<a>Ann Lee, MD*</a>", ("Ann Lee, MD",)),
        ("<p>The Loaf Team</p>", ("The Loaf Team",)),
        ("<p>John A. Roe</p>", ("John A. Roe",)),
        ("<p>View all posts by Ann Lee</p>", ("Ann Lee",)),
        ("<p>View all posts by our team</p>", ()),
        ("<p>Emily Lee is a baker in Oslo.</p>", ("Emily Lee",)),
        ("<p>Share this</p>", ()),
        ("<p>About the author</p>", ()),
        ("<script>Ann Lee</script>", ()),
    ],
)
def test_a_marked_element_names_those_who_wrote(html: str, expected: tuple[str, ...]) -> None:
    assert names(html) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("By Ann Lee, Senior Editor", ("Ann Lee",)),
        ("By Ann Lee | July 2, 2025", ("Ann Lee",)),
        ("by Ann Lee on July 2, 2025", ("Ann Lee",)),
        ("Ann Lee | Senior Writer | July 2, 2025", ("Ann Lee",)),
        ("Published July 2, 2025 by Ann Lee", ("Ann Lee",)),
        ("Von Ann Lee", ("Ann Lee",)),
        ("Par Zoé Blanc", ("Zoé Blanc",)),
        ("Escrito por Ana Ruiz", ("Ana Ruiz",)),
        ("Author: Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and the bakers of Loaf", ("Ann Lee",)),
        ("By Ann Lee Updated July 2, 2025", ("Ann Lee",)),
        ("By Ann Lee - July 2, 2025", ("Ann Lee",)),
        ("By the Editors of Loaf", ("the Editors of Loaf",)),
        ("By our own engineering team", ()),
        ("News / By Ann Lee", ("Ann Lee",)),
        ("Submitted by annlee on Mon, 07/02/2025", ("annlee",)),
        ("Submitted by annlee", ()),
        ("Emily Lee · July 2, 2025", ("Emily Lee",)),
        ("July 2, 2025 | Emily Lee", ("Emily Lee",)),
        ("Reviewed by Bob Day", ()),
        ("By morning the dough has doubled", ()),
        ("Home Baking | July 2, 2025", ()),  # a category as likely
        ("Home Baking July 2, 2025", ()),
        ("Ann Lee", ()),
        ("By " + "Ann Lee, " * 40, ()),
    ],
)
def test_a_line_names_people_where_it_says_by_whom(line: str, expected: tuple[str, ...]) -> None:
    assert names_in_line(line) == expected


def test_a_sentence_names_whom_it_begins_with() -> None:
    assert leading_names("Emily Lee is a baker in Oslo") == ("Emily Lee",)
    assert leading_names("Ann Lee, MD, baker, Loaf Health.") == ("Ann Lee, MD",)
    assert leading_names("Reviewed by Ann Lee") == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("by ibby", ("ibby",)),
        ("by ann lee", ("ann lee",)),
        ("Emily Lee", ("Emily Lee",)),
        ("Emily Lee, Head Baker", ("Emily Lee",)),
        ("di Emily Lee", ("Emily Lee",)),
        ("Emily", ("Emily",)),
        ("Slow Bread", ()),
        ("by the table", ()),
        ("Table of Contents", ()),
    ],
)
def test_beside_a_date_less_is_enough_to_name_an_author(line: str, expected: tuple[str, ...]) -> None:
    assert names_beside_date(line) == expected
