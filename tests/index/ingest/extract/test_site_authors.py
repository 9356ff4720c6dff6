"""A site that signs its own posts, and a blog that is called after who writes it."""

import pytest

from index.ingest.extract.site_authors import letters, names_of_site, namesake, shown_firm, stated_firm
from index.ingest.extract.stated import Stated


def stated(**meta: str) -> Stated:
    return Stated({}, {name.replace("__", ":"): content for name, content in meta.items()}, {})


@pytest.mark.parametrize(
    "site",
    ["Emily Lee", "Emily Lee's Notes", "Emily Lee’s bread", "The blog of Emily Lee", "Emily Lee Photography"],
)
def test_a_blog_may_be_called_after_its_author(site: str) -> None:
    people = namesake(site)
    assert people is not None
    assert people.value == ("Emily Lee",)


@pytest.mark.parametrize("site", ["Slow Bread", "Emily", "Emily's Kitchen", "Loaf News", "", "x" * 1000])
def test_other_names_of_sites_are_nobodys(site: str) -> None:
    assert namesake(site) is None


def test_a_site_is_known_by_its_name_and_its_address() -> None:
    names = names_of_site(stated(), "https://www.slow-bread.org/a", "The Long Table")
    assert {letters("Slow Bread"), letters("the long table")} <= names
    assert names_of_site(stated(), "https://[bad", None) == frozenset()


def test_a_firm_that_a_byline_shows_is_the_author() -> None:
    people = shown_firm(["Share", "Loaf Inc | May 3"], stated(author="Loaf Inc"), None)
    assert people is not None
    assert people.value == ("Loaf Inc",)
    assert shown_firm(["Share", "May 3"], stated(author="Loaf Inc"), None) is None


def test_an_article_may_name_its_site_as_author() -> None:
    own = frozenset(["loafinc"])
    people = stated_firm(stated(og__type="article", author="Loaf Inc"), own)
    assert people is not None
    assert people.value == ("Loaf Inc",)
    assert stated_firm(stated(og__type="website", author="Loaf Inc"), own) is None
    assert stated_firm(stated(og__type="article", author="Web Makers"), own) is None
    assert stated_firm(stated(og__type="article"), own) is None
