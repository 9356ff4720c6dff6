"""Posts of an export -> pages, each with an address and a place of its own."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from index.ingest.exports.values import clean_text, plain_text
from index.records import Facts, Page, Skipped

_MAX_ID_CHARS = 300


@dataclass(slots=True)
class PageMaker:
    """Makes the pages of the export at `path`; what has the same id twice is told apart by a number."""

    path: Path
    _uses: dict[str, int] = field(default_factory=dict)

    def make(self, post_id: str, facts: Facts, content: str, media_type: str = "text/html") -> Page | Skipped:
        """The page of a post, or why there is none: nothing is written in it."""
        if not content.strip():
            return self.skip(facts.title or post_id, "empty")
        return Page(
            url=f"{self.path.as_uri()}#{self._unique(post_id or facts.title or 'post')}",
            place=self._place(facts.title or post_id),
            content=clean_text(content).encode("utf-8", errors="replace"),
            media_type=media_type,
            charset="utf-8",
            facts=facts,
            is_body=True,
        )

    def skip(self, title: str | None, reason: str) -> Skipped:
        """What is said of a post that is left out."""
        return Skipped(self._place(title or ""), reason)

    def _place(self, title: str) -> str:
        name = self.path.name.encode("utf-8", errors="replace").decode("utf-8")
        return f"{name}: {plain_text(title) or 'a post without a title'}"

    def _unique(self, post_id: str) -> str:
        wanted = quote(clean_text(post_id)[:_MAX_ID_CHARS], safe="-._~", errors="replace")
        count = self._uses[wanted] = self._uses.get(wanted, 0) + 1
        return wanted if count == 1 else f"{wanted}+{count}"
