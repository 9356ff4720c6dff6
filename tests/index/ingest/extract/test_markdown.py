"""Markdown posts: front matter gives the facts, and the text survives whatever it holds."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

import time
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import NotAPost
from index.ingest.extract.markdown import extract_markdown
from index.records import BlockKind, Facts, Post
from tests.fakes import block_texts, make_page

TEXT = "The dough rests in the cellar overnight."


def read(text: str | bytes, place: str = "post.md") -> Post:
    return extract_markdown(make_page(text, place))


def yaml(lines: str, text: str = TEXT, place: str = "post.md") -> Post:
    return read(f"---\n{lines}\n---\n\n{text}\n", place)


def test_yaml_front_matter_gives_the_facts() -> None:
    post = yaml(
        "title: \"Slow bread: a 'how-to'\"\ndate: 2021-02-03 23:30:00 -0800\nauthor: Ann Lee\ntags: [bread, rye]\n"
        "lang: en-GB\ncanonical_url: https://example.org/slow-bread"
    )
    assert post.title == "Slow bread: a 'how-to'"
    assert post.published == "2021-02-03T23:30:00-08:00"
    assert (post.authors, post.tags) == (("Ann Lee",), ("bread", "rye"))
    assert post.link == "https://example.org/slow-bread"
    assert post.text == TEXT


def test_a_title_with_entities_is_read_as_a_browser_shows_it() -> None:
    assert yaml("title: \"Five bakers&#39; loaves &amp;&#10;rolls\"").title == "Five bakers' loaves & rolls"
    assert yaml("title: Slow <em class=x>and</em> Vec<T> &lt;b&gt;").title == "Slow and Vec<T> <b>"


def test_a_language_is_written_alike_in_markdown_and_html() -> None:
    assert yaml("lang: en-GB").language == "en"


def test_a_language_that_nobody_states_is_guessed() -> None:
    post = yaml("title: Slow bread")
    assert post.language == "en"
    assert ("language", "guessed") in post.fact_sources
    assert ("language", "front matter") in yaml("lang: en").fact_sources


def test_toml_front_matter_gives_the_facts() -> None:
    post = read(
        f'+++\ntitle = "Slow bread"\ndate = 2021-02-03T08:00:00Z\nauthors = ["Ann Lee", "Bob Day"]\ntags = ["bread"]\n+++\n{TEXT}'
    )
    assert (post.title, post.published) == ("Slow bread", "2021-02-03T08:00:00+00:00")
    assert (post.authors, post.tags, post.text) == (("Ann Lee", "Bob Day"), ("bread",), TEXT)


@pytest.mark.parametrize("mark", ["draft: true", "published: false", "Draft: yes"])
def test_a_draft_is_no_post(mark: str) -> None:
    with pytest.raises(NotAPost, match="a draft"):
        yaml(f"title: Not yet\n{mark}")


def test_a_toml_draft_is_no_post() -> None:
    with pytest.raises(NotAPost, match="a draft"):
        read(f"+++\ndraft = true\n+++\n{TEXT}")


@pytest.mark.parametrize("mark", ["draft: false", "published: true", "published: 2021-02-03"])
def test_what_is_no_draft_is_a_post(mark: str) -> None:
    assert yaml(mark).text == TEXT


@pytest.mark.parametrize(
    ("place", "day", "title"),
    [
        ("_posts/2021-02-03-slow-bread.md", "2021-02-03", "Slow bread"),
        ("2021/02/03/slow-bread.md", "2021-02-03", "Slow bread"),
        ("2021_02_03_slow_bread.md", "2021-02-03", "Slow bread"),
        ("2021-02-03.md", "2021-02-03", None),
        ("slow-bread.md", None, "Slow bread"),
        ("2021-13-40-slow-bread.md", None, None),
    ],
)
def test_date_and_title_come_from_the_file_name_if_need_be(
    place: str, day: str | None, title: str | None
) -> None:
    post = read(TEXT, place)
    assert post.published == day
    assert post.title == title or (title is None and post.title)


def test_the_front_matters_date_goes_before_the_file_names() -> None:
    assert yaml("date: 2020-01-02", place="2021-02-03-x.md").published == "2020-01-02"


def test_a_date_to_come_is_none() -> None:
    assert yaml("date: 2999-01-01").published is None


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ("tags: [bread, rye bread]", ("bread", "rye bread")),
        ("tags: bread, rye bread", ("bread", "rye bread")),
        ("tags:\n  - bread\n  - rye", ("bread", "rye")),
        ("categories: baking\ntags: [bread, baking]", ("bread", "baking")),
        ("tags: [2021, 3.5, true, null, bread]", ("2021", "3.5", "bread")),
        ("tags: ['bread, salted', rye]", ("bread, salted", "rye")),
        ("tags:", ()),
    ],
)
def test_tags_of_all_shapes_are_read(lines: str, tags: tuple[str, ...]) -> None:
    assert yaml(lines).tags == tags


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("author: Ann Lee", ("Ann Lee",)),
        ("author: Ann Lee, MD", ("Ann Lee, MD",)),
        ("authors: [Ann Lee, Bob Day]", ("Ann Lee", "Bob Day")),
        (
            "authors:\n  - name: Ann Lee\n    url: https://example.org\n  - name: Bob Day",
            ("Ann Lee", "Bob Day"),
        ),
        ("author:\n  name: Ann Lee", ("Ann Lee",)),
        ("author: admin", ()),
        ("author: {}", ()),
    ],
)
def test_authors_of_all_shapes_are_read(lines: str, names: tuple[str, ...]) -> None:
    assert yaml(lines).authors == names


@pytest.mark.parametrize(
    "lines",
    ["title: Slow: bread", "title: [unclosed", "\ttitle: tab", "title: 'open", "date: 2021-02-31", "- a\n- list", "just a sentence", "&a *b",
     "!!python/object/apply:os.system ['touch /tmp/blogseek-was-here']", "? {a: b}\n: c"],
)  # fmt: skip
def test_broken_front_matter_does_not_lose_the_text(lines: str) -> None:
    assert TEXT in yaml(lines).text
    assert not Path("/tmp/blogseek-was-here").exists()


def test_broken_toml_does_not_lose_the_text() -> None:
    assert read(f"+++\ntitle = unquoted\n+++\n{TEXT}").text == TEXT


def test_front_matter_that_is_never_closed_is_text() -> None:
    assert TEXT in read(f"---\ntitle: x\n\n{TEXT}").text


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    post = read(f"---\n\nIt was a dark night.\n\n---\n\n{TEXT}")
    assert "It was a dark night." in post.text
    assert TEXT in post.text


def test_empty_front_matter_is_none() -> None:
    assert read(f"---\n---\n{TEXT}").text == TEXT


def test_an_alias_bomb_is_harmless() -> None:
    bomb = 'a0: &a0 ["lol", "lol"]\n' + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    started = time.monotonic()
    post = yaml(f"{bomb}tags: *a29\ntitle: *a29\nauthor: *a29")
    assert time.monotonic() - started < 5
    assert post.text == TEXT
    assert post.tags == ()


def test_deeply_nested_front_matter_is_harmless() -> None:
    assert TEXT in yaml("tags: " + "[" * 5_000 + "]" * 5_000).text


def test_windows_line_ends_and_a_byte_order_mark_do_not_hide_the_front_matter() -> None:
    post = read(b"\xef\xbb\xbf---\r\ntitle: Slow bread\r\n---\r\n" + TEXT.encode())
    assert (post.title, post.text) == ("Slow bread", TEXT)


def test_a_title_in_the_text_is_taken_once() -> None:
    post = read(f"# Slow bread\n\n{TEXT}\n\n## Baking\n\nHot.")
    assert post.title == "Slow bread"
    assert block_texts(post, BlockKind.HEADING) == ["Baking"]


def test_blocks_have_their_kinds() -> None:
    post = read(
        f"# T\n\n{TEXT}\n\n- one\n- two\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx = 1\n\ny  = 2\n```\n"
    )
    assert block_texts(post, BlockKind.LIST_ITEM) == ["one", "two"]
    assert block_texts(post, BlockKind.QUOTE) == ["quoted"]
    assert block_texts(post, BlockKind.TABLE_ROW) == ["a | b", "1 | 2"]
    (code,) = block_texts(post, BlockKind.CODE)
    assert code.splitlines()[0] == "x = 1"
    assert code.splitlines()[-1] == "y  = 2"


def test_links_and_emphasis_leave_no_trace() -> None:
    post = read(
        "It is **very** [well known](https://example.org 'tip'), ![a loaf](loaf.jpg)and `x = 1` is ~~not~~ code."
    )
    assert post.text == "It is very well known, and x = 1 is not code."


def test_wrapped_lines_are_one_paragraph() -> None:
    assert read("The dough rests\nin the cellar\novernight.").text.replace("\n", " ") == TEXT
    assert "rests in" in read("The dough rests\nin the cellar\novernight.").text


def test_html_inside_is_read_and_its_scripts_dropped() -> None:
    post = read(
        f"{TEXT}\n\n<div class='note'>Mind the <b>steam</b>.</div>\n\n<script>SCRIPTED()</script>\n\n<!-- REMARK -->\n\nEnd."
    )
    assert "Mind the steam." in post.text
    assert "SCRIPTED" not in post.text
    assert "REMARK" not in post.text


def test_a_link_that_leads_nowhere_good_is_refused() -> None:
    assert yaml("url: javascript:alert(1)").link == "file:///blog/post.md"
    assert yaml("permalink: /bread/").link == "file:///blog/post.md"


def test_commands_to_a_terminal_do_not_come_in_by_the_front_matter() -> None:
    post = yaml('title: "A \\e[31mred\\e[0m title"\nauthor: "Ann\\a Lee"\ntags: ["\\x9b2J", "a\\0b"]')
    everything = "".join((post.title, *post.authors, *post.tags))
    assert not [char for char in everything if ord(char) < 32 or 127 <= ord(char) < 160]


@pytest.mark.parametrize(
    "text", ["", "---\ntitle: Nothing\n---\n", "![only](a.jpg)", "<!-- only a remark -->", "# Only a title"]
)
def test_nothing_to_read_is_no_post(text: str) -> None:
    with pytest.raises(NotAPost, match="no running text"):
        read(text + "\n")


def test_thousands_of_nested_quotes_do_no_harm() -> None:
    assert TEXT in read(">" * 3_000 + f" deep\n\n{TEXT}").text


def test_markup_shown_in_code_is_kept() -> None:
    assert "<script>alert(1)</script>" in read(f"{TEXT}\n\n```html\n<script>alert(1)</script>\n```").text


def test_what_the_source_says_goes_before_the_front_matter() -> None:
    facts = Facts(
        "feed",
        "https://a.example/x",
        "Rye",
        ("Bob Day",),
        "2020-01-02",
        "2020-02-03",
        ("rye",),
        "de",
        "The Long Table",
    )
    page = replace(
        make_page(f"---\ntitle: Slow bread\nauthor: Ann Lee\ndate: 2021-02-03\n---\n{TEXT}", "post.md"),
        facts=facts,
        aliases=("https://a.example/y",),
    )
    post = extract_markdown(page)
    assert (post.title, post.authors, post.published, post.updated) == (
        "Rye",
        ("Bob Day",),
        "2020-01-02",
        "2020-02-03",
    )
    assert (post.link, post.tags, post.language, post.site) == (
        "https://a.example/x",
        ("rye",),
        "de",
        "The Long Table",
    )
    assert post.addresses == ("https://a.example/y",)
    assert set(dict(post.fact_sources).values()) == {"feed"}


def test_every_fact_says_where_it_comes_from() -> None:
    post = yaml("author: Ann Lee\nlastmod: 2022-01-01", f"# Slow bread\n\n{TEXT}", "2021-02-03-x.md")
    assert post.updated == "2022-01-01"
    assert dict(post.fact_sources) == {
        "title": "text", "authors": "front matter", "published": "URL", "updated": "front matter",
        "language": "guessed",
    }  # fmt: skip
    assert dict(read(TEXT, "slow-bread.md").fact_sources) == {"title": "guessed", "language": "guessed"}


def test_the_day_in_a_stated_address_is_the_posts() -> None:
    post = read(f'+++\ntitle = "Slow bread"\npath = "2021/02/03/slow-bread"\n+++\n{TEXT}')
    assert (post.published, dict(post.fact_sources)["published"]) == ("2021-02-03", "URL")


def test_footnotes_stay_readable() -> None:
    post = read("It rises[^1] slowly[^why].\n\n`a[^1]`\n\n[^1]: Overnight.\n[^why]: https://a.example/why\n")
    assert post.text == "It rises[1] slowly[why].\n\na[^1]\n\n[1] Overnight.\n\n[why] https://a.example/why"
