"""Tables and lists of posts, whoever made them."""

import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import SourceError
from index.ingest.exports.tables import is_table, read_table
from index.settings import SourceSettings
from tests.fakes import write_blog
from tests.index.ingest.exports.helpers import body, count, read, write_zip

# file: posts, left out by name; by eye on the rows
REAL = {
    "beehiiv/fixtures/posts.csv": (2, 0),
    "buttondown/fixtures": (2, 0),
    "wix/fixtures/posts.csv": (1, 1),  # one has no date of publication
    "wix/fixtures/empty.csv": (0, 0),
    "blogger/ghost-migrate-api/response.json": (3, 0),
    "wxr/wp-rest-api/co-authors-post.json": (1, 0),
    "wxr/wp-rest-api/single-page.json": (0, 1),
    "wxr/wp-rest-api/single-post.json": (1, 0),
}


@pytest.mark.parametrize("name", REAL)
def test_every_post_of_a_real_table_is_found(formats: Path, name: str) -> None:
    assert is_table(formats / name)
    assert count(read_table, formats / name) == REAL[name]


@pytest.mark.parametrize(
    "name",
    ["wxr/wp-rest-api/multiple-users.json", "buttondown/fixtures/emails.csv", "substack/fixtures/posts.csv"],
)
def test_a_table_without_texts_is_not_one_of_posts(formats: Path, name: str) -> None:
    assert not is_table(formats / name)


def test_feeds_in_json_are_left_to_the_reader_of_feeds(formats: Path) -> None:
    feeds = [path for path in (formats / "jsonfeed").rglob("*") if path.is_file()]
    assert feeds
    assert [path for path in feeds if is_table(path) and b"jsonfeed.org" in path.read_bytes()[:2_000]] == []


def test_real_beehiiv_wix_and_buttondown_bring_their_facts(formats: Path) -> None:
    beehiiv = read(read_table, formats / "beehiiv/fixtures/posts.csv")[0][0]
    assert beehiiv.facts.source == "Beehiiv export"
    assert beehiiv.facts.link == "https://example.beehiiv.com/p/sample-post"
    assert beehiiv.facts.tags == ("Lorem Ipsum", "Dolor Simet")
    (wix,), skipped = read(read_table, formats / "wix/fixtures/posts.csv")
    assert (wix.facts.source, wix.facts.title, wix.facts.authors) == (
        "Wix export",
        "Hello Wix",
        ("Jane Writer",),
    )
    assert body(wix) == "<p>Hello <strong>world</strong></p>"
    assert (wix.facts.published, wix.facts.updated) == (
        "2025-10-01T10:00:00+00:00",
        "2025-10-02T10:00:00+00:00",
    )
    assert skipped == {"Draft Wix": "a draft"}
    plain, fancy = read(read_table, formats / "buttondown/fixtures")[0]
    assert (plain.media_type, fancy.media_type) == ("text/markdown", "text/html")
    assert body(plain).startswith("## Lorem ipsum dolor sit amet.\n")
    assert body(fancy).startswith("<h2>Lorem ipsum dolor sit amet.</h2>\n")
    assert plain.facts.published == "2023-01-02T16:55:00+00:00"


def test_wordpresss_api_names_authors_and_tags_apart(formats: Path) -> None:
    (page,), _ = read(read_table, formats / "wxr/wp-rest-api/co-authors-post.json")
    assert page.facts.authors == ("Alice Smith", "Bob Jones")
    assert page.facts.published == "2024-11-07T10:36:54-05:00"


