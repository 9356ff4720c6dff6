"""Elements that are marked as naming an author, and those that stand among other posts."""

import pytest

from index.ingest.extract.author_marks import (
    face_name,
    is_marked,
    names_only,
    stands_with_others,
)
from index.ingest.extract.page_tree import Element, page_tree


def first(html: str, name: str = "span") -> Element:
    return next(page_tree(html).iter(name))


@pytest.mark.parametrize(
    "attributes",
    [
        "class=byline",
        "class=post__meta-authorName",
        "rel=author",
        "itemprop=author",
        "data-hook=user-name",
        "data-testid=prism-byline",
    ],
)
def test_markup_that_says_author_is_heard(attributes: str) -> None:
    assert is_marked(first(f"<span {attributes}>Ann Lee</span>"))


@pytest.mark.parametrize("attributes", ["class=authority", "class=author-avatar", "id=x", ""])
def test_markup_that_says_something_else_is_not(attributes: str) -> None:
    assert not is_marked(first(f"<span {attributes}>Ann Lee</span>"))


def test_an_element_for_the_name_alone_is_told_from_a_box() -> None:
    assert names_only(first("<span class=author-name>x</span>"))
    assert not names_only(first("<span class=author-box>x</span>"))


@pytest.mark.parametrize("around", ["<div class=testimonials>", "<div class='related-posts'>", "<nav>"])
def test_a_name_within_what_others_wrote_is_known_by_what_is_around(around: str) -> None:
    assert stands_with_others(first(f"{around}<p><span class=author>Bob</span></p>"))


def test_an_authors_own_card_is_not_what_others_wrote() -> None:
    assert not stands_with_others(first("<div class='card author-card'><span class=author>Ann</span></div>"))
    assert not stands_with_others(first("<div class=h-card><span class=p-name>Ann</span></div>"))


def test_a_picture_of_a_person_bears_the_name() -> None:
    assert face_name(first("<p><img alt='Writer: Ann Lee'></p>", "img")) == "Ann Lee"
    assert face_name(first("<p><img class=avatar alt='Ann Lee'></p>", "img")) == "Ann Lee"
    assert face_name(first("<p><img alt='Ann Lee'></p>", "img")) == ""
