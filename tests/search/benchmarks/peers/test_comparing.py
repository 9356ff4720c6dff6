from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from search.benchmarks.machine import Memory
from search.benchmarks.peers.comparing import Contest, measure_peers, peers_table
from search.benchmarks.peers.contestants import Material
from search.benchmarks.peers.passages import PassageFiles
from search.benchmarks.timing import Latency
from search.benchmarks.workshop import Workshop
from search.evaluation.beir import read_collection
from search.evaluation.study import Indexed, Laboratory
from tests.fakes import FakeEncoder
from tests.search.benchmarks.shared import write_shared


@dataclass
class Player:
    """A contestant that takes as long as it is told, and finds what it is told."""

    name: str
    seconds: float
    p95_ms: float
    finds: dict[str, dict[str, float]]
    is_hybrid: bool = True
    given: list[Material] = field(default_factory=list)

    def index(self, material: Material, scratch: Path) -> float:
        assert not scratch.exists()
        self.given.append(material)
        return self.seconds

    def ask(self, material: Material, questions: Sequence[str]) -> tuple[Latency, Memory]:
        self.given.append(material)
        return Latency(self.p95_ms / 2, self.p95_ms, len(questions)), Memory(500.0, 300.0)

    def run(self, indexed: Indexed, files: PassageFiles, scratch: Path) -> dict[str, dict[str, float]]:
        return self.finds


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return write_shared(tmp_path / "shared")


def test_all_get_the_same_and_goals_stand_beside_what_was_reached(shared: Path, tmp_path: Path) -> None:
    right = {"1": {"brakes": 1.0}, "2": {"bread": 1.0}}
    wrong = {"1": {"birds": 1.0}, "2": {"bread": 1.0}}
    players = [
        Player("Blogseek", 1.0, 10.0, right),
        Player("Slow", 8.0, 40.0, wrong),
        Player("Quick", 4.0, 5.0, right, is_hybrid=False),
    ]
    workshop = Workshop(shared, FakeEncoder(), 8, cache=tmp_path / "cache")
    laboratory = Laboratory(workshop.encoder, cache=tmp_path / "evaluation")
    indexed = laboratory.index(read_collection(shared / "retrieval/scifact"))
    contest = Contest(indexed=3, rounds=2, searched=10, questions=4)
    figures = measure_peers(workshop, players, [indexed], contest, {"quick": "1.0"})
    table = peers_table(figures)
    assert "Index rate: 4.0 times that of Quick" in table  # the fastest, hybrid or not
    assert "p95: 0.25 of that of Slow" in table  # the best of the hybrid ones
    assert "ndcg@10 on scifact: +0.000 to Quick" in table
    assert "quick 1.0" in " ".join(table.split())
    assert "Quick (by meaning alone)" in table
    for one, other in zip(players[0].given, players[1].given, strict=True):
        assert one is not None
        assert one.files == other.files
    assert len(players[0].given) == 3  # two rounds of indexing, and asking
    assert [bool(material.files.embeddings) for material in players[0].given] == [False, False, True]
