"""Questions on disk."""

from pathlib import Path

import pytest

from index.errors import IndexBroken
from index.store.questions import PostQuestion, kept_questions, read_questions, write_questions

QUESTIONS = [PostQuestion(3, "Wie viel Salz?"), PostQuestion(0, "Why 🎉?")]


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write_questions(tmp_path / "questions.json", QUESTIONS)
    assert read_questions(tmp_path / "questions.json") == QUESTIONS


def test_an_index_without_the_file_has_none(tmp_path: Path) -> None:
    assert read_questions(tmp_path / "questions.json") == ()


@pytest.mark.parametrize("content", ["", "3", "[3]", "[[1, 2, 3]]"])
def test_a_damaged_file_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "questions.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexBroken, match="questions"):
        read_questions(tmp_path / "questions.json")


def test_the_questions_of_posts_that_are_taken_out_go_with_them() -> None:
    assert kept_questions(QUESTIONS, {0: 0, 1: 1}) == [PostQuestion(0, "Why 🎉?")]
