"""Page -> Post: its clean text and the facts about it. Pure: bytes in, post out."""

from collections.abc import Callable, Mapping

from index.errors import NotAPost
from index.ingest.extract.html import extract_html
from index.ingest.extract.markdown import extract_markdown
from index.ingest.extract.plain import extract_plain
from index.records import Page, Post

_EXTRACTORS: Mapping[str, Callable[[Page], Post]] = {
    "text/html": extract_html,
    "text/markdown": extract_markdown,
    "text/plain": extract_plain,
}


def extract(page: Page) -> Post:
    """The post that `page` holds. Raises NotAPost, with the reason, where it holds none."""
    extractor = _EXTRACTORS.get(page.media_type)
    if extractor is None:
        raise NotAPost(f"{page.media_type} is not a kind of page that is read")
    return extractor(page)
