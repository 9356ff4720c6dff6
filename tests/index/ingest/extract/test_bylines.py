"""Who wrote a post, where its page says it in one of many ways (more of it in test_facts.py)."""

import pytest

from tests.index.ingest.extract.signed import TEXT, authors


@pytest.mark.parametrize(
    "byline",
    [
        "<p>Written by</p><p>Ann Lee</p>",
        "<p>By Ann Lee</p>",
        "<ul><li>by: <a href='#'>Ann Lee</a></li></ul>",
        "<div><a href='/blog/authors/ann-lee'>Ann Lee</a></div>",
        "<a href='https://example.org/author/ann'><img src=a.jpg> Ann Lee</a>",
        "<b>Author</b><br>Ann Lee",
        "<span data-hook=user-name>Ann Lee</span>",
        "<p>Veröffentlicht am 15. Januar 2024 von <a href='/u/7'>Ann Lee</a> · 4 Minuten</p>",
        "<p>Publié le 1er février 2023 par Ann Lee</p>",
        "<div><a href='/autor/ann-lee'>Ann Lee</a></div>",
        "<div><a href='/news'>News</a> / By <a href='/author/ann'>Ann Lee</a></div>",
    ],
)
def test_a_byline_under_the_title_is_found(byline: str) -> None:
    assert authors(f"<h1>Slow bread</h1>{byline}{TEXT}") == ("Ann Lee",)


def test_the_name_on_a_card_for_sharing_is_taken() -> None:
    card = "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ann Lee'>"
    assert authors(f"{card}<h1>Slow bread</h1>{TEXT}") == ("Ann Lee",)
    assert authors(f"{card.replace('Written by', 'Reading time')}<h1>Slow bread</h1>{TEXT}") == ()


@pytest.mark.parametrize(
    "after",
    [
        "<p>By Bob Day</p>",  # a quotation's, as far as anybody can tell
        "<div class='comments'><a href='/author/bob'>Bob Day</a></div>",
        "<div id='respond'><span class='author'>Bob Day</span></div>",
    ],
)
def test_a_name_further_down_is_not_the_authors(after: str) -> None:
    assert authors(f"<h1>Slow bread</h1>{TEXT}{after}") == ()


@pytest.mark.parametrize("between", [" and ", ", ", " &amp; "])
def test_all_that_a_line_credits_are_named(between: str) -> None:
    byline = f"<p>by <a href='#'>Ann Lee</a>{between}<a href='#'>Bob Day</a></p>"
    assert authors(f"<h1>Slow bread</h1>{byline}{TEXT}") == ("Ann Lee", "Bob Day")


def test_a_known_name_beside_a_date_needs_no_by() -> None:
    page = "<h1>Slow bread</h1><span>{}</span><span>•</span><span>May 3, 2024</span>"
    assert authors(page.format("Emily Lee") + TEXT) == ("Emily Lee",)
    assert authors(page.format("Home Baking") + TEXT) == ()


def test_a_user_is_named_beside_a_time_that_no_calendar_knows() -> None:
    page = "<h1>Slow bread</h1><time>05/24 — noon</time><p>by ibby</p>"
    assert authors(page + TEXT) == ("ibby",)


def test_a_post_may_say_in_a_sentence_who_wrote_it() -> None:
    sentence = "<p>This post was written by Emily Lee, baker at Loaf, who has been at it for years.</p>"
    assert authors(f"<h1>Slow bread</h1>{TEXT * 20}{sentence}") == ("Emily Lee",)


def test_the_author_may_be_introduced_at_the_end() -> None:
    about = "<h4>About the author</h4><p>Emily Lee is a baker in Oslo.</p>"
    assert authors(f"<h1>Slow bread</h1>{TEXT * 20}{about}") == ("Emily Lee",)


def test_a_link_to_one_author_elsewhere_names_them_and_one_in_a_teaser_does_not() -> None:
    link = "<a href='/author/ann'>Ann Lee</a>"
    assert authors(f"<h1>Slow bread</h1>{TEXT * 100}<p>{link}</p>") == ("Ann Lee",)
    teaser = f"<section><div><h3><a href='/rye'>Rye</a></h3><p>{link}</p></div></section>"
    assert authors(f"<h1>Slow bread</h1><article>{TEXT * 100}</article>{teaser}") == ()
    assert authors(f"<h1>Slow bread</h1>{TEXT * 100}<nav>{link}</nav>") == ()


