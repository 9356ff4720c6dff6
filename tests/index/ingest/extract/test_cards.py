"""Cards that lead to other posts are out; sections of the post that look like them are not."""

import time

import pytest

from index.ingest.extract.cards import remove_cards
from index.ingest.extract.page_tree import page_tree, text_of

LONG = "<p>" + "A loaf that is cut too early is wet inside, whatever the oven did. " * 12 + "</p>"
CARDS = "".join(
    f"<div class=c><a href=/{n}><img><h3>Cake {n}</h3></a><p>In an hour.</p></div>" for n in range(3)
)


def words(body: str) -> str:
    tree = page_tree(f"<html><body>{body}</body></html>")
    remove_cards(tree)
    return text_of(tree)


@pytest.mark.parametrize(
    "cards",
    [
        CARDS,
        "".join(f"<li><img src=a.jpg><h4><a href=/{n}>Cake {n}</a></h4></li>" for n in range(2)),
        "".join(
            f"<article class='post-{n} in-{n}'><img><h3><a href=/{n}>Cake {n}</a></h3></article>"
            for n in range(2)
        ),
        "".join(f"<a class=c href=/{n}><time>1 May</time><div>Cake {n}</div></a>" for n in range(4)),
    ],
)
def test_cards_are_out_and_the_post_around_them_stays(cards: str) -> None:
    left = words(f"{LONG}<div>{cards}</div>{LONG}")
    assert "Cake" not in left
    assert left.count("A loaf") == 24


@pytest.mark.parametrize(
    ("section", "why"),
    [
        ("<h3>Cake {n}</h3><img src=a.jpg><p>In an hour.</p>", "no title is a link"),
        ("<h3><a href='#{n}'>Cake {n}</a></h3><img src=a.jpg>", "it leads to a place on the same page"),
        ("<h3><a href=/{n}>Cake {n}</a></h3><p>In an hour.</p>", "there is no picture"),
        ("<h3><a href=/{n}>Cake {n}</a></h3><img src=a.jpg>" + "<p>Stir.</p>" * 120, "there is much to read"),
    ],
)
def test_sections_of_a_post_stay(section: str, why: str) -> None:
    sections = "".join(f"<div>{section.format(n=n)}</div>" for n in range(2))
    assert words(f"{LONG * 4}<div>{sections}</div>").count("Cake") == 2, why


def test_a_page_that_is_made_of_cards_keeps_them() -> None:
    assert words(CARDS).count("Cake") == 3


def test_below_the_text_cards_of_one_site_may_be_a_larger_part_of_the_page() -> None:
    text = "<p>" + "A loaf that is cut too early is wet inside, whatever the oven did. " * 3 + "</p>"
    footer = f"<footer>{text}</footer>"
    cards = "".join(
        f"<div><a href=https://{{}}a.example/{n}><img><h3>Cake {n}, and what is left of it</h3></a></div>"
        for n in range(5)
    )
    own, others = cards.format(*[""] * 5), cards.format(*"bcdef")
    assert "Cake" not in words(f"{text}<div>{own}</div>{footer}")
    assert "Cake" in words(f"<div>{own}</div>{text}{footer}")
    assert "Cake" in words(f"{text}<div>{others}</div>{footer}")


def test_a_lone_card_stays() -> None:
    assert "Cake" in words(f"{LONG}<div><a href=/1><img src=a.jpg><h3>Cake</h3></a></div>")


def test_a_page_of_many_nested_elements_takes_seconds_at_most() -> None:
    body = "<div><img>" * 200 + "<p>x</p>" * 20_000
    started = time.monotonic()
    words(body)
    assert time.monotonic() - started < 10
