"""Facts and text -> the post. Pure."""

from index.ingest.extract.facts import ToldFacts
from index.ingest.extract.languages import language_of
from index.ingest.extract.told import Told
from index.records import Block, Page, Post

_NAMED = (
    "title", "authors", "published", "updated", "tags", "language", "site", "link", "description", "image",
)  # fmt: skip


def make_post(page: Page, facts: ToldFacts, title: Told[str], text: str, blocks: tuple[Block, ...]) -> Post:
    """The post on `page`; what nobody tells is left empty, and its link is the page's own address."""
    link = facts.link or Told(page.url, "URL" if page.url.startswith(("http:", "https:")) else "file name")
    language = language_of(facts.language, text)
    told = {name: getattr(facts, name) for name in _NAMED}
    told |= {"title": title, "link": link, "language": language}
    beside = (page.facts.link,) if page.facts.link else ()
    others = dict.fromkeys((*page.aliases, *beside))
    return Post(
        url=page.url,
        place=page.place,
        link=link.value,
        title=title.value,
        text=text,
        blocks=blocks,
        authors=facts.authors.value if facts.authors else (),
        published=facts.published.value if facts.published else None,
        updated=facts.updated.value if facts.updated else None,
        tags=facts.tags.value if facts.tags else (),
        language=language.value if language else None,
        site=facts.site.value if facts.site else None,
        description=facts.description.value if facts.description else None,
        image=facts.image.value if facts.image else None,
        addresses=tuple(address for address in others if address not in (page.url, link.value)),
        fact_sources=tuple((name, fact.source) for name, fact in told.items() if fact is not None),
    )
