"""What every test gets: no network, no model hub; and the fixtures that several test files share."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"  # before huggingface_hub is imported: it reads this once
os.environ["TRANSFORMERS_OFFLINE"] = "1"
os.environ.pop("BLOGSEEK_INDEX", None)  # a developer's own index is not the tests'
if "PYTEST_XDIST_WORKER" in os.environ:  # several of us run, and each would have a thread for every core
    os.environ.setdefault("OMP_NUM_THREADS", "1")

import signal
import socket
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.dealing import Dealer, turn_of
from tests.fakes import FakeEncoder

if TYPE_CHECKING:
    from xdist.remote import Producer

    from index.embedding import SentenceEncoder

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SHARED = PROJECT_ROOT.parent / "shared"
# The same examples in every run, however slow the machine: a red test is red for all.
hypothesis.settings.register_profile("project", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("project")
_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks; let the programs that tests start be interrupted."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as where a shell runs us in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "model: uses the real model, which takes seconds to load")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses the real model, so that `-m 'not model'` leaves it out; order what is dealt out."""
    for item in items:
        if "real_encoder" in getattr(item, "fixturenames", ()):
            item.add_marker("model")
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: turn_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> Dealer | None:
    """Deal the tests to several processes in our own way, unless `--dist` asks for another."""
    is_by_default = config.getoption("dist") == "load"  # which -n means by itself
    return Dealer(config, log) if is_by_default else None


class NetworkUsed(OSError):
    """A test tried to reach beyond this machine."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse connections and look-ups beyond this machine, and fail the test even if it hid the refusal."""
    tried: list[str] = []

    def refuse_unless_here(host: object) -> None:
        if isinstance(host, bytes):
            host = host.decode(errors="replace")
        if isinstance(host, str) and host and not host.startswith(_LOOPBACK):
            tried.append(host)
            raise NetworkUsed(f"a test may not reach {host}")

    def guarded(real: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                refuse_unless_here(address[0])
            return real(self, address)

        return connect

    real_getaddrinfo = socket.getaddrinfo

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_unless_here(host)
        return real_getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    assert not tried, f"the test tried to reach {', '.join(tried)}"


@pytest.fixture
def encoder() -> FakeEncoder:
    """A fast, deterministic encoder."""
    return FakeEncoder()


@pytest.fixture(scope="session")
def real_encoder() -> "SentenceEncoder":
    """The default model, loaded once."""
    from index.embedding import SentenceEncoder

    return SentenceEncoder()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is not the project's own; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip(f"there is no {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def formats(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real exports, feeds, sitemaps and archives, a folder each."""
    return _unpacked([shared / "formats/formats.tar.xz"], tmp_path_factory.mktemp("formats"))


@pytest.fixture(scope="session")
def blogs(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real blogs, rendered (html-…) and as Markdown (md-…), a folder each."""
    return _unpacked(sorted((shared / "blogs").glob("*.tar.xz")), tmp_path_factory.mktemp("blogs"))


def _unpacked(packs: list[Path], folder: Path) -> Path:
    for pack in packs:
        with tarfile.open(pack) as archive:
            archive.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The posts that the project wrote for the demo."""
    return PROJECT_ROOT / "samples"