def test_a_short_name_that_is_marked_as_the_authors_is_believed() -> None:
    assert authors(f"<h1>Slow bread</h1><span class=author-name>Ask the Bakers</span>{TEXT}") == (
        "Ask the Bakers",
    )
    assert authors(f"<h1>Slow bread</h1><span class=author-name>Share this</span>{TEXT}") == ()


def test_whoever_comes_after_reviewed_by_is_no_author_though_marked() -> None:
    page = "<h1>Slow bread</h1><span>Reviewed by</span><span class=author-name>Bob Day</span>"
    assert authors(page + TEXT) == ()


LD = '<script type="application/ld+json">%s</script>'


def test_an_author_told_by_reference_is_found() -> None:
    graph = (
        '{"@graph": [{"@type": "Article", "author": {"@id": "#ann"}}, '
        '{"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]}'
    )
    assert authors(f"{LD % graph}<h1>Slow bread</h1>{TEXT}") == ("Ann Lee",)


def test_an_organisation_is_no_author() -> None:
    stated = LD % '{"@type": "Article", "author": {"@type": "Organization", "name": "Loaf Today"}}'
    assert authors(f"{stated}<h1>Slow bread</h1>{TEXT}") == ()
    assert authors(f"{stated}<h1>Slow bread</h1><p>By Ann Lee</p>{TEXT}") == ("Ann Lee",)


def test_the_sites_own_name_gives_way_to_a_person_and_stands_where_a_byline_shows_it() -> None:
    stated = "<meta property=og:site_name content=Loafers><meta name=author content=Loafers>"
    assert authors(f"{stated}<h1>Slow bread</h1>{TEXT}") == ()
    assert authors(f"{stated}<h1>Slow bread</h1><p>by Ann Lee</p>{TEXT}") == ("Ann Lee",)
    assert authors(f"{stated}<h1>Slow bread</h1><p>by Loafers</p>{TEXT}") == ("Loafers",)


def test_a_blog_may_be_called_after_who_writes_it() -> None:
    stated = "<meta property=og:site_name content='Ann Lee'><meta name=author content='Ann Lee'>"
    assert authors(f"{stated}<h1>Slow bread</h1>{TEXT}") == ("Ann Lee",)


def test_a_full_name_on_the_page_goes_before_a_users_name() -> None:
    page = "<meta name=author content=alee7><h1>Slow bread</h1><p class=byline>By Ann Lee</p>"
    assert authors(page + TEXT) == ("Ann Lee",)
    assert authors(f"<meta name=author content=alee7><h1>Slow bread</h1>{TEXT}") == ("alee7",)


@pytest.mark.parametrize(
    "content", ["page.extra.author", "content: Loaf, design: Roe", "{{ author }}", "CDC"]
)
def test_what_fills_a_field_and_names_nobody_is_not_believed(content: str) -> None:
    assert authors(f"<meta name=author content='{content}'><h1>Slow bread</h1>{TEXT}") == ()


def test_a_byline_that_names_more_than_is_stated_is_believed() -> None:
    stated = "<meta name=author content='Ann Lee'><h1>Slow bread</h1>"
    assert authors(f"{stated}<p>By Ann Lee and Bob Day</p>{TEXT}") == ("Ann Lee", "Bob Day")
    assert authors(f"{stated}<p>By Bob Day and Cy Orr</p>{TEXT}<p>© Ann Lee</p>") == ("Ann Lee",)


def test_all_authors_of_a_paper_are_taken_first_names_first() -> None:
    metas = "<meta name=citation_author content='Lee, Ann'><meta name=citation_author content='Bob Day'>"
    assert authors(f"{metas}<h1>Slow bread</h1>{TEXT}") == ("Ann Lee", "Bob Day")


def test_a_list_of_links_to_authors_is_one_byline() -> None:
    links = "<ul><li><a href='/author/a'>Ann Lee</a></li><li><a href='/author/b'>Bob Day</a></li></ul>"
    assert authors(f"<h1>Slow bread</h1>{links}{TEXT}") == ("Ann Lee", "Bob Day")


def test_who_checked_a_post_did_not_write_it() -> None:
    page = (
        "<h1>Slow bread</h1><p><b>Reviewed by</b> <a href='/author/b'>Bob Day</a></p>"
        "<p><b>By</b> <a href='/author/a'>Ann Lee</a></p>"
    )
    assert authors(page + TEXT) == ("Ann Lee",)


