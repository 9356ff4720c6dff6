"""Blogseek and its peers, each put to the same tests in its own way."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from index.model_files import find_model
from index.pipeline import index_posts
from index.records import PassageEncoder, Post
from index.settings import Settings
from search.benchmarks.machine import Memory
from search.benchmarks.peers.environments import Peer, ask_peer, python_of
from search.benchmarks.peers.passages import PassageFiles
from search.benchmarks.reader import WARM_UP_COUNT, Asked, ask_in_new_process
from search.benchmarks.timing import Latency, latency
from search.evaluation.run import DEPTH, Run, ask
from search.evaluation.study import Indexed
from search.results import SearchMode

SHOWN_COUNT = 10  # results that are asked for where time is measured


@dataclass(frozen=True, slots=True)
class Material:
    """The same to all: posts, their passages for those that take passages, and Blogseek's index of them."""

    posts: Sequence[tuple[str, Post]]
    files: PassageFiles
    index_folder: Path | None = None


class Contestant(Protocol):
    """One tool in the comparison."""

    @property
    def name(self) -> str:
        """What a table calls it."""

    @property
    def is_hybrid(self) -> bool:
        """Whether it searches by words as well as by meaning."""

    def index(self, material: Material, scratch: Path) -> float:
        """Index in a new folder, its own embedding included; returns the seconds."""

    def ask(self, material: Material, questions: Sequence[str]) -> tuple[Latency, Memory]:
        """Ask an index of `material` in a new process that has nothing else to do."""

    def run(self, indexed: Indexed, files: PassageFiles, scratch: Path) -> Run:
        """The best posts for each question of a collection, which Blogseek has indexed; `files` are of it."""


@dataclass(frozen=True, slots=True)
class Blogseek:
    """This product, by its own pipeline and engine."""

    encoder: PassageEncoder
    settings: Settings
    name: str = "Blogseek"
    is_hybrid: bool = True

    def index(self, material: Material, scratch: Path) -> float:
        """Split, embed passages and sentences, write, check and publish."""
        return sum(index_posts(material.posts, scratch, self.settings, self.encoder).seconds.values())

    def ask(self, material: Material, questions: Sequence[str]) -> tuple[Latency, Memory]:
        """A reader as any other."""
        if material.index_folder is None:
            raise ValueError("there is no index to ask")
        mode = SearchMode.HYBRID.value
        reading = ask_in_new_process(material.index_folder, {mode: Asked(questions, mode)})
        return reading.latency[mode], reading.memory

    def run(self, indexed: Indexed, files: PassageFiles, scratch: Path) -> Run:  # noqa: ARG002 - peers do
        """As scripts/evaluate.py measures it."""
        return ask(indexed.engine, indexed.collection.questions).run


@dataclass(frozen=True, slots=True)
class Other:
    """A peer, in its own environment."""

    peer: Peer
    python: Path
    model: str  # the folder of the same model
    cache: Path

    @classmethod
    def make(cls, peer: Peer, model_name: str, cache: Path) -> "Other":
        """With its environment, which is installed now where it is not. Raises PeerFailed."""
        return cls(peer, python_of(peer, cache), str(find_model(model_name)), cache)

    @property
    def name(self) -> str:
        """The peer's."""
        return self.peer.name

    @property
    def is_hybrid(self) -> bool:
        """The peer's."""
        return self.peer.is_hybrid

    def index(self, material: Material, scratch: Path) -> float:
        """Index passages, embedded by it unless they are ready."""
        scratch.mkdir(parents=True)
        answer = self._do("index", scratch, **_files(material.files))
        return float(answer["seconds"])

    def ask(self, material: Material, questions: Sequence[str]) -> tuple[Latency, Memory]:
        """Index the passages, whose embeddings are ready, and ask in another process."""
        folder = self.cache / self.peer.module / "index"
        shutil.rmtree(folder, ignore_errors=True)
        self.index(material, folder)
        answer = self._ask(folder, questions, SHOWN_COUNT)
        return latency(answer["each_ms"]), Memory(**answer["memory"])

    def run(self, indexed: Indexed, files: PassageFiles, scratch: Path) -> Run:
        """Rank passages, whose embeddings are ready; a post is as good as its best passage."""
        scratch.mkdir(parents=True)
        self._do("index", scratch, **_files(files))
        questions = indexed.collection.questions
        answer = self._ask(scratch, [question.text for question in questions], DEPTH)
        return {
            question.query_id: {post: 1 / rank for rank, post in enumerate(files.best_posts(found), start=1)}
            for question, found in zip(questions, answer["found"], strict=True)
        }

    def _ask(self, folder: Path, questions: Sequence[str], top_k: int) -> dict[str, Any]:
        return self._do("ask", folder, questions=list(questions), top_k=top_k, warm_up=WARM_UP_COUNT)

    def _do(self, task: str, folder: Path, **more: object) -> dict[str, Any]:
        request = {"task": task, "model": self.model, "folder": str(folder), **more}
        return ask_peer(self.peer, self.python, request)


def _files(files: PassageFiles) -> dict[str, str | None]:
    return {"texts": str(files.texts), "embeddings": str(files.embeddings) if files.embeddings else None}
