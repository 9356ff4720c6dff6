"""Blocks as HTML: what each is, and what of them is hidden until it is asked for."""

from bs4 import BeautifulSoup

from index.records import Block, BlockKind
from search.ui.blocks import Marks, blocks_html

LISTING = "def knead(dough):\n    return dough * 2"
ROWS = ("Flour | rye | 500 g", "Water | cold | 350 g")


def drawn(text: str, blocks: list[Block], marks: Marks) -> BeautifulSoup:
    return BeautifulSoup(blocks_html(text, blocks, marks), "html.parser")


def test_a_listing_keeps_its_lines_and_is_marked_within() -> None:
    place = LISTING.index("return"), len(LISTING)
    shown = drawn(LISTING, [Block(BlockKind.CODE, 0, len(LISTING))], Marks([place], [(4, 9)]))
    assert shown.pre.get_text() == LISTING
    assert shown.pre.mark.get_text() == "return dough * 2"
    assert shown.pre.strong.get_text() == "knead"


def test_rows_are_a_table_whose_cells_are_marked_each() -> None:
    text = "\n\n".join(ROWS)
    end = len(ROWS[0])
    blocks = [Block(BlockKind.TABLE_ROW, 0, end), Block(BlockKind.TABLE_ROW, end + 2, len(text))]
    shown = drawn(text, blocks, Marks([(0, end)]))
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in shown.table.find_all("tr")]
    assert rows == [row.split(" | ") for row in ROWS]
    assert [mark.get_text() for mark in shown.find_all("mark")] == ROWS[0].split(" | ")


def test_of_a_table_those_columns_take_no_room_of_which_nothing_is_seen() -> None:
    text = "\n\n".join(ROWS)
    end = len(ROWS[0])
    blocks = [Block(BlockKind.TABLE_ROW, 0, end), Block(BlockKind.TABLE_ROW, end + 2, len(text))]
    seen = (text.index("500 g"), end), (text.index("cold"), text.index("cold") + 4)
    shown = drawn(text, blocks, Marks(seen=seen))
    rows = shown.find_all("tr")
    hidden = [[cell.get("class") == ["bs-rest"] for cell in row.find_all("td")] for row in rows]
    assert hidden == [[True, False, False], [True, False, False]]
    assert [row.get("class") for row in rows] == [None, None]


def test_what_is_not_seen_at_first_is_there_but_apart() -> None:
    text = "First one. Then two. At last three.\n\nFour.\n\nFive."
    blocks = [
        Block(BlockKind.PARAGRAPH, 0, 35),
        Block(BlockKind.LIST_ITEM, 37, 42),
        Block(BlockKind.LIST_ITEM, 44, 49),
    ]
    shown = drawn(text, blocks, Marks([(11, 20)], (), [(11, 20)]))
    assert [rest.get_text() for rest in shown.select(".bs-rest .bs-rest, p > .bs-rest")] == [
        "First one. ",
        " At last three.",
        "Four.",
        "Five.",
    ]
    assert "bs-rest" in shown.ul["class"]
    for dots in shown.select(".bs-dots"):
        assert dots.extract().get_text().strip() == "…"
    assert "".join(shown.get_text().split()) == "".join(text.split())


def test_dots_stand_where_a_listing_is_cut_on_lines_of_their_own() -> None:
    text = "one\n  two\nthree"
    shown = drawn(text, [Block(BlockKind.CODE, 0, len(text))], Marks((), (), [(4, 9)]))
    for rest in shown.select(".bs-rest"):
        rest.extract()
    assert shown.pre.get_text() == "…\n  two\n…\n"


def test_a_table_too_wide_for_a_phone_can_be_moved_by_the_keyboard() -> None:
    for columns, is_wide in ((5, False), (6, True)):
        row = " | ".join(map(str, range(columns)))
        shown = drawn(row, [Block(BlockKind.TABLE_ROW, 0, len(row))], Marks())
        assert (shown.table.parent.get("tabindex") == "0") is is_wide
