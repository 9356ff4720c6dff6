"""Whatever rows are admitted, and however they lie, those that match best are found, with their scores."""

from pathlib import Path

import numpy as np
import pytest
import tantivy

from index.records import Mask
from index.store.inverted import SPLIT_AT_BLANKS, Inverted, open_inverted, write_inverted

ROWS = 3000


@pytest.fixture(scope="module")
def inverted(tmp_path_factory: pytest.TempPathFactory) -> Inverted:
    """Rows in which "rye" counts ever less, and of which every second has "oat"."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", fast=True, indexed=True)
    builder.add_text_field("words", tokenizer_name=SPLIT_AT_BLANKS, index_option="freq")
    schema, rows = builder.build(), []
    for number in range(ROWS):
        row = tantivy.Document()
        row.add_unsigned("row", number)
        row.add_text("words", "rye " + "oat " * (number % 2) + "salt " * (number // 10))
        rows.append(row)
    folder = tmp_path_factory.mktemp("inverted") / "rows"
    write_inverted(folder, schema, rows)
    return Inverted(*open_inverted(folder, "rows"), "row")


def asked(inverted: Inverted, *words: str) -> tantivy.Query:
    schema = inverted.index.schema
    each = [tantivy.Query.term_query(schema, "words", word, index_option="freq") for word in words]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in each])


def rows_where(holds: np.ndarray) -> Mask:
    mask: Mask = np.broadcast_to(holds, ROWS).astype(np.bool_)
    return mask


NUMBERS = np.arange(ROWS)


@pytest.mark.parametrize(
    "admitted",
    [
        pytest.param(rows_where(NUMBERS >= 0), id="all"),
        pytest.param(rows_where(NUMBERS < 0), id="none"),
        pytest.param(rows_where(NUMBERS % 500 == 7), id="a few"),
        pytest.param(rows_where(NUMBERS % 3 == 1), id="many that lie apart"),
        pytest.param(rows_where((NUMBERS > 1200) & (NUMBERS < 1900)), id="many that lie together"),
        pytest.param(rows_where(NUMBERS > ROWS - 200), id="just those that match worst"),
        pytest.param(rows_where(NUMBERS > 150), id="all but those that match best"),
    ],
)
def test_they_are_those_of_the_ranking_of_all(inverted: Inverted, admitted: Mask) -> None:
    queries = [asked(inverted, *words) for words in (["rye"], ["oat", "rye"], ["oat"], ["barley"])]
    found = inverted.best_of_each(queries, 10, admitted)
    for query, best in zip(queries, found, strict=True):
        ranking = inverted.best(query, ROWS)
        assert best == [(row, score) for row, score in ranking if admitted[row]][:10]


def test_an_open_index_leaves_nothing_in_the_temporary_folder(
    inverted: Inverted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A reader that is killed cannot clear anything away.
    rows, scratch = tmp_path / "rows", tmp_path / "scratch"
    write_inverted(rows, inverted.index.schema, [])
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    opened = [open_inverted(rows, "rows") for _ in range(50)]
    assert list(scratch.iterdir()) == []
    assert [searcher.num_docs for _, searcher in opened] == [0] * 50
