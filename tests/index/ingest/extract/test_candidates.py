"""The lines of a post are found by trafilatura, and where it finds little, by the page's own words."""

from index.ingest.extract.candidates import find_lines, post_element
from index.ingest.extract.lines import read_lines
from index.ingest.extract.page_tree import page_tree


def paragraph(number: int) -> str:
    return (
        f"Paragraph {number} says that the dough rests in the cellar overnight, and is baked by day {number}."
    )


def found(body: str) -> list[str]:
    tree = page_tree(f"<html><body>{body}</body></html>")
    lines = read_lines(tree)
    find_lines(tree, lines, "")
    return [line.text.strip() for line in lines if line.is_found]


def test_the_article_is_believed_where_there_is_one() -> None:
    tree = page_tree("<article id=a>x</article><main id=b>y</main>")
    assert post_element(tree).get("id") == "a"
    two = page_tree("<main id=b><article>x</article><article>y</article></main>")
    assert post_element(two).get("id") == "b"
    assert post_element(page_tree("<p>x</p>")) is None


def test_every_section_of_a_post_that_a_builder_cut_up_is_found() -> None:
    sections = [
        f"<section><div class='row rich-text-{n}'><div class='text'>"
        + "".join(f"<p>{paragraph(10 * n + k)}</p>" for k in range(4))
        + "</div></div></section>"
        for n in range(5)
    ]
    body = "".join(section.replace(f"rich-text-{n}", "rich-text") for n, section in enumerate(sections))
    assert found(body) == [paragraph(10 * n + k) for n in range(5) for k in range(4)]


def test_a_header_on_a_short_page_is_not_its_text() -> None:
    menu = "<header><p>Long Table</p></header></div>"
    post = f"<div itemprop=articleBody><p>Bread is brown, and rye dark.</p>{menu}"
    assert found(post) == ["Bread is brown, and rye dark."]
