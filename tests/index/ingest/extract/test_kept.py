"""What is kept of a post and what is left out, block by block, on a page and in a body that comes alone."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

from collections.abc import Callable

import pytest

from index.ingest.extract import extract
from index.ingest.extract.code_languages import language_of
from index.records import BlockKind, Facts, Page, Post

LINES = [
    "The canal was dug by hand over four winters, and most of those who dug it never saw a boat on it.",
    "The lock keeper still walks the length of it each morning with a stick and a dog that hates water.",
    "On the far bank stands the mill, whose wheel turned for the last time in the year of the great flood.",
    "Whoever wants to see it should come in May, when the reeds are low and the path is dry enough for shoes.",
]
ONE, TWO, THREE, FOUR = (f"<p>{line}</p>" for line in LINES)
DEPTH = "Two metres in the middle, and less than one at the banks."


def on_page(body: str) -> Post:
    """The post in a page with `body` under its title."""
    html = (
        "<html><head><title>The old canal</title><meta name=author content='Ann Lee'></head><body>"
        f"<header><nav><a href='/'>Home</a></nav></header><main><article><h1>The old canal</h1>{body}</article>"
        "</main><footer>© 2024 The Long Table</footer></body></html>"
    )
    return extract(Page("https://example.org/canal", "canal", html.encode(), "text/html"))


def alone(body: str) -> Post:
    """The post in a feed whose entry holds `body`."""
    facts = Facts(source="feed", title="The old canal")
    url = "https://example.org/canal"
    return extract(Page(url, "feed.xml: 1", body.encode(), "text/html", "utf-8", facts, is_body=True))


def others(post: Post) -> list[tuple[str, str]]:
    """(kind, text) of the blocks that are none of LINES; those are all there, in order."""
    blocks = [(block.kind.value, post.text[block.start_char : block.end_char]) for block in post.blocks]
    assert [text for _, text in blocks if text in LINES] == LINES
    return [(kind, text) for kind, text in blocks if text not in LINES]


Read = Callable[[str], Post]
both = pytest.mark.parametrize("read", [on_page, alone])


# --- kept


@both
def test_an_empty_line_ends_a_paragraph(read: Read) -> None:
    post = read("<div>" + "<br> <br/>".join(LINES) + "<br><br>One line<br>and the next.</div>")
    assert others(post) == [("paragraph", "One line\nand the next.")]


@both
def test_text_in_the_frame_of_an_old_page_is_no_row_of_facts(read: Read) -> None:
    text = "<br><br>".join([*LINES, DEPTH])
    post = read(f"<table><tr><td width=20></td><td><font>{text}</font></td></tr></table>")
    assert others(post) == [("paragraph", DEPTH)]


def test_an_answer_that_is_shown_later_is_kept_by_the_name_of_what_is_around_it() -> None:
    pair = f"<div class=collapsible-list><p>How deep is it?</p><div style='display:none'><p>{DEPTH}</p></div></div>"
    assert others(on_page(f"{ONE}{TWO}{pair}{THREE}{FOUR}"))[-1] == ("paragraph", DEPTH)


def test_what_another_tab_shows_is_kept() -> None:
    tab = "<div role=tabpanel hidden><pre><code>dig --deep</code></pre></div>"
    assert others(on_page(f"{ONE}{TWO}{tab}{THREE}{FOUR}")) == [("code", "dig --deep")]


def test_a_short_post_keeps_the_list_that_it_ends_with() -> None:
    post = extract(
        Page(
            "https://example.org/canal",
            "canal",
            b"<html><head><title>The old canal</title></head><body><main><article><h1>The old canal</h1>"
            b"<div class=meta>May 5, 2024</div><div class=post-content><p>Three notes on the canal, and then two"
            b" places to read more of it.</p><ul><li>It leaks</li><li>It freezes</li></ul><h2>Read</h2><ul><li>"
            b"<a href='https://a.example'>Locks</a></li><li><a href='https://b.example'>Mills</a></li></ul></div>"
            b"<footer><ul><li><a href='/tags/water'>water</a></li></ul></footer></article></main></body></html>",
            "text/html",
        )
    )
    assert post.text.split("\n\n")[1:] == ["It leaks", "It freezes", "Read", "Locks", "Mills"]


@both
def test_headings_keep_all_six_levels(read: Read) -> None:
    post = read(f"<h2>Past</h2>{ONE}<h3>Digging</h3>{TWO}<h4>Tools</h4>{THREE}<h5>The spade</h5><h6>Its handle</h6>{FOUR}")
    headings = [(b.level, post.text[b.start_char : b.end_char]) for b in post.blocks if b.level]
    assert headings == [(2, "Past"), (3, "Digging"), (4, "Tools"), (5, "The spade"), (6, "Its handle")]


@both
def test_a_mark_beside_a_heading_or_a_note_is_no_text(read: Read) -> None:
    heading = "<h2 id=past>Past<a class=link href='#past'>#</a></h2>"
    note = "<ol><li id=fn1>So says the parish book, and it should know. <a href='#ref1'>↩</a></li></ol>"
    expected = [("heading", "Past"), ("list_item", "So says the parish book, and it should know.")]
    assert others(read(f"{ONE}{heading}{TWO}{THREE}{FOUR}{note}")) == expected


@both
def test_a_heading_keeps_its_level_around_what_is_in_it(read: Read) -> None:
    post = read(f"{ONE}<h3>Past<div class=anchor></div></h3>{TWO}<h3><div>Present</div></h3>{THREE}{FOUR}")
    assert [b.level for b in post.blocks if b.kind is BlockKind.HEADING] == [3, 3]


@both
def test_lists_in_lists_keep_their_items_in_order(read: Read) -> None:
    items = "<ol><li>Walk to the lock<ul><li>by the road</li><li>by the bank<ol><li>mind the dog</li></ol></li></ul></li><li><p>Cross it.</p><p>Look down.</p></li></ol>"
    texts = ["Walk to the lock", "by the road", "by the bank", "mind the dog", "Cross it.", "Look down."]
    assert others(read(f"{ONE}{TWO}{items}{THREE}{FOUR}")) == [("list_item", text) for text in texts]


@both
def test_a_row_of_a_table_is_one_block_also_with_paragraphs_in_its_cells(read: Read) -> None:
    table = "<figure><table><caption>Locks and their falls</caption><tr><th>Lock</th><th>Fall</th></tr><tr><td><p>Upper</p></td><td><p>2.4 m</p></td></tr><tr><td>Lower</td><td><div>1.9 m</div></td></tr></table><figcaption>As measured in 1911</figcaption></figure>"
    assert others(read(f"{ONE}{TWO}{table}{THREE}{FOUR}")) == [
        ("caption", "Locks and their falls"),
        ("table_row", "Lock | Fall"),
        ("table_row", "Upper | 2.4 m"),
        ("table_row", "Lower | 1.9 m"),
        ("caption", "As measured in 1911"),
    ]


@both
@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=a><figcaption>The gate in spring</figcaption></figure>",
        "<div class='wp-caption alignnone'><img src=a><p class=wp-caption-text>The gate in spring</p></div>",
        "<table class=tr-caption-container><tr><td><img src=a></td></tr><tr><td class=tr-caption>The gate in spring</td></tr></table>",
        "<dl><dt><img src=a></dt><dd class='wp-caption-text gallery-caption'>The gate in spring</dd></dl>",
        "<div class=image-caption>The gate in spring</div>",
    ],
)
def test_a_caption_is_a_caption_whatever_holds_it(read: Read, picture: str) -> None:
    assert others(read(f"{ONE}{TWO}{picture}{THREE}{FOUR}")) == [("caption", "The gate in spring")]


@both
def test_a_text_that_has_a_caption_is_none(read: Read) -> None:
    assert others(read(f"<div class=has-caption>{ONE}{TWO}</div><div class=caption>{THREE}{FOUR}{DEPTH * 9}</div>")) == [
        ("paragraph", DEPTH * 9)
    ]


@both
@pytest.mark.parametrize(
    "question",
    [
        "<details><summary>How deep is it?</summary><p>{}</p></details>",
        "<h3>How deep is it?</h3><div class='accordion-collapse collapse' style='display:none'><p>{}</p></div>",
        "<h3><button>How deep is it?</button></h3><div id=faq-1 style='display: none'><p>{}</p></div>",
    ],
)
def test_an_answer_that_a_reader_opens_is_the_posts(read: Read, question: str) -> None:
    (_, asked), answered = others(read(f"{ONE}{TWO}{question.format(DEPTH)}{THREE}{FOUR}"))
    assert (asked, answered) == ("How deep is it?", ("paragraph", DEPTH))


def test_the_text_behind_read_more_is_the_posts() -> None:
    more = "<a href='#' class=show-more>Read more</a><div class=more-text style='display:none'>"
    assert others(on_page(f"{ONE}{TWO}{more}{THREE}{FOUR}</div>")) == []


def test_what_is_hidden_for_good_is_not() -> None:
    hidden = f"<div class=video-details hidden><p>{DEPTH}</p></div>"
    assert others(on_page(f"{ONE}{TWO}{hidden}{THREE}{FOUR}")) == []


@both
@pytest.mark.parametrize(
    "listing",
    [
        "<pre><code>a = 1\nb = 2</code></pre>",
        "<pre>a = 1<br>b = 2</pre>",
        "<pre><code><span class=line>a = 1</span>\n<span class=line>b = 2</span></code></pre>",
        "<pre><code><div class=line>a = 1</div><div class=line>b = 2</div></code></pre>",
        "<pre class=prettyprint><ol class=linenums><li>a = 1</li><li>b = 2</li></ol></pre>",
        "<pre><table class=hljs-ln><tr><td class=hljs-ln-numbers>1</td><td>a = 1</td></tr><tr><td class=hljs-ln-numbers>2</td><td>b = 2</td></tr></table></pre>",
        "<table class='js-file-line-container'><tr><td class=blob-num></td><td class=blob-code>a = 1</td></tr><tr><td class=blob-num></td><td class=blob-code>b = 2</td></tr></table>",
        "<table><tr><td class=crayon-nums><div>1</div><div>2</div></td><td><div class=crayon-pre><div>a = 1</div><div>b = 2</div></div></td></tr></table>",
        "<div class='syntaxhighlighter python'><table><tr><td class=gutter><div>1</div><div>2</div></td><td class=code><div class=line>a = 1</div><div class=line>b = 2</div></td></tr></table></div>",
    ],
)
def test_a_listing_is_one_block_with_its_lines(read: Read, listing: str) -> None:
    assert others(read(f"{ONE}{TWO}{listing}{THREE}{FOUR}")) == [("code", "a = 1\nb = 2")]


@both
@pytest.mark.parametrize(
    ("listing", "language"),
    [
        ("<pre><code class='language-rust'>{}</code></pre>", "rust"),
        ("<pre><code class='lang-js hljs'>{}</code></pre>", "javascript"),
        ("<pre><code class='hljs php'>{}</code></pre>", "php"),
        ("<pre data-lang=yaml>{}</pre>", "yaml"),
        ("<pre class='brush: c#; gutter: true'>{}</pre>", "csharp"),
        ("<pre class='lang:perl decode:true'>{}</pre>", "perl"),
        ("<pre class='highlight go'><code>{}</code></pre>", "go"),
        ("<div class='sourceCode'><pre class='sourceCode r'><code class='sourceCode r'>{}</code></pre></div>", "r"),
        ("<div class='highlight highlight-source-shell'><pre>{}</pre></div>", "shell"),
        ("<div class='highlight-python notranslate'><div class=highlight><pre>{}</pre></div></div>", "python"),
        ("<div class='language-ruby highlighter-rouge'><div class=highlight><pre><code>{}</code></pre></div></div>", "ruby"),
        ("<figure class='highlight css'><table><tr><td class=gutter><pre>1</pre></td><td class=code><pre>{}</pre></td></tr></table></figure>", "css"),
        ("<pre><code class='language-plaintext'>{}</code></pre>", ""),
        ("<div class='lang-en section'><pre><code>{}</code></pre></div>", ""),
        ("<pre class='wp-block-preformatted'>{}</pre>", ""),
    ],
)
def test_a_listing_has_its_language(read: Read, listing: str, language: str) -> None:
    post = read(f"{ONE}{TWO}{listing.format('x = y(1)')}{THREE}{FOUR}")
    assert others(post) == [("code", "x = y(1)")]
    assert [block.language for block in post.blocks if block.kind is BlockKind.CODE] == [language]


def test_a_fence_in_markdown_names_the_language() -> None:
    text = f"# The old canal\n\n{LINES[0]}\n\n```py\na = 1\n```\n\n    b = 2\n"
    post = extract(Page("file:///canal.md", "canal.md", text.encode(), "text/markdown"))
    assert [block.language for block in post.blocks] == ["", "python", ""]


def test_a_language_is_only_taken_for_one_where_it_can_be() -> None:
    assert language_of([{"class": "language-"}, {"data-lang": "<script>"}], [{"class": "language-none"}]) == ""
    assert language_of([{"class": ["hljs", "copy", "sql"]}], []) == "sql"
    assert language_of([{"class": "language-klingon"}], []) == "klingon"
    assert language_of([{}], [{"class": "language-klingon"}]) == ""


# --- dropped


@both
def test_the_label_of_a_listing_and_its_button_are_no_text(read: Read) -> None:
    listing = "<div><span>python</span></div><pre><code class='language-python'>a = 1</code></pre><div>Copy code</div>"
    assert others(read(f"{ONE}{TWO}{listing}{THREE}{FOUR}")) == [("code", "a = 1")]


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>Ann Lee</span> · <span>Mar 5, 2024</span> · <span>4 min read</span></div>",
        "<p>5 min read</p>",
        "<p>By Ann Lee</p><p>March 5, 2024</p>",
        "<p>Tags: canals, mills</p>",
        "<p>Your email address will not be published. Required fields are marked *</p>",
        "<p>Deine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert</p>",
        "<p>Просмотров: 1 204</p>",
        "<p>Temps de lecture : 4 min</p>",
        "<p>Compartir en:</p>",
        "<div class=notice><p>We use cookies to improve your experience on this site.</p></div>",
        "<p>Thanks for reading The Long Table! Subscribe for free to receive new posts and support my work.</p>",
        "<div class=share-bar><span>Share this walk with a friend who likes water</span></div>",
        "<div class=newsletter-box><h3>Letters from the bank</h3><p>Walks, once a month, for nothing.</p></div>",
        "<div class=related-posts><h3>More walks</h3><ul><li><a href='/weir'>The weir</a></li></ul></div>",
        "<div class=tag-cloud><a href='/tag/1'>boats</a> <a href='/tag/2'>mills</a></div>",
        "<div class=author-box><p>Walks, writes, and repairs clocks in a town by the sea.</p></div>",
        "<div id=comments><p>I walked there as a boy and fell in twice, and I would do it again today.</p></div>",
        "<p><img src=a alt='A heron on a post'></p>",
    ],
)
def test_what_is_the_sites_is_left_out(line: str) -> None:
    assert others(on_page(f"{line}{ONE}{TWO}{THREE}{FOUR}")) == []
    assert others(on_page(f"{ONE}{TWO}{THREE}{FOUR}{line}")) == []


@pytest.mark.parametrize(
    "words",
    [
        *("Das könnte dich auch interessieren", "Articles similaires", "Entradas relacionadas", "Leggi anche"),
        *("Posts relacionados", "Gerelateerde berichten", "Читайте также", "関連記事", "相关文章"),
    ],
)
def test_links_under_the_post_are_left_out_in_other_languages(words: str) -> None:
    links = f"<h3>{words}</h3><ul><li><a href='/a'>The weir</a></li><li><a href='/b'>Slow boats</a></li></ul>"
    own = f"<h3>Depths</h3><p>{DEPTH}</p>"
    assert others(on_page(f"{ONE}{TWO}{THREE}{FOUR}{links}{own}")) == [("heading", "Depths"), ("paragraph", DEPTH)]
    written = on_page(f"{ONE}{TWO}{THREE}{FOUR}<h3>{words}</h3><p>{DEPTH * 5}</p>")
    assert ("heading", words) in others(written)  # under it, a writer writes


def test_the_name_of_the_site_is_no_heading_of_the_post() -> None:
    head = "<meta property='og:site_name' content='The Long Table'><title>The old canal</title>"
    html = f"<html><head>{head}</head><body><div><h1>The Long Table</h1><h2>The old canal</h2>{ONE}{TWO}{THREE}{FOUR}</div></body></html>"
    assert others(extract(Page("https://example.org/canal", "canal", html.encode(), "text/html"))) == []
