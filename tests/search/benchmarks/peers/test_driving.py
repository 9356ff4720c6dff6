"""A peer is driven in a process of its own: here the tutorials' one, whose parts the tests have anyway."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding import SentenceEncoder
from index.model_files import find_model
from search.benchmarks.peers.environments import PEERS, PeerFailed, _constraints, ask_peer
from search.benchmarks.peers.passages import PassageFiles

TUTORIAL = next(peer for peer in PEERS if peer.name == "tutorial")
TEXTS = [
    "The dough rests in the cellar overnight.",
    "The disc squeals because the pads are glazed.",
    "A dirty feeder spreads disease among finches.",
]
QUESTIONS = ["why does the disc squeal, are the pads glazed?", "which feeder spreads disease among finches?"]


def request(task: str, folder: Path, **more: object) -> dict[str, object]:
    return {"task": task, "model": str(find_model("all-MiniLM-L6-v2")), "folder": str(folder), **more}


@pytest.mark.parametrize("is_ready", [False, True], ids=["embeds by itself", "is handed embeddings"])
def test_the_tutorial_indexes_and_answers(
    tmp_path: Path, real_encoder: SentenceEncoder, is_ready: bool
) -> None:
    (tmp_path / "texts.json").write_text(json.dumps(TEXTS), encoding="utf-8")
    if is_ready:
        np.save(tmp_path / "rows.npy", real_encoder.encode_passages(TEXTS))
    files = {
        "texts": str(tmp_path / "texts.json"),
        "embeddings": str(tmp_path / "rows.npy") if is_ready else None,
    }
    python = Path(sys.executable)
    indexed = ask_peer(TUTORIAL, python, request("index", tmp_path, **files))
    assert indexed["seconds"] > 0
    asked = request("ask", tmp_path, questions=QUESTIONS, top_k=2, warm_up=1)
    answered = ask_peer(TUTORIAL, python, asked)
    assert [found[0] for found in answered["found"]] == [1, 2]
    assert [len(found) for found in answered["found"]] == [2, 2]
    assert len(answered["each_ms"]) == 2
    assert answered["memory"]["resident_mb"] > 100


def test_a_peer_that_breaks_down_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PeerFailed, match=r"^tutorial cannot be compared with: .*KeyError: 'magic'"):
        ask_peer(TUTORIAL, Path(sys.executable), request("magic", tmp_path))


def test_every_peer_gets_the_running_torch_and_no_torchvision() -> None:
    import torch

    release, _, build = torch.__version__.partition("+")
    # Which build it is, a package's version need not say.
    assert {f"torch=={release}", f"torch=={release}+{build}"} & set(_constraints())
    assert "torchvision<0" in _constraints()


def test_a_post_is_as_good_as_its_best_passage() -> None:
    files = PassageFiles(Path("texts"), None, ("a", "a", "b", "c"))
    assert files.best_posts([2, 1, 0, 3]) == ["b", "a", "c"]
