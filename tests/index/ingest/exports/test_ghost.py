"""Ghost's exports and API answers, and the trees in which its editors keep a post."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.ingest.exports.cards import lexical_to_html, mobiledoc_to_html, rich_content_to_html
from index.ingest.exports.ghost import is_ghost, read_ghost
from index.settings import SourceSettings
from tests.index.ingest.exports.helpers import body, count, read, write_zip

# file: posts; none of them has drafts or pages (`grep '"status"\|"type"\|"page"'`)
REAL = {
    "api/posts.json": 1,
    "assetscraper/ghost-flat.json": 1,
    "assetscraper/ghost.json": 3,
    "mg-json/multi-post-only.json": 3,
    "mg-json/single-post-author-bad-email.json": 1,
    "mg-json/single-post-author-long-slug.json": 1,
    "mg-json/single-post-author.json": 1,
    "mg-json/single-post-only-long-meta.json": 1,
    "mg-json/single-post-only-meta.json": 1,
    "mg-json/single-post-only.json": 1,
    "mg-json/single-post-with-bad-tag-order.json": 1,
    "mg-json/single-post-with-empty-tag.json": 1,
}


@pytest.mark.parametrize("name", REAL)
def test_every_post_of_a_real_export_is_found(formats: Path, name: str) -> None:
    assert is_ghost(formats / "ghost" / name)
    assert count(read_ghost, formats / "ghost" / name) == (REAL[name], 0)


def test_the_table_above_names_every_real_export(formats: Path) -> None:
    found = {p.relative_to(formats / "ghost").as_posix() for p in (formats / "ghost").rglob("*.json")}
    assert found - set(REAL) == {
        "assetscraper/test-assets/info.json",
        "assetscraper/test-assets/assets/data1.json",
    }


def write(folder: Path, *posts: dict[str, Any], **tables: Any) -> Path:
    written = [
        {"id": f"p{n}", "status": "published", "html": "<p>Text.</p>"} | post
        for n, post in enumerate(posts, 1)
    ]
    document = {"db": [{"meta": {"exported_on": 1, "version": "5.0"}, "data": {"posts": written, **tables}}]}
    path = folder / "salt.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_post_brings_what_the_joined_tables_say(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "title": "Rope &amp; wire",
            "slug": "rope",
            "published_at": "2021-03-04T05:06:07.000Z",
            "updated_at": 1617253200000,
            "html": '<p><a href="__GHOST_URL__/x/">x</a></p>',
        },
        users=[{"id": "u1", "name": "Per Lund"}, {"id": "u2", "name": "Ida Holm"}],
        tags=[{"id": "t1", "name": "Sea"}, {"id": "t2", "name": "#hidden"}, {"id": "t3", "name": "Knots"}],
        posts_authors=[
            {"post_id": "p1", "author_id": "u1", "sort_order": 1},
            {"post_id": "p1", "author_id": "u2", "sort_order": 0},
        ],
        posts_tags=[{"post_id": "p1", "tag_id": f"t{n}", "sort_order": 3 - n} for n in (1, 2, 3)],
        settings=[
            {"key": "title", "value": "Salt"},
            {"key": "locale", "value": "en"},
            {"key": "url", "value": "https://salt.example/"},
        ],
    )
    assert is_ghost(path)
    (page,), skipped = read(read_ghost, path)
    assert skipped == {}
    assert page.url == path.as_uri() + "#p1"
    facts = page.facts
    assert (facts.source, facts.title, facts.site, facts.language) == (
        "Ghost export",
        "Rope & wire",
        "Salt",
        "en",
    )
    assert facts.authors == ("Ida Holm", "Per Lund")
    assert facts.tags == ("Knots", "Sea")
    assert facts.published == "2021-03-04T05:06:07+00:00"
    assert facts.updated == "2021-04-01T05:00:00+00:00"
    assert facts.link == "https://salt.example/rope/"
    assert body(page) == '<p><a href="https://salt.example/x/">x</a></p>'


@pytest.mark.parametrize(
    ("post", "link"),
    [
        ({"slug": "rope"}, None),
        ({"slug": "rope", "canonical_url": "https://first.example/rope"}, "https://first.example/rope"),
        ({"slug": "rope", "url": "https://salt.example/rope/"}, "https://salt.example/rope/"),
        ({"slug": "rope", "url": "http://"}, None),
    ],
)
def test_without_the_sites_address_a_slug_is_no_link(
    tmp_path: Path, post: dict[str, Any], link: str | None
) -> None:
    assert read(read_ghost, write(tmp_path, post))[0][0].facts.link == link


@pytest.mark.parametrize(
    ("post", "reason"),
    [
        ({"status": "draft"}, "a draft"),
        ({"status": "scheduled"}, "not published yet"),
        ({"status": "sent"}, "sent by mail only, not on the site"),
        ({"type": "page"}, "a page of the site, not a post"),
        ({"page": 1}, "a page of the site, not a post"),
        ({"page": True}, "a page of the site, not a post"),
        ({"visibility": "members"}, "private: for members only"),
        ({"visibility": "paid"}, "private: for members only"),
        ({"visibility": "tiers"}, "private: for members only"),
    ],
)
def test_what_is_not_public_is_left_out_unless_asked_for(
    tmp_path: Path, post: dict[str, Any], reason: str
) -> None:
    path = write(tmp_path, {"title": "Hidden"} | post)
    assert read(read_ghost, path) == ([], {"Hidden": reason})
    assert len(read(read_ghost, path, include_drafts=True)[0]) == 1


def test_mail_only_posts_are_known_from_the_table_beside(tmp_path: Path) -> None:
    path = write(tmp_path, {"title": "Letter"}, posts_meta=[{"post_id": "p1", "email_only": 1}])
    assert read(read_ghost, path) == ([], {"Letter": "sent by mail only, not on the site"})


LEXICAL = {
    "root": {
        "children": [
            {
                "type": "extended-heading",
                "tag": "h3",
                "children": [{"type": "extended-text", "text": "Head"}],
            },
            {
                "type": "paragraph",
                "children": [
                    {"type": "text", "text": "a < ", "format": 1},
                    {"type": "link", "url": "x", "children": [{"type": "text", "text": "link"}]},
                    {"type": "linebreak"},
                    {"type": "text", "text": "code", "format": 16},
                ],
            },
            {
                "type": "list",
                "listType": "number",
                "children": [{"type": "listitem", "children": [{"type": "text", "text": "one"}]}],
            },
            {"type": "codeblock", "code": "if a < b:", "caption": "Listing"},
            {"type": "image", "src": "a.png", "alt": "x", "caption": "The quay"},
            {"type": "callout", "calloutText": "<p>Mind the gap</p>"},
            {"type": "toggle", "heading": "More", "content": "<p>inside</p>"},
            {"type": "markdown", "markdown": "**bold**"},
            {"type": "html", "html": "<p>raw</p>"},
            {"type": "signup", "header": "Join us"},
            {"type": "email-cta", "html": "<p>Only in the mail</p>"},
            {"type": "horizontalrule"},
        ]
    }
}


def test_a_post_of_todays_editor_without_html_is_written_out(tmp_path: Path) -> None:
    path = write(tmp_path, {"html": None, "lexical": json.dumps(LEXICAL)})
    (page,), _ = read(read_ghost, path)
    assert body(page) == (
        "<h3>Head</h3><p><strong>a &lt; </strong>link<br><code>code</code></p><ol><li>one</li></ol>"
        "<figure><pre><code>if a &lt; b:</code></pre><figcaption>Listing</figcaption></figure>"
        '<figure><img src="a.png" alt="x"><figcaption>The quay</figcaption></figure>'
        "<p>Mind the gap</p><h4>More</h4><p>inside</p><p><strong>bold</strong></p>\n<p>raw</p>"
    )


def test_a_post_of_the_editor_before_is_written_out(tmp_path: Path) -> None:
    mobiledoc = {
        "version": "0.3.1",
        "markups": [["strong"], ["a", ["href", "x"]], ["script"]],
        "atoms": [["soft-return", "", {}]],
        "cards": [
            ["markdown", {"markdown": "*it*"}],
            ["code", {"code": "a < b"}],
            ["hr", {}],
            ["card-markdown", {"markdown": "old"}],
        ],
        "sections": [
            [1, "h2", [[0, [], 0, "Head"]]],
            [1, "p", [[0, [0], 0, "bold "], [0, [1], 2, "both"], [1, [], 0, 0], [0, [2], 1, "a < b"]]],
            [3, "ol", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
            [10, 0],
            [10, 1],
            [10, 2],
            [10, 3],
            [10, 99],
            [1, "script", [[0, [], 0, "x"]]],
        ],
    }
    (page,), _ = read(read_ghost, write(tmp_path, {"html": "", "mobiledoc": json.dumps(mobiledoc)}))
    assert body(page).split("\n") == [
        "<h2>Head</h2>",
        "<p><strong>bold <a>both</a></strong><br>a &lt; b</p>",
        "<ol><li>one</li><li>two</li></ol>",
        "<p><em>it</em></p>",
        "",
        "<pre><code>a &lt; b</code></pre>",
        "<p>old</p>",
        "",
        "<p>x</p>",
    ]


def test_the_oldest_exports_kept_markdown(tmp_path: Path) -> None:
    (page,), _ = read(read_ghost, write(tmp_path, {"html": None, "markdown": "# Hi\n\nthere"}))
    assert body(page) == "<h1>Hi</h1>\n<p>there</p>\n"


def test_an_export_in_a_zip_is_found(tmp_path: Path) -> None:
    content = write(tmp_path, {"title": "Rope"}).read_bytes()
    path = write_zip(tmp_path / "salt.zip", {"data/salt.json": content, "content/info.json": "{}"})
    assert is_ghost(path)
    assert count(read_ghost, path) == (1, 0)


def test_one_broken_post_spoils_no_other(tmp_path: Path) -> None:
    path = write(tmp_path, {"title": ["x"], "html": 7, "lexical": "[[", "mobiledoc": 3}, {"title": "Rope"})
    pages, skipped = read(read_ghost, path)
    assert [page.facts.title for page in pages] == ["Rope"]
    assert list(skipped.values()) == ["empty"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"db": [{"data": {"posts": [', "is no whole JSON"),
        (b"[" * 200_000, "is no whole JSON"),
        (b'{"posts": 3}', "holds no posts of Ghost's"),
        (b"\xff\xfe", "is no whole JSON|holds no posts"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_is_wrong(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "salt.json"
    path.write_bytes(content)
    assert not is_ghost(path)
    with pytest.raises(SourceError, match=said):
        list(read_ghost(path, SourceSettings()))


_JSON = st.recursive(
    st.none() | st.integers() | st.text() | st.sampled_from(["root", "text", "list", "markdown", "heading"]),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from("root children type text nodes sections cards markups tag".split()), inner
        )
    ),
)


@given(_JSON)
def test_no_tree_breaks_the_reading(tree: object) -> None:
    for make in (lexical_to_html, mobiledoc_to_html, rich_content_to_html):
        assert isinstance(make(tree), str)
        assert isinstance(make(json.dumps(tree)), str)


def test_a_tree_as_deep_as_a_well_is_cut_off() -> None:
    node: dict[str, Any] = {"type": "text", "text": "bottom"}
    for _ in range(300):
        node = {"type": "quote", "children": [node]}
    assert "bottom" not in lexical_to_html({"root": {"children": [node]}})
