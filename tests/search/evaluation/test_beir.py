"""Collections in BEIR's layout, read as posts and judged questions."""

from pathlib import Path

import pytest

from index.errors import SourceError
from search.evaluation.beir import read_collection
from tests.search.evaluation.collections import QRELS, write_collection

TREC = "1 0 brakes 1\n2 0 bread 2\n2 0 copy 1\n2 0 birds 0\n"


@pytest.mark.parametrize("packed", [False, True])
def test_documents_become_posts_and_judged_queries_questions(tmp_path: Path, packed: bool) -> None:
    collection = read_collection(write_collection(tmp_path / "little", packed=packed))
    bread = collection.posts[0]
    assert collection.name == "little"
    assert [post.place for post in collection.posts] == ["bread", "brakes", "birds", "copy"]
    assert (bread.title, bread.language) == ("Slow bread", "en")
    assert [bread.text[b.start_char : b.end_char] for b in bread.blocks] == [
        "The dough rests in the cellar overnight.",
        "By morning it has doubled in size.",
    ]
    assert [(q.query_id, q.text) for q in collection.questions] == [
        ("1", "disc squeals pads glazed"),
        ("2", "dough rests overnight cellar"),
    ]
    assert collection.questions[1].grades == {"bread": 2, "copy": 1, "birds": 0}


@pytest.mark.parametrize("name", ["qrels.tsv", "qrels/test.tsv", "qrels.test.tsv", "elsewhere/judged.txt"])
@pytest.mark.parametrize("content", [QRELS, TREC, QRELS.replace("\n", "\r\n")])
def test_judgements_are_found_in_either_format(tmp_path: Path, name: str, content: str) -> None:
    folder = write_collection(tmp_path, qrels={name: content})
    named = [folder / name] if name.startswith("elsewhere") else []
    grades = {q.query_id: q.grades for q in read_collection(folder, named).questions}
    assert grades == {"1": {"brakes": 1}, "2": {"bread": 2, "copy": 1, "birds": 0}}


def test_judgements_of_several_files_count_together(tmp_path: Path) -> None:
    folder = write_collection(tmp_path, qrels={"a": "1 0 brakes 1\n", "b": "2 0 bread 1\n"})
    both = read_collection(folder, [folder / "a", folder / "b"])
    assert [question.query_id for question in both.questions] == ["1", "2"]
    assert [q.query_id for q in read_collection(folder, [folder / "a", folder / "b"], 1).questions] == ["1"]


def test_a_question_without_a_right_answer_is_not_asked(tmp_path: Path) -> None:
    folder = write_collection(tmp_path, qrels={"qrels.tsv": "1 0 brakes 1\n2 0 bread 0\n"})
    assert [question.query_id for question in read_collection(folder).questions] == ["1"]


def test_a_wrapped_paragraph_is_one_and_lines_of_a_list_are_several(tmp_path: Path) -> None:
    wrapped = "The first line of a paragraph that an editor broke in two\nand its second line."
    listed = "Bring these:\nrope\na lamp"
    collection = read_collection(write_collection(tmp_path, {"brakes": (None, f"{wrapped}\n\n{listed}")}))
    post = collection.posts[0]
    assert [post.text[b.start_char : b.end_char] for b in post.blocks] == [
        wrapped.replace("\n", " "),
        "Bring these:",
        "rope",
        "a lamp",
    ]
    assert post.title == ""


def test_a_title_alone_is_a_text_and_nothing_at_all_is_counted(tmp_path: Path) -> None:
    documents = {"brakes": ("Loud brakes", ""), "void": ("", " \n")}
    collection = read_collection(write_collection(tmp_path, documents))
    assert [(post.place, post.text) for post in collection.posts] == [("brakes", "Loud brakes")]
    assert collection.empty == ("void",)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("corpus.jsonl", None, "no corpus.jsonl"),
        ("corpus.jsonl", "", "no documents"),
        ("corpus.jsonl", "{}\n", "Line 1 of .* _id and text"),
        ("corpus.jsonl", "[" * 100_000, "Line 1 of "),
        ("corpus.jsonl", '{"_id": 1, "text": "a"}\n{"_id": "1", "text": "b"}\n', "share an _id"),
        ("queries.jsonl", "no JSON\n", "Line 1 of "),
        ("queries.jsonl", '{"_id": "9", "text": "a"}\n', "no question of it is judged"),
        ("qrels.tsv", None, "--qrels FILE"),
        ("qrels.tsv", "q\td\ts\n1\tbrakes\tgood\n", "Line 2 of .* no judgement"),
        ("qrels.tsv", "q\td\ts\n7\n", "Line 2 of .* no judgement"),
        ("qrels.tsv", "\ufffe", "no question of it is judged"),
    ],
)
def test_what_is_wrong_with_a_collection_is_said(
    tmp_path: Path, name: str, content: str | None, says: str
) -> None:
    folder = write_collection(tmp_path)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=says):
        read_collection(folder)


def test_a_damaged_archive_of_documents_is_said(tmp_path: Path) -> None:
    folder = write_collection(tmp_path, packed=True)
    (folder / "corpus.jsonl.gz").write_bytes(b"\x1f\x8bno gzip")
    with pytest.raises(SourceError, match="cannot be read"):
        read_collection(folder)
