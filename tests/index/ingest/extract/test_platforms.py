"""One post as twelve systems set it on a page: from each it comes out the same, and nothing else does.

The pages are in tests/data/platforms, written for this test after the markup of each system.
"""

import pytest

from index.ingest.extract import extract
from index.records import BlockKind
from tests.conftest import PROJECT_ROOT
from tests.fakes import make_page

PAGES = PROJECT_ROOT / "tests/data/platforms"
# Each page's heading levels, and the language of its listing as far as it says it.
PLATFORMS = {
    "blogger": (2, 3, "python"),
    "dev.to": (2, 3, "python"),
    "ghost": (2, 3, "python"),
    "hashnode": (2, 3, "python"),
    "hugo": (2, 3, "python"),
    "jekyll": (2, 3, "python"),
    "medium": (1, 2, ""),
    "squarespace": (2, 3, ""),
    "substack": (2, 3, ""),
    "tumblr": (2, 2, ""),
    "wix": (2, 3, ""),
    "wordpress-block": (2, 3, "python"),
    "wordpress-classic": (2, 3, "python"),
}
POST = [
    (BlockKind.PARAGRAPH, "Bread that is made in two hours tastes of yeast, and bread that is made in two days tastes of wheat. I learnt it late, from a neighbour who bakes for the whole street and has never owned a pair of scales."),  # noqa: E501
    (BlockKind.HEADING, "What goes in"),
    (BlockKind.LIST_ITEM, "Flour, of two kinds"),
    (BlockKind.LIST_ITEM, "four parts of wheat"),
    (BlockKind.LIST_ITEM, "one part of rye"),
    (BlockKind.LIST_ITEM, "A spoon of salt"),
    (BlockKind.PARAGRAPH, "Mix everything in the evening, cover the bowl, and leave it in the coldest corner of the kitchen. By the morning the dough has doubled, and when you pull at it a web of threads shows that the flour has done its work alone."),  # noqa: E501
    (BlockKind.CAPTION, "The dough after nine hours in the cold"),
    (BlockKind.HEADING, "How much water"),
    (BlockKind.PARAGRAPH, "How much water goes in depends on the flour, so I never write it down in cups. It is a share of the weight, and a line of Python works it out for any bowl:"),  # noqa: E501
    (BlockKind.CODE, "def water(flour):\n    share = 0.72\n    return flour * share"),
    (BlockKind.QUOTE, "Whoever hurries the dough will eat yesterday’s bread, as she likes to say."),
    (BlockKind.PARAGRAPH, "Heat the oven with the iron pot inside, for it has to be hotter than seems wise. Then bake the loaf for twenty minutes under the lid and for twenty more without it, until the crust is the colour of a chestnut."),  # noqa: E501
]  # fmt: skip


def test_every_platform_has_its_page() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == PLATFORMS.keys()


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_post_is_the_same_on_every_platform(platform: str) -> None:
    post = extract(make_page((PAGES / f"{platform}.html").read_bytes(), "a-slower-loaf.html"))
    blocks = [(block.kind, post.text[block.start_char : block.end_char]) for block in post.blocks]
    assert blocks == POST
    assert post.title == "A slower loaf"
    first, second, language = PLATFORMS[platform]
    assert [block.level for block in post.blocks if block.level] == [first, second]
    assert [block.language for block in post.blocks if block.kind is BlockKind.CODE] == [language]
