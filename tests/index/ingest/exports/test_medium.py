"""Medium's exports, zipped and unpacked."""

from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.exports.medium import is_medium, read_medium
from index.settings import SourceSettings
from tests.fakes import write_blog
from tests.index.ingest.exports.helpers import body, read, write_zip

CANONICAL = '<a href="https://medium.com/@ida/rope-1a2b" class="p-canonical">Canonical link</a>'
TIME = '<time class="dt-published" datetime="2021-03-04T05:06:07.123Z">March 4, 2021</time>'


def post(
    title: str = "Rope",
    text: str = "<h3 class='graf--title'>Rope</h3><p>Text.</p>",
    footer: str = CANONICAL + TIME,
) -> str:
    return (
        f'<html><head><title>{title}</title></head><body><article class="h-entry"><header>'
        f'<h1 class="p-name">{title}</h1></header>'
        f'<section data-field="subtitle" class="p-summary">Sub</section>'
        f'<section data-field="body" class="e-content">{text}</section><footer>{footer}'
        '<p>By <a class="p-author h-card" href="https://medium.com/@ida">Ida Holm</a></p>'
        "<p>Exported from Medium on May 1, 2021.</p></footer></article></body></html>"
    )


def test_of_the_real_export_seven_posts_are_found(formats: Path) -> None:
    """By eye on the 9 files of posts/: one draft (no canonical link, no date) and one response."""
    path = formats / "medium/fixtures/export"
    assert is_medium(path)
    pages, skipped = read(read_medium, path)
    assert len(pages) == 7
    assert skipped == {"Draft Post Title": "a draft", "This is a comment": "a response to another post"}
    text = "".join(map(body, pages))
    assert "Exported from" not in text
    assert "Tagged in" not in text
    basic = next(page for page in pages if page.facts.title == "Basic Post Title")
    assert basic.facts.published == "2018-08-11T11:23:34+00:00"
    assert basic.facts.authors == ("Joe Bloggs",)
    assert basic.facts.tags == ("Things", "Stuff")
    assert basic.facts.link == "https://medium.com/@JoeBloggs/testpost-efefef12121212"
    assert "This is a another paragraph of text and stuff." in body(basic)


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_post_brings_its_facts(tmp_path: Path, is_packed: bool) -> None:
    text = "<h3 class='graf--title'>Rope</h3><h4 class='graf graf--subtitle'>Sub</h4><p>Text.</p>"
    files = {
        "README.html": "<p>hello</p>",
        **{f"claps/claps-{n:04}.html": "<ul><li>x</li></ul>" for n in range(60)},
        "posts/2021-03-04_Rope-1a2b.html": post("Rope &amp; wire", text),
    }
    path = write_zip(tmp_path / "m.zip", files) if is_packed else write_blog(tmp_path / "m", files)
    assert is_medium(path)
    (page,), skipped = read(read_medium, path)
    assert skipped == {}
    assert page.url == path.as_uri() + "#2021-03-04_Rope-1a2b"
    assert (page.facts.source, page.facts.title) == ("Medium export", "Rope & wire")
    assert page.facts.published == "2021-03-04T05:06:07+00:00"
    assert body(page) == '<h3 class="graf--title">Rope</h3><p class="graf graf--subtitle">Sub</p><p>Text.</p>'


@pytest.mark.parametrize(
    ("name", "html"),
    [("draft_Rope-1a2b.html", post()), ("Rope.html", post(footer="<a href='x'>View original.</a>"))],
)
def test_drafts_are_left_out_unless_asked_for(tmp_path: Path, name: str, html: str) -> None:
    write_blog(tmp_path, {f"posts/{name}": html})
    assert read(read_medium, tmp_path) == ([], {"Rope": "a draft"})
    assert len(read(read_medium, tmp_path, include_drafts=True)[0]) == 1


@pytest.mark.parametrize(
    ("html", "is_response"),
    [
        (post("Thank you for…", "<p>Thank you for this, Per.</p>"), True),
        (post("Thank you", "<h3>Thank you</h3><p>A real post.</p>"), False),
        (post("Thank you", "<p>Another beginning.</p>"), False),
        (post("Thank you", "<p>Thank you</p>", CANONICAL + TIME + "<a class='p-tag'>Thanks</a>"), False),
        (post("Thank you", "<p>Thank you " + "word " * 400 + "</p>"), False),
    ],
)
def test_a_short_text_called_by_its_first_words_is_a_response(
    tmp_path: Path, html: str, is_response: bool
) -> None:
    write_blog(tmp_path, {"posts/a.html": html})
    pages, skipped = read(read_medium, tmp_path, include_drafts=True)
    assert (len(pages), list(skipped.values())) == (
        (0, ["a response to another post"]) if is_response else (1, [])
    )


def test_other_folders_of_html_are_not_taken_for_exports(tmp_path: Path) -> None:
    write_blog(
        tmp_path, {"posts/a.html": "<article class='h-entry'><div class='e-content'>x</div></article>"}
    )
    assert not is_medium(tmp_path)
    with pytest.raises(SourceError, match="holds no posts of Medium's"):
        list(read_medium(tmp_path, SourceSettings()))
