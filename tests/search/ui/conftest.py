"""A small index of sample posts, made once with the real model, and copies of it for tests that change it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedding import SentenceEncoder
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import INDEX_VARIABLE, Settings
from search.ui.resources import open_engine

BLOGS = ("plain-ledger", "spoke-and-chain", "the-long-table")


@pytest.fixture(scope="session")
def built_index(
    samples: Path, real_encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An index of three of the sample blogs. Not to be changed."""
    folder = tmp_path_factory.mktemp("page") / "index"
    reindex([identify(str(samples / blog)) for blog in BLOGS], folder, Settings(), real_encoder)
    return folder


@pytest.fixture
def index_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the page looks for its index; nothing is there yet."""
    folder = tmp_path / "index"
    monkeypatch.setenv(INDEX_VARIABLE, str(folder))
    open_engine.clear()
    yield folder
    open_engine.clear()


@pytest.fixture
def sample_index(built_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The index, where the page looks for it. Not to be changed."""
    monkeypatch.setenv(INDEX_VARIABLE, str(built_index))
    return built_index


@pytest.fixture
def own_index(built_index: Path, index_folder: Path) -> Path:
    """A copy of the index, where the page looks for it."""
    return Path(shutil.copytree(built_index, index_folder))
