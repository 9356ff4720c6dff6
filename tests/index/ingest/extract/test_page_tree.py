"""The tree that a page's text is read from holds what its reader can see, and is never deep."""

import time

import pytest

from index.ingest.extract.page_tree import page_tree, remove_unseen, text_of


def words(html: str) -> list[str]:
    tree = page_tree(html)
    remove_unseen(tree)
    return text_of(tree).split()


def depth(html: str) -> int:
    tree = page_tree(html)
    remove_unseen(tree)
    return max(sum(1 for _ in element.iterancestors()) for element in tree.iter())


@pytest.mark.parametrize("html", ["", "   ", "<!-- nothing -->"])
def test_a_page_with_nothing_in_it_has_no_words(html: str) -> None:
    assert words(html) == []


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>OUT</script>",
        "<style>OUT</style>",
        "<svg><text>OUT</text></svg>",
        "<noscript>OUT</noscript>",
        "<select><option>OUT</select>",
        "<button>OUT</button>",
        "<template><p>OUT</p></template>",
        "<div style='display: none'>OUT</div>",
        "<!-- OUT -->",
    ],
)
def test_what_nobody_sees_is_out_and_the_words_after_it_stay(unseen: str) -> None:
    assert words(f"<p>before {unseen} after</p>") == ["before", "after"]


def test_a_button_that_nobody_closed_does_not_swallow_the_post() -> None:
    post = "<p>Bread is brown.</p>" * 40
    assert " ".join(words(f"<header><button>Menu {post}</header>")).count("brown.") == 40


def test_a_long_part_that_is_shown_later_is_read() -> None:
    steps = "<p>Knead the dough.</p>" * 60
    assert " ".join(words(f"<div style='display:none'>{steps}</div>")).count("dough.") == 60


def test_a_part_that_the_browser_saved_is_read() -> None:
    assert words("<div><template shadowrootmode=open><p>in</p></template></div>") == ["in"]


def test_what_follows_the_end_of_the_page_is_still_read() -> None:
    assert words("<html><body><p>one </p></body></html><p>two</p></BODY ></HTML>") == ["one", "two"]


def test_what_a_page_says_to_machines_is_in_its_tree_until_the_unseen_is_removed() -> None:
    tree = page_tree("<title>x</title><meta name=author content=y><script>z</script>")
    assert [len(list(tree.iter(name))) for name in ("title", "meta", "script")] == [1, 1, 1]
    remove_unseen(tree)
    assert [len(list(tree.iter(name))) for name in ("title", "meta", "script")] == [0, 0, 0]


def test_what_a_page_holds_ready_for_its_scripts_is_not_in_its_tree() -> None:
    assert text_of(page_tree("<p>in<template><p>OUT</p></template></p>")) == "in"


def test_a_tree_is_never_deep_and_keeps_its_text_in_order() -> None:
    html = "<div>" * 1_000 + "<p>one</p><h2>two</h2><pre>three</pre>" + "</div>" * 1_000 + "<p>four</p>"
    assert depth(html) < 250
    assert "".join(words(html)) == "onetwothreefour"


def test_a_hundred_thousand_nested_elements_take_seconds_at_most() -> None:
    started = time.monotonic()
    remove_unseen(page_tree("<b>" * 100_000 + "text"))
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "heading",
    [
        "<h3><button>Storage</button></h3>",
        "<button aria-expanded=false><h3>Storage</h3></button>",
        "<button><div>Storage?</div></button>",
    ],
)
def test_a_heading_that_is_pressed_to_see_more_is_read(heading: str) -> None:
    assert "Storage" in " ".join(words(f"<p>Bread</p>{heading}<div>In a box.</div>"))


def test_a_button_that_does_something_is_not_read() -> None:
    assert words("<p>Bread</p><button>Share this</button>") == ["Bread"]
