"""WordPress's stored text: paragraphs, shortcodes, blocks and code, as a reader meets them."""

import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.exports.autop import to_html
from index.ingest.exports.shortcodes import remove_shortcodes


@pytest.mark.parametrize(
    ("stored", "html"),
    [
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\r\n\r\n \r\ntwo", "<p>one</p><p>two</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one<br />\ntwo", "<p>one<br>\ntwo</p>"),
        ("<p>one</p>\n<p>two</p>", "<p>one</p><p>two</p>"),
        ("<h2>Head</h2>\ntext", "<h2>Head</h2><p>text</p>"),
        ("a\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\nd", "<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>"),
        ("<ul><li>b\n\nc</li></ul>", "<ul><li><p>b</p><p>c</p></li></ul>"),
        ("<blockquote>one\n\ntwo</blockquote>", "<blockquote><p>one</p><p>two</p></blockquote>"),
        ("<p>one\n\ntwo</p>", "<p>one</p><p>two</p>"),
        ('<a\nhref="x">one</a>', '<p><a href="x">one</a></p>'),
        ("one <!--more--> two", "<p>one two</p>"),
        ("a < b and c > d", "<p>a < b and c > d</p>"),
    ],
)
def test_blank_lines_are_paragraphs_and_line_ends_are_kept(stored: str, html: str) -> None:
    assert to_html(stored) == html


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        ("So it [sic] says [1], see [citation needed].", "So it [sic] says [1], see [citation needed]."),
        ('x[gallery ids="1,2"]y[gallery]z', "xyz"),
        ("[embed]https://video.example/1[/embed]after", "after"),
        ("[video src='a.mp4'][/video]after", "after"),
        ("[audio https://a.example/a.mp3]after", "after"),
        ("[youtube https://youtu.be/x]after", "after"),
        ('[vc_row][vc_column width="1/2"]kept[/vc_column][/vc_row]', "kept"),
        ('[pullquote align="left"]kept[/pullquote]', "kept"),
        ("[[gallery]] shows pictures", "[gallery] shows pictures"),
        ("array[index] = list[0]", "array[index] = list[0]"),
        ("[/rant] she said", "[/rant] she said"),
        ("[embed]never closed [sic]", "never closed [sic]"),
        ("[contact-form][contact-field label='Name'/][/contact-form]after", "after"),
    ],
)
def test_shortcodes_leave_no_trace_and_words_in_brackets_stay(stored: str, kept: str) -> None:
    assert remove_shortcodes(stored) == kept


@pytest.mark.parametrize(
    "stored",
    [
        '[caption id="a" align="left" width="300"]<a href="x"><img src="a.png"/></a> The old quay[/caption]',
        '[caption id="a" width="300" caption="The old quay"]<img src="a.png"/>[/caption]',
    ],
)
def test_the_words_under_a_picture_stay_and_stand_apart(stored: str) -> None:
    soup = BeautifulSoup(to_html(f"Before.\n\n{stored}\n\nAfter."), "lxml")
    caption = soup.find("figcaption")
    assert caption is not None
    assert caption.get_text().strip() == "The old quay"
    assert [p.get_text() for p in soup.find_all("p")] == ["Before.", "After."]


@pytest.mark.parametrize(
    "stored",
    [
        '[code lang="html"]\n<b>[gallery]</b>\n\n<!-- x -->  if (a[0] < 1)\n[/code]',
        '[sourcecode language="html"]&lt;b&gt;[gallery]&lt;/b&gt;\n\n'
        "&lt;!-- x --&gt;  if (a[0] &lt; 1)[/sourcecode]",
        "[ccnLe_html]\n<b>[gallery]</b>\n\n<!-- x -->  if (a[0] < 1)\n[/ccnLe_html]",
        "<pre>&lt;b&gt;[gallery]&lt;/b&gt;\n\n&lt;!-- x --&gt;  if (a[0] &lt; 1)</pre>",
        "<!-- wp:code -->\n<pre class='c'><code>&lt;b&gt;[gallery]&lt;/b&gt;\n\n"
        "&lt;!-- x --&gt;  if (a[0] &lt; 1)</code></pre>\n<!-- /wp:code -->",
    ],
)
def test_code_stays_as_it_was_written(stored: str) -> None:
    soup = BeautifulSoup(to_html(f"Before.\n\n{stored}\n\nAfter."), "lxml")
    assert soup.pre is not None
    assert soup.pre.get_text() == "<b>[gallery]</b>\n\n<!-- x -->  if (a[0] < 1)"
    assert soup.pre.find_parent("p") is None
    assert soup.get_text(" ").split()[0] == "Before."
    assert soup.get_text(" ").split()[-1] == "After."


def test_code_within_a_line_keeps_its_brackets() -> None:
    assert to_html("Use <code>[gallery]</code> here.") == "<p>Use <code>[gallery]</code> here.</p>"


def test_a_word_in_brackets_that_is_a_language_opens_no_code() -> None:
    assert to_html("I wrote [c] and [python] once.") == "<p>I wrote [c] and [python] once.</p>"


def test_marks_of_the_block_editor_are_dropped_and_its_html_stays() -> None:
    stored = (
        '<!-- wp:paragraph {"fontSize":"large"} -->\n<p>One\ntwo.</p>\n<!-- /wp:paragraph -->\n\n'
        "<!-- wp:latest-posts /-->\n\n<!-- wp:freeform -->\nclassic\n\ntext\n<!-- /wp:freeform -->\n"
        "<!-- wp:group --><div><!-- wp:list --><ul><li>a</li></ul><!-- /wp:list --></div><!-- /wp:group -->"
        '<!-- wp:embed --><figure><div class="wp-block-embed__wrapper">\nhttps://v.example/1\n</div></figure>'
        "<!-- /wp:embed -->"
    )
    html = to_html(stored)
    assert "wp:" not in html
    assert "v.example" not in html
    soup = BeautifulSoup(html, "lxml")
    assert [p.get_text() for p in soup.find_all("p")] == ["One\ntwo.", "classic", "text"]
    assert [li.get_text() for li in soup.find_all("li")] == ["a"]


@given(st.text(alphabet="<>[]/!-\n p=\"'abcode&;\ue0000", max_size=200))
def test_whatever_is_stored_is_turned_into_something(stored: str) -> None:
    assert isinstance(to_html(stored), str)


@given(st.lists(st.text(alphabet="abc déf.", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=6))
def test_plain_paragraphs_come_out_as_they_went_in(paragraphs: list[str]) -> None:
    soup = BeautifulSoup(to_html("\n\n".join(paragraphs)), "lxml")
    assert [p.get_text().split() for p in soup.find_all("p")] == [p.split() for p in paragraphs]


@pytest.mark.parametrize(
    "piece",
    ["<!--", "[code]", "[embed]", "<pre>", "<", "[", " ", "\n ", "<p>", "<!-- wp:a -->", "[[", "[a b="],
)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    started = time.process_time()
    to_html(piece * (400_000 // len(piece)))
    assert time.process_time() - started < 5
