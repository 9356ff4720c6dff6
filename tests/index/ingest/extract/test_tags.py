"""A post's tags are its own, and say something."""

import json

import pytest

from index.ingest.extract.page_tree import page_tree
from index.ingest.extract.stated import read_stated
from index.ingest.extract.survey import Survey
from index.ingest.extract.tags import find_tags, tidy_tags

OWN = "<span class=tags><a rel=tag href='/tag/rye'>rye</a> <a rel=tag href='/tag/oven'>oven</a></span>"
OTHER = "<a rel=tag href='/tag/soup'>soup</a>"


def tags_of(body: str = "", article: dict[str, object] | None = None, site: str = "") -> tuple[str, ...]:
    stated = json.dumps({"@type": "BlogPosting", **(article or {})})
    head = f"<head><script type='application/ld+json'>{stated}</script></head>"
    page = Survey(page_tree(f"<html>{head}<body>{body}</body></html>"))
    found = find_tags(page, read_stated(page), site)
    return found.value if found else ()


@pytest.mark.parametrize(
    "around",
    [
        "<div class=tagcloud>{}</div>",
        "<section class='widget widget_tag_cloud'><div>{}</div></section>",
        "<div class=related-posts><article><h3><a href='/soup'>Soup</a></h3>{}</article></div>",
        "<article class=related-post-card><div>{}</div></article>",
        "<ul class=wp-block-post-template><li class=wp-block-post>{}</li></ul>",
        "<div class='post-card'><div>{}</div></div>",
        "<div class=td_module_flex>{}</div>",
    ],
)
def test_tags_of_other_posts_and_of_the_site_are_not_the_posts(around: str) -> None:
    assert tags_of(f"<article><h1>Bread</h1>{OWN}</article>{around.format(OTHER)}") == ("rye", "oven")
    assert tags_of(around.format(OTHER)) == ()


@pytest.mark.parametrize(
    "around",
    [
        "<div class='post hentry uncustomized-post-template'><div class=post-footer>{}</div></div>",
        "<div class=single-post-sidebar>{}</div>",
        "<nav aria-label=tags>{}</nav>",
        "<div class=related-site><article><h1>Bread</h1><footer>{}</footer></article></div>",
    ],
)
def test_a_posts_own_tags_are_found_wherever_it_has_them(around: str) -> None:
    assert tags_of(around.format(OWN)) == ("rye", "oven")


@pytest.mark.parametrize(
    "tags",
    [
        "<a class=crayons-tag href='/t/rye'><i>#</i> rye</a> <a class=crayons-tag href='/t/oven'>#oven</a>",
        "<ul class=post-tags><li><a href='/tags/rye/'>Rye</a><li><a href='/tags/oven/'>Oven</a></ul>",
        "<div class=meta-item--tags><a href='/blog/tag/rye'>rye</a><a href='/blog/tag/oven'>oven</a></div>",
    ],
)
def test_links_that_their_surroundings_call_tags_are_tags(tags: str) -> None:
    menu = "<ul><li class=menu-item-object-category><a href='/category/soup'>Soup</a></li></ul>"
    assert [tag.lower() for tag in tags_of(menu + tags)] == ["rye", "oven"]


@pytest.mark.parametrize(
    "nothing",
    ["Uncategorized", "Non classé", "Blog", "The Long Table", "_noshow", "contentId: e75", "locale: US", "#"],
)
def test_a_tag_that_says_nothing_of_the_post_is_none(nothing: str) -> None:
    assert tidy_tags(["rye", nothing], "The Long Table") == ("rye",)
    assert tags_of(OWN, {"keywords": [nothing]}, "The Long Table") == ("rye", "oven")


def test_a_tag_may_have_a_colon() -> None:
    tags = ("review: ovens", "python:asyncio", "Life, the universe", "C:\\ drive")
    assert tidy_tags(tags) == tags


def test_entities_in_tags_are_read() -> None:
    assert tags_of(article={"keywords": "salt &amp; oil, rye"}) == ("salt & oil", "rye")


def test_sections_in_one_line_are_several() -> None:
    assert tags_of(article={"articleSection": "Bread, Slow food"}) == ("Bread", "Slow food")
