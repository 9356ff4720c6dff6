"""The rules by which a scrape is read, each on made-up lines."""

import pytest

from index.ingest.extract.author_boxes import author_box
from index.ingest.extract.extent import Extent, find_extent, is_prose, repeated_later
from index.ingest.extract.headlines import find_day, find_people, lines_about, title_position
from index.ingest.extract.picture_lines import is_caption, is_description, is_picture_name
from index.ingest.extract.plain import extract_plain
from index.ingest.extract.scrape_lines import ends_post, is_widget
from index.records import BlockKind
from tests.fakes import block_texts, make_page

PROSE = (
    "The dough rests in the cellar over night, and by the morning it has doubled in size and smells of beer.",
    "Then it is folded three times, each time a little more gently, and left alone for as long as it wants.",
    "An hour later the oven is as hot as it will ever be, and the stone in it has been hot for half an hour.",
)
MENU = ("Skip to content", "Home", "About Us", "Our Bakery", "Contact", "Search")
FOOTER = ("Share", "Related posts", "Ten Cakes", "Why We Bake", "Privacy Policy", "© 2024 The Long Table")


def read(*lines: str):
    return extract_plain(make_page("\n".join(lines), "page.txt"))


def test_menus_above_and_below_are_no_part_of_the_post() -> None:
    post = read(*MENU, "How slow bread rises", *PROSE, *FOOTER)
    assert post.title == "How slow bread rises"
    assert post.text == "\n\n".join(PROSE)


def test_short_lines_of_a_mere_note_are_kept() -> None:
    post = read("Slow bread", "500 g of flour", "A pinch of salt", *PROSE, "Let it cool", "Eat it")
    assert post.text.startswith("500 g of flour")
    assert post.text.endswith("Eat it")


def test_comments_longer_than_the_post_are_not_taken_for_it() -> None:
    comments = [line for name in ("Ann", "Bob", "Cid") for line in (f"{name} says:", *PROSE, "Reply")]
    post = read(*MENU, "How slow bread rises", *PROSE, "9 Comments", *comments, *FOOTER)
    assert post.text == "\n\n".join(PROSE)


def test_a_long_table_in_the_middle_does_not_end_the_post() -> None:
    table = [f"Oven {number}" for number in range(40)]
    post = read(*MENU, "How slow bread rises", *PROSE, *table, *PROSE, "The end of it came soon.", *FOOTER)
    assert post.text.endswith("The end of it came soon.")


def test_a_heading_of_one_word_does_not_end_the_post() -> None:
    post = read(*MENU, "How slow bread rises", *PROSE, *PROSE, "Archives", PROSE[2], *FOOTER)
    assert post.text.endswith(f"Archives\n\n{PROSE[2]}")


def test_a_table_of_contents_is_not_read_twice() -> None:
    parts = ["Let the dough rest", "Fold it with care", "Heat the stone well"]
    body = [line for part, text in zip(parts, PROSE, strict=True) for line in (part, text)]
    post = read(*MENU, "How slow bread rises", PROSE[0], *parts, *body, *FOOTER)
    assert block_texts(post, BlockKind.HEADING) == parts
    assert repeated_later([*parts, *body]) == {0, 1, 2}
    assert repeated_later(["Once", "Once", PROSE[0]]) == set()


def test_numbered_headings_keep_their_numbers_and_lists_lose_theirs() -> None:
    post = read(
        *MENU, "Slow bread in two steps", PROSE[0], "1. Fold it", PROSE[1], "2. Heat it", PROSE[2], *FOOTER
    )
    assert block_texts(post, BlockKind.HEADING) == ["1. Fold it", "2. Heat it"]
    listed = read("Shopping for bread", PROSE[0], "1. flour", "2. salt", PROSE[1])
    assert block_texts(listed, BlockKind.LIST_ITEM) == ["flour", "salt"]


def test_items_of_two_capital_words_are_no_bylines() -> None:
    post = read("Three wines", PROSE[0], "• Pinot Noir", "• Cabernet Sauvignon", PROSE[1])
    assert block_texts(post, BlockKind.LIST_ITEM) == ["Pinot Noir", "Cabernet Sauvignon"]


def test_alternative_texts_go_and_captions_stay() -> None:
    post = read(
        *MENU, "How slow bread rises", PROSE[0], "a loaf on a board with a knife", PROSE[1],
        "slow-bread-crumb-2021", PROSE[2], "Photo: Ann Lee", PROSE[0], *FOOTER,
    )  # fmt: skip
    assert block_texts(post, BlockKind.CAPTION) == ["Photo: Ann Lee"]
    assert block_texts(post, BlockKind.PARAGRAPH) == [*PROSE, PROSE[0]]


def test_the_author_is_not_introduced_in_the_text() -> None:
    box = (
        "Ann Lee",
        "Ann Lee is a baker in Leeds, and she has written about bread, and little else, for nine years.",
    )
    post = read(*MENU, "How slow bread rises", "By Ann Lee", *PROSE, *box, *FOOTER)
    assert post.text == "\n\n".join(PROSE)
    assert post.authors == ("Ann Lee",)


