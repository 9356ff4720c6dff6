"""A Milvus for tests: milvus-lite in a file."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from index import sharing
from index.settings import Settings, StoreSettings

TOKEN = "root:very-secret"


def milvus_settings(folder: Path, **store: object) -> Settings:
    """An index that is made in `folder` and found in a Milvus beside it; skips where there is none."""
    pytest.importorskip("pymilvus", reason="pymilvus is not installed (requirements-milvus.txt)")
    pytest.importorskip("milvus_lite", reason="milvus-lite is not installed (requirements-milvus.txt)")
    given = {"uri": f"{folder}.milvus.db", "token": TOKEN, **store}
    return Settings(store=StoreSettings(folder=str(folder), kind="milvus", **given))  # type: ignore[arg-type]


@contextmanager
def no_waiting() -> Iterator[None]:
    """pymilvus waits half a second for each index; milvus-lite has built it by then. Nor are there searches
    under way that a generation should be kept for."""
    from pymilvus.client import grpc_handler

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grpc_handler, "time", SimpleNamespace(time=time.time, sleep=lambda _: None))
        patch.setattr(sharing, "GRACE_S", 0)
        yield


def end_servers() -> None:
    """Let go of the files, which one process at a time can have."""
    from milvus_lite.server_manager import server_manager_instance

    server_manager_instance.release_all()
