"""A little folder laid out as the shared one, written to disk."""

import json
import lzma
from pathlib import Path

from tests.search.evaluation.collections import DOCUMENTS, write_collection

_QRELS = "query-id\tcorpus-id\tscore\n1\tbrakes\t1\n2\tbread\t2\n"
_HTML = "<h2>Why</h2><p>The oven of <b>number {0}</b> stays hot. Its door is iron. Close it slowly.</p>"
_MARKDOWN = "## Why\n\nThe kettle of **number {0}** whistles loudly. Its handle is wood. Lift it slowly.\n"


def write_shared(folder: Path, posts: int = 12) -> Path:
    """Write two blogs of `posts` posts in all, medquad, and scifact; returns the folder."""
    (folder / "blogs").mkdir(parents=True)
    with lzma.open(folder / "blogs/posts.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(_post(number)) + "\n" for number in range(posts))
    for name, qrels in (("medquad", "qrels.dev.tsv"), ("scifact", "qrels.test.tsv")):
        write_collection(folder / "retrieval" / name, DOCUMENTS, qrels={qrels: _QRELS})
    return folder


def _post(number: int) -> dict[str, str]:
    is_html = bool(number % 2)
    blog = "ovens" if is_html else "kettles"
    return {
        "id": f"{number}",
        "blog": blog,
        "title": f"Number {number} of the {blog}",
        "date": f"{2010 + number}-05-01",
        "site": f"https://{blog}.example/",
        "format": "html" if is_html else "markdown",
        "text": (_HTML if is_html else _MARKDOWN).format(number),
    }
