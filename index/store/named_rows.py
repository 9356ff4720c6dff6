"""A query of tantivy's for just these rows, and what it costs."""

import numpy as np
import tantivy

from index.store.layout import Ids

# Milliseconds to find the best of some rows among 100,000, with ranges and with a set: of 10 that follow each
# other 0.16 and 0.3, of 10 runs of 8 rows 0.4 and 0.6, of 200 of 100 rows 4 and 10, of 1,000 of 2 6 and 4.
_MOST_RUNS = 400

# Microseconds, of 1,000 to 100,000 rows: a block of the dictionary of ids to unpack, and one row.
_BLOCK_US, _ROW_US = 8.0, 0.25
_IDS_PER_BLOCK = 256


def named(schema: tantivy.Schema, id_field: str, ids: Ids) -> tantivy.Query:
    """Finds the rows whose `id_field` is one of `ids`, which ascend; they score nothing."""
    starts = _run_starts(ids)
    if len(starts) > _MOST_RUNS:
        rows = tantivy.Query.term_set_query(schema, id_field, ids.tolist())
    else:
        ends = np.append(starts[1:], len(ids)) - 1
        runs = zip(ids[starts].tolist(), ids[ends].tolist(), strict=True)
        each = [(tantivy.Occur.Should, _run(schema, id_field, *run)) for run in runs]
        rows = tantivy.Query.boolean_query(each)
    return tantivy.Query.const_score_query(rows, 0.0)


def naming_us(ids: Ids, row_count: int) -> float:
    """About how long it takes to look up `ids`, which ascend, among `row_count` rows."""
    blocks = min(len(_run_starts(ids)), row_count / _IDS_PER_BLOCK)
    return _BLOCK_US * blocks + _ROW_US * len(ids)


def _run_starts(ids: Ids) -> Ids:
    """Where runs of ids begin that follow each other."""
    return np.flatnonzero(np.diff(ids, prepend=-2) != 1)


def _run(schema: tantivy.Schema, id_field: str, first: int, last: int) -> tantivy.Query:
    # By the dictionary, where the ids of a run lie together: its column would be read from end to end.
    kind = tantivy.FieldType.Unsigned
    return tantivy.Query.range_query(schema, id_field, kind, first, last, use_inverted_index=True)
