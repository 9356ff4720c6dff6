"""Saved web pages: the post comes out whole, and the site stays outside."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

import csv
import subprocess
import sys
import time
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import NotAPost
from index.ingest.extract import extract
from index.ingest.extract.html import extract_html
from index.records import BlockKind, Post, day_of
from tests.conftest import PROJECT_ROOT
from tests.fakes import block_texts, make_page

SAMPLES = PROJECT_ROOT / "samples"
DATA = PROJECT_ROOT / "tests/data"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


FACTS = {row["post"]: row for row in table("sample_facts.tsv")}
CHROME = [(row["post"], row["phrase"]) for row in table("sample_chrome.tsv")]


@cache
def sample(place: str) -> Post:
    return extract(make_page((SAMPLES / place).read_bytes(), place))


def read(body: str, head: str = "", title: str = "A title") -> Post:
    """The post in a page with `body` under its title."""
    return extract_html(
        make_page(
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
            f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
        )
    )


WORDS = "The dough rests in the cellar overnight, and by the morning it has doubled in size."


# --- the project's own posts


def test_every_sample_has_its_facts_written_down() -> None:
    there = {
        path.relative_to(SAMPLES).as_posix()
        for path in SAMPLES.rglob("*")
        if path.suffix in (".html", ".md", ".txt")
    }
    assert there == FACTS.keys()


@pytest.mark.parametrize("place", FACTS)
def test_a_sample_has_its_title_authors_and_date(place: str) -> None:
    post, facts = sample(place), FACTS[place]
    assert post.title == facts["title"]
    assert post.authors == tuple(facts["author"].split("; "))
    assert day_of(post.published or "") == facts["date"]


@pytest.mark.parametrize(("place", "phrase"), CHROME)
def test_what_stands_around_a_sample_is_not_in_it(place: str, phrase: str) -> None:
    assert phrase not in sample(place).text


@pytest.mark.parametrize("place", FACTS)
def test_a_sample_is_long_and_begins_with_text_of_its_own(place: str) -> None:
    post = sample(place)
    assert len(post.text.split()) > 500
    assert post.title not in block_texts(post, BlockKind.HEADING)
    assert "\n\n".join(post.text[b.start_char : b.end_char] for b in post.blocks) == post.text


# --- structure


def test_inline_code_stays_in_its_sentence() -> None:
    post = read(
        f"<p>{WORDS}</p><p>Run <code>git bisect start</code> and then press <kbd>q</kbd> to leave it.</p>"
    )
    assert "Run git bisect start and then press q to leave it." in post.text


def test_links_emphasis_and_marks_leave_no_trace() -> None:
    post = read(
        f"<p>{WORDS}</p><p>It is <em>very</em> <a href='/x'>well known</a>, <strong>really</strong><sup>2</sup>"
        " and H<sub>2</sub>O is <mark>wet</mark>.</p>"
    )
    assert "It is very well known, really" in post.text
    assert "is wet." in post.text


def test_code_keeps_its_lines_and_indents() -> None:
    post = read(
        f"<p>{WORDS}</p><pre><code>def bake():\n    wait(8)\n\n    return 'bread'\n</code></pre><p>{WORDS} Twice.</p>"
    )
    (code,) = block_texts(post, BlockKind.CODE)
    assert code.splitlines()[:2] == ["def bake():", "    wait(8)"]
    assert "return 'bread'" in code


def test_highlighted_code_is_not_torn_apart() -> None:
    spans = '<span class="kd">let</span> <span class="nx">x</span> <span class="o">=</span> <span class="mi">1</span>;\nnext();'
    post = read(
        f'<p>{WORDS}</p><div class="highlight"><pre><code class="language-js">{spans}</code></pre></div>'
    )
    assert "let x = 1;\nnext();" in post.text


def test_table_rows_are_read_as_rows() -> None:
    post = read(
        f"<p>{WORDS}</p><table><tr><th>Lamp</th><th>Lux</th></tr><tr><td>Small</td><td>2,500</td></tr>"
        f"<tr><td>Large</td><td>10,000</td></tr></table><p>{WORDS} Again.</p>"
    )
    assert block_texts(post, BlockKind.TABLE_ROW) == ["Lamp | Lux", "Small | 2,500", "Large | 10,000"]


def test_a_table_for_layout_is_read_as_text() -> None:
    post = extract_html(
        make_page(
            "<html><head><title>Old page</title></head><body><table><tr><td><h1>Old page</h1>"
            f"<p>{WORDS}</p><p>{WORDS} A second paragraph, of another length.</p></td></tr></table></body></html>"
        )
    )
    assert block_texts(post, BlockKind.PARAGRAPH) == [
        WORDS,
        f"{WORDS} A second paragraph, of another length.",
    ]


def test_nested_lists_keep_every_item_once() -> None:
    post = read(
        f"<p>{WORDS}</p><ul><li>flour<ul><li>rye flour</li><li>spelt flour</li></ul></li><li>water</li></ul>"
        "<ol><li>Mix well.</li><li>Wait long.</li></ol>"
    )
    items = block_texts(post, BlockKind.LIST_ITEM)
    assert items == ["flour", "rye flour", "spelt flour", "water", "Mix well.", "Wait long."]


def test_headings_have_their_levels() -> None:
    post = read(
        f"<h2>Mixing</h2><p>{WORDS}</p><h3>By hand</h3><p>{WORDS} So.</p><h2>Baking</h2><p>{WORDS} Hot.</p>"
    )
    levels = [
        (b.level, post.text[b.start_char : b.end_char]) for b in post.blocks if b.kind is BlockKind.HEADING
    ]
    assert levels == [(2, "Mixing"), (3, "By hand"), (2, "Baking")]


def test_quotes_are_quotes() -> None:
    post = read(
        f"<p>{WORDS}</p><blockquote><p>Bread is life, said the miller's wife to the baker.</p></blockquote><p>{WORDS} Yes.</p>"
    )
    assert block_texts(post, BlockKind.QUOTE) == ["Bread is life, said the miller's wife to the baker."]


def test_a_line_break_separates_words() -> None:
    post = read(f"<p>{WORDS}</p><p>Roses are red,<br>violets are blue,<br/>bread is brown.</p>")
    assert "red,violets" not in post.text
    assert "Roses are red," in post.text
    assert "bread is brown." in post.text


def test_paragraphs_that_are_only_broken_lines_are_read() -> None:
    post = extract_html(
        make_page(
            f"<html><head><title>Old</title></head><body><h1>Old</h1><div>{WORDS}<br><br>{WORDS} Two.<br><br>{WORDS} Three.</div></body></html>"
        )
    )
    assert f"{WORDS} Two." in post.text
    assert f"{WORDS} Three." in post.text


def test_words_in_neighbouring_blocks_do_not_run_together() -> None:
    body = "".join(f"<div>{WORDS} Part {n}</div>" for n in range(4))
    post = read(f"{body}<dl><dt>autolyse</dt><dd>a rest of flour and water</dd></dl>")
    assert f"Part 1{WORDS[:5]}" not in post.text
    assert "autolysea" not in post.text
    assert all(f"Part {n}" in post.text for n in range(4))


def test_a_paragraph_in_a_div_among_real_paragraphs_is_not_lost() -> None:
    body = "".join(f"<p>{WORDS} Number {n}.</p>" for n in range(5))
    post = read(
        f"{body}<div>The editor wrapped this very paragraph in a plain div, as editors do every day.</div>{body}"
    )
    assert "as editors do every day" in post.text


def test_a_short_post_has_its_paragraphs_but_neither_title_nor_byline_in_its_text() -> None:
    post = read(
        '<p class="byline">By <a rel="author" href="/ann">Ann Lee</a></p><p>The bridge is open again.</p><p>We danced on it.</p>'
    )
    assert post.text == "The bridge is open again.\n\nWe danced on it."
    assert post.authors == ("Ann Lee",)


def test_who_the_author_is_stands_under_the_post_and_is_no_text() -> None:
    head = "<meta name='author' content='Ann Lee'>"
    about = "<p>Ann Lee is a baker, who lives in Bath and has written three books about bread.</p>"
    assert read(f"<p>{WORDS}</p><p>{WORDS} Two.</p>{about}", head).text == f"{WORDS}\n\n{WORDS} Two."
    assert "in Bath" in read(f"<p>{WORDS}</p>{about}<p>{WORDS} Two.</p>", head).text


def test_a_day_under_the_title_is_no_text_but_one_that_the_post_tells_of_is() -> None:
    text = "".join(f"<p>{WORDS} Day {n}.</p>" for n in range(9))
    post = read(f"<p>3 March 2020</p>{text}<p>Update: 14 March 2020. A new list.</p>{text.replace('Day', 'Night')}")
    assert "3 March" not in post.text
    assert "Update: 14 March 2020. A new list." in post.text


def test_menus_over_the_title_are_no_text_but_a_text_over_it_is() -> None:
    page = "<html><head><title>Slow bread</title></head><body><main><div>{}<h1>Slow bread</h1>{}</div></main></body></html>"
    text = "".join(f"<p>{WORDS} Day {n}.</p>" for n in range(9))
    menus = "<h3>Legal</h3><p>All that we do</p><h3>Help</h3>"
    assert extract_html(make_page(page.format(menus, text))).text.startswith(WORDS)
    long = f"<p>{WORDS} {WORDS}</p>"
    assert extract_html(make_page(page.format(long, text))).text.startswith(f"{WORDS} {WORDS}")


def test_a_title_written_with_less_over_the_post_is_no_text() -> None:
    page = (
        "<html><head><title>Slow bread, and how to wait</title></head><body><article><h1>Slow bread, and how</h1>"
        f"<p>{WORDS}</p><h2>Slow</h2><p>{WORDS} Two.</p></article></body></html>"
    )
    post = extract_html(make_page(page))
    assert block_texts(post, BlockKind.HEADING) == ["Slow"]


def test_a_caption_is_kept_but_not_whose_picture_it_is() -> None:
    figure = "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>"
    body = f"<p>{WORDS}</p>{figure.format('The loaf after eight hours')}{figure.format('Photo: Ann Lee')}<p>{WORDS} Two.</p>"
    assert block_texts(read(body), BlockKind.CAPTION) == ["The loaf after eight hours"]


def test_whose_picture_it_is_may_stand_in_a_paragraph_but_a_source_is_the_writers() -> None:
    lines = ("Featured image: Ann Lee / Getty Images", "Source: The Baker's Book", "Picture by picture, the loaf rises.")
    post = read("".join(f"<p>{WORDS} {n}</p><p>{line}</p>" for n, line in enumerate(lines)) + f"<p>{WORDS} End.</p>")
    assert [line for line in lines if line in post.text] == list(lines[1:])


def test_non_breaking_and_many_spaces_are_one() -> None:
    assert "two words here" in read(f"<p>{WORDS}</p><p>two&nbsp;&nbsp; words\n\n   here, at last.</p>").text


# --- what says nothing


def test_scripts_styles_and_comments_say_nothing() -> None:
    post = read(
        f"<p>{WORDS}</p><script>var leak = 'SCRIPTED';</script><style>p{{color:STYLED}}</style><!-- COMMENTED -->"
        f"<noscript>NOSCRIPTED</noscript><template><p>TEMPLATED</p></template><p>{WORDS} <!-- INLINE --> End.</p>"
        f"<p>{WORDS} Three.</p><p>{WORDS} Four.</p>"
        "<textarea>TYPED</textarea><svg><title>DRAWN</title><text>DRAWN</text></svg>"
    )
    for word in ("SCRIPTED", "STYLED", "COMMENTED", "NOSCRIPTED", "TEMPLATED", "INLINE", "TYPED", "DRAWN"):
        assert word not in post.text


def test_alternative_texts_of_pictures_do_not_appear() -> None:
    post = read(
        f'<p>{WORDS}</p><img src="x.jpg" alt="ALTERNATIVE" title="TOOLTIP"><p>{WORDS} <img alt="INLINE ALT" src="y.png"> End.</p>'
    )
    assert "ALT" not in post.text
    assert "TOOLTIP" not in post.text


def test_menus_footers_and_side_bars_are_left_out() -> None:
    post = extract_html(
        make_page(
            "<html><head><title>Bread</title></head><body><header><nav><a href='/'>Home page</a> <a href='/x'>About us</a></nav></header>"
            f"<main><article><h1>Bread</h1><p>{WORDS}</p><p>{WORDS} More of it.</p></article></main>"
            "<aside class='sidebar'><h3>Popular posts</h3><ul><li><a href='/1'>Ten cakes</a></li></ul></aside>"
            "<div class='cookie-banner'><p>We value your privacy, and so do our 812 partners.</p></div>"
            "<footer><p>Copyright 2024 The Baker</p></footer></body></html>"
        )
    )
    assert post.text == f"{WORDS}\n\n{WORDS} More of it."


def test_a_post_inside_an_element_with_a_misleading_name_is_not_lost() -> None:
    post = extract_html(
        make_page(
            f"<html><head><title>Bread</title></head><body><div class='content-widget related'><h1>Bread</h1><p>{WORDS}</p><p>{WORDS} More of it.</p></div></body></html>"
        )
    )
    assert WORDS in post.text


def test_a_section_about_sharing_is_the_writers() -> None:
    post = read(
        f"<p>{WORDS}</p><h2>Related work</h2><p>{WORDS} On others.</p><h2>Comments on the method</h2><p>{WORDS} On it.</p>"
    )
    assert block_texts(post, BlockKind.HEADING) == ["Related work", "Comments on the method"]


# --- hostile pages


def nested(tag: str, depth: int) -> str:
    """A page with the text at three places: before, inside and after `depth` elements within each other."""
    names = tag.split("><")
    opening = "".join(f"<{name}>" for name in names) * depth
    closing = "".join(f"</{name}>" for name in reversed(names)) * depth
    before = "".join(f"<p>{WORDS} Number {n}.</p>" for n in range(4))
    return (
        f"<html><head><title>Deep</title></head><body><article><h1>Deep</h1>{before}{opening}<p>{WORDS} The bottom of it all.</p>"
        f"{closing}<p>{WORDS} After.</p></article></body></html>"
    )


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "blockquote", "table><tr><td"])
def test_five_thousand_nested_elements_do_no_harm(tag: str) -> None:
    started = time.monotonic()
    assert f"{WORDS} Number 3." in extract_html(make_page(nested(tag, 5_000))).text
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("tag", ["div", "span", "font"])
def test_what_comes_after_deep_nesting_is_not_lost(tag: str) -> None:
    # An old page with 300 <font> that nobody closed is read by every browser.
    text = extract_html(make_page(nested(tag, 300))).text
    assert "The bottom of it all." in text
    assert f"{WORDS} After." in text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><head><title>Only a title</title></head><body></body></html>",
        "<p></p>",
        "<html><body><nav><ul><li><a href='/'>Home</a></li><li><a href='/a'>About</a></li></ul></nav></body></html>",
        "<html><head><title>Gallery</title></head><body><h1>Gallery</h1><img src='a.jpg' alt='A'><img src='b.jpg'></body></html>",
        "<html><body><script>document.write('<p>All text is written by a program</p>')</script></body></html>",
        "<!-- nothing but a remark -->",
        "<html><head><title>Headings</title></head><body><h1>Headings</h1><h2>And nothing</h2><h2>under them</h2></body></html>",
    ],
)
def test_a_page_without_running_text_is_no_post(page: str) -> None:
    with pytest.raises(NotAPost, match="no running text"):
        extract_html(make_page(page))


def test_hidden_and_direction_marks_are_taken_out() -> None:
    post = read(
        "<p>In\u200bvis\u00adible \u202eevil\u202c \u2066marks\u2069\ufeff are not\u200e read by\u2060 anybody at all, said he.</p>",
        title="Sa\u202efe ti\u200btle",
    )
    assert post.title == "Safe title"
    assert post.text == "Invisible evil marks are not read by anybody at all, said he."


def test_commands_to_a_terminal_do_not_come_in_by_entities_or_json() -> None:
    post = read(
        f"<p>{WORDS} &#27;[31mred&#x1b;[0m &#7;bell &#8;back and &#0; nul.</p>",
        head='<script type="application/ld+json">{"@type":"BlogPosting","headline":"x","author":{"name":"Ann \\u001b[2JLee"},'
        '"keywords":"bre\\u0007ad"}</script><meta property="og:site_name" content="Si&#27;te">',
        title="A &#27;]0;title&#7;",
    )
    everything = "".join((post.title, post.text, *post.authors, *post.tags, post.site or ""))
    assert not [char for char in everything if (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160]


def test_markup_in_the_text_is_only_text() -> None:
    post = read(
        f"<p>{WORDS}</p><p>Write &lt;script&gt;alert(1)&lt;/script&gt; and <code>&lt;b&gt;</code> to try it out.</p>"
    )
    assert "Write <script>alert(1)</script> and <b> to try it out." in post.text


def test_an_xhtml_page_is_read_without_complaint() -> None:
    page = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>Old</title></head><body><h1>Old</h1><p>{WORDS}</p><p>{WORDS} 2</p><p>{WORDS} 3</p></body></html>"
    )
    assert f"{WORDS} 3" in extract_html(make_page(page)).text


@pytest.mark.parametrize("page", ["<!-- nothing -->", "<p></p>", "<?xml version='1.0'?><html></html>", " x "])
def test_a_page_without_a_post_says_nothing_on_the_screen(page: str) -> None:
    script = (
        "from index.errors import NotAPost; from index.ingest.extract import extract; from tests.fakes import make_page\n"
        f"try: extract(make_page({page!r}))\nexcept NotAPost: pass"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT_ROOT, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_unclosed_and_crossed_elements_are_read() -> None:
    body = f"<p>{WORDS}<p><b>{WORDS} <i>Bold</b> and slanted</i>.<p>{WORDS} Third.<p>{WORDS} Last."
    post = extract_html(make_page(f"<title>Torn</title><h1>Torn</h1><div>{body}"))
    assert f"{WORDS} Last." in post.text
    assert "Bold and slanted" in post.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["<p>", "</p>", "<div", ">", "<!--", "-->", "<a href='", "<script>", "</script>", "<table>", "<td>",
                                 "&#x110000;", "&#xd800;", "<![CDATA[", "]]>", "<?x", "text ", WORDS, "\x00", "<h1>", "<pre>", "é"]),
                max_size=30))  # fmt: skip
def test_any_soup_is_a_post_or_none(parts: list[str]) -> None:
    try:
        post = extract_html(make_page("".join(parts)))
    except NotAPost:
        return
    post.text.encode()
    assert post.title
    assert post.text
    assert "\x00" not in post.text


# --- what a page says about itself


def facts(head: str, body: str = "", title: str = "A title") -> Post:
    return read(
        f"{body}<p>{WORDS}</p><p>{WORDS} More.</p><p>{WORDS} Still more.</p><p>{WORDS} All.</p>", head, title
    )


def json_ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


def test_entities_in_a_title_are_read() -> None:
    assert (
        facts("", title="Salt &amp; pepper: what&#8217;s “best” &lt;b&gt;").title
        == "Salt & pepper: what’s “best” <b>"
    )


def test_entities_in_a_stated_title_are_read() -> None:
    stated = json_ld('{"@type": "BlogPosting", "headline": "Salt &amp; pepper"}')
    post = extract_html(make_page(f"<title>x</title>{stated}<p>{WORDS}</p><p>{WORDS} 2</p>"))
    assert post.title == "Salt & pepper"


@pytest.mark.parametrize(
    "title",
    [
        "Slow bread | The Long Table",
        "The Long Table – Slow bread",
        "Slow bread - The Long Table",
        "Slow bread",
    ],
)
def test_a_title_comes_without_the_sites_name(title: str) -> None:
    page = (
        f"<html><head><title>{title}</title><meta property='og:site_name' content='The Long Table'></head>"
        f"<body><h1>The Long Table</h1><p>{WORDS}</p><p>{WORDS} 2</p></body></html>"
    )
    assert extract_html(make_page(page)).title == "Slow bread"


def test_a_title_that_holds_a_dash_keeps_it() -> None:
    head = "<meta property='og:site_name' content='The Long Table'>"
    assert facts(head, title="Bread – a history").title == "Bread – a history"


def test_an_article_in_a_graph_is_found() -> None:
    post = facts(
        json_ld(
            """{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "The Long Table"},
            {"@type": ["Article", "BlogPosting"], "headline": "A title", "datePublished": "2021-02-03T08:00:00+02:00",
             "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bob Day"}],
             "keywords": ["bread", "rye"], "inLanguage": "en-GB", "publisher": {"@type": "Organization", "name": "The Long Table"}}]}"""
        )
    )
    assert post.authors == ("Ann Lee", "Bob Day")
    assert (post.published, post.tags, post.language, post.site) == (
        "2021-02-03T08:00:00+02:00",
        ("bread", "rye"),
        "en",
        "The Long Table",
    )


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Ann Lee"', ("Ann Lee",)),
        ('["Ann Lee", {"name": "Bob Day"}]', ("Ann Lee", "Bob Day")),
        ('{"@type": "Person"}', ()),
        ("42", ()),
        ("null", ()),
        ('[[{"name": "Ann Lee"}]]', ("Ann Lee",)),
    ],
)
def test_authors_of_all_shapes_are_read(author: str, names: tuple[str, ...]) -> None:
    assert facts(json_ld(f'{{"@type": "BlogPosting", "author": {author}}}')).authors == names


@pytest.mark.parametrize(
    "content",
    [
        '{"@type": "BlogPosting", "headline": "A title", }', "{", "", "[" * 100_000, '{"@type": {"@type": {}}, "@graph": "text"}',
        '"just text"', "null", "[1, 2, [3]]", '{"@type": "BlogPosting", "datePublished": 5, "keywords": {"a": 1}, "headline": ["x"]}',
        '{"@type": "BlogPosting", "datePublished": ["2021-02-03"], "inLanguage": {"name": "English"}, "publisher": [[]]}',
    ],
    ids=range(10),
)  # fmt: skip
def test_broken_json_does_not_lose_the_post(content: str) -> None:
    post = facts(json_ld(content) + "<meta name='author' content='Ann Lee'>")
    assert (post.title, post.authors) == ("A title", ("Ann Lee",))


def test_json_with_raw_line_breaks_is_read() -> None:
    assert facts(
        json_ld('{"@type": "BlogPosting", "description": "one\ntwo", "author": "Ann Lee"}')
    ).authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://",
        "https://[broken",
        "",
    ],
)
def test_a_link_that_leads_nowhere_good_is_refused(address: str) -> None:
    assert (
        facts(f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}">').link
        == "file:///blog/post.html"
    )


def test_a_reader_is_sent_to_the_canonical_address() -> None:
    assert (
        facts('<link rel="canonical" href=" https://example.org/a?b=c ">').link == "https://example.org/a?b=c"
    )
    assert facts('<meta property="og:url" content="https://example.org/og">').link == "https://example.org/og"


def test_a_bad_canonical_address_leaves_the_other_one() -> None:
    head = (
        '<link rel="canonical" href="javascript:x"><meta property="og:url" content="https://example.org/og">'
    )
    assert facts(head).link == "https://example.org/og"


def test_a_date_to_come_is_not_the_posts() -> None:
    later = f"{datetime.now(UTC).year + 2}-01-01"
    post = facts(
        f'<meta property="article:published_time" content="{later}">', f"<p>On {later} we will meet.</p>"
    )
    assert post.published is None


def test_a_wrong_date_is_passed_over_for_a_right_one() -> None:
    head = '<meta property="article:published_time" content="soon"><meta name="date" content="2021-02-03">'
    assert facts(head).published == "2021-02-03"


def test_a_date_in_the_text_is_not_taken_for_the_posts_when_one_is_stated() -> None:
    head = json_ld('{"@type": "BlogPosting", "datePublished": "2021-02-03"}')
    assert facts(head, "<p>On 14 March 2019 the bridge fell into the river.</p>").published == "2021-02-03"


def test_the_date_beside_the_title_is_read() -> None:
    assert (
        facts(
            "",
            '<p class="meta">By <a rel="author">Ann Lee</a> on <time datetime="2021-02-03">3 Feb</time></p>',
        ).published
        == "2021-02-03"
    )


def test_a_byline_beside_the_title_is_read_and_is_no_text() -> None:
    post = facts("", '<p class="byline">By <a rel="author" href="/ann">Ann Lee</a></p><p>March 14, 2019</p>')
    assert (post.authors, post.published) == (("Ann Lee",), "2019-03-14")
    assert post.text == f"{WORDS}\n\n{WORDS} More.\n\n{WORDS} Still more.\n\n{WORDS} All."


def test_tags_are_read_once_each() -> None:
    head = "".join(
        f'<meta property="article:tag" content="{tag}">' for tag in ("Bread", "rye", "bread", "#oven")
    )
    assert facts(head).tags == ("bread", "rye", "oven") or facts(head).tags == ("Bread", "rye", "oven")


def test_language_is_two_letters() -> None:
    page = f"<html lang='de-AT'><head><title>Brot</title></head><body><h1>Brot</h1><p>{WORDS}</p><p>{WORDS} 2</p></body></html>"
    assert extract_html(make_page(page)).language == "de"


def test_a_page_without_a_title_is_called_by_its_place() -> None:
    post = extract_html(
        make_page(f"<html><body><p>{WORDS}</p><p>{WORDS} 2</p></body></html>", "notes/slow-bread.html")
    )
    assert "slow" in post.title.casefold()
    assert "bread" in post.title.casefold()


def test_lines_of_the_writer_survive_in_a_page() -> None:
    lines = [
        "Published in 1859, the book changed biology for good.",
        "We use cookies as the base of this cheesecake.",
    ]
    post = read("".join(f"<p>{line}</p>" for line in lines) + f"<p>{WORDS}</p><p>{WORDS} 2</p>")
    assert [line for line in lines if line not in post.text] == []


def test_a_dated_picture_without_a_word_is_found_by_its_title() -> None:
    page = make_page(
        "<title>Off to the sea</title><meta property='article:published_time' content='2021-03-04'>"
        "<article><h1>Off to the sea</h1><img src='sea.jpg'></article>",
        "sea.html",
    )
    assert extract_html(page).text == "Off to the sea"


def test_a_page_without_a_word_and_a_date_is_no_post() -> None:
    with pytest.raises(NotAPost, match="no running text"):
        extract_html(make_page("<title>Off to the sea</title><h1>Off to the sea</h1>", "sea.html"))
