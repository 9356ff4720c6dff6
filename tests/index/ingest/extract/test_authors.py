"""Whom to believe where a page names several (the many forms of bylines are in test_bylines.py)."""

from tests.index.ingest.extract.signed import TEXT, authors


def test_a_first_name_is_kept_though_somebody_is_named_in_full_far_off() -> None:
    page = "<meta name=author content=Emily><h1>Slow bread</h1>"
    assert authors(f"{page}{TEXT * 100}<span class=author>Bob Day</span>") == ("Emily",)
    assert authors(f"{page}<span class=author>Emily Lee</span>{TEXT}") == ("Emily Lee",)


def test_a_team_may_stand_beside_people() -> None:
    byline = "<p class=byline>By <a>Ann Lee</a>, <a>Bob Day</a>, and <a>Loaf Team</a></p>"
    assert authors(f"<h1>Slow bread</h1>{byline}{TEXT}") == ("Ann Lee", "Bob Day", "Loaf Team")


def test_a_blog_without_a_byline_is_by_whom_it_is_called_after() -> None:
    site = "<meta property=og:site_name content='{}'><h1>Slow bread</h1>"
    assert authors(site.format("Emily Lee’s Notes") + TEXT) == ("Emily Lee",)
    assert authors(f"{site.format('Emily Lee’s Notes')}<p>By Bob Day</p>{TEXT}") == ("Bob Day",)
    assert authors(site.format("Slow Notes") + TEXT) == ()


def test_a_guest_wrote_it_and_not_who_posted_it() -> None:
    posted = "<h1>Slow bread</h1><p>May 3, 2024 by <a href='/author/bob'>Bob Day</a></p>"
    assert authors(f"{posted}<i>This is a guest post from Ann Lee, a baker.</i>{TEXT}") == ("Ann Lee",)
    assert authors(f"{posted}<i>This article was written by Ann Lee for us.</i>{TEXT}") == ("Ann Lee",)


def test_a_byline_is_believed_before_who_is_stated_and_never_shown() -> None:
    page = f"<meta name=author content='Bob Day'><h1>Slow bread</h1><p>By Ann Lee</p>{TEXT}"
    assert authors(page) == ("Ann Lee",)
    assert authors(f"{page}<p>Baked with Bob Day</p>") == ("Bob Day",)
