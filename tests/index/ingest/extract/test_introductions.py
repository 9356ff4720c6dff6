"""Who signs a post at its end, or is introduced there."""

import pytest

from tests.index.ingest.extract.signed import TEXT, authors

POST = f"<article><h1>Slow bread</h1>{TEXT * 2}{{}}</article>"
PAGE = "<a href='/author/emily'>All her posts</a>"


@pytest.mark.parametrize(
    "end",
    [
        "<p>— Emily Lee</p>",
        "<p><em>Emily Lee is a baker in Leeds. Her book is called <a href='/b'>Crumbs</a>.</em></p>",
        "<p><b>Emily Lee</b> is a baker in Leeds.</p>",
        "<p>Warm regards,<br>Emily Lee<br>Head of school</p>",
        "<h3>About Emily Lee</h3><p>Emily has baked for ten years.</p>",
        f"<div><h4>Emily Lee</h4><p>Emily Lee is a baker.</p>{PAGE}</div>",
    ],
)
def test_who_signs_or_is_introduced_at_the_end_wrote_it(end: str) -> None:
    assert authors(POST.format(end)) == ("Emily Lee",)


@pytest.mark.parametrize(
    "end",
    [
        "<p>“Bread is slow.”</p><p>— Emily Lee</p>",
        "<blockquote><p>Bread is slow.</p><p>— Emily Lee</p></blockquote>",
        "<p>Emily Lee is a baker in Leeds.</p>",
        "<p>My aunt <b>Emily Lee</b> is a baker in Leeds.</p>",
        "<h3>Emily Lee</h3><p>Emily has baked for ten years.</p>",
        "<h3>About Slow Bread</h3><p>Slow bread is sour.</p>",
        f"<p><em>Emily Lee is a baker in Leeds.</em></p>{TEXT * 3}",
        "<p>— Emily Lee</p><p>— Robert Day</p>",
    ],
)
def test_who_is_quoted_or_told_about_did_not(end: str) -> None:
    assert authors(POST.format(end)) == ()
