"""Each part of the ranking, added and left out."""

from dataclasses import fields
from pathlib import Path

from search.evaluation.ablation import ablate, ablation_table, steps
from search.evaluation.beir import read_collection
from search.evaluation.study import Laboratory
from search.ranking_parts import ALL_PARTS, RankingParts
from tests.fakes import FakeEncoder
from tests.search.evaluation.collections import write_collection


def test_parts_are_added_one_by_one_up_to_the_product_and_then_left_out_one_by_one() -> None:
    names = [part.name for part in fields(RankingParts)]
    made = steps()
    on = [[name for name in names if getattr(step.parts, name)] for step in made]
    assert on[: len(names) + 1] == [names[:count] for count in range(len(names) + 1)]
    assert made[len(names)].parts == ALL_PARTS
    assert on[len(names) + 1 :] == [[other for other in names if other != name] for name in names]
    assert {step.against for step in made[len(names) + 1 :]} == {made[len(names)].name}


def test_the_table_has_a_line_for_each_step_and_a_column_for_each_collection(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    laboratory = Laboratory(encoder, cache=tmp_path / "cache")
    folders = (write_collection(tmp_path / "one"), write_collection(tmp_path / "two"))
    measured = ablate([laboratory.index(read_collection(folder)) for folder in folders], encoder)
    heading, _, first, second, *others = ablation_table(measured).splitlines()
    assert [cell.strip() for cell in heading.split("|")[1:-1]] == ["", "one", "two", "ms"]
    assert len(others) + 2 == len(steps())
    assert "(" not in first.split("|")[2]
    assert "(" in second.split("|")[2]