def table(folder: Path, text: str | bytes, name: str = "posts.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    "header",
    [
        "title,content,date,url,author,tags",
        "Post Title;Body;Published On;Permalink;Author Name;Categories",
        "subject\thtml\tpublish_date\tabsolute_url\tauthors\tkeywords",
        '"headline","body_html","publishedAt","webUrl","byline","labels"',
    ],
)
def test_columns_are_told_by_their_names(tmp_path: Path, header: str) -> None:
    mark = next(m for m in ",;\t" if m in header)
    row = mark.join(
        [
            '"Rope &amp; wire"',
            '"<p>One\ntwo.</p>"',
            "2021-03-04",
            "https://salt.example/rope",
            "Ida Holm",
            '"Sea|Knots"',
        ]
    )
    path = table(tmp_path, f"\ufeff{header}\r\n{row}\r\n")
    assert is_table(path)
    (page,), _ = read(read_table, path)
    assert body(page) == "<p>One\ntwo.</p>"
    facts = page.facts
    assert (facts.title, facts.published, facts.authors) == ("Rope & wire", "2021-03-04", ("Ida Holm",))
    assert (facts.link, facts.tags) == ("https://salt.example/rope", ("Sea", "Knots"))
    assert page.url == path.as_uri() + "#https%3A%2F%2Fsalt.example%2Frope"


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("status", "draft", "a draft"),
        ("Draft", "true", "a draft"),
        ("is_published", "FALSE", "a draft"),
        ("Published", "no", "a draft"),
        ("status", "scheduled", "not published yet"),
        ("Archived", "true", "archived"),
        ("audience", "premium", "private: for some readers only"),
        ("visibility", "private", "private: for some readers only"),
        ("email_type", "premium", "private: for some readers only"),
        ("password", "sesame", "protected by a password"),
        ("type", "page", "a page of the site, not a post"),
        ("status", "wip", 'not published: its status is "wip"'),
        ("published_at", "", "a draft"),
    ],
)
def test_what_is_not_public_is_left_out_unless_asked_for(
    tmp_path: Path, column: str, value: str, reason: str
) -> None:
    path = table(tmp_path, f"title,content,{column}\nRope,Text,{value}\n")
    assert read(read_table, path) == ([], {"Rope": reason})
    assert len(read(read_table, path, include_drafts=True)[0]) == 1


@pytest.mark.parametrize("value", ["published", "Live", "sent", "confirmed", "publish", ""])
def test_what_is_public_by_any_word_is_a_post(tmp_path: Path, value: str) -> None:
    assert count(read_table, table(tmp_path, f"title,content,status\nRope,Text,{value}\n")) == (1, 0)


@pytest.mark.parametrize(
    ("column", "text", "media_type", "expected"),
    [
        ("markdown", "# Hi", "text/markdown", "# Hi"),
        ("content", "just *words*", "text/markdown", "just *words*"),
        ("content", "<p>words</p>", "text/html", "<p>words</p>"),
        ("plain_content", "a < b\n\nc", "text/html", "<p>a &lt; b</p><p>c</p>"),
        ("html", "a <b>c</b>", "text/html", "a <b>c</b>"),
    ],
)
def test_a_text_is_taken_for_what_it_is_written_in(
    tmp_path: Path, column: str, text: str, media_type: str, expected: str
) -> None:
    path = table(tmp_path, json.dumps([{"title": "Rope", column: text}]), "posts.json")
    (page,), _ = read(read_table, path)
    assert (page.media_type, body(page)) == (media_type, expected)


@pytest.mark.parametrize(
    "wrap", [lambda rows: rows, lambda rows: {"count": 1, "results": rows}, lambda rows: {"posts": rows}]
)
def test_lists_in_json_may_stand_under_a_name(tmp_path: Path, wrap: Any) -> None:
    rows = [
        {"title": "Rope", "body": "Text", "tags": [{"name": "Sea"}, "Knots", 7], "author": {"name": "Ida"}},
        "junk",
    ]
    path = table(tmp_path, json.dumps(wrap(rows)), "posts.json")
    assert is_table(path)
    (page,), skipped = read(read_table, path)
    assert (page.facts.tags, page.facts.authors) == (("Sea", "Knots"), ("Ida",))
    assert skipped == {"row 2": "not a post"}


