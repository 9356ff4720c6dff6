"""When a post was published and when it was changed, and whose clock counts (more in test_facts.py)."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

from datetime import UTC, datetime

import pytest

from index.ingest.extract.facts import facts_beside, read_facts
from index.ingest.extract.page_tree import page_tree
from index.records import Facts, day_of

URL = "https://example.org/slow-bread"


def moments(html: str, url: str = URL, beside: Facts = Facts()) -> tuple[str | None, str | None]:  # noqa: B008 - frozen
    """(published, updated)."""
    found = read_facts(page_tree(html), url, beside)
    return found.published.value if found.published else None, found.updated.value if found.updated else None


def days(html: str, url: str = URL, beside: Facts = Facts()) -> tuple[str | None, str | None]:  # noqa: B008 - frozen
    """The days of these."""
    published, updated = moments(html, url, beside)
    return published and day_of(published), updated and day_of(updated)


@pytest.mark.parametrize(
    "page",
    [
        "<h1>x</h1><time datetime=2014-10-12T23:00:00.000Z>October 13, 2014</time>",
        "<time datetime=2014-10-12T23:00:00.000Z>13 October 2014</time><h1>x</h1>",
        "<meta property=article:published_time content=2014-10-12T23:00:00Z><h1>x</h1><p>13 October 2014</p>",
        "<meta property=article:published_time content=2014-10-14T03:00:00+00:00><h1>x</h1><p>13. Oktober 2014</p>",
    ],
)
def test_the_day_that_the_reader_sees_goes_before_greenwichs(page: str) -> None:
    assert days(page)[0] == "2014-10-13"


def test_the_day_in_the_address_goes_before_greenwichs() -> None:
    page = "<meta property=article:published_time content=2014-10-12T23:00:00Z><h1>x</h1>"
    assert days(page, "https://example.org/2014/10/13/x")[0] == "2014-10-13"
    feed = Facts(source="feed", published="2014-10-12T23:00:00Z")
    assert days("<h1>x</h1>", "https://example.org/2014/10/13/x", feed)[0] == "2014-10-13"
    found = facts_beside(feed, ("https://example.org/2014/10/13/x",)).published
    assert found is not None
    assert found.value == "2014-10-13"


@pytest.mark.parametrize(
    "page",
    [
        "<meta property=article:published_time content=2014-10-12T23:00:00+02:00><meta property=article:modified_time content=2014-11-01T08:30:00Z>",
        "<time itemprop=datePublished datetime='2014-10-12 23:00:00 +0200'>x</time><time itemprop=dateModified datetime=2014-11-01T08:30Z>x</time>",
        '<script type=application/ld+json>{"@type": "BlogPosting", "datePublished": "2014-10-12T23:00:00+02:00", "dateModified": "2014-11-01T08:30Z"}</script>',
    ],
)
def test_the_time_of_day_and_its_zone_are_kept_where_they_are_stated(page: str) -> None:
    assert moments(f"<h1>x</h1>{page}") == ("2014-10-12T23:00:00+02:00", "2014-11-01T08:30:00+00:00")


def test_of_two_who_state_one_day_the_one_that_says_the_time_is_believed() -> None:
    page = "<h1>x</h1><meta property=article:published_time content=2014-10-12>"
    assert moments(page, beside=Facts(source="feed", published="2014-10-12T23:00:00+02:00"))[0] == "2014-10-12T23:00:00+02:00"


def test_an_earlier_day_shown_right_above_the_title_goes_before_the_stated_one() -> None:
    page = "<meta name=dc.date content=2024-07-05><p>July 1, 2026</p><time datetime=2024-03-01>March 1, 2024</time><h1>x</h1>"
    assert days(page)[0] == "2024-03-01"


def test_where_only_a_change_is_shown_beside_the_title_other_posts_days_are_not_its_own() -> None:
    page = f"<p>Last updated: December 12, 2025</p><h1>x</h1>{'<p>words</p>' * 60}<div class=date>December 2, 2025</div>"
    assert days(page) == ("2025-12-12", "2025-12-12")


def test_a_time_element_of_a_change_is_not_when_it_was_published() -> None:
    page = f"<h1>x</h1>{'<p>words</p>' * 60}<time datetime=2025-04-10>Updated April 10, 2025</time>"
    found = read_facts(page_tree(page), URL).published
    assert found is not None
    assert found.source == "guessed"


def test_a_moment_by_the_writers_own_clock_is_not_moved() -> None:
    page = "<meta property=article:published_time content=2014-10-12T23:00:00+08:00><h1>x</h1><p>October 13, 2014</p>"
    assert days(page)[0] == "2014-10-12"


def test_the_day_it_was_published_is_told_from_the_day_it_was_changed() -> None:
    page = "<h1>x</h1><p>Published on March 3, 2020</p><p>Updated on April 4, 2021</p>"
    assert days(page) == ("2020-03-03", "2021-04-04")
    assert days("<h1>x</h1><p>Updated April 4, 2021 · Published March 3, 2020</p>") == (
        "2020-03-03",
        "2021-04-04",
    )
    assert days(
        "<h1>x</h1><span>Last updated</span> <span>April 4, 2021</span><span>March 3, 2020</span>"
    ) == ("2020-03-03", "2021-04-04")


@pytest.mark.parametrize(
    "change",
    [
        "<time class=updated datetime=2021-04-04>4 April</time>",
        "<time datetime=2021-04-04>Updated: 4 April 2021</time>",
        "<b>Aktualisiert am</b> <time datetime=2021-04-04>4.4.2021</time>",
        "<time itemprop=dateModified datetime=2021-04-04>4 April</time>",
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_time_element_of_a_change_is_not_the_publication(change: str, is_first: bool) -> None:
    published = "<time class='entry-date published' datetime=2020-03-03>3 March</time>"
    page = f"<h1>x</h1>{change}{published}" if is_first else f"<h1>x</h1>{published}{change}"
    assert days(page) == ("2020-03-03", "2021-04-04")


def test_one_time_element_for_both_is_the_publication() -> None:
    assert (
        days("<h1>x</h1><time class='entry-date published updated' datetime=2020-03-03>x</time>")[0]
        == "2020-03-03"
    )


@pytest.mark.parametrize(
    "stated",
    [
        "<meta property=article:modified_time content=2021-04-04>",
        '<script type="application/ld+json">{"@type": "Article", "dateModified": "2021-04-04"}</script>',
    ],
)
def test_a_stated_change_is_kept_and_never_before_the_publication(stated: str) -> None:
    assert days(f"{stated}<h1>x</h1><time datetime=2020-03-03>x</time>") == ("2020-03-03", "2021-04-04")
    assert days(f"{stated}<h1>x</h1><time datetime=2022-03-03>x</time>") == ("2022-03-03", None)


def test_a_note_of_a_change_at_the_head_of_the_text_does_not_date_the_post() -> None:
    page = "<h1>x</h1><p><strong>EDIT: 25 Sept 2010</strong> It works again.</p><span class=date-post>September 16, 2009</span>"
    assert days(page) == ("2009-09-16", "2010-09-25")


def test_a_system_that_states_the_last_publication_gives_way_to_the_line_under_the_title() -> None:
    stated = '<script type="application/ld+json">{"@type": "Article", "datePublished": "2025-08-21"}</script>'
    assert days(f"{stated}<h1>x</h1><p>Published <b>Apr 26, 2023</b></p>")[0] == "2023-04-26"
    told = "On April 26, 2023 we went to the mill, and what we saw there changed how we bake to this day."
    assert days(f"{stated}<h1>x</h1><p>{told}</p>")[0] == "2025-08-21"


def test_a_day_written_month_first_does_not_go_before_the_stated_one() -> None:
    stated = "<meta property=article:published_time content=2025-12-02>"
    assert days(f"{stated}<h1>x</h1><p>12.02.2025</p>")[0] == "2025-12-02"


def test_a_day_that_may_be_one_of_two_is_not_stated() -> None:
    for time in (
        "<time>02-12-2025</time>",
        "<time datetime=02-12-2025>x</time>",
        "<time datetime=02/12/2025>x</time>",
    ):
        found = read_facts(page_tree(f"<h1>x</h1>{time}"), URL).published
        assert found is None or found.source == "guessed"
    assert days("<h1>x</h1><time datetime=22-11-2025>x</time>")[0] == "2025-11-22"


def test_a_date_above_the_title_is_found() -> None:
    assert days("<div>January 23, 2025</div><h1>x</h1><p>Text.</p>")[0] == "2025-01-23"


def test_the_date_beside_the_posts_own_heading_is_taken_not_beside_the_sites() -> None:
    other = f"<h1><a href=/>Loaf</a></h1><p>Since 2 May 2001</p>{'<p>menu</p>' * 60}"
    assert (
        days(f"<title>Slow bread</title>{other}<h2>Slow bread</h2><p>3 March 2020</p>", URL)[0]
        == "2020-03-03"
    )


def test_a_page_of_json_ld_dates_the_post_on_it() -> None:
    stated = '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2020-03-03"}]}</script>'
    assert days(f"{stated}<h1>x</h1>")[0] == "2020-03-03"


def test_a_date_to_come_is_not_taken_from_anywhere() -> None:
    later = f"{datetime.now(UTC).year + 1}-03-03"
    page = f"<meta property=article:published_time content={later}><meta property=article:modified_time content={later}><h1>x</h1>"
    assert days(page, beside=Facts(source="feed", published=later, updated=later)) == (None, None)


def test_a_month_may_be_named_in_the_address() -> None:
    page = "<h1>x</h1><p>Text.</p>"
    assert days(page, "https://example.org/blog/2023/october/03/slow-bread")[0] == "2023-10-03"
    assert days(page, "https://example.org/blog/2023/ovens/03/slow-bread")[0] is None


@pytest.mark.parametrize(("language", "day"), [("en-US", "2025-03-04"), ("en", "2025-03-04"), ("en-GB", "2025-04-03"), ("", None)])
def test_the_pages_country_tells_which_of_two_days_is_meant(language: str, day: str | None) -> None:
    assert days(f"<html lang='{language}'><h1>x</h1><p>3/4/2025</p>")[0] == day


def test_a_page_that_dates_its_change_alone_was_there_by_then() -> None:
    found = read_facts(page_tree("<h1>x</h1><p>Last updated: 4 April 2021</p>"), URL)
    assert found.published is not None
    assert (found.published.value, found.published.source) == ("2021-04-04", "guessed")


def test_the_one_day_in_what_a_page_holds_for_its_scripts_is_taken() -> None:
    script = '<h1>x</h1><script>var p = {"publishedAt": "2021-02-03T08:00:00Z"};</script>'
    assert days(script)[0] == "2021-02-03"
    other = '<script>var q = {"publishedAt": "2022-02-03T08:00:00Z"};</script>'
    assert days(script + other)[0] is None


def test_a_day_in_spanish_with_hyphens_is_read() -> None:
    assert days("<h1>x</h1><p>Por Ana Ruiz, 04-ago-2021 5:11</p>")[0] == "2021-08-04"


def test_the_only_day_on_a_page_is_taken_for_a_guess() -> None:
    further = "<p>Text of it.</p>" * 60
    assert days(f"<h1>x</h1>{further}<small>December 17, 2025</small>")[0] == "2025-12-17"


@pytest.mark.parametrize("name", ["citation_publication_date", "published-date", "publish_date"])
def test_other_names_for_the_day_of_publication_are_known(name: str) -> None:
    assert days(f"<meta name='{name}' content='2021/02/03'><h1>x</h1>")[0] == "2021-02-03"


def test_the_first_day_of_a_theme_that_calls_it_updated_is_the_publication() -> None:
    related = "<div><h3><a href='/2'>Rye</a></h3><time datetime=2023-02-02>2 Feb</time></div>"
    assert days(f"<h1>x</h1><time class='entry-date updated' datetime=2021-08-19>19 Aug</time>{related}")[0] == "2021-08-19"


@pytest.mark.parametrize(
    "page",
    [
        "<h1>x</h1><p>Join us on March 3, 2023 at seven in the town hall.</p>",
        "<h1>x</h1><p>Deadline: March 3, 2021</p>",
        "<h1>x</h1><p>Est. 12 May 1998</p>",
        "<h1>x</h1><p>My aunt the baker died on 3 May 1999 in Kent.</p>",
        "<h1>x</h1><div class=comment><time datetime=2018-02-02>Feb 2, 2018</time></div>",
    ],
)
def test_a_day_that_the_post_tells_of_or_a_reader_wrote_is_not_its_own(page: str) -> None:
    assert days(page) == (None, None)


def test_a_sentence_about_the_post_may_date_it() -> None:
    note = "<h1>x</h1><p>This post was first published on our old site on March 3, 2020.</p>"
    assert days(note)[0] == "2020-03-03"


def test_a_time_that_was_long_ago_says_in_its_title_when() -> None:
    assert days("<h1>x</h1><time title='Wednesday, 5 June 2019 10:11'>4 years ago</time>")[0] == "2019-06-05"


def test_the_state_of_a_german_page_is_a_change() -> None:
    line = "<h1>x</h1><p>Stand: 14.02.2022, 18:30 Uhr | Erstveröffentlichung: 10.02.2022</p>"
    assert days(line) == ("2022-02-10", "2022-02-14")


def test_the_pages_country_is_asked_above_the_title_too() -> None:
    assert days("<html lang=en><h2>4/02/2011</h2><h1>x</h1><p>Bread.</p></html>")[0] == "2011-04-02"


def test_where_and_when_news_is_from_dates_it() -> None:
    assert days("<h1>x</h1><p>LONDON, 4 March 2021 – The Loaf today announced that it has bread.</p>")[0] == "2021-03-04"


def test_a_change_told_before_the_publication_is_not_taken_for_its_label() -> None:
    line = "<h1>x</h1><p>Updated: 09/05/2022 - Posted: 25/03/2021</p>"
    assert days(line)[0] == "2021-03-25"
