"""What is known of archived pages without reading them, in the archive; gone with its page."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Row = dict[str, Any]  # as JSON has it


class Outlines:
    """The outlines of all pages, and what was learnt of sites. Changes are kept by whoever commits."""

    def __init__(self, connection: sqlite3.Connection, made_by: str) -> None:
        """`connection` is the archive's; outlines that were made by another than `made_by` are none."""
        self._connection = connection
        self._made_by = made_by

    def of(self, source: str) -> Iterator[tuple[str, Row | None]]:
        """(address, outline) of each page of `source`, by address; None where there is none."""
        rows = self._connection.execute(
            "SELECT page.url, outline.outline FROM page LEFT JOIN outline "
            "ON outline.source = page.source AND outline.url = page.url AND made_by = ? "
            "WHERE page.source = ? ORDER BY page.url",
            (self._made_by, source),
        )
        for url, outline in rows:
            yield url, json.loads(outline) if outline else None

    def keep(self, source: str, url: str, site: str, outline: Row) -> None:
        """Remember the outline of a page, whose post is on `site`."""
        row = (source, url, self._made_by, site, json.dumps(outline, separators=(",", ":")))
        self._connection.execute("INSERT OR REPLACE INTO outline VALUES (?, ?, ?, ?, ?)", row)

    def verdicts(self) -> dict[tuple[str, str, str], str]:
        """{(judge, digest of a post, digest of another): why they are one, empty where they are not}."""
        query = "SELECT judge, one, other, reason FROM verdict WHERE made_by = ?"
        rows = self._connection.execute(query, (self._made_by,))
        return {(judge, one, other): reason for judge, one, other, reason in rows}

    def keep_verdicts(
        self, verdicts: Mapping[tuple[str, str, str], str], known: Mapping[tuple[str, str, str], str]
    ) -> None:
        """Remember just these, where `known` are those that are kept."""
        self._connection.execute("DELETE FROM verdict WHERE made_by != ?", (self._made_by,))
        self._connection.executemany(
            "DELETE FROM verdict WHERE made_by = ? AND judge = ? AND one = ? AND other = ?",
            ((self._made_by, *key) for key in known.keys() - verdicts.keys()),
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?, ?)",
            ((self._made_by, *key, verdicts[key]) for key in verdicts.keys() - known.keys()),
        )

    def sites(self) -> Mapping[str, tuple[str, list[list[Any]]]]:
        """{site: (digest of what was learnt from, what was learnt)}."""
        rows = self._connection.execute("SELECT site, digest, learnt FROM site")
        return {site: (digest, json.loads(learnt)) for site, digest, learnt in rows}

    def keep_site(self, site: str, digest: str, learnt: list[list[Any]]) -> None:
        """Remember what was learnt of a site."""
        row = (site, digest, json.dumps(learnt))
        self._connection.execute("INSERT OR REPLACE INTO site VALUES (?, ?, ?)", row)

    def drop_sites(self, sites: Iterable[str]) -> None:
        """Forget what was learnt of `sites`."""
        self._connection.executemany("DELETE FROM site WHERE site = ?", ((site,) for site in sites))
