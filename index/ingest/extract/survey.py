"""The elements of a page by name, in one walk: to search its tree anew for each fact is slow. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from index.ingest.extract.blocks import tidy_line


@dataclass(frozen=True, slots=True)
class Survey:
    """All elements of a page, and those of each name, as they follow one another."""

    elements: Sequence[Tag]
    by_name: Mapping[str, Sequence[Tag]]

    def named(self, name: str) -> Sequence[Tag]:
        """The elements of that name; none where there is none."""
        return self.by_name.get(name, ())

    def title_text(self) -> str:
        """What the page calls itself in a browser's tab; drawings have titles too, but come later."""
        titles = self.named("title")
        return tidy_line(titles[0].get_text()) if titles else ""


def survey(soup: BeautifulSoup) -> Survey:
    """The elements of a page."""
    elements: list[Tag] = []
    by_name: dict[str, list[Tag]] = {}
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        if isinstance(node, Tag):
            elements.append(node)
            by_name.setdefault(node.name, []).append(node)
        node = node.next_element
    return Survey(elements, by_name)


def elements_after(start: PageElement, limit: int) -> list[Tag]:
    """The first `limit` elements that begin after `start` does."""
    found: list[Tag] = []
    node = start.next_element
    while node is not None and len(found) < limit:
        if isinstance(node, Tag):
            found.append(node)
        node = node.next_element
    return found


def elements_before(start: PageElement, limit: int) -> list[Tag]:
    """The last `limit` elements that begin before `start` does, the nearest first."""
    found: list[Tag] = []
    node = start.previous_element
    while node is not None and len(found) < limit:
        if isinstance(node, Tag):
            found.append(node)
        node = node.previous_element
    return found


def strings_after(start: PageElement, limit: int) -> Iterator[NavigableString]:
    """The first `limit` strings after the beginning of `start`: neither remarks nor programs."""
    node = start.next_element
    while node is not None and limit > 0:
        if type(node) is NavigableString:
            limit -= 1
            yield node
        node = node.next_element


def strings_before(start: PageElement, limit: int) -> Iterator[NavigableString]:
    """The last `limit` strings before `start`, the nearest first."""
    node = start.previous_element
    while node is not None and limit > 0:
        if type(node) is NavigableString:
            limit -= 1
            yield node
        node = node.previous_element


def short_text(element: Tag, most: int) -> str:
    """The text of an element in one line; empty where it is longer than `most` characters."""
    parts: list[str] = []
    chars = 0
    for node in element.descendants:
        if type(node) is NavigableString:
            line = tidy_line(node)
            chars += len(line) + 1
            if chars > most + 1:
                return ""
            if line:
                parts.append(line)
    return " ".join(parts)
