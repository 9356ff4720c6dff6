"""Folders of labelled pages."""

import json
from pathlib import Path

import pytest

from index.errors import SourceError
from index.measures.labels import half_of, read_labels, read_page
from tests.index.measures.pages import RAIN, labelled_folder


def test_labels_and_pages_are_read(tmp_path: Path) -> None:
    bread, rain = read_labels(labelled_folder(tmp_path))
    assert (bread.id, bread.title, bread.author, bread.holds) == (
        "0001",
        "Flat bread",
        None,
        ("had not rested",),
    )
    assert (rain.author, rain.date, rain.lacks) == ("Ann Lee", "2021-06-10", ())
    assert RAIN in read_page(rain.path)
    assert "Flat bread" in read_page(bread.path)


def test_each_half_has_its_own_pages(tmp_path: Path) -> None:
    folder = labelled_folder(tmp_path)
    assert [label.id for label in read_labels(folder, "tune")] == ["0001"]
    assert [label.id for label in read_labels(folder, "report")] == ["0002"]


def test_the_halves_are_about_as_large() -> None:
    tuned = sum(half_of(f"{number:04}") == "tune" for number in range(1000))
    assert 450 < tuned < 550


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"id": "1"}]', '{"id": "1"}'])
def test_labels_that_cannot_be_read_are_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "labels.json").write_text(content)
    with pytest.raises(SourceError, match=r"labels\.json"):
        read_labels(tmp_path)


def test_a_folder_without_labels_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"has no labels\.json"):
        read_labels(tmp_path)


def test_a_label_may_not_lead_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text(json.dumps([{"id": "1", "file": "../../etc/passwd"}]))
    with pytest.raises(SourceError, match="outside"):
        read_labels(tmp_path)
