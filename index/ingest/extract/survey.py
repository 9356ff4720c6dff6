"""The elements and the words of a page in the order in which they begin: what is near what. Pure."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.page_tree import Element
from index.ingest.extract.surroundings import is_called_comments

# Programs, styles, and how words beside them are spoken: these are no words of the page.
_HOLDS_NO_WORDS = frozenset(["script", "style", "rt", "rp"])


class Words(NamedTuple):
    """A run of text as it is written, between two tags, and the element that it stands in."""

    text: str
    holder: Element


class _Extent(NamedTuple):
    """Where an element begins among the elements; which words are in it: from `first`, and before `end`."""

    position: int
    first: int
    end: int


class Survey:
    """A page's elements and words, in order. They are counted once, so that to look around is cheap."""

    def __init__(self, root: Element) -> None:
        """Walk the tree below `root`, which must not change as long as the survey is used."""
        self.root = root
        self.elements: list[Element] = []
        self.words: list[Words] = []
        self._extents: dict[Element, _Extent] = {}
        self._in_comments: dict[Element, bool] = {None: False}  # around the page is nothing
        self._by_others: dict[Element, bool] = {None: False}
        self._is_others: Callable[[Element], bool] = lambda _: False
        self._walk()

    def _walk(self) -> None:
        elements, words = self.elements, self.words
        begun: list[tuple[Element, int, int]] = []
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            if event == "start":
                begun.append((element, len(elements), len(words)))
                elements.append(element)
                text, holder = element.text, element
            else:
                _, position, first = begun.pop()
                self._extents[element] = _Extent(position, first, len(words))
                text, holder = element.tail, begun[-1][0] if begun else None
            if text and holder is not None and holder.tag not in _HOLDS_NO_WORDS:
                words.append(Words(text, holder))

    def named(self, name: str) -> list[Element]:
        """The elements of that name."""
        return list(self.root.iter(name))

    def having(self, attribute: str) -> list[Element]:
        """The elements with that attribute, whatever it says."""
        found: list[Element] = _with_attribute(attribute)(self.root)
        return found

    def title(self) -> str:
        """What the page calls itself in a browser's tab; drawings have titles too, but come later."""
        titles = self.named("title")
        return self.text(titles[0]) if titles else ""

    def elements_after(self, start: Element, limit: int) -> list[Element]:
        """The first `limit` elements that begin after `start` does."""
        position = self._extents[start].position + 1
        return self.elements[position : position + limit]

    def elements_before(self, start: Element, limit: int) -> list[Element]:
        """The last `limit` elements that begin before `start` does, the nearest first."""
        position = self._extents[start].position
        return self.elements[max(0, position - limit) : position][::-1]

    def words_after(self, start: Element, limit: int) -> list[Words]:
        """The first `limit` runs of text after the beginning of `start`."""
        first = self._extents[start].first
        return self.words[first : first + limit]

    def words_before(self, start: Element, limit: int) -> list[Words]:
        """The last `limit` runs of text before `start`, the nearest first."""
        first = self._extents[start].first
        return self.words[max(0, first - limit) : first][::-1]

    def words_in(self, element: Element) -> Sequence[Words]:
        """The runs of text in an element."""
        extent = self._extents[element]
        return self.words[extent.first : extent.end]

    def text(self, element: Element) -> str:
        """The text of an element in one line, a space between its runs."""
        return tidy_line(" ".join(words.text for words in self.words_in(element)))

    def short_text(self, element: Element, most: int) -> str:
        """The same; empty where it is longer than `most` characters."""
        extent = self._extents[element]
        parts: list[str] = []
        chars = 0
        for position in range(extent.first, extent.end):
            line = tidy_line(self.words[position].text)
            chars += len(line) + 1
            if chars > most + 1:
                return ""
            if line:
                parts.append(line)
        return " ".join(parts)

    def set_aside(self, is_others: Callable[[Element], bool]) -> None:
        """Take such elements, too, for what others wrote."""
        self._is_others = is_others
        self._by_others = {None: False}

    def is_in_comments(self, element: Element) -> bool:
        """Whether a reader wrote it: it is called a comment, or is within what is called so."""
        return _is_within(element, is_called_comments, self._in_comments)

    def is_by_others(self, element: Element) -> bool:
        """Whether it is in a comment, or in what was set aside."""
        return self.is_in_comments(element) or _is_within(element, self._is_others, self._by_others)


def _is_within(element: Element, is_one: Callable[[Element], bool], known: dict[Element, bool]) -> bool:
    """Whether `element`, or one that it is in, is one of those. What is found out is added to `known`."""
    unknown: list[Element] = []
    around = element
    while around not in known and not is_one(around):
        unknown.append(around)
        around = around.getparent()
    is_in = known.setdefault(around, True)
    known.update(dict.fromkeys(unknown, is_in))
    return is_in


@lru_cache
def _with_attribute(name: str) -> etree.XPath:
    return etree.XPath(f"//*[@{name}]")
