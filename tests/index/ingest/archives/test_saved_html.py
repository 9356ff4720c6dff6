"""A zip of saved posts: which files are posts, and what is known of them."""

import pytest

from index.errors import SourceError
from index.ingest.archives.saved_html import is_saved_html_zip, read_saved_html_zip
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings
from tests.index.ingest.archives.zips import write_zip

SETTINGS = SourceSettings()


def test_every_post_in_the_zip_becomes_a_page(tmp_path):
    path = write_zip(
        tmp_path / "my posts.zip",
        {
            "posts/Tea & cake.html": "<h1>Tea</h1>",
            "posts/notes.md": "# Notes",
            "plain.TXT": "words",
            "posts/photo.jpg": b"\xff\xd8",
            "style.css": "p {}",
        },
    )
    assert list(read_saved_html_zip(path, SETTINGS)) == [
        Page(
            f"{tmp_path.as_uri()}/my%20posts.zip#posts/Tea%20%26%20cake.html",
            "my posts.zip: posts/Tea & cake.html",
            b"<h1>Tea</h1>",
            "text/html",
        ),
        Page(
            f"{tmp_path.as_uri()}/my%20posts.zip#posts/notes.md",
            "my posts.zip: posts/notes.md",
            b"# Notes",
            "text/markdown",
        ),
        Page(
            f"{tmp_path.as_uri()}/my%20posts.zip#plain.TXT", "my posts.zip: plain.TXT", b"words", "text/plain"
        ),
    ]


def test_what_a_mac_and_an_editor_leave_is_passed_over_without_a_word(tmp_path):
    files = {
        "__MACOSX/._post.html": "x",
        "__MACOSX/post.html": "x",
        ".git/readme.md": "x",
        "a/.hidden.html": "x",
    }
    path = write_zip(tmp_path / "posts.zip", {**files, "post.html": "<p>post</p>"})
    assert [item.place for item in read_saved_html_zip(path, SETTINGS)] == ["posts.zip: post.html"]


@pytest.mark.parametrize("folder", ["Tea_files", "Tea-Dateien", "Tea_fichiers", "Tea.files"])
def test_frames_saved_beside_a_page_are_no_posts(tmp_path, folder):
    files = {
        f"a/{folder}/frame.html": "<p>ad</p>",
        f"a/{folder}/deeper/ad.htm": "<p>ad</p>",
        "a/Tea.htm": "<p>tea</p>",
    }
    path = write_zip(tmp_path / "posts.zip", files)
    assert [item.place for item in read_saved_html_zip(path, SETTINGS)] == ["posts.zip: a/Tea.htm"]


def test_a_folder_of_files_with_no_page_beside_it_holds_posts(tmp_path):
    path = write_zip(tmp_path / "posts.zip", {"my_files/post.html": "<p>post</p>", "b/my.html": "<p>my</p>"})
    assert [item.place for item in read_saved_html_zip(path, SETTINGS)] == [
        "posts.zip: my_files/post.html",
        "posts.zip: b/my.html",
    ]


def test_a_page_that_says_where_it_was_saved_from_links_there(tmp_path):
    page = "<!-- saved from url=(0022)https://a.example/one/ --><html><p>one</p></html>"
    path = write_zip(tmp_path / "posts.zip", {"one.html": page, "two.html": "<p>two</p>", "one.txt": page})
    assert [item.facts for item in read_saved_html_zip(path, SETTINGS)] == [
        Facts(source="saved page", link="https://a.example/one/"),
        Facts(),
        Facts(),  # a text about such pages, perhaps
    ]


def test_a_single_file_page_in_the_zip_is_unpacked(tmp_path):
    mhtml = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/one/\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
        "--B\r\nContent-Type: text/html\r\n\r\n<p>one</p>\r\n--B--\r\n"
    )
    path = write_zip(tmp_path / "posts.zip", {"one.mhtml": mhtml})
    [page] = read_saved_html_zip(path, SETTINGS)
    assert (page.place, page.content.strip(), page.media_type) == (
        "posts.zip: one.mhtml",
        b"<p>one</p>",
        "text/html",
    )
    assert page.facts.link == "https://a.example/one/"


def test_every_file_left_out_is_named_with_its_reason(tmp_path):
    path = write_zip(
        tmp_path / "posts.zip",
        {
            "../up.html": "up",
            "bomb.html": bytes(2_000_000),
            "large.html": "x" * 2_001,
            "empty.md": " \n",
            "ok.md": "ok",
        },
    )
    assert [
        (item.place.removeprefix("posts.zip: "), getattr(item, "reason", "a post"))
        for item in read_saved_html_zip(path, SourceSettings(max_file_bytes=2_000))
    ] == [
        ("../up.html", "a path that leads out of the zip"),
        ("bomb.html", "unpacks to more than 200 times its size, as only a bomb does"),
        ("large.html", "larger than 2,000 bytes"),
        ("empty.md", "empty"),
        ("ok.md", "a post"),
    ]


def test_a_name_of_any_bytes_stays_one_line(tmp_path):
    path = write_zip(tmp_path / "posts.zip", {"one\nSkipped: two.html": " "})
    assert list(read_saved_html_zip(path, SETTINGS)) == [
        Skipped("posts.zip: one\ufffdSkipped: two.html", "empty")
    ]


def test_only_a_zip_with_posts_in_it_is_taken_for_one(tmp_path):
    (tmp_path / "page.html").write_text("<p>one</p>")
    assert is_saved_html_zip(write_zip(tmp_path / "a.zip", {"x/one.HTM": "one"}))
    assert is_saved_html_zip(write_zip(tmp_path / "b.zip", {"one.mht": "one"}))
    assert not is_saved_html_zip(write_zip(tmp_path / "c.zip", {"photo.jpg": "one", "__MACOSX/one.html": ""}))
    assert not is_saved_html_zip(tmp_path / "page.html")
    assert not is_saved_html_zip(tmp_path / "absent.zip")
    assert not is_saved_html_zip(tmp_path)


def test_a_broken_zip_says_what_to_do(tmp_path):
    (tmp_path / "posts.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(SourceError, match="unpack it and name the folder"):
        list(read_saved_html_zip(tmp_path / "posts.zip", SETTINGS))