@pytest.mark.parametrize(
    ("lines", "position"),
    [
        (["Text.", "Ann Lee", "Ann is a baker."], 1),
        (["Text.", "Written by", "Ann Lee", "Baker", "Ann Lee is a baker."], 1),
        (["Text.", "Copper", "Copper is a metal."], 3),
        (["Text.", "Ann is a baker."], 2),
        (["Ann Lee", "Ann Lee is a baker.", *PROSE * 2, *PROSE * 2], 14),
    ],
)
def test_where_the_author_is_introduced(lines: list[str], position: int) -> None:
    assert author_box(lines, ()) == position


# --- titles, people, days


def test_a_title_is_told_from_its_breadcrumb_and_from_the_menu() -> None:
    head = ["Our Services", "Home » Blog » How slow bread rises", "How slow bread rises", "June 10, 2021"]
    assert title_position(head, PROSE) == 2


def test_a_title_is_not_one_of_the_headings_to_come() -> None:
    head = [
        "How slow bread rises",
        "Contents",
        "Why the dough rests over night",
        "Why the stone is hot",
        "FAQ",
    ]
    assert (
        title_position(head, [PROSE[0], "Why the dough rests over night", PROSE[1], "Why the stone is hot"])
        == 0
    )


def test_a_title_is_of_the_texts_own_words() -> None:
    assert title_position(["Buy our new cookbook for Christmas", "Dough that rests over night"], PROSE) == 1
    assert title_position([], PROSE) is None
    assert title_position(["Share", "By Ann Lee", "5 min read"], PROSE) is None


@pytest.mark.parametrize(
    "about",
    [
        ["By Ann Lee"],
        ["Written by", "Ann Lee"],
        ["By Ann Lee on June 10, 2021"],
        ["Ann Lee", "June 10, 2021"],
        ["Ann Lee", "Ann Lee", "Baking"],
        ["Ann Lee's avatar", "Ann Lee"],
        ["• Ann Lee", "• 4 min read"],
    ],
)
def test_bylines(about: list[str]) -> None:
    assert find_people(about) == ("Ann Lee",)


@pytest.mark.parametrize(
    "about", [[], ["Our Bakery", "About Us"], ["• Our Bakery", "• About Us"], ["Baking"], ["By the sea"]]
)
def test_no_author_is_made_up(about: list[str]) -> None:
    assert find_people(about) == ()


def test_a_line_that_is_a_date_goes_before_one_that_holds_one() -> None:
    assert find_day(
        ["An oven bought on June 1, 2020 is what this long line here is about", "June 10, 2021"]
    ) == ("2021-06-10")
    assert find_day(["No day"]) is None


def test_what_is_said_about_a_post_is_looked_for_below_its_title_first() -> None:
    head = ["May 1, 2020", "Title", "June 10, 2021"]
    assert lines_about(head, 1, ["Text."]) == ["June 10, 2021", "May 1, 2020", "Text."]


# --- single lines


@pytest.mark.parametrize(
    "line",
    [
        "Book a demo", "Start your 14-day free trial", "Learn more", "Email Address *", "Your name",
        "Never miss a post", "Share Tweet LinkedIn", "Skip to the article", "Reading time: 4 minutes", "1.2K",
        "Thank you! Your message has been sent.", "Facebook logo", "Main image", "In this article:",
        "Copied!",
    ],
)  # fmt: skip
def test_lines_of_a_site(line: str) -> None:
    assert is_widget(line)


@pytest.mark.parametrize(
    "line",
    [
        "The demo that I booked", "Learn how to knead", "Know how to fold", "How to design a good logo",
        "Name the dough", "Thankfulness", "Sharecroppers", "Book three", "Emails from my mother",
    ],
)  # fmt: skip
def test_lines_of_a_writer(line: str) -> None:
    assert not is_widget(line)
    assert not ends_post(line)


@pytest.mark.parametrize(
    "line",
    ["About the Author", "Related Articles", "You may also like", "Leave a Reply", "7 Comments", "Up next"],
)
def test_lines_that_end_a_post(line: str) -> None:
    assert ends_post(line)


def test_running_text_is_told_from_menus_of_any_length() -> None:
    assert all(map(is_prose, PROSE))
    assert not is_prose(
        "Home About Us Our Bakery Our Bread Our Cakes Our People Contact Us Find Us. Legal Notice"
    )
    assert not is_prose("A few words of another post that this page only wants to point to, cut short here…")
    assert is_prose("面团在地窖里静置一夜，到了早上已经膨胀了一倍，闻起来像啤酒。" * 3)


def test_pictures() -> None:
    assert is_picture_name("Screenshot of the oven's display")
    assert is_picture_name("IMG_2041")
    assert not is_picture_name("How to take photos")
    assert not is_picture_name("A picture is worth a thousand words.")
    assert is_caption("Source: The Long Table")
    assert not is_caption("Sources of good flour")
    assert is_description("loaf on a board")
    assert not is_description("The loaf on its board")


def test_lines_without_sentences_have_no_extent() -> None:
    assert find_extent(["Home", "About", "Blog"]) is None
    assert find_extent([]) is None
    assert find_extent(["Title", *PROSE]) == Extent(1, 4, is_note=True)