def test_wixs_tree_becomes_html(tmp_path: Path) -> None:
    tree = {
        "nodes": [
            {
                "type": "HEADING",
                "headingData": {"level": 3},
                "nodes": [{"type": "TEXT", "textData": {"text": "Head"}}],
            },
            {
                "type": "BULLETED_LIST",
                "nodes": [{"type": "LIST_ITEM", "nodes": [{"type": "TEXT", "textData": {"text": "a"}}]}],
            },
            {"type": "CODE_BLOCK", "nodes": [{"type": "TEXT", "textData": {"text": "a < b"}}]},
        ]
    }
    path = table(tmp_path, json.dumps([{"title": "Rope", "rich_content": tree}]), "posts.json")
    assert body(read(read_table, path)[0][0]) == (
        "<h3>Head</h3><ul><li>a</li></ul><pre><code>a &lt; b</code></pre>"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, "title,content\nCrème,brûlée\n".encode(encoding))
    assert is_table(path)
    (page,), _ = read(read_table, path)
    assert (page.facts.title, body(page)) == ("Crème", "brûlée")


def test_a_post_above_the_limit_is_left_out_and_the_next_is_read(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        json.dumps([{"title": "Big", "body": "x" * 5_000}, {"title": "Small", "body": "y"}]),
        "p.json",
    )
    pages, skipped = read(read_table, path, max_file_bytes=2_000)
    assert [page.facts.title for page in pages] == ["Small"]
    assert skipped == {"Big": "larger than 2,000 bytes"}


def test_a_field_longer_than_csv_allows_by_itself_is_read(tmp_path: Path) -> None:
    path = table(tmp_path, f'title,content\nLong,"{"word " * 100_000}"\n')
    assert len(body(read(read_table, path)[0][0])) == 499_999


@pytest.mark.parametrize("is_packed", [True, False])
def test_buttondowns_letters_are_found_beside_their_list(tmp_path: Path, is_packed: bool) -> None:
    rows = [
        {
            "id": "1",
            "subject": "Rope",
            "slug": "rope",
            "publish_date": "2021-03-04 05:06:07+00:00",
            "status": "sent",
        },
        {
            "id": "2",
            "subject": "Wire",
            "slug": "wire",
            "publish_date": "2021-03-05 05:06:07+00:00",
            "status": "draft",
        },
        {"id": "3", "subject": "Lost", "slug": "lost", "publish_date": "2021-03-05 05:06:07+00:00"},
    ]
    files = {
        "emails.json": json.dumps(rows),
        "emails/rope.md": "<!-- buttondown-editor-mode: plaintext -->*Hi*",
        "emails/wire.md": "x",
        "emails/other.md": "y",
        "subscribers.csv": "email\na@b.example\n",
    }
    path = write_zip(tmp_path / "b.zip", files) if is_packed else write_blog(tmp_path / "b", files)
    assert is_table(path)
    (page,), skipped = read(read_table, path)
    assert (page.facts.source, body(page)) == ("Buttondown export", "*Hi*")
    assert skipped == {"Wire": "a draft", "Lost": "empty", "other": "not in the list of emails"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "name,email\nIda,a@b.example\n"),
        ("a.csv", "name,text\nIda,hello\n"),
        ("a.json", '{"name": "x", "version": "1", "description": "y"}'),
        (
            "a.json",
            '{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "a", "content_html": "b"}]}',
        ),
        ("a.json", '[{"title": "a"'),
        ("a.txt", "title, content and more\n"),
        ("a.csv", ""),
    ],
)
def test_other_tables_are_not_taken_for_posts(tmp_path: Path, name: str, content: str) -> None:
    assert not is_table(table(tmp_path, content, name))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "name,email\nIda,x\n", "has no columns for a title and a text"),
        ("a.json", '{"a": 1}', "holds no list of posts"),
        ("a.json", '[{"title": ', "is no whole JSON"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_is_wrong(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    with pytest.raises(SourceError, match=said):
        list(read_table(table(tmp_path, content, name), SourceSettings()))
