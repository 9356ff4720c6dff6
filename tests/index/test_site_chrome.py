"""What stands on many posts of one site is taken out of them, and nothing that a post says."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.extract.blocks import Piece, join_pieces
from index.records import BlockKind, Post
from index.site_chrome import Learnt, without_site_chrome
from tests.fakes import make_post

HOST = "garden.example"
NOTICE = "Our letter comes every other Sunday, with seeds, tools and weather."
WORDS = "soil rain frost spade hedge apple root bulb shed path worm leaf mulch twig pond moss".split()

Line = str | tuple[int, str] | Piece


def item(text: str) -> Piece:
    return Piece(BlockKind.LIST_ITEM, text)


def prose(number: int, sentences: int = 6) -> list[str]:
    """Paragraphs that no other post has."""
    words = random.Random(number)
    return [
        " ".join(["In", str(number), *words.choices(WORDS, k=14), str(place)]) for place in range(sentences)
    ]


def post_of(number: int, lines: Iterable[Line], host: str = HOST, title: str = "") -> Post:
    """A post of `lines`: paragraphs, headings (level, text), or pieces of any kind."""
    pieces = [
        line
        if isinstance(line, Piece)
        else Piece(BlockKind.HEADING, line[1], line[0])
        if isinstance(line, tuple)
        else Piece(BlockKind.PARAGRAPH, line)
        for line in lines
    ]
    text, blocks = join_pieces(pieces)
    url = f"https://{host}/{number}"
    return replace(
        make_post(title=title or f"On bed {number} and its worms", url=url), text=text, blocks=blocks
    )


def site(count: int, above: Sequence[Line] = (), below: Sequence[Line] = (), **kwargs: str) -> list[Post]:
    """Posts with lines of their own, between the same `above` and `below`."""
    return [post_of(number, [*above, *prose(number), *below], **kwargs) for number in range(count)]


def clean(posts: Iterable[Post], source: str = "source") -> list[Post]:
    return [post for _, post in without_site_chrome([(source, post) for post in posts])[0]]


def learnt(posts: Iterable[Post]) -> list[Learnt]:
    return without_site_chrome([("source", post) for post in posts])[1]


def lines_of(post: Post) -> list[str]:
    return [post.text[block.start_char : block.end_char] for block in post.blocks]


def test_a_line_below_every_post_is_taken_out_and_told_of() -> None:
    posts = site(6, below=[NOTICE])
    assert [lines_of(post) for post in clean(posts)] == [prose(number) for number in range(6)]
    assert learnt(posts) == [Learnt(HOST, NOTICE, 6)]


def test_what_stands_above_the_posts_goes_too() -> None:
    posts = site(6, above=["A quiet place for gardeners", "by Tom Vale"])
    assert [lines_of(post) for post in clean(posts)] == [prose(number) for number in range(6)]


def test_text_and_blocks_stay_in_step() -> None:
    posts = site(6, above=["by Tom Vale"], below=[(2, "Stay in touch"), NOTICE])
    for number, post in enumerate(clean(posts)):
        assert post.text == "\n\n".join(prose(number))
        assert "".join(lines_of(post)) == "".join(prose(number))


def test_facts_of_a_post_stay_as_they_are() -> None:
    posts = [replace(post, authors=("Ann Berg",), published="2020-03-01") for post in site(6, below=[NOTICE])]
    for before, after in zip(posts, clean(posts), strict=True):
        assert replace(after, text=before.text, blocks=before.blocks) == before


def test_a_long_line_is_shortened_where_it_is_told_of() -> None:
    [told] = learnt(site(6, below=[f"{NOTICE} {NOTICE} {NOTICE}"]))
    assert told.line.startswith(NOTICE)
    assert told.line.endswith("…")
    assert len(told.line) <= 80


def test_a_site_of_four_posts_teaches_nothing() -> None:
    posts = site(4, below=[NOTICE])
    assert clean(posts) == posts
    assert learnt(posts) == []


def test_several_records_of_one_post_are_one_witness() -> None:
    posts = site(4, below=[NOTICE])
    again = [replace(post, link=f"{post.link}/?utm_source=feed") for post in posts]
    assert clean([*posts, *again]) == [*posts, *again]


def test_each_site_has_its_own_chrome() -> None:
    quoting = post_of(99, [*prose(99), NOTICE], host="other.example")
    others = [*site(9, host="other.example"), quoting]
    assert clean([*site(6, below=[NOTICE]), *others])[6:] == others


def test_a_host_in_another_dress_is_the_same_site() -> None:
    posts = [*site(3, below=[NOTICE]), *site(6, below=[NOTICE], host=f"www.{HOST}")[3:]]
    assert {told.site for told in learnt(posts)} == {HOST}
    assert all(NOTICE not in post.text for post in clean(posts))


def test_files_without_an_address_are_a_site_by_their_source() -> None:
    posts = [
        replace(post, link=f"file:///blog/{number}.md") for number, post in enumerate(site(6, below=[NOTICE]))
    ]
    together = [("notes", post) for post in posts]
    apart = [("notes" if number % 2 else "diary", post) for number, post in enumerate(posts)]
    assert [told.site for told in without_site_chrome(together)[1]] == ["notes"]
    assert without_site_chrome(apart) == (apart, [])


def test_counts_and_dates_may_differ() -> None:
    posts = [
        post_of(n, ["by Tom Vale", f"{n + 3} March 201{n}", *prose(n), f"{n} people liked it"])
        for n in range(6)
    ]
    assert [lines_of(post) for post in clean(posts)] == [prose(number) for number in range(6)]


@pytest.mark.parametrize(
    "line",
    [
        "We are glad to announce a new edition of the garden planner, number {}, today.",
        "Manual for v1.{}.3",
        "Report no. 10055{}",
    ],
    ids=["in a sentence", "of a version", "of an issue"],
)
def test_a_number_that_says_something_keeps_its_line(line: str) -> None:
    posts = [post_of(n, [line.format(n), *prose(n), line.format(n)]) for n in range(8)]
    assert clean(posts) == posts


@pytest.mark.parametrize("heading", ["Introduction", "Conclusion", "References", "Update"])
def test_a_heading_that_recurs_stays_over_text_of_the_posts_own(heading: str) -> None:
    posts = [post_of(n, [(2, heading), *prose(n), (2, heading), *prose(n + 100)]) for n in range(8)]
    assert clean(posts) == posts


def test_a_heading_with_nothing_left_under_it_goes() -> None:
    posts = site(6, below=[(2, "Stay in touch"), (3, "By letter"), NOTICE])
    assert [lines_of(post) for post in clean(posts)] == [prose(number) for number in range(6)]


def test_a_heading_stays_if_only_part_of_what_is_under_it_goes() -> None:
    posts = [post_of(n, [*prose(n), (2, "Last words"), *prose(n + 100), NOTICE]) for n in range(6)]
    for number, post in enumerate(clean(posts)):
        assert lines_of(post) == [*prose(number), "Last words", *prose(number + 100)]


@pytest.mark.parametrize("kind", [BlockKind.CODE, BlockKind.TABLE_ROW, BlockKind.CAPTION])
def test_what_recurs_by_right_stays(kind: BlockKind) -> None:
    line = Piece(kind, "sudo garden install --with=spade --with=seeds --with=patience")
    posts = site(8, above=[line], below=[line])
    assert clean(posts) == posts


def test_what_leads_to_something_of_the_posts_own_stays() -> None:
    lead = "If you have the planner installed already, this is all you have to type:"
    posts = [
        post_of(
            n, [lead, Piece(BlockKind.CODE, f"planner --bed {n}"), *prose(n), "You need", item(f"seed {n}a")]
        )
        for n in range(8)
    ]
    assert clean(posts) == posts


def test_things_that_recipes_share_stay() -> None:
    shared = ["1 onion", "2 tbsp olive oil", "salt", "pepper"]
    posts = [
        post_of(n, [*map(item, shared), item(f"herb {n}a"), item(f"root {n}b"), *prose(n)]) for n in range(8)
    ]
    assert clean(posts) == posts


def test_a_menu_goes_with_the_item_that_names_the_page() -> None:
    posts = [post_of(n, [item("Home"), item("Blog"), item(f"Bed {n}a"), *prose(n)]) for n in range(8)]
    assert [lines_of(post) for post in clean(posts)] == [prose(number) for number in range(8)]


def test_events_that_are_announced_for_weeks_stay() -> None:
    events = [item("Apple day, at the old mill"), item("Seed swap, in the town hall")]
    posts = [*site(34), *[post_of(n, [*prose(n), *events]) for n in range(40, 46)]]
    assert clean(posts) == posts


def test_figures_that_are_listed_every_week_stay() -> None:
    posts = [post_of(n, [*prose(n), item(f"Meetings: {n}"), item(f"Pots made: {n + 9}")]) for n in range(8)]
    assert clean(posts) == posts


def test_what_one_author_of_many_says_of_herself_goes() -> None:
    about = "Ann Berg is a nurse who grows beans, and lives by the sea."
    posts = [*site(40), *[post_of(n, [*prose(n), about]) for n in range(40, 45)]]
    assert [lines_of(post) for post in clean(posts)] == [prose(number) for number in range(45)]


def test_what_stands_under_a_heading_at_the_top_stays() -> None:
    posts = [post_of(n, [(2, "Who may come"), "Everyone who has a spade", *prose(n)]) for n in range(8)]
    assert clean(posts) == posts


def test_a_heading_among_chrome_stays_over_a_line_of_the_posts_own() -> None:
    posts = [post_of(n, [*prose(n), (2, "Thanks"), f"To the {WORDS[n]} people", NOTICE]) for n in range(8)]
    for number, post in enumerate(clean(posts)):
        assert lines_of(post) == [*prose(number), "Thanks", f"To the {WORDS[number]} people"]


def test_a_line_that_is_chrome_at_the_end_may_be_said_within_a_post() -> None:
    saying = post_of(50, [*prose(50), "Made with care in Leeds", *prose(51)])
    posts = [*site(12, below=["Made with care in Leeds"]), saying]
    assert learnt(posts) == [Learnt(HOST, "Made with care in Leeds", 12)]
    assert clean(posts)[12] == saying


def test_links_to_the_neighbours_do_not_hide_what_stands_above_them() -> None:
    posts = [
        post_of(
            n,
            [
                *prose(n),
                "Share it",
                f"← {WORDS[n]} in the days before the frost | {WORDS[n + 1]} after it →",
                "↑",
            ],
        )
        for n in range(8)
    ]
    assert [told.line for told in learnt(posts)] == ["Share it", "↑"]


def test_related_posts_go_whichever_they_are() -> None:
    titles = [f"What {word} taught us" for word in WORDS[:10]]
    posts = [
        post_of(
            n,
            [*prose(n), (2, "Keep reading"), (3, titles[(n + 1) % 10]), (3, titles[(n * 3 + 2) % 10]), "↑"],
            title=titles[n],
        )
        for n in range(10)
    ]
    for number, post in enumerate(clean(posts)):
        if number != 4:  # which names itself
            assert lines_of(post) == prose(number)
    assert "(the title of another post)" in {told.line for told in learnt(posts)}


def test_what_stands_under_related_titles_goes_with_them() -> None:
    titles = [f"What {word} taught us" for word in WORDS[:10]]
    posts = [
        post_of(
            n,
            [*prose(n), (3, titles[(n + 1) % 10]), f"Of {WORDS[n]} and what became of it", NOTICE],
            title=title,
        )
        for n, title in enumerate(titles)
    ]
    assert [lines_of(post) for post in clean(posts)] == [prose(number) for number in range(10)]
    assert {told.line for told in learnt(posts)} == {"(the title of another post)", NOTICE}


def test_a_short_line_within_posts_stays() -> None:
    posts = [post_of(n, [*prose(n), "And so to bed.", *prose(n + 100)]) for n in range(8)]
    assert clean(posts) == posts


def test_an_advertisement_within_most_posts_goes() -> None:
    posts = [post_of(n, [*prose(n), NOTICE, *prose(n + 100)]) for n in range(8)]
    assert [lines_of(post) for post in clean(posts)] == [[*prose(n), *prose(n + 100)] for n in range(8)]


def test_one_post_that_some_others_quote_stays_in_them() -> None:
    saying = prose(7)[2]
    quoting = [
        post_of(n, [*prose(n), Piece(BlockKind.QUOTE, saying), *prose(n + 100)]) for n in range(30, 36)
    ]
    posts = [*site(30), *quoting]
    assert clean(posts) == posts


def test_a_line_on_few_of_many_posts_stays() -> None:
    posts = [*site(200), *[post_of(n, [*prose(n), "Until next week!"]) for n in range(300, 305)]]
    assert clean(posts) == posts


def test_near_copies_of_one_post_are_not_chrome() -> None:
    copies = [post_of(n, [*prose(50, 9), f"Seen again in {n} gardens of the town"]) for n in range(60, 68)]
    posts = [*site(12), *copies]
    assert clean(posts) == posts


def test_near_copies_do_not_shield_the_sites_chrome() -> None:
    copies = [post_of(n, [*prose(50, 9), NOTICE]) for n in range(60, 68)]
    cleaned = clean([*site(12, below=[NOTICE]), *copies])
    assert all(NOTICE not in post.text for post in cleaned)
    assert [lines_of(post) for post in cleaned[12:]] == [prose(50, 9)] * 8


def test_a_post_that_is_mostly_chrome_keeps_all_of_it() -> None:
    bare = post_of(77, ["A picture of the pond", NOTICE])
    empty = post_of(78, [NOTICE])
    posts = [*site(12, below=[NOTICE]), bare, empty]
    assert clean(posts)[12:] == [bare, empty]


def test_the_order_of_the_posts_does_not_matter() -> None:
    posts = [*site(12, above=["by Tom Vale"], below=[NOTICE]), *site(7, host="other.example", below=[NOTICE])]
    mixed = random.Random(1).sample(posts, len(posts))
    assert sorted(clean(mixed), key=lambda post: post.url) == sorted(clean(posts), key=lambda post: post.url)
    assert learnt(mixed) == learnt(posts)


def test_no_posts_are_no_trouble() -> None:
    assert without_site_chrome([]) == ([], [])
    textless = [post_of(n, []) for n in range(6)]
    assert clean(textless) == textless


_LINES = st.one_of(
    st.sampled_from(
        [NOTICE, "Home", "Share it", "Ann Berg lives by the sea and writes of it, of wind and of salt."]
    ),
    st.text("abc 1:", min_size=1, max_size=70).map(str.strip).filter(bool),
)
_PIECES = st.builds(
    lambda kind, text, level: Piece(kind, text, level if kind is BlockKind.HEADING else 0),
    st.sampled_from(BlockKind),
    _LINES,
    st.integers(1, 6),
)


@given(st.lists(st.lists(_PIECES, max_size=9), min_size=5, max_size=12))
def test_no_post_loses_more_than_it_may_nor_gains_anything(pages: list[list[Piece]]) -> None:
    posts = [post_of(number, pieces) for number, pieces in enumerate(pages)]
    for before, after in zip(posts, clean(posts), strict=True):
        rest = iter(lines_of(before))
        assert all(line in rest for line in lines_of(after))
        assert after.text == "\n\n".join(lines_of(after))
        assert len(after.text) >= 0.5 * len(before.text)
        assert bool(after.blocks) == bool(before.blocks)
