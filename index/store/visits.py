"""What crawls learnt of each address, in the archive, so that the next one asks for less."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from index.records import Visit

_COLUMNS = "url, role, status, reason, final_url, etag, last_modified, listed_as, misses, links"
_MAX_LINKS_BYTES = 50_000_000


class Visits:
    """The visits of all sources. Changes are kept by whoever commits the connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """`connection` is the archive's."""
        self._connection = connection

    def begin(self, source: str) -> int:
        """The number of the crawl to go on with: the one that was stopped, or a new one."""
        row = self._connection.execute(
            "SELECT max(crawl_id) FROM crawl WHERE source = ? AND finished_at IS NULL", (source,)
        ).fetchone()
        if row[0] is not None:
            return int(row[0])
        return int(
            self._connection.execute("INSERT INTO crawl (source) VALUES (?)", (source,)).lastrowid or 0
        )

    def finish(self, crawl_id: int) -> None:
        """The crawl came to its end. Earlier ones are forgotten."""
        self._connection.execute(
            "UPDATE crawl SET finished_at = CURRENT_TIMESTAMP WHERE crawl_id = ?", (crawl_id,)
        )
        self._connection.execute(
            "DELETE FROM crawl WHERE crawl_id < ? AND source = (SELECT source FROM crawl WHERE crawl_id = ?)",
            (crawl_id, crawl_id),
        )

    def known(self, source: str) -> list[Visit]:
        """Everything known of the source's addresses."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM visit WHERE source = ?", (source,))
        return [_visit(row) for row in rows]

    def get(self, source: str, url: str) -> Visit | None:
        """What is known of one address."""
        query = f"SELECT {_COLUMNS} FROM visit WHERE source = ? AND url = ?"
        row = self._connection.execute(query, (source, url)).fetchone()
        return _visit(row) if row else None

    def done(self, source: str, crawl_id: int) -> frozenset[str]:
        """The addresses that the crawl has settled already."""
        query = "SELECT url FROM visit WHERE source = ? AND checked_in = ?"
        return frozenset(url for (url,) in self._connection.execute(query, (source, crawl_id)))

    def keep(self, source: str, root: str, visit: Visit, crawl_id: int) -> None:
        """Remember what the crawl learnt of an address on the site at `root`."""
        links = zlib.compress(json.dumps(visit.links).encode()) if visit.links else None
        row = (visit.url, visit.role, visit.status, visit.reason, visit.final_url, visit.etag)
        more = (visit.last_modified, visit.listed_as, visit.misses, links)
        self._connection.execute(
            f"INSERT OR REPLACE INTO visit ({_COLUMNS}, source, root, checked_in) "
            f"VALUES ({', '.join('?' * 13)})",
            (*row, *more, source, root, crawl_id),
        )

    def aliases(self, source: str) -> Mapping[str, tuple[str, ...]]:
        """{address of a page: the other addresses that lead to it}."""
        rows = self._connection.execute(
            "SELECT final_url, url FROM visit WHERE source = ? AND role = 'alias' AND final_url IS NOT NULL "
            "ORDER BY url",
            (source,),
        )
        leads_to: dict[str, str] = {url: final for final, url in rows}
        found: dict[str, list[str]] = {}
        for url in leads_to:
            found.setdefault(_end_of(url, leads_to), []).append(url)
        return {final: tuple(urls) for final, urls in found.items()}

    def without_page(self) -> list[str]:
        """The addresses that are gone, or whose owners want them left out, and of which no page is kept."""
        rows = self._connection.execute(
            "SELECT url FROM visit WHERE (role = 'refused' OR (role = 'failed' AND status IN (404, 410))) "
            "AND NOT EXISTS (SELECT 1 FROM page WHERE page.source = visit.source AND page.url = visit.url)"
        )
        return [url for (url,) in rows]

    def drop_sites_except(self, source: str, roots: Iterable[str]) -> list[str]:
        """Forget the sites that the source names no more; returns the addresses of their posts."""
        kept = json.dumps(list(roots))
        where = "source = ? AND root NOT IN (SELECT value FROM json_each(?))"
        rows = self._connection.execute(
            f"SELECT url FROM visit WHERE {where} AND role = 'post'", (source, kept)
        )
        posts = [url for (url,) in rows]
        self._connection.execute(f"DELETE FROM visit WHERE {where}", (source, kept))
        return posts


def _end_of(url: str, leads_to: Mapping[str, str]) -> str:
    """Where a chain of addresses that lead to each other ends."""
    seen = {url}
    while (following := leads_to.get(url)) is not None and following not in seen:
        url = following
        seen.add(url)
    return url


def _visit(row: tuple[Any, ...]) -> Visit:
    *fields, links = row
    visit = Visit(*fields)
    return replace(visit, links=tuple(json.loads(_unpacked(links)))) if links else visit


def _unpacked(links: bytes) -> bytes:
    return zlib.decompressobj().decompress(links, _MAX_LINKS_BYTES)
