"""A page of a post, for the tests of who wrote it."""

from index.ingest.extract.facts import read_facts
from index.ingest.extract.page_tree import page_tree

TEXT = (
    "<p>The dough rests in the cellar overnight, and by the morning it has doubled in size. We shape it on "
    "the table, with as little flour as we dare.</p>"
)


def authors(html: str) -> tuple[str, ...]:
    """Who wrote the post on a page."""
    people = read_facts(page_tree(html), "https://example.org/slow-bread").authors
    return people.value if people else ()
