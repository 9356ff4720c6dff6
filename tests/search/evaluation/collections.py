"""A little collection in BEIR's layout, written to disk."""

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

DOCUMENTS = {
    "bread": ("Slow bread", "The dough rests in the cellar overnight.\n\nBy morning it has doubled in size."),
    "brakes": ("Loud brakes", "The disc squeals because the pads are glazed.\n\nSand them and bed them in."),
    "birds": ("Winter feeders", "A dirty feeder spreads disease among finches.\n\nScrub it once a week."),
    "copy": ("Slow bread", "The dough rests in the cellar overnight.\n\nBy morning it has doubled in size."),
}
QUESTIONS = {"1": "disc squeals pads glazed", "2": "dough rests overnight cellar", "3": "nobody judged this"}
QRELS = "query-id\tcorpus-id\tscore\n1\tbrakes\t1\n2\tbread\t2\n2\tcopy\t1\n2\tbirds\t0\n"


def write_collection(
    folder: Path,
    documents: Mapping[str, tuple[str | None, str]] = DOCUMENTS,
    questions: Mapping[str, str] = QUESTIONS,
    qrels: Mapping[str, str] | None = None,
    *,
    packed: bool = False,
) -> Path:
    """Write it; `qrels` maps the names of files to what they hold. Returns the folder."""
    corpus = ({"_id": name, "title": title, "text": text} for name, (title, text) in documents.items())
    write_objects(folder / "corpus.jsonl", corpus, packed=packed)
    asked = ({"_id": name, "text": text} for name, text in questions.items())
    write_objects(folder / "queries.jsonl", asked, packed=packed)
    for name, content in ({"qrels.tsv": QRELS} if qrels is None else qrels).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def write_objects(path: Path, objects: Iterable[Mapping[str, object]], *, packed: bool = False) -> None:
    """Write JSON lines, gzipped (and named .gz) where `packed`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = "".join(json.dumps(item) + "\n" for item in objects).encode()
    if packed:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content))
    else:
        path.write_bytes(content)
