"""A query for some rows finds just these, whether they lie together or apart."""

import numpy as np
import pytest

from index.store.layout import Ids
from index.store.lexicon import Lexicon, LexiconRow, write_lexicon
from index.store.named_rows import named, naming_us

ROWS = 2000


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder = tmp_path_factory.mktemp("rows") / "lexicon"
    write_lexicon(folder, (LexiconRow(number, "rye", "", "", "") for number in range(ROWS)))
    return Lexicon(folder)


@pytest.mark.parametrize(
    "ids",
    [
        pytest.param(np.array([0]), id="the first"),
        pytest.param(np.array([ROWS - 1]), id="the last"),
        pytest.param(np.array([3, 4, 5, 9, 11, 12]), id="some runs"),
        pytest.param(np.arange(ROWS), id="all"),
        pytest.param(np.arange(0, ROWS, 2), id="every second"),
    ],
)
def test_just_these_are_found(lexicon: Lexicon, ids: Ids) -> None:
    mask = np.isin(np.arange(ROWS), ids)
    assert sorted(row for row, _ in lexicon.best(["rye"], ROWS, mask)) == ids.tolist()
    searcher, schema = lexicon._searcher, lexicon._index.schema
    found = searcher.search(named(schema, "passage_id", ids), limit=ROWS, count=False).hits
    assert len(found) == len(ids)
    assert {score for score, _ in found} == {0.0}


def test_rows_that_lie_together_are_sooner_named() -> None:
    together, apart, every = (np.arange(*step) for step in ((0, 300), (0, 900, 3), (0, ROWS)))
    assert naming_us(together, ROWS) < naming_us(apart, ROWS) < naming_us(every, ROWS)
