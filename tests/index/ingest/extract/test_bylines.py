"""Who wrote a post, where its page says it in one of many ways (more of it in test_facts.py)."""

import pytest

from index.ingest.extract.facts import read_facts
from index.ingest.extract.parse import parse_html

TEXT = (
    "<p>The dough rests in the cellar overnight, and by the morning it has doubled in size. We shape it on "
    "the table, with as little flour as we dare.</p>"
)


def authors(html: str) -> tuple[str, ...]:
    people = read_facts(parse_html(html), "https://example.org/slow-bread").authors
    return people.value if people else ()


@pytest.mark.parametrize(
    "byline",
    [
        "<p>Written by</p><p>Ann Lee</p>",
        "<p>By Ann Lee</p>",
        "<ul><li>by: <a href='#'>Ann Lee</a></li></ul>",
        "<div><a href='/blog/authors/ann-lee'>Ann Lee</a></div>",
        "<a href='https://example.org/author/ann'><img src=a.jpg> Ann Lee</a>",
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
