"""The peers, and a Python environment of its own for each, made when it is first needed."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from index.errors import BlogseekError, SourceError
from index.settings import PROJECT_ROOT

# All run the same model in the same torch, and count with the same numpy. It is the running torch's whole
# version, since on Linux the plain one brings gigabytes for a GPU; torchvision stays out, as everywhere.
_SHARED_PACKAGES = ("torch", "sentence-transformers", "transformers", "numpy", "faiss-cpu")
_CONSTRAINTS = "constraints.txt"


class PeerFailed(BlogseekError):
    """A peer could not be installed, or broke down."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool to compare with. `module` drives it; `is_hybrid` says whether it searches by words, too."""

    name: str
    module: str
    packages: tuple[str, ...]
    is_hybrid: bool = True


PEERS = (
    Peer("txtai", "drive_txtai", ("txtai==9.14.0", "sentence-transformers")),
    Peer("LanceDB", "drive_lancedb", ("lancedb==0.40.0", "sentence-transformers")),
    Peer("Chroma", "drive_chroma", ("chromadb==1.5.9", "sentence-transformers"), is_hybrid=False),
    Peer("tutorial", "drive_tutorial", ("sentence-transformers", "faiss-cpu", "rank_bm25==0.2.2")),
)


def named_peers(names: str | None) -> list[Peer]:
    """Those of PEERS that `names` has, with commas between; all where it is None. Raises SourceError."""
    known = {peer.name: peer for peer in PEERS}
    wanted = list(known) if names is None else names.split(",")
    if unknown := [name for name in wanted if name not in known]:
        raise SourceError(f"{unknown[0]} is no peer; known are {', '.join(known)}")
    return [known[name] for name in wanted]


def peer_versions(peers: Sequence[Peer]) -> dict[str, str]:
    """{package: version} of what is pinned for `peers`, and not shared with Blogseek."""
    pinned = (package.partition("==") for peer in peers for package in peer.packages)
    return {name: number for name, _, number in pinned if number}


def python_of(peer: Peer, cache: Path) -> Path:
    """The Python of the peer's environment in `cache`, made and filled where it is not. Raises PeerFailed."""
    folder = cache / peer.module.removeprefix("drive_") / "venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = "\n".join([*peer.packages, *_constraints()])
    done = folder / "installed.txt"
    if not done.is_file() or done.read_text(encoding="utf-8") != wanted:
        _run([sys.executable, "-m", "venv", "--clear", str(folder)], peer)
        (folder / _CONSTRAINTS).write_text("\n".join(_constraints()), encoding="utf-8")
        install = [str(python), "-m", "pip", "install", "--quiet", "--constraint", str(folder / _CONSTRAINTS)]
        _run([*install, *peer.packages], peer)
        done.write_text(wanted, encoding="utf-8")
    return python


def ask_peer(peer: Peer, python: Path, request: Mapping[str, object]) -> dict[str, Any]:
    """Have `peer` do what `request` says (see `driving`) in a process of its own. Raises PeerFailed."""
    # It finds what it drives with in this project, and looks for no model beyond the folder that is named.
    offline = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    environment = {**os.environ, **offline, "PYTHONPATH": str(PROJECT_ROOT)}
    command = [str(python), "-m", f"search.benchmarks.peers.{peer.module}"]
    said = _run(command, peer, json.dumps(request), environment)
    answer: dict[str, Any] = json.loads(said.splitlines()[-1])
    return answer


def _constraints() -> list[str]:
    return [*(f"{name}=={version(name)}" for name in _SHARED_PACKAGES), "torchvision<0"]


def _run(
    command: Sequence[str], peer: Peer, told: str | None = None, environment: Mapping[str, str] | None = None
) -> str:
    done = subprocess.run(command, input=told, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()[-5:]
        raise PeerFailed(f"{peer.name} cannot be compared with: {' | '.join(said)}")
    return done.stdout
