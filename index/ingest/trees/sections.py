"""Which folders of a tree hold dated pages, told in a first, quick look at all of it."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from index.ingest.extract.dates import date_in_address
from index.ingest.extract.front_facts import PUBLISHED, day_in_path, stated_moment
from index.ingest.extract.front_matter import Matter
from index.ingest.trees.site import is_page_name

_DATE_LINE = re.compile(
    rf"^[ \t]{{0,9}}[\"']?(?:{'|'.join(PUBLISHED)}|pub_date|publish_date|published_at|created_at)[\"']?"
    r"[ \t]*[:=][^\n]{0,40}\d{4}",
    re.M | re.I,
)
_DATED_ADDRESS = re.compile(r"^(?:path|permalink|url|slug)[ \t]*[:=][ \t]*[\"']?/?(.{1,200})$", re.M)
_FEW = 3


class Sections:
    """The dated pages of a tree. `content` is its folder of content; sections are the folders in it."""

    def __init__(self, content: PurePosixPath, places: Iterable[PurePosixPath] = ()) -> None:
        self._content = content
        self._dated: Counter[str] = Counter()
        self._bundles = {
            place.parent
            for place in places
            if place.name.split(".")[0] == "index"
            and place.parent != content
            and place.is_relative_to(content)
        }

    def note(self, place: PurePosixPath, head: str) -> None:
        """Take in a page and the first part of its text."""
        if self._looks_dated(place, head) and not is_page_name(place):
            self._dated[self._section(place)] += 1

    def in_bundle(self, place: PurePosixPath) -> bool:
        """Whether a file only belongs to the page beside it: to an index.md in a folder above it."""
        own = place.parent if place.name.split(".")[0] == "index" else None
        return any(
            folder in self._bundles and folder != own for folder in (place.parent, *place.parent.parents)
        )

    def is_dated(self, place: PurePosixPath, matter: Matter) -> bool:
        """Whether a page has a date: in its front matter, or in its name or address."""
        return (
            stated_moment(matter, *PUBLISHED) is not None
            or day_in_path(matter) is not None
            or date_in_address(f"/{place}") is not None
        )

    def is_post(self, place: PurePosixPath, matter: Matter) -> bool:
        """Whether a page is a post: dated, or one among dated pages; at the top, not called as pages are."""
        is_dated = self.is_dated(place, matter)
        section = self._section(place)
        if section:
            return (is_dated or self._dated[section] > 0) and not (is_page_name(place) and not is_dated)
        return is_dated and not is_page_name(place) and self._has_posts_at_the_top()

    def said_of(self, place: PurePosixPath) -> str:
        """All that the other files decide about the one at `place`."""
        section = self._section(place)
        is_among_posts = self._dated[section] > 0 if section else self._has_posts_at_the_top()
        return f"in bundle: {self.in_bundle(place)}, among posts: {is_among_posts}"

    def _has_posts_at_the_top(self) -> bool:
        others = sum(self._dated.values()) - self._dated[""]
        return self._dated[""] >= _FEW or not others

    def _section(self, place: PurePosixPath) -> str:
        """The first folder below the content's; a bundle is a page of the folder that it is in."""
        inside = place.relative_to(self._content) if place.is_relative_to(self._content) else place
        folders = inside.parts[:-1]
        if inside.name.split(".")[0] == "index":
            folders = folders[:-1]
        return folders[0] if folders else ""

    def _looks_dated(self, place: PurePosixPath, head: str) -> bool:
        if date_in_address(f"/{place}") or _DATE_LINE.search(head):
            return True
        return any(date_in_address(f"/{match[1]}") for match in _DATED_ADDRESS.finditer(head))
