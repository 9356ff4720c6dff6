"""What a page says about itself, and which of its words is believed (more of it in test_html.py)."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

from dataclasses import fields
from types import SimpleNamespace

import pytest

from index.ingest.extract.facts import ToldFacts, read_facts
from index.ingest.extract.page_tree import page_tree
from index.ingest.extract.titles import without_site
from index.ingest.extract.told import Told
from index.records import Facts

URL = "https://example.org/posts/slow-bread"


def told(html: str, url: str = URL, beside: Facts = Facts()) -> ToldFacts:  # noqa: B008 - frozen
    return read_facts(page_tree(html), url, beside)


def facts(html: str, url: str = URL) -> SimpleNamespace:
    """The values alone."""
    found = told(html, url)
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return SimpleNamespace(**{name: getattr(value, "value", value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        ("Slow bread | The Long Table", "The Long Table", "Slow bread"),
        ("The Long Table: Slow bread", "The Long Table", "The Long Table: Slow bread"),
        ("The Long Table – Slow bread – Part 2", "the long table", "Slow bread – Part 2"),
        ("Slow bread – Part 2 :: The Long Table", "The Long Table", "Slow bread – Part 2"),
        ("The Long Table", "The Long Table", "The Long Table"),
        ("Slow bread | Baking", None, "Slow bread | Baking"),
        ("Slow-bread", "bread", "Slow-bread"),
    ],
)
def test_a_sites_name_is_taken_off_a_title(title: str, site: str | None, bare: str) -> None:
    assert without_site(title, site) == bare


def test_what_the_reader_sees_goes_before_what_is_stated() -> None:
    found = facts(
        "<title>SEO: buy bread</title><meta property='og:title' content='Buy bread'><h1>Slow bread</h1>"
    )
    assert found.title == "Slow bread"


def test_of_several_headings_the_one_that_the_title_repeats_is_it() -> None:
    found = facts(
        "<title>Slow bread – The Long Table</title><h1>The Long Table</h1><h1>Slow bread</h1><h1>Newsletter</h1>"
    )
    assert found.title == "Slow bread"


def test_an_address_is_made_whole() -> None:
    assert facts("<link rel=canonical href='/slow-bread'>").link == "https://example.org/slow-bread"
    assert facts("<link rel=canonical href='//example.net/x'>").link == "https://example.net/x"


def test_a_saved_page_does_not_make_a_web_address_of_a_local_one() -> None:
    assert facts("<link rel=canonical href='/slow-bread'>", "file:///home/me/page.html").link is None


def test_the_stated_author_goes_before_the_byline() -> None:
    found = facts("<meta name=author content='Ann Lee'><p class=byline>By Bob Day</p>")
    assert found.authors == ("Ann Lee",)


@pytest.mark.parametrize("stated", ["admin", "https://example.org/author/1", "  "])
def test_a_stated_author_who_is_nobody_gives_way_to_the_byline(stated: str) -> None:
    assert facts(f"<meta name=author content='{stated}'><p class=byline>By Bob Day</p>").authors == (
        "Bob Day",
    )


def test_a_commenters_name_is_not_the_author() -> None:
    found = facts(
        "<h1>Slow bread</h1><p>Text.</p><ol class=comment-list><li><span class='comment-author'>By Troll Face</span></li></ol>"
    )
    assert found.authors is None


def test_the_date_of_another_post_is_not_this_ones() -> None:
    further = "<p>Text of it.</p>" * 40
    found = facts(
        f"<h1>Slow bread</h1><time datetime=2021-02-03>x</time>{further}<time datetime=2024-01-01>y</time>"
    )
    assert found.published == "2021-02-03"


def test_the_address_dates_a_post_that_says_nothing() -> None:
    assert facts("<h1>x</h1>", "https://example.org/2021/02/03/slow-bread").published == "2021-02-03"


def test_the_language_may_be_stated_in_several_ways() -> None:
    assert facts("<html lang='pt-BR'>").language == "pt"
    assert facts("<meta property='og:locale' content='de_DE'>").language == "de"
    assert facts("<html lang='{{ page.lang }}'>").language is None


def test_a_page_that_says_nothing_has_no_facts() -> None:
    assert told("<p>Text.</p>") == ToldFacts()


LD = '<script type="application/ld+json">{"@type": "BlogPosting", %s}</script>'


@pytest.mark.parametrize(
    ("html", "fact", "expected"),
    [
        ("<title>x</title><h1>Slow bread</h1>", "title", Told("Slow bread", "heading")),
        (LD % '"headline": "Slow bread"', "title", Told("Slow bread", "JSON-LD")),
        ("<meta property=og:title content='Slow bread'>", "title", Told("Slow bread", "meta")),
        ("<title>Slow bread</title>", "title", Told("Slow bread", "page title")),
        (LD % '"author": {"name": "Ann Lee"}', "authors", Told(("Ann Lee",), "JSON-LD")),
        ("<meta name=author content='Ann Lee'>", "authors", Told(("Ann Lee",), "meta")),
        ("<h1>x</h1><p class=byline>By Ann Lee</p>", "authors", Told(("Ann Lee",), "byline")),
        (LD % '"datePublished": "2021-02-03"', "published", Told("2021-02-03", "JSON-LD")),
        ("<meta property=article:published_time content=2021-02-03>", "published", Told("2021-02-03", "meta")),
        ("<h1>x</h1><time datetime=2021-02-03>then</time>", "published", Told("2021-02-03", "time element")),
        ("<h1>x</h1><p>3 February 2021</p>", "published", Told("2021-02-03", "text")),
        (LD % '"keywords": "bread, salt"', "tags", Told(("bread", "salt"), "JSON-LD")),
        ("<meta property=article:tag content=bread>", "tags", Told(("bread",), "meta")),
        ("<a rel=tag href=/t>bread</a>", "tags", Told(("bread",), "text")),
        ("<html lang=de>", "language", Told("de", "html element")),
        (LD % '"inLanguage": "de"', "language", Told("de", "JSON-LD")),
        ("<meta property=og:site_name content=Loaf>", "site", Told("Loaf", "meta")),
        (LD % '"publisher": {"name": "Loaf"}', "site", Told("Loaf", "JSON-LD")),
        ("<link rel=canonical href=/b>", "link", Told("https://example.org/b", "canonical link")),
        ("<meta property=og:url content='https://example.org/b'>", "link", Told("https://example.org/b", "meta")),
    ],
)  # fmt: skip
def test_every_fact_says_where_it_comes_from(html: str, fact: str, expected: object) -> None:
    assert getattr(told(html), fact) == expected


def test_a_date_in_the_address_says_so() -> None:
    assert told("<h1>x</h1>", "https://example.org/2021/02/03/x").published == Told("2021-02-03", "URL")


def test_a_date_that_nobody_states_is_called_a_guess() -> None:
    page = f"<h1>x</h1>{'<p>Text of it.</p>' * 60}<div>Last build: 2021-02-03</div>"
    assert told(page).published == Told("2021-02-03", "guessed")


FEED = Facts(
    source="feed",
    link="https://example.org/from-feed",
    title="From the feed",
    authors=("Fay Feed",),
    published="2021-02-03",
    updated="2021-03-04",
    tags=("fed",),
    language="fr",
    site="The Feed",
)


def test_a_feed_fills_in_what_the_page_does_not_say() -> None:
    assert told("<p>Text.</p>", beside=FEED) == ToldFacts(
        link=Told("https://example.org/from-feed", "feed"),
        title=Told("From the feed", "feed"),
        authors=Told(("Fay Feed",), "feed"),
        published=Told("2021-02-03", "feed"),
        updated=Told("2021-03-04", "feed"),
        tags=Told(("fed",), "feed"),
        language=Told("fr", "feed"),
        site=Told("The Feed", "feed"),
    )


def test_a_feeds_title_goes_before_the_pages() -> None:
    assert told("<h1>Slow bread, a guide by Loaf</h1>", beside=FEED).title == Told("From the feed", "feed")


@pytest.mark.parametrize("cut", ["Slow bread and…", "Slow bread and ...", "Slow bread and […]"])
def test_a_feeds_title_that_is_cut_short_gives_way_to_the_whole(cut: str) -> None:
    page = "<title>x</title><h1>Slow bread and its crust</h1>"
    assert told(page, beside=Facts(source="feed", title=cut)).title == Told(
        "Slow bread and its crust", "heading"
    )


def test_the_earlier_of_two_stated_days_is_when_it_was_published() -> None:
    page = "<meta property=article:published_time content=%s>"
    assert told(page % "2021-02-01", beside=FEED).published == Told("2021-02-01", "meta")
    assert told(page % "2021-02-09", beside=FEED).published == Told("2021-02-03", "feed")


def test_a_feeds_author_goes_before_a_byline_but_not_before_the_pages_own_statement() -> None:
    byline = "<h1>x</h1><p class=byline>By Bob Day</p>"
    assert told(byline, beside=FEED).authors == Told(("Fay Feed",), "feed")
    stated = LD % '"author": {"name": "Ann Lee"}'
    assert told(stated, beside=FEED).authors == Told(("Ann Lee",), "JSON-LD")


@pytest.mark.parametrize("home", ["https://example.org", "https://example.org/", "/"])
def test_a_canonical_link_that_sends_every_page_home_is_not_believed(home: str) -> None:
    assert told(f"<link rel=canonical href='{home}'>").link is None


def test_a_front_page_may_call_itself_so() -> None:
    assert facts("<link rel=canonical href='/'>", "https://example.org").link == "https://example.org/"


@pytest.mark.parametrize("title", ["Slow bread - The Long Table", "The Long Table | Slow bread"])
def test_the_end_of_the_title_that_leads_home_is_the_sites_name(title: str) -> None:
    found = told(f"<title>{title}</title><a href='/'>The Long Table</a><h2>Not it</h2>")
    assert found.site == Told("The Long Table", "page title")
    assert found.title == Told("Slow bread", "page title")


def test_a_title_of_one_word_beside_the_sites_name_is_left_whole() -> None:
    assert (
        facts("<title>About - The Long Table</title><a href='/'>The Long Table</a>").title
        == "About - The Long Table"
    )


@pytest.mark.parametrize("link", ["/baking", "/#top", "/?cat=1"])
def test_the_end_of_the_title_that_leads_elsewhere_is_none(link: str) -> None:
    assert told(f"<title>Slow bread - Baking</title><a href='{link}'>Baking</a>").site is None


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<meta name=news_keywords content='bread, salt'>", ("bread", "salt")),
        (LD % '"keywords": [{"@type": "DefinedTerm", "name": "bread"}, "salt"]', ("bread", "salt")),
        ("<a class=post-tag href='/tag/bread'>bread</a>", ("bread",)),
        ("<a class=post-tag href='/about'>bread</a>", ()),
        ("<div class=comments><a class=tag href='/tag/bread'>bread</a></div>", ()),
        (LD % '"articleSection": ["Baking"]', ("Baking",)),
        (LD % '"articleSection": "Baking", "keywords": "bread"', ("bread",)),
        ("<meta property=article:section content=Baking>", ("Baking",)),
    ],
)
def test_what_a_post_is_filed_under_is_read(html: str, tags: tuple[str, ...]) -> None:
    found = told(html).tags
    assert (found.value if found else ()) == tags


@pytest.mark.parametrize(
    ("html", "image"),
    [
        (
            "<meta property=og:image content='/bread.jpg'>",
            Told("https://example.org/bread.jpg", "meta"),
        ),
        (LD % '"image": {"url": "https://example.net/b.jpg"}', Told("https://example.net/b.jpg", "JSON-LD")),
        (LD % '"image": ["https://example.net/b.jpg"]', Told("https://example.net/b.jpg", "JSON-LD")),
        (
            LD % '"image": {"@id": "#lead"}'
            + '<script type=application/ld+json>{"@id": "#lead", "contentUrl": "/b.jpg"}</script>',
            Told("https://example.org/b.jpg", "JSON-LD"),
        ),
        (LD % '"thumbnailUrl": "https://example.net/b.jpg"', Told("https://example.net/b.jpg", "JSON-LD")),
        ("<meta property=og:image content='data:image/png;base64,AA'>", None),
    ],
)
def test_the_lead_image_is_the_one_that_is_stated(html: str, image: Told[str] | None) -> None:
    assert told(html).image == image


@pytest.mark.parametrize(
    ("html", "description"),
    [
        ("<meta name=description content='Bread,  slowly.'>", Told("Bread, slowly.", "meta")),
        (LD % '"description": "Salt &amp; time."', Told("Salt & time.", "JSON-LD")),
        (LD % '"description": ["Salt"]', None),
    ],
)
def test_what_a_page_says_of_its_post_in_short_is_kept(html: str, description: Told[str] | None) -> None:
    assert told(html).description == description


@pytest.mark.parametrize("wrap", ["<!--\n%s\n-->", "//<![CDATA[\n%s\n//]]>", "/*<![CDATA[*/%s/*]]>*/"])
def test_json_ld_that_an_old_template_wraps_is_read(wrap: str) -> None:
    script = '<script type="application/ld+json; charset=utf-8">%s</script>'
    html = script % (wrap % '{"@type": "BlogPosting", "headline": "Slow bread"}')
    assert told(html).title == Told("Slow bread", "JSON-LD")
