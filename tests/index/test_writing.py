"""A generation's texts are written while its passages are embedded, and no longer than that is wanted."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

import pytest

from index import writing
from index.store.catalog import Catalog
from index.store.catalog_writing import CatalogEntry
from index.store.paths import GenerationPaths
from index.writing import texts_written_meanwhile
from tests.fakes import OutOfOrder, make_post


class Endless(Sequence[CatalogEntry]):
    """Posts without end."""

    @overload
    def __getitem__(self, place: int) -> CatalogEntry: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[CatalogEntry]: ...
    def __getitem__(self, place: int | slice) -> CatalogEntry | Sequence[CatalogEntry]:
        assert isinstance(place, int)
        return CatalogEntry("blog", make_post("Rye and salt.", url=f"file:///blog/{place}.html"), ())

    def __len__(self) -> int:
        return 10**9

    def __iter__(self) -> Iterator[CatalogEntry]:
        return (self[place] for place in range(len(self)))


@pytest.fixture
def building(tmp_path: Path) -> GenerationPaths:
    return GenerationPaths(tmp_path)


def test_the_texts_are_there_when_the_embeddings_are(building: GenerationPaths) -> None:
    with texts_written_meanwhile(building, [Endless()[n] for n in range(3)]):
        pass
    assert Catalog(building.catalog).counts() == (3, 0)
    assert all(path.exists() for path in (building.lexicon, building.post_lexicon, building.concordance))


def test_a_run_that_fails_waits_for_no_more_texts(building: GenerationPaths) -> None:
    with pytest.raises(OutOfOrder), texts_written_meanwhile(building, Endless()):
        raise OutOfOrder


def test_a_text_that_cannot_be_written_fails_the_run(
    building: GenerationPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no room left")

    monkeypatch.setattr(writing, "write_concordance", full)
    with pytest.raises(OSError, match="no room"), texts_written_meanwhile(building, [Endless()[0]]):
        pass
