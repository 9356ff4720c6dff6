"""Pages of which only the end of a crawl tells whether they are posts. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from index.addresses import address_key
from index.ingest.web.outcomes import says_it_is_a_post
from index.records import Page, Visit

_MANY = 5  # posts that say so for each page that only looks like one: then that is none
_MAX_HELD = 200  # of each kind: they are in memory


class HeldBack:
    """Pages that only look like posts, and pages that name another address as their own."""

    def __init__(self) -> None:
        """Nothing is held back yet."""
        self._posts: set[str] = set()  # keys of those found, or known before
        self._marked = 0  # of these, how many say themselves that they are posts
        self._unsure: list[tuple[Visit, Page]] = []
        self._aliases: list[tuple[Visit, Page]] = []

    def note_post(self, visit: Visit) -> None:
        """A post was found, or is known."""
        self._posts.add(address_key(visit.url))
        self._marked += says_it_is_a_post(visit)

    def hold_unsure(self, visit: Visit, page: Page) -> bool:
        """Hold back a page that only looks like a post; returns whether there was room for it."""
        return _hold(self._unsure, visit, page)

    def hold_alias(self, visit: Visit, page: Page) -> bool:
        """Hold back a page that may be all that there is of the post at its canonical address."""
        return _hold(self._aliases, visit, page)

    def decided(self) -> Iterator[tuple[Visit, Page | None]]:
        """What the held pages are, now that all others are known; with the page, where it is a post."""
        is_told_apart = self._marked >= _MANY * len(self._unsure)
        for visit, page in self._unsure:
            if is_told_apart:
                reason = f"{visit.reason}, but does not say that it is a post, as the others do"
                yield replace(visit, role="page", reason=reason), None
            else:
                yield visit, page
        for visit, page in self._aliases:
            if address_key(visit.final_url or "") not in self._posts:
                yield replace(visit, role="post", reason="its canonical address has no post"), page


def _hold(held: list[tuple[Visit, Page]], visit: Visit, page: Page) -> bool:
    if len(held) >= _MAX_HELD:
        return False
    held.append((visit, page))
    return True
