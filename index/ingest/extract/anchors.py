"""The ids of a page that lead to its headings: a link ends in one where no words lead to the place. Pure."""

from collections import Counter
from collections.abc import Iterable

_MOST_CHARS = 100  # a longer one is data rather than a name
_MADE_ANEW = (":", "«")  # how React begins those that are others the next time


def sure_names(names: Iterable[str]) -> frozenset[str]:
    """Those of all ids and names on a page that lead to one place, and will when the page is read again."""
    return frozenset(name for name, count in Counter(names).items() if count == 1 and _is_name(name))


def _is_name(name: str) -> bool:
    # What ":~:" begins is none of an address's own: it is what a browser is to mark.
    is_short = 0 < len(name) <= _MOST_CHARS and ":~:" not in name
    return is_short and name.isprintable() and " " not in name and not name.startswith(_MADE_ANEW)


class Trail:
    """The name that leads to what comes next, as a page is read from its top.

    That is one of a heading's own element, of an element that it begins, or of one right before it or in it.
    """

    def __init__(self, sure: frozenset[str]) -> None:
        """`sure` are the page's names that count."""
        self._sure = sure
        self._passed = self._heading = ""
        self._is_in_heading = False

    def enter(self, names: Iterable[str | None], *, is_heading: bool = False) -> None:
        """Go on to an element that is called so."""
        sure = next((name for name in names if name in self._sure), "")
        self._passed = sure or self._passed
        if is_heading:
            self._heading, self._is_in_heading = self._passed, True
        elif self._is_in_heading:
            self._heading = self._heading or sure

    def read(self) -> None:
        """Go past some text: what was passed before leads to it, and no further."""
        self._passed = ""

    def anchor(self) -> str:
        """What leads to the heading that is being read; empty where nothing does."""
        return self._heading

    def leave_heading(self) -> None:
        """Go past the end of a heading."""
        self._heading, self._is_in_heading = "", False
