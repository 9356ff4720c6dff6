"""WordPress exports: what becomes a post, with which facts, and what is said of the rest."""

import html
import re
import tracemalloc
from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.exports.wordpress import is_wordpress, read_wordpress
from index.records import Page, Skipped
from index.settings import SourceSettings
from tests.index.ingest.exports.helpers import body, count, read, write_zip

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- An export; its <item> and <rss> in this comment are not meant. -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Salt &amp; Stone</title><link>https://salt.example</link><language>en-GB</language>
<wp:author><wp:author_login>ida</wp:author_login><wp:author_email>ida@salt.example</wp:author_email>
<wp:author_display_name><![CDATA[Ida Holm]]></wp:author_display_name></wp:author>
<wp:author><wp:author_login>per</wp:author_login><wp:author_display_name></wp:author_display_name>
<wp:author_first_name>Per</wp:author_first_name><wp:author_last_name>Lund</wp:author_last_name></wp:author>
"""
TAIL = "</channel></rss>"


def item(title: str = "Rope", text: str = "Knots.", **fields: str) -> str:
    """An item; `fields` are named as after `wp:`, and `raw` is put in as it is."""
    raw = fields.pop("raw", "")
    known = {"post_id": "7", "post_type": "post", "status": "publish"} | fields
    written = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in known.items())
    body = f"<content:encoded><![CDATA[{text}]]></content:encoded>"
    return f"<item><title>{title}</title>{raw}{body}{written}</item>\n"


def export(folder: Path, *items: str, head: str = HEAD, tail: str = TAIL) -> Path:
    path = folder / "salt.xml"
    path.write_text(head + "".join(items) + tail, encoding="utf-8")
    return path


def only(folder: Path, *args: str, **fields: str) -> Page:
    (page,), _ = read(read_wordpress, export(folder, item(*args, **fields)))
    return page


# file: posts, left out by name (drafts, pages, private, locked, empty). Worked out with regular expressions
# over the text of each file, item by item; attachments, menus and types of plugins' own are in neither.
REAL = {
    "ghost-migrate/co-authors-plus.xml": (4, 0),
    "ghost-migrate/feature-image-captions.xml": (3, 0),
    "ghost-migrate/has-audio-enclosure-with-libsyn-embed.xml": (1, 0),
    "ghost-migrate/has-audio-enclosure.xml": (1, 0),
    "ghost-migrate/has-meta.xml": (0, 0),
    "ghost-migrate/has-yoast-meta.xml": (2, 0),
    "ghost-migrate/multiple/attachments-only.xml": (0, 0),
    "ghost-migrate/multiple/pages-only.xml": (0, 1),
    "ghost-migrate/multiple/posts-only.xml": (2, 1),
    "ghost-migrate/sample-no-slug.xml": (2, 2),
    "ghost-migrate/sample-with-alt.xml": (1, 0),
    "ghost-migrate/sample.xml": (2, 2),
    "pelican/wordpressexport.xml": (7, 6),
    "real-spotthevuln/wordpress.xml": (199, 4),
    "theme-test-data/64-block-test-data.xml": (60, 2),  # one of 61 is empty
    "theme-test-data/theme-preview.xml": (7, 0),
    "theme-test-data/themeunittestdata.wordpress.xml": (54, 25),  # one of 55 is empty
    "wordpress-importer/e2e/fixtures/wxr-base-url-rewriting.xml": (1, 0),
    "wordpress-importer/e2e/fixtures/wxr-comprehensive.xml": (1, 1),
    "wordpress-importer/e2e/fixtures/wxr-css-urls.xml": (1, 0),
    "wordpress-importer/e2e/fixtures/wxr-simple.xml": (1, 0),
    "wordpress-importer/phpunit/data/a11y-unit-test-data.xml": (43, 22),
    "wordpress-importer/phpunit/data/authors-multiline.xml": (1, 0),
    "wordpress-importer/phpunit/data/backslashes.xml": (1, 0),
    "wordpress-importer/phpunit/data/blank-lines.xml": (1, 0),
    "wordpress-importer/phpunit/data/cdata-edge.xml": (1, 0),
    "wordpress-importer/phpunit/data/chunked-meta.xml": (1, 0),
    "wordpress-importer/phpunit/data/crazy-cdata-escaped.xml": (1, 0),
    "wordpress-importer/phpunit/data/crazy-cdata.xml": (1, 0),
    "wordpress-importer/phpunit/data/invalid-version-tag.xml": (0, 0),
    "wordpress-importer/phpunit/data/large-authors.xml": (0, 0),
    "wordpress-importer/phpunit/data/malformed-simple.xml": (0, 1),
    "wordpress-importer/phpunit/data/malformed.xml": (0, 0),
    "wordpress-importer/phpunit/data/missing-tags.xml": (1, 0),
    "wordpress-importer/phpunit/data/missing-version-tag.xml": (0, 0),
    "wordpress-importer/phpunit/data/multiple-cdata.xml": (1, 0),
    "wordpress-importer/phpunit/data/namespace-edge-cases.xml": (6, 0),
    "wordpress-importer/phpunit/data/post-content-blank-lines.xml": (1, 0),
    "wordpress-importer/phpunit/data/slashes.xml": (1, 0),
    "wordpress-importer/phpunit/data/small-export.xml": (5, 6),
    "wordpress-importer/phpunit/data/term-formats.xml": (0, 0),
    "wordpress-importer/phpunit/data/term-meta.xml": (0, 0),
    "wordpress-importer/phpunit/data/test-serialized-comment-meta.xml": (0, 1),
    "wordpress-importer/phpunit/data/test-serialized-postmeta-no-cdata.xml": (0, 1),
    "wordpress-importer/phpunit/data/test-serialized-postmeta-with-cdata.xml": (0, 1),
    "wordpress-importer/phpunit/data/test-serialized-term-meta.xml": (0, 1),
    "wordpress-importer/phpunit/data/test-utw-post-meta-import.xml": (0, 1),
    "wordpress-importer/phpunit/data/theme-unit-test-data.xml": (54, 25),
    "wordpress-importer/phpunit/data/valid-wxr-1.0.xml": (3, 3),
    "wordpress-importer/phpunit/data/valid-wxr-1.1.xml": (1, 1),
    "wordpress-importer/phpunit/data/wxr-flat-attachment-different-site.xml": (1, 0),
    "wordpress-importer/phpunit/data/wxr-flat-attachment-same-site.xml": (1, 0),
    "wordpress-importer/phpunit/data/wxr-simple.xml": (1, 0),
    "wordpress-importer/phpunit/data/wxr-utf-8-challenges.xml": (1, 0),
    "wordpress-importer/phpunit/data/wxr-with-sub-data.xml": (0, 1),
    "../squarespace/fixtures/sample.xml": (2, 3),
}


@pytest.mark.parametrize("name", REAL)
def test_every_post_of_a_real_export_is_found_and_the_rest_is_named(formats: Path, name: str) -> None:
    path = formats / "wxr" / name
    assert is_wordpress(path)
    assert count(read_wordpress, path) == REAL[name]


def test_the_table_above_names_every_real_export(formats: Path) -> None:
    found = {p.relative_to(formats / "wxr").as_posix() for p in (formats / "wxr").rglob("*.xml")}
    assert found == {name for name in REAL if not name.startswith("..")}


@pytest.mark.parametrize("name", ["real-spotthevuln/wordpress.xml", "theme-test-data/theme-preview.xml"])
def test_comments_of_a_real_export_never_become_text(formats: Path, name: str) -> None:
    raw = (formats / "wxr" / name).read_text(encoding="utf-8")
    said = re.findall(r"<wp:comment_content>\s*<!\[CDATA\[(.{60,}?)\]\]>", raw, re.DOTALL)
    pages, _ = read(read_wordpress, formats / "wxr" / name)
    text = "".join(map(body, pages))
    own = "".join(re.findall(r"<content:encoded>(.*?)</content:encoded>", raw, re.DOTALL))
    lines = [line for comment in said for line in comment.splitlines() if len(line) > 60 and line not in own]
    assert len(lines) >= (40 if "real" in name else 0)
    assert not [line for line in lines if line in text]


def test_every_real_post_has_its_title_day_and_author(formats: Path) -> None:
    """Of all 199 of a real blog, by regular expressions over the file."""
    path = formats / "wxr/real-spotthevuln/wordpress.xml"
    raw = path.read_text(encoding="utf-8")
    expected = {}
    for text in raw.split("<item>")[1:]:
        if "<wp:post_type>post<" in text:
            found = [
                re.search(rf"<{name}>(.*?)</{name}>", text)[1]  # type: ignore[index]
                for name in ("wp:post_id", "title", "wp:post_date", "dc:creator")
            ]
            expected[found[0]] = (found[1], found[2][:10], found[3])
    pages, _ = read(read_wordpress, path)
    names = {"Brett Hardin": "BrettH", "bkrios": "bkrios", "psthomas": "psthomas"}
    got = {}
    for page in pages:
        facts = page.facts
        assert facts.title is not None
        assert facts.published is not None
        got[page.url.rpartition("#")[2]] = (facts.title, facts.published[:10], names.get(facts.authors[0]))
    assert len(expected) == 199
    assert {k: v[1:] for k, v in got.items()} == {k: v[1:] for k, v in expected.items()}
    assert {k: v[0] for k, v in got.items()} == {
        k: " ".join(html.unescape(v[0]).split()) for k, v in expected.items()
    }


def test_code_in_shortcodes_of_a_real_export_is_code_and_nothing_of_them_is_left(formats: Path) -> None:
    path = formats / "wxr/real-spotthevuln/wordpress.xml"
    raw = path.read_text(encoding="utf-8")
    ends = re.findall(
        r"\[/(?:cc\w*|sourcecode)\]", "".join(re.findall(r"<content:encoded>.*?</content:enc", raw, re.S))
    )
    text = "".join(map(body, read(read_wordpress, path)[0]))
    assert len(ends) > 100
    assert re.findall(r"\[/?(?:cc\w*|sourcecode)\b[^\]]*\]", text) == []
    own = len(re.findall(r"<pre", "".join(re.findall(r"<content:encoded>.*?</content:enc", raw, re.S))))
    assert text.count("<pre") == len(ends) + own


def test_squarespaces_broken_titles_and_relative_links_are_made_whole(formats: Path) -> None:
    pages, skipped = read(read_wordpress, formats / "squarespace/fixtures/sample.xml")
    assert skipped["Draft & Post & More—More"] == "a draft"
    assert [page.facts.link for page in pages] == [
        "http://example.com/blog/basic-post.html",
        "http://example.com/blog2023/04/05/my-dated-post.html",
    ]
    assert pages[0].facts.authors == ("Hermione Granger",)


def test_a_post_brings_its_facts(tmp_path: Path) -> None:
    page = only(
        tmp_path,
        "Rope &amp;amp; <![CDATA[<em>wire</em>]]>",
        raw="<link>https://salt.example/2021/rope/</link><dc:creator>IDA</dc:creator>"
        '<category domain="post_tag" nicename="knots"><![CDATA[Knots]]></category>'
        '<category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category>'
        '<category domain="category" nicename="sea"><![CDATA[Sea &amp; shore]]></category>'
        '<category domain="post_format" nicename="post-format-aside"><![CDATA[Aside]]></category>',
        post_date="2021-03-04 23:30:00",
        post_date_gmt="2021-03-05 04:30:00",
        post_modified="2021-04-01 10:00:00",
    )
    assert page.url == (tmp_path / "salt.xml").as_uri() + "#7"
    assert page.place == "salt.xml: Rope & wire"
    assert (page.media_type, page.charset, page.is_body) == ("text/html", "utf-8", True)
    facts = page.facts
    assert (facts.source, facts.site, facts.language) == ("WordPress export", "Salt & Stone", "en")
    assert facts.title == "Rope & wire"
    assert facts.authors == ("Ida Holm",)
    assert facts.tags == ("Knots", "Sea & shore")
    assert facts.published == "2021-03-04T23:30:00-05:00"
    assert facts.updated == "2021-04-01T10:00:00"
    assert facts.link == "https://salt.example/2021/rope/"


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"post_date": "2021-03-04 05:06:07", "post_date_gmt": "0000-00-00 00:00:00"}, "2021-03-04T05:06:07"),
        (
            {"post_date": "0000-00-00 00:00:00", "post_date_gmt": "2021-03-04 05:06:07"},
            "2021-03-04T05:06:07+00:00",
        ),
        ({"raw": "<pubDate>Thu, 04 Mar 2021 05:06:07 +0000</pubDate>"}, "2021-03-04T05:06:07+00:00"),
        ({"raw": "<pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate>"}, None),
        ({"raw": "<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate>"}, None),
        ({"post_date": "2021-03-04 05:06:07", "post_date_gmt": "2019-01-01 00:00:00"}, "2021-03-04T05:06:07"),
    ],
)
def test_dates_of_nothing_are_no_dates(tmp_path: Path, fields: dict[str, str], published: str | None) -> None:
    assert only(tmp_path, **fields).facts.published == published


@pytest.mark.parametrize(
    ("link", "guid", "is_permalink", "expected"),
    [
        ("https://salt.example/?p=7", "https://salt.example/rope/", "true", "https://salt.example/rope/"),
        ("https://salt.example/?p=7", "https://salt.example/rope/", "false", "https://salt.example/?p=7"),
        ("/rope", "", "false", "https://salt.example/rope"),
        ("", "https://salt.example/?p=7", "false", None),
        ("javascript:alert(1)", "", "false", None),
        ("https://salt.example", "", "false", None),
    ],
)
def test_a_reader_is_sent_to_a_real_permalink_where_there_is_one(
    tmp_path: Path, link: str, guid: str, is_permalink: str, expected: str | None
) -> None:
    raw = f'<link>{link}</link><guid isPermaLink="{is_permalink}">{guid}</guid>'
    assert only(tmp_path, raw=raw).facts.link == expected


@pytest.mark.parametrize(
    ("raw", "authors"),
    [
        ("<dc:creator>per</dc:creator>", ("Per Lund",)),
        ("<dc:creator>guest</dc:creator>", ("guest",)),
        ("<dc:creator>someone@salt.example</dc:creator>", ()),
        (
            "<dc:creator>ida</dc:creator>"
            '<category domain="author" nicename="cap-per"><![CDATA[per]]></category>'
            '<category domain="author" nicename="cap-ida"><![CDATA[ida]]></category>'
            '<category domain="author" nicename="cap-ida"><![CDATA[ida]]></category>',
            ("Per Lund", "Ida Holm"),
        ),
    ],
)
def test_authors_are_shown_by_the_names_they_chose(
    tmp_path: Path, raw: str, authors: tuple[str, ...]
) -> None:
    assert only(tmp_path, raw=raw).facts.authors == authors


LEFT_OUT = {
    "a draft": {"status": "draft"},
    "a draft, waiting for review": {"status": "pending"},
    "not published yet": {"status": "future"},
    "private": {"status": "private"},
    "protected by a password": {"post_password": "sesame"},
    "a page of the site, not a post": {"post_type": "page"},
    'not published: its status is "pitch"': {"status": "pitch"},
}


@pytest.mark.parametrize("reason", LEFT_OUT)
def test_what_is_not_public_is_left_out_unless_asked_for(tmp_path: Path, reason: str) -> None:
    path = export(tmp_path, item("Hidden", **LEFT_OUT[reason]))
    assert read(read_wordpress, path) == ([], {"Hidden": reason})
    (page,), skipped = read(read_wordpress, path, include_drafts=True)
    assert (page.facts.title, skipped) == ("Hidden", {})


def test_deleted_posts_are_left_out_even_where_drafts_are_asked_for(tmp_path: Path) -> None:
    path = export(tmp_path, item("Gone", status="trash"), item("Half", status="auto-draft"))
    assert read(read_wordpress, path, include_drafts=True) == ([], {"Gone": "in the trash"})


@pytest.mark.parametrize("kind", ["attachment", "nav_menu_item", "revision", "wp_block", "recipe"])
def test_what_no_reader_meets_as_a_post_is_passed_over_without_a_word(tmp_path: Path, kind: str) -> None:
    assert read(read_wordpress, export(tmp_path, item(post_type=kind))) == ([], {})


def test_a_post_with_nothing_in_it_is_named(tmp_path: Path) -> None:
    assert read(read_wordpress, export(tmp_path, item("Bare", " \n"))) == ([], {"Bare": "empty"})


def test_posts_with_the_same_number_keep_addresses_of_their_own(tmp_path: Path) -> None:
    pages, _ = read(read_wordpress, export(tmp_path, item("One"), item("Two"), item("Three", post_id="8")))
    assert [page.url.rpartition("#")[2] for page in pages] == ["7", "7+2", "8"]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "9.9"])
def test_any_version_of_the_format_is_read(tmp_path: Path, version: str) -> None:
    path = export(tmp_path, item(), head=HEAD.replace("export/1.2", f"export/{version}"))
    assert is_wordpress(path)
    assert count(read_wordpress, path) == (1, 0)


def test_prefixes_that_nobody_declared_count_as_the_usual_ones(tmp_path: Path) -> None:
    head = "<rss><channel><wp:wxr_version>1.2</wp:wxr_version>"
    path = export(tmp_path, item(post_date="2021-03-04 05:06:07"), head=head)
    (page,), _ = read(read_wordpress, path)
    assert (body(page), page.facts.published) == ("<p>Knots.</p>", "2021-03-04T05:06:07")


def test_one_broken_post_spoils_no_other(tmp_path: Path) -> None:
    broken = item("Broken").replace("</item>", "").replace("</wp:status>", "")
    path = export(tmp_path, item("One"), broken, item("Two"), "<item><b></i><<< & <title>x</item>")
    pages, _ = read(read_wordpress, path)
    assert [page.facts.title for page in pages][::2] == ["One", "Two"]
    assert {"One", "Broken", "Two"} >= {page.facts.title for page in pages}


def test_of_a_file_that_breaks_off_the_whole_posts_are_kept(tmp_path: Path) -> None:
    path = export(tmp_path, item("One"), "<item><title>Two</title><wp:post_type>post</wp:post_type>", tail="")
    pages, skipped = read(read_wordpress, path)
    assert [page.facts.title for page in pages] == ["One"]
    assert skipped == {"Two": "the file breaks off inside it"}


def test_control_characters_and_bare_ampersands_do_no_harm(tmp_path: Path) -> None:
    (page,), _ = read(
        read_wordpress, export(tmp_path, item("Salt & pepper&nbsp;&eacute;", "a\x08b \x0bc &nope;"))
    )
    assert page.facts.title == "Salt & pepper é"
    assert body(page) == "<p>ab c &nope;</p>"


def test_tags_of_the_format_inside_a_posts_text_are_text(tmp_path: Path) -> None:
    text = "An <code><item></code> ends with </item> &lt;!-- so --&gt;."
    pages, _ = read(read_wordpress, export(tmp_path, item("RSS", text), item("Next")))
    assert [page.facts.title for page in pages] == ["RSS", "Next"]
    assert "ends with </item> &lt;!-- so --&gt;." in body(pages[0])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1251"])
def test_the_declared_encoding_or_mark_is_heeded(tmp_path: Path, encoding: str) -> None:
    word = "Привет" if encoding == "windows-1251" else "Crème"
    text = (HEAD + item(word, word) + TAIL).replace("UTF-8", encoding.removesuffix("-sig"))
    path = tmp_path / "salt.xml"
    path.write_bytes(text.encode(encoding))
    assert is_wordpress(path)
    (page,), _ = read(read_wordpress, path)
    assert (page.facts.title, body(page)) == (word, f"<p>{word}</p>")


def test_a_name_that_is_no_encoding_does_not_stop_the_reading(tmp_path: Path) -> None:
    path = export(tmp_path, item("Crème"), head=HEAD.replace("UTF-8", "zlib"))
    assert read(read_wordpress, path)[0][0].facts.title == "Crème"


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE rss [<!ENTITY % far SYSTEM "http://127.0.0.1/evil.dtd"> %far;]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, PARAMETER])
def test_a_file_that_declares_entities_is_refused(tmp_path: Path, doctype: str) -> None:
    head = HEAD.replace("<!-- An", f"{doctype}<!-- An")
    path = export(tmp_path, item("x", "y", raw="<dc:creator>&secret;&b;</dc:creator>"), head=head)
    with pytest.raises(SourceError, match="declares entities, which a WordPress export never needs"):
        list(read_wordpress(path, SourceSettings()))


def test_a_plain_document_type_is_harmless(tmp_path: Path) -> None:
    head = HEAD.replace("<!-- An", '<!DOCTYPE rss SYSTEM "http://127.0.0.1/rss.dtd"><!-- An')
    assert count(read_wordpress, export(tmp_path, item(), head=head)) == (1, 0)


def test_an_entity_that_nobody_declared_stays_what_is_written(tmp_path: Path) -> None:
    assert only(tmp_path, "A &secret; b").facts.title == "A &secret; b"


def test_a_post_above_the_limit_is_left_out_and_the_next_is_read(tmp_path: Path) -> None:
    path = export(tmp_path, item("Big", "x" * 5_000), item("Small"))
    items = list(read_wordpress(path, SourceSettings(max_file_bytes=2_000)))
    assert isinstance(items[0], Skipped)
    assert items[0].reason == "larger than 2,000 bytes"
    assert [i.facts.title for i in items if isinstance(i, Page)] == ["Small"]


def test_a_long_export_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    path = export(
        tmp_path, *(item(f"Post {n}", f"<p>{n} {'word ' * 10_000}</p>", post_id=str(n)) for n in range(120))
    )
    assert path.stat().st_size > 6_000_000
    tracemalloc.start()
    try:
        assert sum(isinstance(found, Page) for found in read_wordpress(path, SourceSettings())) == 120
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak_bytes < 3_000_000


def test_of_a_post_above_the_limit_no_more_than_the_limit_is_kept(tmp_path: Path) -> None:
    path = export(tmp_path, item("Big", "word " * 2_000_000), item("Small"))
    tracemalloc.start()
    try:
        assert len(list(read_wordpress(path, SourceSettings(max_file_bytes=2_000)))) == 2
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak_bytes < 2_000_000


def test_many_unfinished_marks_take_no_longer_than_they_are_long(tmp_path: Path) -> None:
    for text in (
        "<![CDATA[" * 100_000,
        "<item " * 100_000,
        "<" * 500_000,
        "[caption " * 100_000,
        "&" * 500_000,
    ):
        pages, left_out = read(read_wordpress, export(tmp_path, "<item><title>x</title>" + text))
        assert pages == []
        assert set(left_out.values()) == {"the file breaks off inside it"}


def test_a_zip_of_exports_is_read_as_one(tmp_path: Path) -> None:
    files = {
        "salt.000.xml": HEAD + item("One") + TAIL,
        "salt.001.xml": HEAD + item("Two", post_id="8") + TAIL,
        "evil.xml": OUTSIDE + HEAD + item("Three") + TAIL,
    }
    path = write_zip(tmp_path / "salt.zip", files)
    assert is_wordpress(path)
    pages, skipped = read(read_wordpress, path)
    assert [page.facts.title for page in pages] == ["One", "Two"]
    assert "declares entities" in skipped["evil.xml"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"<rss><channel><title>A feed</title></channel></rss>",
        b"About wordpress.org/export/ files",
    ],
)
def test_other_files_are_not_taken_for_exports(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "salt.wordpress.xml"
    path.write_bytes(content)
    assert not is_wordpress(path)
    assert not is_wordpress(tmp_path)
    assert not is_wordpress(tmp_path / "missing.xml")


@pytest.mark.parametrize("content", ["", "plain text", "{}"])
def test_a_file_that_is_no_export_says_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "salt.xml"
    path.write_text(content)
    with pytest.raises(SourceError, match="is not a WordPress export"):
        list(read_wordpress(path, SourceSettings()))
