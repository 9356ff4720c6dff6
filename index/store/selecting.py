"""Rows of SQLite by their ids, however many."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

Row = tuple[Any, ...]  # as sqlite3 gives it


def select_by_id(connection: sqlite3.Connection, query: str, column: str, ids: Sequence[int]) -> list[Row]:
    """What `query`, a SELECT without WHERE, gives for the rows whose `column` is among `ids`."""
    # json_each takes any number of ids, where a list of ? marks ends at SQLite's limit of variables.
    where = f"WHERE {column} IN (SELECT value FROM json_each(?))"
    return connection.execute(f"{query} {where}", (json.dumps(list(ids)),)).fetchall()
