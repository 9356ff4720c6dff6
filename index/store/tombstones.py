"""Addresses that must not come back, kept as hashes: enough to know them again, and no trace of them."""

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from index.addresses import address_key

_WITH = "together with "  # begins the reason of a tombstone that stands because of another one


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One address that must not come back. `mark` ends in `/` where it stands for all below the address.

    `companions` is how many further addresses of the same posts are kept out with it.
    """

    mark: str
    reason: str
    forgotten_at: str  # UTC, as SQLite writes it
    companions: int = 0


class Tombstones:
    """A set of unwanted addresses that can be asked for any address, in whatever dress it comes."""

    def __init__(self, marks: Iterable[str] = ()) -> None:
        """`marks` are made by `mark_of`."""
        self.marks = frozenset(marks)

    @classmethod
    def of(cls, addresses: Iterable[str]) -> Self:
        """Those of `addresses`; one that ends in `/` stands for all below it."""
        return cls(mark_of(address, below=stands_for_all_below(address)) for address in addresses)

    def __or__(self, other: "Tombstones") -> "Tombstones":
        """Both together."""
        return Tombstones(self.marks | other.marks)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.marks)

    def covers(self, *addresses: str | None) -> bool:
        """Whether any of `addresses` is unwanted: itself, the file it lies in, or all below a folder of it.

        >>> Tombstones.of(["https://a.example/private/"]).covers("http://www.a.example/private/diary?p=2")
        True
        """
        return bool(self.marks) and any(
            mark in self.marks for address in addresses if address for mark in _marks_over(address)
        )

    def covers_all_below(self, address: str) -> bool:
        """Whether all below `address` is unwanted too, as where it is a site's and the site is."""
        return any(mark in self.marks for mark in _marks_over(address) if mark.endswith("/"))


def stands_for_all_below(address: str) -> bool:
    """Whether a person who writes `address` means all below it: it ends in `/`, or is a whole site's."""
    return "?" not in address and (address.endswith("/") or address_key(address).endswith("/"))


def mark_of(address: str, *, below: bool) -> str:
    """What is kept of an address: the SHA-256 (hex) of its key, with a `/` where it stands for all below."""
    key = address_key(address)
    return f"{_sha256(key.rstrip('/'))}/" if below else _sha256(key)


@lru_cache(maxsize=1 << 16)
def _marks_over(address: str) -> tuple[str, ...]:
    """Every mark that would cover `address`."""
    key = address_key(address)
    marks = [_sha256(key)]
    folder, hash_sign, _ = key.partition("#")  # an item of an export: file:///home/me/blog.zip#posts/1.html
    if hash_sign:
        marks.append(_sha256(folder))
    folder = folder.partition("?")[0].rstrip("/")
    while folder:
        marks.append(f"{_sha256(folder)}/")
        folder = folder.rpartition("/")[0]
    return tuple(marks)


def _sha256(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def keep_tombstones(
    connection: sqlite3.Connection,
    mark: str,
    reason: str,
    companions: Iterable[str] = (),
    *,
    outranks: bool = True,
) -> None:
    """Set the tombstone `mark`, and those of `companions`, which stand because of it.

    One that was set for a `reason` of its own before keeps that reason, unless the new one `outranks` it.
    """
    connection.execute(
        "INSERT INTO tombstone (address_key, reason) VALUES (?, ?) "
        "ON CONFLICT (address_key) DO UPDATE SET reason = excluded.reason WHERE ? OR reason LIKE ?",
        (mark, reason, outranks, f"{_WITH}%"),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO tombstone (address_key, reason) VALUES (?, ?)",
        [(companion, f"{_WITH}{mark}") for companion in companions],
    )


def list_tombstones(connection: sqlite3.Connection) -> list[Tombstone]:
    """What was asked for, oldest first."""
    rows = connection.execute(
        """SELECT address_key, reason, forgotten_at,
               (SELECT count(*) FROM tombstone AS other WHERE other.reason = ? || tombstone.address_key)
           FROM tombstone WHERE reason NOT LIKE ? ORDER BY forgotten_at, address_key""",
        (_WITH, f"{_WITH}%"),
    )
    return [Tombstone(*row) for row in rows]


def read_tombstones(connection: sqlite3.Connection) -> Tombstones:
    """All of them, to be asked."""
    return Tombstones(mark for (mark,) in connection.execute("SELECT address_key FROM tombstone"))


def drop_tombstones(connection: sqlite3.Connection, address: str) -> bool:
    """Take away the tombstones that were set for `address`; whether there were any."""
    marks = [mark_of(address, below=below) for below in (False, True)]
    return sum(_drop(connection, mark) for mark in marks) > 0


def drop_tombstones_except(connection: sqlite3.Connection, reason: str, wanted: Tombstones) -> None:
    """Of the tombstones that stand for `reason`, keep only those of `wanted`."""
    rows = connection.execute("SELECT address_key FROM tombstone WHERE reason = ?", (reason,)).fetchall()
    for (mark,) in rows:
        if mark not in wanted.marks:
            _drop(connection, mark)


def _drop(connection: sqlite3.Connection, mark: str) -> int:
    connection.execute("DELETE FROM tombstone WHERE reason = ?", (f"{_WITH}{mark}",))
    return connection.execute("DELETE FROM tombstone WHERE address_key = ?", (mark,)).rowcount
