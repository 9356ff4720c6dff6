"""Scrapes and notes without markup: told by their shape."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

import pytest

from index.errors import NotAPost
from index.ingest.extract.plain import extract_plain
from index.records import BlockKind, Post
from tests.fakes import block_texts, make_page

LONG = (
    "This sentence is long enough to be running text, and it goes on for quite a while, one clause after another, "
    "so that nobody takes it for a title."
)


def read(text: str | bytes, place: str = "note.txt") -> Post:
    return extract_plain(make_page(text, place))


# --- the first document that Blogseek was made for


@pytest.fixture
def ketamine(shared) -> Post:
    return read((shared / "seed/ketamine-ptsd.txt").read_bytes(), "ketamine-ptsd.txt")


def test_the_seed_has_its_title_and_author(ketamine: Post) -> None:
    assert ketamine.title == "The Role of Ketamine in Treating PTSD: Impact on Symptoms and Patient Outcomes"
    assert ketamine.authors == ("John M. Thurston, MD",)
    assert ketamine.published is None


def test_the_seed_has_its_headings(ketamine: Post) -> None:
    assert block_texts(ketamine, BlockKind.HEADING) == [
        "Understanding PTSD and Traditional Treatments",
        "Ketamine's Mechanism of Action",
        "Research Findings and Patient Stories",
        "The Treatment Process",
        "Considerations and Future Directions",
    ]


@pytest.mark.parametrize(
    "phrase",
    ["top of page", "bottom of page", "6 views", "0 comments", "A man in a therapy session.", "Thurston"],
)
def test_the_seed_lost_what_is_not_the_post(ketamine: Post, phrase: str) -> None:
    assert phrase not in ketamine.text


def test_the_seed_lost_no_paragraph(ketamine: Post, shared) -> None:
    source = (shared / "seed/ketamine-ptsd.txt").read_text(encoding="utf-8")
    paragraphs = [line.strip() for line in source.splitlines() if len(line) > 120]
    assert len(paragraphs) == 9
    assert block_texts(ketamine, BlockKind.PARAGRAPH) == paragraphs


# --- our own scrapes


def test_a_scrape_lost_its_menus_and_tail(samples) -> None:
    post = read((samples / "scrapes/rescue-cat-first-week.txt").read_bytes())
    assert block_texts(post, BlockKind.HEADING) == [
        "One room is enough",
        "Let her hide",
        "Litter and food",
        "The first checkup",
        "Meeting the cat you already have",
        "By Sunday",
    ]
    assert post.text.startswith("Pickle spent her first three days")
    assert "A woman stroking a cat on a windowsill." not in post.text
    assert "Hip Scores" not in post.text
    assert "Log In" not in post.text


def test_a_scrape_without_a_full_date_has_none(samples) -> None:
    post = read((samples / "scrapes/downhill-knee-pain.txt").read_bytes())
    assert post.published is None
    assert post.authors == ("Tomasz Wierzba, PT",)
    assert post.text.startswith("Going up was fine.")
    assert post.text.endswith("than it is on the scan.")
    assert "Runner descending a rocky trail at sunset." not in post.text
    assert len(block_texts(post, BlockKind.HEADING)) == 5


# --- shapes


def test_a_plain_note_keeps_everything() -> None:
    text = f"Why bread fails\n\n{LONG}\n\nThree reasons\n\n{LONG} Again.\n\nThat is all."
    post = read(text)
    assert post.title == "Why bread fails"
    assert post.text == text.removeprefix("Why bread fails\n\n")
    assert block_texts(post, BlockKind.HEADING) == ["Three reasons"]


def test_a_note_without_a_title_is_called_by_its_file() -> None:
    post = read(f"{LONG}\n\n{LONG} Twice.", "letters/my-first_loaf.txt")
    assert post.title == "My first loaf"
    assert post.text == f"{LONG}\n\n{LONG} Twice."


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = (
        "Title of it\n\n"
        "The dough rests in the cellar overnight, covered with\n"
        "a damp cloth, and by the morning it has doubled in its\n"
        "size and smells of beer.\n\n" + LONG
    )
    assert (
        "covered with a damp cloth, and by the morning it has doubled in its size and smells"
        in read(wrapped).text
    )


def test_short_lines_of_a_poem_stay_lines() -> None:
    post = read(f"A poem\n\n{LONG}\n\nRoses are red,\nviolets are blue,\nbread is brown.\n\n{LONG} The end.")
    assert "Roses are red, violets" not in post.text
    assert "violets are blue" in post.text


@pytest.mark.parametrize("mark", ["•", "-", "*", "1.", "2)", "‣"])
def test_lists_are_read_without_their_marks(mark: str) -> None:
    post = read(f"Shopping\n\n{LONG}\n\n{mark} two eggs\n{mark} half a pound of flour\n\n{LONG} Done.")
    assert block_texts(post, BlockKind.LIST_ITEM) == ["two eggs", "half a pound of flour"]


def test_a_number_that_begins_a_paragraph_is_no_list() -> None:
    sentence = "3.5 million people do this every year, and most of them never tell a doctor about it, which is a pity for all."
    post = read(f"Numbers\n\n{LONG}\n\n{sentence}")
    assert sentence in post.text


def test_a_short_post_is_a_post() -> None:
    post = read("Good news\n\nThe bridge is open again.")
    assert (post.title, post.text) == ("Good news", "The bridge is open again.")


def test_a_single_line_is_a_post() -> None:
    assert "The bridge is open again" in (post := read("The bridge is open again.")).title + post.text


def test_byline_and_date_above_the_text_are_facts_and_not_text() -> None:
    post = read(f"Slow bread\n\nBy Ann Lee\nMarch 14, 2019 · 5 min read\n\n{LONG}")
    assert (post.title, post.authors, post.published) == ("Slow bread", ("Ann Lee",), "2019-03-14")
    assert post.text == LONG


def test_a_short_post_keeps_its_author_and_date_too() -> None:
    post = read("Good news\n\nBy Ann Lee\nMarch 14, 2019\n\nThe bridge is open again.\n\nWe danced on it.")
    assert post.text == "The bridge is open again.\n\nWe danced on it."
    assert (post.title, post.authors, post.published) == ("Good news", ("Ann Lee",), "2019-03-14")


def test_a_utf16_file_is_read() -> None:
    post = read(f"Títle ünd\n\n{LONG} – naïve".encode("utf-16"))
    assert post.title == "Títle ünd"
    assert post.text == f"{LONG} – naïve"


def test_a_sentence_that_sounds_like_a_caption_stays_among_others() -> None:
    text = f"Walls\n\n{LONG}\n\nA man came to the door.\n\n{LONG} Later."
    assert "A man came to the door." in read(text).text


def test_the_word_comments_in_the_middle_does_not_end_the_post() -> None:
    post = read(f"On feedback\n\n{LONG}\n\nComments\n\n{LONG} One.\n\n{LONG} Two.\n\n{LONG} Three.")
    assert post.text.endswith("Three.")


@pytest.mark.parametrize(
    "text", ["top of page\nHome\nLog In\n\nbottom of page", "Share", "6 views0 comments"]
)
def test_a_page_of_menus_only_is_no_post(text: str) -> None:
    with pytest.raises(NotAPost, match="no running text"):
        read(text)


def test_blocks_cover_the_text_in_order() -> None:
    post = read(f"T\n\n{LONG}\n\nHeading here\n\n- one\n- two\n\n{LONG} End.")
    joined = "\n\n".join(post.text[b.start_char : b.end_char] for b in post.blocks)
    assert joined == post.text
