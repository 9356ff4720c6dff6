"""A run in TREC's format: query_id Q0 post rank score tag."""

from pathlib import Path

import numpy as np

from index.errors import SourceError
from search.evaluation.run import Run


def write_run(path: Path, run: Run, tag: str) -> None:
    """Write `run` for trec_eval and its like. Raises SourceError.

    They order a question's posts by score alone, and read it as 32 bits, so of posts that score alike there
    each gets the next smaller number.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            for query_id, scores in run.items():
                before = np.float32(np.inf)
                for rank, (post, score) in enumerate(scores.items(), start=1):
                    before = min(np.float32(score), np.nextafter(before, np.float32(-np.inf)))
                    file.write(f"{query_id} Q0 {post} {rank} {before:.9g} {tag}\n")
    except OSError as error:
        raise SourceError(f"{path} cannot be written ({error.strerror}); name another folder.") from error