def test_at_the_end_of_a_page_one_name_is_the_authors_and_two_are_other_posts() -> None:
    box = "<div class='author-box'><h4 class='author-name'>{}</h4></div>"
    assert authors(f"<h1>Slow bread</h1>{TEXT * 100}{box.format('Ann Lee')}") == ("Ann Lee",)
    assert (
        authors(f"<h1>Slow bread</h1>{TEXT * 100}{box.format('Ann Lee')}{TEXT}{box.format('Bob Day')}") == ()
    )


def test_what_says_outright_who_wrote_is_heard_from_anywhere() -> None:
    assert authors(f"<h1>Slow bread</h1>{TEXT * 100}<h3>Article by</h3><div>Ann Lee</div>") == ("Ann Lee",)


def test_a_name_beside_its_picture_is_a_byline_and_beside_another_is_not() -> None:
    page = "<h1>Slow bread</h1><img {} alt='Ann Lee'><span>Ann Lee</span>"
    assert authors(page.format("class=avatar") + TEXT) == ("Ann Lee",)
    assert authors(page.format("class='h-10 rounded-full'") + TEXT) == ("Ann Lee",)
    assert authors(page.format("width=48") + TEXT) == ("Ann Lee",)
    assert authors(page.format("class=wide") + TEXT) == ()


def test_a_lead_between_the_title_and_the_byline_does_not_hide_it() -> None:
    lead = (
        "Bread that rests overnight tastes better, keeps longer and asks for less work than any other, " * 2
    )
    page = "<meta name=description content='{}'><h1>Slow bread</h1><p>{}</p><p>By Ann Lee</p>"
    assert authors(page.format(lead, lead) + TEXT) == ("Ann Lee",)
    assert authors(page.format("Bread.", lead) + TEXT) == ()


def test_several_authors_in_elements_side_by_side_are_all_named() -> None:
    person = "<div class=author><a href='#'><span itemprop=name>{}</span></a><small>{}</small></div>"
    people = person.format("Ann Lee", "Maintainer of Loaf") + person.format("Bob Day", "Writes the docs")
    assert authors(f"<h1>Slow bread</h1><div class=row>{people}</div>{TEXT}") == ("Ann Lee", "Bob Day")


def test_an_office_beside_a_name_is_no_second_author() -> None:
    byline = "<div><span class=author>Ann Lee</span><span class=author>Head Baker</span></div>"
    assert authors(f"<h1>Slow bread</h1>{byline}{TEXT}") == ("Ann Lee",)


def test_a_line_under_the_text_says_who_posted_it() -> None:
    footer = "<p>Posted by Ann Lee on May 17, 2006 at 09:11 PM in <a href='/garden'>Garden</a></p>"
    assert authors(f"<h1>Slow bread</h1>{TEXT}{footer}") == ("Ann Lee",)


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Text und Fotos: Ann Lee", "Ann Lee"),
        ("Door Ann Lee op 15 juni 2018", "Ann Lee"),
        ("Publicado por Ann Lee el 05/06/2017", "Ann Lee"),
        ("Rédigé par Ann Lee et publié depuis ici", "Ann Lee"),
        ("بقلم: سلمى الخطيب", "سلمى الخطيب"),
        ("نویسنده: مریم احمدی", "مریم احمدی"),
        ("โดย สมชาย ใจดี", "สมชาย ใจดี"),
        ("文：佐藤美咲", "佐藤美咲"),
        ("김민서 기자", "김민서"),
        ("글 박지훈 사진 이수진", "박지훈"),
        ("2021年03月04日 10:20 来源：管道网 作者：李文华", "李文华"),
        ("Опубликовано 04.03.2021 автором Ann Lee", "Ann Lee"),
        ("نشر في 4 مارس 2021 بواسطة خالد منصور", "خالد منصور"),
        ("Ann Lee tarafından 4 Mart 2021 tarihinde", "Ann Lee"),
    ],
)
def test_a_byline_may_be_in_another_language(byline: str, author: str) -> None:
    assert authors(f"<h1>Slow bread</h1><p>{byline}</p>{TEXT}") == (author,)


