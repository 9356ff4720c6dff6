"""A folder in the layout of BEIR (Thakur et al. 2021) -> posts, and the questions that were judged.

`corpus.jsonl` and `queries.jsonl`, plain or gzipped, hold an object a line: `_id`, `text` and, for a
document, `title`. Judgements lie in a file of their own: BEIR's three columns under a header, or TREC's four.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import SourceError
from index.ingest.extract.blocks import Piece, join_pieces, tidy_line
from index.ingest.extract.languages import detect_language
from index.ingest.extract.plain import text_lines
from index.records import BlockKind, Post
from search.evaluation.collection import JudgedQuestion
from search.evaluation.files import Made, find_file, read_lines, read_objects
from search.evaluation.metrics import Grades

_QRELS = ("qrels.tsv", "qrels/test.tsv", "qrels.test.tsv")  # looked for in this order


@dataclass(frozen=True, slots=True)
class Collection:
    """Posts, and the questions that were judged. A post's `place` is its document's `_id`.

    `empty` are the documents without a word, which no search can find.
    """

    folder: Path
    posts: tuple[Post, ...]
    questions: tuple[JudgedQuestion, ...]
    empty: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a person calls it: the folder's name."""
        return self.folder.resolve().name


def read_collection(
    folder: Path, qrels: Sequence[Path] = (), most_questions: int | None = None
) -> Collection:
    """Read the collection in `folder`, judged by the files `qrels` together. Raises SourceError.

    Of the judged questions the first `most_questions` are kept, in the order of queries.jsonl.
    """
    posts = list(_objects(folder, "corpus.jsonl", _post))
    if len({post.place for post in posts}) < len(posts):
        raise SourceError(f"Documents in {folder} share an _id; each needs its own.")
    grades = _read_qrels(qrels or [_find_qrels(folder)])
    asked = dict(_objects(folder, "queries.jsonl", _query))
    questions = [JudgedQuestion(name, text, grades[name]) for name, text in asked.items() if name in grades]
    if not posts or not questions:
        missing = "no question of it is judged" if posts else "it holds no documents"
        raise SourceError(f"Nothing can be measured on {folder}: {missing}.")
    return Collection(
        folder=folder,
        posts=tuple(post for post in posts if post.blocks),
        questions=tuple(questions[:most_questions]),
        empty=tuple(post.place for post in posts if not post.blocks),
    )


def _post(document: Any) -> Post:
    """A document as a post: what is no wrapped line is a paragraph. One of a title alone says the title."""
    name, title = str(document["_id"]), tidy_line(str(document.get("title") or ""))
    lines = text_lines(str(document["text"] or "")) or [title]
    text, blocks = join_pieces(Piece(BlockKind.PARAGRAPH, line) for line in lines)
    language = detect_language(text)
    return Post(
        url=f"beir:{name}",
        place=name,
        link=f"beir:{name}",
        title=title,
        text=text,
        blocks=blocks,
        language=language.value if language else None,
    )


def _query(query: Any) -> tuple[str, str]:
    return str(query["_id"]), tidy_line(str(query["text"]))


def _objects(folder: Path, name: str, make: Callable[[Any], Made]) -> Iterator[Made]:
    path = find_file(folder, name)
    if path is None:
        raise SourceError(f"{folder} has no {name}, so it is no collection in BEIR's layout.")
    return read_objects(path, make, "an object with _id and text")


def _find_qrels(folder: Path) -> Path:
    for name in _QRELS:
        if (folder / name).is_file():
            return folder / name
    raise SourceError(f"{folder} has none of {', '.join(_QRELS)}; name the judgements with --qrels FILE.")


def _read_qrels(paths: Sequence[Path]) -> dict[str, Grades]:
    """{query_id: {post: grade}} of the questions that have an answer at all."""
    grades: dict[str, dict[str, int]] = {}
    for path in paths:
        for number, line in read_lines(path):
            columns = line.split("\t") if "\t" in line else line.split()
            try:
                query_id, post, grade = columns[0].strip(), columns[-2].strip(), int(columns[-1])
            except (IndexError, ValueError):
                if number == 1:
                    continue  # the header
                raise SourceError(
                    f"Line {number} of {path} is no judgement; it needs: question, document, grade."
                ) from None
            grades.setdefault(query_id, {})[post] = grade
    return {query_id: judged for query_id, judged in grades.items() if max(judged.values()) > 0}
