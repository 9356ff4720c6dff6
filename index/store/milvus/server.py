"""The one way to a Milvus: every failure becomes a sentence, in which the token never stands."""

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import IndexBroken, SettingsError
from index.settings import PROJECT_ROOT, StoreSettings

if TYPE_CHECKING:
    from pymilvus import MilvusClient

MAX_ROWS = 16_384  # what Milvus gives for one query at most
_IDS_AT_ONCE = 500  # rows of some 10 KB each, far below the largest message
_TIMEOUT_S = 30.0  # for one answer; writing has no such limit
_MOST_REASON_CHARS = 200
_FIELDS_OF_HITS = ["post_id"]  # where none is named, milvus-lite sends all
_NO_ALIAS = (1600, 100)  # Milvus' code, and that of milvus-lite

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Route:
    """One of the ways by which a hybrid search finds rows: the `count` nearest to `query` in `field`."""

    field: str
    query: Any
    count: int
    weight: float  # 0 to 1
    effort: Mapping[str, int]  # see schemas


class Server:
    """A Milvus, connected to when it is first asked. Safe to share between threads."""

    def __init__(self, settings: StoreSettings) -> None:
        """Name it by `[store]`; nothing is asked yet."""
        self._settings = settings
        self._lock = threading.Lock()
        self._client: MilvusClient | None = None

    @property
    def settings(self) -> StoreSettings:
        """What it was named by."""
        return self._settings

    @property
    def name(self) -> str:
        """Its address."""
        return self._settings.uri

    def close(self) -> None:
        """Let go of the connection; asking again makes another."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

    def ask(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """What the client's `method` answers. Raises IndexBroken; SettingsError without pymilvus."""
        try:
            return getattr(self._connected(), method)(*args, **kwargs)
        except SettingsError:
            raise
        except Exception as error:
            raise self._broken(error) from error

    def search(
        self,
        collection: str,
        field: str,
        queries: Sequence[Any],
        count: int,
        *,
        chosen: str = "",
        effort: dict[str, int] | None = None,
    ) -> list[list[tuple[int, float]]]:
        """(id, inner product) of the `count` rows nearest to each of `queries`, nearest first, ties by id."""
        found = self.ask(
            "search",
            collection,
            data=list(queries),
            anns_field=field,
            limit=min(count, MAX_ROWS),
            filter=chosen,
            output_fields=_FIELDS_OF_HITS,
            search_params={"metric_type": "IP", "params": effort or {}},
            timeout=_TIMEOUT_S,
        )
        return [_ranked(hits) for hits in found]

    def hybrid(
        self, collection: str, routes: Sequence[Route], *, chosen: str = ""
    ) -> list[tuple[int, float]]:
        """(id, score) of all rows that any of `routes` finds, in one call, best first.

        The score is the sum of the inner products with what the routes ask, each times its `weight`.
        """
        from pymilvus import AnnSearchRequest, WeightedRanker

        requests = [
            AnnSearchRequest(
                data=[route.query],
                anns_field=route.field,
                param={"metric_type": "IP", "params": route.effort},
                limit=min(route.count, MAX_ROWS),
                expr=chosen,
            )
            for route in routes
        ]
        (found,) = self.ask(
            "hybrid_search",
            collection,
            requests,
            WeightedRanker(*(route.weight for route in routes), norm_score=False),
            limit=min(sum(route.count for route in routes), MAX_ROWS),
            output_fields=_FIELDS_OF_HITS,
            timeout=_TIMEOUT_S,
        )
        return _ranked(found)

    def rows(self, collection: str, key: str, ids: Sequence[int], fields: Sequence[str]) -> Iterator[Row]:
        """The rows whose `key` is among `ids`, in any order."""
        for start in range(0, len(ids), _IDS_AT_ONCE):
            some = list(ids[start : start + _IDS_AT_ONCE])
            yield from self.query(collection, f"{key} in {some}", fields)

    def query(self, collection: str, chosen: str, fields: Sequence[str], limit: int = MAX_ROWS) -> list[Row]:
        """At most `limit` of the rows for which the expression `chosen` holds, in any order."""
        return list(
            self.ask(
                "query",
                collection,
                filter=chosen,
                output_fields=list(fields),
                limit=min(limit, MAX_ROWS),
                timeout=_TIMEOUT_S,
            )
        )

    def all_rows(self, collection: str, chosen: str, fields: Sequence[str]) -> Iterator[Row]:
        """All rows for which the expression `chosen` holds, however many."""
        batches = self.ask(
            "query_iterator", collection, filter=chosen, output_fields=list(fields), batch_size=MAX_ROWS // 4
        )
        try:
            while batch := batches.next():
                yield from batch
        except Exception as error:
            raise self._broken(error) from error
        finally:
            batches.close()

    def alias_target(self, alias: str) -> str | None:
        """The collection that `alias` stands for; None where there is no such alias. Raises IndexBroken."""
        try:
            return str(self._connected().describe_alias(alias, timeout=_TIMEOUT_S)["collection_name"])
        except SettingsError:
            raise
        except Exception as error:
            if getattr(error, "code", 0) in _NO_ALIAS:
                return None
            raise self._broken(error) from error

    def _connected(self) -> "MilvusClient":
        with self._lock:
            if self._client is None:
                self._client = _connect(self._settings)
            return self._client

    def _broken(self, error: Exception) -> IndexBroken:
        reason = getattr(error, "message", None) or str(error) or type(error).__name__
        token = self._settings.token
        for secret in filter(None, (token, token.partition(":")[2])):
            reason = reason.replace(secret, "...")
        return IndexBroken(
            f"Milvus at {self.name} did not do what it was asked "
            f"({' '.join(reason.split())[:_MOST_REASON_CHARS]}); see that it runs, and that [store] uri and "
            "token are right."
        )


def _connect(settings: StoreSettings) -> "MilvusClient":
    try:
        from pymilvus import MilvusClient  # an optional package, and a second to import
    except ImportError as error:
        raise SettingsError(
            '[store] kind = "milvus" needs a package that is not installed; install it with: '
            "python -m pip install -r requirements-milvus.txt"
        ) from error
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it would log each failure, with a traceback
    uri = settings.uri if "://" in settings.uri else str(PROJECT_ROOT / Path(settings.uri).expanduser())
    return MilvusClient(uri, token=settings.token, timeout=_TIMEOUT_S)


def _ranked(hits: Any) -> list[tuple[int, float]]:
    """(id, score), best first, ties by id."""
    return sorted(zip(hits.ids, hits.distances, strict=True), key=lambda scored: (-scored[1], scored[0]))