def test_authors_of_one_thing_may_stand_apart() -> None:
    one = "<div class=col><div><b itemprop=author itemscope><i itemprop=name>{}</i></b></div></div>"
    named = one.format("Emily Lee") + one.format("Robert Day")
    post = f"<div itemscope itemtype='https://schema.org/BlogPosting'><h1>Slow bread</h1>{named}{TEXT}</div>"
    assert authors(post) == ("Emily Lee", "Robert Day")


def test_an_office_may_stand_between_a_name_and_a_date() -> None:
    page = "<h1>Slow bread</h1><p>Emily Lee<br>{}</p><p>May 3, 2024</p>"
    assert authors(page.format("Transport correspondent") + TEXT) == ("Emily Lee",)
    assert authors(page.format("All the trains are late") + TEXT) == ()


def test_the_time_a_post_takes_may_stand_between_a_date_and_a_name() -> None:
    line = "<h1>Slow bread</h1><div><span>May 3, 2024</span> · 6 min · Emily Lee</div>"
    assert authors(line + TEXT) == ("Emily Lee",)


def test_a_list_of_all_who_write_for_a_site_names_no_author() -> None:
    people = "<li><a href='/author/ann'>Ann Lee</a></li><li><a href='/author/bob'>Bob Day</a></li>"
    assert authors(f"<h1>Slow bread</h1>{TEXT}<h3>Top contributors</h3><ul>{people}</ul>") == ()
    assert authors(f"<h1>Slow bread</h1>{TEXT}<h3>Authors</h3><ul>{people}</ul>") == ("Ann Lee", "Bob Day")


def test_the_author_of_a_book_is_not_the_posts() -> None:
    book = "<h1>Slow bread</h1><p><i>Crumbs</i> by Ann Lee (Loaf Press, 2019)</p>"
    assert authors(book + TEXT) == ()
    assert authors("<h1>Slow bread</h1><p><i>Posted</i> by Ann Lee</p>" + TEXT) == ("Ann Lee",)


def test_the_user_who_posted_it_is_named_where_nobody_else_is() -> None:
    foot = "<p><em>posted by loafer at <a href='#'>9:10 PM</a></em></p>"
    assert authors(f"<h1>Slow bread</h1>{TEXT}{foot}") == ("loafer",)
    assert authors(f"<h1>Slow bread</h1>{TEXT}{foot}{foot.replace('loafer', 'crumb')}") == ()


def test_authors_in_boxes_that_look_alike_are_named_together() -> None:
    box = "<div class=person><a href='/people/{0}'>{0} Lee</a><span>Partner</span></div>"
    people = box.format("Emily") + box.format("Robert")
    assert authors(f"<h1>Slow bread</h1><h4>Authors</h4>{people}{TEXT}") == ("Emily Lee", "Robert Lee")
    assert authors(f"<h1>Slow bread</h1>{TEXT}<h4>Key contacts</h4>{box.format('Emily')}") == ()


def test_a_word_for_a_date_may_stand_between_a_name_and_it() -> None:
    page = "<p>Emily Lee</p><p>Posted on <time datetime=2021-03-04>Mar 4</time></p><h1>Slow bread</h1>"
    assert authors(page + TEXT) == ("Emily Lee",)


@pytest.mark.parametrize("end", ["Auteur : Ann Lee", "Autorin: Ann Lee", "Автор: Ann Lee"])
def test_an_author_may_be_named_under_the_text_in_other_languages(end: str) -> None:
    assert authors(f"<h1>Slow bread</h1>{TEXT}<p>{end}</p>") == ("Ann Lee",)


def test_whom_the_title_names_the_post_is_about() -> None:
    page = "<h1>With Emily Lee</h1><img class=avatar alt='Emily Lee'><p>Emily Lee</p><p>May 3, 2024</p>"
    assert authors(page + TEXT) == ()
    assert authors(page.replace("<p>Emily", "<p>By Emily") + TEXT) == ("Emily Lee",)


def test_who_drew_may_stand_between_a_name_and_a_date() -> None:
    page = "<h1>Slow bread</h1><p>Emily Lee<br>Illustrations by Bob Day</p><p>May 3, 2024</p>"
    assert authors(page + TEXT) == ("Emily Lee",)


def test_a_byline_with_a_date_may_stand_under_a_long_lead() -> None:
    assert authors(f"<h1>Slow bread</h1>{TEXT}<p>By Ann Lee</p><p>May 3, 2024</p>{TEXT}") == ("Ann Lee",)
