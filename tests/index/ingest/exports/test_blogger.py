"""Blogger's backups: old and new Atom, Takeout folders and zips."""

from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.exports.blogger import is_blogger, read_blogger
from index.settings import SourceSettings
from tests.fakes import write_blog
from tests.index.ingest.exports.helpers import body, read, write_zip

KIND = "http://schemas.google.com/blogger/2008/kind#"
OLD_HEAD = """<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'
 xmlns:app='http://purl.org/atom/app#' xmlns:thr='http://purl.org/syndication/thread/1.0'>
<id>tag:blogger.com,1999:blog-1.archive</id><title type='text'>Salt &amp;amp; Stone</title>
<link rel='alternate' type='text/html' href='http://salt.blogspot.com/'/>"""
NEW_HEAD = """<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'
 xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-1</id><title>Salt</title>"""


def old(kind: str, title: str = "Rope", extra: str = "") -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.{kind}-5</id><published>2021-03-04T05:06:07-08:00</published>"
        f"<category scheme='http://schemas.google.com/g/2005#kind' term='{KIND}{kind}'/>"
        f"<category scheme='http://www.blogger.com/atom/ns#' term='Knots'/>"
        f"<title>{title}</title><content type='html'>&lt;p&gt;Text &amp;amp; more.&lt;/p&gt;</content>{extra}"
        "<author><name>Ida Holm</name><email>noreply@blogger.com</email></author></entry>"
    )


def new(kind: str, status: str = "LIVE", title: str = "Rope") -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.post-5</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status><author><name>Ida Holm</name>"
        f"<blogger:type>BLOGGER</blogger:type></author>"
        f"<title>{title}</title><content type='html'>&lt;p&gt;Text.&lt;/p&gt;</content>"
        "<blogger:created>2021-03-04T05:06:07Z</blogger:created><published>2021-03-05T05:06:07Z</published>"
        "<updated>2021-04-05T05:06:07Z</updated><category scheme='tag:blogger.com,1999:blog-1' term='Knots'/>"
        "<blogger:filename>/2021/03/rope.html</blogger:filename><link/></entry>"
    )


def write(folder: Path, *entries: str, head: str = OLD_HEAD) -> Path:
    path = folder / "blog.xml"
    path.write_text(head + "".join(entries) + "</feed>", encoding="utf-8")
    return path


def test_of_a_real_backup_the_one_live_post_is_found(formats: Path) -> None:
    """By grep on kind#…: 2 posts and 2 pages, one draft of each; 1 comment, 58 settings, 1 template."""
    path = formats / "blogger/bloggerexport.xml"
    assert is_blogger(path)
    (page,), skipped = read(read_blogger, path)
    assert skipped == {
        "Black as Egypt's Night": "a draft",
        "Test page 2": "a draft",
        "Test page": "a page of the site, not a post",
    }
    assert page.facts.title == "The Steel Windpipe"
    assert page.facts.link == "http://youngdoctornotes.blogspot.com/2010/11/the-steel-windpipe.html"
    assert page.facts.published == "2010-11-27T07:12:00-08:00"
    assert page.facts.authors == ("Mikhail Afanasyevich Bulgakov",)
    assert page.facts.site == "Notes of a Young Doctor"
    assert body(page).startswith("It was a cold Winter's night.<br />")
    everything, _ = read(read_blogger, path, include_drafts=True)
    assert len(everything) == 4
    assert not [p for p in everything if "always a pleasure" in body(p)]


def test_an_old_entry_brings_its_facts(tmp_path: Path) -> None:
    link = "<link rel='replies' href='http://salt.blogspot.com/x#c'/>"
    link += "<link rel='alternate' href='http://salt.blogspot.com/x'/>"
    (page,), _ = read(
        read_blogger, write(tmp_path, old("post", extra=link), old("comment", "Hi"), old("settings"))
    )
    assert page.url.endswith("blog.xml#post-5")
    assert body(page) == "<p>Text &amp; more.</p>"
    assert (page.facts.site, page.facts.tags, page.facts.authors) == (
        "Salt & Stone",
        ("Knots",),
        ("Ida Holm",),
    )
    assert page.facts.link == "http://salt.blogspot.com/x"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (old("post", extra="<app:control><app:draft>yes</app:draft></app:control>"), "a draft"),
        (old("page"), "a page of the site, not a post"),
        (new("POST", "DRAFT"), "a draft"),
        (new("POST", "SCHEDULED"), "not published yet"),
        (new("PAGE"), "a page of the site, not a post"),
    ],
)
def test_drafts_and_pages_are_left_out_unless_asked_for(tmp_path: Path, entry: str, reason: str) -> None:
    path = write(tmp_path, entry, head=NEW_HEAD if "blogger:type" in entry else OLD_HEAD)
    assert read(read_blogger, path) == ([], {"Rope": reason})
    assert len(read(read_blogger, path, include_drafts=True)[0]) == 1


def test_deleted_posts_never_come_back(tmp_path: Path) -> None:
    path = write(tmp_path, new("POST", "SOFT_TRASHED"), head=NEW_HEAD)
    assert read(read_blogger, path, include_drafts=True) == ([], {"Rope": "in the trash"})


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_takeout_is_read_with_the_address_from_its_settings(tmp_path: Path, is_packed: bool) -> None:
    files = {
        "Takeout/Blogger/Blogs/Salt/feed.atom": NEW_HEAD
        + new("POST")
        + new("COMMENT", title="Hi")
        + "</feed>",
        "Takeout/Blogger/Blogs/Salt/settings.csv": "blog_subdomain,blog_title\nsalt,Salt\n",
        "Takeout/Blogger/Comments/Salt/feed.atom": NEW_HEAD + new("COMMENT", title="Mine") + "</feed>",
    }
    path = write_zip(tmp_path / "t.zip", files) if is_packed else write_blog(tmp_path / "t", files)
    assert is_blogger(path)
    (page,), skipped = read(read_blogger, path)
    assert skipped == {}
    assert page.facts.link == "https://salt.blogspot.com/2021/03/rope.html"
    assert (page.facts.published, page.facts.updated) == (
        "2021-03-05T05:06:07+00:00",
        "2021-04-05T05:06:07+00:00",
    )
    assert page.facts.authors == ("Ida Holm",)


def test_entities_are_refused(tmp_path: Path) -> None:
    head = OLD_HEAD.replace("<feed", '<!DOCTYPE feed [<!ENTITY x "y">]><feed', 1)
    with pytest.raises(SourceError, match="declares entities, which a Blogger backup never needs"):
        list(read_blogger(write(tmp_path, old("post"), head=head), SourceSettings()))


@pytest.mark.parametrize(
    "content",
    [
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2008'><entry/></feed>",
        "<rss/>",
        "",
    ],
)
def test_other_feeds_are_not_taken_for_backups(tmp_path: Path, content: str) -> None:
    path = tmp_path / "blog.xml"
    path.write_text(content)
    assert not is_blogger(path)
    assert not is_blogger(tmp_path)
