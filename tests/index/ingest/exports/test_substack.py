"""Substack's exports, zipped and unpacked."""

from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.exports.substack import is_substack, read_substack
from index.ingest.exports.tables import is_table
from index.settings import SourceSettings
from tests.fakes import write_blog
from tests.index.ingest.exports.helpers import body, read, write_zip

HEADER = "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n"
BUTTON = (
    '<p class="button-wrapper"><a class="button" href="https://salt.example/subscribe?x=1">'
    "<span>Subscribe now</span></a></p>"
)


def row(post_id: str = "12.rope", **changes: str) -> str:
    values = {
        "date": "2021-03-04T05:06:07.123Z",
        "live": "true",
        "type": "newsletter",
        "audience": "everyone",
        "title": "Rope &amp; wire",
        "subtitle": "",
    } | changes
    return ",".join([post_id, values.pop("date"), values.pop("live"), "", *values.values(), "\n"])


def write(folder: Path, rows: str, **posts: str) -> Path:
    files = {"posts.csv": HEADER + rows}
    files |= {f"posts/{name.replace('__', '.')}.html": text for name, text in posts.items()}
    return write_blog(folder / "export", files)


def test_of_the_real_export_three_posts_are_found(formats: Path) -> None:
    """By eye on posts.csv: 5 rows, of which one is not published and one is a page."""
    path = formats / "substack/fixtures"
    assert is_substack(path)
    assert not is_table(path)
    pages, skipped = read(read_substack, path)
    assert [page.facts.title for page in pages] == ["Plain Text", "Comment Buttons", "Talk to Us"]
    assert skipped == {"Plain Text": "a draft", "About Us": "a page of the site, not a post"}
    assert [page.facts.link for page in pages] == [None, None, None]  # the posts' boxes name two addresses
    text = "".join(map(body, pages))
    assert "Dolore magna aliqua." in text
    assert "Sign up" not in text
    assert "Leave a comment" not in text


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_post_brings_its_facts(tmp_path: Path, is_packed: bool) -> None:
    path = write(tmp_path, row(subtitle="On &quot;knots&quot;"), **{"12__rope": f"<p>Text.</p>{BUTTON}"})
    if is_packed:
        files = {p.relative_to(path).as_posix(): p.read_bytes() for p in path.rglob("*") if p.is_file()}
        path = write_zip(
            tmp_path / "export.zip", {f"salt/{name}": content for name, content in files.items()}
        )
    assert is_substack(path)
    (page,), skipped = read(read_substack, path)
    assert skipped == {}
    assert page.url == path.as_uri() + "#12"
    assert page.place == f"{path.name}: Rope & wire"
    assert body(page) == '<p>On "knots"</p>\n<p>Text.</p>'
    assert page.facts.source == "Substack export"
    assert page.facts.published == "2021-03-04T05:06:07+00:00"
    assert page.facts.link == "https://salt.example/p/rope"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"live": "false"}, "a draft"),
        ({"live": ""}, "a draft"),
        ({"type": "page"}, "a page of the site, not a post"),
        ({"type": "restack"}, 'not a post: its type is "restack"'),
        ({"audience": "only_paid"}, "private: for subscribers only"),
        ({"audience": "founding"}, "private: for subscribers only"),
    ],
)
def test_what_is_not_public_is_left_out_unless_asked_for(
    tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    path = write(tmp_path, row(title="Hidden", **changes), **{"12__rope": "<p>x</p>"})
    assert read(read_substack, path) == ([], {"Hidden": reason})
    assert len(read(read_substack, path, include_drafts=True)[0]) == 1


def test_what_does_not_belong_together_is_named(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        row("12.rope", title="Rope") + row("13.wire", title="Wire"),
        **{"12__rope": "<p>x</p>", "9__old": "y"},
    )
    pages, skipped = read(read_substack, path)
    assert [page.facts.title for page in pages] == ["Rope"]
    assert skipped == {"Wire": "its text is not in the export", "9.old": "not listed in posts.csv"}


def test_two_addresses_make_no_link(tmp_path: Path) -> None:
    other = BUTTON.replace("salt.example", "other.example")
    path = write(
        tmp_path,
        row("12.rope") + row("13.wire"),
        **{"12__rope": "<p>x</p>" + BUTTON, "13__wire": "<p>x</p>" + other},
    )
    assert [page.facts.link for page in read(read_substack, path)[0]] == [None, None]


def test_a_post_above_the_limit_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, row(), **{"12__rope": "<p>" + "x" * 5_000})
    assert read(read_substack, path, max_file_bytes=2_000)[1] == {
        "posts/12.rope.html": "larger than 2,000 bytes"
    }


def test_a_folder_without_the_table_says_so(tmp_path: Path) -> None:
    write_blog(tmp_path, {"posts/1.a.html": "x"})
    assert not is_substack(tmp_path)
    with pytest.raises(SourceError, match=r"holds no posts\.csv"):
        list(read_substack(tmp_path, SourceSettings()))


def test_another_tables_posts_csv_is_not_taken_for_substacks(formats: Path) -> None:
    assert not is_substack(formats / "wix/fixtures")
    assert not is_substack(formats / "beehiiv/fixtures")
    assert not is_substack(formats / "beehiiv/fixtures/posts.csv")
